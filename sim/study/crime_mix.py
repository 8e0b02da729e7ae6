"""Reporting at one mix of crimes, so that preventing rarely reported crimes is no change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.model.state import Floats
from sim.model.worlds import as_lived
from sim.study.statistics import Estimate

if TYPE_CHECKING:
    from sim.study.results import Results


def expected_crimes(comparison: Results, arm: str) -> Floats:
    """Expected true crimes by type, per 1,000 residents a year, (replicates, types).

    Those of an ordinary day, which follow from the scenario, with what the crime book adds.
    """
    from sim.model.measures import DAYS_IN_YEAR
    from sim.model.numbers import numbers_record
    from sim.model.scenario.recorded_crime import recorded_rates
    from sim.model.state import CRIME_TYPES

    scenario = comparison.scenario
    recorded = recorded_rates(scenario.community.crime)
    runs = comparison.of_arm(arm)
    reported = [
        numbers_record(as_lived(scenario, run.replicate).numbers()).reported_share for run in runs
    ]
    usual = np.array(
        [[1000.0 * recorded[kind] / each[kind] for kind in CRIME_TYPES] for each in reported]
    )
    changes = np.array([run.crime_book.sum(axis=(0, 2)) for run in runs])
    crimes: Floats = usual + changes * (DAYS_IN_YEAR / scenario.days)
    return crimes


def reporting_at_baseline_mix(comparison: Results, arm: str) -> Estimate:
    """Reporting under `arm` minus the baseline's (shares), both at the baseline's mix of crimes.

    Each type of crime has the weight that it has in the baseline of the same replicate.
    """
    crimes, reports = _at_baseline_crimes(comparison, arm)
    with np.errstate(invalid="ignore"):
        return comparison.estimate(reports / crimes)


def extra_reports(comparison: Results, arm: str) -> Estimate:
    """Crimes reported under `arm` that stay silent in the baseline, were the crimes the same.

    Per 1,000 residents a year.
    """
    _, reports = _at_baseline_crimes(comparison, arm)
    return comparison.estimate(reports)


def _at_baseline_crimes(comparison: Results, arm: str) -> tuple[Floats, Floats]:
    """The baseline's crimes, and how many more of them are reported under `arm`; (replicates,)."""
    from sim.model.state import CRIME_TYPES

    base = comparison.baseline
    crimes = expected_crimes(comparison, base)
    changes = np.stack(
        [
            comparison.values(arm, f"reporting_{kind}")
            - comparison.values(base, f"reporting_{kind}")
            for kind in CRIME_TYPES
        ],
        axis=1,
    )
    more = np.where(crimes > 0, crimes * changes, 0.0)  # a type that never happens has none
    return crimes.sum(axis=1), more.sum(axis=1)
