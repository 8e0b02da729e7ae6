"""Crimes in whole numbers: how many a year happen in the town itself, by type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import number, with_interval
from sim.report.facts import HIGHER, Change, change, shows
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


def crimes_said(found: Change) -> str:
    """How many crimes a year in the town: 56 fewer; hardly fewer where that is less than one."""
    if not found.matters:
        return found.amounts_to
    side = "more" if found.amounts_to == HIGHER else "fewer"
    size = number(abs(found.in_town.mean), 0) if shows(found.in_town.mean, 0) else "hardly"
    return f"{size} {side}{found.qualified}"
