"""Luck is looked up by address: the same for everybody who asks, different for every question."""

from __future__ import annotations

import ast
import math
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri

import sim.model.simulation  # noqa: F401  (declares every decision)
from sim.model import draws as randomness
from sim.model.draws import (
    address_of,
    decision,
    happenings,
    normal,
    philox,
    polynomial,
    race,
    row_with_smallest,
    uniform,
    uniform_of,
    uniform_of_rows,
    uniforms,
    uniforms_of,
    uniforms_of_rows,
)
from sim.model.machine_code import compile_model

ONES = 0xFFFFFFFF
# Counter, key and answer: Random123 (Salmon et al. 2011), kat_vectors, "philox4x32 10".
KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
Words = tuple[int, ...]
Form = Callable[[Any], Any]
LUCK = np.array([1, 7], np.uint64)
SMALLEST, LARGEST = 0.5 * 2.0**-32, 1.0 - 0.5 * 2.0**-32
# every number that ``uniform`` can give
DRAWS = st.integers(0, ONES).map(lambda word: (word + 0.5) * 2.0**-32)


@pytest.fixture(params=["plain", "compiled"])
def form(request: pytest.FixtureRequest) -> Form:
    """Gives a rule as plain Python and as machine code."""
    compile_model()
    if request.param == "plain":
        return lambda rule: rule.plain
    return lambda rule: rule


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_the_generator_gives_the_answers_its_authors_published(
    form: Form, counter: Words, key: Words, answer: Words
) -> None:
    words = [np.uint64(word) for word in (*counter, *key)]
    assert tuple(int(word) for word in form(philox)(*words)) == answer


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_an_address_is_who_whom_day_and_decision_under_the_key_of_seed_and_replicate(
    form: Form, counter: Words, key: Words, answer: Words
) -> None:
    who, whom, shifted_day, address = counter
    day = shifted_day - 0x10000000
    drawn = form(uniforms)(np.array(key, np.uint64), address, day, who, whom)
    assert drawn == tuple((word + 0.5) / 2**32 for word in answer)


def test_plain_and_compiled_rules_draw_the_same_numbers() -> None:
    compile_model()
    for day in (-1_000_000, -365, 0, 729):
        for who in (0, 4999, 2_000_000):
            address = (LUCK, 123456789, day, who, 31)
            assert uniforms(*address) == uniforms.plain(*address)
    numbers = [SMALLEST, 1e-6, 0.02, 0.4, 0.5, 0.6, 0.98, LARGEST]
    assert [normal(u) for u in numbers] == [normal.plain(u) for u in numbers]
    for u in numbers:
        assert race(u, 0.3) == pytest.approx(race.plain(u, 0.3), rel=1e-15)
        for expected in (1e-9, 0.01, 3.0, 200.0):
            assert happenings(u, expected) == happenings.plain(u, expected)


def test_the_same_question_always_gets_the_same_number() -> None:
    first = uniforms(LUCK, 99, 3, 4, 5)
    for who in range(100):
        uniforms(LUCK, 99, 3, who, 0)
    assert uniforms(LUCK, 99, 3, 4, 5) == first
    assert uniform(LUCK, 99, 3, 4, 5) == first[0]


def test_many_numbers_at_once_are_the_numbers_of_their_addresses(form: Form) -> None:
    who = np.array([0, 5, 17, 2**31 - 1, 3, 9, 8, 7, 6, 12, 40], np.int32)
    whom = np.array([4, 0, 17, 1, 2**31 - 1, 9, 8, 7, 6, 5, 3], np.int32)
    one_by_one = [form(uniforms)(LUCK, 99, -3, *pair) for pair in zip(who, whom, strict=True)]
    assert form(uniforms_of)(LUCK, 99, -3, who, whom).T.tolist() == [list(u) for u in one_by_one]
    assert form(uniform_of)(LUCK, 99, -3, who, whom).tolist() == [u[0] for u in one_by_one]
    rows = [form(uniforms)(LUCK, 99, -3, row, 0) for row in range(11)]
    assert form(uniforms_of_rows)(LUCK, 99, -3, 11).T.tolist() == [list(u) for u in rows]
    assert form(uniform_of_rows)(LUCK, 99, -3, 11).tolist() == [u[0] for u in rows]


