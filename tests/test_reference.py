"""The fast model lives the same lives as a plain Mesa model of one object per person."""

from __future__ import annotations

import functools
from pathlib import Path

import mesa
import numpy as np
import pytest
from reference import ReferenceModel
from reference.comparison import columns_of_reference, differences, ties_of_simulation
from small_towns import resized

from sim.model.numbers import numbers_record
from sim.model.plan import make_plan
from sim.model.processes.fading import FADING, REVERSION
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.town import build_town

HERE = Path(__file__).parent
DEMO = HERE.parent / "scenarios" / "engagement_vs_surveillance.yaml"
EVERYTHING_ON = HERE / "scenarios" / "everything_on.yaml"


@functools.cache
def small(path: Path) -> Scenario:
    """A scenario of 150 days in a town of about 200."""
    return resized(load_scenario(path), 210, days=150)


@functools.cache
def day_0(path: Path) -> Simulation:
    return Simulation.start(small(path))


@functools.cache
def everything_on() -> Simulation:
    return day_0(EVERYTHING_ON).fork("everything_on").advance()


def live_both(model: ReferenceModel, fast: Simulation, days: int) -> None:
    for _ in range(days):
        model.step()
        fast.advance(1)
        assert differences(model, fast) == [], f"on day {model.day - 1}"


@pytest.mark.parametrize("arm", load_scenario(DEMO).arms)
def test_every_arm_of_the_demo_is_lived_alike(arm: str) -> None:
    live_both(ReferenceModel(small(DEMO), arm), day_0(DEMO).fork(arm), 150)


@pytest.mark.parametrize("arm", load_scenario(EVERYTHING_ON).arms)
def test_a_town_in_which_everything_happens_is_lived_alike(arm: str) -> None:
    live_both(ReferenceModel(small(EVERYTHING_ON), arm), day_0(EVERYTHING_ON).fork(arm), 150)


def test_the_burn_in_is_lived_alike_from_its_first_day() -> None:
    scenario = day_0(EVERYTHING_ON).scenario
    town = build_town(scenario, numbers_record(scenario.numbers()), 1)
    plan = make_plan(scenario, town, None)
    first = Simulation(scenario, None, 1, town, plan, -scenario.burn_in_days, 0)
    live_both(ReferenceModel(scenario, start=first.fork()), first, scenario.burn_in_days)
    assert first.day == 0


def test_who_is_visited_first_changes_nothing() -> None:
    scenario = small(EVERYTHING_ON)
    one, other = (ReferenceModel(scenario, "everything_on", rng=rng) for rng in (1, 2))
    for _ in range(60):
        one.step()
        other.step()
    here, there = columns_of_reference(one), columns_of_reference(other)
    for name, values in here.items():
        np.testing.assert_allclose(values, there[name], rtol=0, atol=1e-12, err_msg=name)


def test_the_comparison_notices_a_gain_that_is_off_by_a_millionth() -> None:
    scenario = small(DEMO).with_changes(assumptions={"contact.gain": 0.310001})
    model = ReferenceModel(small(DEMO), "engagement")
    fast = Simulation.start(scenario).fork("engagement").advance(20)
    for _ in range(20):
        model.step()
    assert any(found.startswith("residents.impression") for found in differences(model, fast))


def test_the_comparison_notices_news_that_leaves_its_district() -> None:
    model = ReferenceModel(small(EVERYTHING_ON), "everything_on")
    fast = day_0(EVERYTHING_ON).fork("everything_on")
    (local,) = np.flatnonzero(~fast.plan.shock_here.all(axis=1))
    fast.plan.shock_here[local] = 1
    last = int(fast.plan.shock_day[local])
    for _ in range(last):
        model.step()
    assert differences(model, fast.advance(last)) == []
    model.step()
    found = differences(model, fast.advance(1))
    assert any(each.startswith("residents.impression") for each in found)


def test_everything_on_moves_trust_through_every_channel() -> None:
    books = everything_on().town.books
    moved = {line.name: np.abs(books.booked[..., row]).sum() for row, line in enumerate(CHANNELS)}
    assert [name for name, change in moved.items() if change == 0.0] == []
    left = {row: np.abs(books.left[..., row]).sum() for row in range(len(CHANNELS))}
    # Fading and drift leave nothing of their own: what is left stands with what caused it.
    assert [row for row, change in left.items() if change == 0.0] == [FADING, REVERSION]


def test_everything_on_moves_crime_through_every_cause() -> None:
    books = everything_on().town.books
    moved = {line.name: np.abs(books.crime[..., row]).sum() for row, line in enumerate(CAUSES)}
    assert [name for name, change in moved.items() if change == 0.0] == []


def test_everything_on_counts_every_happening_and_every_duty() -> None:
    books = everything_on().town.books
    happened = books.counts.sum(axis=1)
    assert [row for row in range(len(COUNTS)) if happened[row] == 0.0] == []
    assert [
        duty.name for duty, hours in zip(DUTIES, books.hours, strict=True) if hours == 0.0
    ] == []


def test_everything_on_turns_what_only_the_state_shows() -> None:
    before, after = day_0(EVERYTHING_ON), everything_on()
    assert len(np.unique(after.plan.stage)) > 5
    assert ties_of_simulation(before) - ties_of_simulation(after), "no tie faded"
    assert after.town.residents.ties.max() == after.town.residents.friends.shape[1], "room for ties"
    for column in ("watch", "volunteer"):
        was, is_now = (getattr(each.town.residents, column) for each in (before, after))
        assert (is_now > was).any(), f"nobody joined: {column}"
        assert (is_now < was).any(), f"nobody lapsed: {column}"
    groups = after.town.blocks.community_group - before.town.blocks.community_group
    assert groups.max() == 1, "no residents' group was founded"
    assert groups.min() == -1, "no residents' group fell asleep"
    officers = after.town.officers
    assert (officers.person > before.town.officers.person).any(), "no officer left"
    assert (officers.training > 0.0).any(), "no officer was trained"
    assert (officers.hours[officers.hired == 1] > 0.0).any(), "nobody was hired"
    assert after.town.blocks.cameras.sum() == 0.0, "cameras come down again"
    assert (after.town.residents.chilled_until > 0).any(), "nobody was searched"
    assert (after.town.residents.grievance > 0.0).any(), "nobody bears a grudge"


def test_the_reference_is_a_mesa_model_that_batches() -> None:
    """The peer of the model in benchmarks is used as any Mesa model is."""
    rows = mesa.batch_run(
        ReferenceModel,
        {"scenario": [small(DEMO)], "arm": ["engagement", "funding"]},
        max_steps=5,
        display_progress=False,
    )
    assert [row["arm"] for row in rows] == ["engagement", "funding"]
    assert all(0.0 < row["trust"] < 1.0 for row in rows)
