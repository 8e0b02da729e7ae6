"""Outcomes by name: those that rules measure, what an arm costs, and outcomes of one's own."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.common.arrays import every, flat
from sim.model.measured import DAYS_IN_YEAR, Measured
from sim.model.outcomes import outcomes
from sim.model.state import CRIME_TYPES, Floats

__all__ = ["DAYS_IN_YEAR", "Measured", "Record", "by_name", "laid_out"]
SIDES = ("", "_realised")


@dataclass(frozen=True)
class Names:
    """Names of which a town has outcomes of its own.

    Attributes:
        groups: of groups of residents.
        districts: of districts; none where the town is not divided.
    """

    groups: tuple[str, ...]
    districts: tuple[str, ...] = ()


@functools.cache
def _names(names: Names, own: int) -> tuple[str, ...]:
    """Names of all outcomes; ``own``, how many of one's own there are, may grow."""
    return tuple(outcomes(dict.fromkeys(names.groups, ""), dict.fromkeys(names.districts, "")))


@dataclass(frozen=True)
class Record:
    """What is known at the end of one day, and since when the happenings are counted.

    Attributes:
        means: sums over residents, shape (means, groups).
        totals: happenings in the period, shape (counts, groups).
        order: mean order of the blocks, 0-1.
        days: days of the period.
        usual_crime: true crimes per 1,000 residents and year on an ordinary day.
        cost: programme dollars per resident and year.
        own: outcomes of one's own, by name.
    """

    means: Floats
    totals: Floats
    order: float
    days: float
    usual_crime: float
    cost: float
    own: Mapping[str, float]


Column = tuple[Floats, Sequence[int]]
"""All numbers of a column of ``Measured``, the days one after the other, and its shape."""


def laid_out(measured: Measured) -> dict[str, Column]:
    """The columns of a table, as ``by_name`` takes them."""
    return {name: (flat(column), column.shape) for name, column in measured.columns()}


def by_name(
    measured: Mapping[str, Column], names: Names, cost: Any, own: Mapping[str, Any]
) -> dict[str, Any]:
    """Every outcome of a town, in the order of ``outcomes``, as a column: a value for each day."""
    values = {**dict(_columns(measured, names)), "cost": cost, **own}
    return {name: values[name] for name in _names(names, len(own))}


def _columns(measured: Mapping[str, Column], names: Names) -> Iterator[tuple[str, Floats]]:
    for name, (values, shape) in measured.items():
        parts = _parts(name, len(shape), names)
        for place, part in enumerate(parts):
            yield part, every(values, place, len(parts))


def _parts(name: str, dimensions: int, names: Names) -> list[str]:
    """Names of what a column holds of a day, one after the other."""
    if name == "trust_of":
        return [f"trust_{group}" for group in names.groups]
    if name in ("trust_in", "friendly_contacts_in", "stops_in"):
        return [f"{name}_{district}" for district in names.districts]
    if name in ("true_crime_in", "recorded_crime_in"):
        return [f"{name}_{each}{side}" for each in names.districts for side in SIDES]
    if name == "reporting_of":
        return [f"reporting_{kind}{suffix}" for kind in CRIME_TYPES for suffix in SIDES]
    return [f"{name}{suffix}" for suffix in SIDES] if dimensions == 2 else [name]
