"""What all replicates did, beside the one that is shown: bands over time, and the last day."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from sim.common.words import Scale
from sim.study.crime_mix import reporting_at_baseline_mix
from sim.study.results import Results
from sim.study.runs import Run
from sim.study.statistics import Estimate, estimate, quantiles

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
OVER_TIME = ("trust", "reporting", "true_crime")
AT_THE_END = (
    "trust",
    "confident_share",
    "reporting",
    "true_crime",
    "recorded_crime",
    "quality_of_life",
    "quality_of_life_with_crime",
    "cost",
)


def bands(comparison: Results, shown: tuple[Run, Run]) -> dict[str, Any]:
    """Quantiles over replicates of each arm and of the difference, and the pair shown."""
    arms = [each.arm for each in shown]
    runs = {arm: comparison.of_arm(arm) for arm in arms}
    days = [int(day) for day in runs[arms[0]][0].days]
    found: dict[str, Any] = {"days": days, "quantiles": list(QUANTILES)}
    for outcome in OVER_TIME:
        scale = Scale.of(comparison.outcomes[outcome])
        one, other = (
            [
                [scale.factor * float(value) for value in run.series[outcome]]
                for run in (mine, *runs[mine.arm])
            ]
            for mine in shown
        )
        apart = [
            [first - second for first, second in zip(*each, strict=True)]
            for each in zip(one, other, strict=True)
        ]
        found[outcome] = [
            {"bands": over_runs(each[1:]), "shown": rounded(each[0])}
            for each in (one, other, apart)
        ]
    return found


def at_the_end(comparison: Results, shown: tuple[Run, Run]) -> dict[str, Any]:
    """Each outcome as in the tables: both arms in every replicate, and the paired difference.

    Also what it is in the pair shown.
    """
    arms = (shown[0].arm, shown[1].arm)
    found = {}
    for name in AT_THE_END:
        outcome = comparison.outcomes[name]
        scale = Scale.of(outcome)
        levels = [
            [scale.factor * float(value) for value in comparison.values(arm, name)] for arm in arms
        ]
        found[name] = {
            "title": outcome.title,
            "better": outcome.better,
            "level": mean_of_known(levels),
            "unit": scale.level_unit,
            "difference_unit": scale.difference_unit,
            "digits": scale.digits,
            "values": [rounded(each) for each in levels],
            "shown": rounded([scale.factor * each.outcomes[name] for each in shown]),
            "difference": interval(comparison.difference(*arms, name), scale.factor),
        }
    return found


def same_mix(comparison: Results, arms: tuple[str, str]) -> list[dict[str, Any] | None]:
    """Reporting of each arm against the baseline, per cent, as if the same crimes had happened."""
    return [
        None
        if arm == comparison.baseline
        else interval(reporting_at_baseline_mix(comparison, arm), 100.0)
        for arm in arms
    ]


def over_runs(runs: list[list[float]]) -> list[list[float | None]]:
    """Quantiles over runs, a row for each of ``QUANTILES``: null where a run has no value."""
    days = [
        [math.nan for _ in QUANTILES] if any(map(math.isnan, day)) else quantiles(day, QUANTILES)
        for day in zip(*runs, strict=True)
    ]
    return [rounded([day[row] for day in days]) for row in range(len(QUANTILES))]


def interval(found: Estimate, factor: float) -> dict[str, Any]:
    """A mean with its interval; null where it cannot be known."""
    ends = [factor * each for each in (found.mean, found.low, found.high)]
    mean, low, high = rounded(ends, digits=6)
    return {
        "mean": mean,
        "low": low,
        "high": high,
        "clear": bool(found.clear),
        "same_sign": rounded([found.same_sign])[0],
        "count": found.count,
    }


def mean_of_known(values: list[list[float]]) -> float:
    """Mean of the values that are known; 0 where none is."""
    found = estimate([each for row in values for each in row])
    return round(found.mean, 4) if found.count else 0.0


def rounded(values: Iterable[float], digits: int = 4) -> list[float | None]:
    """Plain numbers of so many decimals; null where there is none."""
    return [round(float(each), digits) if math.isfinite(each) else None for each in values]
