"""How far each number moves a quantity: its mean where the number is low, and where it is high.

Everything else varies meanwhile, so a swing is an average effect over all the other assumptions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.sensitivity.quantity import Quantity
from sim.sweeps.results import SweepResults

TAIL = 0.2
"""Share of the points that count as low, and as high."""
FEWEST = 20
"""Points in each tail below which nothing is said."""
BY_CHANCE = 3.5
"""Standard errors: the largest of 200 swings of numbers that do nothing seldom exceeds this."""


@dataclass(frozen=True)
class Swing:
    """One number and one quantity.

    Attributes:
        name: the number.
        low: mean of the quantity where the number is in the lowest fifth of its values.
        high: where it is in the highest fifth.
        low_error: standard error of ``low``.
        high_error: standard error of ``high``.
        below: largest value of the number that counts as low.
        above: smallest value that counts as high.
    """

    name: str
    low: float
    high: float
    low_error: float
    high_error: float
    below: float
    above: float

    @property
    def size(self) -> float:
        """From low to high."""
        return self.high - self.low

    @property
    def error(self) -> float:
        """Standard error of the size: low and high are means of different points."""
        return float(np.hypot(self.low_error, self.high_error))

    @property
    def beyond_chance(self) -> bool:
        """Whether chance alone would hardly make it, among all the numbers looked at."""
        return abs(self.size) > BY_CHANCE * self.error


def swings(results: SweepResults, quantity: Quantity) -> list[Swing]:
    """Swings of all numbers that vary, the largest first; none where there are too few points."""
    known = quantity.known
    values = quantity.values[known]
    found = []
    for name in results.names:
        column = results.points[name]
        if column.dtype.kind not in "if":
            continue
        places = column.to_numpy(dtype=float)[known]
        if not len(places):
            continue
        below, above = np.quantile(places, [TAIL, 1.0 - TAIL])
        low, high = values[places <= below], values[places >= above]
        if below < above and min(len(low), len(high)) >= FEWEST:
            means = float(low.mean()), float(high.mean())
            errors = [float(each.std(ddof=1) / len(each) ** 0.5) for each in (low, high)]
            found.append(Swing(name, *means, errors[0], errors[1], float(below), float(above)))
    return sorted(found, key=lambda swing: -abs(swing.size))
