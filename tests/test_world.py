"""Claims about whole towns: the same people and the same luck, one difference."""

from __future__ import annotations

import dataclasses
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

from sim import counts as c
from sim import simulation as simulation_module
from sim.scenario import Scenario
from sim.simulation import Simulation


@pytest.fixture(scope="module")
def flagship() -> Scenario:
    return scenario(arms={**FLAGSHIP, "everything": EVERYTHING}, days=120)


# The same luck


def test_an_arm_without_levers_is_business_as_usual_bit_for_bit(flagship: Scenario) -> None:
    assert different(lived(flagship, "business_as_usual"), lived(flagship)) == []


def test_arms_are_the_same_until_the_day_on_which_they_differ() -> None:
    late = {"outreach": {"share": 1.0, "from": 60}}
    town = scenario(arms={"business_as_usual": {}, "late": late})
    usual, other = (day_zero(town).fork(arm) for arm in town.arms)
    for _ in range(60):
        assert different(usual.advance(1), other.advance(1)) == []
    assert "books.hours" in different(usual.advance(1), other.advance(1))
    assert trust(other.advance()).mean() != trust(usual.advance()).mean()


def test_a_fork_in_which_nothing_is_changed_lives_the_same_life(flagship: Scenario) -> None:
    original = day_zero(flagship).fork("everything").advance(50)
    fork = original.fork()
    assert different(original.advance(), fork.advance()) == []


def test_a_town_that_follows_an_arm_lives_as_its_fork_does(flagship: Scenario) -> None:
    fork = day_zero(flagship).fork("everything").advance()
    town = day_zero(flagship).fork()
    assert town.follow("everything") is town
    assert different(fork, town.advance()) == []
    assert town.cost == fork.cost > 0.0


def test_what_happens_in_a_fork_does_not_reach_the_original(flagship: Scenario) -> None:
    original = day_zero(flagship).fork("engagement").advance(20)
    kept = {name: array.copy() for name, array in everything(original).items()}
    original.fork().shift_trust(-20).set_lever("stop_hours", 20).advance()
    assert all((kept[name] == array).all() for name, array in everything(original).items())


def test_a_life_in_one_go_equals_a_life_day_by_day(flagship: Scenario) -> None:
    day_by_day = day_zero(flagship).fork("everything")
    while day_by_day.day < flagship.days:
        day_by_day.advance(1)
    assert different(day_by_day, lived(flagship, "everything")) == []


def test_looking_at_a_town_does_not_change_it(flagship: Scenario) -> None:
    watched = day_zero(flagship).fork("everything").advance(37)
    watched.outcomes(), watched.series(), watched.ledger(), watched.crime_book()
    assert different(watched.advance(), lived(flagship, "everything")) == []


def test_a_town_that_was_put_away_goes_on_as_if_it_had_not_been(
    flagship: Scenario, tmp_path: Path
) -> None:
    original = day_zero(flagship).fork("everything").advance(45)
    original.save(tmp_path / "town.npz")
    loaded = Simulation.load(tmp_path / "town.npz")
    assert different(original, loaded) == []
    assert different(original.advance(), loaded.advance()) == []
    assert loaded.outcomes() == pytest.approx(original.outcomes(), abs=0.0, nan_ok=True)


