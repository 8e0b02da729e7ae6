"""Mixes of strategies fill the budget evenly, and one beats another only beyond luck."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.study.frontier.mixes import SPENDS, first_mixes, rounded, spread_out
from sim.study.frontier.picks import lags
from sim.study.frontier.refine import next_mixes
from sim.study.frontier.unbeaten import beats, confidence, stays_unbeaten, unbeaten

SCENARIOS = Path(__file__).parents[1] / "scenarios"

# -- mixes ---------------------------------------------------------------------------------------

weights = st.lists(st.floats(0.0, 10.0), min_size=2, max_size=6).filter(lambda w: sum(w) > 0.01)


@settings(max_examples=50)
@given(weights, st.sampled_from(SPENDS))
def test_a_mix_spends_exactly_what_it_should_and_is_near_its_weights(given_weights, spend):
    mix = rounded(given_weights, spend)
    assert sum(mix) == spend
    exact = spend * np.array(given_weights) / sum(given_weights)
    assert np.abs(np.array(mix) - exact).max() < 1.0 + 1e-6
    assert min(mix) >= 0


@settings(max_examples=20)
@given(st.integers(2, 6), st.integers(0, 1000))
def test_points_fill_the_simplex_evenly(strategies, seed):
    points = spread_out(strategies, 64, seed)
    assert points.min() >= 0.0
    assert np.allclose(points.sum(axis=1), 1.0)
    assert np.allclose(points.mean(axis=0), 1.0 / strategies, atol=0.06)


def test_the_first_round_has_nothing_all_corners_and_even_mixes():
    mixes = first_mixes(4, 1)
    assert len(set(mixes)) == len(mixes)
    for mix in ((0, 0, 0, 0), (20, 0, 0, 0), (0, 0, 0, 10), (5, 5, 5, 5), (10, 0, 10, 0)):
        assert mix in mixes
    assert {sum(mix) for mix in mixes} == {0, *SPENDS}


@settings(max_examples=30)
@given(st.integers(2, 5), st.sampled_from([2, 4]), st.integers(1, 20), st.data())
def test_later_mixes_are_new_and_near_an_unbeaten_one(strategies, step, number, data):
    tried = first_mixes(strategies, 1)
    left = data.draw(st.lists(st.sampled_from(tried), min_size=1, max_size=6, unique=True))
    new = next_mixes(tried, left, step, number)
    assert len(new) <= number
    assert len(set(new)) == len(new)
    assert not set(new) & set(tried)
    assert {sum(mix) for mix in new} <= {sum(mix) for mix in left if sum(mix)}
    for mix in new:
        moved = [sum(abs(a - b) for a, b in zip(mix, each, strict=True)) // 2 for each in left]
        halves = [
            rounded([a + b for a, b in zip(x, y, strict=True)], sum(mix))
            for x, y in product(left, left)
            if sum(x) == sum(y) == sum(mix)
        ]
        assert min(moved) <= step or mix in halves


# -- what beats what -----------------------------------------------------------------------------


def slowly_beats(gains):
    """The rule as one says it, pair by pair, with SciPy's own paired interval."""
    mixes, _, goals = gains.shape
    level = 1.0 - 2.0 * 0.05 / ((mixes - 1) * goals)
    found = np.zeros((mixes, mixes), bool)
    for a, b in product(range(mixes), repeat=2):
        if a == b:
            continue
        means = [gains[a, :, k].mean() - gains[b, :, k].mean() for k in range(goals)]
        lows = [
            stats.ttest_rel(gains[a, :, k], gains[b, :, k]).confidence_interval(level).low
            for k in range(goals)
        ]
        found[a, b] = min(means) >= 0.0 and max(lows) > 0.0
    return found


luck = st.integers(0, 2**32 - 1)


@settings(max_examples=25)
@given(st.integers(2, 7), st.integers(4, 9), luck, st.floats(0.05, 2.0))
def test_the_unbeaten_are_those_of_a_plain_reading_of_the_rule(mixes, towns, seed, noise):
    rng = np.random.default_rng(seed)
    gains = rng.normal(size=(mixes, 1, 3)) + noise * rng.normal(size=(mixes, towns, 3))
    slow = slowly_beats(gains)
    assert (beats(gains) == slow).all()
    assert (unbeaten(gains) == ~slow.any(axis=0)).all()


@settings(max_examples=40)
@given(st.integers(2, 8), luck, st.floats(0.0, 1.0))
def test_beating_has_a_direction_and_somebody_is_unbeaten(mixes, seed, noise):
    rng = np.random.default_rng(seed)
    gains = np.round(rng.normal(size=(mixes, 1, 2)), 1) + noise * rng.normal(size=(mixes, 6, 2))
    who = beats(gains)
    assert not (who & who.T).any()
    assert unbeaten(gains).any()
    order = np.argsort(-gains.mean(axis=1).sum(axis=1))
    assert not np.tril(who[np.ix_(order, order)]).any(), "whoever beats is ahead in the sum"


def test_luck_alone_beats_nobody_but_one_in_twenty():
    rng = np.random.default_rng(1)
    beaten = [1.0 - unbeaten(rng.normal(size=(12, 10, 3))).mean() for _ in range(150)]
    assert np.mean(beaten) < 0.05
    assert confidence(2, 1) == pytest.approx(0.9), "one end of the interval"


def test_an_equal_mix_that_costs_less_beats():
    same = np.random.default_rng(2).normal(size=(8, 1))
    gains = np.stack([np.hstack([same, np.full((8, 1), -cost)]) for cost in (50.0, 25.0)])
    assert unbeaten(gains).tolist() == [False, True]


def test_redraws_tell_close_calls_from_sure_ones():
    rng = np.random.default_rng(3)
    ahead = np.array([[0.0, 0.0], [4.0, -4.0], [-0.5, -0.5]])[:, None, :]
    gains = ahead + rng.normal(scale=0.55, size=(3, 12, 2))
    found = stays_unbeaten(gains, 1, draws=200)
    assert found[1] == 1.0
    assert 0.0 < found[2] < 1.0
    assert (found == stays_unbeaten(gains, 1, draws=200)).all()


def test_the_balanced_mix_falls_least_behind_on_what_it_does_worst():
    means = np.array([[2.0, 1.0, 0.0, -50], [0.0, 0.0, 10.0, -50], [1.2, 0.6, 5.0, -50.0]])
    assert lags(means).tolist() == [1.0, 1.0, 0.5]
