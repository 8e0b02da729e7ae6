"""What the intervals say, against answers that are published or can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.study.statistics import Estimate, contrasts, estimate, t_quantile

# Hours of sleep gained by ten patients under two drugs (Student 1908, Biometrika 6, table p. 20).
FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


@pytest.mark.parametrize(
    ("confidence", "degrees", "table"),
    [(0.95, 1, 12.706), (0.95, 9, 2.262), (0.95, 29, 2.045), (0.99, 4, 4.604), (0.80, 19, 1.328)],
)
def test_t_quantiles_are_those_of_the_printed_table(
    confidence: float, degrees: int, table: float
) -> None:
    assert t_quantile(confidence, degrees) == pytest.approx(table, abs=5e-4)


def test_students_sleep_data_give_their_known_paired_interval() -> None:
    found = estimate(np.subtract(SECOND_DRUG, FIRST_DRUG))
    assert found.mean == pytest.approx(1.58)
    assert (found.low, found.high) == pytest.approx((0.7001142, 2.4598858), abs=1e-7)
    assert found.same_sign == 0.9  # one patient of ten slept neither more nor less
    assert found.count == 10
    assert found.clear


def test_pairing_sees_what_an_unpaired_look_does_not() -> None:
    luck = np.array([40.0, 45.0, 50.0, 55.0, 60.0])
    arm = luck + np.array([0.9, 1.0, 1.1, 1.0, 1.0])
    assert estimate(np.subtract(arm, luck)).clear
    assert estimate(arm).low < estimate(luck).high  # the levels overlap widely


def test_a_higher_confidence_reaches_further() -> None:
    narrow, wide = (estimate(np.subtract(SECOND_DRUG, FIRST_DRUG), level) for level in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.mean < narrow.high < wide.high
    assert not wide.clear or wide.low > 0


def test_nineteen_of_twenty_intervals_hold_the_true_mean() -> None:
    draws = np.random.default_rng(1).normal(3.0, 2.0, (4000, 5))
    holds = [found.low <= 3.0 <= found.high for found in map(estimate, draws)]
    assert np.mean(holds) == pytest.approx(0.95, abs=0.012)


def test_arms_without_any_difference_agree_in_sign_and_are_not_clear() -> None:
    found = estimate(np.subtract([50.1, 49.9, 51.0], [50.1, 49.9, 51.0]))
    assert (found.mean, found.low, found.high, found.same_sign) == (0.0, 0.0, 0.0, 1.0)
    assert not found.clear


def test_the_share_of_the_same_sign_counts_zeros_against_the_mean() -> None:
    assert estimate([-3.0, -1.0, 0.0, 1.0]).same_sign == 0.5


def test_one_replicate_has_a_mean_but_no_interval() -> None:
    found = estimate(np.subtract([51.0], [50.0]))
    assert found.mean == 1.0
    assert math.isnan(found.low)
    assert math.isnan(found.high)
    assert not found.has_interval
    assert not found.clear


def test_a_replicate_without_a_value_is_left_out_as_a_pair() -> None:
    found = estimate(np.subtract([1.0, math.nan, 3.0, 9.0], [0.0, 5.0, 1.0, math.nan]))
    assert found.count == 2
    assert found.mean == 1.5


def test_without_any_value_nothing_is_known() -> None:
    found = estimate([math.nan, math.nan])
    assert found.count == 0
    assert math.isnan(found.mean)
    assert math.isnan(found.same_sign)


def test_every_arm_meets_the_baseline_first_and_then_every_other_arm_both_ways() -> None:
    assert contrasts(["a", "base", "b", "c"], "base") == [
        ("a", "base"), ("b", "base"), ("c", "base"),
        ("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"), ("c", "a"), ("c", "b"),
    ]  # fmt: skip
    assert contrasts(["alone"], "alone") == []


def test_the_near_end_of_an_interval_is_the_one_closer_to_zero() -> None:
    assert Estimate(2.0, 0.5, 3.5, 1.0, 4).near == 0.5
    assert Estimate(-2.0, -3.5, -0.5, 1.0, 4).near == -0.5
    assert math.isnan(estimate([1.0]).near)
