"""What the page draws: differences, lines over time, groups and causes, as plain numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sim.common.words import Scale
from sim.report.by_district import change_in, darkest, trust_on_map
from sim.report.facts import change, headline_pair
from sim.report.why import in_words
from sim.study.books import DIGITS, book
from sim.study.statistics import estimate, quantiles

if TYPE_CHECKING:
    from sim.study.compare import Comparison

Json = Any
DIFFERENCES = ("trust", "reporting", "true_crime", "quality_of_life")
OVER_TIME = ("trust", "reporting", "true_crime")
ENDS = (0.05, 0.95)


def figures(comparison: Comparison, areas: list[list[int]]) -> Json:
    """All figures; ``areas`` of the districts, as ``areas_of`` gives them."""
    return {
        "differences": [_difference(comparison, arm, name) for name in DIFFERENCES
                        for arm in comparison.others],
        "over_time": {name: _over_time(comparison, name) for name in OVER_TIME},
        "groups": _groups(comparison),
        "why": _why(comparison),
        "map": _map(comparison, areas),
    }  # fmt: skip


def _difference(comparison: Comparison, arm: str, name: str) -> Json:
    """An arm minus the baseline, in the unit in which it is shown."""
    found = change(comparison, arm, name)
    scale = found.scale
    return {
        "arm": arm,
        "title": comparison.title(arm),
        "outcome": name,
        "about": found.outcome.title,
        "unit": scale.difference_unit,
        "mean": scale.factor * found.found.mean,
        "low": scale.factor * found.found.low,
        "high": scale.factor * found.found.high,
        "clear": not found.unsure,
        "shown": found.shown,
        "reading": found.reading,
    }


def _over_time(comparison: Comparison, name: str) -> Json:
    """The mean of every arm on every day of record, and between what nine tenths of runs lie."""
    outcome = comparison.outcomes[name]
    scale = Scale.of(outcome)
    every = {arm: _bands(comparison, arm, name, scale.factor) for arm in comparison.arms}
    days = [
        day
        for day in next(iter(every.values()))
        if all(math.isfinite(each) for by_day in every.values() for each in by_day[day])
    ]
    arms = []
    for arm, by_day in every.items():
        rows = [by_day[day] for day in days]
        low, mean, high = ([row[place] for row in rows] for place in range(3))
        arms.append(
            {"arm": arm, "title": comparison.title(arm), "low": low, "middle": mean, "high": high}
        )
    return {"title": outcome.title, "unit": scale.level_unit, "days": days, "arms": arms}


def _bands(comparison: Comparison, arm: str, name: str, factor: float) -> dict[int, list[float]]:
    """One end of nine tenths of runs, their mean, and the other end, by day; NaN without any."""
    found = {}
    for day, values in comparison.by_day(arm, name).items():
        low, high = quantiles(values, ENDS)
        found[day] = [factor * each for each in (low, estimate(values).mean, high)]
    return found


def _groups(comparison: Comparison) -> Json:
    """Trust of each group, each arm minus the baseline; empty with a single group."""
    labels = comparison.scenario.community.labels
    if len(labels) < 2:
        return []
    return [
        {
            "group": group,
            "title": title,
            "arms": [_difference(comparison, arm, f"trust_{group}") for arm in comparison.others],
        }
        for group, title in labels.items()
    ]


def _map(comparison: Comparison, areas: list[list[int]]) -> Json:
    """Trust by district, and what every arm changes in it; nothing without districts."""
    community = comparison.scenario.community
    if not community.districts:
        return {}
    trust = trust_on_map(comparison)
    return {
        "areas": areas,
        "places": list(community.places.values()),
        "most": darkest(comparison, trust),
        "arms": [
            {
                "arm": arm,
                "title": comparison.title(arm),
                "values": values,
                "open": [
                    arm != comparison.baseline and change_in(comparison, arm, "trust", name).unsure
                    for name in community.districts
                ],
            }
            for arm, values in trust.items()
        ],
    }


def _why(comparison: Comparison) -> Json:
    """What makes up the difference between the two arms of the headline."""
    pair = headline_pair(comparison)
    if pair is None:
        return {}
    found = {}
    for name in DIGITS:
        lines = book(comparison, name, [pair]).largest()
        found[name] = {
            "sentence": in_words(comparison, pair, name),
            "lines": [
                {"title": title, "amount": amount}
                for title, (amount,) in zip(lines.titles, lines.amounts, strict=True)
            ],
        }
    return found
