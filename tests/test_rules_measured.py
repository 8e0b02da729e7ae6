"""Rules of outcomes: what they give for numbers that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
from small_towns import day_zero, scenario

from sim.model.measured import ratio, safety_from


def test_a_ratio_of_nothing_is_unknown() -> None:
    assert ratio(3.0, 4.0) == 0.75
    assert ratio(0.0, 4.0) == 0.0
    assert math.isnan(ratio(3.0, 0.0))


def test_safety_is_half_at_the_usual_crime_and_nothing_from_twice_of_it() -> None:
    assert safety_from(30.0, 30.0) == 50.0
    assert safety_from(0.0, 30.0) == safety_from(0.0, 0.0) == 100.0
    assert safety_from(60.0, 30.0) == safety_from(90.0, 30.0) == 0.0
    assert math.isnan(safety_from(30.0, 0.0))
    assert math.isnan(safety_from(math.nan, 30.0))


def test_a_summary_gives_what_was_booked_by_resident() -> None:
    simulation = day_zero(scenario())
    town = simulation.town
    town.books.booked[1, 0, 3] = 0.5
    town.books.left[1, 0, 3] = 0.25
    town.books.crime[2, 1, 4] = -2.0
    town.books.idle[5] = 30.0
    simulation.day = 60
    found = simulation.summary()
    people = town.groups.people
    assert list(found.ledger[1, 1, 3] * people[0]) == [50.0, 25.0]
    assert np.allclose(found.ledger[1, 0, 3] * people.sum(), [50.0, 25.0], rtol=1e-15)
    assert found.crime_book[2, 1, 4] == -2000.0 / people.sum()
    assert found.idle_hours[5] == 0.5
    assert list(found.ledger_days) == [30, 60, 90]
    here = town.residents.block == 2
    trust = town.residents.standing + town.residents.impression
    assert math.isclose(found.block_trust[2], 100.0 * trust[here].mean(), rel_tol=1e-14)


def test_who_lives_nowhere_has_no_trust() -> None:
    simulation = day_zero(scenario())
    town = simulation.town
    town.residents.block[:] = 0
    town.groups.people[1] = 0
    found = simulation.summary()
    assert np.isnan(found.block_trust[1:]).all()
    assert np.isnan(found.ledger[:, 2]).all()
    assert not np.isnan(found.ledger[:, 1]).any()
