"""Tables as rules see them: as they are, or as structs of the same arrays for compiled rules."""

from __future__ import annotations

from typing import Any

from sim.compiled.library import Seen
from sim.compiled.rules import compiling_is_on, taken_from_library
from sim.model.machine_code import compile_model
from sim.model.state import Table


def as_rules_see(table: Table) -> Any:
    """A town, a plan or settings, as rules take them; rules are compiled from now on."""
    if not compiling_is_on():
        return table
    compile_model()
    return Seen(table, _struct) if taken_from_library() else _struct(table)


def _struct(table: Table) -> Any:
    from sim.model.structs import struct_of  # Numba is slow to import, and a check needs none

    return struct_of(table)
