"""The workbook of a comparison: every sheet with units, the same bytes for the same results."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from known_runs import SCENARIO, compared, known_scenario
from openpyxl import load_workbook

from sim.report import workbook
from sim.report.facts import change
from sim.report.workbook import write_workbook
from sim.study import tables
from sim.study.compare import Comparison


@pytest.fixture
def comparison(tmp_path: Path) -> Comparison:
    text = SCENARIO.replace("about: Two", "about: =1+1 two")
    return compared(known_scenario(tmp_path, text), without_crime=(1, 2, 3, 4))


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    first, *others = load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, first), row, strict=True)) for row in others]


def test_the_differences_are_those_of_the_table_each_with_title_and_unit(
    comparison: Comparison, tmp_path: Path
) -> None:
    write_workbook(comparison, tmp_path / "results.xlsx")
    tables.write(comparison.tables, tmp_path)
    with (tmp_path / "differences.csv").open(newline="") as file:
        kept = list(csv.DictReader(file))
    found = rows(tmp_path / "results.xlsx", "differences")
    assert len(found) == len(kept) > 100
    for row, line in zip(found, kept, strict=True):
        assert row["title"] == comparison.outcomes[line["outcome"]].title
        for name, text in line.items():
            if name in ("mean", "low", "high", "same_sign", "replicates"):
                number = pytest.approx(float(text), rel=1e-14) if text else None
                assert row[name] == number, (line, name)
            else:
                assert row[name] == text
    first = {(row["arm"], row["outcome"]): row["reading"] for row in reversed(found)}
    assert first["talking", "trust"] == change(comparison, "talking", "trust").reading == "better"
    assert first["talking", "reporting"] == "not known"  # no replicate has a value
    units = {row["outcome"]: row["unit"] for row in found}
    assert units["trust"] == "points (0-100)"
    assert units["reporting"] == "share (0.01 = 1 percentage point)"
    assert None not in units.values()


def test_every_sheet_says_what_it_counts_in(comparison: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "results.xlsx"
    write_workbook(comparison, path)
    assert load_workbook(path).sheetnames == [
        "about", "differences", "arms", "cost", "worth", "crime", "settings",
    ]  # fmt: skip
    trust = [row for row in rows(path, "arms") if row["outcome"] == "trust"]
    assert [row["arm"] for row in trust] == comparison.arms
    assert trust[0]["mean"] == pytest.approx(comparison.level("as_usual", "trust").mean)
    price = comparison.prices["talking"].per_resident_year
    costs = [row for row in rows(path, "cost") if row["arm"] == "talking"]
    assert costs[-1]["dollars per resident a year"] == pytest.approx(price)
    assert costs[-1]["dollars a year"] == pytest.approx(500 * price)
    talking = comparison.level("talking", "true_crime").mean
    caused = sum(float(str(r["mean"])) for r in rows(path, "crime") if r["arm"] == "talking")
    assert caused == pytest.approx(talking - 80)  # as the known runs are made
    settings = {str(row["name"]): row for row in rows(path, "settings")}
    assert settings["contact.gain"]["value"] == settings["contact.gain"]["default"]


def test_the_same_results_give_the_same_bytes_at_any_time(
    comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(comparison, tmp_path / "one.xlsx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *given: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    write_workbook(comparison, tmp_path / "other.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {workbook.SAME_TIME}
        assert b"1980-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_no_text_becomes_a_formula(comparison: Comparison, tmp_path: Path) -> None:
    write_workbook(comparison, tmp_path / "results.xlsx")
    with zipfile.ZipFile(tmp_path / "results.xlsx") as parts:
        sheets = [parts.read(each) for each in parts.namelist() if "worksheets/" in each]
    assert len(sheets) == 7
    assert not any(b"<f>" in sheet for sheet in sheets)
    about = {row["what"]: row["said"] for row in rows(tmp_path / "results.xlsx", "about")}
    assert str(about["about"]).startswith("=1+1")