def test_a_town_kept_by_another_version_of_the_model_is_refused(
    flagship: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day_zero(flagship).save(tmp_path / "town.npz")
    monkeypatch.setattr(simulation_module, "model_version", lambda: "another")
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


@pytest.mark.parametrize("arm", ["engagement", "surveillance"])
def test_a_result_does_not_depend_on_what_other_arms_the_file_has(arm: str) -> None:
    department = {"officers_per_1000": 9}  # four posts, the last for part of the time
    crowd = {**FLAGSHIP, "many_officers": {"funding": {"officers": 40}}}
    alone = lived(scenario(arms={arm: FLAGSHIP[arm]}, baseline=arm, department=department), arm)
    among = lived(scenario(arms=crowd, department=department), arm)
    posts = len(alone.town.officers.hours)
    assert len(among.town.officers.hours) > posts  # room for officers that this arm never hires
    for name, array in everything(alone).items():
        if name.startswith("officers."):
            assert (everything(among)[name][:posts] == array).all(), name
        elif name != "beats.posts":
            assert everything(among)[name].tobytes() == array.tobytes(), name


def test_another_seed_or_replicate_is_another_town(flagship: Scenario) -> None:
    seeds = [day_zero(flagship), day_zero(flagship, 2), day_zero(flagship.with_changes(seed=2))]
    views = [tuple(town.town.residents.anchor) for town in seeds]
    assert len(set(views)) == 3


def test_one_more_resident_changes_no_draw_of_anybody_else() -> None:
    """Compared where nothing but luck could differ: other blocks, no talk, no crime, no norms.

    (Crime would spread over one home more, and officers would warm to one person more.)
    """
    town = scenario(
        days=60,
        community={"residents": 400, "crime": NO_CRIME},
        arms=FLAGSHIP,
        assumptions={
            "talk.chance": 0,
            "fading.norm": 1e6,
            "contact.officer_warming": 0,
            "contact.officer_learning": 0,
        },
    )
    usual = day_zero(town).fork("engagement")
    larger = usual.fork().add_resident()
    others = slice(0, int(usual.town.blocks.first[-1]))  # all blocks but the newcomer's
    usual.advance()
    larger.advance()
    assert len(larger.town.residents.block) == 401
    assert abs(trust(usual)[others] - day_zero(town).town.residents.anchor[others]).max() > 0.05
    assert trust(larger)[others] == pytest.approx(trust(usual)[others], abs=1e-9)
    for name in ("person", "watch", "volunteer", "chilled_until", "story_day"):
        before, after = (getattr(each.town.residents, name)[others] for each in (usual, larger))
        assert (before == after).all(), name


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
    importlib.import_module(f"sim.processes.{name}").range = lambda *args: reversed(range(*args))
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
    for row in (c.GREETINGS, c.STOPS, c.CALLS_FOR_HELP, c.SUSPICIOUS, c.VISITS_MADE):
        assert counts[row] > 10.0  # enough for some days on which there is an order
    for name, array in forwards.items():
        if not name.startswith(("contacts.", "incidents.")):  # today's queues
            assert backwards[name] == pytest.approx(array, rel=1e-12, abs=1e-12), name
    turned = [name for name in forwards if forwards[name].tobytes() != backwards[name].tobytes()]
    assert "books.booked" in turned  # the last digits of sums tell that it was turned around


# The same people


def test_every_column_keeps_to_the_range_that_it_declares() -> None:
    limits = {
        "0-1": (0.0, 1.0),
        "yes/no": (0, 1),
        "-1 to 1": (-1.0, 1.0),
        "-0.25 to 0.25": (-0.25, 0.25),
    }
    now = day_zero(scenario(**EVERYTHING_ON)).fork("everything")
    checked = set()
    while now.day < now.scenario.days:
        now.advance(10)
        for table, columns in now.town.columns():
            for field in dataclasses.fields(columns) if table != "luck" else ():
                if field.metadata["unit"] in limits:
                    low, high = limits[field.metadata["unit"]]
                    array = getattr(columns, field.name)
                    assert low <= array.min() <= array.max() <= high, (table, field.name, now.day)
                    checked.add(f"{table}.{field.name}")
    assert {"residents.worry", "blocks.disorder", "officers.regard", "groups.norm"} <= checked


def test_ties_are_mutual_and_nobody_is_tied_to_oneself_or_twice() -> None:
    residents = lived(scenario(**EVERYTHING_ON), "everything").town.residents
    pairs = set()
    for who, number in enumerate(residents.ties):
        friends = list(residents.friends[who, :number])
        assert len(set(friends)) == number
        assert who not in friends
        assert (residents.friends[who, number:] == -1).all()
        pairs |= {(who, int(friend)) for friend in friends}
    assert pairs == {(b, a) for a, b in pairs}
    assert 3.0 < len(pairs) / 400 < 9.0


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
