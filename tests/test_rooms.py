"""The way of the data goes one way: each room of sim/ imports only from those before it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "sim").rglob("*.py"))
}
ROOMS = re.findall(
    r"^\d+\. `sim/(\w+)/`",
    (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("## Rooms")[1],
    re.M,
)
"""In the order in which docs/architecture.md tells them."""


def imports_of(source: str) -> Iterator[str]:
    """Modules of sim/ that a module imports, wherever in it, also only for types."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sim"):
            inner = [f"{node.module}.{each.name}" for each in node.names]
            yield from (name if name in MODULES else node.module for name in inner)
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in MODULES)
        waiting += ast.iter_child_nodes(node)


def backwards(module: str, source: str) -> list[str]:
    """Imports of a module that lead to a room after its own."""
    reached = ROOMS.index(module.split(".")[1])
    return [
        f"{module} imports {other}"
        for other in sorted(set(imports_of(source)))
        if other == "sim" or ROOMS.index(other.split(".")[1]) > reached
    ]


def test_every_folder_of_the_package_is_a_room_and_no_module_stands_outside() -> None:
    folders = {path.parent.name for path in (ROOT / "sim").glob("*/__init__.py")}
    assert folders == set(ROOMS)
    assert [name for name in MODULES if name.count(".") == 1 and name[4:] not in folders] == []


def test_every_room_imports_only_from_rooms_before_it() -> None:
    found = [
        each
        for name, path in MODULES.items()
        if name != "sim"  # the public names, of all rooms
        for each in backwards(name, path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_two_modules_need_each_other() -> None:
    """Not even for types."""
    needs = {
        name: set(imports_of(path.read_text(encoding="utf-8"))) - {name}
        for name, path in MODULES.items()
    }
    TopologicalSorter(needs).prepare()


@pytest.mark.parametrize(
    "line",
    ["from sim.report import sentences", "from sim.evidence.stored import kept",
     "def late():\n    import sim.commands.check", "import sim.report.setting",
     "if TYPE_CHECKING:\n    from sim.lesson.story import Story"],
)  # fmt: skip
def test_an_import_that_leads_backwards_is_noticed(line: str) -> None:
    assert len(backwards("sim.study.statistics", line)) == 1
    assert backwards("sim.commands.check", line) == []


def test_a_circle_is_noticed_also_inside_functions() -> None:
    late = "def late():\n    import sim.model.day"
    needs = {"sim.model.town": set(imports_of(late)), "sim.model.day": {"sim.model.town"}}
    with pytest.raises(CycleError):
        TopologicalSorter(needs).prepare()


def test_no_rule_can_know_a_strategy() -> None:
    """Processes import none, and what they are given holds levers and places, but no name."""
    for name, path in MODULES.items():
        if name.startswith("sim.model.processes"):
            read = imports_of(path.read_text(encoding="utf-8"))
            assert not [each for each in read if "strategies" in each or "scenario" in each], name
    state = ast.parse(MODULES["sim.model.state"].read_text(encoding="utf-8"))
    plan = next(each for each in state.body if getattr(each, "name", "") == "Plan")
    assert isinstance(plan, ast.ClassDef)
    columns = {each.target.id for each in plan.body if isinstance(each, ast.AnnAssign)
               and isinstance(each.target, ast.Name)}  # fmt: skip
    assert columns == {
        "stage", "levers", "places", "running", "shock_day", "shock_size", "shock_reach",
        "shock_here", "burn_in", "days",
    }  # fmt: skip
