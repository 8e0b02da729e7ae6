"""What drives crime up and down in a block, as far as each cause goes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.ledger import share_of_change
from sim.model.processes.causes_of_crime import (
    after_a_while,
    block_effect,
    camera_effect,
    conduct_effect,
    density,
    removal_effect,
    repeat_effect,
    riskiness,
    stops_effect,
    town_effect,
)
from sim.model.processes.stops import deterrence_of, slope_with
from sim.model.processes.visibility import seen


def test_a_crime_more_than_expected_raises_the_risk_of_another_for_a_while() -> None:
    assert math.exp(repeat_effect(1.1, 0.1, 0.5)) == pytest.approx(1.5)
    assert repeat_effect(0.1, 0.1, 0.5) == 0.0  # as many as were to be expected
    assert repeat_effect(3.0, 0.1, 0.0) == 0.0  # switched off
    assert math.exp(repeat_effect(0.0, 9.0, 1.0)) == pytest.approx(0.05)  # never below a twentieth


def test_half_the_offending_taken_out_is_half_the_crime() -> None:
    assert math.exp(removal_effect(0.5, 1.0)) == pytest.approx(0.5)
    assert removal_effect(0.8, 0.8) == 0.0  # as usual


def test_police_can_prevent_most_where_crime_is_concentrated_and_nothing_where_there_is_none() -> (
    None
):
    assert riskiness(0.0, 4.0) == 0.0
    assert riskiness(1.0, 4.0) == pytest.approx(1 / 17)
    assert riskiness(4.0, 4.0) == 0.5
    assert riskiness(12.0, 4.0) == pytest.approx(144 / 160)


def test_a_tenth_more_police_hours_lower_violence_by_four_percent() -> None:
    assert town_effect(110.0, 100.0, 0.42) == pytest.approx(-0.42 * math.log(1.1))
    assert 1.0 - math.exp(town_effect(110.0, 100.0, 0.42)) == pytest.approx(0.0392, abs=1e-4)
    assert town_effect(100.0, 100.0, 0.42) == 0.0


def test_the_elasticity_is_held_constant_beyond_half_and_double_the_usual_hours() -> None:
    assert town_effect(200.0, 100.0, 0.42) == town_effect(900.0, 100.0, 0.42)
    assert town_effect(50.0, 100.0, 0.42) == town_effect(0.0, 100.0, 0.42)
    assert town_effect(50.0, 100.0, 0.42) == pytest.approx(0.42 * math.log(2.0))


def test_a_town_that_never_had_police_has_nothing_to_compare_with() -> None:
    assert town_effect(10.0, 0.0, 0.42) == 0.0


def test_presence_in_a_block_saturates() -> None:
    # most .36, scale .8 hours: from none to .8 hours a day prevents .36 (1 - 1/e) log points
    assert block_effect(0.8, 0.0, 0.36, 0.8, 1.0) == pytest.approx(-0.36 * (1 - math.exp(-1)))
    assert block_effect(100.0, 0.0, 0.36, 0.8, 1.0) == pytest.approx(-0.36)
    first, second = block_effect(0.8, 0.0, 0.36, 0.8, 1.0), block_effect(1.6, 0.8, 0.36, 0.8, 1.0)
    assert second == pytest.approx(first / math.e)


def test_a_shape_above_one_asks_for_more_hours_before_anything_happens() -> None:
    little, much = 0.2, 0.8  # officer hours a day; a scale of .8
    assert block_effect(much, 0.0, 0.36, 0.8, 2.0) == block_effect(much, 0.0, 0.36, 0.8, 1.0)
    straight = block_effect(little, 0.0, 0.36, 0.8, 1.0)
    assert block_effect(little, 0.0, 0.36, 0.8, 2.0) > straight > -0.36
    assert block_effect(little, 0.0, 0.36, 0.8, 0.5) < straight
    assert block_effect(0.3, 0.3, 0.36, 0.8, 2.0) == 0.0


def test_presence_that_lasts_wears_off_and_leaves_something_when_it_ends() -> None:
    assert after_a_while(-0.3, 0.36, 0.0, 0.5, 0.2) == -0.3  # on the first day
    assert after_a_while(-0.3, 0.36, 1.0, 0.5, 0.0) == pytest.approx(-0.15)
    assert after_a_while(-0.3, 0.36, 1.0, -0.5, 0.0) == pytest.approx(-0.45)  # it grows
    assert after_a_while(0.0, 0.36, 0.5, 0.5, 0.2) == pytest.approx(-0.036)  # police have left
    assert after_a_while(0.0, 0.36, 0.5, 0.5, -0.2) == pytest.approx(0.036)  # crime makes up
    assert after_a_while(-0.3, 0.36, 0.9, 0.0, 0.0) == -0.3  # switched off


def test_the_usual_presence_prevents_nothing_more_and_less_of_it_lets_crime_rise() -> None:
    assert block_effect(0.3, 0.3, 0.36, 0.8, 1.0) == 0.0
    assert block_effect(0.0, 0.8, 0.36, 0.8, 1.0) == pytest.approx(0.36 * (1 - math.exp(-1)))


def test_better_conduct_lowers_crime_beyond_a_threshold_and_worse_conduct_hardly_raises_it() -> (
    None
):
    usual = 1.0 / (1.0 + math.exp(4.0))  # a threshold of .04 is four scales of .01 away
    assert conduct_effect(0.0, 0.26, 0.04, 0.01) == 0.0
    assert conduct_effect(0.04, 0.26, 0.04, 0.01) == pytest.approx(-0.26 * (0.5 - usual))
    assert conduct_effect(1.0, 0.26, 0.04, 0.01) == pytest.approx(-0.26 * (1.0 - usual))
    assert conduct_effect(-1.0, 0.26, 0.04, 0.01) == pytest.approx(0.26 * usual)


def test_stops_make_a_pattern_only_when_they_repeat() -> None:
    assert density(0.0, 20.0) == 0.0
    assert density(20.0, 20.0) == pytest.approx(1.0 - math.exp(-1.0))
    assert density(2.0, 20.0) == pytest.approx(0.01, rel=0.01)  # a tenth of the stops: a hundredth


def test_only_stops_beyond_the_usual_deter_and_ever_less() -> None:
    assert stops_effect(3.0, 5.0, 0.40, 2.0) == 0.0  # fewer than usual: no more crime
    assert stops_effect(5.0, 5.0, 0.40, 2.0) == 0.0
    assert stops_effect(7.0, 5.0, 0.40, 2.0) == pytest.approx(-0.40 * (1 - math.exp(-1)))


def test_stops_without_good_reason_deter_nobody() -> None:
    assert deterrence_of(0.6, 0.2) == pytest.approx(0.4)
    assert deterrence_of(0.2, 0.2) == 0.0
    assert deterrence_of(0.1, 0.2) == 0.0


def test_force_and_arrests_grow_as_conduct_falls() -> None:
    assert slope_with(0.68, 0.68, 2.0) == 1.0
    assert slope_with(0.18, 0.68, 2.0) == pytest.approx(math.exp(2.0 * 0.5))
    assert slope_with(0.93, 0.68, 2.0) == pytest.approx(math.exp(-2.0 * 0.25))


def test_a_monitored_camera_prevents_its_share() -> None:
    assert math.exp(camera_effect(1.0, 1.0, 0.17, 0.10)) == pytest.approx(1 - 0.17)


def test_a_camera_nobody_watches_prevents_a_tenth_of_a_monitored_ones_share() -> None:
    assert math.exp(camera_effect(1.0, 0.0, 0.17, 0.10)) == pytest.approx(1 - 0.017)


def test_a_camera_watched_half_the_day_prevents_in_proportion() -> None:
    assert math.exp(camera_effect(1.0, 0.5, 0.17, 0.10)) == pytest.approx(1 - 0.17 * 0.55)


def test_a_second_camera_on_a_block_adds_nothing_and_half_a_camera_half() -> None:
    assert camera_effect(2.0, 1.0, 0.17, 0.10) == camera_effect(1.0, 1.0, 0.17, 0.10)
    assert math.exp(camera_effect(0.5, 1.0, 0.17, 0.10)) == pytest.approx(1 - 0.085)
    assert camera_effect(0.0, 1.0, 0.17, 0.10) == 0.0


def test_police_on_foot_are_noticed_sooner_than_police_in_cars() -> None:
    assert seen(0.0, 0.0, 0.15, 0.50) == 0.0
    assert seen(2.0, 1.0, 0.15, 0.50) == pytest.approx(1 - math.exp(-0.8))  # 2 x .15 + 1 x .5
    assert seen(0.0, 1.0, 0.15, 0.50) > seen(1.0, 0.0, 0.15, 0.50)


# The crime book


def test_a_doubling_of_crime_is_shared_out_at_1_over_the_logarithm_of_2() -> None:
    assert share_of_change(2.0, math.log(2.0)) == pytest.approx(1.0 / math.log(2.0))
    assert share_of_change(1.0, 0.0) == 1.0
    assert share_of_change(0.5, math.log(0.5)) == pytest.approx(0.5 / math.log(2.0))


@given(effects=st.lists(st.floats(-1.0, 1.0), min_size=1, max_size=9))
def test_the_causes_of_a_change_in_crime_sum_to_the_change(effects: list[float]) -> None:
    multiplier = math.exp(sum(effects))
    booked = [share_of_change(multiplier, sum(effects)) * effect for effect in effects]
    assert math.fsum(booked) == pytest.approx(multiplier - 1.0, abs=1e-13, rel=1e-9)


@given(log=st.floats(-1e-5, 1e-5))
def test_a_change_too_small_to_divide_by_is_still_split_exactly(log: float) -> None:
    assert share_of_change(math.exp(log), log) * log == pytest.approx(math.expm1(log), abs=1e-15)
