"""Compiled arithmetic: the exponential and sums of many numbers are as good as the system's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.compiled import math as compiled_math
from sim.model.machine_code import compile_model
from sim.model.processes.outlook import logistic
from sim.model.sums import sum_of_products


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile before anything is timed."""
    compile_model()
    compiled_math.exp(1.0)
    logistic(0.0)


@given(st.floats(-700.0, 700.0))
def test_the_exponential_is_right_to_the_last_digits(x: float) -> None:
    assert compiled_math.exp(x) == pytest.approx(math.exp(x), rel=4.5e-16, abs=0.0)


def test_the_exponential_of_nothing_is_one_and_of_too_much_stays_a_number() -> None:
    assert compiled_math.exp(0.0) == 1.0
    assert compiled_math.exp(-1e6) == 0.0
    assert 0.0 < compiled_math.exp(-707.9) < 1e-300
    assert 1e300 < compiled_math.exp(1e6) < math.inf
    assert math.isnan(compiled_math.exp(math.nan))


def test_everything_else_is_as_in_the_standard_library() -> None:
    assert compiled_math.log is math.log
    assert compiled_math.inf == math.inf


@given(st.floats(-50.0, 50.0))
def test_compiled_chances_are_those_of_plain_python(log_odds: float) -> None:
    assert logistic(log_odds) == pytest.approx(logistic.plain(log_odds), rel=1e-15)


@pytest.mark.parametrize("length", [0, 1, 3, 4, 5, 8, 25, 1000])
def test_no_product_is_left_out_of_a_sum(length: int) -> None:
    a, b = np.arange(1.0, length + 1.0), np.arange(2.0, length + 2.0)
    assert sum_of_products(a, b) == sum_of_products.plain(a, b) == float(np.dot(a, b))
