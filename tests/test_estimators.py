"""Estimators of the trials: known answers, and a control each."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.evidence.estimators import (
    Factor,
    Ratio,
    change_against_controls,
    effect_on_treated,
    elasticity,
    logit,
    odds_ratio,
    over_replicates,
    t_of_difference,
)


def test_plain_values_are_averaged_with_a_t_interval() -> None:
    found = over_replicates([1.0, 2.0, 3.0])
    half = 4.302652729696142 / math.sqrt(3.0)  # t with two degrees of freedom, deviation 1
    assert (found.mean, found.count) == (2.0, 3)
    assert (found.low, found.high) == pytest.approx((2.0 - half, 2.0 + half))


def test_ratios_are_pooled_before_they_are_divided() -> None:
    found = over_replicates([Ratio(1.0, 1.0), Ratio(1.0, 9.0)])
    assert found.mean == pytest.approx(0.2)  # not the mean of 1 and 1/9


def test_the_interval_of_a_pooled_ratio_covers_the_truth_as_often_as_it_says() -> None:
    luck = np.random.default_rng(1)
    covered = 0
    for _ in range(1000):
        below = luck.uniform(50.0, 150.0, 30)
        above = 0.3 * below + luck.normal(0.0, 5.0, 30)
        found = over_replicates([Ratio(a, b) for a, b in zip(above, below, strict=True)])
        covered += found.low <= 0.3 <= found.high
    assert 920 <= covered <= 975


def test_factors_are_averaged_in_logarithms() -> None:
    assert over_replicates([Factor(0.5), Factor(2.0)]).mean == pytest.approx(1.0)


def test_a_measure_of_two_kinds_is_refused() -> None:
    with pytest.raises(TypeError, match="one kind"):
        over_replicates([1.0, Ratio(1.0, 2.0)])


def test_one_town_gives_no_interval() -> None:
    assert math.isnan(over_replicates([1.0]).low)
    assert math.isnan(over_replicates([Ratio(1.0, 2.0)]).low)


def test_assignment_as_an_instrument_recovers_the_effect_on_those_reached() -> None:
    luck = np.random.default_rng(2)
    people = 200_000
    assigned = (luck.random(people) < 0.5).astype(float)
    sociable = luck.normal(size=people)  # opens the door, and trusts more anyway
    reached = assigned * (sociable + luck.normal(size=people) > 0.3)
    outcome = 0.5 * reached + sociable + luck.normal(size=people)
    effect = effect_on_treated(outcome, assigned, reached)
    assert effect.above / effect.below == pytest.approx(0.5, abs=0.05)
    naive = outcome[reached == 1].mean() - outcome[reached == 0].mean()
    assert naive > 0.9  # the control: comparing those reached with all others overstates it


def test_welchs_t_of_a_known_difference() -> None:
    one, other = np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, 2.0])
    assert t_of_difference(one, other) == pytest.approx(1.0 / math.sqrt(2.0 / 3.0))


def test_an_odds_ratio_counts_change_against_controls() -> None:
    assert odds_ratio(0.5, 0.6, 0.5, 0.5).value == pytest.approx(1.5)
    assert odds_ratio(0.5, 0.6, 0.5, 0.6).value == pytest.approx(1.0)  # all improved alike


def test_a_difference_in_differences_leaves_out_what_happened_everywhere() -> None:
    assert change_against_controls(80.0, 100.0, 100.0, 100.0) == pytest.approx(-20.0)
    assert change_against_controls(80.0, 100.0, 80.0, 100.0) == pytest.approx(0.0)


def test_the_slope_in_logs_is_the_elasticity() -> None:
    officers = np.array([8.0, 9.0, 10.0, 11.0, 12.0])
    assert elasticity(officers, 300.0 * officers**-0.35) == pytest.approx(-0.35)


def test_logistic_regression_recovers_planted_coefficients() -> None:
    luck = np.random.default_rng(3)
    predictors = luck.normal(size=(100_000, 2))
    chance = 1.0 / (1.0 + np.exp(-(-0.5 + 1.2 * predictors[:, 0])))
    outcome = (luck.random(len(chance)) < chance).astype(float)
    assert logit(outcome, predictors) == pytest.approx([-0.5, 1.2, 0.0], abs=0.03)
