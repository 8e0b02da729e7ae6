"""The plain Python of the program as JavaScript: what reads, checks, prices and tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sim.studio.python.names import MEMBERS
from sim.studio.python.reach import Reach

RUNTIME = Path(__file__).with_name("runtime")
ADAPTER = Path(__file__).with_name("planner.js")
PARTS = ("values", "containers", "text", "classes", "machine", "checked", "arrays")
"""Files of the runtime, each building on those before."""


def translated(wanted: Iterable[Callable[..., Any]], rules: Iterable[str]) -> str:
    """JavaScript that defines an object ``program`` with the wanted functions.

    Args:
        wanted: functions of plain data.
        rules: names of the rules that the compiled module offers.

    Raises:
        Untranslatable: what stands in their way, all at once.
    """
    functions = list(wanted)
    reach = Reach(rules)
    code = reach.text(functions)
    names = ", ".join(
        f"{each.__name__}: {reach.refer(each, each.__module__, each.__qualname__)}"
        for each in functions
    )
    return "\n".join([
        f"const PYTHON_MEMBERS = {json.dumps(sorted(MEMBERS))};",
        *((RUNTIME / f"{part}.js").read_text(encoding="utf-8") for part in PARTS),
        code,
        f"const program = {{{names}}};",
        ADAPTER.read_text(encoding="utf-8"),
    ])  # fmt: skip
