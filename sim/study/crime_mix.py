"""Reporting at one mix of crimes, so that preventing rarely reported crimes is no change of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.model.means import number_of
from sim.model.measures import DAYS_IN_YEAR
from sim.model.scenario.recorded_crime import recorded_rates
from sim.model.state import CRIME_TYPES
from sim.study.books import crimes_by_cause
from sim.study.statistics import Estimate

if TYPE_CHECKING:
    from sim.study.results import Results


def expected_crimes(comparison: Results, arm: str) -> list[list[float]]:
    """Expected true crimes by type, per 1,000 residents a year: a row a replicate.

    Those of an ordinary day, which follow from the scenario, with what the crime book adds.
    """
    scenario = comparison.scenario
    recorded = recorded_rates(scenario.community.crime)
    years = scenario.days / DAYS_IN_YEAR
    found = []
    for run in comparison.of_arm(arm):
        lived = comparison.lived(run.replicate)
        found.append([
            1000.0 * recorded[kind] / number_of(lived, f"reported_share.{kind}")
            + added(of_kind) / years
            for kind, of_kind in zip(CRIME_TYPES, crimes_by_cause(run), strict=True)
        ])  # fmt: skip
    return found


def reporting_at_baseline_mix(comparison: Results, arm: str) -> Estimate:
    """Reporting under `arm` minus the baseline's (shares), both at the baseline's mix of crimes.

    Each type of crime has the weight that it has in the baseline of the same replicate.
    """
    return comparison.estimate(
        reports / crimes if crimes > 0.0 else math.nan
        for crimes, reports in _at_baseline_crimes(comparison, arm)
    )


def extra_reports(comparison: Results, arm: str) -> Estimate:
    """Crimes reported under `arm` that stay silent in the baseline, were the crimes the same.

    Per 1,000 residents a year.
    """
    return comparison.estimate(reports for _, reports in _at_baseline_crimes(comparison, arm))


def _at_baseline_crimes(comparison: Results, arm: str) -> list[tuple[float, float]]:
    """The baseline's crimes, and how many more of them are reported under `arm`, by replicate."""
    base = comparison.baseline
    changes = [comparison.differences(arm, base, f"reporting_{kind}") for kind in CRIME_TYPES]
    found = []
    for at, crimes in enumerate(expected_crimes(comparison, base)):
        more = [
            # A type that never happens has none.
            number * float(change[at]) if number > 0.0 else 0.0
            for number, change in zip(crimes, changes, strict=True)
        ]
        found.append((added(crimes), added(more)))
    return found
