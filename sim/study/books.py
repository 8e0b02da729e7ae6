"""Why two arms differ: their account books side by side, line by line, summing exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.model.state import Floats

if TYPE_CHECKING:
    from sim.model.registers import Line
    from sim.study.compare import Comparison
    from sim.study.runs import Run


WORTH_A_LINE = 0.05
OTHER = "other"


@dataclass(frozen=True)
class Book:
    """Lines of an account book for several contrasts.

    `amounts` has the shape (lines, contrasts): means over replicates.
    """

    titles: tuple[str, ...]
    amounts: Floats

    @property
    def total(self) -> Floats:
        """Sum over the lines, (contrasts,); the same however many lines are shown."""
        total: Floats = self.amounts.sum(axis=0)
        return total

    def largest(self, most: int) -> Book:
        """At most `most` lines, largest first, the small ones gathered into one line "other".

        A line is small when it nowhere has more than `WORTH_A_LINE` of the largest amount of its
        contrast, so that every contrast keeps the lines that matter to it. Tables and figures
        both show books so.
        """
        size = np.abs(self.amounts)
        peak = size.max(axis=0, initial=0.0)
        weight = (size / np.where(peak > 0, peak, 1.0)).max(axis=1, initial=0.0)
        shown = [line for line in np.argsort(-weight, kind="stable") if weight[line] > WORTH_A_LINE]
        shown = sorted(shown[:most], key=lambda line: -size[line].max())
        rest = [line for line in range(len(weight)) if line not in shown and weight[line] > 0]
        titles = [self.titles[line] for line in shown]
        amounts = [self.amounts[line] for line in shown]
        if rest:
            titles.append(OTHER if len(rest) > 1 else self.titles[rest[0]])
            amounts.append(self.amounts[rest].sum(axis=0))
        return Book(tuple(titles), np.array(amounts).reshape(-1, self.amounts.shape[1]))


def trust_book(comparison: Comparison, pairs: Sequence[tuple[str, str]]) -> Book:
    """The ledger of trust, arm - than for each pair: what is left of it on the last day.

    Points (0-100) per resident of the town; sums to the difference in trust.
    """
    from sim.model.registers import CHANNELS

    return _book(comparison, pairs, CHANNELS, lambda run: run.ledger[:, 0, :, 1].sum(axis=0))


def crime_book(comparison: Comparison, pairs: Sequence[tuple[str, str]]) -> Book:
    """The crime book, arm - than for each pair, all types of crime together.

    Expected crimes per 1,000 residents a year; sums to the difference in true crime.
    """
    from sim.model.measures import DAYS_IN_YEAR
    from sim.model.registers import CAUSES

    years = comparison.scenario.days / DAYS_IN_YEAR
    return _book(comparison, pairs, CAUSES, lambda run: run.crime_book.sum(axis=(0, 1)) / years)


def _book(
    comparison: Comparison,
    pairs: Sequence[tuple[str, str]],
    lines: Sequence[Line],
    amounts: Callable[[Run], Floats],
) -> Book:
    """The book of which `amounts` gives the lines of one run."""
    means = {
        arm: np.mean([amounts(run) for run in comparison.of_arm(arm)], axis=0)
        for arm in comparison.arms
    }
    differences = [means[arm] - means[than] for arm, than in pairs]
    return Book(tuple(line.title for line in lines), np.stack(differences, axis=1))
