"""How numbers are spread: their mean and standard deviation, and values that part them."""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.state import Floats

COUNT, MEAN, DEVIATION, SAME_SIGN = range(4)
"""What ``spread`` finds, by its place."""
FOUND = 4


@rule
def spread(values: Floats, found: Floats) -> None:
    """Count, mean, standard deviation (n - 1) and share of the mean's sign, into ``found``.

    Values that are no number are left out. What cannot be known is nan. Values are counted from the
    first, one after the other, so that those that are all alike have no spread at all.
    """
    count, first, total = 0.0, 0.0, 0.0
    for value in values:
        if abs(value) < math.inf:
            first = value if count == 0.0 else first
            total += value - first
            count += 1.0
    found[COUNT] = count
    found[MEAN], found[DEVIATION], found[SAME_SIGN] = math.nan, math.nan, math.nan
    if count == 0.0:
        return
    mean = first + total / count
    squares, same = 0.0, 0.0
    for value in values:
        if abs(value) < math.inf:
            squares += (value - mean) * (value - mean)
            same += 1.0 if (value > 0.0) == (mean > 0.0) and (value < 0.0) == (mean < 0.0) else 0.0
    found[MEAN], found[SAME_SIGN] = mean, same / count
    if count > 1.0:
        found[DEVIATION] = math.sqrt(squares / (count - 1.0))


@rule
def quantile(ordered: Floats, share: float) -> float:
    """The value below which a share (0 to 1) of ``ordered`` ones lies; nan where there are none.

    Between two values it lies on the line that joins them (Hyndman and Fan 1996, their seventh).
    """
    if len(ordered) == 0:
        return math.nan
    at = share * (len(ordered) - 1)
    below = min(int(at), len(ordered) - 1)
    above = min(below + 1, len(ordered) - 1)
    low, high = ordered[below], ordered[above]
    part = at - below
    if part < 0.5:
        return float(low + (high - low) * part)
    return float(high - (high - low) * (1.0 - part))
