"""docs/TRACE.md names what exists, and the pages show the numbers that are kept."""

from __future__ import annotations

import ast
import functools
import json
import re
from pathlib import Path

from sim.evidence import stored
from sim.evidence.patterns import patterns
from sim.evidence.worlds.board import Board, kept_board

ROOT = Path(__file__).parents[1]
TRACE = (ROOT / "docs" / "TRACE.md").read_text(encoding="utf-8")
EVIDENCE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
NUMBERS_IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@functools.cache
def claims_of(path: Path) -> set[str]:
    """Names of the tests of a file, which is only read."""
    if not path.exists():
        return set()
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {each.name for each in nodes if isinstance(each, ast.FunctionDef)}


def not_there(text: str) -> list[str]:
    """Tests that a text names and that do not exist."""
    named = re.findall(r"`(tests/\w+\.py)::(test_\w+)`", text)
    return [f"{path}::{name}" for path, name in named if name not in claims_of(ROOT / path)]


def test_every_test_named_exists() -> None:
    assert len(re.findall(r"`tests/\w+\.py::test_\w+`", TRACE)) > 60
    assert not_there(TRACE) == []


def test_a_test_that_does_not_exist_is_noticed() -> None:
    here = "`tests/test_trace.py::test_every_test_named_exists`"
    assert not_there(here) == []
    assert not_there(here.replace("named", "naned")) == [here[1:-1].replace("named", "naned")]
    assert not_there("`tests/test_nothing.py::test_it`") == ["tests/test_nothing.py::test_it"]


def test_every_row_is_shown_by_something() -> None:
    rows = [line for line in TRACE.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if not row.startswith(("| claim |", "| pattern |"))]
    assert len(rows) > 60
    for row in rows:
        assert re.search(r"::test_|run\.py |`make |the same command", row), row


def test_every_published_pattern_is_traced() -> None:
    told = dict(re.findall(r"^\| ([PQR]\d+) .*? \| ([a-z -]+) \|", TRACE, re.M))
    assert told == {each.id: each.kind for each in patterns().values()}


def test_the_pages_say_what_the_kept_scoreboard_says() -> None:
    """If a verdict falls, or a pattern changes its kind, these sentences are to be written anew."""
    verdicts = {row["id"]: row["verdict"] for row in stored.kept()["full"]}
    outside = {each for each, verdict in verdicts.items() if verdict != "reproduced"}
    asked = {each.id for each in patterns().values() if each.use == "pre-registered"}
    assert outside - asked == {"P21", "P22", "P23", "P24", "P25", "P26"}
    assert asked - outside == {"Q05", "Q09", "Q10"}
    assert len(asked) == 13
    kinds = [each.kind for each in patterns().values()]
    said = {
        "predicted": "are predictions",
        "set": "were reached by choosing a number",
        "calibrated": "are base rates",
        "by construction": "are true by construction",
    }
    for page in (README, EVIDENCE):
        text = " ".join(page.split()).lower()
        assert "seventeen of twenty-three" in text
        assert "three of thirteen" in text
        for kind, words in said.items():
            number = NUMBERS_IN_WORDS[kinds.count(kind)]
            assert re.search(rf"\b{number}( of them)? {words}", text), (number, words)


def test_the_pages_say_what_worlds_say_of_findings() -> None:
    """If coverage changes these sentences are to be written anew."""
    board = kept_board()
    assert isinstance(board, Board), board
    text = " ".join(EVIDENCE.split())
    (inside, of), never = board.coverage("left out") or (0, 0), board.coverage("never asked")
    control = board.control()
    assert f"Of {of} measures left out, {inside} lie inside the 90% band" in text
    assert f"the priors alone hold {control.inside} in bands hardly wider" in text
    assert control.width > 0.9
    assert f"in {control.rest:.0%} of worlds drawn without its study" in text
    assert f"in {control.priors:.0%} of settings from the priors" in text
    assert never is not None
    assert f"Of {never[1]} pre-registered measures {never[0]} lie inside" in text


def test_the_pages_show_the_kept_measurements_of_speed() -> None:
    kept = json.loads((ROOT / "tests/benchmarks/baseline.json").read_text(encoding="utf-8"))
    page = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")
    rows = [row for row in kept if row["target"]]
    assert len(rows) > 10
    for row in rows:
        middle, low, high = (f"{row[each]:.3g}" for each in ("median", "min", "max"))
        unit = rf"( {row['unit']})?"
        assert re.search(rf"\| {middle}{unit} \({low} to {high}\)", page), row["what"]
    in_short = re.findall(r"^\| .*\| ([\d.]+(?: s)? \([\d.]+ to [\d.]+\)) \|$", README, re.M)
    assert len(in_short) >= 4
    assert [each for each in in_short if each not in page] == []
