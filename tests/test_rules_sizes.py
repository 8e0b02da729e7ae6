"""How large a town is: numbers that can be worked out by hand."""

from __future__ import annotations

import numpy as np
from small_towns import day_zero, scenario

from sim.model.sizes import number_of_beats, number_of_blocks, usual_officers


def test_there_is_at_least_one_officer_unless_there_are_to_be_none() -> None:
    assert usual_officers(2.4, 5000) == 12.0
    assert usual_officers(2.4, 100) == 1.0
    assert usual_officers(0.0, 5000) == 0.0


def test_blocks_have_about_as_many_homes_as_asked_for_and_beats_about_twenty_blocks() -> None:
    assert number_of_blocks(1000, 25) == 40
    assert number_of_blocks(1012, 25) == 40
    assert number_of_blocks(1013, 25) == 41
    assert number_of_blocks(3, 25) == 1
    assert number_of_beats(40) == 2
    assert number_of_beats(49) == 2
    assert number_of_beats(51) == 3
    assert number_of_beats(1) == 1


def test_there_is_a_record_on_day_0_on_every_tenth_day_and_on_the_last() -> None:
    town = day_zero(scenario(days=95, record_every=10)).town
    assert list(town.books.record_days) == [*range(0, 95, 10), 95]
    assert len(town.books.impression_left) == 96
    assert len(town.books.booked) == 4  # three periods of thirty days, and five days
    assert np.bincount(town.residents.block).tolist() == town.blocks.homes.tolist()
