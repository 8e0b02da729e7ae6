"""What a department's hours come to under an arm, from the scenario alone.

The rules of ``processes.hours`` without a town: enough to warn before anything runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.model.means import officers_of, usual_levers
from sim.model.numbers import numbers_record
from sim.model.processes.hours import (
    deterring_hours,
    hand_out,
    hours_asked,
    hours_available,
    programme_factor,
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
    numbers = numbers_record(scenario.numbers())
    n, turned = numbers.hours, np.array(levers)
    officers = max(0.0, officers_of(scenario) + levers[EXTRA_OFFICERS])
    staff = officers * n.duty * n.field * (1.0 - n.vacancies)
    hours = np.zeros(len(DUTIES))
    asked = hours_asked.plain(hours, turned, numbers)
    available = hours_available.plain(staff, turned, numbers)
    factor = programme_factor.plain(available, asked)
    hand_out.plain(hours, staff, available, factor, turned, numbers)
    return WorkingDay(
        asked=float(asked),
        available=float(available),
        delivered=float(factor),
        presence=float(deterring_hours.plain(hours, n.solving_presence, n.visit_presence)),
        hours={duty.title: float(each) for duty, each in zip(DUTIES, hours, strict=True)},
    )
