"""What every arm costs, known before anything runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from sim.model.numbers import every_parameter
from sim.model.parameters import PARAMETERS, Parameter
from sim.model.scenario.arm import settings_of
from sim.model.strategies.base import Line, Means, Strategy

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario


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


def number_of(scenario: Scenario, dotted: str) -> float:
    """A number of the model as this scenario sets it."""
    group, name = dotted.split(".")
    return scenario.numbers().get(dotted, _declared(group)[name].default)


def _declared(group: str) -> dict[str, Parameter]:
    """The numbers of one mechanism."""
    next(every_parameter())  # by now all are declared
    return PARAMETERS[group]


def officers_of(scenario: Scenario) -> float:
    """Usual officers, fractional; at least one unless the scenario says none."""
    officers = scenario.department.officers_per_1000 * scenario.community.residents / 1000.0
    return max(1.0, officers) if officers > 0.0 else 0.0


def blocks_of(scenario: Scenario) -> int:
    """Number of blocks of the town."""
    community = scenario.community
    return max(1, round(community.residents / community.residents_per_block))


def usual_levers(scenario: Scenario) -> dict[str, float]:
    """What the department does anyway, for levers without a neutral value."""
    department = scenario.department
    events = department.events_per_month
    return {
        "events_per_month": scenario.community.residents / 5000.0 if events is None else events,
        "meetings_per_month": department.meetings_per_month,
        "months_in_beat": department.months_in_beat,
        "stop_lawful_share": number_of(scenario, "stops.lawful"),
    }


def means_for(scenario: Scenario, setting: Strategy) -> Means:
    """What a strategy can count on."""
    own = scenario.numbers()
    share = getattr(setting, "share", None)
    budget = scenario.budget.per_resident * scenario.community.residents if scenario.budget else 0.0

    def group(prefix: str) -> dict[str, float]:
        return {
            name: own.get(f"{prefix}.{name}", number.default)
            for name, number in _declared(prefix).items()
        }

    return Means(
        dollars=None if share is None else share * budget,
        residents=scenario.community.residents,
        officers=officers_of(scenario),
        blocks=blocks_of(scenario),
        usual=usual_levers(scenario),
        cost=group("cost"),
        hours=group("hours"),
    )


def active_share(scenario: Scenario, setting: Strategy) -> float:
    """Share of the run's days on which a strategy is in force."""
    until = scenario.days if setting.until is None else min(setting.until, scenario.days)
    return max(0.0, until - setting.from_day) / scenario.days


def price(scenario: Scenario, arm: str) -> Price:
    """The bill of one arm."""
    lines: list[tuple[str, float, str, float]] = []
    spends = False
    for setting in settings_of(scenario.arms[arm]).values():
        bill: list[Line] = setting.turns(means_for(scenario, setting)).bill
        active = active_share(scenario, setting)
        spends = spends or bool(getattr(setting, "share", None))
        lines += [
            (line.activity, line.quantity, line.unit, line.dollars_per_year * active)
            for line in bill
        ]
    total = math.fsum(dollars for *_, dollars in lines)
    return Price(total / scenario.community.residents, spends, lines)


def rival_pairs(scenario: Scenario) -> list[tuple[str, str]]:
    """Pairs of arms that are rivals: all that spend the budget.

    Each arm with the baseline where fewer than two spend it.
    """
    spending = [arm for arm in scenario.arms if price(scenario, arm).spends_budget]
    return list(combinations(spending, 2)) or [
        (arm, scenario.baseline) for arm in scenario.arms if arm != scenario.baseline
    ]
