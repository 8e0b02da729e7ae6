"""What all replicates did, beside the one that is shown: bands over time, and the last day."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.common.words import Scale
from sim.model.state import Floats
from sim.study.compare import Comparison
from sim.study.crime_mix import reporting_at_baseline_mix
from sim.study.runs import Run
from sim.study.statistics import Estimate

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
OVER_TIME = ("trust", "reporting", "true_crime")
AT_THE_END = (
    "trust",
    "reporting",
    "true_crime",
    "recorded_crime",
    "quality_of_life",
    "quality_of_life_with_crime",
    "cost",
)


def bands(comparison: Comparison, shown: tuple[Run, Run]) -> dict[str, Any]:
    """Quantiles over replicates of each arm and of the difference, and the pair shown."""
    arms = [each.arm for each in shown]
    runs = {arm: comparison.of_arm(arm) for arm in arms}
    found: dict[str, Any] = {"days": runs[arms[0]][0].days.tolist(), "quantiles": QUANTILES}
    for outcome in OVER_TIME:
        scale = Scale.of(comparison.outcomes[outcome])
        one, other = (
            scale.factor * np.array([run.series[outcome] for run in (mine, *runs[mine.arm])])
            for mine in shown
        )
        found[outcome] = [
            {"bands": quantiles(each[1:]), "shown": rounded(each[0])}
            for each in (one, other, one - other)
        ]
    return found


def at_the_end(comparison: Comparison, shown: tuple[Run, Run]) -> dict[str, Any]:
    """Each outcome as in the tables: both arms in every replicate, and the paired difference.

    Also what it is in the pair shown.
    """
    arms = (shown[0].arm, shown[1].arm)
    found = {}
    for name in AT_THE_END:
        outcome = comparison.outcomes[name]
        scale = Scale.of(outcome)
        levels = scale.factor * np.array([comparison.values(arm, name) for arm in arms])
        found[name] = {
            "title": outcome.title,
            "better": outcome.better,
            "level": mean_of_known(levels),
            "unit": scale.level_unit,
            "difference_unit": scale.difference_unit,
            "digits": scale.digits,
            "values": [rounded(each) for each in levels],
            "shown": rounded(scale.factor * np.array([each.outcomes[name] for each in shown])),
            "difference": interval(comparison.difference(*arms, name), scale.factor),
        }
    return found


def same_mix(comparison: Comparison, arms: tuple[str, str]) -> list[dict[str, Any] | None]:
    """Reporting of each arm against the baseline, per cent, as if the same crimes had happened."""
    return [
        None
        if arm == comparison.baseline
        else interval(reporting_at_baseline_mix(comparison, arm), 100.0)
        for arm in arms
    ]


def quantiles(values: Floats) -> list[list[float | None]]:
    """Quantiles over replicates, a row for each of ``QUANTILES``."""
    return [rounded(row) for row in np.quantile(values, QUANTILES, axis=0)]


def interval(found: Estimate, factor: float) -> dict[str, Any]:
    """A mean with its interval; null where it cannot be known."""
    ends = [factor * each for each in (found.mean, found.low, found.high)]
    mean, low, high = rounded(np.array(ends), digits=6)
    return {
        "mean": mean,
        "low": low,
        "high": high,
        "clear": bool(found.clear),
        "same_sign": rounded(np.array([found.same_sign]))[0],
        "count": found.count,
    }


def mean_of_known(values: Floats) -> float:
    """Mean of the values that are known; 0 where none is."""
    known = values[np.isfinite(values)]
    return round(float(known.mean()), 4) if len(known) else 0.0


def rounded(values: Floats, digits: int = 4) -> list[float | None]:
    """Plain numbers of so many decimals; null where there is none."""
    return [round(float(each), digits) if math.isfinite(each) else None for each in values]
