"""The way of the data goes one way: each folder of sim/ imports from those before it."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SIM = Path(__file__).parents[1] / "sim"
MODULES = {
    ".".join(path.relative_to(SIM.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(SIM.rglob("*.py"))
}
MODEL = {
    "model", "processes", "progress", "ready", "scenario", "strategies", "yaml_source", "words",
}  # fmt: skip
ALONE = {"words", "progress", "ready"}
"""Files of sim/ that are rooms of their own."""
MAY_IMPORT = {
    "words": set[str](),  # how numbers and names are told
    "progress": {"words"},  # how far work is, and how long it takes still
    "ready": {"model", "progress", "scenario", "words"},  # the model compiled before work begins
    "yaml_source": {"model"},
    "strategies": {"model", "yaml_source"},
    "scenario": {"model", "strategies", "yaml_source"},
    "processes": {"model"},
    "model": {"processes", "scenario", "strategies"},  # what lies in sim/ itself
    "experiment": MODEL,
    "evidence": {*MODEL, "experiment"},
    "sweeps": {*MODEL, "experiment", "evidence"},
    "frontier": {*MODEL, "experiment", "sweeps"},
    "sensitivity": {*MODEL, "experiment", "sweeps"},
    "report": {*MODEL, "experiment", "evidence", "sweeps", "frontier", "sensitivity"},
    "lesson": {*MODEL, "experiment"},
    "live": {*MODEL, "experiment", "lesson"},
}
"""Commands may import everything, and nothing else imports them."""
COMMANDS = {
    "sim.command_line",
    "sim.frontier.answer",
    "sim.odd",
    "sim.sweeps.conduct",
}
"""Beside sim/commands and each `command.py`: what leads from the scenario to its report."""
ALLOWED = {("sim.experiment.compare", "sim.evidence.robustness")}  # what is kept of a comparison


def room_of(module: str) -> str:
    """The folder in sim/; "model" for sim/ itself."""
    _, *inner = module.split(".")
    if module.removeprefix("sim.") in ALONE:
        return module.removeprefix("sim.")
    if module in COMMANDS or module.endswith(".command"):
        return "commands"
    return inner[0] if inner and (SIM / inner[0]).is_dir() else "model"


def imports_of(source: str) -> Iterator[str]:
    """Modules of sim/ that a module imports when it runs, also inside functions."""
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sim"):
            inner = [f"{node.module}.{each.name}" for each in node.names]
            yield from (name if name in MODULES else node.module for name in inner)
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in MODULES)
        waiting += ast.iter_child_nodes(node)


def backwards(module: str, source: str) -> list[str]:
    """Imports of a module that lead to a room it may not know."""
    here = room_of(module)
    return [
        f"{module} imports {other}"
        for other in sorted(set(imports_of(source)))
        if (module, other) not in ALLOWED
        and here != "commands"
        and room_of(other) not in {here, *MAY_IMPORT[here]}
    ]


def test_every_room_imports_only_from_rooms_before_it() -> None:
    known = {room_of(module) for module in MODULES}
    assert known == {*MAY_IMPORT, "commands"}, "a new folder says what it may import"
    found = [each for name, path in MODULES.items() for each in backwards(name, path.read_text())]
    assert found == []


def test_no_two_modules_need_each_other() -> None:
    needs = {
        name: {other for other in imports_of(path.read_text()) if room_of(other) not in MODEL}
        for name, path in MODULES.items()
        if room_of(name) not in MODEL
    }
    TopologicalSorter(needs).prepare()


@pytest.mark.parametrize(
    "line",
    ["from sim.report import sentences", "from sim.evidence.stored import kept",
     "def late():\n    import sim.commands.check", "from sim.sweeps.command import run_sweep"],
)  # fmt: skip
def test_an_import_that_leads_backwards_is_noticed(line: str) -> None:
    assert len(backwards("sim.experiment.statistics", line)) == 1
    for_types = "if TYPE_CHECKING:\n" + textwrap.indent(line, "    ")
    assert backwards("sim.experiment.statistics", for_types) == []