@pytest.mark.parametrize("number", [1, 2, 7, 25, 64])
def test_the_row_with_the_smallest_number_is_found(form: Form, number: int) -> None:
    for day in range(20):
        keys = [uniform(LUCK, 99, day, 1000 + row, 5) for row in range(number)]
        expected = 1000 + int(np.argmin(keys))
        assert form(row_with_smallest)(LUCK, 99, day, 1000, number, 5) == expected
    assert form(row_with_smallest)(LUCK, 99, 0, 1000, 0, 5) == -1


def test_every_part_of_the_address_matters() -> None:
    questions = {
        "this": (LUCK, 99, 3, 4, 5),
        "another seed": (np.array([2, 7], np.uint64), 99, 3, 4, 5),
        "another replicate": (np.array([1, 8], np.uint64), 99, 3, 4, 5),
        "another decision": (LUCK, 98, 3, 4, 5),
        "another day": (LUCK, 99, 2, 4, 5),
        "a day of the burn-in": (LUCK, 99, -3, 4, 5),
        "another person": (LUCK, 99, 3, 3, 5),
        "another counterpart": (LUCK, 99, 3, 4, 6),
        "who and whom exchanged": (LUCK, 99, 3, 5, 4),
    }
    drawn = [u for question in questions.values() for u in uniforms(*question)]
    assert len(set(drawn)) == 4 * len(questions)


def test_numbers_lie_strictly_between_0_and_1_so_no_logarithm_is_infinite() -> None:
    drawn = [u for who in range(5000) for u in uniforms(LUCK, 1, 0, who, 0)]
    assert 0.0 < SMALLEST <= min(drawn) < 0.001
    assert 0.999 < max(drawn) <= LARGEST < 1.0


def test_neighbouring_addresses_are_as_good_as_independent() -> None:
    """20,000 numbers a column: a correlation of 4 standard errors (0.028) would be a fault."""
    columns = np.array([uniforms(LUCK, 5, who % 7, who, 0) for who in range(20_000)])
    assert abs(columns.mean(axis=0) - 0.5).max() < 4 * math.sqrt(1 / 12 / 20_000)
    together = np.column_stack([columns[:-1], columns[1:]])  # who and who + 1
    correlation = np.corrcoef(together, rowvar=False) - np.eye(8)
    assert abs(correlation).max() < 4 / math.sqrt(20_000)


def test_a_home_and_a_number_make_one_address_of_32_bits() -> None:
    assert address_of(5, 3) == 5 + 3 * 2_097_152
    assert address_of(2_000_000, 2047) < 2**32  # the largest town, the largest number
    addresses = {address_of(home, n) for home in range(0, 2_000_001, 9_973) for n in range(2048)}
    assert len(addresses) == len(range(0, 2_000_001, 9_973)) * 2048


def test_no_two_decisions_of_the_model_share_an_address() -> None:
    names = [names[0] for names in randomness.DECISIONS.values()]
    assert len(names) > 50
    assert len(set(names)) == len(names) == len(randomness.DECISIONS)


def test_every_decision_is_declared_in_one_place() -> None:
    """Two files that declared the same name would share their luck and nobody would notice."""
    package = Path(randomness.__file__).parent
    declared = [
        call.args[0].value
        for path in package.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "decision"
        and isinstance(call.args[0], ast.Constant)
    ]
    assert sorted(declared) == sorted({names[0] for names in randomness.DECISIONS.values()})


def test_a_decision_that_collides_with_another_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = decision("tests: a decision of its own", "first", "second")
    try:
        with pytest.raises(ValueError, match=r"collides with .*: rename one"):
            decision("tests: a decision of its own", "something else")
        monkeypatch.setattr(
            randomness.hashlib, "blake2b", lambda *_, **__: _Hash(address.to_bytes(4, "little"))
        )
        with pytest.raises(ValueError, match="'tests: another' collides with 'tests: a decision"):
            decision("tests: another")
    finally:
        del randomness.DECISIONS[address]


class _Hash:
    """A hash function that gives what it is told."""

    def __init__(self, digest: bytes) -> None:
        self.digest = lambda: digest


def test_one_block_of_the_generator_holds_four_decisions_and_no_more() -> None:
    with pytest.raises(ValueError, match="a block holds four"):
        decision("tests: too many", "a", "b", "c", "d", "e")


@pytest.mark.parametrize("scale", [1.0, 1e-3, 1e-6, 1e-9])
def test_normal_quantiles_agree_with_scipy_to_the_thirteenth_digit(scale: float) -> None:
    below = scale * np.linspace(0.5 / 4001, 0.5, 4001)[:-1]
    for u in (*below, SMALLEST, *(1.0 - below[below > 1e-9]), LARGEST):
        assert normal(float(u)) == pytest.approx(ndtri(u), rel=1e-13)


