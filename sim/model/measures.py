"""Outcomes by name: those that rules measure, what an arm costs, and outcomes of one's own."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.model.measured import DAYS_IN_YEAR, Measured
from sim.model.outcomes import outcomes
from sim.model.state import CRIME_TYPES, Floats

__all__ = ["DAYS_IN_YEAR", "Measured", "Record", "by_name"]
SIDES = ("", "_realised")


@functools.cache
def _names(groups: tuple[str, ...], own: int) -> tuple[str, ...]:
    """Names of all outcomes; ``own``, how many of one's own there are, may grow."""
    return tuple(outcomes(groups))


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


def by_name(
    measured: Measured, groups: Sequence[str], cost: Any, own: Mapping[str, Any]
) -> dict[str, Any]:
    """Every outcome of ``outcomes(groups)``, in its order, as a column: a value for each day."""
    values = {**dict(_columns(measured, groups)), "cost": cost, **own}
    return {name: values[name] for name in _names(tuple(groups), len(own))}


def _columns(measured: Measured, groups: Sequence[str]) -> Iterator[tuple[str, Floats]]:
    for name, column in measured.columns():
        if name == "trust_of":
            yield from ((f"trust_{group}", column[:, row]) for row, group in enumerate(groups))
        elif name == "reporting_of":
            for row, kind in enumerate(CRIME_TYPES):
                for side, suffix in enumerate(SIDES):
                    yield f"reporting_{kind}{suffix}", column[:, row, side]
        elif column.ndim == 2:
            yield from ((f"{name}{suffix}", column[:, side]) for side, suffix in enumerate(SIDES))
        else:
            yield name, column
