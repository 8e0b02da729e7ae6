"""How figures look: one face for every arm everywhere, one page, one way to write a file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from sim.report.figures.words import arm_names
from sim.study.compare import Comparison

GREY = "#6e6e6e"  # the baseline, and nothing else
INK = "#1a1a1a"
SOFT_INK = "#555555"
PALE = "#d9d9d9"
# Okabe and Ito's colours, without the yellow that vanishes on white paper; then five dark ones.
COLOURS = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
    "#882255", "#808000", "#332288", "#8C510A",
)  # fmt: skip
DASHES: tuple[tuple[int, tuple[float, ...]], ...] = (
    (0, ()),
    (0, (6, 2)),
    (0, (2, 1.2)),
    (0, (7, 2, 1.5, 2)),
)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p", "h")

SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "text.color": INK,
    "text.parse_math": False,  # a name with dollar signs is a name
    "axes.edgecolor": SOFT_INK,
    "axes.labelcolor": SOFT_INK,
    "axes.labelsize": 9.5,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": "#e8e8e8",
    "grid.linewidth": 0.8,
    "xtick.color": SOFT_INK,
    "ytick.color": SOFT_INK,
    "hatch.linewidth": 0.9,
    "svg.fonttype": "path",  # the same letters on every machine
    "svg.hashsalt": "trust",
}
# A reader's own matplotlibrc must not change a figure.
NOT_OURS = ("backend", "backend_fallback", "interactive", "toolbar", "timezone", "webagg", "tk.")


@dataclass(frozen=True)
class Look:
    """How one arm looks in every figure; `ink` is its colour dark enough for text."""

    name: str
    colour: str
    ink: str
    dash: tuple[int, tuple[float, ...]]
    marker: str


@dataclass(frozen=True)
class Picture:
    """One finished figure: its file name, its headline, what it shows in words, its notes."""

    name: str
    headline: str
    alt: str
    figure: Figure
    notes: str = ""


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG 2 between `colour` and white: 1 to 21."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 1.05 / (0.05 + 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])


def dark_enough(colour: str) -> str:
    """`colour`, darkened until small text in it can be read on white (contrast 4.5)."""
    while contrast_with_white(colour) < 4.5:
        red, green, blue = to_rgb(colour)
        colour = to_hex((0.95 * red, 0.95 * green, 0.95 * blue))
    return colour


def look_of(place: int, name: str) -> Look:
    """The look of one of several lines, by its place among them."""
    colour = COLOURS[place % len(COLOURS)]
    dash, marker = DASHES[place % len(DASHES)], MARKERS[place % len(MARKERS)]
    return Look(name, colour, dark_enough(colour), dash, marker)


def looks(comparison: Comparison) -> dict[str, Look]:
    """The look of every arm; the baseline is grey, the others take the colours in order."""
    names = arm_names(comparison.titles)
    baseline = comparison.baseline
    faces = {baseline: Look(names[baseline], GREY, SOFT_INK, DASHES[0], "o")}
    for place, arm in enumerate(comparison.others):
        faces[arm] = look_of(place, names[arm])
    return {arm: faces[arm] for arm in names}


@contextmanager
def drawing() -> Iterator[None]:
    """Inside, every figure is drawn with the same settings, whatever the machine's own are."""
    ours: dict[Any, Any] = {
        key: value
        for key, value in matplotlib.rcParamsDefault.items()
        if not key.startswith(NOT_OURS)
    }
    with matplotlib.rc_context(ours | SETTINGS):
        yield


def draw(pictures: Iterable[Picture], folder: Path) -> list[Path]:
    """Write pictures, each made inside ``drawing()``, into a folder that is made if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        return [path for picture in pictures for path in write(picture, folder)]


def as_svg(picture: Picture) -> str:
    """A picture as SVG, for a page; the same letters every time."""
    drawn = io.StringIO()
    picture.figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return drawn.getvalue()


def write(picture: Picture, folder: Path) -> list[Path]:
    """Write a picture as SVG and PNG, the same bytes every time; the two paths."""
    svg, png = (folder / f"{picture.name}.{kind}" for kind in ("svg", "png"))
    title = {"Title": picture.headline}
    picture.figure.savefig(svg, metadata=title | {"Date": None, "Creator": None})
    picture.figure.savefig(png, dpi=150, metadata=title | {"Software": None})
    return [svg, png]
