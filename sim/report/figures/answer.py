"""The answer at a glance: a row a proposal, trust gained and crimes prevented side by side.

Both panels count gains to the right, from what the baseline does (the line at zero). What is not
open is a full dot; words beside it say how much and how sure, so no legend is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.report.certainty import OPEN
from sim.report.figures.labels import EvenTicks
from sim.report.figures.page import EDGE, MARGIN, POINTS, Page, Paper, new_page, text_width, wrapped
from sim.report.figures.style import GREY, INK, PALE, SOFT_INK, Look, Picture, drawing, looks
from sim.report.figures.words import scenario_name
from sim.report.first_sentence import first_sentence
from sim.report.intervals import intervals_of
from sim.report.proposals import Fact, Proposal, proposals
from sim.study.compare import Comparison

NAME, TOLD, AXIS = 10.5, 9.5, 9.0  # points
LINE = 1.25
WIDEST_NAME = 2.3  # inches
NARROW = 6.0  # inches; below, names stand above their rows
HEAD, BELOW, BETWEEN, LEAST_ROW = 0.3, 0.34, 0.3, 0.5
TITLES = ("Trust gained, points of 100", "Crimes prevented a year")
SLIDE = (13.333, 7.5)  # inches, 16:9
SLIDE_LETTERS = 1.45  # times those of a page


@dataclass(frozen=True)
class Layout:
    """Where rows and panels lie, in inches; letters are ``size`` times as large as on a page."""

    names: dict[str, list[str]]
    above: bool
    size: float
    row: float
    left: float
    width: float

    @property
    def panel(self) -> float:
        """How wide one panel is."""
        return (self.width - self.left - BETWEEN * self.size) / 2

    @property
    def titles(self) -> list[list[str]]:
        """The titles of the panels, on as many lines as they need."""
        return [wrapped(each, NAME * self.size, "bold", self.panel) for each in TITLES]

    @property
    def head(self) -> float:
        """Room for the titles."""
        most = max(len(each) for each in self.titles)
        return (HEAD + (most - 1) * NAME * LINE / POINTS) * self.size

    def height(self, lines: int) -> float:
        """How high it all is with so many rows."""
        return self.head + self.row * lines + BELOW * self.size

    @property
    def name_height(self) -> float:
        """Room for the names of a row that stand above it."""
        most = max(len(lines) for lines in self.names.values())
        return most * NAME * self.size * LINE / POINTS if self.above else 0.0


def _layout(lines: Sequence[Proposal], faces: dict[str, Look], width: float, size: float) -> Layout:
    above = width < NARROW
    room = width if above else min(WIDEST_NAME * size, 0.3 * width)
    names = {line.arm: wrapped(faces[line.arm].name, NAME * size, "bold", room) for line in lines}
    most = max(len(each) for each in names.values())
    high = most * NAME * size * LINE / POINTS
    widest = max(text_width(n, NAME * size, "bold") for each in names.values() for n in each)
    row = LEAST_ROW * size + high if above else max(LEAST_ROW * size, high + 0.14)
    return Layout(names, above, size, row, 0.0 if above else widest + 0.2, width)


def answer_picture(comparison: Comparison, paper: Paper) -> Picture | None:
    """The picture of the first page; None where there is no proposal."""
    lines = proposals(comparison).lines
    if not lines:
        return None
    faces = looks(comparison)
    layout = _layout(lines, faces, paper.width - 2 * EDGE, 1.0)
    page = new_page(comparison, "", "", layout.height(len(lines)), paper=paper)
    _draw(page, comparison, lines, faces, layout)
    return Picture("answer", first_sentence(comparison), _alt(lines), page.figure)


def answer_slide(comparison: Comparison) -> Picture | None:
    """The same as one slide: the first sentence above, what it is below."""
    lines = proposals(comparison).lines
    if not lines:
        return None
    faces = looks(comparison)
    across, tall = SLIDE
    edge = 2.4 * MARGIN
    figure = Figure(figsize=SLIDE)
    sentence = first_sentence(comparison)
    size = 25.0
    said = wrapped(sentence, size, "bold", across - 2 * edge)
    while len(said) > 4 and size > 12.0:
        size -= 1.0
        said = wrapped(sentence, size, "bold", across - 2 * edge)
    top = tall - edge
    for line in said:
        figure.text(edge / across, top / tall, line, size=size, weight="bold", va="top", color=INK)
        top -= size * LINE / POINTS
    notes = (
        f"{scenario_name(comparison.scenario)}. A simulation of a made-up town, not a forecast."
        f" {proposals(comparison).title}. Lines: {intervals_of(comparison).words}."
        f" {proposals(comparison).scale}"
    )
    told = wrapped(notes, 12.0, "normal", across - 2 * edge)
    for place, line in enumerate(reversed(told)):
        below = edge + place * 12.0 * LINE / POINTS
        figure.text(edge / across, below / tall, line, size=12.0, color=SOFT_INK)
    floor = edge + len(told) * 12.0 * LINE / POINTS + 0.15
    room = top - floor - 0.2
    size = SLIDE_LETTERS
    layout = _layout(lines, faces, across - 2 * edge, size)
    while size > 0.4 and layout.height(len(lines)) > room:
        size -= 0.05
        layout = _layout(lines, faces, across - 2 * edge, size)
    spare = (room - layout.height(len(lines))) / len(lines)
    layout = replace(layout, row=layout.row + min(0.3 * layout.row, max(0.0, spare)))
    page = Page(figure, edge, floor, across - 2 * edge, room)
    _draw(page, comparison, lines, faces, layout)
    return Picture("answer", sentence, _alt(lines), figure)


def draw_slide(comparison: Comparison, folder: Path) -> None:
    """Write the slide into ``folder`` (made if missing) as ``answer.png``, 2,000 pixels wide.

    Nothing where there is no proposal.
    """
    with drawing():
        slide = answer_slide(comparison)
        if slide is not None:
            folder.mkdir(parents=True, exist_ok=True)
            told = {"Title": slide.headline, "Software": None}
            slide.figure.savefig(folder / f"{slide.name}.png", dpi=150, metadata=told)


def _alt(lines: Sequence[Proposal]) -> str:
    told = (
        f"{line.name}: trust {line.trust.said} ({line.trust.sure}), crimes {line.crime.said}"
        f" ({line.crime.sure})"
        for line in lines
    )
    return f"Trust gained and crimes prevented, a row a proposal. {'; '.join(told)}."


def _draw(
    page: Page, comparison: Comparison, lines: Sequence[Proposal], faces: dict[str, Look],
    layout: Layout,
) -> None:  # fmt: skip
    rows, size, wide = layout.row * len(lines), layout.size, layout.panel
    bottom = page.height - layout.head - rows
    panels = zip(
        layout.titles, ([line.trust for line in lines], [line.crime for line in lines]), strict=True
    )
    for place, (title, facts) in enumerate(panels):
        axes = page.axes(layout.left + place * (wide + BETWEEN * size), bottom, wide, rows)
        axes.set_ylim(rows, 0)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="x", labelsize=AXIS * size)
        axes.text(
            0, 1 + 0.1 * size / rows, "\n".join(title), transform=axes.transAxes,
            size=NAME * size, weight="bold", color=INK, linespacing=LINE - 0.1,
        )  # fmt: skip
        _panel(axes, wide, lines, facts, faces, layout)
        for row, line in enumerate(lines):
            axes.axhline(row * layout.row, color=PALE, linewidth=0.7)
            if place == 0:
                _name(axes, wide, row, layout.names[line.arm], faces[line.arm], layout)


def _name(
    axes: Axes, wide: float, row: int, name: Sequence[str], face: Look, layout: Layout
) -> None:
    top = row * layout.row
    aside = -0.15 / wide
    axes.text(
        0.0 if layout.above else aside, top + 0.06 if layout.above else top + layout.row / 2,
        "\n".join(name), transform=axes.get_yaxis_transform(), size=NAME * layout.size,
        weight="bold", color=face.ink, linespacing=LINE - 0.1,
        ha="left" if layout.above else "right", va="top" if layout.above else "center",
    )  # fmt: skip


def _panel(
    axes: Axes, wide: float, lines: Sequence[Proposal], facts: Sequence[Fact],
    faces: dict[str, Look], layout: Layout,
) -> None:  # fmt: skip
    """Dots with their intervals, each told in words at the right of the panel or above its line."""
    ends = [v for fact in facts for v in (fact.gain, fact.low, fact.high, 0.0) if isfinite(v)]
    low, high = min(ends), max(ends)
    extent = (high - low) or 1.0
    axes.set_xlim(low - 0.06 * extent, high + 0.06 * extent)
    axes.xaxis.set_major_formatter(EvenTicks(sign=True))
    axes.locator_params(axis="x", nbins=max(2, int(wide / (0.75 * layout.size))))
    left, right = axes.get_xlim()
    inch = (right - left) / wide
    for row, (line, fact) in enumerate(zip(lines, facts, strict=True)):
        face = faces[line.arm]
        top = row * layout.row + layout.name_height
        room = layout.row - layout.name_height
        told = f"{fact.said}, {fact.sure}"
        middle = top + 0.68 * room
        axes.plot([0, 0], [top, top + room], color=GREY, linewidth=1.8, zorder=1)
        if isfinite(fact.gain):
            if isfinite(fact.low):
                axes.plot([fact.low, fact.high], [middle] * 2, color=face.colour, linewidth=3.0)
            axes.plot(
                fact.gain, middle, "o", color=face.colour, markersize=9 * layout.size,
                markerfacecolor="white" if fact.sure == OPEN else face.colour,
                markeredgewidth=1.8,
            )  # fmt: skip
        half = text_width(told, TOLD * layout.size) / 2 * inch
        centre = fact.gain if isfinite(fact.gain) else 0.0
        centre = min(max(centre, left + half), max(left + half, right - half))
        axes.text(
            centre, top + 0.26 * room, told, size=TOLD * layout.size, color=face.ink, ha="center",
            va="center_baseline", bbox={"facecolor": "white", "linewidth": 0, "pad": 1.0},
        )  # fmt: skip
