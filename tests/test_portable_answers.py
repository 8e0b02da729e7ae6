"""What an answer is made with gives the same bits in three ways.

In the WebAssembly module, compiled for this machine, and as plain Python.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from portable_host import Array, Host

from sim.compiled.rules import Rule
from sim.model.machine_code import compile_model
from sim.model.numbers import every_parameter, numbers_record
from sim.model.processes.hours import FOUND as HOURS_FOUND
from sim.model.processes.hours import hours_of_day
from sim.model.registers import DUTIES, LEVERS
from sim.model.roots import readiness_for, threshold_for
from sim.model.start import start_of
from sim.study.splits import FOUND as SPLIT_FOUND
from sim.study.splits import split_of
from sim.study.spread import FOUND as SPREAD_FOUND
from sim.study.spread import quantile, spread
from sim.study.student import student_quantile

TIMES = 200
Value = float | int | Array


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    compile_model()


def in_the_module(host: Host, name: str, values: Sequence[Value]) -> list[Value]:
    """What an entry gives, and what is in its arrays afterwards."""
    host.call("forget")
    given: list[Any] = []
    for each in values:
        if isinstance(each, np.ndarray):
            given.append(host.put_array(each))
        elif isinstance(each, np.record):
            given.append(host.put(each.tobytes()))
        else:
            given.append(each)
    result = host.call(name, *given)
    found = [host.array(at, each) for at, each in zip(given, values, strict=True) if is_array(each)]
    return [*found, *([] if result is None else [result])]


def here(call: Callable[..., Any], values: Sequence[Value]) -> list[Value]:
    """The same of a rule or function of this process."""
    copies = [each.copy() if is_array(each) else each for each in values]
    result = call(*copies)
    return [*filter(is_array, copies), *([] if result is None else [result])]


def is_array(value: object) -> bool:
    return isinstance(value, np.ndarray)


def agree(host: Host, rule: Rule[..., Any], *values: Value) -> list[Value]:
    """What all three give, which are the same bits."""
    there = in_the_module(host, rule.plain.__name__, values)
    for call in (rule, rule.plain):
        for one, other in zip(here(call, values), there, strict=True):
            assert np.asarray(one, float).tobytes() == np.asarray(other, float).tobytes(), values
    return there


def test_means_and_spreads_of_many_arrays() -> None:
    host, luck = Host(), np.random.default_rng(1)
    for each in range(TIMES):
        values = luck.normal(luck.normal(), 10.0 ** luck.integers(-9, 9), each % 40)
        values[luck.random(len(values)) < 0.1] = luck.choice([np.nan, 0.0, np.inf])
        agree(host, spread, values, np.zeros(SPREAD_FOUND))
        agree(host, quantile, np.sort(values[np.isfinite(values)]), float(luck.random()))


def test_how_far_intervals_reach() -> None:
    host, luck = Host(), np.random.default_rng(2)
    for _ in range(TIMES):
        degrees = int(10.0 ** luck.uniform(0.0, 6.0))
        agree(host, student_quantile, float(1.0 - 10.0 ** -luck.uniform(0.0, 9.0)), degrees)


def test_where_seeds_begin() -> None:
    host = Host()
    for seed in (0, 1, 2**31, 2**32 - 1, *range(100, 110)):
        (there,) = in_the_module(host, "start_of", [seed - 2**32 if seed >= 2**31 else seed])
        assert there == start_of(seed) == start_of.plain(seed)


def test_what_is_solved_from_base_rates() -> None:
    host, luck = Host(), np.random.default_rng(3)
    for _ in range(TIMES // 10):
        groups = luck.integers(1, 6)
        agree(
            host, threshold_for, *(float(each) for each in luck.uniform(0.05, 0.5, 4)),
            luck.dirichlet(np.ones(groups)), luck.uniform(20.0, 80.0, groups),
            luck.uniform(1.0, 30.0, groups),
        )  # fmt: skip
        usual, severity, more, drawn = (float(each) for each in luck.uniform(0.3, 1.5, 4))
        agree(host, readiness_for, usual, severity, more, drawn, -6.0, 6.0)


def test_the_hours_of_a_day() -> None:
    host, luck = Host(), np.random.default_rng(4)
    for _ in range(TIMES // 10):
        numbers = numbers_record({
            name: luck.uniform(*each.plausible)
            for name, each in every_parameter()
            if each.plausible and name.startswith("hours.")
        })  # fmt: skip
        levers = luck.uniform(0.0, 20.0, len(LEVERS))
        hours, found = np.zeros(len(DUTIES)), np.zeros(HOURS_FOUND)
        officers = float(luck.uniform(0.0, 30.0))
        assert agree(host, hours_of_day, officers, levers, numbers, hours, found)


def test_what_an_answer_turns_on() -> None:
    host, luck = Host(), np.random.default_rng(5)
    for turn in range(3):
        numbers = luck.random((40, 3)).round(1)
        target = luck.normal(size=40) + numbers[:, 1]
        cells = luck.integers(0, 1 + turn, 40).astype(float)
        agree(host, split_of, numbers, target, cells, turn, np.zeros(SPLIT_FOUND))
