"""Made-up readings of measures, and a scoreboard of them."""

from __future__ import annotations

from sim.evidence.estimators import Interval
from sim.evidence.patterns import Measure, patterns
from sim.evidence.scoreboard import Row, read


def middle_of(m: Measure) -> Interval:
    """An interval well inside the band of a measure."""
    low, high = m.band
    if low is None:
        middle = 0.5 if high is None else high - 1.0
    else:
        middle = low + 1.0 if high is None else (low + high) / 2.0
    return Interval(middle, middle - 1e-6, middle + 1e-6, 50)


def board() -> list[Row]:
    """A scoreboard on which one measure of P10 fails."""
    rows = []
    for pattern in patterns().values():
        intervals = {m.name: middle_of(m) for m in pattern.measures}
        if pattern.id == "P10":
            intervals["rest"] = Interval(-9.0, -9.5, -8.5, 50)
        rows.append(read(pattern, intervals))
    return rows
