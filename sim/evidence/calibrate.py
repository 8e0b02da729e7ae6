"""Fit what base rates may fit: reporting, contacts, force and clearance (P15, P20).

As many unknowns as targets, each pair nearly on its own: SciPy's ``least_squares`` on the relative
misses, over the same replicates at every step (common random numbers), so the fit is reproducible.
It is judged in replicates that it has not seen.
Nothing that a trial measures is touched here. The trust of the groups (P19) needs no fit: 55 and
40 points with a spread of 19 put 60% and 30% of a normal distribution above 50, as Gallup found
among White and Black adults in 2015-19.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.common.threads import in_threads
from sim.evidence.estimators import Interval, Value, over_replicates
from sim.evidence.validate import run_trial
from sim.model.numbers import every_parameter
from sim.model.scenario.community import usual_groups
from sim.model.state import Floats

TOWNS = 24
FITTED, UNSEEN = 1001, 2001  # first town of the fit, and of those in which it is judged
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
    Target("victim.serious_burglary", "plain", "P15.burglary", 44,
           "NCVS 2023: 42, England and Wales 2024: 58"),
    Target("victim.serious_vehicle_theft", "plain", "P15.vehicle_theft", 72, NCVS),
    Target("victim.serious_other_theft", "plain", "P15.other_theft", 26.5,
           f"{NCVS}: .25, raised so that all property is 29-40%"),
    Target("reporting.threshold", "plain", "P15.silent_police", 20, REASONS),
    Target("victim.minor", "plain", "P15.silent_minor", 18, REASONS),
    Target("victim.handled", "log odds", "P15.silent_handled", 34, REASONS),
    Target("stops.everyday", "log", "P20.by_police", 8.8, CONTACTS),
    Target("calls.help", "log", "P20.by_resident", 11.5, CONTACTS),
    Target("tips.suspicious", "log", "P20.about_crime", 48, CONTACTS),
    Target("majority.force_at_stops", "log odds", "P20.force_majority", 1.2,
           f"{CONTACTS}; minority contacts 2-3 times as often", ("majority.force_at_calls",)),
    Target("minority.force_at_stops", "log odds", "P20.force_minority", 3.0,
           f"{CONTACTS}; minority contacts 2-3 times as often", ("minority.force_at_calls",)),
    Target("response.cleared_violent", "plain", "P20.cleared_violent", 46.5, CLEARED),
    Target("response.cleared_burglary", "plain", "P20.cleared_burglary", 14.5, CLEARED),
    Target("response.cleared_vehicle_theft", "plain", "P20.cleared_vehicle_theft", 14.5,
           CLEARED),
    Target("response.cleared_other_theft", "plain", "P20.cleared_other_theft", 18.4, CLEARED),
)  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """What calibration found for one target.

    Attributes:
        target: the unknown and its base rate.
        before: value that the model declares.
        value: value that was solved.
        error: standard error of the value, from chance in the replicates of the fit.
        simulated: base rate at the value, in replicates that the fit has not seen.
    """

    target: Target
    before: float
    value: float
    error: float
    simulated: Interval


@dataclass(frozen=True)
class Calibration:
    """All fits, the values of the unknowns with what they carry, and how well it went.

    Attributes:
        fits: one a target.
        values: all values.
        worst: largest relative miss in the replicates of the fit.
        condition: condition number of the slopes; large where unknowns cannot be told apart.
    """

    fits: tuple[Fit, ...]
    values: dict[str, float]
    worst: float
    condition: float


def calibrate(
    targets: Sequence[Target] = TARGETS,
    towns: int = TOWNS,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    start: Mapping[str, float] | None = None,
) -> Calibration:
    """Solve every unknown from ``start`` (the declared values); ``progress`` counts evaluations."""
    from scipy.optimize import least_squares

    start = dict(start or defaults(targets))
    aims = np.array([target.value for target in targets])
    known: dict[bytes, list[list[Value]]] = {}

    def base_rates(moves: Floats) -> list[list[Value]]:
        key = np.asarray(moves).tobytes()
        if key not in known:
            values = moved(targets, start, moves)
            known[key] = base_rates_at(targets, values, FITTED, towns, workers)
            if progress is not None:
                progress(len(known))
        return known[key]

    def misses(moves: Floats) -> Floats:
        reached = [over_replicates(values).mean for values in base_rates(moves)]
        relative: Floats = np.array(reached) / aims - 1.0
        return relative

    def slopes(moves: Floats) -> Floats:
        here = misses(moves)
        columns = [misses(moves + STEP * unit) - here for unit in np.eye(len(targets))]
        return np.column_stack(columns) / STEP

    found = least_squares(misses, np.zeros(len(targets)), jac=slopes, max_nfev=ROUNDS)
    values = rounded(moved(targets, start, found.x))
    unseen = base_rates_at(targets, values, UNSEEN, towns, workers)
    errors = _errors(found.jac, [over_replicates(each) for each in base_rates(found.x)], aims)
    fits = tuple(
        Fit(
            target,
            start[target.unknown],
            values[target.unknown],
            float(abs(shifted(values[target.unknown], error, target.scale)
                      - values[target.unknown])),
            over_replicates(reached),
        )
        for target, error, reached in zip(targets, errors, unseen, strict=True)
    )  # fmt: skip
    return Calibration(
        fits,
        values,
        float(np.abs(found.fun).max()),
        float(np.linalg.cond(found.jac)),
    )


def _errors(slopes: Floats, reached: Sequence[Interval], aims: Floats) -> Floats:
    """Standard errors of the moves, from those of the base rates by the slopes."""
    spread = np.array([(each.high - each.low) / 4.0 for each in reached]) / aims
    inverse = np.linalg.inv(slopes)
    errors: Floats = np.sqrt(np.diag(inverse @ np.diag(spread**2) @ inverse.T))
    return errors


def base_rates_at(
    targets: Sequence[Target],
    values: Mapping[str, float],
    first: int = UNSEEN,
    towns: int = TOWNS,
    workers: int = 1,
) -> list[list[Value]]:
    """Base rate of every target at given values of the unknowns, one a town from ``first``."""
    changes = changes_for(values)
    rates = in_threads(
        lambda town: run_trial("base_rates", town, changes), range(first, first + towns), workers
    )
    return [[rate[target.measure] for rate in rates] for target in targets]


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


def rounded(values: Mapping[str, float]) -> dict[str, float]:
    """Three significant digits, as the values are declared."""
    return {name: float(f"{value:.3g}") for name, value in values.items()}


def changes_for(values: Mapping[str, float]) -> dict[str, Any]:
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
