"""Why two arms differ: their account books side by side, line by line, summing exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.statistics import FloatArray

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison


@dataclass(frozen=True)
class Book:
    """Lines of an account book for several contrasts.

    `amounts` has the shape (lines, contrasts, readings): means over replicates.
    """

    titles: tuple[str, ...]
    amounts: FloatArray

    @property
    def total(self) -> FloatArray:
        """Sum over the lines, (contrasts, readings); the same however many lines are shown."""
        total: FloatArray = self.amounts.sum(axis=0)
        return total

    def largest(self, most: int, share: float = 0.05) -> Book:
        """At most `most` lines, largest first, the small ones gathered into one line "other".

        A line is small when it nowhere has more than `share` of the largest amount of its
        contrast and reading, so that every contrast keeps the lines that matter to it.
        """
        size = np.abs(self.amounts)
        peak = size.max(axis=0, initial=0.0)
        weight = (size / np.where(peak > 0, peak, 1.0)).max(axis=(1, 2), initial=0.0)
        shown = [line for line in np.argsort(-weight, kind="stable") if weight[line] > share]
        shown = sorted(shown[:most], key=lambda line: -size[line].max())
        rest = [line for line in range(len(weight)) if line not in shown and weight[line] > 0]
        titles = [self.titles[line] for line in shown]
        amounts = [self.amounts[line] for line in shown]
        if rest:
            titles.append("other" if len(rest) > 1 else self.titles[rest[0]])
            amounts.append(self.amounts[rest].sum(axis=0))
        return Book(tuple(titles), np.array(amounts).reshape(-1, *self.amounts.shape[1:]))


def trust_book(comparison: Comparison, pairs: Sequence[tuple[str, str]]) -> Book:
    """The ledger of trust, arm - than for each pair; readings: booked, left at the end.

    Points (0-100) per resident of the town over the whole run; both readings sum to the
    difference in trust.
    """
    from sim.ledger import CHANNELS

    totals = {
        arm: np.mean([run.ledger[:, 0].sum(axis=0) for run in comparison.of_arm(arm)], axis=0)
        for arm in comparison.arms
    }
    amounts = [totals[arm] - totals[than] for arm, than in pairs]
    return Book(tuple(channel.title for channel in CHANNELS), np.stack(amounts, axis=1))


def crime_book(comparison: Comparison, pairs: Sequence[tuple[str, str]]) -> Book:
    """The crime book, arm - than for each pair, all types of crime together; one reading.

    Expected crimes per 1,000 residents a year; sums to the difference in true crime.
    """
    from sim.ledger import CAUSES

    years = comparison.scenario.days / 365
    totals = {
        arm: np.mean([run.crime_book.sum(axis=(0, 1)) for run in comparison.of_arm(arm)], axis=0)
        for arm in comparison.arms
    }
    amounts = [(totals[arm] - totals[than]) / years for arm, than in pairs]
    titles = tuple(cause.title for cause in CAUSES)
    return Book(titles, np.stack(amounts, axis=1)[:, :, np.newaxis])
