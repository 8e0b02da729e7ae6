"""How far each number moves a quantity: its mean where the number is low, and where it is high.

Everything else varies meanwhile, so a swing is an average effect over all the other assumptions.
The largest of many are named because they came out large, which overstates those that are hardly
beyond chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats
from sim.study.sensitivity.quantity import Quantity
from sim.study.statistics import t_quantile
from sim.study.sweeps.results import SweepResults

TAIL = 0.2
"""Share of the points that count as low, and as high."""
FEWEST = 20
"""Points in each tail below which nothing is said."""
ENOUGH = round(FEWEST / TAIL)
"""Points drawn independently of each other at which something is said."""
LUCK = 0.05
"""How often, at most, any of all the numbers passes for one that moves a quantity and does not."""


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
        by_chance: standard errors below which so many numbers that do nothing remain.
    """

    name: str
    low: float
    high: float
    low_error: float
    high_error: float
    below: float
    above: float
    by_chance: float

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
        return abs(self.size) > self.by_chance * self.error


def swings(results: SweepResults, quantity: Quantity) -> list[Swing]:
    """Swings of all numbers that vary, the largest first; none where there are too few points."""
    known = quantity.known
    values = quantity.values[known]
    confidence = 1.0 - LUCK / len(results.names)
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
        fewer = min(len(low), len(high))
        if below < above and fewer >= FEWEST:
            means = float(low.mean()), float(high.mean())
            errors = standard_error(low), standard_error(high)
            ends = float(below), float(above)
            found.append(Swing(name, *means, *errors, *ends, t_quantile(confidence, fewer - 1)))
    return sorted(found, key=lambda swing: -abs(swing.size))


def standard_error(values: Floats) -> float:
    """Of the mean."""
    return float(values.std(ddof=1) / len(values) ** 0.5)
