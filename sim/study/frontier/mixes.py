"""Mixes: how many twentieths of a budget each strategy gets; the rest is not spent.

Steps of 5% are as fine as anybody budgets, and make two mixes either the same or clearly different.
A mix spends the whole budget, half of it, or nothing: were every sum allowed, each mix would be
unbeaten for being a little cheaper than the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb

import numpy as np

from sim.model.state import Floats

Mix = tuple[int, ...]
PARTS = 20
SPENDS = (PARTS, PARTS // 2)
SPREAD = {PARTS: 16, PARTS // 2: 8}
"""Mixes that fill the space, by what they spend; powers of two, as the sequence is even there."""


def shares(mix: Mix) -> list[float]:
    """Shares of the budget, 0-1."""
    return [part / PARTS for part in mix]


def percent(part: int) -> str:
    """So many parts of the budget: 85%."""
    return f"{100 * part // PARTS}%"


def rounded(weights: Sequence[float], spend: int) -> Mix:
    """The mix of ``spend`` parts nearest to some weights, by largest remainders."""
    total = sum(weights)
    exact = np.array([round(spend * weight / total, 9) for weight in weights])
    parts = np.floor(exact).astype(int)
    missing = spend - int(parts.sum())
    for at in np.argsort(parts - exact, kind="stable")[:missing]:
        parts[at] += 1
    return tuple(parts.tolist())


def spread_out(strategies: int, points: int, seed: int) -> Floats:
    """Weights that fill the simplex evenly, shape (points, strategies), rows sum to 1.

    A Sobol sequence in one dimension less, sorted: the gaps between sorted even numbers are evenly
    spread over the simplex.
    """
    from scipy.stats import qmc

    cube = qmc.Sobol(strategies - 1, rng=np.random.default_rng(seed)).random(points)
    ends = np.sort(np.pad(cube, ((0, 0), (1, 1)), constant_values=((0, 0), (0.0, 1.0))), axis=1)
    return np.diff(ends, axis=1)


def possible_mixes(strategies: int) -> int:
    """How many mixes there are."""
    return 1 + sum(comb(spend + strategies - 1, spend) for spend in SPENDS)


def first_mixes(strategies: int, seed: int) -> list[Mix]:
    """Nothing; all on one strategy, even mixes, pairs; and mixes that fill the space between."""
    return list(dict.fromkeys(_first(strategies, seed)))


def _first(strategies: int, seed: int) -> Iterator[Mix]:
    yield (0,) * strategies
    for spend in SPENDS:
        most = 2 if spend == PARTS else 1
        groups = [group for size in range(1, most + 1) for group in _groups(strategies, size)]
        for group in [*groups, tuple(range(strategies))]:
            yield rounded([float(at in group) for at in range(strategies)], spend)
        for weights in spread_out(strategies, SPREAD[spend], seed).tolist():
            yield rounded(weights, spend)


def _groups(strategies: int, size: int) -> Iterator[tuple[int, ...]]:
    return combinations(range(strategies), size)
