"""Fit what base rates may fit: reporting, contacts, clearance, levels of trust (P15, P19, P20).

As many unknowns as targets, each pair nearly on its own: SciPy's ``least_squares`` on the relative
misses, over the same towns at every step (common random numbers), so the fit is reproducible.
Nothing that a trial measures is touched here. The trust of the groups (P19) needs no fit: 55 and
40 points with a spread of 19 put 60% and 30% of a normal distribution above 50, as Gallup found
among White and Black adults in 2015-19.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.evidence.estimators import Interval, over_replicates
from sim.evidence.validate import run_trial
from sim.parameters import every_parameter
from sim.scenario import usual_groups
from sim.state import Floats

TOWNS = 24
STEP = 0.1  # of the transformed unknown, for the slopes
ROUNDS = 4  # of least squares; each needs as many runs as there are unknowns

Scale = Literal["plain", "log", "log odds"]


@dataclass(frozen=True)
class Target:
    """One unknown and the base rate that it is solved from.

    Attributes:
        unknown: dotted name under ``assumptions``, or ``group.field`` of a group of residents.
        scale: on which the unknown is moved.
        measure: measure of the trial ``base_rates``.
        value: base rate to meet, percent.
        source: where that comes from.
        carries: other fields that move in proportion.
    """

    unknown: str
    scale: Scale
    measure: str
    value: float
    source: str
    carries: tuple[str, ...] = ()


NCVS = "NCVS 2023, Bureau of Justice Statistics"
REASONS = "silent victims of violence 2006-10, NCJ 238536"
CONTACTS = "BJS Police-Public Contact Survey 2018-22"
CLEARED = "FBI 2019"

TARGETS = (
    Target("victim.serious_violent", "plain", "P15.violent", 44.7, NCVS),
    Target("victim.serious_burglary", "plain", "P15.burglary", 42, NCVS),
    Target("victim.serious_vehicle_theft", "plain", "P15.vehicle_theft", 72, NCVS),
    Target("victim.serious_other_theft", "plain", "P15.other_theft", 26.5,
           f"{NCVS}: .25, raised so that all property is 29-40%"),
    Target("reporting.threshold", "plain", "P15.silent_police", 20, REASONS),
    Target("victim.minor", "plain", "P15.silent_minor", 18, REASONS),
    Target("victim.handled", "log odds", "P15.silent_handled", 34, REASONS),
    Target("stops.everyday", "log", "P20.by_police", 8.8, CONTACTS),
    Target("calls.help", "log", "P20.by_resident", 11.5, CONTACTS),
    Target("tips.suspicious", "log", "P20.about_crime", 48, CONTACTS),
    Target("majority.force_at_stops", "log odds", "P20.force_majority", 1.3,
           f"{CONTACTS}; minority contacts 2-3 times as often", ("majority.force_at_calls",)),
    Target("minority.force_at_stops", "log odds", "P20.force_minority", 3.25,
           f"{CONTACTS}; minority contacts 2-3 times as often", ("minority.force_at_calls",)),
    Target("response.cleared_violent", "plain", "P20.cleared_violent", 46.5, CLEARED),
    Target("response.cleared_burglary", "plain", "P20.cleared_burglary", 14.5, CLEARED),
    Target("response.cleared_vehicle_theft", "plain", "P20.cleared_vehicle_theft", 14.5,
           CLEARED),
    Target("response.cleared_other_theft", "plain", "P20.cleared_other_theft", 18.4, CLEARED),
)  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """What calibration found for one target."""

    target: Target
    before: float
    value: float
    simulated: Interval


@dataclass(frozen=True)
class Calibration:
    """All fits, and the values of the unknowns with what they carry."""

    fits: tuple[Fit, ...]
    values: dict[str, float]


def calibrate(
    targets: Sequence[Target] = TARGETS,
    towns: int = TOWNS,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Calibration:
    """Solve every unknown; ``progress`` is told the number of evaluations so far."""
    from scipy.optimize import least_squares

    start = defaults(targets)
    aims = np.array([target.value for target in targets])
    evaluations = 0
    with ThreadPoolExecutor(workers) as pool:

        def base_rates(moves: Floats) -> list[Interval]:
            nonlocal evaluations
            changes = changes_for(targets, moved(targets, start, moves))
            values = list(
                pool.map(lambda town: run_trial("base_rates", town, changes), range(1, towns + 1))
            )
            evaluations += 1
            if progress is not None:
                progress(evaluations)
            return [
                over_replicates([value[target.measure] for value in values]) for target in targets
            ]

        def misses(moves: Floats) -> Floats:
            reached = np.array([interval.mean for interval in base_rates(moves)])
            relative: Floats = reached / aims - 1.0
            return relative

        def slopes(moves: Floats) -> Floats:
            here = misses(moves)
            columns = [misses(moves + STEP * unit) - here for unit in np.eye(len(targets))]
            return np.column_stack(columns) / STEP

        found = least_squares(misses, np.zeros(len(targets)), jac=slopes, max_nfev=ROUNDS)
        values = rounded(targets, moved(targets, start, found.x))
        reached = base_rates_at(targets, values, pool.map, towns)
    fits = tuple(
        Fit(target, start[target.unknown], values[target.unknown], interval)
        for target, interval in zip(targets, reached, strict=True)
    )
    return Calibration(fits, values)


def base_rates_at(
    targets: Sequence[Target],
    values: Mapping[str, float],
    run: Callable[..., Any] = map,
    towns: int = TOWNS,
) -> list[Interval]:
    """The simulated base rate of every target at given values of the unknowns."""
    changes = changes_for(targets, values)
    rates = list(run(lambda town: run_trial("base_rates", town, changes), range(1, towns + 1)))
    return [over_replicates([rate[target.measure] for rate in rates]) for target in targets]


def defaults(targets: Sequence[Target]) -> dict[str, float]:
    """The unknowns (and what they carry) as the model declares them now."""
    known = {name: parameter.default for name, parameter in every_parameter()}
    for name, group in usual_groups().items():
        for field, value in group.model_dump().items():
            known[f"{name}.{field}"] = value
    names = [name for target in targets for name in (target.unknown, *target.carries)]
    return {name: known[name] for name in names}


def moved(targets: Sequence[Target], start: Mapping[str, float], moves: Floats) -> dict[str, float]:
    """The unknowns after each has been moved on its scale."""
    values = dict(start)
    for target, move in zip(targets, moves, strict=True):
        before = start[target.unknown]
        values[target.unknown] = shifted(before, float(move), target.scale)
        for other in target.carries:
            values[other] = start[other] * values[target.unknown] / before
    return values


def shifted(value: float, move: float, scale: Scale) -> float:
    """``value`` moved on a scale."""
    if scale == "log":
        return value * math.exp(move)
    if scale == "log odds":
        odds = value / (1.0 - value) * math.exp(move)
        return odds / (1.0 + odds)
    return value + move


def rounded(targets: Sequence[Target], values: Mapping[str, float]) -> dict[str, float]:
    """Three significant digits, as the values are declared."""
    return {name: float(f"{value:.3g}") for name, value in values.items()}


def changes_for(targets: Sequence[Target], values: Mapping[str, float]) -> dict[str, Any]:
    """A piece of a scenario that sets the unknowns."""
    groups = usual_groups()
    assumptions: dict[str, float] = {}
    community: dict[str, Any] = {
        name: group.model_dump(by_alias=True) for name, group in groups.items()
    }
    for name, value in values.items():
        first, second = name.split(".")
        if first in groups:
            community[first][second] = value
        else:
            assumptions[name] = value
    return {"assumptions": assumptions, "community": {"groups": community}}
