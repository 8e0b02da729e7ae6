"""What a gain costs: dollars for a point of trust, for an extra report, for a crime avoided.

The cost of an arm is known from its scenario; only the gain is uncertain. A ratio is given only
where the interval of the gain lies above zero, and its interval is that of the gain turned round:
the cost divided by its high and by its low end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.study.crime_mix import extra_reports
from sim.study.statistics import Estimate

if TYPE_CHECKING:
    from sim.study.results import Results

LEAST_COST = 0.01  # dollars per resident a year; an arm that costs less has nothing to divide


@dataclass(frozen=True)
class Ratio:
    """Dollars for one unit of a gain, with the interval that follows from the gain's."""

    dollars: float
    low: float
    high: float


@dataclass(frozen=True)
class CostEffectiveness:
    """What one arm costs beyond the baseline, and what each gain costs; None where there is none.

    Attributes:
        arm: name of the arm.
        per_resident_year: dollars per resident a year beyond the baseline.
        trust_point: dollars per resident a year for each point (0-100) of the town's mean trust
            on the last day.
        extra_report: dollars for each crime reported that would have stayed silent, were the
            crimes those of the baseline.
        crime_avoided: dollars for each expected true crime that did not happen.
    """

    arm: str
    per_resident_year: float
    trust_point: Ratio | None
    extra_report: Ratio | None
    crime_avoided: Ratio | None


def cost_effectiveness(comparison: Results) -> list[CostEffectiveness]:
    """Every arm but the baseline, against the baseline."""
    base = comparison.baseline
    found = []
    for arm in comparison.others:
        cost = comparison.extra_cost(arm)
        crime = comparison.difference(base, arm, "true_crime")
        found.append(
            CostEffectiveness(
                arm,
                cost,
                per_unit(cost, comparison.difference(arm, base, "trust")),
                per_unit(1000.0 * cost, extra_reports(comparison, arm)),
                per_unit(1000.0 * cost, crime),
            )
        )
    return found


def per_unit(cost: float, gain: Estimate) -> Ratio | None:
    """Cost for each unit of a gain; None where nothing is spent or the gain is not clear."""
    if cost < LEAST_COST or not gain.low > 0.0:
        return None
    return Ratio(cost / gain.mean, cost / gain.high, cost / gain.low)
