"""Claims about whole towns: the same people and the same luck, one difference."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_towns import (
    ALWAYS,
    EVERYTHING,
    EVERYTHING_ON,
    FLAGSHIP,
    NO_CRIME,
    day_zero,
    different,
    everything,
    lived,
    plain_town,
    scenario,
    trust,
)

from sim.model.processes.calls import CALLS_FOR_HELP
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.stops import STOPS
from sim.model.processes.suspicious_activity import SUSPICIOUS
from sim.model.processes.visits import VISITS_MADE
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return scenario(arms={**FLAGSHIP, "everything": EVERYTHING}, days=120)


# The same luck


def test_a_town_that_follows_an_arm_lives_as_its_fork_does(flagship: Scenario) -> None:
    fork = day_zero(flagship).fork("everything").advance()
    town = day_zero(flagship).fork()
    assert town.follow("everything") is town
    assert different(fork, town.advance()) == []
    assert town.cost == fork.cost > 0.0


def test_a_town_kept_by_another_version_of_the_model_is_refused(
    flagship: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day_zero(flagship).save(tmp_path / "town.npz")
    monkeypatch.setattr("sim.model.saving.model_version", lambda *_: "another")
    with pytest.raises(ValueError, match="another version of the model"):
        Simulation.load(tmp_path / "town.npz")


def test_two_towns_in_one_process_do_not_disturb_each_other(flagship: Scenario) -> None:
    other = scenario(**{**EVERYTHING_ON, "seed": 5})
    one, two = day_zero(flagship).fork("engagement"), day_zero(other).fork("everything")
    while one.day < flagship.days:
        one.advance(7)
        two.advance(3)
    assert different(one, lived(flagship, "engagement")) == []
    assert different(two.advance(), lived(other, "everything")) == []


def test_another_seed_or_replicate_is_another_town(flagship: Scenario) -> None:
    seeds = [day_zero(flagship), day_zero(flagship, 2), day_zero(flagship.with_changes(seed=2))]
    views = [tuple(town.town.residents.anchor) for town in seeds]
    assert len(set(views)) == 3


# The same rules

ORDER_CANNOT_MATTER = (
    "calls", "crime", "crime_risk", "fading", "foot_patrol", "news", "outlook", "records",
    "response", "rotation", "stops", "surveillance", "suspicious_activity", "talk", "visibility",
    "visits",
)  # fmt: skip
BACKWARDS = """
import importlib, sys
from small_towns import lived, plain_town

for name in sys.argv[2:]:
    process = importlib.import_module(f"sim.model.processes.{name}")
    process.range = lambda *args: reversed(range(*args))
lived(plain_town(), "everything").save(sys.argv[1])
"""


def lived_backwards(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """A town whose processes visit residents, blocks and happenings in reverse order.

    But for those that fill slots in the order of identity (issues, ties, gatherings, moving).
    Lived as plain Python in a process of its own, where ``range`` can be turned around.
    """
    subprocess.run(
        [sys.executable, "-c", BACKWARDS, str(path), *ORDER_CANNOT_MATTER],
        check=True,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join([".", "tests"])},
    )
    return everything(Simulation.load(path))


def test_the_order_in_which_people_are_visited_cannot_matter(tmp_path: Path) -> None:
    forwards = everything(lived(plain_town(), "everything"))
    backwards = lived_backwards(tmp_path / "backwards.npz")
    counts = forwards["books.counts"].sum(axis=1)
    for row in (GREETINGS, STOPS, CALLS_FOR_HELP, SUSPICIOUS, VISITS_MADE):
        assert counts[row] > 10.0  # enough for some days on which there is an order
    for name, array in forwards.items():
        if not name.startswith(("contacts.", "incidents.")):  # today's queues
            assert backwards[name] == pytest.approx(array, rel=1e-12, abs=1e-12), name
    turned = [name for name in forwards if forwards[name].tobytes() != backwards[name].tobytes()]
    assert "books.booked" in turned  # the last digits of sums tell that it was turned around


# The same people


# At the edges


US_AND_THEM = {"us": {"share": 0.999}, "them": {"share": 0.001}}
EDGES: dict[str, dict[str, Any]] = {
    "one resident": {"community": {"residents": 1}},
    "every home a block": {"community": {"residents": 30, "residents_per_block": 1}},
    "one block": {"community": {"residents": 300, "residents_per_block": 1000}},
    "one group": {"community": {"residents": 200, "groups": {"us": {"share": 1}}}},
    "an empty group": {"community": {"residents": 20, "groups": US_AND_THEM}},
    "nobody is ever stopped": {
        "community": {"residents": 200, "groups": {"us": {"share": 1, "exposure": 0}}}
    },
    "no crime": {"community": {"residents": 200, "crime": NO_CRIME}},
    "no department": {"department": {"officers_per_1000": 0}},
    "a single day": {"days": 1, "burn_in_days": 1},
}


@pytest.mark.parametrize("edge", EDGES)
def test_a_town_at_the_edge_of_what_can_be_lives_on(edge: str) -> None:
    town = scenario(
        **{"days": 40, "arms": {"all": ALWAYS}, "baseline": "all", "replicates": 1, **EDGES[edge]}
    )
    end = lived(town, "all")
    for name, array in everything(end).items():
        assert np.isfinite(array).all(), name
    held = trust(end)
    assert 0.0 <= held.min() <= held.max() <= 1.0
    assert math.isfinite(end.outcomes()["trust"])