def test_the_median_is_nought_and_luck_is_symmetric() -> None:
    assert normal(0.5) == 0.0
    for u in (0.01, 0.074, 0.076, 0.3):  # on both sides of where the formula changes
        assert normal(1.0 - u) == pytest.approx(-normal(u), rel=1e-13)


def test_horners_scheme_evaluates_a_polynomial() -> None:
    # 1 x^7 + 2 x^6 + 3 x^5 + 4 x^4 + 5 x^3 + 6 x^2 + 7 x + 8 at x = 2
    assert polynomial(2.0, 1, 2, 3, 4, 5, 6, 7, 8) == 128 + 128 + 96 + 64 + 40 + 24 + 14 + 8


@pytest.mark.parametrize("expected", [0.001, 0.05, 0.7, 3.0, 20.0])
def test_the_number_of_happenings_is_poisson_in_mean_and_variance(expected: float) -> None:
    """Over an even grid of luck there is no Monte Carlo error, only that of the grid."""
    grid = 200_000
    numbers = [happenings((at + 0.5) / grid, expected) for at in range(grid)]
    assert statistics.fmean(numbers) == pytest.approx(expected, rel=2e-3)
    assert statistics.pvariance(numbers) == pytest.approx(expected, rel=1e-2)
    none = sum(number == 0 for number in numbers) / grid
    assert none == pytest.approx(math.exp(-expected), abs=2 / grid)


@given(u=DRAWS, expected=st.floats(0.0, 300.0), more=st.floats(0.0, 30.0))
def test_expecting_more_never_makes_less_happen(u: float, expected: float, more: float) -> None:
    assert happenings(u, expected) <= happenings(u, expected + more)


@given(u=DRAWS)
def test_nothing_happens_where_nothing_is_expected(u: float) -> None:
    assert happenings(u, 0.0) == 0


@pytest.mark.parametrize("expected", [1.0, 100.0, 700.0])
def test_compiled_and_plain_count_the_same_happenings(expected: float) -> None:
    compile_model()
    for u in (0.001, 0.3, 0.5, 0.9, 0.999):
        assert happenings(u, expected) == happenings.plain(u, expected)


def test_known_numbers_of_happenings() -> None:
    # expected 1: none with 0.3679, one with 0.3679, two with 0.1839; small luck means many
    assert happenings(0.99, 1.0) == 0
    assert happenings(1.0 - 0.3678, 1.0) == 0 < happenings(1.0 - 0.3680, 1.0) == 1
    assert happenings(0.2643, 1.0) == 1 < happenings(0.2642, 1.0) == 2


def test_the_key_of_a_candidate_is_minus_the_logarithm_of_luck_over_weight() -> None:
    assert race(math.exp(-3.0), 1.5) == pytest.approx(2.0)  # 3 / 1.5
    assert race(0.5, 0.0) == math.inf  # without weight nobody is ever chosen
    assert race(0.5, -1.0) == math.inf


def test_candidates_are_chosen_in_proportion_to_their_weights() -> None:
    """10,000 choices: 4 standard errors are at most 0.02."""
    weights = (5.0, 3.0, 2.0, 0.0)
    chosen = [0, 0, 0, 0]
    for day in range(10_000):
        keys = [race(uniform(LUCK, 77, day, who, 0), weight) for who, weight in enumerate(weights)]
        chosen[keys.index(min(keys))] += 1
    assert chosen[3] == 0
    for number, weight in zip(chosen, weights, strict=True):
        assert number / 10_000 == pytest.approx(weight / 10.0, abs=0.02)


def test_one_more_candidate_changes_nobody_elses_key_and_can_only_win_for_itself() -> None:
    changed = 0
    for day in range(200):
        keys = [race(uniform(LUCK, 78, day, who, 0), 1.0) for who in range(9)]
        after = [race(uniform(LUCK, 78, day, who, 0), 1.0) for who in range(10)]
        assert after[:9] == keys
        before, now = keys.index(min(keys)), after.index(min(after))
        assert now in (before, 9)
        changed += now == 9
    assert 5 <= changed <= 40  # about a tenth of 200 go to the newcomer


@given(u=DRAWS, weight=st.floats(1e-6, 1e6), more=st.floats(1e-6, 1e6))
def test_more_weight_never_worsens_a_candidates_place(u: float, weight: float, more: float) -> None:
    assert race(u, weight + more) <= race(u, weight)
