"""Hours that find nothing to do: the rules that count them."""

from __future__ import annotations

import math

import pytest

from sim.model.processes.causes_of_crime import nothing_left_to_solve
from sim.model.processes.follow_up import found_nothing


def test_follow_up_is_idle_by_what_not_even_tomorrow_can_use() -> None:
    assert found_nothing(30.0, 20.0, 10.0) == 10.0  # tomorrow can carry a day's hours
    assert found_nothing(20.0, 20.0, 10.0) == 0.0
    assert found_nothing(9.0, 2.0, 1.0) == 1.0  # and eight hours at least
    assert found_nothing(30.0, 20.0, 0.0) == 0.0  # without a programme nothing was bought


def test_problem_solving_is_idle_beyond_what_keeps_all_but_a_hundredth_solved() -> None:
    enough = math.log(100.0) / 0.01  # 460.5 hours: exp(-.01 x 460.5) is a hundredth
    assert nothing_left_to_solve(10.0, enough - 1.0, 0.0, 0.01, 0.004) == 0.0
    found = nothing_left_to_solve(10.0, enough + 1.0, 0.0, 0.01, 0.004)
    assert found == pytest.approx(10.0 - 0.004 * enough)
    assert nothing_left_to_solve(1.0, enough + 1.0, 0.0, 0.01, 0.004) == 0.0  # all fades again
    usual = nothing_left_to_solve(10.0, enough + 1.0, 100.0, 0.01, 0.004)
    assert usual == pytest.approx(10.0 - 0.004 * (enough + 100.0))
    assert nothing_left_to_solve(10.0, 1e9, 0.0, 0.0, 0.004) == 0.0  # nothing is ever solved
