"""docs/architecture.md describes the program as it is, and the program keeps to it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from sim import odd
from sim.compiling import MODEL_SOURCES
from sim.processes import DAY

ROOT = Path(__file__).parents[1]
SIM = ROOT / "sim"
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MODEL = [path for each in MODEL_SOURCES if each.endswith(".py") for path in SIM.glob(each)]
USERS_OF_THE_MODEL = {
    "commands", "evidence", "experiment", "frontier", "lesson", "live", "report", "sensitivity",
    "sweeps",
}  # fmt: skip
ROOM_AND_WHAT_IT_MAY = re.compile(r"^\| `(sim/[^`]+)` \| ((?:`\w+`(?:, )?)+) \|$", re.M)
MAY_IMPORT = dict(ROOM_AND_WHAT_IT_MAY.findall(TEXT.split("## What may import")[1]))


def imported(source: str) -> set[str]:
    """The rooms of ``sim`` that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            first, *inner = node.module.split(".")
            if first == "sim":
                found |= {inner[0]} if inner else {each.name for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name.split(".")[1] for each in node.names if each.name[:4] == "sim."}
    return found


def files_of(room: str) -> list[Path]:
    path = ROOT / room
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def test_every_room_named_exists_and_every_room_is_named() -> None:
    rooms = set(re.findall(r"`((?:sim|tests|docs|scenarios|results)/[\w./]*)`", TEXT))
    assert [room for room in sorted(rooms) if not (ROOT / room).exists()] == []
    folders = {
        f"{path.relative_to(ROOT).as_posix()}/"
        for path in SIM.rglob("*")
        if path.is_dir() and any(each.is_file() for each in path.iterdir())
        if "__pycache__" not in path.parts
    }
    assert folders - rooms == set()
    alone = {f"sim/{path.name}" for path in SIM.glob("*.py")} - {"sim/__init__.py"}
    assert alone - rooms == set()


def test_the_day_is_told_in_its_order() -> None:
    told = re.findall(r"^\d+\. `(\w+)`:", TEXT.split("## The day")[1], re.M)
    assert told == [odd.name(process) for process in DAY]
    assert f"{len(DAY)} processes" in TEXT


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_what_it_may(room: str) -> None:
    allowed = set(re.findall(r"`(\w+)`", MAY_IMPORT[room])) | {Path(room).stem}
    found = set().union(*(imported(path.read_text(encoding="utf-8")) for path in files_of(room)))
    assert found - allowed == set()


def test_the_table_of_imports_is_read() -> None:
    assert len(MAY_IMPORT) == 3
    assert imported("from sim.strategies.funding import Funding") == {"strategies"}
    assert imported("def f():\n    from sim import ledger\n    import sim.plan") == {
        "ledger",
        "plan",
    }


def test_the_model_knows_nothing_of_who_uses_it() -> None:
    assert len(MODEL) > 50
    for path in MODEL:
        assert imported(path.read_text(encoding="utf-8")).isdisjoint(USERS_OF_THE_MODEL), path


def test_no_rule_can_know_a_strategy() -> None:
    """Rules import none, and what they are given holds levers and places, but no name."""
    for path in files_of("sim/processes"):
        assert "strategies" not in imported(path.read_text(encoding="utf-8")), path
    state = ast.parse((SIM / "state.py").read_text(encoding="utf-8"))
    plan = next(each for each in state.body if getattr(each, "name", "") == "Plan")
    assert isinstance(plan, ast.ClassDef)
    columns = {each.target.id for each in plan.body if isinstance(each, ast.AnnAssign)
               and isinstance(each.target, ast.Name)}  # fmt: skip
    assert columns == {
        "stage", "levers", "places", "running", "shock_day", "shock_size", "shock_reach", "burn_in",
        "days",
    }  # fmt: skip
