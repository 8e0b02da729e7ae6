"""A short run before the real one: how much of what the arms buy will find nothing to do.

The pilot is one run of a small town of the same rates over the same days. It answers in a second
or two, once the rules are compiled.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sim.common.arrays import added
from sim.common.decay import halved
from sim.compiled.rules import compiling_is_on
from sim.model.activities import Activity, activities, by_duty
from sim.model.arm_plan import arm_plan
from sim.model.at_scale import of_size
from sim.model.means import blocks_of
from sim.model.numbers import numbers_record
from sim.model.processes.causes_of_crime import (
    AT_PROBLEM_SOLVING,
    ON_PROBLEM_SOLVING,
    PROBLEM_SOLVING_HOURS,
    nothing_left_to_solve,
)
from sim.model.processes.follow_up import FOLLOW_UP_HOURS
from sim.model.processes.gatherings import EVENTS_PER_MONTH, MEETINGS_PER_MONTH
from sim.model.processes.participation import WATCH_HOURS
from sim.model.processes.staff import COMPLIANCE, MONTH
from sim.model.registers import DUTIES
from sim.model.scenario.scenario import Scenario
from sim.model.state import Floats
from sim.model.version import cache_is_warm

RESIDENTS_AND_DAYS = 4_000_000
"""Residents times days that a pilot simulates at most, unless its town is the smallest."""
AT_MOST = 20_000_000
"""The same where its town is the smallest: arms beyond that are not tried."""
INVITATIONS = 1_000_000.0
"""Residents times events and meetings that a pilot simulates at most."""
SMALLEST = 500
LARGEST = 2_000
MAY_FIND_NOTHING = (FOLLOW_UP_HOURS, WATCH_HOURS)
"""Hours of which only a run tells how many find something to do."""


def arms_to_try(scenario: Scenario) -> list[str]:
    """The arms with hours of which only a run tells how many find something to do."""
    return [
        arm
        for arm in scenario.arms
        if any(
            stage.levers[row] > 0.0
            for stage in arm_plan(scenario, arm).stages
            for row in MAY_FIND_NOTHING
        )
    ]


def arms_tried(scenario: Scenario) -> list[str]:
    """Those of them that a pilot can simulate in seconds.

    However long the run is, and however many events and meetings money can buy: to each of them
    every resident of the pilot is invited.
    """
    most = max(1, (AT_MOST // SMALLEST - scenario.burn_in_days) // scenario.days)
    arms = arms_to_try(scenario)[:most]
    small = of_pilot_size(scenario, len(arms))
    tried, left = [], INVITATIONS
    for arm in arms:
        asked = _gatherings(small, arm) * small.community.residents
        if asked <= left:
            tried.append(arm)
            left -= asked
    return tried


def _gatherings(scenario: Scenario, arm: str) -> float:
    """Events and meetings that an arm wants to hold in the whole run."""
    return added(
        (stage.levers[EVENTS_PER_MONTH] + stage.levers[MEETINGS_PER_MONTH])
        * (stage.after - stage.first)
        / MONTH
        for stage in arm_plan(scenario, arm).stages
    )


def can_run() -> bool:
    """Whether a pilot takes seconds: the rules have been compiled on this machine before."""
    return compiling_is_on() and cache_is_warm()


def idle_hours(small: Scenario, arms: Sequence[str]) -> dict[str, Floats]:
    """Officer hours a day that find nothing to do in the town of a pilot: by arm, by duty."""
    from sim.model.simulation import Simulation

    burned_in = Simulation.start(small)
    return {arm: burned_in.fork(arm).advance().summary().idle_hours for arm in arms}


def foreseen(
    scenario: Scenario, small: Scenario, idle: Mapping[str, Floats]
) -> dict[str, list[Activity]]:
    """The activities of every arm.

    Args:
        scenario: what is asked.
        small: the town of the pilot.
        idle: ``idle_hours`` of the arms that were tried in it.
    """
    vain = {arm: problem_solving_in_vain(scenario, arm) for arm in scenario.arms}
    for arm, hours in idle.items():
        found = activities(small, arm, by_duty(hours))
        shares = {each.name: each.idle_share for each in found}
        for each in activities(scenario, arm):
            if each.name in ("follow_up", "watch"):
                vain[arm][each.name] = shares.get(each.name, 0.0) * each.delivered
    return {arm: activities(scenario, arm, hours) for arm, hours in vain.items()}


def pilot_of(scenario: Scenario, arms: int) -> Scenario:
    """The town of a pilot of so many arms, which lives with the numbers as they are declared."""
    return of_pilot_size(scenario.model_copy(update={"worlds": "declared"}), arms)


def of_pilot_size(scenario: Scenario, arms: int) -> Scenario:
    """The same scenario in a small town."""
    days = scenario.burn_in_days + arms * scenario.days
    return of_size(scenario, min(LARGEST, max(SMALLEST, RESIDENTS_AND_DAYS // days)))


def problem_solving_in_vain(scenario: Scenario, arm: str) -> dict[str, float]:
    """Hours a day of problem solving at blocks that find nothing left to solve; without chance."""
    n = numbers_record(scenario.numbers()).crime
    fade, rate = 1.0 - halved(1.0 / n.solving_memory), float(n.solving_rate)
    stock = idle = 0.0
    for stage in arm_plan(scenario, arm).stages:
        at_work = stage.levers[PROBLEM_SOLVING_HOURS]
        at_work *= stage.day.delivered * stage.levers[COMPLIANCE]
        placement = stage.places.get(AT_PROBLEM_SOLVING)
        blocks = blocks_of(scenario)
        if placement is not None and placement.where != "everywhere":
            blocks = placement.blocks
        here = at_work / blocks
        for _ in range(math.ceil(stage.after - stage.first)):
            stock += here - fade * stock
            idle += blocks * nothing_left_to_solve(here, stock, 0.0, rate, fade)
    return {DUTIES[ON_PROBLEM_SOLVING].name: float(idle / scenario.days)}
