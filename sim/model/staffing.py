"""What a department's hours come to under an arm, from the scenario alone.

The rules of ``processes.hours`` without a town: enough to warn before anything runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import empty, floats
from sim.model.means import officers_of, usual_levers
from sim.model.numbers import numbers_record
from sim.model.processes.hours import (
    ASKED,
    AVAILABLE,
    DELIVERED,
    FOUND,
    PRESENCE,
    hours_of_day,
)
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.registers import DUTIES
from sim.model.strategies.base import neutral_levers

if TYPE_CHECKING:
    from sim.model.scenario.description import Description


@dataclass(frozen=True)
class WorkingDay:
    """Officer hours of one day.

    Attributes:
        asked: hours that the programmes ask for.
        available: hours that are left for them once calls, cases and follow-up have theirs.
        delivered: share of what was asked that is staffed.
        presence: hours that offenders reckon with.
        hours: officer hours by duty, calls and cases included.
    """

    asked: float
    available: float
    delivered: float
    presence: float
    hours: dict[str, float]


def usual(scenario: Description) -> list[float]:
    """Levers of the department without any strategy."""
    return neutral_levers(usual_levers(scenario))


def working_day(scenario: Description, levers: list[float]) -> WorkingDay:
    """Hours asked for, staffed and seen on a day with these levers, and what they go to."""
    officers = max(0.0, officers_of(scenario) + levers[EXTRA_OFFICERS])
    hours, found = empty(len(DUTIES)), empty(FOUND)
    hours_of_day(officers, floats(levers), numbers_record(scenario.numbers()), hours, found)
    return WorkingDay(
        asked=float(found[ASKED]),
        available=float(found[AVAILABLE]),
        delivered=float(found[DELIVERED]),
        presence=float(found[PRESENCE]),
        hours={duty.title: float(each) for duty, each in zip(DUTIES, hours, strict=True)},
    )
