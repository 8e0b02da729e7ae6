"""Sobol and Morris indices of a sweep, with 95% intervals, from the designs made for them.

Sobol: the share of the variance over all points that one number explains alone (first) and with
everything it acts together with (total); Saltelli et al. 2010, doi 10.1016/j.cpc.2009.09.018.
Morris: the mean size of the effect of moving one number over its whole range (mu_star), and how
much that differs from place to place (sigma); Morris 1991, doi 10.1080/00401706.1991.10484804;
Campolongo et al. 2007, doi 10.1016/j.envsoft.2006.10.004.

Sobol indices and their intervals are SALib's, by resampling the blocks of the design. Effects along
Morris's paths are told per move really made, as whole numbers are rounded; their mean has a t
interval over the paths, as resampling six of them gives intervals far too narrow. A block or path
with a point that has no value is left out whole. All points share their replicates and their
draws, which the indices take as part of the model: what shifts these alone has a small total and a
small mean size of effect too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats
from sim.study.sensitivity.quantity import Quantity
from sim.study.statistics import estimate
from sim.study.sweeps.designs import in_unit, unit_problem
from sim.study.sweeps.results import SweepResults

SEED = 1
RESAMPLES = 500
CONFIDENCE = 0.95
FEWEST = 2
"""Whole blocks or paths below which there are no indices."""
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
    """All indices of one quantity; none from too few points, or where all have the same value."""
    sobol = results.manifest["design_of_points"]["kind"] == "saltelli"
    size = len(results.names) + (2 if sobol else 1)
    whole = quantity.known.reshape(-1, size).all(axis=1)
    values = quantity.values.reshape(-1, size)[whole]
    if len(values) < FEWEST or np.ptp(values) == 0.0:
        return []
    if sobol:
        return _sobol(results.names, values)
    return _morris(results.names, values, in_unit_cube(results).reshape(-1, size, size - 1)[whole])


def _sobol(names: list[str], values: Floats) -> list[Index]:
    from SALib.analyze import sobol

    found = sobol.analyze(
        unit_problem(len(names)),
        values.ravel(),
        calc_second_order=False,
        num_resamples=RESAMPLES,
        conf_level=CONFIDENCE,
        seed=SEED,
    )
    return [
        Index(name, kind, each, each - half, each + half)
        for kind, key in (("first", "S1"), ("total", "ST"))
        for name, each, half in zip(
            names, found[key].tolist(), found[f"{key}_conf"].tolist(), strict=True
        )
    ]


def _morris(names: list[str], values: Floats, places: Floats) -> list[Index]:
    """From values (paths, points of a path) at places (paths, points of a path, names)."""
    moves, changes = np.diff(places, axis=1), np.diff(values, axis=1)[:, :, None]
    slopes = np.divide(changes, moves, out=np.zeros_like(moves), where=moves != 0.0)
    effects = slopes.sum(axis=1)  # every number moves once along a path
    found = []
    for name, each in zip(names, np.abs(effects).T, strict=True):
        mean = estimate(each, CONFIDENCE)
        found.append(Index(name, "mu_star", mean.mean, max(0.0, mean.low), mean.high))
    spread = effects.std(axis=0, ddof=1).tolist()
    return found + [
        Index(name, "sigma", each, np.nan, np.nan) for name, each in zip(names, spread, strict=True)
    ]


def in_unit_cube(results: SweepResults) -> Floats:
    """The points where they were drawn, (points, names), each from 0 to 1."""
    found: Floats = np.column_stack(
        [
            in_unit(results.points[name].to_numpy(float), **results.manifest["ranges"][name])
            for name in results.names
        ]
    )
    return found
