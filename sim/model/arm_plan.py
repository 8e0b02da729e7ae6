"""What an arm comes to, computed once from the scenario: programmes, stages, bill and hours."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from sim.common.decay import halved
from sim.model.means import means_for
from sim.model.numbers import numbers_record
from sim.model.scenario.arm import settings_of
from sim.model.scenario.extra_cost import WHOLE
from sim.model.staffing import WorkingDay, usual, working_day
from sim.model.strategies.base import (
    Line,
    Placement,
    Strategy,
    Turns,
    active_share,
    combine,
)

if TYPE_CHECKING:
    from sim.model.scenario.description import Description


@dataclass(frozen=True)
class Programme:
    """One strategy of an arm.

    Attributes:
        strategy: its name.
        setting: how much of it, where and when.
        dollars: dollars a year that its share of the budget gives; None without a share.
        turns: what it turns, and its bill while it is in force.
        active: share (0-1) of the run's days on which it is in force.
    """

    strategy: str
    setting: Strategy
    dollars: float | None
    turns: Turns
    active: float


@dataclass(frozen=True)
class Stage:
    """Days on which an arm does the same.

    Attributes:
        first: first day.
        after: first day that is no longer in it.
        levers: every lever, in order of ``LEVERS``.
        shares: shares of the budget that are being spent, summed.
        places: where something is done, by row of ``PLACES``.
        day: officer hours of a day in it.
    """

    first: float
    after: float
    levers: list[float]
    shares: float
    places: dict[int, Placement]
    day: WorkingDay

    def share_of(self, days: int) -> float:
        """Share of a run of so many days."""
        return (self.after - self.first) / days


@dataclass(frozen=True)
class Price:
    """The bill of one arm, averaged over the run.

    Attributes:
        per_resident_year: programme dollars per resident a year (negative: saved).
        spends_budget: whether the arm spends the extra budget through shares.
        lines: activity, quantity while in force, unit, dollars a year averaged over the run.
    """

    per_resident_year: float
    spends_budget: bool
    lines: list[tuple[str, float, str, float]]


@dataclass(frozen=True)
class ArmPlan:
    """What one arm of a scenario comes to.

    Attributes:
        programmes: its strategies, in the scenario's order.
        stages: days on which it does the same, in their order.
        price: its bill, averaged over the run.
        days: days of the run.
    """

    programmes: tuple[Programme, ...]
    stages: tuple[Stage, ...]
    price: Price
    days: int

    def lines(self) -> Iterator[tuple[float, Line]]:
        """Lines of the bill, each with the share of the days on which it is in force."""
        for programme in self.programmes:
            for line in programme.turns.bill:
                yield programme.active, line

    def mean_hours(self) -> dict[str, float]:
        """Officer hours a day by duty, averaged over the days of the run."""
        total: dict[str, float] = {}
        for stage in self.stages:
            for duty, hours in stage.day.hours.items():
                total[duty] = total.get(duty, 0.0) + float(stage.share_of(self.days) * hours)
        return total


def arm_plan(scenario: Description, arm: str) -> ArmPlan:
    """The plan of an arm, made when it is first asked for.

    Raises:
        KeyError: the scenario has no such arm.
    """
    of = scenario.arms[arm]
    made, plan = scenario.arm_plans.get(arm, (None, None))
    if made is of and isinstance(plan, ArmPlan):  # a copy may have another arm of this name
        return plan
    plan = _made(scenario, arm)
    scenario.arm_plans[arm] = (of, plan)
    return plan


def _made(scenario: Description, arm: str) -> ArmPlan:
    programmes = tuple(
        programme(scenario, name, setting)
        for name, setting in settings_of(scenario.arms[arm]).items()
    )
    return ArmPlan(
        programmes, tuple(_stages(scenario, programmes)), _price(scenario, arm, programmes),
        scenario.days,
    )  # fmt: skip


def programme(scenario: Description, name: str, setting: Strategy) -> Programme:
    """One strategy of an arm, priced.

    Raises:
        ZeroDivisionError: its share of the budget buys something that costs nothing.
    """
    means = means_for(scenario, setting)
    active = active_share(setting.from_day, setting.until, scenario.days)
    return Programme(name, setting, means.dollars, setting.turns(means), active)


def _stages(scenario: Description, programmes: tuple[Programme, ...]) -> Iterator[Stage]:
    days = {0.0, float(scenario.days)}
    for each in programmes:
        until = each.setting.until
        days |= {each.setting.from_day, scenario.days if until is None else until}
    for first, after in pairwise(sorted(day for day in days if day <= scenario.days)):
        set_to = usual(scenario)
        places: dict[int, Placement] = {}
        shares = 0.0
        for each in programmes:
            until = each.setting.until
            if each.setting.from_day <= first and (until is None or first < until):
                set_to = combine(set_to, each.turns.levers)
                places |= each.turns.places
                shares += getattr(each.setting, "share", None) or 0.0
        yield Stage(first, after, set_to, shares, places, working_day(scenario, set_to))


def extra_costs(scenario: Description, arm: str) -> Iterator[tuple[str, float]]:
    """What an arm costs beside its strategies: what for, and dollars a year over the run."""
    for cost in scenario.arms[arm].extra_cost:
        yield cost.what, cost.a_year(scenario.community.residents, scenario.days)


def _price(scenario: Description, arm: str, programmes: tuple[Programme, ...]) -> Price:
    lines = [
        (line.activity, line.quantity, line.unit, line.dollars_per_year * each.active)
        for each in programmes
        for line in each.turns.bill
    ]
    lines += [(what, 1.0, WHOLE, dollars) for what, dollars in extra_costs(scenario, arm)]
    total = math.fsum(dollars for *_, dollars in lines)
    spends = any(getattr(each.setting, "share", None) for each in programmes)
    return Price(total / scenario.community.residents, spends, lines)


def presence_against_usual(scenario: Description, arm: str) -> list[tuple[float, float]]:
    """How far the memory of police hours has moved by the end of each stage: (day, ratio)."""
    memory = numbers_record(scenario.numbers()).hours.memory_town
    ordinary = working_day(scenario, usual(scenario)).presence
    if ordinary <= 0.0:
        return []
    ratio, found = 1.0, []
    for stage in arm_plan(scenario, arm).stages:
        aim = stage.day.presence / ordinary
        ratio = aim + (ratio - aim) * halved((stage.after - stage.first) / memory)
        found.append((stage.after, float(ratio)))
    return found


def rival_pairs(scenario: Description) -> list[tuple[str, str]]:
    """Pairs of arms that are rivals: all that spend the budget.

    Each arm with the baseline where fewer than two spend it.
    """
    spending = [arm for arm in scenario.arms if arm_plan(scenario, arm).price.spends_budget]
    return list(combinations(spending, 2)) or [
        (arm, scenario.baseline) for arm in scenario.arms if arm != scenario.baseline
    ]
