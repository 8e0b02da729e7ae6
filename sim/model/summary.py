"""What is kept of a run beside its outcomes: books per resident, trust by block, idle hours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from sim.compiled.rules import rule
from sim.model.ledger import PERIOD
from sim.model.state import Floats, Table, Town, Wholes, reals, wholes


@dataclass(repr=False)
class Summary(Table):
    """The books as they are reported. Made for a town (``for_town``)."""

    ledger_days: Wholes = wholes(
        "last day of each period of the books: periods", "day", rows="periods"
    )
    ledger: Floats = reals(
        "trust per resident of everybody and of each group, booked and left: periods", "points",
        "everybody_and_groups", "channels", 2, rows="periods",
    )  # fmt: skip
    crime_book: Floats = reals(
        "change in expected crimes: periods",
        "per 1,000 residents",
        "types",
        "causes",
        rows="periods",
    )
    block_trust: Floats = reals("mean trust of each block: blocks", "points", rows="blocks")
    idle_hours: Floats = reals(
        "officer hours a day that found nothing to do: duties", "hours", rows="duties"
    )

    @classmethod
    def for_town(cls, town: Town) -> Self:
        """An empty summary with the shapes of a town's books."""
        periods, groups, channels = town.books.booked.shape
        _, types, causes = town.books.crime.shape
        return cls.sized({
            "periods": periods, "everybody_and_groups": groups + 1, "channels": channels,
            "types": types, "causes": causes,
            "blocks": len(town.blocks.risk), "duties": len(town.books.idle),
        })  # fmt: skip


@rule
def sum_up(town: Town, day: int, summary: Summary) -> None:
    """Fill the summary of a town on a day; what has no residents is nan."""
    books, groups = town.books, town.groups
    periods, channels = len(books.booked), books.booked.shape[2]
    days, everybody = len(books.impression_left) - 1, 0.0
    for group in range(len(groups.people)):
        everybody += groups.people[group]
    for period in range(periods):
        summary.ledger_days[period] = min((period + 1) * PERIOD, days)
        for channel in range(channels):
            booked, left = 0.0, 0.0
            for group in range(len(groups.people)):
                people = float(groups.people[group])
                put_down(summary, period, group + 1, channel, books.booked[period, group, channel],
                         books.left[period, group, channel], people)  # fmt: skip
                booked += books.booked[period, group, channel]
                left += books.left[period, group, channel]
            put_down(summary, period, 0, channel, booked, left, everybody)
        for kind in range(books.crime.shape[1]):
            for cause in range(books.crime.shape[2]):
                crimes = books.crime[period, kind, cause]
                summary.crime_book[period, kind, cause] = crimes * 1000.0 / everybody
    sum_up_blocks(town, summary)
    for duty in range(len(books.idle)):
        summary.idle_hours[duty] = books.idle[duty] / max(1, day)


@rule
def put_down(
    summary: Summary, period: int, who: int, channel: int, booked: float, left: float, people: float
) -> None:
    """Points of trust per resident, as booked and as left; nan without residents."""
    nobody = people == 0.0
    summary.ledger[period, who, channel, 0] = math.nan if nobody else 100.0 * booked / people
    summary.ledger[period, who, channel, 1] = math.nan if nobody else 100.0 * left / people


@rule
def sum_up_blocks(town: Town, summary: Summary) -> None:
    """Mean trust of the residents of each block, points; nan without residents."""
    residents = town.residents
    homes = np.zeros(len(summary.block_trust))
    summary.block_trust[:] = 0.0
    for who in range(len(residents.block)):
        homes[residents.block[who]] += 1.0
        trust = residents.standing[who] + residents.impression[who]
        summary.block_trust[residents.block[who]] += trust
    for block in range(len(homes)):
        empty = homes[block] == 0.0
        trust = summary.block_trust[block]
        summary.block_trust[block] = math.nan if empty else 100.0 * trust / homes[block]
