"""The next round: mixes near those that nothing has beaten so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from sim.study.frontier.mixes import PARTS, Mix, rounded


def next_mixes(tried: Sequence[Mix], unbeaten: Sequence[Mix], step: int, number: int) -> list[Mix]:
    """At most so many new mixes: half between two unbeaten ones, half around one.

    Of what is possible the mixes farthest from all that is tried come first, so that they are
    spread along the frontier. ``step`` twentieths are moved from one strategy to another.
    """
    between = _farthest(_between(unbeaten), tried, number // 2)
    around = _farthest(_around(unbeaten, step), [*tried, *between], number - len(between))
    return [*between, *around]


def _between(unbeaten: Sequence[Mix]) -> Iterator[Mix]:
    """Midpoints of two mixes that spend the same."""
    for one, other in combinations(unbeaten, 2):
        if sum(one) == sum(other) > 0:
            yield rounded([a + b for a, b in zip(one, other, strict=True)], sum(one))


def _around(unbeaten: Sequence[Mix], step: int) -> Iterator[Mix]:
    """Mixes that differ by one move from one strategy to another."""
    for mix in unbeaten:
        for giver, taker in combinations(range(len(mix)), 2):
            for from_, to in ((giver, taker), (taker, giver)):
                moved = min(step, mix[from_])
                found = list(mix)
                found[from_] -= moved
                found[to] += moved
                yield tuple(found)


def _farthest(possible: Iterator[Mix], tried: Sequence[Mix], number: int) -> list[Mix]:
    """The mixes whose nearest tried neighbour is farthest, chosen one after the other."""
    candidates = sorted(set(possible).difference(tried))
    if not candidates:
        return []
    places = np.array([_place(mix) for mix in candidates])
    nearest = np.min([np.abs(places - _place(mix)).sum(axis=1) for mix in tried], axis=0)
    chosen: list[Mix] = []
    while len(chosen) < number and nearest.max() > 0:
        at = int(nearest.argmax())
        chosen.append(candidates[at])
        nearest = np.minimum(nearest, np.abs(places - places[at]).sum(axis=1))
    return chosen


def _place(mix: Mix) -> list[int]:
    """Where a mix lies: its parts, and what it leaves unspent."""
    return [*mix, PARTS - sum(mix)]
