"""Crimes in whole numbers: how many a year happen in the town itself, by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.common.words import Found, Scale, listed, number, spaced, with_interval

if TYPE_CHECKING:
    from sim.model.outcomes import Outcome
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Comparison
    from sim.study.statistics import Estimate

TYPES = {"true_crime": "all", "true_violent": "violent", "true_property": "property"}
CRIMES = (*TYPES, "recorded_crime")
SAME = "about the same"
NO_DIFFERENCE = "no clear difference"


def about_the_same(scenario: Scenario, outcome: Outcome, found: Found) -> bool:
    """Whether a difference is too small to matter; the one rule of text, tables and figures.

    Crimes matter where they are at least one a year in the town, in whole numbers.
    """
    if outcome.name not in CRIMES:
        return Scale.of(outcome).about_the_same(found)
    ends = (found.mean,) if found.clear or not found.has_interval else (found.low, found.high)
    town = scenario.community.residents / 1000.0
    return all(number(town * end, 0) == "0" for end in ends)


@dataclass(frozen=True)
class CrimesInTown:
    """True crimes a year in the town, reported or not; each arm but the baseline as a difference.

    Attributes:
        title: what the numbers are, and how large the town is.
        types: titles of the columns.
        arms: name of each arm, and its cells; the baseline first.
    """

    title: str
    types: list[str]
    arms: list[tuple[str, list[str]]]


def crimes_in_town(comparison: Comparison) -> CrimesInTown:
    """The baseline's crimes by type, and how many more or fewer each other arm has."""
    base = comparison.baseline
    town = comparison.scenario.community.residents / 1000.0
    levels = [number(town * comparison.level(base, name).mean, 0) for name in TYPES]
    rows = [(spaced(base), levels)]
    for arm in comparison.others:
        found = [comparison.difference(arm, base, name) for name in TYPES]
        rows.append((spaced(arm), [with_interval(each, town, 0, sign=True) for each in found]))
    against = f"; other arms minus {spaced(base)} [95%]" if comparison.others else ""
    people = f"{comparison.scenario.community.residents:,}"
    title = f"True crimes a year in this town of {people}, reported or not{against}"
    return CrimesInTown(title, list(TYPES.values()), rows)


def in_town(comparison: Comparison, found: Estimate) -> Estimate:
    """A difference per 1,000 residents a year as crimes a year in the town."""
    town = comparison.scenario.community.residents / 1000.0
    return replace(found, mean=town * found.mean, low=town * found.low, high=town * found.high)


def changes_said(comparison: Comparison, arms: Sequence[str], outcome: str) -> str:
    """How many crimes fewer or more each arm has: 56 fewer under officers."""
    said = [
        f"{_change(comparison, comparison.difference(arm, comparison.baseline, outcome), outcome)}"
        f" under {spaced(arm)}"
        for arm in arms
    ]
    return listed(said)


def _change(comparison: Comparison, found: Estimate, outcome: str) -> str:
    if not found.count:
        return "not known"
    if about_the_same(comparison.scenario, comparison.outcomes[outcome], found):
        return SAME
    if found.has_interval and not found.clear:
        return NO_DIFFERENCE
    side = "more" if found.mean > 0 else "fewer"
    return f"{number(abs(in_town(comparison, found).mean), 0)} {side}"
