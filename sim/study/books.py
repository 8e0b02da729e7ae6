"""Why two arms differ: their account books side by side, line by line, summing exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import added, flat
from sim.common.words import two_figures
from sim.model.measures import DAYS_IN_YEAR
from sim.model.registers import CAUSES, CHANNELS
from sim.model.state import CRIME_TYPES

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

    `amounts` has a row a line, with a number for each contrast: means over replicates. `digits` are
    the decimals with which they are usually shown.
    """

    titles: tuple[str, ...]
    amounts: Sequence[Sequence[float]]
    digits: int

    @property
    def total(self) -> list[float]:
        """Sum over the lines of each contrast; the same however many lines are shown."""
        return _summed(self.amounts)

    @property
    def decimals(self) -> int:
        """Decimals that show its largest amount: more than usual where that is very small."""
        largest = max((_size(line) for line in self.amounts), default=0.0)
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
        lines = range(len(self.amounts))
        peaks = [_size(contrast) for contrast in zip(*self.amounts, strict=True)]
        weights = [
            max(
                (abs(each) / peak for each, peak in zip(line, peaks, strict=True) if peak > 0.0),
                default=0.0,
            )
            for line in self.amounts
        ]
        sizes = [_size(line) for line in self.amounts]
        unit = 10**self.decimals
        large = [
            line for line in lines if weights[line] > WORTH_A_LINE and sizes[line] * unit > 0.5
        ]
        shown = sorted(large, key=lambda line: -weights[line])[:most]
        shown = sorted(shown, key=lambda line: -sizes[line])
        rest = [line for line in lines if line not in shown and weights[line] > 0.0]
        titles = [self.titles[line] for line in shown]
        amounts = [self.amounts[line] for line in shown]
        if rest:
            titles.append(OTHER if len(rest) > 1 else self.titles[rest[0]])
            amounts.append(_summed([self.amounts[line] for line in rest]))
        return Book(tuple(titles), amounts, self.digits)


def book(comparison: Results, outcome: str, pairs: Sequence[tuple[str, str | None]]) -> Book:
    """The book of an outcome (see `DIGITS`), arm minus another for each pair; None: the arm alone.

    Of trust: what is left on the last day, in points (0-100) per resident. Of true crime: expected
    crimes of all types per 1,000 residents a year. A book sums to the difference in its outcome.
    """
    years = comparison.scenario.days / DAYS_IN_YEAR

    def amounts(run: Run) -> list[float]:
        if outcome == "trust":
            return _left_by_channel(run)
        return [each / years for each in _summed(crimes_by_cause(run))]

    means = {}
    for arm in comparison.arms:
        runs = comparison.of_arm(arm)
        means[arm] = [each / len(runs) for each in _summed([amounts(run) for run in runs])]
    lines = CHANNELS if outcome == "trust" else CAUSES
    differences = [
        [means[arm][row] - (means[than][row] if than else 0.0) for arm, than in pairs]
        for row in range(len(lines))
    ]
    return Book(tuple(line.title for line in lines), differences, DIGITS[outcome])


def crimes_by_cause(run: Run) -> list[list[float]]:
    """Change in expected crimes per 1,000 residents of one run: a row a type, a number a cause."""
    booked, causes = flat(run.crime_book), len(CAUSES)
    of_period = len(CRIME_TYPES) * causes
    return [
        [
            added(booked[at] for at in range(kind * causes + cause, len(booked), of_period))
            for cause in range(causes)
        ]
        for kind in range(len(CRIME_TYPES))
    ]


def _left_by_channel(run: Run) -> list[float]:
    """Points of trust per resident that every channel has left on the last day of one run."""
    booked, channels = flat(run.ledger), len(CHANNELS)
    of_period = len(booked) // len(run.ledger_days)
    # Of each period the first rows are those of everybody, with what was booked and what is left.
    return [
        added(booked[at] for at in range(2 * channel + 1, len(booked), of_period))
        for channel in range(channels)
    ]


def _summed(rows: Sequence[Sequence[float]]) -> list[float]:
    """Sum over rows of one length, column by column."""
    return [added(column) for column in zip(*rows, strict=True)]


def _size(amounts: Sequence[float]) -> float:
    """The largest of some amounts, without its sign."""
    return max((abs(each) for each in amounts), default=0.0)
