"""Mechanisms and strategies of one's own: files outside this package that become part of the model.

An extension is a Python file that declares what it needs, as the files of this package do: numbers
(``declare``), random draws (``decision``), channels of the ledger (``channel``), processes of the
day (``@process(after=...)``), strategies (subclasses of ``Strategy``). It is loaded before the
first town is compiled, here and in every process that works for this one:

- ``sim.use("newsletter.py")`` in Python, before the first scenario;
- the variable ``POLICING_TRUST_EXTENSIONS`` with the files, for commands;
- an installed package with an entry point of the group ``policing_trust.extensions``.

Its code is a part of the version of every result, so that nothing made without it counts as the
same; compiled code is kept apart.
"""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

VARIABLE = "POLICING_TRUST_EXTENSIONS"
GROUP = "policing_trust.extensions"
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
        _load(Path(name).resolve())


def use(*files: str | Path) -> None:
    """Make extensions a part of the model, here and in the processes that will work for this one.

    Args:
        files: Python files.

    Raises:
        FileNotFoundError: there is no such file.
        RuntimeError: a scenario has been read already, and knows no new strategies or numbers.
    """
    for each in files:
        path = Path(each).resolve()
        if path in LOADED:
            continue
        if "sim.model.scenario.arm" in sys.modules:
            raise RuntimeError(f"use({str(each)!r}) comes too late: write it before any scenario")
        _load(path)
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = os.pathsep.join([*filter(None, [before]), str(path)])


def _load(path: Path) -> None:
    """Run one file as a module of its own name."""
    if not path.is_file():
        raise FileNotFoundError(f"no extension {path}: see {VARIABLE}")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[path.stem] = module
    LOADED[path] = module
    spec.loader.exec_module(module)
