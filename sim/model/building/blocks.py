"""Blocks on a nearly square grid; homes are numbered block by block."""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.state import Blocks


@rule
def lay_out_blocks(blocks: Blocks, homes: int) -> None:
    """Where blocks and their homes are, and what is next door."""
    number = len(blocks.risk)
    width = math.ceil(math.sqrt(number))
    first = 0
    for row in range(number):
        x, y = row % width, row // width
        blocks.x[row], blocks.y[row] = x, y
        blocks.homes[row] = homes // number + (1 if row < homes % number else 0)
        blocks.first[row] = first
        first += blocks.homes[row]
        blocks.neighbours[row, 0] = row - 1 if x > 0 else -1
        blocks.neighbours[row, 1] = row + 1 if x + 1 < width and row + 1 < number else -1
        blocks.neighbours[row, 2] = row - width if y > 0 else -1
        blocks.neighbours[row, 3] = row + width if row + width < number else -1
