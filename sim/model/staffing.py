"""What a department's hours come to under an arm, from the scenario alone.

The same sums as ``processes.hours``, without a town: enough to warn before anything runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model import levers as turned
from sim.model.means import officers_of, usual_levers
from sim.model.numbers import numbers_record
from sim.model.processes.hours import MONTH, programme_factor
from sim.model.strategies.base import neutral_levers

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario

SEEN_THROUGH = {
    turned.VISIT_HOURS: "visits at the door",
    turned.FOOT_PATROL_HOURS: "foot patrol",
    turned.PROBLEM_SOLVING_HOURS: "problem solving",
    turned.FOLLOW_UP_HOURS: "follow-up of issues",
    turned.WATCH_HOURS: "neighbourhood watch",
}
"""Hours of which leaders may see only a part through; the rest goes back to patrol."""


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


def usual(scenario: Scenario) -> list[float]:
    """Levers of the department without any strategy."""
    return neutral_levers(usual_levers(scenario))


def working_day(scenario: Scenario, levers: list[float]) -> WorkingDay:
    """Hours asked for, staffed and seen on a day with these levers, and what they go to."""
    n = numbers_record(scenario.numbers()).hours
    staff = (officers_of(scenario) + levers[turned.EXTRA_OFFICERS]) * n.duty * n.field
    bought = levers[turned.BOUGHT_HOURS] if staff > 0.0 else 0.0
    available = max(0.0, staff * (1.0 - n.response - n.investigation - n.follow_up) + bought)
    gatherings = levers[turned.EVENTS_PER_MONTH] * n.event
    gatherings = (gatherings + levers[turned.MEETINGS_PER_MONTH] * n.meeting) / MONTH
    asked_by_duty = {
        "events and meetings": gatherings,
        "car patrol at chosen blocks": levers[turned.HOT_SPOT_HOURS],
        "stops at chosen blocks": levers[turned.STOP_HOURS],
    }
    soft = {lever: levers[lever] for lever in SEEN_THROUGH}
    asked = sum(asked_by_duty.values()) + sum(soft.values())
    factor = programme_factor(available, asked)
    through = factor * levers[turned.COMPLIANCE]
    hours = {duty: factor * amount for duty, amount in asked_by_duty.items()}
    hours |= {SEEN_THROUGH[lever]: through * amount for lever, amount in soft.items()}
    patrol = max(0.0, available - sum(hours.values()))
    cases = (n.response + n.investigation) * staff
    presence = patrol + factor * (levers[turned.HOT_SPOT_HOURS] + levers[turned.STOP_HOURS])
    presence += through * soft[turned.FOOT_PATROL_HOURS] + cases
    presence += through * n.solving_presence * soft[turned.PROBLEM_SOLVING_HOURS]
    presence += through * n.visit_presence * soft[turned.VISIT_HOURS]
    hours["follow-up of issues"] += n.follow_up * staff
    hours = {"calls and cases": cases, "patrol": patrol, **hours}
    return WorkingDay(asked, available, factor, presence, hours)
