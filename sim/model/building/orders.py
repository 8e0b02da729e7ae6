"""Orders and means of columns, always taken in the same way, hence the same to the last bit."""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.state import Blocks, Floats, Rows


@rule
def order_of(values: Floats) -> Rows:
    """Rows from the smallest value to the largest; where values are equal, as they stand."""
    return np.argsort(values, kind="mergesort")


@rule
def sum_of(values: Floats) -> float:
    """The sum, one value after the other."""
    total = 0.0
    for each in range(len(values)):
        total += values[each]
    return total


@rule
def standardise(values: Floats) -> None:
    """Make the mean 0 and the standard deviation 1, where values differ at all."""
    number = len(values)
    mean = sum_of(values) / number
    squares = 0.0
    for each in range(number):
        squares += (values[each] - mean) * (values[each] - mean)
    spread = math.sqrt(squares / number)
    if spread > 0.0:
        for each in range(number):
            values[each] = (values[each] - mean) / spread


@rule
def mean_around(blocks: Blocks, values: Floats, block: int, itself: float) -> float:
    """Mean of a value over the blocks next door, and over the block ``itself`` (1) or not (0)."""
    total, number = itself * values[block], itself
    for side in range(4):
        other = blocks.neighbours[block, side]
        if other >= 0:
            total += values[other]
            number += 1.0
    mean: float = total / number
    return mean
