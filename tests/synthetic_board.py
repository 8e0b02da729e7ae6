"""Made-up readings of measures."""

from __future__ import annotations

from sim.evidence.estimators import Interval
from sim.evidence.patterns import Measure


def middle_of(m: Measure) -> Interval:
    """An interval well inside the band of a measure."""
    low, high = m.band
    if low is None:
        middle = 0.5 if high is None else high - 1.0
    else:
        middle = low + 1.0 if high is None else (low + high) / 2.0
    return Interval(middle, middle - 1e-6, middle + 1e-6, 50)
