"""Which findings the model reproduces: verdicts from intervals and bands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.evidence.estimators import Interval
from sim.evidence.patterns import Kind, Measure, Pattern

REPRODUCED, DIRECTION_ONLY, NOT_REPRODUCED = "reproduced", "direction only", "not reproduced"
VERDICTS = (NOT_REPRODUCED, DIRECTION_ONLY, REPRODUCED)
"""From the worst to the best."""


@dataclass(frozen=True)
class Reading:
    """One measure as simulated; ``verdict`` is None where it is only shown."""

    measure: Measure
    interval: Interval
    verdict: str | None


@dataclass(frozen=True)
class Row:
    """One pattern: its readings, and the verdict of the worst of them."""

    pattern: Pattern
    readings: tuple[Reading, ...]

    @property
    def verdict(self) -> str:
        """Verdict of the worst measure that counts."""
        counted = [each.verdict for each in self.readings if each.verdict is not None]
        return min(counted, key=VERDICTS.index)

    @property
    def leading(self) -> Reading:
        """The reading shown first."""
        return self.reading(self.pattern.leading)

    def reading(self, name: str) -> Reading:
        """The reading of one measure."""
        return next(each for each in self.readings if each.measure.name == name)

    @property
    def kind(self) -> Kind:
        """How far the pattern's result depends on the finding itself."""
        return self.pattern.kind


def judge(measure: Measure, interval: Interval) -> str | None:
    """Verdict on one measure.

    Reproduced: the estimate lies in the band (findings of no effect: the whole interval), and where
    the finding has a direction, the interval lies on its side of no effect. Direction only: the
    interval lies on that side, but the estimate outside the band; without a direction: the estimate
    lies in the band, but not the whole interval that was asked for. Otherwise not reproduced.
    """
    if measure.judged == "shown":
        return None
    if math.isnan(interval.mean):
        return NOT_REPRODUCED
    low, high = measure.band
    low = -math.inf if low is None else low
    high = math.inf if high is None else high
    inside = low <= interval.mean <= high
    wholly = low <= interval.low and interval.high <= high
    right_side = {
        "up": interval.low > measure.neutral,
        "down": interval.high < measure.neutral,
        "none": True,
    }[measure.direction]
    if (wholly if measure.judged == "interval" else inside) and right_side:
        return REPRODUCED
    if measure.direction == "none":
        return DIRECTION_ONLY if inside else NOT_REPRODUCED
    return DIRECTION_ONLY if right_side else NOT_REPRODUCED


def read(pattern: Pattern, intervals: Mapping[str, Interval]) -> Row:
    """The row of one pattern from the intervals of its measures, by measure name."""
    return Row(
        pattern,
        tuple(
            Reading(measure, intervals[measure.name], judge(measure, intervals[measure.name]))
            for measure in pattern.measures
        ),
    )


def as_data(row: Row) -> dict[str, Any]:
    """A row for machines: the leading measure first, all measures under ``measures``."""
    return {
        "id": row.pattern.id,
        "title": row.pattern.title,
        "verdict": row.verdict,
        "kind": row.kind,
        **_numbers(row.leading),
        "measures": [
            {
                "name": each.measure.name,
                "verdict": each.verdict,
                "kind": each.measure.kind,
                **_numbers(each),
                "judged": each.measure.judged,
                "unit": each.measure.unit,
            }
            for each in row.readings
        ],
    }


def _numbers(reading: Reading) -> dict[str, Any]:
    interval = reading.interval
    return {
        "estimate": _number(interval.mean),
        "low": _number(interval.low),
        "high": _number(interval.high),
        "band": list(reading.measure.band),
    }


def _number(value: float) -> float | None:
    return float(f"{value:.6g}") if math.isfinite(value) else None
