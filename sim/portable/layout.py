"""Where everything lies in the module's memory: made from the declarations of the tables.

A *table* is a header, at its ``data`` the address of its columns one after the other. A *column* is
an array that may lie anywhere: its number of values, the size of one in bytes, the address of the
values, and along each dimension how many there are and how many bytes lie between two. In place of
a column a table may hold the address of another table.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import llvmlite.binding as llvm
import numpy as np

from sim.model import state
from sim.model.measured import Measured
from sim.model.numbers import every_parameter, record_type
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES, LEVERS, PLACES
from sim.model.settings import GroupSettings, TownSettings, Weights
from sim.model.sizes import Sizes, fixed_sizes
from sim.model.state import CRIME_TYPES, Table
from sim.model.summary import Summary

HEADER = "{ i64, ptr, ptr, ptr, i64 }"  # how often it is in use, ..., its columns, their size
COLUMN = "{{ ptr, ptr, i64, i64, ptr, [{0} x i64], [{0} x i64] }}"
TABLES: tuple[type[Table], ...] = (
    state.Residents, state.Blocks, state.Officers, state.Beats, state.Groups, state.Crimes,
    state.Department, state.Contacts, state.Incidents, state.Books, state.Plan, state.Town,
    TownSettings, GroupSettings, Sizes, Weights, Measured, Summary,
)  # fmt: skip

Part = dict[str, Any]


def layout(target: llvm.TargetData) -> Part:
    """All of it, as plain data for JSON; addresses are bytes from where the thing begins."""
    header, size = offsets(target, HEADER)
    column, _ = offsets(target, COLUMN.format(1))
    return {
        "header": {"uses": header[0], "data": header[3], "bytes": size},
        "column": {
            "values": column[2],
            "value_bytes": column[3],
            "data": column[4],
            "shape": column[5],
            "about": "strides follow the shape; both have 8 bytes a dimension",
        },
        "sizes": fixed_sizes(),
        "rows": _rows(),
        "tables": {table.__name__: _table(target, table) for table in TABLES},
        "numbers": _numbers(),
    }


def _rows() -> dict[str, list[str]]:
    """Names of what the rows of a dimension are, by the name of that dimension."""
    registers: dict[str, list[Any]] = {
        "causes": CAUSES, "channels": CHANNELS, "counts": COUNTS, "duties": DUTIES,
        "levers": LEVERS, "kinds": PLACES,
    }  # fmt: skip
    named = {name: [each.name for each in entries] for name, entries in registers.items()}
    return {**named, "types": list(CRIME_TYPES)}


def offsets(target: llvm.TargetData, struct: str) -> tuple[list[int], int]:
    """Where the parts of a struct of LLVM lie on a machine, and the size of all."""
    text = f'target datalayout = "{target}"\n@it = external global {struct}'
    kind = llvm.parse_assembly(text).get_global_variable("it").global_value_type
    parts = range(len(list(kind.elements)))
    return [target.get_element_offset(kind, part) for part in parts], target.get_abi_size(kind)


def _table(target: llvm.TargetData, table: type[Table]) -> Part:
    fields = dataclasses.fields(table)
    kinds = ["ptr" if _inner(each) else COLUMN.format(_dimensions(each)) for each in fields]
    at, size = offsets(target, f"{{ {', '.join(kinds)} }}")
    columns = [
        {"name": field.name, "at": place, **_column(table, field)}
        for field, place in zip(fields, at, strict=True)
    ]
    return {"bytes": size, "columns": columns}


def _column(table: type[Table], field: dataclasses.Field[Any]) -> Part:
    if inner := _inner(field):
        return {"table": inner}
    about = field.metadata
    return {
        "type": np.dtype(about["dtype"]).name,
        "shape": table.shape_of(field),
        "start": about["start"],
        "unit": about["unit"],
        "meaning": about["meaning"],
    }


def _inner(field: dataclasses.Field[Any]) -> str | None:
    """The table that a table holds in place of a column."""
    kind = getattr(state, str(field.type), None)
    return kind.__name__ if isinstance(kind, type) and issubclass(kind, Table) else None


def _dimensions(field: dataclasses.Field[Any]) -> int:
    return 1 + len(field.metadata["more"])


def _numbers() -> list[Part]:
    """Every number of the model: a float64 each, one after the other."""
    declared = dict(every_parameter())
    record = record_type()
    found = []
    for group, (inner, start, *_) in (record.fields or {}).items():
        for name, (_, at, *_) in (inner.fields or {}).items():
            number = declared[f"{group}.{name}"]
            found.append({
                "name": f"{group}.{name}", "at": start + at, "default": number.default,
                "bounds": number.bounds, "unit": number.unit, "meaning": number.meaning,
            })  # fmt: skip
    return found
