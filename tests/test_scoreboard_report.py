"""The scoreboard as text, table, figures and page, and the command that makes them."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from synthetic_board import board

from sim.commands.validate import Options, chosen_patterns, run_validation, table, write_folder
from sim.common.problems import ProblemsFound
from sim.evidence.patterns import patterns
from sim.evidence.scoreboard import Row, as_data
from sim.report.document.basis import Finding, _board
from sim.report.scoreboard_page import scoreboard_page
from sim.report.scoreboard_text import print_scoreboard, summary
from sim.study.manifest import MANIFEST


@pytest.fixture
def rows() -> list[Row]:
    """A made-up scoreboard: one measure of P10 fails."""
    return board()


def printed(rows: list[Row], in_full: bool) -> str:
    out = io.StringIO()
    print_scoreboard(rows, in_full, out)
    return out.getvalue()


def test_the_text_shows_every_pattern_and_why_one_falls_short(rows: list[Row]) -> None:
    text = printed(rows, in_full=False)
    for row in rows:
        assert f"  {row.pattern.id} {row.pattern.short.split()[0]}" in text
    together = " ".join(text.split())
    assert "Told: 22 of 23 patterns reproduced, 0 direction only, 1 not reproduced" in together
    assert "Pre-registered: 13 of 13 patterns reproduced" in together
    said = " ".join(text.split())
    assert "violent crime in the other" in text
    assert "well under half of what Philadelphia saw" in said  # the shortfall of P10
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_quick_run_says_why_its_verdicts_may_be_lower(rows: list[Row]) -> None:
    out = io.StringIO()
    print_scoreboard(rows, False, out, few="6 replicates instead of 50")
    said = " ".join(out.getvalue().split())
    assert "A quick run: 6 replicates instead of 50. Chance leaves its intervals wide" in said
    assert "Direction only: the effect goes the way" in said
    usual = " ".join(printed(rows, in_full=False).split())
    assert "quick" not in usual
    assert "Direction only:" not in usual  # nothing here is


def test_only_free_patterns_count_as_predictions(rows: list[Row]) -> None:
    free = [row for row in rows if row.kind == "predicted"]
    word = "is a prediction" if len(free) == 1 else "are predictions"
    assert f"{len(free)} {word}" in summary(rows)


def test_data_for_machines_has_a_number_a_band_and_a_verdict_for_every_pattern(
    rows: list[Row],
) -> None:
    data = json.loads(json.dumps([as_data(row) for row in rows]))
    assert len(data) == len(rows)
    for each in data:
        assert {"id", "verdict", "kind", "estimate", "low", "high", "band", "measures"} <= set(each)
        assert each["low"] <= each["estimate"] <= each["high"]


def test_the_table_has_one_line_a_measure(rows: list[Row]) -> None:
    lines = table(rows).splitlines()
    assert len(lines) == 1 + sum(len(row.readings) for row in rows)


def test_the_folder_has_table_figures_and_page_and_the_same_bytes_every_time(
    rows: list[Row], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_folder(rows[:6], 50, tmp_path / name)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert {"scoreboard.csv", "scoreboard.json", "report.html", MANIFEST} <= {
        str(file) for file in files
    }
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    drawing = ET.parse(tmp_path / "one" / "figures" / "scoreboard.svg")
    assert drawing.getroot().tag.endswith("svg")


def test_the_page_stands_alone_and_names_every_study(rows: list[Row]) -> None:
    page = scoreboard_page(rows, 50)
    assert "<script" not in page
    assert 'src="http' not in page
    for row in rows:
        assert f'id="{row.pattern.id}"' in page
    assert "https://doi.org/10.1073/pnas.1910157116" in page
    assert "not reproduced" in page


def test_patterns_are_chosen_by_id_and_unknown_ones_refused_with_advice() -> None:
    assert [p.id for p in chosen_patterns("p12, R1")] == ["P12", "R1"]
    with pytest.raises(ProblemsFound, match="no pattern is called 'P03'"):
        chosen_patterns("P3")
    with pytest.raises(ProblemsFound, match="no pattern is named"):
        chosen_patterns(" , ")


def test_one_pattern_runs_prints_every_measure_and_writes_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.commands.validate.QUICK", 2)
    monkeypatch.chdir(tmp_path)
    options = Options(quick=True, pattern="P04", json_file=tmp_path / "p04.json", workers=2)
    assert run_validation(options) == 0
    said = capsys.readouterr().out
    for each in patterns()["P04"].measures:
        assert each.words.split()[0] in said
    (found,) = json.loads((tmp_path / "p04.json").read_text())
    assert found["id"] == "P04"
    assert list(tmp_path.iterdir()) == [tmp_path / "p04.json"]  # no folder unless asked for


def test_part_of_a_scoreboard_is_never_stored() -> None:
    for options in (Options(store=True, quick=True), Options(store=True, pattern="P12")):
        with pytest.raises(ProblemsFound, match="only a full validation can be stored"):
            run_validation(options)


def test_options_that_make_no_sense_together_are_refused(tmp_path: Path) -> None:
    for options in (
        Options(because="better"),
        Options(store=True, against_stored=True),
        Options(json_file=tmp_path / "none" / "x.json"),
        Options(json_file=tmp_path),
    ):
        with pytest.raises(ProblemsFound):
            run_validation(options)
    assert list(tmp_path.iterdir()) == []


def test_a_verdict_lower_than_stored_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim.evidence import stored

    monkeypatch.setattr("sim.commands.validate.QUICK", 2)
    monkeypatch.setattr(stored, "is_current", lambda: True)
    was = {"id": "P12", "measures": [{"name": "active", "verdict": "reproduced"}]}
    monkeypatch.setattr(stored, "kept", lambda: {"quick": [was]})
    options = Options(quick=True, pattern="P12", workers=2, against_stored=True)
    assert run_validation(options) == 0
    monkeypatch.setattr("sim.evidence.scoreboard.REPRODUCED", "not reproduced")
    assert run_validation(options) == 1
    assert "Lower than stored: P12" in capsys.readouterr().out


def test_a_report_counts_the_pre_registered_apart_from_the_told() -> None:
    said = _board(
        [Finding(row.pattern.id, row.pattern.title, row.verdict, row.kind) for row in board()],
        "declared",
        False,
    )
    assert said.startswith("Of 13 findings whose reading and band were written down")
    assert "Of 23 that it was told 22 do, but only 6 of them were tests" in said
    assert "pre-registered" not in said.split("The others were put in")[1]
