"""Every study is run again in some of the worlds, also those that worlds were never asked for.

One town a world, so that the luck of the town is part of what came out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.common.threads import Progress
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.waves import Rows, run_wave, town_of
from sim.model.state import Floats

WAVE = 9  # after all waves of settings: the towns of worlds are those of no other wave
OF, TURNS = 12, (0,)  # of twelve worlds in a row these; more in the order 6, 3, 9, furthest apart


def lived_in(worlds: int) -> list[int]:
    """Rows of the worlds that are lived in, in the order in which they are.

    As neighbours are alike, every part of it is spread evenly over all worlds.
    """
    return [row for first in TURNS for row in range(first, worlds, OF)]


def town_of_turn(turn: int) -> int:
    """The replicate in which the studies are run in the world whose turn it is, from 0."""
    return town_of(WAVE, turn)


def every_trial(patterns: Sequence[Pattern]) -> list[str]:
    """The trials of all findings, pre-registered ones too, each once."""
    return list(dict.fromkeys(each.trial for each in patterns))


def live(
    folder: Path,
    u: Floats,
    patterns: Sequence[Pattern],
    workers: int,
    progress: Progress | None = None,
    part: int | None = None,
) -> Rows | None:
    """Run what is missing in some of worlds ``u``, shape (worlds, numbers), in their order.

    None where parts are still missing afterwards.
    """
    turns = u[lived_in(len(u))]
    return run_wave(folder, WAVE, turns, every_trial(patterns), workers, progress, part)
