"""Sobol and Morris indices of a sweep, with intervals, from the designs made for them (SALib).

Sobol: the share of the variance over all points that one number explains alone (first) and with
everything it acts together with (total); Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018.
Morris: the mean size of the effect of moving one number over its whole range (mu_star), and how
much that differs from place to place (sigma); Morris 1991, doi 10.1080/00401706.1991.10484804;
Campolongo et al. 2007, doi 10.1016/j.envsoft.2006.10.004. Intervals (95%) are SALib's, by
resampling the design. All points share the luck of their replicates, which the indices take as part
of the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.sensitivity.quantity import Quantity
from sim.state import Floats
from sim.sweeps.designs import unit_problem
from sim.sweeps.results import SweepResults

SEED = 1
RESAMPLES = 500
METHODS = {"saltelli": ("first", "total"), "morris": ("mu_star", "sigma")}


@dataclass(frozen=True)
class Index:
    """How much one number matters for one quantity.

    ``low`` and ``high`` are the ends of the 95% interval; NaN for sigma, which has none.
    """

    name: str
    kind: str
    value: float
    low: float
    high: float


def has_indices(results: SweepResults) -> bool:
    """Whether the design of a sweep is one of those that indices need."""
    return results.manifest["design_of_points"]["kind"] in METHODS


def indices(results: SweepResults, quantity: Quantity) -> list[Index]:
    """All indices of one quantity; none where a point has no value, or all have the same."""
    if not quantity.known.all() or np.ptp(quantity.values) == 0.0:
        return []
    design = results.manifest["design_of_points"]
    problem = unit_problem(len(results.names))
    if design["kind"] == "saltelli":
        return _sobol(results, problem, quantity.values)
    return _morris(results, problem, quantity.values, int(design["levels"]))


def _sobol(results: SweepResults, problem: dict[str, Any], values: Floats) -> list[Index]:
    from SALib.analyze import sobol

    found = sobol.analyze(
        problem, values, calc_second_order=False, num_resamples=RESAMPLES, seed=SEED
    )
    return [
        Index(name, kind, each, each - half, each + half)
        for kind, key in (("first", "S1"), ("total", "ST"))
        for name, each, half in zip(
            results.names, found[key].tolist(), found[f"{key}_conf"].tolist(), strict=True
        )
    ]


def _morris(
    results: SweepResults, problem: dict[str, Any], values: Floats, levels: int
) -> list[Index]:
    from SALib.analyze import morris

    found = morris.analyze(
        problem,
        in_unit_cube(results),
        values,
        num_levels=levels,
        num_resamples=RESAMPLES,
        seed=SEED,
    )
    size = np.asarray(found["mu_star"], dtype=np.float64).tolist()
    half = np.asarray(found["mu_star_conf"], dtype=np.float64).tolist()
    spread = np.asarray(found["sigma"], dtype=np.float64).tolist()
    return [
        *(
            Index(name, "mu_star", each, each - around, each + around)
            for name, each, around in zip(results.names, size, half, strict=True)
        ),
        *(
            Index(name, "sigma", each, np.nan, np.nan)
            for name, each in zip(results.names, spread, strict=True)
        ),
    ]


def in_unit_cube(results: SweepResults) -> Floats:
    """The points where they were drawn, (points, names), each from 0 to 1."""
    columns = []
    for name in results.names:
        ends, values = results.manifest["ranges"][name], results.points[name].to_numpy(float)
        low, high = ends["low"], ends["high"]
        if ends["logarithmic"]:
            columns.append(np.log(values / low) / np.log(high / low))
        else:
            columns.append((values - low) / (high - low))
    found: Floats = np.column_stack(columns)
    return found
