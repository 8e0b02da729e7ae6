"""Where trust is: one town's blocks coloured by trust, and by the difference an arm makes."""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from numpy.typing import NDArray

from sim.common.words import MATTERS
from sim.report.facts import NOT_KNOWN, largest
from sim.report.figures.labels import SIZE
from sim.report.figures.page import MARGIN, WIDTH, Page, new_page, wrapped
from sim.report.figures.style import SOFT_INK, Picture, looks
from sim.report.figures.words import headline, number
from sim.study.compare import Comparison

ACROSS = 5  # maps side by side, the baseline's among them
TALLEST = 3.4
LEAST = 1.0  # points: the least that the darkest colour of a difference stands for
LINE, BETWEEN = 0.165, 0.16
SCALES = 0.75  # the room for the two scales
SHOWN = 1  # the replicate whose town is drawn
TOO_MANY_TO_OUTLINE = 2_000  # blocks in all maps: beyond, they are stored as pixels
LEVEL, CHANGE = colormaps["cividis"], colormaps["RdBu"]
SMALL = 8.5

Grid = NDArray[np.float64]


def block_grids(comparison: Comparison) -> dict[str, Grid]:
    """Each arm's trust in one town as a grid (rows y, columns x), nan where no block is."""
    grids = {}
    for arm in (comparison.baseline, *comparison.others):
        run = comparison.of_arm(arm)[SHOWN - 1]
        (xs, x), (ys, y) = (np.unique(each, return_inverse=True) for each in run.block_places.T)
        grids[arm] = np.full((len(ys), len(xs)), np.nan)
        grids[arm][y, x] = run.block_trust
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


def _headline(comparison: Comparison, grids: dict[str, Grid], gaps: dict[str, Grid]) -> str:
    faces = looks(comparison)
    baseline = faces[comparison.baseline].name
    if not gaps:
        values = _known(grids)
        if not len(values):
            return "Trust by block: no data"
        return (
            f"Trust differs from block to block, from {values.min():.0f} to {values.max():.0f} "
            f"points under {baseline}"
        )
    found = largest(comparison, "trust")
    gap = _known({} if found is None else {"": gaps[found.arm]})
    if found is None or not len(gap):
        return f"Trust by block: {NOT_KNOWN}"
    if not found.matters:
        return f"One town, block by block: {headline(comparison, 'trust', 'trust', 'ends')}"
    matter = int((np.sign(found.found.mean) * gap >= MATTERS["points"]).sum())
    blocks = f"all {len(gap):,}" if matter == len(gap) else f"{matter:,} of {len(gap):,}"
    return (
        f"One town, block by block: trust is {found.amounts_to} under "
        f"{faces[found.arm].name} than under {baseline}, by {MATTERS['points']:g} points or more in"
        f" {blocks} blocks{found.qualified}"
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


def trust_map(comparison: Comparison) -> Picture:
    """The baseline's trust in one town, and what each other arm changes in it.

    A mean over replicates would show nothing: each has its own residents in other places.
    """
    faces = looks(comparison)
    baseline = comparison.baseline
    grids = block_grids(comparison)
    gaps = {arm: grids[arm] - grids[baseline] for arm in grids if arm != baseline in grids}
    title = _headline(comparison, grids, gaps)
    shown = {arm: gaps.get(arm, grids[arm]) for arm in grids}
    levels, changes = _level_scale(_known({"": grids[baseline]})), _change_scale(_known(gaps))
    pixels = sum(grid.size for grid in shown.values()) > TOO_MANY_TO_OUTLINE

    arms = list(shown)
    rows = [arms[at : at + ACROSS] for at in range(0, len(arms), ACROSS)]
    columns = max(3, *(len(row) for row in rows))
    wide = (WIDTH - 2 * MARGIN - (columns - 1) * BETWEEN) / columns
    shape = next(iter(grids.values())).shape
    tall = min(wide * shape[0] / shape[1], TALLEST)
    titles = {arm: _titles(comparison, arm, faces[arm].name, wide) for arm in shown}
    heads = [LINE * max(len(titles[arm]) for arm in row) + 0.12 for row in rows]
    height = sum(heads) + len(rows) * (tall + BETWEEN) + SCALES
    visible = number(0.1 * float(changes.vmax or 1))
    page = new_page(
        comparison, title,
        f"One of the simulated towns (replicate {SHOWN}), the same for all arms. Every square is a "
        "block of that town on the last day: first its residents' mean trust, then by how much it "
        "differs under each arm.",
        height,
        f"A minus sign marks blocks that lose more than {visible} points." if gaps else "",
    )  # fmt: skip

    top = page.height
    for row, head in zip(rows, heads, strict=True):
        for column, arm in enumerate(row):
            left = column * (wide + BETWEEN)
            for line, text in enumerate(reversed(titles[arm])):
                page.write(left, top - head + 0.07 + line * LINE, text, faces[arm].ink)
            axes = page.axes(left, top - head - tall, wide, tall)
            _map(axes, shown[arm], changes if arm in gaps else levels, arm in gaps, pixels)
        top -= head + tall + BETWEEN
    bar = min(wide, 2.2)
    _scale_bar(page, 0, 0.3, bar, levels, False, "Trust, points (0–100)")
    if gaps:
        text = "Difference, points"
        _scale_bar(page, bar + 4 * BETWEEN, 0.3, bar, changes, True, text)
    said = "; ".join(
        f"{faces[arm].name} {least:.1f} to {most:.1f}"
        for arm, gap in gaps.items()
        if len(values := _known({arm: gap}))
        for least, most in [(values.min(), values.max())]
    )
    alt = f"{title}. Differences of single blocks in points: {said or 'none'}."
    return Picture("trust_map", title, alt, page.figure)


def _titles(comparison: Comparison, arm: str, name: str, wide: float) -> list[str]:
    """What a map shows, and the mean of the town that it shows."""
    baseline = comparison.baseline
    shown, usual = (comparison.values(each, "trust")[SHOWN - 1] for each in (arm, baseline))
    if arm == baseline:
        text = f"Trust under {name}: {number(shown, 1)}"
    else:
        digits = comparison.outcomes["trust"].digits
        text = f"{name}: {number(shown - usual, digits, sign=True)}"
    return wrapped(text, SIZE, "bold", wide)
