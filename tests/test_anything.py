"""Whatever a person hands over, a town is right afterwards or says in a sentence what is wrong."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from small_towns import day_zero

from sim.mesa.agents import Officer, Resident
from sim.mesa.model import TrustModel
from sim.model.simulation import Simulation
from tests import anything, ask_anything
from tests.anything import NO_VERBS, a_town, public
from tests.ask_anything import World

CALLS = 200


def test_no_value_breaks_a_town_or_ends_the_interpreter() -> None:
    told = ask_anything.try_in_children(CALLS)
    assert told.wrong == [], str(told)
    assert told.counts["calls"] == CALLS
    assert told.counts["refused"] > CALLS // 4
    assert told.counts["accepted"] > CALLS // 4


def test_every_public_verb_and_attribute_is_tried() -> None:
    assert public(Simulation) - NO_VERBS["Simulation"] == set(anything.SIMULATION)
    assert public(TrustModel) - NO_VERBS["TrustModel"] == set(anything.MODEL)
    assert public(Resident) - NO_VERBS["Agent"] == set(anything.RESIDENT)
    assert public(Officer) - NO_VERBS["Agent"] == set(anything.OFFICER)


def trust_above_100(world: World) -> None:
    world.model.simulation.town.residents.standing[3] = 1.7


def a_trust_that_is_no_number(world: World) -> None:
    world.model.simulation.town.residents.impression[3] = float("nan")


def a_worry_that_is_no_number(world: World) -> None:
    world.model.simulation.town.residents.worry[3] = float("nan")


def a_change_that_was_not_booked(world: World) -> None:
    world.model.simulation.town.residents.standing[3] -= 0.01


def hours_of_nobody(world: World) -> None:
    world.model.simulation.town.department.hours[0, 2] += 1000.0


@pytest.mark.parametrize(
    "damage",
    [
        trust_above_100, a_trust_that_is_no_number, a_worry_that_is_no_number,
        a_change_that_was_not_booked, hours_of_nobody,
    ],
)  # fmt: skip
def test_a_town_that_is_wrong_is_noticed(damage: Callable[[World], None]) -> None:
    world = World(day_zero(a_town()), random.Random(1))
    assert world._broken() == []
    damage(world)
    assert world._broken() != []


@pytest.mark.parametrize(
    "error",
    [
        ValueError("quality is wrong\nat line 2"), TypeError("No matching definition for Numba"),
        IndexError("list index out of range"), ZeroDivisionError("quality"), ValueError(""),
        ValueError("quality " * 100),
    ],
)  # fmt: skip
def test_an_answer_that_helps_nobody_is_noticed(error: Exception) -> None:
    assert ask_anything._faults(error, "Simulation.contact") != []


def test_an_answer_that_helps_is_let_through() -> None:
    with pytest.raises(ValueError, match="quality") as refused:
        day_zero(a_town()).contact(1, "visit", 2.0)
    assert ask_anything._faults(refused.value, "Simulation.contact") == []
