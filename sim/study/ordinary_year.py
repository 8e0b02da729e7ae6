"""A year of a planner's own town in one world, and what a survey would find after it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.common.arrays import added, listed
from sim.model.at_scale import of_size
from sim.model.processes.contact import (
    PEOPLE_ANY_CONTACT,
    PEOPLE_MET_BY_POLICE,
    PEOPLE_WHO_CALLED,
)
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.processes.records import CONFIDENT, PEOPLE, TRUST
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.state import CRIME_TYPES
from sim.model.worlds import Worlds, with_numbers

YEAR = 365
BURN_IN = 180
"""Days before it, at most: rates settle, and people know the officers whom they meet."""
PEOPLE_OF_A_TOWN = 1_000


@dataclass(frozen=True)
class Lived:
    """What is known of a town that has lived a year under its baseline.

    Attributes:
        start: sums over residents on day 0, a row a sum and a column a group.
        counts: happenings of the year, likewise.
        judged_well: share of contacts judged well.
        taking_part: share of residents in the watch or volunteering, on the last day.
    """

    start: list[list[float]]
    counts: list[list[float]]
    judged_well: float
    taking_part: float


def ordinary_year(scenario: Scenario) -> Scenario:
    """The town as it is, small, under its baseline, without news: what a survey asks about."""
    small = of_size(scenario, PEOPLE_OF_A_TOWN)
    return Scenario.model_validate(
        {
            "name": scenario.name,
            "days": max(YEAR, scenario.days),
            "burn_in_days": min(BURN_IN, scenario.burn_in_days),
            "record_every": YEAR,
            "seed": scenario.seed,
            "community": small.community.with_changes(shocks=[]),
            "department": small.department,
            "budget": small.budget,
            "baseline": small.baseline,
            "arms": {small.baseline: small.arms[small.baseline]},
            "assumptions": scenario.assumptions,
            "processes": scenario.processes,
            "survey": scenario.survey,
        }
    )


def in_world(year: Scenario, worlds: Worlds, row: int) -> Scenario:
    """The town of ``ordinary_year`` with the numbers of one world."""
    return with_numbers(year, worlds.world(row))


def lived_here(scenario: Scenario, replicate: int) -> Lived:
    """The year of one replicate under its baseline."""
    town = Simulation.start(scenario, replicate, YEAR)
    start = [listed(row) for row in town.town.books.means[0]]
    town.follow(scenario.baseline).advance()
    found, counts = town.outcomes(), [listed(row) for row in town.town.books.counts]
    return Lived(start, counts, found["judged_well"], found["participation"])


def figures_of(scenario: Scenario, lived: Lived) -> dict[str, float]:
    """Every number of a town of ``ordinary_year`` after that year."""
    start = lived.start
    first: dict[str, float] = {}
    for row, (name, group) in enumerate(scenario.community.groups.items()):
        people = start[PEOPLE][row]
        if group.confident is not None:
            first[f"confident.{name}"] = _share(start[CONFIDENT][row], people)
        else:
            first[f"trust.{name}"] = 100.0 * _share(start[TRUST][row], people)
    counts, people = [added(row) for row in lived.counts], added(start[PEOPLE])
    reported = counts[REPORTED_EXPECTED : REPORTED_EXPECTED + len(CRIME_TYPES)]
    crimes = counts[CRIMES_EXPECTED : CRIMES_EXPECTED + len(CRIME_TYPES)]
    return {
        **{f"recorded.{kind}": 1000.0 * reported[row] / people * 365.25 / YEAR
           for row, kind in enumerate(CRIME_TYPES)},
        **first,
        **{f"reported.{kind}": _share(reported[row], crimes[row])
           for row, kind in enumerate(CRIME_TYPES)},
        "stopped": _share(counts[PEOPLE_MET_BY_POLICE], people),
        "had_contact": _share(counts[PEOPLE_ANY_CONTACT], people),
        "turned_to_police": _share(counts[PEOPLE_WHO_CALLED], people),
        "judged_well": lived.judged_well,
        "taking_part": lived.taking_part,
    }  # fmt: skip


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else math.nan
