"""Record one replicate of two arms: trust of everybody at the end of every day, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.lesson.happenings import Happenings
from sim.lesson.watching import WatchedSimulation
from sim.model.processes.crime import CRIMES, CRIMES_EXPECTED, REPORTED, REPORTED_EXPECTED
from sim.model.processes.follow_up import ISSUES_FIXED
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.gatherings import EVENT_ATTENDANCE
from sim.model.processes.issues import (
    ISSUES_BROKEN,
    ISSUES_ESCALATED,
    ISSUES_RAISED,
    ISSUES_RESOLVED,
)
from sim.model.processes.stops import SEARCHES, STOPS
from sim.model.processes.ties import NEW_TIES
from sim.model.processes.visits import VISITS_MADE
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.state import Floats, Town, Wholes
from sim.study.runs import Run, run_of

COUNTED = {  # shown as so many until today; in the order of the rows of ``Life.counted``
    "visits": (VISITS_MADE, 1),
    "attended": (EVENT_ATTENDANCE, 2),
    "greetings": (GREETINGS, 1),
    "stops": (STOPS, 1),
    "searches": (SEARCHES, 1),
    "crimes": (CRIMES, 4),
    "reported": (REPORTED, 4),
    "issues_raised": (ISSUES_RAISED, 1),
    "issues_fixed": (ISSUES_FIXED, 1),
    "issues_resolved": (ISSUES_RESOLVED, 1),
    "issues_escalated": (ISSUES_ESCALATED, 1),
    "promises_broken": (ISSUES_BROKEN, 1),
    "new_ties": (NEW_TIES, 1),
    "expected_crimes": (CRIMES_EXPECTED, 4),
    "expected_reported": (REPORTED_EXPECTED, 4),
}


@dataclass(frozen=True)
class Place:
    """Where everybody lives: the same in both towns.

    Attributes:
        x: place of each block from west to east.
        y: place of each block from north to south.
        first: row of the first home of each block.
        homes: homes of each block.
        risk: crime risk of each block, times the average.
        group: group of each resident.
    """

    x: Wholes
    y: Wholes
    first: Wholes
    homes: Wholes
    risk: Floats
    group: npt.NDArray[np.int8]


@dataclass(frozen=True)
class Life:
    """What happened in one town in one replicate.

    Attributes:
        run: what ``compare`` keeps of the same run.
        trust: trust of everybody at the end of every day, points, shape (days + 1, residents).
        happenings: what happened, as rows of ``happenings.ROW``.
        cameras: cameras of each block on each day, shape (days + 1, blocks).
        booked: the ledger until each day, points per resident, shape (days + 1, channels, 2):
            booked, and what is left of it on the last day.
        counted: happenings until each day, by row of ``COUNTED``, shape (days + 1, counted).
    """

    run: Run
    trust: Floats
    happenings: npt.NDArray[Any]
    cameras: Floats
    booked: Floats
    counted: Floats


@dataclass(frozen=True)
class Recording:
    """Two towns, the same people, the same random draws."""

    scenario: Scenario
    place: Place
    lives: tuple[Life, Life]


def record(scenario: Scenario, replicate: int, arms: tuple[str, str]) -> Recording:
    """Simulate one replicate of two arms and record every day of it."""
    burned_in = WatchedSimulation.start(scenario, replicate)
    one, other = (live_and_watch(burned_in.fork(arm)) for arm in arms)
    return Recording(scenario, place_of(burned_in.town), (one, other))


def place_of(town: Town) -> Place:
    """Where everybody lives in a town."""
    blocks = town.blocks
    return Place(blocks.x, blocks.y, blocks.first, blocks.homes, blocks.risk, town.residents.group)


def live_and_watch(
    simulation: Simulation, closely: bool = True, each_day: Callable[[], None] | None = None
) -> Life:
    """A town from day 0 to the last day; what happens to whom is written down if ``closely``."""
    numbers = simulation.numbers
    happenings = Happenings(numbers.contact.gain * numbers.talk.weight)
    if closely:
        assert isinstance(simulation, WatchedSimulation)
        simulation.watched_by(happenings)
    days, town = simulation.scenario.days, simulation.town
    evenings = [evening(town)]
    for _ in range(days):
        simulation.advance(1)
        evenings.append(evening(town))
        if each_day is not None:
            each_day()
    trust, cameras, booked, counted = (np.array(each) for each in zip(*evenings, strict=True))
    return Life(run_of(simulation), trust, happenings.rows, cameras, booked, counted)


def evening(town: Town) -> tuple[Floats, Floats, Floats, Floats]:
    """What is recorded of a town at the end of a day: trust, cameras, ledger and counts."""
    residents, books = town.residents, town.books
    people = len(residents.block)
    both = [books.booked.sum(axis=(0, 1)), books.left.sum(axis=(0, 1))]
    happened = books.counts.sum(axis=1)
    counted = np.array([happened[row : row + rows].sum() for row, rows in COUNTED.values()])
    return (
        100.0 * (residents.standing + residents.impression),
        town.blocks.cameras.copy(),
        100.0 * np.stack(both, axis=-1) / people,
        counted,
    )
