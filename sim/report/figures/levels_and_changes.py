"""Two panels that share their rows, one row an arm: levels on the left, changes on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.common.words import with_minus
from sim.report.facts import Change, change
from sim.report.figures.labels import SIZE, EvenTicks, spread
from sim.report.figures.page import ALONE, POINTS, Paper, new_page, text_width, wrapped
from sim.report.figures.style import PALE, SOFT_INK, Look, looks
from sim.report.figures.words import number
from sim.study.compare import Comparison

SMALL = 8.5
WIDEST_NAME = 1.75  # inches
HEAD, BELOW, BETWEEN = 0.42, 0.55, 0.25
HIDDEN = "(hidden where shorter than the mark)"
SHAPES = ("o", "s", "^", "D", "v", "P", "X", "p")


@dataclass(frozen=True)
class Measure:
    """What one kind of mark stands for."""

    label: str
    outcome: str


def said(comparison: Comparison, measures: Sequence[Measure]) -> str:
    """All changes in words."""
    faces = looks(comparison)
    return "; ".join(
        f"{faces[arm].name}: "
        + ", ".join(
            f"{each.label} {with_minus(change(comparison, arm, each.outcome).shown)}"
            for each in measures
        )
        for arm in comparison.others
    )


def _beside(axes: Axes, wanted: Sequence[float], texts: Sequence[str], size: float) -> list[float]:
    """Centres in data units at which `texts` do not overlap on a horizontal line."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    wide = axes.get_position().width * figure.get_size_inches()[0]
    low, high = axes.get_xlim()
    scale = (high - low) / wide
    sizes = [(text_width(text, size) + 0.09) * scale for text in texts]
    return [float(place) for place in spread(wanted, sizes, low, high)]


def _levels(
    axes: Axes, row: int, levels: Sequence[float], twins: Sequence[float], look: Look, places: int
) -> None:
    known = [(level, twin, shape) for level, twin, shape in zip(levels, twins, SHAPES, strict=False)
             if isfinite(level)]  # fmt: skip
    if not known:
        return
    values = [level for level, _, _ in known]
    axes.plot([min(values), max(values)], [row, row], color=look.colour, linewidth=1.2, alpha=0.6)
    for level, twin, shape in known:
        axes.plot(level, row, shape, color=look.colour, markersize=8)
        if isfinite(twin):
            axes.plot(twin, row + 0.27, shape, color=SOFT_INK, markersize=4.5,
                      markerfacecolor="white", markeredgewidth=0.9)  # fmt: skip
    texts = [number(value, places) for value in values]
    for place, text in zip(_beside(axes, values, texts, SMALL), texts, strict=True):
        axes.text(place, row - 0.22, text, size=SMALL, color=look.ink, ha="center", va="bottom")


def _changes(
    axes: Axes, row: int, changes: Sequence[Change], twins: Sequence[float], look: Look
) -> None:
    for place, (each, twin) in enumerate(zip(changes, twins, strict=True)):
        found = each.found
        if not found.count:
            continue
        height = row + 0.8 * ((place + 0.5) / len(changes) - 0.5)
        if found.has_interval:
            axes.plot([found.low, found.high], [height, height], color=look.colour, linewidth=2.2)
        axes.plot(found.mean, height, SHAPES[place], color=look.colour, markersize=5.5)
        if isfinite(twin):
            axes.plot(twin, height + 0.12, SHAPES[place], color=SOFT_INK, markersize=4,
                      markerfacecolor="white", markeredgewidth=0.9)  # fmt: skip
        beside = axes.get_yaxis_transform()
        axes.plot(1.045, height, SHAPES[place], color=look.ink, markersize=4, transform=beside,
                  clip_on=False)  # fmt: skip
        axes.annotate(
            with_minus(each.shown), (1.045, height), (7, 0), xycoords=beside,
            textcoords="offset points", size=SMALL, color=look.ink, va="center_baseline",
        )  # fmt: skip


