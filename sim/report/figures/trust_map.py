"""Where trust is: the town's blocks coloured by trust, and by the difference an arm makes."""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from numpy.typing import NDArray

from sim.experiment.tables import Tables
from sim.report.figures.labels import SIZE
from sim.report.figures.page import MARGIN, WIDTH, Page, new_page, two_lines
from sim.report.figures.style import SOFT_INK, Picture, looks
from sim.report.figures.tables import (
    difference,
    largest_difference,
    mean_level,
    other_arms,
    replicates,
)
from sim.report.figures.words import higher_or_lower, mean_of_runs, number

ACROSS = 5  # maps side by side, the baseline's among them
TALLEST = 3.4
LEAST = 1.0  # points: the least that the darkest colour of a difference stands for
LINE, TITLE, BETWEEN = 0.165, 0.3, 0.16
SCALES = 0.9  # the room for the two scales
TOO_MANY_TO_OUTLINE = 2_000  # blocks in all maps: beyond, they are stored as pixels
LEVEL, CHANGE = colormaps["cividis"], colormaps["RdBu"]
SMALL = 8.5

Grid = NDArray[np.float64]


def block_grids(tables: Tables) -> dict[str, Grid]:
    """Each arm's trust as a grid (rows y, columns x), nan where no block is."""
    blocks = tables.map
    xs, ys = (np.unique(blocks[name].to_numpy()) for name in ("x", "y"))
    grids = {}
    for arm in (tables.scenario.baseline, *other_arms(tables)):
        rows = blocks[blocks["arm"] == arm]
        if len(rows):
            grids[arm] = np.full((len(ys), len(xs)), np.nan)
            places = (np.searchsorted(ys, rows["y"]), np.searchsorted(xs, rows["x"]))
            grids[arm][places] = rows["trust"].to_numpy(dtype=float)
    return grids


def _known(grids: dict[str, Grid]) -> Grid:
    """All values that are there, in one row."""
    every = np.concatenate([grid.ravel() for grid in grids.values()] or [np.empty(0)])
    known: Grid = every[np.isfinite(every)]
    return known


def _level_scale(values: Grid) -> Normalize:
    """A window of fives that holds every block."""
    if not len(values):
        return Normalize(0, 100)
    low = max(5 * floor(values.min() / 5), 0)
    return Normalize(low, max(5 * ceil(values.max() / 5), low + 5))


def _change_scale(values: Grid) -> Normalize:
    """Symmetrical about 0, at least a point wide so that next to nothing looks like it."""
    most = max(ceil(10 * float(np.abs(values).max(initial=0.0))) / 10, LEAST)
    return Normalize(-most, most)


def _headline(tables: Tables, grids: dict[str, Grid], gaps: dict[str, Grid]) -> str:
    faces = looks(tables)
    baseline = faces[tables.scenario.baseline].name
    if not gaps:
        values = _known(grids)
        if not len(values):
            return "Trust by block: no data"
        return (
            f"Trust differs from block to block, from {values.min():.0f} to {values.max():.0f} "
            f"points under {baseline}"
        )
    found = largest_difference(tables, "trust")
    gap = _known({} if found is None or found.arm not in gaps else {"": gaps[found.arm]})
    if found is None or found.mean == 0 or not len(gap):
        return f"Trust by block: no clear difference from {baseline}"
    same = int((gap * found.mean > 0).sum())
    blocks = f"all {len(gap):,}" if same == len(gap) else f"{same:,} of {len(gap):,}"
    return (
        f"Trust is {higher_or_lower(found.mean)} under {faces[found.arm].name} than under "
        f"{baseline} in {blocks} blocks"
    )


def _map(axes: Axes, grid: Grid, scale: Normalize, sign: bool, pixels: bool) -> None:
    rows, columns = grid.shape
    axes.pcolormesh(
        np.arange(columns + 1), np.arange(rows + 1), np.ma.masked_invalid(grid),
        cmap=CHANGE if sign else LEVEL, norm=scale, rasterized=pixels,
        edgecolors="none" if pixels else "white", linewidth=0 if pixels else 0.5,
    )  # fmt: skip
    axes.set_aspect("equal", anchor="NW")
    axes.set_axis_off()
    if sign and not pixels:
        _minus_signs(axes, grid, float(scale.vmax or 1))


def _minus_signs(axes: Axes, grid: Grid, most: float) -> None:
    """Mark the blocks that lose, so that the sign is seen without colour."""
    size = axes.get_position().width * WIDTH * 72 / grid.shape[1]
    for dark, low, high in ((False, 0.1, 0.6), (True, 0.6, np.inf)):
        rows, columns = np.nonzero((grid < -low * most) & (grid >= -high * most))
        axes.scatter(
            columns + 0.5, rows + 0.5, marker="_", s=(0.45 * size) ** 2, linewidths=0.8,
            color="white" if dark else SOFT_INK,
        )  # fmt: skip


