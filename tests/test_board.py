"""What worlds say of findings: kept for one version, told by `validate`, the misses first."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from synthetic_board import OVER_WORLDS
from synthetic_board import board as scoreboard

from sim.commands import validate
from sim.commands.main import run
from sim.commands.worlds import Options, not_asked
from sim.common.problems import ProblemsFound
from sim.evidence import stored
from sim.evidence.patterns import patterns
from sim.evidence.scoreboard import Row
from sim.evidence.worlds import again
from sim.evidence.worlds.board import KEPT, Board, keep_board, kept_board
from sim.evidence.worlds.lived import lived_in
from sim.report.over_worlds import first_line, misses, what_it_says
from sim.report.scoreboard_page import scoreboard_page
from sim.report.scoreboard_text import print_scoreboard

CHEAP = ("P08", "P10", "P20", "Q02", "Q03")  # studies that run in a fifth of a second


@pytest.fixture
def rows() -> list[Row]:
    return scoreboard()


def kept() -> Board:
    """The board of this version."""
    found = kept_board()
    assert isinstance(found, Board), found
    return found


def test_a_finding_is_met_where_all_its_measures_are() -> None:
    known = patterns()
    assert OVER_WORLDS.share(known["P10"]) == 0.25
    assert OVER_WORLDS.share(known["P01"]) is None
    assert OVER_WORLDS.predicted(known["P10"]) == (2, 3)
    assert OVER_WORLDS.predicted(known["P12"]) is None


def test_the_first_line_counts_what_was_left_out_and_the_priors_beside_it() -> None:
    said = first_line(OVER_WORLDS)
    assert said.startswith(
        "Of 4 measures of findings left out, 3 lie inside the 90% band that the rest predicts."
    )
    assert said.endswith("Of 1 that were pre-registered and never asked, 0 do.")
    said = what_it_says(OVER_WORLDS)
    assert said.startswith(
        "The aim, four in five, is missed for those left out and missed for those pre-registered."
    )
    assert "without any finding, hold 4, and the rest's bands are 50% as wide as theirs." in said
    assert "says little" not in said
    assert "met in 65% of worlds drawn without its study, and in 10% of settings" in said


def test_misses_are_told_those_left_out_first() -> None:
    foot, alert = misses(OVER_WORLDS, patterns().values())
    assert foot.startswith("P10 ")
    assert foot.endswith(": found -23.0, the rest predicts -9.0 to -4.0 percent")
    assert alert.startswith("Q03 ")


def test_what_is_kept_comes_back_and_is_refused_by_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "board.json"
    assert "is not kept" in str(kept_board(path))
    keep_board(OVER_WORLDS, path)
    assert kept_board(path) == OVER_WORLDS
    monkeypatch.setattr(stored, "version", lambda: "another")
    said = kept_board(path)
    assert isinstance(said, str)
    assert "another version" in said
    assert "calibrate --lived --store` renews it" in said


def test_the_text_tells_it_first_and_fits_a_terminal(rows: list[Row]) -> None:
    out = io.StringIO()
    print_scoreboard(rows, False, out, board=OVER_WORLDS)
    text = out.getvalue()
    assert text.startswith("Of 4 measures of findings left out")
    assert max(len(line) for line in text.splitlines()) <= 100
    line = next(each for each in text.splitlines() if each.startswith("  P10 Foot"))
    assert " 25%  2 of 3  " in line
    together = " ".join(text.split())
    assert together.index("the rest predicts -9.0 to -4.0") < together.index("Pre-registered ")


def test_where_worlds_are_of_another_version_the_rest_is_told_all_the_same(rows: list[Row]) -> None:
    out = io.StringIO()
    print_scoreboard(rows, False, out, board="Nothing is kept.")
    assert out.getvalue().startswith("Nothing is kept.")
    assert "asked" in out.getvalue()
    assert "Nothing is kept." in scoreboard_page(rows[:2], 50, "Nothing is kept.")


def test_the_page_tells_misses_before_the_rest(rows: list[Row]) -> None:
    page = scoreboard_page(rows, 50, OVER_WORLDS)
    assert page.index("Of 4 measures of findings left out") < page.index("Told: ")
    assert page.index("the rest predicts -9.0 to -4.0") < page.index("<figure")
    assert "-9.0 to -4.0, missed" in page


def test_tables_for_machines_have_it_too(rows: list[Row]) -> None:
    lines = validate.table(rows, OVER_WORLDS).splitlines()
    assert lines[0].endswith("met_in_worlds,rest_predicts_low,rest_predicts_high,"
                             "predicted_when_left_out")  # fmt: skip
    (change,) = [each for each in lines if each.startswith("P10,") and ",change," in each]
    assert change.endswith(",0.25,-9.0,-4.0,False")
    data = {each["id"]: each for each in json.loads(validate._text(rows, OVER_WORLDS))}
    assert data["P10"]["met_in_worlds"] == 0.25
    assert data["P10"]["measures"][0]["rest_predicts"] == [-9.0, -4.0]


def test_worlds_can_be_asked_for_less() -> None:
    known = patterns()
    assert not_asked(Options(), known) == frozenset()
    assert "P23.crime" in not_asked(Options(without="p10"), known)
    only = not_asked(Options(only="P01,P4"), known)
    assert "P06.crime" in only
    assert not {"P01.att", "P04.ratio"} & only
    for options in (Options(without="P12"), Options(only="Q01"), Options(only=" , ")):
        with pytest.raises(ProblemsFound, match="write one or several of: P01, P04, P06"):
            not_asked(options, known)


def test_worlds_that_were_asked_for_less_are_not_kept(capsys: pytest.CaptureFixture[str]) -> None:
    for more in ("--store", "--lived", "--base-rates"):
        assert run(["calibrate", "--without", "P08", more]) == 2
        assert "do not go together" in capsys.readouterr().err


def test_all_that_worlds_can_be_asked_for_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calibrate", "--targets", "list"]) == 0
    said = capsys.readouterr().out
    assert "P01 effect of a visit on those reached" in said
    assert "Q01" not in said
    assert max(len(line) for line in said.splitlines()) <= 100


def test_the_kept_board_says_something_of_every_judged_measure_and_is_small() -> None:
    board = kept()
    judged = {
        f"{pattern.id}.{each.name}"
        for pattern in patterns().values()
        for each in pattern.measures
        if each.judged != "shown"
    }
    assert set(board.measures) == judged
    assert board.lived
    assert {len(each.met) for each in board.measures.values()} == {len(lived_in(300))}
    for name, each in board.measures.items():
        assert (each.rest is not None) == (each.role in ("left out", "never asked")), name
    assert KEPT.stat().st_size < 50_000


def test_findings_that_the_file_has_met_in_a_world_are_still_met() -> None:
    chosen = [patterns()[each] for each in CHEAP]
    assert again.no_longer_met(kept(), chosen, (0, 12, 24)) == []


def test_a_finding_that_is_no_longer_met_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    board, chosen = kept(), [patterns()["Q03"], patterns()["P10"]]
    turn = board.measures["P10.rest"].met.index(True)
    run = again.run_numbers

    def worse(*given: object) -> dict[str, float]:
        return run(*given) | {"P10.rest": -40.0}  # type: ignore[arg-type]

    monkeypatch.setattr(again, "run_numbers", worse)
    (said,) = again.no_longer_met(board, chosen, (turn,))
    assert said.startswith("P10, ")
    assert said.endswith(f"-40 in world {lived_in(300)[turn]}")
    expected = Board(False, board.measures)
    assert again.no_longer_met(expected, chosen, (turn,)) == []
