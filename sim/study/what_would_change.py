"""What would change an answer: the numbers on which it turns, and where.

From worlds already lived: for each number every threshold parts the worlds into two halves. The
threshold whose halves differ most in the answer (least squares, as the first split of a regression
tree; Breiman et al. 1984) is one on which it turns, if a permutation of the answer seldom finds one
so good among all numbers and all thresholds. Then the next is looked for in what is left inside the
halves. First it is asked on what it turns *which* arm is ahead; where nothing stands out, on what
it turns *how far*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.model.outcomes import outcomes
from sim.model.state import Floats
from sim.study.answers import Answers, answers_of

if TYPE_CHECKING:
    from sim.study.results import Results

MOST = 3
FEWEST = 40
"""Worlds below which nothing is said."""
SMALLEST = 0.1
"""Share of the worlds in the smaller half at least; and those on the rarer side of zero."""
PERMUTATIONS = 400
BY_CHANCE = 0.05
SEED = 11


@dataclass(frozen=True)
class Half:
    """The worlds on one side of a threshold.

    Attributes:
        worlds: how many.
        ahead: share of them in which the arm is better than the other.
        mean: mean difference, in the unit of the outcome.
    """

    worlds: int
    ahead: float
    mean: float


@dataclass(frozen=True)
class Turn:
    """A number on which an answer turns.

    Attributes:
        name: the number.
        threshold: its value between the halves, to as few figures as part them alike.
        which: whether *which* arm is ahead turns on it; else only how far.
        below: worlds where it is below the threshold.
        above: all others.
    """

    name: str
    threshold: float
    which: bool
    below: Half
    above: Half


def what_would_change(
    results: Results | Answers, outcome: str, arm: str, than: str | None = None
) -> list[Turn]:
    """Up to three numbers on which it turns, the most decisive first; empty: nothing stands out.

    ``results`` must live in worlds. ``than``: the baseline, or what ``Answers`` subtract.
    """
    found = results if isinstance(results, Answers) else answers_of(results, arm, than, (outcome,))
    known = np.isfinite(found.differences[outcome])
    apart, numbers = found.differences[outcome][known], found.numbers[known]
    if len(apart) < FEWEST or not found.names:
        return []
    better = outcomes(found.scenario.community.labels)[outcome].better or 1
    ahead = better * apart > 0.0
    kinds = [(False, apart)]
    if min(ahead.sum(), (~ahead).sum()) >= SMALLEST * len(ahead):
        kinds.insert(0, (True, ahead.astype(float)))
    for which, target in kinds:
        splits = _splits(numbers, target)
        if splits:
            return [
                Turn(found.names[at], value, which, *_halves(numbers[:, at] < value, apart, ahead))
                for at, value in splits
            ]
    return []


def _halves(below: np.ndarray, apart: Floats, ahead: np.ndarray) -> tuple[Half, Half]:
    low, high = (
        Half(int(part.sum()), float(ahead[part].mean()), float(apart[part].mean()))
        for part in (below, ~below)
    )
    return low, high


def _splits(numbers: Floats, target: Floats) -> list[tuple[int, float]]:
    """Column and threshold of every split that stands out, one after the other."""
    search = _Search.over(numbers)
    rng = np.random.default_rng(SEED)
    found: list[tuple[int, float]] = []
    cells = np.zeros(len(target), dtype=np.int64)
    while len(found) < MOST:
        left = _within(target, cells)
        score, column, threshold = search.best(left)
        by_chance = [search.best(_shuffled(left, cells, rng))[0] for _ in range(PERMUTATIONS)]
        if score <= np.quantile(by_chance, 1.0 - BY_CHANCE) or column in dict(found):
            break
        found.append((column, _plain(threshold, numbers[:, column])))
        cells = 2 * cells + (numbers[:, column] < found[-1][1])
    return found


def _within(target: Floats, cells: np.ndarray) -> Floats:
    """The answer less the mean of its cell."""
    _, place = np.unique(cells, return_inverse=True)
    means: Floats = np.bincount(place, weights=target) / np.bincount(place)
    left: Floats = target - means[place]
    return left


def _shuffled(values: Floats, cells: np.ndarray, rng: np.random.Generator) -> Floats:
    """Values permuted inside their cells."""
    shuffled = np.empty_like(values)
    random_order = np.lexsort((rng.random(len(values)), cells))
    shuffled[np.argsort(cells, kind="stable")] = values[random_order]
    return shuffled


@dataclass(frozen=True)
class _Search:
    """Every allowed split of every number.

    Attributes:
        numbers: shape (worlds, names).
        order: worlds by size of each number, (worlds, names).
        allowed: after which world one may split, (worlds - 1, names).
        weights: n / (k (n - k)) where k worlds are below, (worlds - 1, 1).
    """

    numbers: Floats
    order: np.ndarray
    allowed: np.ndarray
    weights: Floats

    @classmethod
    def over(cls, numbers: Floats) -> _Search:
        worlds = len(numbers)
        order = np.argsort(numbers, axis=0, kind="stable")
        ranked = np.take_along_axis(numbers, order, axis=0)
        below = np.arange(1, worlds)[:, None]
        smaller = np.minimum(below, worlds - below)
        allowed = (np.diff(ranked, axis=0) > 0.0) & (smaller >= SMALLEST * worlds)
        return cls(numbers, order, allowed, worlds / (below * (worlds - below)))

    def best(self, left: Floats) -> tuple[float, int, float]:
        """Sum of squares between the halves of the best split, its column and threshold.

        With k of n worlds below and their sum s (of values whose sum is 0): s^2 n / (k (n - k)).
        """
        sums = np.cumsum(left[self.order], axis=0)[:-1]
        scores = np.where(self.allowed, sums**2 * self.weights, -1.0)
        after, column = np.unravel_index(int(scores.argmax()), scores.shape)
        ranked = self.numbers[self.order[after : after + 2, column], column]
        return float(scores[after, column]), int(column), float(ranked.mean())


def _plain(threshold: float, column: Floats) -> float:
    """The threshold to two figures, or as many as leave all but one in fifty worlds in its half."""
    below = column < threshold
    for figures in range(2, 7):
        rounded = float(f"{threshold:.{figures}g}")
        if ((column < rounded) != below).mean() <= 0.02:
            return rounded
    return threshold