def levels_and_changes(
    comparison: Comparison,
    measures: Sequence[Measure],
    words: tuple[str, str, str],
    axis_titles: tuple[str, str],
    *,
    twins: bool = False,
    window: tuple[float, float] | None = None,
    paper: Paper = ALONE,
) -> Figure:
    """Draw the two panels; `words` are headline, explanation and notes.

    With `twins` small marks show what was counted beside what was expected. The level axis starts
    at 0 unless a `window` is given. With one arm there is no right panel.
    """
    faces = looks(comparison)
    baseline, changed = comparison.baseline, comparison.others
    names_of = [measure.outcome for measure in measures]
    levels = {arm: [comparison.level(arm, name).mean for name in names_of] for arm in faces}
    changes = {arm: [change(comparison, arm, name) for name in names_of] for arm in changed}
    counted = {
        arm: [
            comparison.level(arm, str(comparison.outcomes[name].realised)).mean if twins else nan
            for name in names_of
        ]
        for arm in faces
    }

    names = {arm: wrapped(look.name, SIZE, "bold", WIDEST_NAME) for arm, look in faces.items()}
    most = max(len(lines) for lines in names.values())
    row_height = max(0.62, 0.22 * len(measures) + 0.18, 1.3 * SIZE / POINTS * most + 0.12)
    rows = row_height * len(faces)
    page = new_page(comparison, words[0], words[1], HEAD + rows + BELOW, words[2], paper)
    naming = max(text_width(n, SIZE, "bold") for lines in names.values() for n in lines) + 0.15
    texts = [with_minus(each.shown) for some in changes.values() for each in some]
    numbers = max((text_width(text, SMALL) for text in texts), default=0) + 0.32
    room = page.width - naming - (BETWEEN + numbers if changed else 0.1)
    left = page.axes(naming, BELOW, room * (0.5 if changed else 1), rows)
    panels = [left]
    if changed:
        panels.append(page.axes(naming + room / 2 + BETWEEN, BELOW, room / 2, rows))

    for axes, title in zip(panels, axis_titles, strict=False):
        axes.set_ylim(len(faces) - 0.5, -0.5)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.grid(axis="x")
        for row in range(1, len(faces)):
            axes.axhline(row - 0.5, color=PALE, linewidth=0.6)
        axes.set_xlabel(title, size=SMALL)
    every = [v for some in (*levels.values(), *counted.values()) for v in some if isfinite(v)]
    left.set_xlim(*(window or (0, 1.12 * max(every, default=1) or 1)))
    widest = max((abs(v) for some in levels.values() for v in some if isfinite(v)), default=1)
    for row, (arm, look) in enumerate(faces.items()):
        left.text(
            -0.12 / (room * (0.5 if changed else 1)), row, "\n".join(names[arm]),
            transform=left.get_yaxis_transform(), size=SIZE, color=look.ink,
            weight="bold", ha="right", va="center",
        )  # fmt: skip
        _levels(left, row, levels[arm], counted[arm], look, 0 if widest >= 100 else 1)
    if changed:
        _draw_changes(panels[1], changes, counted, faces, baseline)
    _name_marks(left, measures, levels[baseline], rows)
    return page.figure


def _draw_changes(
    axes: Axes, changes: dict[str, list[Change]], counted: dict[str, list[float]],
    faces: dict[str, Look], baseline: str,
) -> None:  # fmt: skip
    axes.axvline(0, color=faces[baseline].colour, linewidth=1.9)
    for row, arm in enumerate(faces):
        if arm in changes:
            pairs = zip(counted[arm], counted[baseline], strict=True)
            twins = [value - usual for value, usual in pairs]
            _changes(axes, row, changes[arm], twins, faces[arm])
        else:
            axes.text(
                1.02, row, "baseline", transform=axes.get_yaxis_transform(),
                size=SMALL, color=faces[arm].ink, va="center_baseline",
            )  # fmt: skip
    axes.margins(x=0.08)
    axes.autoscale_view(scaley=False)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, -0.1 * (high - low)), max(high, 0.1 * (high - low)))
    axes.xaxis.set_major_formatter(EvenTicks(sign=True))


def _name_marks(axes: Axes, measures: Sequence[Measure], levels: list[float], rows: float) -> None:
    """Say above the first row what each shape stands for."""
    known = [(m, level, shape) for m, level, shape in zip(measures, levels, SHAPES, strict=False)
             if isfinite(level)]  # fmt: skip
    texts = [measure.label for measure, _, _ in known]
    figure = axes.get_figure(root=True)
    assert figure is not None
    low, high = axes.get_xlim()
    wide = axes.get_position().width * figure.get_size_inches()[0]
    height = 1 + 0.2 / rows
    places = _beside(axes, [level for _, level, _ in known], [f"{t} MM" for t in texts], SIZE)
    for place, text, (_, _, shape) in zip(places, texts, known, strict=True):
        middle = (place - low) / (high - low)
        start = middle - text_width(text, SIZE) / 2 / wide
        axes.plot(start - 0.1 / wide, height, shape, transform=axes.transAxes,
                  color=SOFT_INK, markersize=6.5, clip_on=False)  # fmt: skip
        axes.text(middle + 0.03 / wide, height, text, transform=axes.transAxes,
                  size=SIZE, color=SOFT_INK, ha="center", va="center_baseline")  # fmt: skip
