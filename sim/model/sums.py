"""Sums of many numbers, several side by side.

One number after another would wait for the sum before. So neighbours in a column add to lanes of
their own, which are summed at the end: always in the same order, hence to the same bits.
"""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.state import Floats


@rule
def sum_of_products(a: Floats, b: Floats) -> float:
    """``a[0] b[0] + a[1] b[1] + ...``."""
    first, second, third, fourth = 0.0, 0.0, 0.0, 0.0
    whole = len(a) - len(a) % 4
    for each in range(0, whole, 4):
        first += a[each] * b[each]
        second += a[each + 1] * b[each + 1]
        third += a[each + 2] * b[each + 2]
        fourth += a[each + 3] * b[each + 3]
    for each in range(whole, len(a)):
        first += a[each] * b[each]
    return (first + second) + (third + fourth)
