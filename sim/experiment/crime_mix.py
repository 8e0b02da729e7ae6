"""Reporting at one mix of crimes, so that preventing rarely reported crimes is no change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiment.statistics import Estimate, FloatArray, estimate

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison


def expected_crimes(comparison: Comparison, arm: str) -> FloatArray:
    """Expected true crimes by type, per 1,000 residents a year, (replicates, types).

    Those of an ordinary day, which follow from the scenario, with what the crime book adds.
    """
    from sim.measures import DAYS_IN_YEAR
    from sim.parameters import numbers_record
    from sim.scenario import recorded_rates
    from sim.state import CRIME_TYPES

    scenario = comparison.scenario
    recorded = recorded_rates(scenario.community.crime)
    reported = numbers_record(scenario.numbers()).reported_share
    usual = np.array([1000.0 * recorded[kind] / reported[kind] for kind in CRIME_TYPES])
    changes = np.array([run.crime_book.sum(axis=(0, 2)) for run in comparison.of_arm(arm)])
    crimes: FloatArray = usual + changes * (DAYS_IN_YEAR / scenario.days)
    return crimes


def reporting_at_baseline_mix(comparison: Comparison, arm: str) -> Estimate:
    """Reporting under `arm` minus the baseline's (shares), both at the baseline's mix of crimes.

    Each type of crime has the weight that it has in the baseline of the same replicate.
    """
    from sim.state import CRIME_TYPES

    weights = expected_crimes(comparison, comparison.baseline)
    changes = np.stack(
        [
            comparison.values(arm, f"reporting_{kind}")
            - comparison.values(comparison.baseline, f"reporting_{kind}")
            for kind in CRIME_TYPES
        ],
        axis=1,
    )
    weighted = np.where(weights > 0, weights * changes, 0.0)  # a type that never happens has none
    with np.errstate(invalid="ignore"):
        return estimate(weighted.sum(axis=1) / weights.sum(axis=1))
