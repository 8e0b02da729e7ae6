"""What a host finds in the module, as a run: the other end of ``inputs``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.common.arrays import floats, listed
from sim.model.measures import Column, by_name
from sim.model.scenario.scenario import Scenario
from sim.study.ordinary_year import Lived
from sim.study.runs import Run

Found = Mapping[str, Any]


def run_found(scenario: Scenario, cost: float, found: Found) -> Run:
    """The run of one arm, without the places of blocks, which only maps need.

    Args:
        scenario: what was run.
        cost: dollars per resident a year of the arm, as ``inputs`` say it.
        found: ``arm``, ``replicate``, ``days`` and the columns of ``outcomes``, ``series`` and
            ``summary``, each with its ``values``, one after the other, and its ``shape``.
    """
    names, days = scenario.community.names, found["days"]
    last = by_name(_columns(found["outcomes"]), names, floats([cost]), {})
    series = by_name(_columns(found["series"]), names, floats([cost for _ in days]), {})
    summary = {name: each["values"] for name, each in found["summary"].items()}
    return Run(
        arm=found["arm"],
        replicate=found["replicate"],
        seed=scenario.seed,
        outcomes={name: float(values[0]) for name, values in last.items()},
        days=days,
        series=series,
        ledger_days=summary["ledger_days"],
        ledger=summary["ledger"],
        crime_book=summary["crime_book"],
        block_trust=summary["block_trust"],
        block_places=days[:0],
        idle_hours=floats([scenario.scale * each for each in summary["idle_hours"]]),
    )


def lived_found(found: Found) -> Lived:
    """What is known of a town after an ordinary year.

    Args:
        found: ``books`` with the columns ``start`` and ``counts``, and ``outcomes``, as a host
            finds them for one arm.
    """
    books, outcomes = found["books"], found["outcomes"]
    return Lived(
        _rows(books["start"]),
        _rows(books["counts"]),
        float(outcomes["judged_well"]["values"][0]),
        float(outcomes["participation"]["values"][0]),
    )


def _rows(column: Found) -> list[list[float]]:
    """The numbers of a column of two dimensions, row by row."""
    values, (rows, long) = listed(column["values"]), column["shape"]
    return [values[row * long : (row + 1) * long] for row in range(rows)]


def _columns(found: Found) -> dict[str, Column]:
    return {name: (each["values"], each["shape"]) for name, each in found.items()}
