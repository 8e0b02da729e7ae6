"""What a person hands to a town is checked once, where it enters: compiled rules check nothing.

Each function gives the value as the model uses it. Otherwise it raises an error of one sentence
that names the argument, what was given and what may be: an IndexError for a row that does not
exist, a KeyError for a name, a ValueError for a number out of its bounds, a TypeError for anything
that is not what was asked for. Numbers of NumPy are numbers; True and False are none.
"""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Collection, Mapping, Sequence
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.common.problems import printable, quoted, suggestion

ROUNDING = 1e-6  # by which shares may miss 1
LONGEST = 60
MOST_NAMES = 12


class UnknownName(KeyError):
    """A name that does not exist, told as a sentence; a plain KeyError puts it into quotes."""

    def __str__(self) -> str:
        return str(self.args[0])


def a_number(argument: str, value: object, low: float, high: float) -> float:
    """A number from ``low`` to ``high``."""
    asked = f"{argument} must be a number from {low:,.12g} to {high:,.12g}, not {told(value)}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if not isinstance(value, Real) or _is_flag(value):
        raise TypeError(asked)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not low <= number <= high:
        raise ValueError(asked)
    return number


def a_whole_number(argument: str, value: object, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``."""
    asked = f"{argument} must be a whole number from {low:,} to {high:,}, not {told(value)}"
    number = _whole(value)
    if number is None:
        raise ValueError(asked) if isinstance(value, Real) else TypeError(asked)
    if not low <= number <= high:
        raise ValueError(asked)
    return number


def a_row(argument: str, value: object, rows: int, what: str) -> int:
    """The row of one of so many things, counted from 0."""
    number = _whole(value)
    if number is None:
        raise TypeError(f"{argument} {_rows(rows, what)}, not {told(value)}")
    if not 0 <= number < rows:
        raise IndexError(f"{argument} {_rows(rows, what)}, not {told(value)}")
    return number


def some_rows(argument: str, value: object, rows: int, what: str) -> npt.NDArray[np.int64]:
    """One row, or a list of rows, in any form that NumPy takes for whole numbers."""
    asked = f"{argument} {_rows(rows, what, 'or a list of such rows')}, not"
    given = _as_array(value)
    if given is None or given.ndim > 1:
        raise TypeError(f"{asked} {told(value)}")
    if given.dtype == bool:
        raise TypeError(f"{asked} yes and no: numpy.flatnonzero({argument}) gives the rows")
    if given.size == 0:
        return np.empty(0, np.int64)
    if given.dtype.kind not in "iu":
        raise TypeError(f"{asked} {told(value)}")
    wrong = np.atleast_1d(given)[np.atleast_1d((given < 0) | (given >= rows))]
    if len(wrong):
        more = f" and {len(wrong) - 1:,} more" if len(wrong) > 1 else ""
        raise IndexError(f"{asked} {wrong[0]}{more}")
    return np.atleast_1d(given).astype(np.int64)


def a_name(argument: str, value: object, known: Collection[str], what: str) -> str:
    """One of the known names."""
    if not isinstance(value, str):
        raise TypeError(f"{argument} must be the name of {what}, as text, not {told(value)}")
    if value not in known:
        left = len(known) - MOST_NAMES
        listed = ", ".join([*list(known)[:MOST_NAMES], *([f"{left} more"] if left > 0 else [])])
        near = suggestion(value, known, f"there are {listed}")
        raise UnknownName(f"{argument}: no {what.split()[-1]} is called {quoted(value)}; {near}")
    return str(value)


def a_name_or_row(argument: str, value: object, known: Sequence[str], what: str) -> int:
    """The row of something that may be told by its name or by its row."""
    if isinstance(value, str):
        return list(known).index(a_name(argument, value, known, what))
    number = _whole(value)
    asked = f"{argument} must be the name of {what}, or its row from 0 to {len(known) - 1}"
    if number is None:
        raise TypeError(f"{asked}, not {told(value)}")
    if not 0 <= number < len(known):
        raise IndexError(f"{asked}, not {told(value)}; the rows are {', '.join(known)}")
    return number


def chances_by_name(argument: str, value: object, known: Sequence[str]) -> npt.NDArray[np.float64]:
    """A chance for each known name; 0 where a name is left out."""
    if not isinstance(value, Mapping):
        raise TypeError(f"{argument} must give a chance by name of a group, not {told(value)}")
    chances = {
        a_name(f"a name in {argument}", name, known, "a group"): a_number(
            f"{argument} of {name}", chance, 0.0, 1.0
        )
        for name, chance in value.items()
    }
    return np.array([chances.get(name, 0.0) for name in known])


def numbers_by_row(
    argument: str, value: object, rows: int, what: str, high: float
) -> npt.NDArray[np.float64]:
    """A number from 0 to ``high`` for each of so many things."""
    given = _as_array(value)
    if given is None or given.dtype.kind not in "iuf":
        raise TypeError(f"{argument} must be a list of {rows:,} numbers, not {told(value)}")
    if given.shape != (rows,):
        raise ValueError(
            f"{argument} must be a list of {rows:,} numbers, one for each of the {what},"
            f" not {told(given)}"
        )
    wrong = given[~((given >= 0.0) & (given <= high))]
    if len(wrong):
        raise ValueError(f"{argument} must be numbers from 0 to {high:,.12g}, not {wrong[0]:g}")
    return given.astype(np.float64)


def shares_by_row(argument: str, value: object, rows: int, what: str) -> npt.NDArray[np.float64]:
    """A share for each of so many things; together they are 1."""
    shares = numbers_by_row(argument, value, rows, what, 1.0)
    total = float(shares.sum())
    if abs(total - 1.0) > ROUNDING:
        raise ValueError(f"{argument} must sum to 1, not to {total:g}: divide them by their sum")
    return shares


def yes_or_no(argument: str, value: object) -> bool:
    """True or False."""
    if not _is_flag(value):
        raise TypeError(f"{argument} must be True or False, not {told(value)}")
    return bool(value)


def a_path(argument: str, value: object) -> Path:
    """Where a file is or shall be."""
    if not isinstance(value, str | os.PathLike):
        raise TypeError(f"{argument} must be the path of a file, not {told(value)}")
    if not str(value) or "\0" in str(value):
        raise ValueError(f"{argument} must be the path of a file, not {told(str(value))}")
    return Path(value)


def told(value: object) -> str:
    """A value in the words of a sentence, in one short line."""
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, list | tuple | set | frozenset | dict):
        return f"a {type(value).__name__} of {len(value):,}"
    try:
        text = printable(repr(value))
    except Exception:  # what a person hands over may fail at anything
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _rows(rows: int, what: str, more: str = "") -> str:
    among = f"(there are {rows:,} {what})"
    return " ".join(filter(None, [f"must be a row from 0 to {rows - 1:,}", more, among]))


def _whole(value: object) -> int | None:
    """The value as a whole number, or None when it is none."""
    if _is_flag(value):
        return None
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def _is_flag(value: object) -> bool:
    return isinstance(value, bool | np.bool_)


def _as_array(value: Any) -> npt.NDArray[Any] | None:
    """The value as NumPy sees it, or None when it is no regular list."""
    try:
        return np.asarray(value)
    except Exception:  # what a person hands over may fail at anything
        return None
