"""What an arm does by activity, who pays for it, and how much of it finds nothing to do.

Whatever an arm buys is used, idle, or was taken from patrol. What it asks for and what is delivered
follow from the scenario; what finds nothing to do is known once a town has run (``Books.idle``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.common.arrays import added
from sim.model.arm_plan import Stage, arm_plan, extra_costs
from sim.model.means import blocks_of, number_of
from sim.model.processes.hours import TRAINING_SINCERITY
from sim.model.processes.staff import COMPLIANCE, MONTH
from sim.model.processes.surveillance import AT_CAMERAS
from sim.model.registers import DUTIES, LEVERS, OFFICER_HOURS, Duty
from sim.model.scenario.extra_cost import WHOLE
from sim.model.scenario.scenario import Scenario
from sim.model.staffing import usual
from sim.model.state import Floats
from sim.model.strategies.base import Line

GOODS = {
    "cameras": ("cameras", "cameras"),
    "procedural-justice training": ("training", "officers trained"),
    "more officers": ("officers", "officers"),
    "fewer officers": ("officers", "officers"),
}
"""What is no officer hour: line of the bill to name and unit of the activity."""


@dataclass(frozen=True)
class Activity:
    """One activity of one arm, beyond what its department does anyway; means over the run's days.

    ``asked`` is what the arm asks for, ``delivered`` what is staffed and seen through: the sum of
    ``used`` and ``idle``. Less than the department's usual has a minus sign.

    Attributes:
        name: the activity.
        unit: of the quantities.
        asked: what the arm asks for.
        delivered: what comes of it.
        used: the part of it that finds something to do.
        idle: the part that finds nothing to do.
        taken_from_patrol: hours delivered that nobody paid for; below 0: paid hours that go on
            patrol instead, because leaders do not see the programme through.
        dollars: dollars a year, of the whole town.
        dollars_idle: the part of them that buys what is idle.
    """

    name: str
    unit: str
    asked: float
    delivered: float
    used: float
    idle: float
    taken_from_patrol: float
    dollars: float
    dollars_idle: float

    @property
    def idle_share(self) -> float:
        """Share (0-1) of what is delivered that finds nothing to do."""
        return self.idle / self.delivered if self.delivered > 0.0 else 0.0


def activities(
    scenario: Scenario, arm: str, idle_hours: Mapping[str, float] | None = None
) -> list[Activity]:
    """All activities of an arm.

    ``idle_hours`` are officer hours a day that found nothing to do, by name of the duty.
    """
    idle_hours = idle_hours or {}
    asked, delivered = _hours(scenario, arm)
    paid, lost = _paid_hours(scenario, arm)
    spent = _dollars(scenario, arm)
    found = []
    for name, hours in asked.items():
        idle = min(max(0.0, delivered[name]), idle_hours.get(name, 0.0)) + lost.get(name, 0.0)
        found.append(
            _activity(
                (name, OFFICER_HOURS),
                (hours, delivered[name] + lost.get(name, 0.0), idle),
                delivered[name] + lost.get(name, 0.0) - paid.get(name, 0.0),
                spent.get(name, 0.0),
            )
        )
    for (name, unit), (quantity, idle) in _goods(scenario, arm).items():
        amounts = (quantity, quantity, idle)
        found.append(_activity((name, unit), amounts, 0.0, spent.get(name, 0.0)))
    for what, dollars in extra_costs(scenario, arm):
        found.append(_activity((what, WHOLE), (1.0, 1.0, 0.0), 0.0, dollars))
    return [each for each in found if each.asked != 0.0]


def _activity(
    what: tuple[str, str],
    amounts: tuple[float, float, float],
    taken_from_patrol: float,
    dollars: float,
) -> Activity:
    asked, delivered, idle = amounts
    wasted = max(0.0, dollars) * idle / asked if asked > 0.0 else 0.0
    used = delivered - idle
    return Activity(*what, asked, delivered, used, idle, taken_from_patrol, dollars, wasted)


def _hours(scenario: Scenario, arm: str) -> tuple[dict[str, float], dict[str, float]]:
    """Officer hours a day asked for and delivered beyond the usual, by duty."""
    ordinary, each = usual(scenario), _hours_of_one(scenario)
    asked, delivered = ({duty.name: 0.0 for duty in programme_duties()} for _ in range(2))
    for stage in arm_plan(scenario, arm).stages:
        share, staffed = stage.share_of(scenario.days), stage.day.delivered
        for duty in programme_duties():
            more = added(
                each.get(row, 1.0) * (stage.levers[row] - ordinary[row]) for row in duty.levers
            )
            through = 1.0 if duty.led else stage.levers[COMPLIANCE]
            asked[duty.name] += share * more
            delivered[duty.name] += share * staffed * through * more
    return asked, delivered


def programme_duties() -> list[Duty]:
    """The duties that a strategy can ask for."""
    return [duty for duty in DUTIES if duty.levers]


def by_duty(hours: Floats) -> dict[str, float]:
    """Hours in order of ``DUTIES`` as numbers by name."""
    return {duty.name: float(each) for duty, each in zip(DUTIES, hours, strict=True)}


def _hours_of_one(scenario: Scenario) -> dict[int, float]:
    """Officer hours a day for one unit a month, by row of the levers that are not in hours."""
    return {
        row: number_of(scenario, lever.hours_each) / MONTH
        for row, lever in enumerate(LEVERS)
        if lever.hours_each
    }


def _paid_hours(scenario: Scenario, arm: str) -> tuple[dict[str, float], dict[str, float]]:
    """Officer hours a day paid for on top of the staff's, by duty; and those nobody can work.

    A department without officers cannot work the hours that it pays for.
    """
    each = _hours_of_one(scenario)
    paid: dict[str, float] = {}
    plan = arm_plan(scenario, arm)
    for programme in plan.programmes:
        if getattr(programme.setting, "share", None) is None:
            continue
        levers = programme.turns.levers
        for duty in programme_duties():
            hours = added(each.get(row, 1.0) * levers.get(row, 0.0) for row in duty.levers)
            paid[duty.name] = paid.get(duty.name, 0.0) + programme.active * hours
    nobody = all(stage.day.available == 0.0 for stage in plan.stages)
    return paid, (dict(paid) if nobody else {})


def activity_of(line: Line) -> tuple[str, str]:
    """Name and unit of the activity to which a line of a bill belongs."""
    for duty in programme_duties():
        if line.lever in duty.levers:
            return duty.name, OFFICER_HOURS
    return GOODS.get(line.activity, (line.activity, line.unit))


def _dollars(scenario: Scenario, arm: str) -> dict[str, float]:
    spent: dict[str, float] = {}
    for active, line in arm_plan(scenario, arm).lines():
        name, _ = activity_of(line)
        spent[name] = spent.get(name, 0.0) + line.dollars_per_year * active
    return spent


def _goods(scenario: Scenario, arm: str) -> dict[tuple[str, str], tuple[float, float]]:
    """What is no officer hour: how much of it (mean over the days), and how much is idle."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for active, line in arm_plan(scenario, arm).lines():
        what = activity_of(line)
        if what[1] != OFFICER_HOURS:
            found[what] = (found.get(what, (0.0, 0.0))[0] + active * line.quantity, 0.0)
    watched, taught = GOODS["cameras"], GOODS["procedural-justice training"]
    for stage in arm_plan(scenario, arm).stages:
        share = stage.share_of(scenario.days)
        if watched in found:
            cameras, idle = found[watched]
            found[watched] = (cameras, idle + share * _spare_cameras(scenario, stage))
        if taught in found and stage.levers[TRAINING_SINCERITY] == 0.0:
            trained, idle = found[taught]
            found[taught] = (trained, min(trained, idle + share * trained))
    return found


def _spare_cameras(scenario: Scenario, stage: Stage) -> float:
    """Cameras beyond one a block where they stand: one already covers a block."""
    placement = stage.places.get(AT_CAMERAS)
    if placement is None or placement.amount is None:
        return 0.0
    town = blocks_of(scenario)
    blocks = town if placement.where == "everywhere" else min(placement.blocks, town)
    return max(0.0, placement.amount - blocks)
