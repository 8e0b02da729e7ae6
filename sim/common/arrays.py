"""The few things that are done with whole arrays of numbers on the way from runs to an answer.

Elsewhere there an array is only counted, asked for one of its numbers, gone through, or given to a
rule, so that the same lines can run where there is no NumPy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def floats(numbers: Iterable[float]) -> Numbers:
    """An array of these numbers, one after the other; an array of float64 is given as it is."""
    if isinstance(numbers, np.ndarray):
        return np.ascontiguousarray(numbers, np.float64)
    return np.array(list(numbers), np.float64)


def matrix(rows: Sequence[Iterable[float]]) -> Numbers:
    """Rows of one length as one array, shape (rows, length)."""
    return np.ascontiguousarray([floats(row) for row in rows], np.float64)


def empty(number: int) -> Numbers:
    """An array of so many zeros, into which a rule writes."""
    return np.zeros(number)


def minus(one: Numbers, other: Numbers) -> Numbers:
    """The difference of two arrays of one length, number by number."""
    difference: Numbers = one - other
    return difference


def flat(array: Any) -> Numbers:
    """All numbers of an array of any shape, row by row: the last dimension runs first."""
    return np.ascontiguousarray(array, np.float64).reshape(-1)


def every(array: Numbers, first: int, step: int) -> Numbers:
    """The numbers at ``first`` and each ``step`` after it."""
    found: Numbers = array[first::step]
    return found


def added(numbers: Iterable[float]) -> float:
    """Their sum, one after the other: Python's own gives other last digits from version 3.12 on."""
    total = 0.0
    for each in numbers:
        total += float(each)
    return total


def listed(array: Iterable[float]) -> list[float]:
    """The numbers of an array as plain numbers."""
    return [float(each) for each in array]
