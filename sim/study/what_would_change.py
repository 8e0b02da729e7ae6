"""What would change an answer: the numbers on which it turns, and where.

From worlds already lived: for each number every threshold parts the worlds into two halves. The
threshold whose halves differ most in the answer (least squares, as the first split of a regression
tree; Breiman et al. 1984) is one on which it turns, if a permutation of the answer seldom finds one
so good among all numbers and all thresholds (``splits.py``). Then the next is looked for in what
is left inside the halves. First it is asked on what it turns *which* arm is ahead; where nothing
stands out, on what it turns *how far*.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import added, empty, floats, listed, matrix
from sim.model.machine_code import compile_model
from sim.study.answers import Answers, answers_of
from sim.study.splits import CHANCE, COLUMN, FOUND, SCORE, SMALLEST, THRESHOLD, split_of

if TYPE_CHECKING:
    from sim.study.results import Results

MOST = 3
FEWEST = 40
"""Worlds below which nothing is said."""


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
    every = listed(found.differences[outcome])
    known = [world for world, each in enumerate(every) if math.isfinite(each)]
    if len(known) < FEWEST or not found.names:
        return []
    rows = [listed(row) for row in found.numbers]
    apart, numbers = [every[world] for world in known], [rows[world] for world in known]
    better = found.scenario.community.outcomes[outcome].better or 1
    ahead = [1.0 if better * each > 0.0 else 0.0 for each in apart]
    kinds = [(False, apart)]
    if min(added(ahead), len(ahead) - added(ahead)) >= SMALLEST * len(ahead):
        kinds.insert(0, (True, ahead))
    for which, target in kinds:
        splits = _splits(numbers, target)
        if splits:
            return [
                Turn(
                    found.names[at],
                    value,
                    which,
                    *_halves(_below(numbers, at, value), apart, ahead),
                )
                for at, value in splits
            ]
    return []


def _halves(
    below: Sequence[bool], apart: Sequence[float], ahead: Sequence[float]
) -> tuple[Half, Half]:
    return _half(below, True, apart, ahead), _half(below, False, apart, ahead)


def _half(
    below: Sequence[bool], side: bool, apart: Sequence[float], ahead: Sequence[float]
) -> Half:
    worlds = [world for world, each in enumerate(below) if each == side]
    return Half(
        len(worlds),
        added(ahead[world] for world in worlds) / len(worlds),
        added(apart[world] for world in worlds) / len(worlds),
    )


def _below(numbers: Sequence[Sequence[float]], column: int, threshold: float) -> list[bool]:
    """Which worlds lie below a threshold of a number."""
    return [row[column] < threshold for row in numbers]


def _splits(numbers: Sequence[Sequence[float]], target: Sequence[float]) -> list[tuple[int, float]]:
    """Column and threshold of every split that stands out, one after the other."""
    compile_model()
    rows, answer, best = matrix(numbers), floats(target), empty(FOUND)
    found: list[tuple[int, float]] = []
    cells = [0.0 for _ in target]
    while len(found) < MOST:
        split_of(rows, answer, floats(cells), len(found), best)
        column = int(best[COLUMN])
        if best[SCORE] <= best[CHANCE] or column in dict(found):
            break
        found.append((column, _plain(float(best[THRESHOLD]), [row[column] for row in numbers])))
        below = _below(numbers, *found[-1])
        cells = [
            2.0 * cell + (1.0 if each else 0.0) for cell, each in zip(cells, below, strict=True)
        ]
    return found


def _plain(threshold: float, column: Sequence[float]) -> float:
    """The threshold to two figures, or as many as leave all but one in fifty worlds in its half."""
    for figures in range(2, 7):
        rounded = float(f"{threshold:.{figures}g}")
        moved = [each for each in column if (each < rounded) != (each < threshold)]
        if len(moved) <= 0.02 * len(column):
            return rounded
    return threshold
