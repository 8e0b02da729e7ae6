"""The model's rules compiled for this machine: before its first town is built."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.compiled import rules
from sim.compiled.cache import note_complete
from sim.compiled.library import Shape, function_in
from sim.compiled.rules import Library, Rule
from sim.model.building.town import build, first_ties
from sim.model.day import DAY, OWN_PROCESSES, PROCESSES, days_of
from sim.model.day_zero import make_today_the_usual
from sim.model.measured import measure, measure_series
from sim.model.numbers import numbers_record
from sim.model.places import add_up, lay_out, lay_usual, set_here
from sim.model.processes.contact import meet, note_contact, settle
from sim.model.processes.news import shift_standing, spread_news
from sim.model.processes.records import new_year, record_if_due, take_record
from sim.model.sizes import set_sizes
from sim.model.summary import sum_up
from sim.model.version import cache_folder, rules_library

BEFORE_THE_RUN: tuple[Rule[..., Any], ...] = (
    set_sizes, build, first_ties, make_today_the_usual, lay_usual, lay_out, add_up, set_here,
)  # fmt: skip
"""Rules that are called to build a town and to lay out what is done where."""
AFTER_THE_RUN: tuple[Rule[..., Any], ...] = (take_record, measure, measure_series, sum_up)
"""Rules that say what came of it."""
IN_BETWEEN: tuple[Rule[..., Any], ...] = (
    meet, note_contact, settle, shift_standing, spread_news, new_year, record_if_due,
)  # fmt: skip
"""Rules that are called by who changes or watches a running town."""
ARRAYS: dict[str, Shape] = {
    "Floats": (np.float64, 1), "Flags": (np.int8, 1), "FloatRows": (np.float64, 2),
}  # fmt: skip
"""Arrays that these rules take beside tables."""
SECOND_COMPILER = """
import sys
from sim.model import machine_code
machine_code.compile_model()
machine_code.rules.prepare_named(sys.argv[1:])
"""


def compile_model(saved: bool = True) -> None:
    """Switch every rule to machine code, made when it is first called."""
    if saved:
        rules.compile_rules(cache_folder(), _types, _library)
    else:
        rules.compile_rules(None, _types)


def compile_all() -> None:
    """Compile everything that a run needs, or read what was compiled before."""
    compile_model()
    for name, process in PROCESSES.items():
        if name in OWN_PROCESSES:  # first: what is wrong with one is told before a long wait
            process.prepare_for_rules()
    if rules.taken_from_library():
        return
    rules.compile_in_two((*DAY, *BEFORE_THE_RUN, *AFTER_THE_RUN), second_compiler())
    for entry in (*BEFORE_THE_RUN, days_of(), *AFTER_THE_RUN):
        entry.prepare()
    note_complete(cache_folder())


def called() -> tuple[Rule[..., Any], ...]:
    """All rules that are called from outside of rules, and so stand in a library."""
    return (*BEFORE_THE_RUN, days_of(), *AFTER_THE_RUN, *IN_BETWEEN, *DAY)


def _library() -> Library | None:
    """What finds rules in the library of a wheel; None where there is none for these sources."""
    library = rules_library()
    if library is None:
        return None
    size = numbers_record().nbytes
    return lambda rule: function_in(library, rule, ARRAYS, size)


def second_compiler() -> list[str]:
    """The command of a process that compiles the rules whose names are added to it."""
    return [sys.executable, "-c", SECOND_COMPILER]


def _types() -> Mapping[str, Any]:
    from sim.model.structs import TYPES  # Numba is slow to import, and a check needs none

    return TYPES
