"""What is recorded of a town each evening: trust, cameras, the ledger, what happened so far."""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.processes.crime import CRIMES, CRIMES_EXPECTED, REPORTED, REPORTED_EXPECTED
from sim.model.processes.follow_up import ISSUES_FIXED
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.gatherings import EVENT_ATTENDANCE
from sim.model.processes.issues import (
    ISSUES_BROKEN,
    ISSUES_ESCALATED,
    ISSUES_RAISED,
    ISSUES_RESOLVED,
)
from sim.model.processes.stops import SEARCHES, STOPS
from sim.model.processes.ties import NEW_TIES
from sim.model.processes.visits import VISITS_MADE
from sim.model.state import FloatRows, Floats, Town

COUNTED = {  # shown as so many until today; in the order of the rows of ``Life.counted``
    "visits": (VISITS_MADE, 1),
    "attended": (EVENT_ATTENDANCE, 2),
    "greetings": (GREETINGS, 1),
    "stops": (STOPS, 1),
    "searches": (SEARCHES, 1),
    "crimes": (CRIMES, 4),
    "reported": (REPORTED, 4),
    "issues_raised": (ISSUES_RAISED, 1),
    "issues_fixed": (ISSUES_FIXED, 1),
    "issues_resolved": (ISSUES_RESOLVED, 1),
    "issues_escalated": (ISSUES_ESCALATED, 1),
    "promises_broken": (ISSUES_BROKEN, 1),
    "new_ties": (NEW_TIES, 1),
    "expected_crimes": (CRIMES_EXPECTED, 4),
    "expected_reported": (REPORTED_EXPECTED, 4),
}

_ROWS = np.array([[row, row + rows] for row, rows in COUNTED.values()])


@rule
def evening(
    town: Town, trust: Floats, cameras: Floats, ledger: FloatRows, counted: Floats
) -> float:
    """Mean trust, in points; all else goes into columns.

    Args:
        town: as it is tonight.
        trust: of everybody, points.
        cameras: of each block.
        ledger: a row a channel, points per resident: booked so far, and what will be left.
        counted: happenings so far, by row of ``COUNTED``.
    """
    residents, blocks, books = town.residents, town.blocks, town.books
    people, total = len(trust), 0.0
    for who in range(people):
        trust[who] = 100.0 * (residents.standing[who] + residents.impression[who])
        total += trust[who]
    for block in range(len(cameras)):
        cameras[block] = blocks.cameras[block]
    periods, groups, channels = books.booked.shape
    for channel in range(channels):
        ledger[channel, 0], ledger[channel, 1] = 0.0, 0.0
        for period in range(periods):
            for group in range(groups):
                ledger[channel, 0] += books.booked[period, group, channel]
                ledger[channel, 1] += books.left[period, group, channel]
        ledger[channel, 0] = 100.0 * ledger[channel, 0] / people
        ledger[channel, 1] = 100.0 * ledger[channel, 1] / people
    for at in range(len(counted)):
        counted[at] = 0.0
        for row in range(_ROWS[at, 0], _ROWS[at, 1]):
            for group in range(books.counts.shape[1]):
                counted[at] += books.counts[row, group]
    return total / people


@rule
def apart(one: FloatRows, other: FloatRows, found: Floats) -> None:
    """Mean distance between the two lives of each resident, points; rows are evenings."""
    days, people = one.shape
    for who in range(people):
        found[who] = 0.0
    for day in range(days):
        for who in range(people):
            found[who] += abs(one[day, who] - other[day, who])
    for who in range(people):
        found[who] /= days
