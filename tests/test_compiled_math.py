"""Compiled arithmetic: exponential, logarithm, power and sums are as good as the system's."""

from __future__ import annotations

import math

import numba
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.compiled import exact
from sim.compiled import math as compiled_math
from sim.model.machine_code import compile_model
from sim.model.processes.outlook import logistic
from sim.model.sums import sum_of_products

Floats = npt.NDArray[np.float64]
MANY = 250_000  # of each kind of number


@numba.njit(error_model="numpy")
def logs(numbers: Floats) -> Floats:
    """The own logarithm of many numbers."""
    found = np.empty_like(numbers)
    for each in range(len(numbers)):
        found[each] = compiled_math.log(numbers[each])
    return found


@numba.njit(error_model="numpy")
def powers(numbers: Floats, exponents: Floats) -> Floats:
    """The own power of many numbers."""
    found = np.empty_like(numbers)
    for each in range(len(numbers)):
        found[each] = compiled_math.pow(numbers[each], exponents[each])
    return found


def units_apart(one: Floats, other: Floats) -> Floats:
    """How many units in the last place numbers differ."""
    return np.abs(one - other) / np.spacing(np.abs(other))


def of_all_sizes() -> Floats:
    """A million numbers above 0: of every exponent, with too few digits, chances, and about 1."""
    luck = np.random.default_rng(20)
    return np.concatenate(
        [
            luck.integers(1, 0x7FF << 52, MANY).view(np.float64),
            luck.integers(1, 1 << 52, MANY).view(np.float64),
            luck.random(MANY),
            1.0 + 1e-3 * luck.standard_normal(MANY),
        ]
    )


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Compile before anything is timed."""
    compile_model()
    compiled_math.exp(1.0)
    compiled_math.log(1.0)
    compiled_math.pow(1.0, 1.0)
    logistic(0.0)


@given(st.floats(-700.0, 700.0))
def test_the_exponential_is_right_to_the_last_digits(x: float) -> None:
    assert compiled_math.exp(x) == pytest.approx(math.exp(x), rel=4.5e-16, abs=0.0)


@given(st.floats(allow_nan=False), st.floats(-1e3, 1e3))
def test_plain_python_gives_the_same_bits(x: float, y: float) -> None:
    found = [compiled_math.exp(x), compiled_math.log(abs(x)), compiled_math.pow(abs(x), y)]
    plain = [exact.exp(x), exact.log(abs(x)), exact.pow(abs(x), y)]
    assert np.array(found).tobytes() == np.array(plain).tobytes()


def test_the_exponential_of_nothing_is_one_and_of_too_much_stays_a_number() -> None:
    assert compiled_math.exp(0.0) == 1.0
    assert compiled_math.exp(-1e6) == 0.0
    assert 0.0 < compiled_math.exp(-707.9) < 1e-300
    assert 1e300 < compiled_math.exp(1e6) < math.inf
    assert math.isnan(compiled_math.exp(math.nan))


def test_a_million_logarithms_are_right_to_the_last_digit() -> None:
    numbers = of_all_sizes()
    systems = np.array([math.log(each) for each in numbers])
    own = logs(numbers)
    assert units_apart(own, systems).max() <= 1.0
    assert (own == systems).mean() > 0.99


def test_the_logarithm_of_what_has_none_is_told() -> None:
    assert compiled_math.log(0.0) == compiled_math.log(-0.0) == -math.inf
    assert compiled_math.log(math.inf) == math.inf
    assert compiled_math.log(1.0) == 0.0
    assert math.isnan(compiled_math.log(-1.0))
    assert math.isnan(compiled_math.log(-math.inf))
    assert math.isnan(compiled_math.log(math.nan))
    for extreme in (5e-324, 2.0**-1022, 1.7976931348623157e308, math.nextafter(1.0, 0.0)):
        assert compiled_math.log(extreme) == math.log(extreme)


def test_a_million_powers_are_right_to_the_last_digits() -> None:
    luck = np.random.default_rng(21)
    chances, times = luck.random(2 * MANY), 20.0 * luck.random(2 * MANY)
    sizes, halves = np.exp(30.0 * luck.standard_normal(2 * MANY)), luck.uniform(-3.0, 3.0, 2 * MANY)
    for base, exponent in ((chances, times), (sizes, halves), (np.full_like(times, 2.0), -times)):
        exact = np.array([math.pow(*each) for each in zip(base, exponent, strict=True)])
        apart = units_apart(powers(base, exponent), exact)
        usual = np.abs(exponent * np.log(base)) < 30.0
        assert apart[usual].max() <= 2.0
        assert apart.max() <= 4.0
        assert (apart == 0.0).mean() > 0.8


def test_powers_of_nothing_to_nothing_and_beyond_what_fits() -> None:
    assert compiled_math.pow(0.0, 0.0) == compiled_math.pow(math.nan, 0.0) == 1.0
    assert compiled_math.pow(0.0, 0.5) == 0.0
    assert compiled_math.pow(1.0, 1e300) == 1.0
    assert compiled_math.pow(2.0, -1e300) == 0.0
    assert compiled_math.pow(2.0, 3.0) == 8.0
    assert 1e300 < compiled_math.pow(2.0, 1e300) < math.inf
    assert math.isnan(compiled_math.pow(-1.0, 0.5))
    assert math.isnan(compiled_math.pow(math.nan, 2.0))
    assert math.isnan(compiled_math.pow(2.0, math.nan))


def test_everything_else_is_as_in_the_standard_library() -> None:
    assert compiled_math.sqrt is math.sqrt
    assert compiled_math.inf == math.inf


@given(st.floats(-50.0, 50.0))
def test_compiled_chances_are_those_of_plain_python(log_odds: float) -> None:
    assert logistic(log_odds) == pytest.approx(logistic.plain(log_odds), rel=1e-15)


@pytest.mark.parametrize("length", [0, 1, 3, 4, 5, 8, 25, 1000])
def test_no_product_is_left_out_of_a_sum(length: int) -> None:
    a, b = np.arange(1.0, length + 1.0), np.arange(2.0, length + 2.0)
    assert sum_of_products(a, b) == sum_of_products.plain(a, b) == float(np.dot(a, b))
