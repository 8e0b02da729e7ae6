"""From runs to an answer without NumPy: plain Python, rules, and `sim/common/arrays.py`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.common.arrays import added, empty, flat, floats, listed, matrix, minus

SIM = Path(__file__).parents[1] / "sim"
PLAIN = (
    "common/estimate", "model/base_rates", "model/staffing", "model/means", "model/arm_plan",
    "model/activities", "study/statistics", "study/results", "study/luck", "study/expectations",
    "study/crime_mix", "study/hours_by_activity", "study/cost_effectiveness", "study/books",
    "study/crime_prices", "study/worth", "study/answers", "study/what_would_change",
    "report/certainty", "report/facts", "report/why",
    "report/what_would_change", "report/idle_money", "report/finding", "report/sentences",
    "report/document/money", "report/document/worth",
)  # fmt: skip
ARRAYS = {"numpy", "scipy", "pandas", "numba", "pyarrow"}


def imported(path: Path) -> Iterator[str]:
    """Packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)


@pytest.mark.parametrize("name", PLAIN)
def test_what_makes_an_answer_imports_no_arrays(name: str) -> None:
    assert ARRAYS.isdisjoint(imported(SIM / f"{name}.py"))


def test_the_few_things_that_are_done_with_arrays() -> None:
    one, other = floats([1, 2.5]), floats(iter((0.5, 1.0)))
    assert listed(minus(one, other)) == [0.5, 1.5]
    assert listed(empty(3)) == [0.0, 0.0, 0.0]
    rows = matrix([one, [3.0, 4.0]])
    assert [listed(row) for row in rows] == [[1.0, 2.5], [3.0, 4.0]]
    assert listed(flat(rows)) == [1.0, 2.5, 3.0, 4.0]
    assert added([1e16, 1.0, -1e16]) == 0.0  # one after the other
