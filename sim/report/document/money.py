"""What every arm costs, what its officers do, and what each gain costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.common.words import NOTHING, dollars, number
from sim.model.arm_plan import arm_plan
from sim.model.means import number_of
from sim.report.cautions import cameras_alone
from sim.report.dated_costs import dated_costs_in_words
from sim.report.facts import change
from sim.study.cost_effectiveness import CostEffectiveness, Ratio, cost_effectiveness

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Comparison

LEAST_HOURS = 0.005
HARDLY_ANY = "hardly any gain"
ASSUMED = "assumed none"


@dataclass(frozen=True)
class Money:
    """The tables of the section on cost.

    Attributes:
        hours: duty, and officer hours a day by arm.
        bills: activity, and dollars a year by arm; the last two are the sums.
        dated: what arms cost that do not do all of it all the time, in sentences.
        prices: what makes equal money buy unequal hours.
        ratios: arm, and what each gain costs.
    """

    hours: list[tuple[str, list[str]]]
    bills: list[tuple[str, list[str]]]
    dated: list[str]
    prices: str
    ratios: list[tuple[str, list[str]]]


def money(comparison: Comparison) -> Money:
    """Officer hours and dollars by activity, and the cost of what was gained."""
    scenario, prices = comparison.scenario, comparison.prices
    hours = {arm: _hours(comparison, arm) for arm in comparison.arms}
    duties = [
        duty
        for duty in next(iter(hours.values()))
        if any(by_duty[duty] >= LEAST_HOURS for by_duty in hours.values())
    ]
    per_resident = [prices[arm].per_resident_year for arm in comparison.arms]
    people = scenario.community.residents
    spent: dict[str, dict[str, float]] = {}
    for arm in comparison.arms:
        for activity, quantity, _, a_year in prices[arm].lines:
            if quantity == 0:
                continue
            by_arm = spent.setdefault(activity, {})
            by_arm[arm] = by_arm.get(arm, 0.0) + a_year
    return Money(
        hours=[(duty, [number(hours[arm][duty], 2) for arm in comparison.arms]) for duty in duties],
        bills=[
            *(
                (activity, [_spent(by_arm.get(arm)) for arm in comparison.arms])
                for activity, by_arm in spent.items()
            ),
            ("all", [dollars(round(people * each)) for each in per_resident]),
            ("all, per resident a year", [dollars(each) for each in per_resident]),
        ],
        dated=dated_costs_in_words(scenario),
        prices=_prices(scenario),
        ratios=[
            (
                comparison.title(each.arm),
                [
                    _cell(comparison, each, "trust", each.trust_point),
                    _cell(comparison, each, "reporting", each.extra_report),
                    _cell(comparison, each, "true_crime", each.crime_avoided),
                ],
            )
            for each in cost_effectiveness(comparison)
        ],
    )


def _hours(comparison: Comparison, arm: str) -> dict[str, float]:
    """Officer hours a day by duty: means over replicates, each with the numbers it lives with."""
    scenario = comparison.scenario
    if scenario.worlds == "declared":
        return arm_plan(scenario, arm).mean_hours()
    lived = [comparison.lived(run.replicate) for run in comparison.of_arm(arm)]
    by_run = [arm_plan(each, arm).mean_hours() for each in lived]
    return {duty: added(each[duty] for each in by_run) / len(by_run) for duty in by_run[0]}


def _prices(scenario: Scenario) -> str:
    """Why the same money buys more hours of one thing than of another."""
    hour, officer = (number_of(scenario, f"cost.{name}") for name in ("hour", "officer"))
    return (
        f"An officer hour bought for a programme costs {dollars(hour)}; an officer hired costs"
        f" {dollars(officer)} a year, and answers calls too. An event that is cut saves its goods"
        " only: its officer hours go back to patrol. Watched cameras share their watchers."
    )


def _cell(
    comparison: Comparison, each: CostEffectiveness, outcome: str, ratio: Ratio | None
) -> str:
    """What a gain costs, by the rule of the first table: no price where that says about 0."""
    if outcome == "trust" and cameras_alone(comparison.scenario, each.arm):
        return ASSUMED
    gain = change(comparison, each.arm, outcome)
    if ratio and gain.too_small:
        return HARDLY_ANY
    return _ratio(ratio)


def _spent(a_year: float | None) -> str:
    return NOTHING if a_year is None else dollars(round(a_year))


def _ratio(found: Ratio | None) -> str:
    """A cost with its interval to two figures: $24 [$24, $25]."""
    if found is None:
        return NOTHING
    mean, low, high = (
        dollars(value, figures=2) for value in (found.dollars, found.low, found.high)
    )
    return f"{mean} [{low}, {high}]"
