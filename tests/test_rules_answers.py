"""Rules with which scenarios are solved and answers made, against what others compute."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import betainc, stdtrit
from scipy.stats import norm

from sim.common.arrays import empty
from sim.model.machine_code import compile_model
from sim.model.processes.crime import ceiling
from sim.model.roots import mean_doubt, readiness_for, threshold_for
from sim.model.start import start_of
from sim.study.spread import COUNT, DEVIATION, FOUND, MEAN, quantile, spread
from sim.study.student import student_quantile

SHARES = np.array([0.7, 0.3])
TRUST, SPREAD = np.array([60.0, 45.0]), np.array([15.0, 20.0])
SIZES = st.floats(-1e6, 1e6)


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile before anything is timed."""
    compile_model()
    for each in (student_quantile, quantile, spread, mean_doubt, threshold_for, readiness_for):
        each.prepare()
    for each in (ceiling, start_of):
        each.prepare()


@given(st.floats(0.5, 1.0 - 1e-9), st.integers(1, 1_000_000))
def test_intervals_reach_as_far_as_students_t_does(confidence: float, degrees: int) -> None:
    known = -float(stdtrit(degrees, (1.0 - confidence) / 2.0))
    assert student_quantile(confidence, degrees) == pytest.approx(known, rel=1e-12)


@given(st.floats(1e-6, 0.5), st.integers(1, 200))
def test_narrow_intervals_hold_what_they_are_to_hold(confidence: float, degrees: int) -> None:
    t = student_quantile(confidence, degrees)
    assert betainc(0.5, degrees / 2.0, t * t / (degrees + t * t)) == pytest.approx(
        confidence, rel=1e-12
    )


def test_with_one_or_two_degrees_students_t_is_known_in_closed_form() -> None:
    for confidence in (0.1, 0.5, 0.95, 0.999):
        assert student_quantile(confidence, 1) == pytest.approx(
            math.tan(math.pi * confidence / 2.0), rel=1e-13
        )
        miss = 1.0 - confidence
        assert student_quantile(confidence, 2) == pytest.approx(
            math.sqrt(2.0 / (miss * (2.0 - miss)) - 2.0), rel=1e-12
        )


@given(st.lists(SIZES, max_size=60))
def test_quantiles_lie_where_numpy_sees_them(values: list[float]) -> None:
    ordered = np.sort(values)
    for share in (0.0, 0.05, 0.25, 0.5, 0.95, 1.0):
        found = quantile(ordered, share)
        assert found == np.quantile(ordered, share) if values else math.isnan(found)


@given(st.lists(SIZES, min_size=2, max_size=60))
def test_means_and_deviations_are_those_of_numpy(values: list[float]) -> None:
    found = empty(FOUND)
    spread(np.array([math.nan, *values, math.inf]), found)
    size = max(map(abs, values))
    assert found[COUNT] == len(values)
    assert found[MEAN] == pytest.approx(np.mean(values), abs=1e-13 * size)
    assert found[DEVIATION] == pytest.approx(np.std(values, ddof=1), rel=1e-9, abs=1e-13 * size)


@given(SIZES, st.integers(2, 50))
def test_values_that_are_alike_have_no_spread_at_all(value: float, times: int) -> None:
    found = empty(FOUND)
    spread(np.full(times, value), found)
    assert (found[MEAN], found[DEVIATION]) == (value, 0.0)


def expected_doubt(threshold: float, width: float) -> float:
    """Mean doubt by integration."""
    return sum(
        share
        * quad(
            lambda z, mean=mean, spread=spread: (
                norm.pdf(z)
                / (1 + math.exp((np.clip(mean + spread * z, 2.0, 98.0) / 100 - threshold) / width))
            ),
            -8,
            8,
            epsabs=1e-10,
        )[0]
        for share, mean, spread in zip(SHARES, TRUST, SPREAD, strict=True)
    )


def test_mean_doubt_is_that_of_all_residents() -> None:
    assert mean_doubt(0.1, 0.25, SHARES, TRUST, SPREAD) == pytest.approx(
        expected_doubt(0.1, 0.25), abs=1e-6
    )


@settings(max_examples=30)
@given(st.floats(0.05, 1.0), st.floats(0.05, 1.0), st.floats(0.0, 0.2))
def test_as_many_doubt_with_another_width_once_the_threshold_is_solved(
    usual: float, width: float, familiar: float
) -> None:
    found = threshold_for(0.1, usual, familiar, width, SHARES, TRUST, SPREAD)
    aim = mean_doubt(0.1, usual, SHARES, TRUST, SPREAD)
    assert mean_doubt(found - familiar, width, SHARES, TRUST, SPREAD) == pytest.approx(
        aim, abs=1e-13
    )


@settings(max_examples=30)
@given(st.floats(-2.0, 2.0), st.floats(0.5, 1.6), st.floats(0.8, 1.1), st.floats(0.5, 2.0))
def test_readiness_is_where_a_search_by_brent_finds_it(
    usual: float, severity: float, more: float, drawn: float
) -> None:
    aim = ceiling(usual, severity) * more
    known = brentq(lambda at: ceiling(at, drawn) - aim, -6.0, 6.0, xtol=1e-14)
    assert readiness_for(usual, severity, more, drawn, -6.0, 6.0) == pytest.approx(known, abs=1e-11)


def test_readiness_stays_between_its_ends() -> None:
    assert readiness_for(0.0, 1.0, 2.5, 1.0, -6.0, 6.0) == 6.0
    assert readiness_for(0.0, 1.0, 1e-9, 1.0, -6.0, 6.0) == -6.0


@given(st.integers(0, 2**32 - 1))
def test_seeds_begin_where_numpy_begins(seed: int) -> None:
    assert start_of(seed) == np.random.default_rng(seed).random()
