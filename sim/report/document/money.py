"""What every arm costs, what its officers do, and what each gain costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.experiment.cost_effectiveness import Ratio, cost_effectiveness
from sim.report.words import NOTHING, dollars, number, spaced
from sim.staffing import mean_hours

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison

LEAST_HOURS = 0.005


@dataclass(frozen=True)
class Money:
    """The tables of the section on cost.

    Attributes:
        arms: names of the arms.
        hours: duty, and officer hours a day by arm.
        bills: activity, and dollars a year by arm.
        totals: dollars per resident a year by arm.
        ratios: arm, cost, and what each gain costs.
    """

    arms: list[str]
    hours: list[tuple[str, list[str]]]
    bills: list[tuple[str, list[str]]]
    totals: list[str]
    ratios: list[tuple[str, list[str]]]


def money(comparison: Comparison) -> Money:
    """Officer hours and dollars by activity, and the cost of what was gained."""
    scenario, prices = comparison.scenario, comparison.prices
    hours = {arm: mean_hours(scenario, arm) for arm in comparison.arms}
    duties = [
        duty
        for duty in next(iter(hours.values()))
        if any(by_duty[duty] >= LEAST_HOURS for by_duty in hours.values())
    ]
    spent: dict[str, dict[str, float]] = {}
    for arm in comparison.arms:
        for activity, quantity, _, a_year in prices[arm].lines:
            if quantity == 0:
                continue
            by_arm = spent.setdefault(activity, {})
            by_arm[arm] = by_arm.get(arm, 0.0) + a_year
    return Money(
        arms=[spaced(arm) for arm in comparison.arms],
        hours=[(duty, [number(hours[arm][duty], 2) for arm in comparison.arms]) for duty in duties],
        bills=[
            (activity, [_spent(by_arm.get(arm)) for arm in comparison.arms])
            for activity, by_arm in spent.items()
        ],
        totals=[dollars(prices[arm].per_resident_year) for arm in comparison.arms],
        ratios=[
            (
                spaced(each.arm),
                [
                    dollars(each.per_resident_year),
                    _ratio(each.trust_point),
                    _ratio(each.extra_report),
                    _ratio(each.crime_avoided),
                ],
            )
            for each in cost_effectiveness(comparison)
        ],
    )


def _spent(a_year: float | None) -> str:
    return NOTHING if a_year is None else dollars(round(a_year))


def _ratio(found: Ratio | None) -> str:
    """A cost with its interval, to about three figures: $24.30 ($23.60 to $25.10)."""
    if found is None:
        return NOTHING
    mean, low, high = (dollars(_rounded(value)) for value in (found.dollars, found.low, found.high))
    return f"{mean} ({low} to {high})"


def _rounded(value: float) -> float:
    """Three significant figures; no cents from $100 up."""
    return float(f"{value:.3g}") if value >= 100 else round(value, 2 if value < 10 else 1)
