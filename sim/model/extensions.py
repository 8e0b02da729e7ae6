"""Mechanisms and strategies of one's own: files outside this package that become part of the model.

An extension is a Python file that declares what it needs, as the files of this package do: numbers
(``declare``), random draws (``decision``), channels, causes, levers, places, duties and counts
(``registers``), processes of the day (``@process(after=...)``), outcomes, interventions and stop
rules (``own``), strategies (subclasses of ``Strategy``). It is loaded before the first town is
compiled, here and in every process that works for this one:

- ``sim.use("newsletter.py")`` in Python, before the first scenario;
- the variable ``POLICING_TRUST_EXTENSIONS`` with the files, for commands;
- an installed package with an entry point of the group ``policing_trust.extensions``.

Its code is a part of the version of every result, so that nothing made without it counts as the
same; compiled code is kept apart.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.common.problems import ExtensionFault

PACKAGE = Path(__file__).parents[1]
VARIABLE = "POLICING_TRUST_EXTENSIONS"
GROUP = "policing_trust.extensions"
FROM_OUTSIDE = f"one of your own must be loaded first: name its file in {VARIABLE}, or in sim.use()"
LOADED: dict[Path, ModuleType] = {}
"""The extensions by their files, in the order in which they were loaded."""
_asked = False


def load_extensions() -> None:
    """Load the extensions of this environment, once; costs nothing where there are none."""
    global _asked
    if _asked:
        return
    _asked = True
    for each in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        module = each.load()
        LOADED[Path(module.__file__)] = module
    for name in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        path = Path(name).resolve()
        if not path.is_file():
            raise ExtensionFault(f"{VARIABLE} names {path}, and there is no such file")
        _load(path)


def use(*files: str | Path) -> None:
    """Make extensions a part of the model, here and in the processes that will work for this one.

    Args:
        files: Python files.

    Raises:
        FileNotFoundError: there is no such file.
        ExtensionFault: what is wrong in it.
        RuntimeError: a scenario has been read already, and knows no new strategies or numbers.
    """
    for each in files:
        path = Path(each).resolve()
        if path in LOADED:
            continue
        if "sim.model.scenario.arm" in sys.modules:
            raise RuntimeError(f"use({str(each)!r}) comes too late: write it before any scenario")
        if not path.is_file():
            raise FileNotFoundError(f"no extension {path}")
        _load(path)
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = os.pathsep.join([*filter(None, [before]), str(path)])


def declared_by(names: Mapping[str, Any]) -> None:
    """Note that a module declares something: one outside the package is an extension from then on.

    Args:
        names: the module's own names.

    Raises:
        ValueError: it has no file, so that nobody could tell later what its results rest on.
    """
    file = names.get("__file__")
    if file is None:
        raise ValueError(
            "what is part of the model must stand in a file, as its results carry its version:"
            " write it into a .py file"
        )
    path = Path(file).resolve()
    if path not in LOADED and not path.is_relative_to(PACKAGE):
        LOADED[path] = sys.modules[names["__name__"]]


def for_workers() -> None:
    """Check that other processes will know every extension.

    Raises:
        ValueError: one stands in the script that is running, which they do not run again.
    """
    for path, module in LOADED.items():
        if module.__name__ == "__main__":
            raise ValueError(
                f"what {path.name} declares is unknown to the processes of a sweep: write it into"
                f" a file of its own and begin with sim.use() of that file"
            )


def _load(path: Path) -> None:
    """Run one file as a module of its own name."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[path.stem] = module
    LOADED[path] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        told = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
        raise ExtensionFault(f"{path}:{_line(path, error)}: {told}") from error


def _line(path: Path, error: Exception) -> int:
    """The last line of a file through which an error came."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 0
    lines = [
        at.lineno for at in traceback.extract_tb(error.__traceback__) if at.filename == str(path)
    ]
    return (lines or [0])[-1] or 0
