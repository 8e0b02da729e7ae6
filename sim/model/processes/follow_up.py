"""Promises kept: raised issues are solved as far as follow-up hours go, the oldest first."""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import settle
from sim.model.processes.issues import tell_block
from sim.model.processes.staff import COMPLIANCE
from sim.model.registers import OFFICER_HOURS, channel, count, duty, lever
from sim.model.state import (
    ISSUE_NONE,
    ISSUE_OPEN,
    ISSUE_SLOTS,
    ISSUE_SMALL,
    Plan,
    Town,
)

declare(
    "follow_up",
    hours=Parameter(
        4.5, "officer hours", (0.1, 200.0), (2.0, 10.0),
        "work to solve one issue for officers new to the beat", "assumed",
    ),
    knowledge=Parameter(
        0.3, "share", (0.0, 1.0), (0.0, 0.5),
        "of that work saved by officers who know their beat well", "assumed",
    ),
    small=Parameter(
        0.25, "of the work of an issue", (0.0, 1.0), (0.1, 0.5), "work of a smaller matter",
        "assumed",
    ),
    wait=Parameter(
        3.0, "days", (0.0, 60.0), None, "shortest time to solve an issue", "measured",
        "2-7 days for city service requests (Chattanooga)",
    ),
    heard=Parameter(
        0.30, "share of what is missing", (0.0, 1.0), (0.1, 0.5),
        "feeling of being heard of the raiser", "assumed",
    ),
)  # fmt: skip

FOLLOW_UP = channel(
    "follow_up", "Promises kept", "an issue that residents raised was solved", told=True
)
FOLLOW_UP_HOURS = lever(
    "follow_up_hours", OFFICER_HOURS, "extra hours for issues that residents raised"
)
FOLLOW_UP_LIMIT = lever(
    "follow_up_limit",
    "share",
    "share of raised issues that anybody follows up",
    neutral=1.0,
    combine="multiply",
)
ON_FOLLOW_UP = duty("follow_up", "follow-up of issues", FOLLOW_UP_HOURS)
ISSUES_FIXED = count("issues_fixed", "raised issues that police solved")

FOLLOWED = decision("follow-up: whether anybody takes this issue on")
HEARS_KEPT = decision("follow-up: hears of a kept promise")
KEPT_BACK = 8.0  # officer hours that can be carried to the next day


@rule
def work_of_issue(hours: float, saved: float, knowledge: float) -> float:
    """Officer hours to solve one issue; less where officers know the beat."""
    return hours * (1.0 - saved * knowledge)


@rule
def work_here(town: Town, numbers: Numbers, block: int, slot: int) -> float:
    """Officer hours to solve what was raised in one place of a block's list."""
    n, blocks = numbers.follow_up, town.blocks
    work = work_of_issue(n.hours, n.knowledge, town.beats.knowledge[blocks.beat[block]])
    return work * n.small if blocks.issue[block, slot] == ISSUE_SMALL else work


@rule
def found_nothing(spare: float, today: float, programme: float) -> float:
    """Hours that found no issue while a programme adds to them: what tomorrow cannot use either.

    The department's own are among them: they come first, so that a programme is as idle as they
    and its own hours together.
    """
    return max(0.0, spare - max(KEPT_BACK, today)) if programme > 0.0 else 0.0


@rule
def waiting(town: Town, numbers: Numbers, day: int, block: int, slot: int, limit: float) -> int:
    """Days that a raised issue has waited, or -1 if it is not to be solved today."""
    raised: int = town.blocks.issue_day[block, slot]
    if day - raised < numbers.follow_up.wait:
        return -1
    if uniform(town.luck, FOLLOWED, raised, block, slot) >= limit:
        return -1
    return day - raised


@rule
def follow_up(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Spend the day's follow-up hours on the issues that have waited longest."""
    blocks, department = town.blocks, town.department
    limit = plan.levers[plan.stage[day + plan.burn_in[0]], FOLLOW_UP_LIMIT]
    today = department.hours[0, ON_FOLLOW_UP]
    hours = min(department.follow_up_due[0], max(KEPT_BACK, today)) + today
    longest = int(numbers.issues.patience) + 1
    work_by_age = np.zeros(longest + 1)
    ages = np.empty((len(blocks.risk), ISSUE_SLOTS), np.int32)
    for block in range(len(blocks.risk)):
        for slot in range(ISSUE_SLOTS):
            ages[block, slot] = -1
            if blocks.issue[block, slot] > ISSUE_OPEN:
                ages[block, slot] = min(longest, waiting(town, numbers, day, block, slot, limit))
                if ages[block, slot] >= 0:
                    work_by_age[ages[block, slot]] += work_here(town, numbers, block, slot)
    last, older = longest + 1, 0.0  # issues of age `last` or more are all solved today
    while last > 0 and older + work_by_age[last - 1] <= hours:
        last -= 1
        older += work_by_age[last]
    spare = hours - older
    for block in range(len(blocks.risk)):
        for slot in range(ISSUE_SLOTS):
            age = ages[block, slot]
            if age < 0 or age < last - 1:
                continue
            if age == last - 1:
                work = work_here(town, numbers, block, slot)
                if work > spare:
                    continue
                spare -= work
            solve(town, numbers, day, block, slot)
    department.follow_up_due[0] = spare
    if day >= 0:
        levers = plan.levers[plan.stage[day + plan.burn_in[0]]]
        bought = department.delivered[0] * levers[COMPLIANCE] * levers[FOLLOW_UP_HOURS]
        town.books.idle[ON_FOLLOW_UP] += found_nothing(spare, today, bought)
    settle(town, plan, numbers, day)


@rule
def solve(town: Town, numbers: Numbers, day: int, block: int, slot: int) -> None:
    """One issue is solved: less disorder, and people hear that police kept their word."""
    blocks, kept, felt = town.blocks, numbers.issues.kept, numbers.follow_up.heard
    tell_block(town, numbers, day, block, slot, FOLLOW_UP, kept, HEARS_KEPT, felt)
    if blocks.issue[block, slot] != ISSUE_SMALL:
        blocks.disorder[block] *= 1.0 - numbers.issues.order_of
    blocks.issue[block, slot] = ISSUE_NONE
    if day >= 0:
        town.books.counts[ISSUES_FIXED, 0] += 1.0
