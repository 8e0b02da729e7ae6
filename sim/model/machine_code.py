"""The model's rules compiled for this machine: before its first town is built."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from sim.compiled import rules
from sim.compiled.cache import note_complete
from sim.model.day import DAY, OWN_PROCESSES, PROCESSES, days_of
from sim.model.processes.records import take_record
from sim.model.town import first_ties
from sim.model.version import cache_folder

SECOND_COMPILER = """
import sys
from sim.model import machine_code
machine_code.compile_model()
machine_code.rules.prepare_named(sys.argv[1:])
"""


def compile_model(saved: bool = True) -> None:
    """Switch every rule to machine code, made when it is first called."""
    rules.compile_rules(cache_folder() if saved else None, _types)


def compile_all() -> None:
    """Compile everything that a run needs, or read what was compiled before."""
    compile_model()
    for name, process in PROCESSES.items():
        if name in OWN_PROCESSES:  # first: what is wrong with one is told before a long wait
            process.prepare_for_rules()
    rules.compile_in_two(DAY, second_compiler())
    for entry in (first_ties, days_of(), take_record):
        entry.prepare()
    note_complete(cache_folder())


def second_compiler() -> list[str]:
    """The command of a process that compiles the rules whose names are added to it."""
    return [sys.executable, "-c", SECOND_COMPILER]


def _types() -> Mapping[str, Any]:
    from sim.model.structs import TYPES  # Numba is slow to import, and a check needs none

    return TYPES
