"""Kept results can be done again, to the last digit, and a digit that differs is found."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import yaml

from sim.commands import compare as comparing
from sim.commands.main import run as command
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.load import load_sweep
from tests.sweep_runs import TOWN, OneByOne, write_sweep


@pytest.fixture(autouse=True)
def nothing_is_shown(no_figures, monkeypatch):
    """Figures and pages are no part of what is compared."""
    monkeypatch.setattr(comparing, "show", lambda comparison, folder: None)


@pytest.fixture
def comparison(tmp_path) -> Path:
    """The results of a small comparison."""
    file = tmp_path / "town.yaml"
    file.write_text(yaml.safe_dump({**TOWN, "replicates": 3}))
    assert command(["compare", str(file), "--out", str(tmp_path / "compared")]) == 0
    return tmp_path / "compared"


@pytest.fixture
def in_this_process(monkeypatch):
    """Runs of a sweep are done again here: which process does them is no part of the claim."""
    monkeypatch.setattr("sim.commands.reproduce.LocalEngine", lambda workers: OneByOne())


@pytest.fixture
def swept(tmp_path) -> Path:
    """The results of a small sweep."""
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "swept", OneByOne())
    return tmp_path / "swept"


def nudge(path: Path, column: str, row: int) -> None:
    """Change the last digit of one kept number."""
    frame = pd.read_parquet(path)
    frame.loc[row, column] = frame.loc[row, column] * (1 + 1e-15)
    frame.to_parquet(path, index=False)


def test_a_comparison_comes_out_the_same(comparison, capsys):
    assert command(["reproduce", str(comparison)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Identical: runs (6 rows)")
    assert "differences" in told


def test_one_replicate_of_a_comparison_comes_out_the_same(comparison, capsys):
    assert command(["reproduce", str(comparison), "--run", "2"]) == 0
    assert "runs (2 rows)" in capsys.readouterr().out


def test_the_last_digit_of_one_number_of_a_comparison_is_noticed(comparison, capsys):
    nudge(comparison / "runs.parquet", "trust", 4)
    assert command(["reproduce", str(comparison)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("Different: 1 difference in")
    assert "runs, row 5, trust" in told


def test_a_table_that_is_gone_is_noticed(comparison, capsys):
    (comparison / "ledger.parquet").unlink()
    assert command(["reproduce", str(comparison)]) == 1
    assert "ledger.parquet is missing" in capsys.readouterr().out


def test_a_sweep_comes_out_the_same(swept, capsys):
    assert command(["reproduce", str(swept), "--workers", "2"]) == 0
    assert capsys.readouterr().out == "Identical: 12 runs.\n"


def test_one_run_of_a_sweep_comes_out_the_same(swept, in_this_process, capsys):
    assert command(["reproduce", str(swept), "--run", "7"]) == 0
    assert capsys.readouterr().out == "Identical: 1 run.\n"


@pytest.mark.parametrize(("table", "column"), [("runs", "true_crime"), ("series", "value")])
def test_the_last_digit_of_one_number_of_a_sweep_is_noticed(
    swept, in_this_process, capsys, table, column
):
    nudge(swept / f"{table}.parquet", column, 9)
    assert command(["reproduce", str(swept)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("Different: 1 difference in 12 runs.")
    assert "np." not in told  # numbers, not what Python calls them


def test_a_run_that_failed_and_no_longer_does_is_noticed(swept, in_this_process, capsys):
    runs = pd.read_parquet(swept / "runs.parquet")
    runs.loc[runs["run"] == 3, "status"] = "failed"
    runs.to_parquet(swept / "runs.parquet", index=False)
    assert command(["reproduce", str(swept)]) == 1
    assert "run 3: failed in what is saved, done now" in capsys.readouterr().out


def test_another_version_of_the_model_is_said_before_anything_else(swept, capsys, monkeypatch):
    monkeypatch.setattr("sim.commands.reproduce.version", lambda *_: "another")
    monkeypatch.setattr("sim.commands.reproduce._sweep", lambda *arguments: None)
    command(["reproduce", str(swept)])
    assert "this is another: numbers may differ" in capsys.readouterr().out


def test_what_cannot_be_repeated_is_refused(tmp_path, swept, capsys):
    assert command(["reproduce", str(tmp_path / "nothing")]) == 2
    assert command(["reproduce", str(swept), "--run", "12"]) == 2
    assert "runs here have numbers from 0 to 11" in capsys.readouterr().err
