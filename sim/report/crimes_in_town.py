"""Crimes in whole numbers: how many a year happen in the town itself, by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import listed, number, with_interval
from sim.report.facts import HIGHER, Change, change
from sim.report.intervals import intervals_of

if TYPE_CHECKING:
    from sim.study.compare import Comparison

TYPES = {"true_crime": "all", "true_violent": "violent", "true_property": "property"}


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
    rows = [(comparison.title(base), levels)]
    for arm in comparison.others:
        found = [change(comparison, arm, name).in_town for name in TYPES]
        rows.append((comparison.title(arm), [with_interval(each, 0, sign=True) for each in found]))
    name = intervals_of(comparison).name
    against = f"; other arms minus {comparison.title(base)} [{name}]" if comparison.others else ""
    people = f"{comparison.scenario.community.residents:,}"
    title = f"True crimes a year in this town of {people}{against}"
    return CrimesInTown(title, list(TYPES.values()), rows)


def changes_said(comparison: Comparison, arms: Sequence[str], outcome: str) -> str:
    """How many crimes fewer or more each arm has: 56 fewer under officers."""
    return listed(
        [
            f"{crimes_said(change(comparison, arm, outcome))} under {comparison.title(arm)}"
            for arm in arms
        ]
    )


def crimes_said(found: Change) -> str:
    """How many crimes a year in the town: 56 fewer."""
    if not found.matters:
        return found.amounts_to
    side = "more" if found.amounts_to == HIGHER else "fewer"
    return f"{number(abs(found.in_town.mean), 0)} {side}{found.qualified}"
