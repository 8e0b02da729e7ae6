"""Record one replicate of two arms: trust of everybody at the end of every day, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.model.registers import CHANNELS
from sim.model.scenario.scenario import Scenario
from sim.model.seen import as_rules_see
from sim.model.simulation import Simulation
from sim.model.state import Floats, Town, Wholes
from sim.study.runs import Run, run_of
from sim.study.watched.evenings import COUNTED, evening
from sim.study.watched.watching import Happenings, WatchedSimulation


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
        mean: mean trust at the end of every day, points, shape (days + 1,).
        trust: trust of everybody at the end of every day, points, shape (days + 1, residents).
        happenings: what happened, as rows of ``happenings.ROW``.
        cameras: cameras of each block on each day, shape (days + 1, blocks).
        booked: the ledger until each day, points per resident, shape (days + 1, channels, 2):
            booked, and what is left of it on the last day.
        counted: happenings until each day, by row of ``COUNTED``, shape (days + 1, counted).
    """

    run: Run
    mean: Floats
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


def live_and_watch(simulation: Simulation, closely: bool = True) -> Life:
    """A town from day 0 to the last day; what happens to whom is written down if ``closely``."""
    happenings = Happenings(simulation.town)
    if closely:
        assert isinstance(simulation, WatchedSimulation)
        simulation.watched_by(happenings)
    days, town = simulation.scenario.days, simulation.town
    people, blocks = len(town.residents.block), len(town.blocks.x)
    mean, trust = np.zeros(days + 1), np.zeros((days + 1, people))
    cameras = np.zeros((days + 1, blocks))
    booked, counted = np.zeros((days + 1, len(CHANNELS), 2)), np.zeros((days + 1, len(COUNTED)))
    seen = as_rules_see(town)
    for day in range(days + 1):
        if day > 0:
            simulation.advance(1)
        mean[day] = evening(seen, trust[day], cameras[day], booked[day], counted[day])
    return Life(run_of(simulation), mean, trust, happenings.rows, cameras, booked, counted)
