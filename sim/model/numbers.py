"""All numbers of the model together, once every mechanism and price has declared its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

import sim.model.costs
import sim.model.day  # noqa: F401  (its mechanisms declare the others)
from sim.model.parameters import PARAMETERS, Parameter


def every_parameter() -> Iterator[tuple[str, Parameter]]:
    """All declared numbers with their dotted names, in the order of declaration."""
    for group, numbers in PARAMETERS.items():
        for name, parameter in numbers.items():
            yield f"{group}.{name}", parameter


def record_type() -> np.dtype[Any]:
    """Layout of all numbers as one nested record, for compiled rules.

    The same whatever was imported first, as rules compiled for another layout cannot be used.
    """
    return np.dtype(
        (
            np.record,
            [
                (group, np.dtype((np.record, [(name, np.float64) for name in numbers])))
                for group, numbers in sorted(PARAMETERS.items())
            ],
        )
    )


def numbers_record(changes: Mapping[str, float] | None = None) -> Any:
    """All numbers at their defaults, with ``changes`` by dotted name, as one record.

    Raises:
        KeyError: a name that is not declared.
        ValueError: a value outside its bounds.
    """
    declared = dict(every_parameter())
    record = np.zeros(1, record_type())
    for dotted, parameter in declared.items():
        group, name = dotted.split(".")
        record[group][name][0] = parameter.default
    for dotted, value in (changes or {}).items():
        if dotted not in declared:
            raise KeyError(f"no parameter is called {dotted!r}")
        low, high = declared[dotted].bounds
        if not (math.isfinite(value) and low <= value <= high):
            raise ValueError(f"{dotted} must lie between {low:g} and {high:g}, not {value:g}")
        group, name = dotted.split(".")
        record[group][name][0] = value
    return record[0]