def _scale_bar(page: Page, left: float, bottom: float, width: float, scale: Normalize, sign: bool,
               text: str) -> None:  # fmt: skip
    axes = page.axes(left, bottom, width, 0.12)
    bar = page.figure.colorbar(
        ScalarMappable(scale, CHANGE if sign else LEVEL), cax=axes, orientation="horizontal"
    )
    low, high = float(scale.vmin or 0), float(scale.vmax or 0)
    ends = [number(end, 1 if sign else 0, sign=sign) for end in (low, high)]
    bar.set_ticks([low, high], labels=ends)
    axes.spines[:].set_visible(False)
    axes.tick_params(labelsize=SMALL, length=0)
    least, most = axes.get_xticklabels()
    least.set_horizontalalignment("left")
    most.set_horizontalalignment("right")
    axes.set_title(text, size=SMALL, color=SOFT_INK, loc="left", pad=4)


def trust_map(tables: Tables) -> Picture:
    """One map an arm, and one of each arm minus the baseline below it, from `map`.

    Every map of trust has one colour scale, every map of differences another.
    """
    faces = looks(tables)
    baseline = tables.scenario.baseline
    grids = block_grids(tables)
    gaps = {arm: grids[arm] - grids[baseline] for arm in grids if arm != baseline in grids}
    title = _headline(tables, grids, gaps)
    levels, changes = _level_scale(_known(grids)), _change_scale(_known(gaps))
    pixels = sum(grid.size for grid in (*grids.values(), *gaps.values())) > TOO_MANY_TO_OUTLINE

    # Every row of maps opens with the baseline's; below it, the scale of the differences.
    others = list(gaps)
    rows = [[baseline, *others[at : at + ACROSS - 1]] for at in range(0, len(others), ACROSS - 1)]
    rows = rows or [[arm] for arm in grids]
    columns = max(3, *(len(row) for row in rows)) if rows else 3
    wide = (WIDTH - 2 * MARGIN - (columns - 1) * BETWEEN) / columns
    shape = next((grid.shape for grid in grids.values()), (1, 2))
    tall = min(wide * shape[0] / shape[1], TALLEST)
    single = TITLE + tall
    names = {arm: two_lines(faces[arm].name, SIZE, "bold", wide) for arm in grids}
    naming = LINE * max((len(lines) for lines in names.values()), default=0)
    row_height = naming + single + (max(TITLE + tall, SCALES + TITLE) + BETWEEN if gaps else 0.7)
    visible = number(0.1 * float(changes.vmax or 1))
    page = new_page(
        tables, title,
        "Every square is a block of the town, coloured by its residents' mean trust on the last "
        f"day ({mean_of_runs(replicates(tables))}).",
        max(len(rows), 1) * row_height,
        f"A minus sign marks blocks that lose more than {visible} points." if gaps else "",
    )  # fmt: skip

    def draw(arm: str, left: float, bottom: float, sign: bool) -> None:
        axes = page.axes(left, bottom, wide, tall)
        _map(axes, (gaps if sign else grids)[arm], changes if sign else levels, sign, pixels)
        text = f"{number(mean_level(tables, 'trust', arm), 1)} points"
        if sign:
            text = f"difference {number(difference(tables, 'trust', arm).mean, sign=True)}"
        page.write(left, bottom + tall + 0.07, text, faces[arm].ink)

    for place, row in enumerate(rows):
        top = page.height - place * row_height - naming
        for column, arm in enumerate(row):
            left = column * (wide + BETWEEN)
            for line, name in enumerate(reversed(names[arm]), start=1):
                page.write(left, top - TITLE + 0.07 + line * LINE, name, faces[arm].ink)
            draw(arm, left, top - single, False)
            if arm in gaps:
                draw(arm, left, top - 2 * single, True)
        bar = wide * 0.92
        scales = top - single - TITLE - 0.15
        _scale_bar(page, 0, scales, bar, levels, False, "Trust, points (0–100)")
        if gaps:
            _scale_bar(page, 0, scales - 0.6, bar, changes, True, "Difference, points")
    said = "; ".join(
        f"{faces[arm].name} {least:.1f} to {most:.1f}"
        for arm, gap in gaps.items()
        if len(values := _known({arm: gap}))
        for least, most in [(values.min(), values.max())]
    )
    alt = f"{title}. Differences of single blocks in points: {said or 'none'}."
    return Picture("trust_map", title, alt, page.figure)
