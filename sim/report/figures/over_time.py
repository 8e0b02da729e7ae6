"""How an outcome moves: one line an arm, with the spread between replicates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor, inf, isfinite

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from sim.common.words import Scale, capital
from sim.report.figures.labels import label_ends, label_room
from sim.report.figures.page import ALONE, Paper, new_page
from sim.report.figures.style import SOFT_INK, Look, Picture, looks
from sim.report.figures.words import headline, number
from sim.study.compare import Comparison
from sim.study.statistics import quantiles

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MONTH = 365.25 / 12
HEIGHT = 4.0
NARROWEST = 4.0  # the least height of the window of values
TICKS_LEFT = 0.65
FLAT = 0.41  # height by width, in a document


@dataclass(frozen=True)
class Subject:
    """An outcome that is drawn over time; `most` is the largest value there can be."""

    outcome: str
    opening: tuple[str, str]  # subject and verb of the headline
    axis: str
    most: float = 100.0


TRUST = Subject("trust", ("Trust", "ends"), "Trust in police (points, 0–100)")
REPORTING = Subject("reporting", ("Reporting", "is"), "Share of crimes reported (%)")
PARTICIPATION = Subject("participation", ("Participation", "ends"), "Residents who take part (%)")
QUALITY_OF_LIFE = Subject(
    "quality_of_life", ("Quality of life", "ends"), "Quality of life (points, 0–100)"
)
TRUE_CRIME = Subject("true_crime", ("True crime", "is"), "Crimes per 1,000 a year", most=inf)
RECORDED_CRIME = Subject(
    "recorded_crime", ("Recorded crime", "is"), "Recorded per 1,000 a year", most=inf
)


def time_axis(axes: Axes, first: float, last: float, *, named: bool = True) -> None:
    """A horizontal axis of days, marked in days, months or years since the start."""
    span = last - first
    unit, length = ("days", 1.0) if span <= 92 else ("months", MONTH)
    if span > 62 * MONTH:
        unit, length = "years", 365.25
    step = next((s for s in (1, 2, 3, 6, 7, 12, 14, 28) if span / length / s <= 9), None)
    step = step or ceil(span / length / 9)
    axes.set_xlim(first, last if last > first else first + 1)
    places = np.arange(ceil(first / length / step) * step, last / length + 0.02 * step, step)
    axes.xaxis.set_major_locator(FixedLocator(list(np.minimum(places * length, last))))
    marks = [f"{place:.0f}" for place in places]
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda _, place: marks[place] if place is not None else "")
    )
    if named:
        axes.set_xlabel(f"{capital(unit)} since the start")


def window(low: float, high: float, narrowest: float, most: float = 100.0) -> tuple[float, float]:
    """A window of 0 to `most` that holds `low` to `high`, at least `narrowest` high."""
    if not (isfinite(low) and isfinite(high)):
        return 0.0, min(most, 100.0)
    spare = max(0.08 * (high - low), (narrowest - (high - low)) / 2)
    step = 0.5 if high - low + 2 * spare < 8 else 5.0 if high - low > 40 else 1.0
    bottom = max(step * floor((low - spare) / step), 0.0)
    return bottom, max(min(step * ceil((high + spare) / step), most), bottom + step)


def mark_break(axes: Axes) -> None:
    """Two slanted strokes across the vertical axis: it does not start at 0."""
    for height, thick, colour in ((0.0275, 5, "white"), (0.02, 1, SOFT_INK), (0.035, 1, SOFT_INK)):
        axes.plot(
            [-0.009, 0.009], [height - 0.006, height + 0.006], transform=axes.transAxes,
            color=colour, linewidth=thick, clip_on=False, zorder=6, solid_capstyle="butt",
        )  # fmt: skip


def last_value(line: pd.Series) -> float:
    """The last value that is there; nan where none is."""
    known = line.dropna()
    return float(known.iloc[-1]) if len(known) else float("nan")


def draw_line(axes: Axes, line: pd.Series, look: Look, place: int, places: int) -> None:
    """One arm's line, with a few marks at days no other arm's marks fall on."""
    known = line.dropna()
    every = max(len(known) // 6, 1)
    marks = list(range(round(every * (place + 0.5) / places), len(known), every))
    axes.plot(
        known.index.to_numpy(), known.to_numpy(),
        color=look.colour, linestyle=look.dash, linewidth=1.9,
        marker=look.marker, markersize=5, markevery=marks, markeredgecolor="white",
        markeredgewidth=0.7, zorder=4,
    )  # fmt: skip


def draw_bands(axes: Axes, spread: pd.DataFrame, look: Look, several: bool) -> None:
    """The shaded 90% and 50% bands of one arm; paler where many arms share the picture."""
    days = spread.index.to_numpy()
    for low, high, strength in ((0.05, 0.95, 0.13), (0.25, 0.75, 0.22)):
        axes.fill_between(
            days, spread[low], spread[high],
            color=look.colour, alpha=strength * (0.6 if several else 1.3), linewidth=0, zorder=2,
        )  # fmt: skip


def _explanation(bands: bool) -> str:
    if not bands:
        return "One run of every arm: the line is that run; nothing here shows chance."
    return (
        "Lines: the middle run (median). Shading: half of the runs (dark) and 90% of them (pale), "
        "which shows how much replicates differ, not how sure the comparison is."
    )


def over_time(comparison: Comparison, subject: Subject, paper: Paper = ALONE) -> Picture:
    """One line an arm with bands over replicates, from `series`."""
    faces = looks(comparison)
    scale = Scale.of(comparison.outcomes[subject.outcome])
    mark = "%" if scale.level_unit == "%" else ""
    spreads: Mapping[str, pd.DataFrame] = {
        arm: scale.factor
        * pd.DataFrame(
            {day: quantiles(values, QUANTILES) for day, values in by_day.items()}, list(QUANTILES)
        ).T
        for arm in comparison.arms
        if (by_day := comparison.by_day(arm, subject.outcome))
    }
    bands = comparison.scenario.replicates > 1
    ends = {arm: last_value(spread[0.5]) for arm, spread in spreads.items()}
    shown = [arm for arm in spreads if isfinite(ends[arm])]
    values = [spreads[arm][q].dropna() for arm in shown for q in (0.05, 0.95)]
    every = pd.concat(values) if values else pd.Series(dtype=float)
    bottom, top = window(float(every.min()), float(every.max()), NARROWEST, subject.most)

    title = headline(comparison, subject.outcome, *subject.opening)
    if not comparison.others and shown:
        only = shown[0]
        first = float(spreads[only][0.5].dropna().iloc[0])
        title = (
            f"{subject.opening[0]} goes from {number(first, 1)}{mark} to "
            f"{number(ends[only], 1)}{mark} under {faces[only].name}"
        )
    notes = []
    if bottom or (top != 100 and isfinite(subject.most)):
        start = "does not start at 0: it " if bottom else ""
        of = " of 0 to 100" if isfinite(subject.most) else ""
        said = f"The vertical axis {start}shows" if paper.words else "Vertical axis:"
        notes.append(f"{said} {bottom:g} to {top:g}{of}.")
    if bands and comparison.others:
        period = "on the last day" if subject.opening[1] == "ends" else "over the whole run"
        notes.append(
            "Numbers at the lines: the middle run on the last day. Difference in the title: mean of"
            f" the pairs of runs, {period}."
        )
    missing = [look.name for arm, look in faces.items() if arm not in shown]
    if missing:
        notes.append(f"No data: {', '.join(missing)}.")

    labels = {arm: f"{faces[arm].name}  {number(ends[arm], 1)}{mark}" for arm in shown}
    beside, least = label_room(list(labels.values()))
    height = max(HEIGHT if paper.words else FLAT * paper.width, least + 0.55)
    note = " ".join(notes)
    page = new_page(comparison, title, _explanation(bands), height, note, paper)
    axes = page.axes(TICKS_LEFT, 0.5, page.width - TICKS_LEFT - beside, height - 0.55)
    axes.grid(axis="y")
    axes.set_ylim(bottom, top)
    axes.set_ylabel(subject.axis)
    if bottom:
        mark_break(axes)
    last = max([float(comparison.scenario.days), *(float(s.index.max()) for s in spreads.values())])
    time_axis(axes, min((float(s.index.min()) for s in spreads.values()), default=0.0), last)
    in_order = sorted(shown, key=lambda arm: arm != comparison.baseline)
    for place, arm in enumerate(in_order):
        if bands:
            draw_bands(axes, spreads[arm], faces[arm], several=len(shown) > 3)
        draw_line(axes, spreads[arm][0.5], faces[arm], place, len(shown))
    label_ends(axes, [(ends[arm], labels[arm], faces[arm]) for arm in in_order])
    if not shown:
        axes.text(
            0.5, 0.5, "No data", transform=axes.transAxes, ha="center", color=SOFT_INK, size=12
        )
    alt = f"{title}. On the last day: {'; '.join(labels.values()) or 'no data'}."
    return Picture(f"{subject.outcome}_over_time", title, alt, page.figure, note)
