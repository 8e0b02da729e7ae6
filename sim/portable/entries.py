"""Entries of the module: functions of whole numbers, reals and addresses, as a host can call them.

Numba's own functions take an array as seven values and give their result through an address.
"""

from __future__ import annotations

from typing import Any

from sim.compiled.rules import Rule
from sim.portable.layout import COLUMN, TABLES

ADDRESSES = {*(table.__name__ for table in TABLES), "Numbers"}
COLUMNS = {"Floats": 1, "Wholes": 1, "Flags": 1, "Luck": 1, "FloatRows": 2, "FloatBoxes": 3}


def entry(name: str, rule: Rule[..., Any], function: str) -> str:
    """LLVM code of the entry ``name``, which calls the ``function`` that Numba made of a rule.

    Tables and columns are given by their addresses. A rule that fails ends the run.

    Raises:
        TypeError: the rule takes or gives what has no plain form.
    """
    kinds = taken(rule)
    takes, lines, values = [], [], ["ptr %result", "ptr %failure"]
    for kind, argument in zip(kinds.values(), kinds, strict=True):
        at = f"%{argument}"
        if kind == "int":
            takes.append(f"i32 {at}")
            lines.append(f"{at}.wide = sext i32 {at} to i64")
            values.append(f"i64 {at}.wide")
        elif kind == "float":
            takes.append(f"double {at}")
            values.append(f"double {at}")
        elif kind in ADDRESSES:
            takes.append(f"ptr {at}")
            values.append(f"ptr {at}")
        elif kind in COLUMNS:
            takes.append(f"ptr {at}")
            parts, loaded = _column(at, COLUMNS[kind])
            lines += loaded
            values += parts
        else:
            raise TypeError(f"{name} takes {argument}: {kind}, which has no plain form")
    end, result = _end(name, given(rule))
    body = "\n  ".join([
        "%result = alloca i64",
        "%failure = alloca ptr",
        *lines,
        f"%status = call i32 @{function}({', '.join(values)})",
        "%failed = icmp ne i32 %status, 0",
        "br i1 %failed, label %trap, label %fine",
    ])  # fmt: skip
    types = ", ".join(value.split()[0] for value in values)
    return (
        f"declare i32 @{function}({types})\n"
        f"define {result} @{name}({', '.join(takes)}) {{\n  {body}\n"
        f"trap:\n  call void @llvm.trap()\n  unreachable\nfine:\n  {end}\n}}\n"
    )


def taken(rule: Rule[..., Any]) -> dict[str, str]:
    """What a rule takes: name to the word of its annotation."""
    notes = rule.plain.__annotations__
    return {name: str(kind) for name, kind in notes.items() if name != "return"}


def given(rule: Rule[..., Any]) -> str:
    """What a rule gives: the word of its annotation."""
    return str(rule.plain.__annotations__["return"])


def _column(at: str, dimensions: int) -> tuple[list[str], list[str]]:
    """The values of which Numba makes an array, and how they are loaded from a column."""
    kind = COLUMN.format(dimensions)
    places = [*(f"0, i32 {part}" for part in range(5))]
    places += [f"0, i32 {part}, i32 {each}" for part in (5, 6) for each in range(dimensions)]
    types = ["ptr", "ptr", "i64", "i64", "ptr", *(2 * dimensions * ["i64"])]
    values, lines = [], []
    for number, (place, value) in enumerate(zip(places, types, strict=True)):
        lines.append(f"{at}.at{number} = getelementptr {kind}, ptr {at}, i32 {place}")
        lines.append(f"{at}.{number} = load {value}, ptr {at}.at{number}")
        values.append(f"{value} {at}.{number}")
    return values, lines


def _end(name: str, kind: str) -> tuple[str, str]:
    """The last lines of an entry, and the type of its result."""
    if kind == "None":
        return "ret void", "void"
    if kind == "float":
        return "%value = load double, ptr %result\n  ret double %value", "double"
    if kind == "int":
        lines = ("%wide = load i64, ptr %result", "%value = trunc i64 %wide to i32")
        return "\n  ".join([*lines, "ret i32 %value"]), "i32"
    raise TypeError(f"{name} gives {kind}, which has no plain form")
