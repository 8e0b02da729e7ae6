"""Points of a design: a column for each name that varies, a row for each point.

Sampled designs are drawn in the unit cube and stretched to the ranges, evenly or evenly in
logarithms. Latin hypercube and Sobol sequence are SciPy's (``scipy.stats.qmc``); the designs of
Saltelli (doi 10.1016/j.cpc.2009.09.018) and of Morris (doi 10.1080/00401706.1991.10484804) are
SALib's.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.problems import Mistake
from sim.model.state import Floats
from sim.study.sweeps import file as f
from sim.study.sweeps.names import Name, Value

if TYPE_CHECKING:
    from sim.study.sweeps.file import Design


@dataclass(frozen=True)
class Axis:
    """One name that varies: its values, or its range."""

    name: Name
    levels: tuple[Value, ...] | None
    low: float = math.nan
    high: float = math.nan
    logarithmic: bool = False

    def stretched(self, unit: Floats) -> Floats:
        """Numbers of the unit interval as values of the range, to six figures.

        More figures would differ between processors, whose powers differ in the last one.
        """
        low, high = self.low, self.high
        values = low * (high / low) ** unit if self.logarithmic else low + (high - low) * unit
        short = np.array([float(f"{value:.6g}") for value in values.tolist()])
        found: Floats = np.clip(np.round(short) if self.name.whole else short, low, high)
        return found

    def in_unit(self, values: Floats) -> Floats:
        """The inverse of ``stretched``, but for rounding."""
        return in_unit(values, self.low, self.high, self.logarithmic)


def in_unit(values: Floats, low: float, high: float, logarithmic: bool) -> Floats:
    """Where values lie between the ends of their range, 0-1."""
    if logarithmic:
        found: Floats = np.log(values / low) / math.log(high / low)
    else:
        found = (values - low) / (high - low)
    return found


def axis(name: Name, varied: f.Varied, sampled: bool) -> Axis:
    """What a name is varied over; raises Mistake where that cannot be known."""
    if isinstance(varied, list):
        if sampled:
            fix = "write a range, {low: ..., high: ...}, or use a grid"
            raise Mistake("this design draws from ranges, not from a list of values", fix)
        return Axis(name, tuple(as_level(name, each) for each in varied))
    given = f.Range() if varied == "plausible" else varied
    assert isinstance(given, f.Range)
    low, high = given.low, given.high
    if low is None and name.plausible is not None:
        low, high = name.plausible
    if low is None or high is None:
        raise Mistake("no plausible range is declared for this", "write {low: ..., high: ...}")
    logarithmic = given.logarithmic
    if logarithmic is None:
        logarithmic = given.low is None and name.logarithmic
    if logarithmic and low <= 0.0:
        raise Mistake("the plausible range reaches 0, so it has no logarithm", "set low and high")
    whole = Axis(name, None, low, high, logarithmic)
    if sampled:
        if given.steps is not None:
            raise Mistake("this design has no steps", "leave steps out")
        return whole
    if given.steps is None:
        raise Mistake("a grid needs values", "write steps, or a list of values")
    return Axis(name, tuple(whole.stretched(np.linspace(0.0, 1.0, given.steps)).tolist()))


def as_level(name: Name, level: Value) -> Value:
    """A value from a file, whole where the name takes whole numbers."""
    plain = isinstance(level, int | float) and not isinstance(level, bool)
    return int(level) if plain and name.whole and float(level).is_integer() else level


def points(design: Design, axes: Sequence[Axis]) -> dict[str, list[Value]]:
    """The points of a design, column by column in the order of the axes.

    Raises Mistake where the design does not fit the axes.
    """
    if isinstance(design, f.Grid):
        size = math.prod(len(each.levels or ()) for each in axes)
        _refuse_too_many(size)
        rows: Any = itertools.product(*[each.levels or () for each in axes])
        return _columns(axes, list(zip(*rows, strict=True)))
    if isinstance(design, f.Zip):
        lengths = {len(each.levels or ()) for each in axes}
        if len(lengths) > 1:
            told = ", ".join(f"{each.name.dotted}: {len(each.levels or ())}" for each in axes)
            raise Mistake(
                "a zip needs as many values of each name", f"these have different numbers: {told}"
            )
        return _columns(axes, [each.levels or () for each in axes])
    _refuse_too_many(_sampled(design, len(axes)))
    if (values := _sampled(design, len(axes)) * len(axes)) > f.MOST_VALUES:
        told = f"{values:,} values, of {len(axes)} names at every point"
        raise Mistake(told, f"a sweep may have at most {f.MOST_VALUES:,}: write fewer points")
    unit = _in_unit_cube(design, len(axes))
    drawn = [each.stretched(unit[:, at]).tolist() for at, each in enumerate(axes)]
    return _columns(axes, drawn)


def _sampled(design: Design, numbers: int) -> int:
    """How many points a sampled design has."""
    if isinstance(design, f.Saltelli):
        return design.base * (numbers + 2)
    if isinstance(design, f.Morris):
        return design.paths * (numbers + 1)
    assert isinstance(design, f.LatinHypercube | f.Sobol)
    return design.points


def _in_unit_cube(design: Design, numbers: int) -> Floats:
    """Points of a sampled design, shape (points, numbers), each from 0 to 1."""
    from scipy.stats import qmc

    drawn: Floats
    if isinstance(design, f.LatinHypercube):
        drawn = qmc.LatinHypercube(numbers, rng=np.random.default_rng(design.seed)).random(
            design.points
        )
    elif isinstance(design, f.Sobol):
        drawn = qmc.Sobol(numbers, rng=np.random.default_rng(design.seed)).random(design.points)
    elif isinstance(design, f.Saltelli):
        from SALib.sample import sobol

        drawn = sobol.sample(
            unit_problem(numbers), design.base, calc_second_order=False, seed=design.seed
        )
    else:
        assert isinstance(design, f.Morris)
        from SALib.sample import morris

        drawn = morris.sample(
            unit_problem(numbers), design.paths, num_levels=design.levels, seed=design.seed
        )
    return drawn


def unit_problem(numbers: int) -> dict[str, Any]:
    """The unit cube, as SALib describes a problem."""
    return {
        "num_vars": numbers,
        "names": [f"x{at}" for at in range(numbers)],
        "bounds": [[0.0, 1.0]] * numbers,
    }


def _columns(axes: Sequence[Axis], columns: Sequence[Sequence[Value]]) -> dict[str, list[Value]]:
    return {
        each.name.dotted: [as_level(each.name, value) for value in column]
        for each, column in zip(axes, columns, strict=True)
    }


def _refuse_too_many(size: int) -> None:
    if size > f.MOST_POINTS:
        raise Mistake(f"{size:,} points", f"a sweep may have at most {f.MOST_POINTS:,}")


def table(rows: Mapping[str, Sequence[Any]], known: Mapping[str, Name]) -> dict[str, list[Value]]:
    """The points of a table, by names that are already known."""
    return {dotted: [as_level(known[dotted], each) for each in rows[dotted]] for dotted in rows}
