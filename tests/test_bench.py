"""Benchmarks measure what they say, in a town too small to tell anything about speed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from benchmarks import hottest_loops
from benchmarks.cases import ARM, town_of
from benchmarks.measurement import Measurement, measured
from benchmarks.rows import Effort, Town, measurements, python

from sim.commands import bench
from sim.commands.main import run
from sim.model.day import DAY
from sim.model.simulation import Simulation

TINY = Effort(
    repeats=2,
    towns=(Town(60, 4, 1, None),),
    timed_town=60,
    recorded_days=4,
    worker_runs=(2, 60, 4),
    in_processes=False,
)


@pytest.fixture(scope="module")
def rows() -> list[Measurement]:
    return list(measurements(TINY))


def test_the_model_and_the_reference_are_timed_side_by_side(rows: list[Measurement]) -> None:
    by_name = {row.what: row for row in rows}
    fast = by_name["model, 60 residents, 4 days"]
    slow = by_name["plain Mesa, 60 residents, 1 day at a time"]
    ratio = by_name["plain Mesa / model, 60 residents"]
    assert len(ratio.samples) == len(fast.samples) == len(slow.samples) == 2
    assert ratio.median > 1.0


def test_every_sample_is_a_number(rows: list[Measurement]) -> None:
    """Loops in so small a town may come out below what their call costs."""
    for row in rows:
        small = row.unit == "share of the run" or row.what.startswith("loop:")
        low = float("-inf") if small else 0.0
        assert all(low < sample < float("inf") for sample in row.samples), row.what


PROFILE = """
from benchmarks.day_profile import profile
costs, whole = profile(20, 2, 1)
print(*(cost.process for cost in costs), sum(cost.share for cost in costs), whole)
"""


def test_the_profile_names_every_process_of_the_day() -> None:
    """As plain Python: to compile each process alone takes half a minute."""
    found = subprocess.run(
        [sys.executable, "-c", PROFILE],
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(Path(__file__).parent)},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    *names, total, whole = found.stdout.split()
    assert set(names) == {process.plain.__name__ for process in DAY}
    assert float(total) == pytest.approx(1.0)
    assert float(whole) > 0.0


def test_a_target_is_met_on_its_good_side() -> None:
    assert measured("a", "times", [1.0, 3.0, 2.0], at_least=2.0).met
    assert not measured("a", "times", [1.0, 3.0, 1.9], at_least=2.0).met
    assert measured("a", "s", [1.0, 3.0, 2.0], at_most=2.0).met
    assert measured("a", "s", [1.0]).met is None


def test_loops_in_c_do_what_the_rules_do() -> None:
    town = Simulation.start(town_of(60, 4)).follow(ARM).advance()
    columns = hottest_loops.columns_of(town)
    if (c := hottest_loops.compile_c()) is None:
        pytest.skip("no C compiler here: rows in C are left out of the table")
    for name, rule in hottest_loops.in_rules(town, columns).items():
        before = [array.copy() for array in columns.written]
        rule()
        by_rule = [array.copy() for array in columns.written]
        for array, value in zip(columns.written, before, strict=True):
            array[:] = value
        hottest_loops.in_c(c, columns)[name]()
        for array, value in zip(columns.written, by_rule, strict=True):
            np.testing.assert_allclose(array, value, rtol=1e-12, err_msg=name)
        assert any((now != was).any() for now, was in zip(by_rule, before, strict=True)), name


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-m", "benchmarks.one_town", "60", "4"), "peak"),
        (("-m", "benchmarks.sweep", "60", "4", "2", "1"), "8 runs"),
        (("-m", "benchmarks.many_runs", "40", "60", "4"), "milliseconds"),
        (("-m", "benchmarks.mesa_batch", "20", "4", "2", "2"), "8 runs"),
    ],
)
def test_what_is_timed_in_a_process_of_its_own_runs(
    words: tuple[str, ...], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "benchmarks.mesa_batch" in words:  # rules compiled for each of its processes: a minute
        monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert says in python(*words)


def test_a_process_that_fails_ends_the_measurement_with_its_reason() -> None:
    with pytest.raises(RuntimeError, match="no_such_module"):
        python("-m", "benchmarks.no_such_module")


def shown(rows: list[Measurement], kept: dict[str, float], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(bench, "kept_medians", lambda: dict(kept))
    return bench.show(iter(rows), None)


def test_a_ratio_that_got_a_quarter_worse_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [measured("faster than Mesa", "times", [300.0], at_least=100.0)]
    assert shown(rows, {"faster than Mesa": 370.0}, monkeypatch) == 0
    assert "Worse" not in capsys.readouterr().out
    assert shown(rows, {"faster than Mesa": 380.0}, monkeypatch) == 1
    assert "Worse than saved: faster than Mesa" in capsys.readouterr().out


def test_shares_and_exponents_are_compared_by_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    books = [measured("books", "share of the run", [0.08], at_most=0.15)]
    assert shown(books, {"books": 0.04}, monkeypatch) == 0
    assert shown(books, {"books": 0.02}, monkeypatch) == 1
    growth = [measured("growth", "exponent", [1.10], at_most=1.15)]
    assert shown(growth, {"growth": 1.02}, monkeypatch) == 0
    assert shown(growth, {"growth": 0.98}, monkeypatch) == 1


def test_a_row_that_is_no_longer_measured_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown([], {"a lost row": 1.0}, monkeypatch) == 0
    assert "not measured now: a lost row" in capsys.readouterr().out


def test_seconds_are_not_compared_with_those_of_another_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert shown([measured("a run", "s", [9.0])], {"a run": 1.0}, monkeypatch) == 0


def test_a_missed_target_is_said_and_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown([measured("a run", "s", [9.0], at_most=5.0)], {}, monkeypatch) == 1
    assert "at most 5: MISSED" in capsys.readouterr().out


def test_without_compiling_there_is_nothing_to_measure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert run(["bench"]) == 2
    assert "NUMBA_DISABLE_JIT" in capsys.readouterr().err


def test_how_far_the_measuring_is_is_told_beside_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    row = measured("a run", "s", [1.0])
    shown([row, row], {"a run": 1.0, "another": 1.0}, monkeypatch)
    printed = capsys.readouterr()
    assert printed.err.splitlines()[-1].startswith("2 of 2 rows")
    assert "rows" not in printed.out


def test_rows_are_kept_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "kept_medians", dict)
    bench.show(iter([measured("a run", "s", [1.0, 2.0, 4.0], at_most=5.0)]), tmp_path / "rows.json")
    (record,) = json.loads((tmp_path / "rows.json").read_text())
    assert record == {
        "what": "a run", "unit": "s", "median": 2.0, "min": 1.0, "max": 4.0, "samples": 3,
        "target": "at most 5", "met": True,
    }  # fmt: skip


def test_a_busy_machine_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench.os, "getloadavg", lambda: (1.7, 0.0, 0.0))
    monkeypatch.setattr(bench, "show_profile", lambda: 0)
    assert bench.bench(None, profile=True) == 0
    assert "the machine is busy (load 1.7)" in capsys.readouterr().err


def test_the_kept_baseline_has_the_rows_of_today() -> None:
    kept = bench.kept_medians()
    assert kept, "keep one: python run.py bench --json tests/benchmarks/baseline.json"
    for town in Effort().towns:
        assert f"plain Mesa / model, {town.residents:,} residents" in kept
