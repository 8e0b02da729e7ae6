"""Rules that were compiled when the package was built: a library beside it, without a compiler.

Its functions are those that Numba makes, so they take what Numba's take: whole numbers and reals,
an array as seven or more values, a table by its address. The interpreter goes on meanwhile.
"""

from __future__ import annotations

import ctypes
import functools
import platform
import sys
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.common.representation import shown_as
from sim.compiled.rules import Rule

NAME = f"rules.{platform.machine()}-{sys.platform}.so"
"""The library for computers of this kind."""
PREFIX = "rule_"
"""Of the names of rules in it."""
MADE_OF = "made_of"
"""What in it gives the hash of its sources; nothing on a processor that cannot run it."""
HEADER_BYTES = 40
Shape = tuple[Any, int]  # type of the values, dimensions


class Seen:
    """A table as compiled rules take it: by address for a library, as a struct for Numba's rules.

    Both are of the same arrays, no copies. How they lie is told in ``sim/portable/layout.py``.
    """

    def __init__(self, table: Any, as_struct: Callable[[Any], Any]) -> None:
        self._table, self._as_struct = table, as_struct
        self._inner: list[Seen] = []
        words = array("q", (1, 0, 0, 0, 0))  # in use, ..., at the fourth place where columns are
        for _, column in table.columns():
            if isinstance(column, np.ndarray):
                values = (0, 0, column.size, column.itemsize, column.ctypes.data)
                words.extend((*values, *column.shape, *column.strides))
            else:
                self._inner.append(Seen(column, as_struct))
                words.append(self._inner[-1].at)
        self._words = words
        self.at: int = words.buffer_info()[0]
        words[3] = self.at + HEADER_BYTES

    def __repr__(self) -> str:
        return shown_as(self, repr(self._table))

    @property
    def kind(self) -> str:
        """The word for it in the annotations of rules."""
        return type(self._table).__name__

    @functools.cached_property
    def struct(self) -> Any:
        """The same for rules that are not in the library."""
        return self._as_struct(self._table)


def opened(path: Path, mark: str) -> ctypes.CDLL | None:
    """The library there, if it was made of the sources of this mark and runs on this computer."""
    if not path.exists():
        return None
    try:
        found = ctypes.CDLL(str(path))
        tell = found[MADE_OF]
    except (OSError, AttributeError):  # of another kind of system
        return None
    tell.restype = ctypes.c_char_p
    return found if tell() == mark.encode() else None


def function_in(
    library: ctypes.CDLL, rule: Rule[..., Any], arrays: Mapping[str, Shape], numbers: int
) -> Callable[..., Any] | None:
    """A rule of a library, called as Numba's own; None where it holds none of this name.

    Args:
        library: what ``opened`` gave.
        rule: the rule.
        arrays: the word of each kind of array to the type of its values and its dimensions.
        numbers: bytes of all numbers of the model together.
    """
    try:
        found = library[PREFIX + rule.plain.__name__]
    except AttributeError:
        return None
    notes = {name: str(kind) for name, kind in rule.plain.__annotations__.items()}
    gives = notes.pop("return")
    names, name = tuple(notes), rule.plain.__name__
    takes = [_taking(f"{name}: {each}", kind, arrays, numbers) for each, kind in notes.items()]

    def call(*args: Any, **more: Any) -> Any:
        args += tuple(more.pop(each) for each in names[len(args) :] if each in more)
        if more or len(args) != len(takes):
            raise TypeError(f"{name} takes {', '.join(names)}")
        values = [value for taken, each in zip(takes, args, strict=True) for value in taken(each)]
        result = (ctypes.c_double if gives == "float" else ctypes.c_int64)()
        if found(ctypes.byref(result), ctypes.byref(ctypes.c_void_p()), *values):
            raise MemoryError(f"{name} found no memory for its arrays")
        return None if gives == "None" else result.value

    return call


def _taking(
    what: str, kind: str, arrays: Mapping[str, Shape], numbers: int
) -> Callable[[Any], tuple[Any, ...]]:
    """What makes of an argument the values that a function of a library takes."""
    if kind == "int":
        return lambda value: (ctypes.c_int64(int(value)),)
    if kind == "float":
        return lambda value: (ctypes.c_double(float(value)),)
    if kind in arrays:
        return functools.partial(_array, what, *arrays[kind])
    if kind == "Numbers":
        return functools.partial(_record, what, numbers)
    return functools.partial(_table, what, kind)


def _array(
    what: str, dtype: Any, dimensions: int, value: npt.NDArray[Any]
) -> tuple[ctypes.c_void_p | ctypes.c_int64, ...]:
    if value.dtype != dtype or value.ndim != dimensions or not value.flags.c_contiguous:
        raise TypeError(f"{what} must be an array of {np.dtype(dtype)} in one piece")
    nothing, sizes = ctypes.c_void_p(), (*value.shape, *value.strides)
    lengths = ctypes.c_int64(value.size), ctypes.c_int64(value.itemsize)
    return nothing, nothing, *lengths, _address(value), *map(ctypes.c_int64, sizes)


def _record(what: str, size: int, value: Any) -> tuple[ctypes.c_void_p]:
    if value.nbytes != size:
        raise TypeError(f"{what}: numbers were declared after the first town was built")
    return (_address(value),)


def _table(what: str, kind: str, value: Any) -> tuple[ctypes.c_void_p]:
    if not isinstance(value, Seen) or value.kind != kind:
        raise TypeError(f"{what} must be a {kind} as rules see it")
    return (ctypes.c_void_p(value.at),)


def _address(value: Any) -> ctypes.c_void_p:
    at, _ = value.__array_interface__["data"]
    return ctypes.c_void_p(at)
