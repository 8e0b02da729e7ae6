"""Figures of a sweep: what follows from what was varied, and whether there were enough runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.ticker import MaxNLocator

from sim.common.words import Scale, capital, count, inside
from sim.model.state import Floats
from sim.report.figures.labels import SIZE, EvenTicks, label_ends
from sim.report.figures.page import POINTS, fitted, page_under, text_width
from sim.report.figures.style import (
    COLOURS,
    GREY,
    INK,
    SOFT_INK,
    Look,
    Picture,
    dark_enough,
    draw,
    look_of,
)
from sim.report.figures.words import drawable, number, plain
from sim.report.intervals import intervals_of
from sim.study.statistics import t_quantile
from sim.study.sweeps.results import SweepResults

if TYPE_CHECKING:
    from sim.study.sweeps.sweep import Sweep

PANEL = 2.75  # inches, with its words
MOST_PANELS, MOST_LINES = 5, 8
LONGEST_LABEL, WIDEST_LABEL = 3.5, 1.6  # inches: of a name, and of one beside half a page
FEWEST_RUNS = 5  # below, the width of an interval says little
MOST_DRAWN_EXACTLY = 300
LAID_OUT = ("grid", "zip", "table")


@dataclass(frozen=True)
class Line:
    """One line of a panel: the points it goes through, in order, and how it looks."""

    arm: str
    than: str
    title: str
    points: list[int]
    look: Look


def draw_sweep(sweep: Sweep, folder: Path) -> None:
    """Draw what there is to draw of a finished sweep into its folder ``figures``."""
    draw(pictures(SweepResults.read(folder)), folder / "figures")


def pictures(results: SweepResults) -> Iterator[Picture]:
    """The figures of a sweep; use it inside ``drawing()``."""
    across = results.manifest["design_of_points"]["kind"] in LAID_OUT and varied_along(results)
    if across and results.contrasts:
        yield response(results, across)
    if results.contrasts and int(results.manifest["replicates"]) >= FEWEST_RUNS:
        yield enough_runs(results)


def varied_along(results: SweepResults) -> str | None:
    """The first name that varies over numbers: the horizontal axis."""
    for name in results.names:
        column = results.points[name]
        if column.dtype.kind in "if" and column.nunique() > 1:
            return name
    return None


def response(results: SweepResults, along: str) -> Picture:
    """Each arm minus the baseline against what was varied, a panel an outcome."""
    shown = results.judged[:MOST_PANELS]
    lines = list(_lines(results, along))
    chosen = np.unique(np.linspace(0, len(lines) - 1, MOST_LINES).round()).astype(int)
    drawn = [
        replace(lines[each], look=look_of(at, lines[each].look.name))
        for at, each in enumerate(chosen)
    ]
    than = results.title(results.contrasts[0][1])
    headline = _finding(results, along, lines, shown[0])
    intervals = intervals_of(results)
    explanation = (
        f"Each arm minus {than}, mean of paired runs; shading: {intervals.words}"
        f" ({intervals.only})."
    )
    several = len(drawn) > 1
    beside = max(text_width(line.look.name, SIZE) for line in drawn) + 24 / POINTS if several else 0
    columns = 1 if beside > WIDEST_LABEL else min(2, len(shown))
    notes = _notes(results, along)
    if len(lines) > len(drawn):
        notes.insert(0, f"{len(drawn)} of {len(lines)} lines are shown.")
    page = page_under(headline, explanation, PANEL * ceil(len(shown) / columns), notes)
    wide = page.width / columns
    for at, outcome in enumerate(shown):
        bottom = page.height - PANEL * (at // columns + 1)
        left = wide * (at % columns)
        axes = page.axes(left + 0.6, bottom + 0.55, wide - 0.7 - beside, PANEL - 0.95)
        scale = Scale.of(results.outcomes[outcome])
        page.write(left, bottom + PANEL - 0.3, results.outcomes[outcome].title, INK)
        _panel(axes, results, drawn, outcome, along)
        axes.set_ylabel(scale.difference_unit, fontsize=8.5)
    return Picture("response", headline, f"{headline}. {explanation}", page.figure)


def _lines(results: SweepResults, along: str) -> Iterator[Line]:
    """A line for each arm and each combination of everything else that varies."""
    zipped = results.manifest["design_of_points"]["kind"] != "grid"
    others = [] if zipped else [name for name in results.names if name != along]
    at = 0
    for arm, than in results.contrasts:
        groups = results.points.groupby(others, sort=False) if others else [((), results.points)]
        for key, rows in groups:
            levels = key if isinstance(key, tuple) else (key,)
            told = [
                f"{name.rsplit('.', 1)[-1].replace('_', ' ')} {_short(level)}"
                for name, level in zip(others, levels, strict=True)
            ]
            named = len(results.contrasts) > 1 or not told
            name = ", ".join([drawable(results.title(arm))] * named + told)
            look = look_of(at, fitted(name, SIZE, "normal", LONGEST_LABEL))
            ordered = rows.sort_values(along, kind="stable").index - 1
            yield Line(arm, than, results.title(arm), ordered.tolist(), look)
            at += 1


def _panel(axes: Axes, results: SweepResults, lines: list[Line], outcome: str, along: str) -> None:
    scale = Scale.of(results.outcomes[outcome])
    places = results.points[along].to_numpy(dtype=float)
    ends = []
    for line in lines:
        found = results.estimates(line.arm, line.than, outcome)
        means, lows, highs = (
            scale.factor * np.array([getattr(found[at], part) for at in line.points])
            for part in ("mean", "low", "high")
        )
        x = places[line.points]
        axes.fill_between(x, lows, highs, color=line.look.colour, alpha=0.18, linewidth=0)
        axes.plot(
            x, means, color=line.look.colour, linestyle=line.look.dash, marker=line.look.marker,
            markersize=4, linewidth=1.7, markeredgecolor="white", markeredgewidth=0.6,
        )  # fmt: skip
        known = means[np.isfinite(means)]
        ends.append((float(known[-1]) if len(known) else 0.0, line.look.name, line.look))
    axes.axhline(0.0, color=SOFT_INK, lw=0.8)
    axes.grid(axis="y")
    axes.yaxis.set_major_formatter(EvenTicks(sign=True))
    axes.tick_params(labelsize=8.5)
    axes.set_xlabel(axis_title(results, along), fontsize=8.5)
    if len(ends) > 1:
        label_ends(axes, ends)


def axis_title(results: SweepResults, name: str) -> str:
    """A name as an axis tells it: what it means, or for a setting of an arm where it stands."""
    if name.startswith("arms."):
        return name.removeprefix("arms.").replace(".", ", ").replace("_", " ")
    return results.meaning(name) or name


def _finding(results: SweepResults, along: str, lines: list[Line], outcome: str) -> str:
    """What the line that moves most does between its ends."""
    known = results.outcomes[outcome]
    scale = Scale.of(known)
    places = results.points[along].to_numpy(dtype=float)

    def ends(line: Line) -> tuple[float, float]:
        found = results.estimates(line.arm, line.than, outcome)
        return scale.factor * found[line.points[0]].mean, scale.factor * found[line.points[-1]].mean

    line = max(lines, key=lambda each: abs(ends(each)[1] - ends(each)[0]))
    first, last = ends(line)
    low, high = (f"{places[line.points[at]]:g}" for at in (0, -1))
    return (
        f"{capital(inside(known.title))} under {_named(line, lines)} minus"
        f" {results.title(line.than)} goes"
        f" from {number(first, sign=True)} to {number(last, sign=True)} {scale.difference_unit} as"
        f" {axis_title(results, along)} goes from {low} to {high}"
    )


def _named(line: Line, lines: list[Line]) -> str:
    """The arm, and where it is the steepest of several lines of it, at which level."""
    if sum(each.arm == line.arm for each in lines) == 1:
        return drawable(line.title)
    arm = drawable(line.title)
    return f"{arm} (with {line.look.name.removeprefix(f'{arm}, ')}, the steepest line)"


def _notes(results: SweepResults, along: str) -> list[str]:
    together = [name for name in results.names if name != along]
    notes = []
    if together and results.manifest["design_of_points"]["kind"] != "grid":
        told = [
            f"{axis_title(results, name)}: {_level(results, name, 0)} to"
            f" {_level(results, name, -1)}"
            for name in together[:6]
        ]
        notes.append(f"At the same time: {'; '.join(told)}.")
    runs = results.runs.groupby("point")["replicate"].nunique()
    many = count(int(runs.max()), "paired run")
    if runs.min() < runs.max():
        many = f"{runs.min():,} to {many}"
    notes.append(
        f"{plain(results.name, 60)} · {count(len(results.points), 'point')} ·"
        f" {many} of every arm at each"
    )
    return notes


def _level(results: SweepResults, name: str, at: int) -> str:
    return _short(results.points[name].iloc[at])


def _short(value: object) -> str:
    """A value to three figures."""
    return f"{value:.3g}" if isinstance(value, float | np.floating) else str(value)


def enough_runs(results: SweepResults) -> Picture:
    """How wide the interval of the paired difference is after so many runs, a line a point."""
    precision = results.manifest["precision"]
    if precision:
        arm, outcome = precision["arm"], precision["outcome"]
        than = precision["than"] or results.baseline
        confidence = float(precision["confidence"])
    else:
        (arm, than), confidence = results.contrasts[0], 0.95
        outcome = results.judged[0]
    known = results.outcomes[outcome]
    scale = Scale.of(known)
    halves = scale.factor * half_widths(results.differences(arm, than, outcome), confidence)
    last = np.array([_last(row) for row in halves])
    worst = float(np.nanmax(last)) if np.isfinite(last).any() else float("nan")
    target = scale.factor * precision["half_width"] if precision else None
    headline = _enough(last, target, scale)
    explanation = (
        f"Half the width of the {confidence:.0%} interval of {inside(known.title)},"
        f" {results.title(arm)}"
        f" minus {results.title(than)}, after so many paired runs. A line is a point of the design;"
        " a dot"
        " is where it stopped."
    )
    page = page_under(headline, explanation, 3.4, _notes(results, results.names[0])[-1:])
    axes = page.axes(0.75, 0.5, page.width - 2.0, 2.75)
    _widths(axes, halves, target, scale)
    alt = f"{headline}. Widest in the end: {number(worst)} {scale.difference_unit}."
    return Picture("were_there_enough_runs", headline, alt, page.figure)


def half_widths(differences: Floats, confidence: float) -> Floats:
    """Half widths of the t interval after 1, 2, ... replicates, same shape; NaN without one.

    Replicates without a value are left out, as in ``estimate``.
    """
    there = np.isfinite(differences)
    counts = np.cumsum(there, axis=1)
    values = np.where(there, differences, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = values.sum(axis=1, keepdims=True) / counts[:, -1:]
        values = np.where(there, differences - centre, 0.0)
        sums, squares = np.cumsum(values, axis=1), np.cumsum(values**2, axis=1)
        variance = np.maximum(0.0, squares - sums**2 / counts) / (counts - 1)
        quantiles = np.array(
            [np.nan, np.nan, *(t_quantile(confidence, n - 1) for n in range(2, counts.max() + 1))]
        )
        found: Floats = np.where(there, quantiles[counts] * np.sqrt(variance / counts), np.nan)
    return found


def _last(row: Floats) -> float:
    known = row[np.isfinite(row)]
    return float(known[-1]) if len(known) else float("nan")


def _enough(last: Floats, target: float | None, scale: Scale) -> str:
    known = last[np.isfinite(last)]
    if not len(known):
        return "Were there enough runs? Nothing can be said: too few runs have this outcome"
    if target is None:
        return (
            f"Were there enough runs? The means are known to {number(float(known.max()))}"
            f" {scale.difference_unit} or better"
        )
    met = int((known <= target).sum())
    unit = scale.difference_unit
    if met == len(last):
        return f"There were enough runs: every point is known to {number(target)} {unit} or better"
    return (
        f"{met} of {len(last)} points are known to the {number(target)} {unit} asked for; the"
        f" widest to {number(float(known.max()))}"
    )


def _widths(axes: Axes, halves: Floats, target: float | None, scale: Scale) -> None:
    runs = np.arange(1.0, halves.shape[1] + 1.0)
    known = [(row, row > 0.0) for row in halves]  # what does not vary has no place on a log axis
    lines = [np.column_stack([runs[at], row[at]]) for row, at in known if at.any()]
    strength = max(0.08, min(0.8, 8 / len(halves)))
    many = len(lines) > MOST_DRAWN_EXACTLY  # thousands of lines make a picture of megabytes
    axes.add_collection(
        LineCollection(lines, colors=COLOURS[0], alpha=strength, linewidths=1.0, rasterized=many)
    )
    if lines:
        ends = np.array([line[-1] for line in lines])
        axes.plot(ends[:, 0], ends[:, 1], "o", color=COLOURS[0], ms=3, rasterized=many)
        axes.autoscale_view()
        axes.set_yscale("log")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.yaxis.set_minor_formatter(lambda value, _: "")
    axes.set_xlabel("paired runs of every arm")
    axes.set_ylabel(scale.difference_unit)
    axes.grid(axis="y")
    if target is not None:
        axes.axhline(target, color=COLOURS[1], lw=1.3)
        place = (1.01, target)
        axes.annotate(
            f"asked for: {number(target)}", place, xycoords=("axes fraction", "data"),
            color=dark_enough(COLOURS[1]), size=9, va="center",
        )  # fmt: skip
    axes.tick_params(colors=GREY, which="both", labelsize=9)
