"""Towns for trials, and what is read off them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.model.processes.surveillance import AT_CAMERAS
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.state import CRIME_TYPES, Floats

Changes = Mapping[str, Any]
VIOLENT, PROPERTY = 0, slice(1, 4)
Rows = npt.NDArray[np.intp]


def merged(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``base`` with ``changes`` laid over it, mapping by mapping."""
    result = dict(base)
    for name, value in changes.items():
        inner = result.get(name)
        both = isinstance(inner, Mapping) and isinstance(value, Mapping)
        result[name] = merged(inner, value) if both else value  # type: ignore[arg-type]
    return result


def scenario_for(days: int, changes: Changes, **settings: Any) -> Scenario:
    """The usual town (5,000 residents, a year of burn-in) for a trial of so many days."""
    usual = {
        "name": "trial",
        "days": days,
        "community": {"residents": 5000},
        "arms": {"business_as_usual": {}},
        "worlds": "declared",
    }
    return Scenario.model_validate(merged(merged(usual, settings), changes))


def town_for(replicate: int, days: int, changes: Changes, **settings: Any) -> Simulation:
    """That town on day 0."""
    return Simulation.start(scenario_for(days, changes, **settings), replicate)


def trust_of(town: Simulation) -> Floats:
    """Trust of every resident, 0-1."""
    residents = town.town.residents
    trust: Floats = residents.standing + residents.impression
    return trust


@dataclass(frozen=True)
class Crimes:
    """Crimes by block and type over a time: expected and realised."""

    expected: Floats
    realised: Floats


def live(town: Simulation, days: int) -> Crimes:
    """Simulate so many days and add up true crime by block, shape (blocks, types)."""
    blocks, incidents = town.town.blocks, town.town.incidents
    expected = np.zeros(blocks.expected.shape)
    realised = np.zeros((len(blocks.risk), len(CRIME_TYPES)))
    for _ in range(days):
        town.advance(1)
        expected += blocks.expected
        today = int(town.town.department.incidents[0])
        np.add.at(realised, (incidents.block[:today], incidents.type[:today]), 1.0)
    return Crimes(expected, realised)


def hottest(town: Simulation, number: int) -> Rows:
    """The ``number`` riskiest blocks, the riskiest first."""
    return np.argsort(-town.town.blocks.risk, kind="stable")[:number]


def matched_halves(ordered: Rows, replicate: int) -> tuple[Rows, Rows]:
    """Randomise neighbours in a ranking: of each pair one is treated, the other is control."""
    draws = np.random.default_rng(replicate).random(len(ordered) // 2) < 0.5
    pairs = ordered[: 2 * len(draws)].reshape(-1, 2)
    treated = np.where(draws, pairs[:, 0], pairs[:, 1])
    return treated, np.where(draws, pairs[:, 1], pairs[:, 0])


def place(town: Simulation, kind: int, blocks: Rows) -> None:
    """Do something (row of ``levers.PLACES``) in equal parts at ``blocks`` from today.

    Cameras (``AT_CAMERAS``) are put up: one at every block of ``blocks``.
    """
    shares = np.zeros(len(town.town.blocks.risk))
    shares[blocks] = 1.0 if kind == AT_CAMERAS else 1.0 / len(blocks)
    town.set_places(kind, shares)


def add_hours(town: Simulation, lever: str, hours: float) -> None:
    """Buy officer hours a day on top of the staff's, for one duty, from today."""
    town.set_lever(lever, hours)
    town.set_lever("bought_hours", town.lever("bought_hours") + hours)


def living_in(town: Simulation, blocks: Rows) -> npt.NDArray[np.bool_]:
    """Which residents live in these blocks, shape (residents,)."""
    return np.isin(town.town.residents.block, blocks)


def stayed(before: Simulation, after: Simulation) -> npt.NDArray[np.bool_]:
    """Residents who have not moved away between two forks of a town, shape (residents,)."""
    same: npt.NDArray[np.bool_] = before.town.residents.person == after.town.residents.person
    return same
