"""Where each arm changes trust: the districts as areas of a schematic map, always in one place."""

from __future__ import annotations

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from numpy.typing import NDArray

from sim.report.areas import areas_of
from sim.report.by_district import darkest, trust_on_map
from sim.report.figures.page import ALONE, Paper, fitted, new_page
from sim.report.figures.style import INK, Picture, looks
from sim.report.figures.words import number
from sim.study.compare import Comparison

ACROSS = 3  # maps side by side
BETWEEN, HEAD = 0.2, 0.42  # inches
CHANGE, LEVEL = colormaps["RdBu"], colormaps["cividis"]
TEXT = 8.5

Areas = NDArray[np.int64]


def _map(axes: Axes, areas: Areas, values: list[float], names: list[str], sign: bool, most: float,
         room: float) -> None:  # fmt: skip
    rows, columns = areas.shape
    shown = np.ma.masked_where(areas < 0, np.array(values)[areas])
    scale = Normalize(-most, most) if sign else Normalize(0, 100)
    colours = CHANGE if sign else LEVEL
    axes.pcolormesh(np.arange(columns + 1), np.arange(rows + 1), shown, cmap=colours,
                    norm=scale, edgecolors="face")  # fmt: skip
    for y, x in zip(*np.nonzero(areas >= 0), strict=True):
        if x + 1 < columns and areas[y, x + 1] not in (areas[y, x], -1):
            axes.plot([x + 1, x + 1], [y, y + 1], color="white", linewidth=2)
        if y + 1 < rows and areas[y + 1, x] not in (areas[y, x], -1):
            axes.plot([x, x + 1], [y + 1, y + 1], color="white", linewidth=2)
    for row, name in enumerate(names):
        ys, xs = np.nonzero(areas == row)
        if not len(ys):
            continue
        value = values[row]
        light = sum(colours(scale(value))[:3]) > 1.5
        width = (xs.max() - xs.min() + 1) / columns * room
        label = fitted(name, TEXT, "bold", width)
        told = number(value, 1, sign=sign) if np.isfinite(value) else "not known"
        axes.text(
            xs.mean() + 0.5, ys.mean() + 0.5, f"{label}\n{told}", ha="center", va="center",
            size=TEXT, weight="bold", color=INK if light else "white",
        )  # fmt: skip
    axes.set_xlim(0, columns)
    axes.set_ylim(rows, 0)
    axes.set_axis_off()


def district_map(comparison: Comparison, paper: Paper = ALONE) -> Picture | None:
    """Trust in each district, and what each arm changes in it; None without districts."""
    community = comparison.scenario.community
    if not community.districts:
        return None
    faces, base = looks(comparison), comparison.baseline
    areas, names = np.array(areas_of(comparison.scenario)), list(community.places.values())
    trust = trust_on_map(comparison)
    arms, most = list(trust), darkest(comparison, trust)
    wide = (paper.width - 0.5 - (ACROSS - 1) * BETWEEN) / ACROSS
    tall = min(wide * areas.shape[0] / areas.shape[1], 2.6)
    rows = -(-len(arms) // ACROSS)
    title = f"Trust by district, and what each arm changes, in points against {faces[base].name}"
    page = new_page(
        comparison, title,
        "Districts lie as they are listed, the same in every run; size is the number of residents."
        f" Means over {'worlds' if comparison.in_worlds else 'runs'}.",
        rows * (HEAD + tall),
        paper=paper,
    )  # fmt: skip
    for place, arm in enumerate(arms):
        left = (place % ACROSS) * (wide + BETWEEN)
        top = page.height - (place // ACROSS) * (HEAD + tall)
        said = f"{faces[arm].name}: {'trust' if arm == base else 'change'}"
        page.write(left, top - HEAD + 0.1, fitted(said, 9.5, "bold", wide), faces[arm].ink)
        axes = page.axes(left, top - HEAD - tall, wide, tall)
        _map(axes, areas, trust[arm], names, arm != base, most, wide)
    told = "; ".join(
        f"{faces[arm].name}: "
        + ", ".join(
            f"{name} {number(value, 1, sign=arm != base)}"
            for name, value in zip(names, trust[arm], strict=True)
        )
        for arm in arms
    )
    return Picture("district_map", title, f"{title}. {told}.", page.figure)
