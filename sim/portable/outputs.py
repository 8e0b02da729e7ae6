"""What a host finds in the module, as a run: the other end of ``inputs``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.common.arrays import floats
from sim.model.measures import Column, by_name
from sim.model.scenario.scenario import Scenario
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


def _columns(found: Found) -> dict[str, Column]:
    return {name: (each["values"], each["shape"]) for name, each in found.items()}
