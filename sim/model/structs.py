"""The tables of ``state.py`` as compiled rules see them: same arrays, same names, no copies.

Numba passes a struct by reference, which compiles about eight times faster here than a tuple of a
hundred arrays. One struct type is made for each table class; imported only when a model is built.
"""

from __future__ import annotations

import dataclasses
import sys
from typing import Any

import numba
from numba.core import types
from numba.experimental import structref

from sim.model import measured, settings, sizes, state, summary
from sim.model.numbers import numbers_record
from sim.model.state import Table

_structs: dict[type[Table], Any] = {}


def _field_type(field: dataclasses.Field[Any]) -> Any:
    """Numba type of one column, or of the struct of an inner table."""
    inner = getattr(state, str(field.type), None)
    if inner in _structs:
        return _structs[inner]
    dimensions = 1 + len(field.metadata["more"])
    return types.Array(numba.from_dtype(field.metadata["dtype"]), dimensions, "C")


class _ShortlyNamed(types.StructRef):  # type: ignore[misc, unused-ignore]
    """A struct type whose columns are not spelt out in the names of compiled functions.

    Those names would be 15,000 letters long, and compiling would take a third longer.
    """

    @property
    def mangling_args(self) -> tuple[str, tuple[Any, ...]]:
        return type(self).__name__, ()


def _define(table: type[Table]) -> Any:
    """Make the struct type of one table class; gives its constructor for compiled code."""
    module = sys.modules[__name__]
    kind = type(f"{table.__name__}Struct", (_ShortlyNamed,), {"__module__": __name__})
    proxy = type(
        f"{table.__name__}Proxy",
        (structref.StructRefProxy,),
        {"__module__": __name__, "__slots__": ()},
    )
    setattr(module, kind.__name__, structref.register(kind))
    setattr(module, proxy.__name__, proxy)
    fields = [(field.name, _field_type(field)) for field in dataclasses.fields(table)]
    structref.define_proxy(proxy, kind, [name for name, _ in fields])
    _structs[table] = kind(fields)
    return proxy


Residents = _define(state.Residents)
Blocks = _define(state.Blocks)
Officers = _define(state.Officers)
Beats = _define(state.Beats)
Groups = _define(state.Groups)
Crimes = _define(state.Crimes)
Department = _define(state.Department)
Contacts = _define(state.Contacts)
Incidents = _define(state.Incidents)
Books = _define(state.Books)
Plan = _define(state.Plan)
Town = _define(state.Town)
TownSettings = _define(settings.TownSettings)
GroupSettings = _define(settings.GroupSettings)
Weights = _define(settings.Weights)
Sizes = _define(sizes.Sizes)
Measured = _define(measured.Measured)
Summary = _define(summary.Summary)


@numba.njit(cache=True)
def _town(  # type: ignore[no-untyped-def]
    residents, blocks, officers, beats, groups, crimes, department, contacts, incidents, books, luck
):
    return Town(
        Residents(*residents),
        Blocks(*blocks),
        Officers(*officers),
        Beats(*beats),
        Groups(*groups),
        Crimes(*crimes),
        Department(*department),
        Contacts(*contacts),
        Incidents(*incidents),
        Books(*books),
        luck,
    )


@numba.njit(cache=True)
def _plan(columns):  # type: ignore[no-untyped-def]
    return Plan(*columns)


@numba.njit(cache=True)
def _town_settings(columns):  # type: ignore[no-untyped-def]
    return TownSettings(*columns)


@numba.njit(cache=True)
def _group_settings(columns):  # type: ignore[no-untyped-def]
    return GroupSettings(*columns)


@numba.njit(cache=True)
def _weights(columns):  # type: ignore[no-untyped-def]
    return Weights(*columns)


@numba.njit(cache=True)
def _sizes(columns):  # type: ignore[no-untyped-def]
    return Sizes(*columns)


@numba.njit(cache=True)
def _measured(columns):  # type: ignore[no-untyped-def]
    return Measured(*columns)


@numba.njit(cache=True)
def _summary(columns):  # type: ignore[no-untyped-def]
    return Summary(*columns)


def _arrays(table: Table) -> tuple[Any, ...]:
    return tuple(array for _, array in table.columns())


def town_struct(town: state.Town) -> Any:
    """The compiled view of a town: shares its arrays."""
    return _town(
        *(_arrays(part) if isinstance(part, Table) else part for _, part in town.columns())
    )


MADE_BY: dict[type[Table], Any] = {
    state.Plan: _plan,
    settings.TownSettings: _town_settings,
    settings.GroupSettings: _group_settings,
    settings.Weights: _weights,
    sizes.Sizes: _sizes,
    measured.Measured: _measured,
    summary.Summary: _summary,
}
"""Tables that rules are given, beside towns."""


def struct_of(table: Table) -> Any:
    """The compiled view of a table: shares its arrays."""
    if isinstance(table, state.Town):
        return town_struct(table)
    return MADE_BY[type(table)](_arrays(table))


TYPES: dict[str, Any] = {
    "None": types.none,
    "bool": types.boolean,
    "int": types.int64,
    "float": types.float64,
    "Floats": types.Array(types.float64, 1, "C"),
    "Wholes": types.Array(types.int32, 1, "C"),
    "Flags": types.Array(types.int8, 1, "C"),
    "FloatRows": types.Array(types.float64, 2, "C"),
    "FloatBoxes": types.Array(types.float64, 3, "C"),
    "Rows": types.Array(types.int64, 1, "C"),
    "TwoFloats": types.UniTuple(types.Array(types.float64, 1, "C"), 2),
    "Luck": types.Array(types.uint64, 1, "C"),
    "Word": types.uint64,
    "Words": types.UniTuple(types.uint64, 4),
    "Four": types.UniTuple(types.float64, 4),
    "Numbers": numba.typeof(numbers_record()),
    **{table.__name__: struct for table, struct in _structs.items()},
}
"""What the annotations of rules are in compiled code."""
