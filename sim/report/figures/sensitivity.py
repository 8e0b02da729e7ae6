"""Figures of sensitivity: what moves a difference, where it flips, and indices with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import LogLocator, NullFormatter

from sim.common.words import Scale, capital, listed, with_minus
from sim.report.figures.labels import EvenTicks
from sim.report.figures.page import NOTE, fitted, page_under
from sim.report.figures.style import COLOURS, GREY, INK, PALE, SOFT_INK, Picture, dark_enough
from sim.report.figures.words import number, plain
from sim.report.sensitivity_text import (
    TITLES,
    better_in_words,
    limit_in_words,
    ranked,
    subject,
    who,
)
from sim.study.sensitivity.analysis import Analysis, Finding
from sim.study.sensitivity.region import Limit, flips
from sim.study.sensitivity.swings import Swing

ROW = 0.42  # inches
BARS = 10
CLEAR = 1.96  # standard errors of a 95% interval
NAMES = 3.1  # inches for the names beside a panel
LOW, HIGH = COLOURS[:2]


def pictures(analysis: Analysis) -> Iterator[Picture]:
    """A tornado for each paired difference that is moved, a map of its flips, its indices."""
    for finding in analysis.findings:
        if finding.swings:
            yield tornado(analysis, finding)
        if finding.region.limits:
            yield flip_map(analysis, finding)
        if finding.indices:
            yield index_picture(analysis, finding)


def tornado(analysis: Analysis, finding: Finding) -> Picture:
    """The mean difference where a number is low and where it is high, the largest swing on top."""
    quantity, shown = finding.quantity, finding.swings[:BARS]
    scale = Scale.of(quantity.outcome)
    clear = [swing for swing in shown if swing.beyond_chance]
    most = [plain(swing.name, 40) for swing in clear[:2]]
    headline = (
        f"{subject(quantity)}: {listed(most)} move{'s' if len(most) == 1 else ''} it most"
        if most
        else f"{subject(quantity)}: no single number moves it beyond chance"
    )
    explanation = (
        "Mean of the paired difference over the fifth of the points where a number is lowest (blue)"
        " and highest (orange), with 95% intervals; the number's own value beside each end. Dashed:"
        " mean of all points. Pale: not beyond what chance gives among so many numbers."
    )
    page = page_under(headline, explanation, ROW * len(shown) + 0.75, [_source(analysis)])
    axes = page.axes(NAMES, 0.55, page.width - NAMES - 0.2, ROW * len(shown) + 0.1)
    centre = scale.factor * float(quantity.values[quantity.known].mean())
    for at, swing in enumerate(shown):
        _bar(axes, len(shown) - 1 - at, swing, scale)
    low, high = axes.get_xlim()
    room = 0.09 * (high - low)
    axes.set_xlim(low - room, high + room)
    axes.axvline(centre, color=SOFT_INK, lw=1.0, ls=(0, (4, 3)))
    if axes.get_xlim()[0] <= 0.0 <= axes.get_xlim()[1]:
        axes.axvline(0.0, color=INK, lw=1.0)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    _name_rows(axes, [swing.name for swing in shown], analysis)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_formatter(EvenTicks(sign=True))
    axes.set_xlabel(f"{quantity.outcome.title}: {who(quantity)}, {scale.difference_unit}")
    told = "; ".join(
        f"{s.name} from {number(scale.factor * s.low, sign=True)} to"
        f" {number(scale.factor * s.high, sign=True)}"
        for s in shown
    )
    return Picture(f"tornado_{_file(finding)}", headline, f"{headline}. {told}.", page.figure)


def _bar(axes: Axes, row: int, swing: Swing, scale: Scale) -> None:
    pale = not swing.beyond_chance
    low, high = scale.factor * swing.low, scale.factor * swing.high
    axes.plot(
        [low, high], [row, row], color=PALE if pale else "#9a9a9a", lw=5, solid_capstyle="butt"
    )
    ends = ((low, swing.low_error, LOW, swing.below), (high, swing.high_error, HIGH, swing.above))
    for value, error, colour, told in ends:
        each = CLEAR * scale.factor * error
        shade = PALE if pale else colour
        axes.errorbar(value, row, xerr=each, color=shade, fmt="o", ms=5.5, lw=1.2, capsize=2)
        left = value == min(low, high)
        axes.annotate(
            f"{told:.2g}", (value - each if left else value + each, row),
            xytext=(-5 if left else 5, 0), textcoords="offset points", size=8,
            ha="right" if left else "left", va="center",
            color=SOFT_INK if pale else dark_enough(colour),
        )  # fmt: skip


def _name_rows(axes: Axes, names: Sequence[str], analysis: Analysis) -> None:
    """The name of each number and what it means, beside its row; the first on top."""
    axes.set_yticks([])
    for at, name in enumerate(names):
        row = len(names) - 1 - at
        for text, size, colour, up in (
            (name, 9.0, INK, 5),
            (analysis.results.meaning(name), 7.5, SOFT_INK, -5),
        ):
            axes.annotate(
                fitted(text, size, "normal", NAMES - 0.25), (0, row),
                xycoords=("axes fraction", "data"), xytext=(-10, up), textcoords="offset points",
                ha="right", va="center", size=size, color=colour,
            )  # fmt: skip


def flip_map(analysis: Analysis, finding: Finding) -> Picture:
    """Points on the two numbers that bound the region first; where the arm is better, and not."""
    quantity, region = finding.quantity, finding.region
    results = analysis.results
    names = list(dict.fromkeys(limit.name for limit in region.limits))[:2]
    known = np.isfinite(quantity.better)
    not_better = flips(quantity)[known]
    limits = listed([limit_in_words(limit) for limit in region.limits])
    headline = (
        f"{capital(better_in_words(region.exceptional, quantity))} at {region.share:.1%} of the"
        f" points: above all where {limits}"
    )
    explanation = (
        f"A point is one set of values of all {len(results.names)} numbers. Blue dots:"
        f" {quantity.title} is better; orange crosses: it is not. Framed: the region. Of the"
        f" points that were not used to find it, {region.density:.0%} of those inside are of the"
        f" kind described, and {region.coverage:.0%} of that kind lie inside."
    )
    page = page_under(headline, explanation, 5.2, [_source(analysis)])
    axes = page.axes(0.9, 0.55, page.width - 1.1, 4.5)
    x = results.points[names[0]].to_numpy(dtype=float)[known]
    scale = Scale.of(quantity.outcome)
    y = (
        results.points[names[1]].to_numpy(dtype=float)[known]
        if len(names) > 1
        else scale.factor * quantity.values[known]
    )
    axes.scatter(x[~not_better], y[~not_better], s=11, c=LOW, alpha=0.45, linewidths=0)
    axes.scatter(x[not_better], y[not_better], s=22, c=HIGH, marker="x", linewidths=1.1)
    for limit_axis, name in zip("xy", names, strict=False):
        if results.manifest["ranges"].get(name, {}).get("logarithmic"):
            getattr(axes, f"set_{limit_axis}scale")("log")
            scale_of = getattr(axes, f"{limit_axis}axis")
            scale_of.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
            scale_of.set_major_formatter(lambda value, _: f"{value:g}")
            scale_of.set_minor_formatter(NullFormatter())
    _frame(axes, region.limits, names)
    labels = [_axis_label(name, analysis) for name in names]
    difference = f"{quantity.outcome.title}, {scale.difference_unit}"
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1] if len(names) > 1 else difference)
    return Picture(f"where_it_flips_{_file(finding)}", headline, f"{headline}.", page.figure)


def _axis_label(name: str, analysis: Analysis) -> str:
    return fitted(f"{name}: {analysis.results.meaning(name)}", 9.5, "normal", 4.6)


def _frame(axes: Axes, limits: Sequence[Limit], names: Sequence[str]) -> None:
    """The region as far as two numbers can show it."""
    x, y = axes.get_xlim(), axes.get_ylim()
    ends = [list(x), list(y)]
    for limit in limits:
        if limit.name in names:
            ends[names.index(limit.name)][0 if limit.above else 1] = limit.value
    (left, right), (bottom, top) = ends
    axes.add_patch(
        Rectangle(
            (left, bottom),
            right - left,
            top - bottom,
            fill=False,
            ec=INK,
            lw=1.6,
            ls=(0, (5, 2)),
            clip_on=False,
        )
    )
    axes.set_xlim(*x)
    axes.set_ylim(*y)


def index_picture(analysis: Analysis, finding: Finding) -> Picture:
    """The largest indices with their 95% intervals."""
    quantity = finding.quantity
    ranks = ranked(finding.indices, quantity)
    leading = ranks.leading
    other = next(kind for kind in ranks.kinds if kind != leading)
    shares = leading == "total"
    first, *_ = ranks.rows
    unit = "of its variance" if shares else f"{ranks.unit} on average"
    top = with_minus(ranks.shown(first, leading))
    headline = f"{subject(quantity)}: {first} comes first ({top} {unit})"
    explanation = (
        "Share of the variance over all points that each number explains: alone (hollow) and with"
        " everything it acts together with (full); 95% intervals."
        if shares
        else "Mean size of the effect of moving one number from one end of its range to the other"
        " (dots, 95% intervals), and how much that differs from place to place (hollow)."
    )
    names = list(ranks.rows)
    page = page_under(headline, explanation, ROW * len(names) + 0.7, [_source(analysis)])
    axes = page.axes(NAMES, 0.5, page.width - NAMES - 0.2, ROW * len(names) + 0.1)
    for at, by_kind in enumerate(ranks.rows.values()):
        row = len(names) - 1 - at
        for kind, up in ((leading, 0.1), (other, -0.15)):
            index = by_kind[kind]
            ends = ranks.factor * np.array([index.value, index.low, index.high])
            _index(axes, row + up, ends, filled=kind == leading)
    axes.axvline(0.0, color=INK, lw=1.0)
    axes.set_ylim(-0.6, len(names) - 0.4)
    _name_rows(axes, names, analysis)
    axes.grid(axis="x")
    axes.set_xlabel(f"{ranks.unit} (0-1)" if shares else ranks.unit)
    axes.text(
        0.99, 0.03, f"full: {TITLES[leading]}; hollow: {TITLES[other]}", transform=axes.transAxes,
        ha="right", size=NOTE, color=SOFT_INK,
    )  # fmt: skip
    return Picture(f"indices_{_file(finding)}", headline, f"{headline}.", page.figure)


def _index(axes: Axes, row: float, ends: np.ndarray, *, filled: bool) -> None:
    value, low, high = ends
    face = LOW if filled else "white"
    if np.isfinite(low):
        axes.plot([low, high], [row, row], color=LOW if filled else GREY, lw=1.3)
    axes.plot(value, row, "o", mfc=face, mec=LOW if filled else GREY, ms=5.5)


def _file(finding: Finding) -> str:
    quantity = finding.quantity
    return f"{quantity.outcome.name}_{quantity.arm}_minus_{quantity.than}"


def _source(analysis: Analysis) -> str:
    results = analysis.results
    return (
        f"{plain(results.name, 60)} · {len(results.points):,} points · {len(results.names)} numbers"
        f" varied · {analysis.runs}."
        " A share of points is not a probability."
    )
