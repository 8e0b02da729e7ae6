"""What a world has to meet: measures of published findings, each with a stated tolerance.

The band of a measure is wider than the published interval, because scales and places differ: it
holds the error of observation and the discrepancy between model and study. It is read as an
interval of 90%, so that its half width is 1.645 standard deviations. A band that is open on one
side is met anywhere beyond its end; its tolerance is a tenth of the distance from the end to no
effect, or to the published value if that is more.

Findings that are true by construction ask nothing of a world, and pre-registered ones are never
asked of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr

from sim.evidence.estimators import Factor, Ratio, Value
from sim.evidence.patterns import Measure, Pattern
from sim.model.state import Floats

NINETY = 1.645  # standard deviations in the half width of an interval of 90%
ALIKE = 0.5  # correlation taken between the measures of one study


@dataclass(frozen=True)
class Target:
    """One measure to be met.

    Attributes:
        name: ``pattern.measure``.
        study: id of the pattern: measures of one study are not independent.
        low: lower end of the band, or -inf.
        high: upper end, or inf.
        tolerance: standard deviation of the discrepancy, unit of the measure.
        weight: of this measure among those of its study.
    """

    name: str
    study: str
    low: float
    high: float
    tolerance: float
    weight: float

    def log_likelihood(self, mean: Floats, error: float) -> Floats:
        """Log likelihood of worlds in which the measure is ``mean``, known to within ``error``.

        ``error`` is a standard deviation. Normal around the middle of the band; with one end open,
        the chance that the measure lies beyond the other end. The best possible value is 0.
        """
        spread = float(np.hypot(self.tolerance, error))
        if np.isinf(self.low) or np.isinf(self.high):
            beyond = self.high - mean if np.isinf(self.low) else mean - self.low
            found: Floats = log_ndtr(beyond / spread)
            return found
        return -0.5 * ((mean - 0.5 * (self.low + self.high)) / spread) ** 2

    def implausibility(self, mean: Floats, error: float) -> Floats:
        """How many standard deviations a world lies from what the study found."""
        found: Floats = np.sqrt(-2.0 * self.log_likelihood(mean, error))
        return found

    def met(self, value: Floats) -> npt.NDArray[np.bool_]:
        """Whether values lie in the band."""
        return (self.low <= value) & (value <= self.high)


def targets(patterns: Iterable[Pattern]) -> list[Target]:
    """The measures that worlds are asked to meet, study by study."""
    found = []
    for pattern in patterns:
        if pattern.use == "pre-registered":
            continue
        asked = [
            each
            for each in pattern.measures
            if each.judged != "shown" and each.kind != "by construction"
        ]
        weight = 1.0 / (1.0 + ALIKE * (len(asked) - 1))
        found += [_target(pattern, each, weight) for each in asked]
    return found


def _target(pattern: Pattern, measure: Measure, weight: float) -> Target:
    low, high = measure.band
    if low is not None and high is not None:
        tolerance = 0.5 * (high - low) / NINETY
    else:
        end = low if low is not None else high
        assert end is not None
        distances = [abs(end - measure.neutral), 0.1]
        if measure.published.value is not None:
            distances.append(abs(measure.published.value - end))
        tolerance = 0.1 * max(distances)
    return Target(
        f"{pattern.id}.{measure.name}",
        pattern.id,
        -np.inf if low is None else low,
        np.inf if high is None else high,
        tolerance,
        weight,
    )


def number_of(value: Value) -> float:
    """A trial's value of one town as a plain number."""
    if isinstance(value, Ratio):
        return value.above / value.below if value.below else float("nan")
    return value.value if isinstance(value, Factor) else float(value)


def numbers_of(values: Mapping[str, Value]) -> dict[str, float]:
    """All values of a trial as plain numbers."""
    return {name: number_of(value) for name, value in values.items()}
