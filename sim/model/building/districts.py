"""Districts: areas of blocks, in the same places in every run of a town."""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.building.orders import order_of
from sim.model.settings import TownSettings
from sim.model.state import Blocks, Floats, Rows


@rule
def lay_out_districts(blocks: Blocks, settings: TownSettings, beats: int) -> None:
    """Give every block a district and a beat; a beat has blocks of one district, but at its ends.

    An area with several districts is cut in two along its longer side, in proportion to their
    residents, until each has one; districts that follow one another lie side by side.
    """
    number, sizes = len(blocks.risk), settings.blocks_in
    districts = len(sizes)
    area = np.arange(number)
    waiting = np.zeros((districts + 1, 4), np.int64)  # first and last district, first and last row
    waiting[0, 1], waiting[0, 3], left = districts, number, 1
    while left > 0:
        left -= 1
        first, after = waiting[left, 0], waiting[left, 1]
        start, end = waiting[left, 2], waiting[left, 3]
        if after - first == 1:
            for place in range(start, end):
                blocks.district[area[place]] = first
            continue
        cut, middle = first + 1, start + sizes[first]
        while cut + 1 < after and 2 * (middle - start) + sizes[cut] <= end - start:
            middle += sizes[cut]
            cut += 1
        along_longer_side(blocks, area, start, end)
        waiting[left, 0], waiting[left, 1], waiting[left, 2], waiting[left, 3] = (
            first, cut, start, middle,
        )  # fmt: skip
        left += 1
        waiting[left, 0], waiting[left, 1], waiting[left, 2], waiting[left, 3] = (
            cut, after, middle, end,
        )  # fmt: skip
        left += 1
    by_district = order_of(blocks.district.astype(np.float64))
    for place in range(number):
        blocks.beat[by_district[place]] = place * beats // number


@rule
def along_longer_side(blocks: Blocks, area: Rows, start: int, end: int) -> None:
    """Put the blocks of an area in order from one of its shorter sides to the other."""
    low_x, high_x, low_y, high_y = 2**30, -1, 2**30, -1
    for place in range(start, end):
        x, y = blocks.x[area[place]], blocks.y[area[place]]
        low_x, high_x = min(low_x, x), max(high_x, x)
        low_y, high_y = min(low_y, y), max(high_y, y)
    number = len(blocks.risk)
    rows, at = area[start:end].copy(), np.empty(end - start)
    for place in range(end - start):
        x, y = blocks.x[rows[place]], blocks.y[rows[place]]
        at[place] = x * number + y if high_x - low_x >= high_y - low_y else y * number + x
    order = order_of(at)
    for place in range(end - start):
        area[start + place] = rows[order[place]]


@rule
def set_issues(blocks: Blocks, settings: TownSettings) -> None:
    """How many local issues arise in each block, against what its risk and disorder imply."""
    for block in range(len(blocks.risk)):
        blocks.issue_rate[block] = settings.issues_in[blocks.district[block]]


@rule
def fit_to_districts(blocks: Blocks, risk: Floats, crimes: Floats) -> None:
    """Scale the risk of blocks so that districts differ as ``crimes`` do; the mean becomes 1.

    Args:
        blocks: the blocks, with their districts.
        risk: risk by block in any unit; changed in place.
        crimes: recorded crimes of each district, in proportion to those of the others.
    """
    number = len(risk)
    of_district, size = np.zeros(len(crimes)), np.zeros(len(crimes))
    for block in range(number):
        of_district[blocks.district[block]] += risk[block]
        size[blocks.district[block]] += 1.0
    every = 0.0
    for row in range(len(crimes)):
        every += crimes[row]
    for block in range(number):
        row = blocks.district[block]
        share = crimes[row] / every if every > 0.0 else size[row] / number
        risk[block] *= share * number / of_district[row]
