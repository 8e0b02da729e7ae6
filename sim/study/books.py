"""Why two arms differ: their account books side by side, line by line, summing exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.common.words import two_figures
from sim.model.state import Floats

if TYPE_CHECKING:
    from sim.study.results import Results
    from sim.study.runs import Run

WORTH_A_LINE = 0.05
MOST_LINES = 9
OTHER = "other"
DIGITS = {"trust": 2, "true_crime": 1}
"""The outcomes that have a book, and decimals with which its amounts are shown."""


@dataclass(frozen=True)
class Book:
    """Lines of an account book for several contrasts.

    `amounts` has the shape (lines, contrasts): means over replicates. `digits` are the decimals
    with which they are usually shown.
    """

    titles: tuple[str, ...]
    amounts: Floats
    digits: int

    @property
    def total(self) -> Floats:
        """Sum over the lines, (contrasts,); the same however many lines are shown."""
        total: Floats = self.amounts.sum(axis=0)
        return total

    @property
    def decimals(self) -> int:
        """Decimals that show its largest amount: more than usual where that is very small."""
        largest = float(np.abs(self.amounts).max(initial=0.0))
        return (
            self.digits
            if largest * 10**self.digits >= 5
            else max(self.digits, two_figures(largest))
        )

    def largest(self, most: int = MOST_LINES) -> Book:
        """At most `most` lines, largest first, the small ones gathered into one line "other".

        A line is small when it nowhere has more than `WORTH_A_LINE` of the largest amount of its
        contrast, so that every contrast keeps the lines that matter to it, or when it is zero
        everywhere as it is shown. Tables and figures both show books so.
        """
        size = np.abs(self.amounts)
        peak = size.max(axis=0, initial=0.0)
        weight = (size / np.where(peak > 0, peak, 1.0)).max(axis=1, initial=0.0)
        large = (weight > WORTH_A_LINE) & (size.max(axis=1, initial=0.0) * 10**self.decimals > 0.5)
        shown = [line for line in np.argsort(-weight, kind="stable") if large[line]]
        shown = sorted(shown[:most], key=lambda line: -size[line].max())
        rest = [line for line in range(len(weight)) if line not in shown and weight[line] > 0]
        titles = [self.titles[line] for line in shown]
        amounts = [self.amounts[line] for line in shown]
        if rest:
            titles.append(OTHER if len(rest) > 1 else self.titles[rest[0]])
            amounts.append(self.amounts[rest].sum(axis=0))
        lines = np.array(amounts).reshape(-1, self.amounts.shape[1])
        return Book(tuple(titles), lines, self.digits)


def book(comparison: Results, outcome: str, pairs: Sequence[tuple[str, str | None]]) -> Book:
    """The book of an outcome (see `DIGITS`), arm minus another for each pair; None: the arm alone.

    Of trust: what is left on the last day, in points (0-100) per resident. Of true crime: expected
    crimes of all types per 1,000 residents a year. A book sums to the difference in its outcome.
    """
    from sim.model.measures import DAYS_IN_YEAR
    from sim.model.registers import CAUSES, CHANNELS

    years = comparison.scenario.days / DAYS_IN_YEAR

    def amounts(run: Run) -> Floats:
        left: Floats = (
            run.ledger[:, 0, :, 1].sum(axis=0)
            if outcome == "trust"
            else run.crime_book.sum(axis=(0, 1)) / years
        )
        return left

    means = {
        arm: np.mean([amounts(run) for run in comparison.of_arm(arm)], axis=0)
        for arm in comparison.arms
    }
    differences = [means[arm] - (means[than] if than else 0.0) for arm, than in pairs]
    lines = CHANNELS if outcome == "trust" else CAUSES
    titles = tuple(line.title for line in lines)
    return Book(titles, np.stack(differences, axis=1), DIGITS[outcome])
