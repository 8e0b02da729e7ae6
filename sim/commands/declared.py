"""Where numbers are declared, read from the sources themselves."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from pathlib import Path
from types import ModuleType

from sim.model.extensions import LOADED
from sim.model.numbers import every_parameter
from sim.model.registers import DECLARED_IN

PACKAGE = Path(__file__).parents[1]


@functools.cache
def declarations() -> dict[str, tuple[ModuleType, dict[str, int]]]:
    """Parameter groups: the module of each, and the line of each number ("" for the group)."""
    dict(every_parameter())  # imports what declares them
    found: dict[str, tuple[ModuleType, dict[str, int]]] = {}
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not file or not (name.startswith("sim.") or Path(file) in LOADED):
            continue
        source = Path(file).read_text(encoding="utf-8")
        if "declare(" not in source:
            continue
        for statement in ast.parse(source).body:
            call = getattr(statement, "value", None)
            if isinstance(call, ast.Call) and "declare" in vars(call.func).values():
                group = ast.literal_eval(call.args[0])
                lines = {str(each.arg): each.value.lineno for each in call.keywords}
                found[group] = (module, {"": call.args[0].lineno, **lines})
    return found


def groups_of(module: ModuleType) -> list[str]:
    """The parameter groups that a module declares."""
    return [group for group, (where, _) in declarations().items() if where is module]


def place_of_parameter(group: str, name: str = "") -> str:
    """File and line of a declared number, or of its group: sim/model/processes/contact.py:37."""
    module, lines = declarations()[group]
    return f"{place(module)}:{lines[name]}"


def place(module: ModuleType) -> str:
    """A module's file as one sees it in the project, sim/model/plan.py; all of it elsewhere."""
    return _shown(Path(inspect.getfile(module)))


def _shown(file: Path) -> str:
    inside = file.is_relative_to(PACKAGE)
    return (file.relative_to(PACKAGE.parent) if inside else file).as_posix()


def place_of_entry(kind: str, name: str) -> str:
    """File and line of a channel, cause, lever, duty or the like."""
    file, line = DECLARED_IN[kind, name]
    return f"{_shown(Path(file))}:{line}"


def place_of_text(module: ModuleType, text: str) -> str:
    """File and line where ``text`` first stands in a module."""
    for number, line in enumerate(inspect.getsource(module).splitlines(), start=1):
        if text in line:
            return f"{place(module)}:{number}"
    return place(module)
