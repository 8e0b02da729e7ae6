"""What a world has to meet: measures of published findings, each with a stated tolerance.

The band of a measure is wider than the published interval, because scales and places differ: it
holds the error of observation and the discrepancy between model and study. It is read as an
interval of 90% around the published value (the middle of what was published, or of the band), with
a standard deviation of its own on each side: the distance to the end over 1.645, but at least a
quarter of the band's. A band that is open on one side is met anywhere beyond its end; its tolerance
is a tenth of the distance from the end to no effect or to the published value, and at least a tenth
of how much settings from the priors differ.

Findings that are true by construction ask nothing of a world, and pre-registered ones are never
asked of one. Measures that move together count as one: ``FAMILIES``. The others count in full, so
that the likelihood is a composite one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr

from sim.evidence.estimators import Factor, Ratio, Value
from sim.evidence.patterns import Measure, Pattern
from sim.model.state import Floats

NINETY = 1.645  # standard deviations in the half width of an interval of 90%
LEAST = 0.25  # of the half width of a band: the least tolerance on a side
OPEN = 0.1  # of a distance, or of the spread over settings: tolerance of a band open on a side
FAMILIES = (
    {"P01.att", "P01.t"},
    {"P10.change", "P23.crime"},
    {"P13.crime_fair", "P13.crime_unfair"},
    {"P15.property", "P15.other_theft"},
    {"P20.cleared_violent", "P20.cleared_property"},
    {"P21.solving", "P22.solving", "P22.end"},
    {"P25.other_theft", "P25.gini"},
)
"""Measures of which one says nearly all that the others do: they share one weight."""


@dataclass(frozen=True)
class Target:
    """One measure to be met; in logarithms where it is a ratio.

    Attributes:
        name: ``pattern.measure``.
        low: lower end of the band, or -inf.
        high: upper end, or inf.
        centre: what was found; NaN where one end is open.
        tolerance: standard deviation of the discrepancy below and above the centre.
        weight: of this measure among those that say the same.
        in_logs: whether values are ratios, of which logarithms are taken.
    """

    name: str
    low: float
    high: float
    centre: float
    tolerance: tuple[float, float]
    weight: float
    in_logs: bool

    def scaled(self, values: npt.ArrayLike) -> Floats:
        """Values of the measure on the scale of the target; NaN where a ratio is not positive."""
        given = np.asarray(values, dtype=np.float64)
        if not self.in_logs:
            return given
        logs: Floats = np.log(np.where(given > 0.0, given, np.nan))
        return logs

    def log_likelihood(self, mean: Floats, error: float) -> Floats:
        """Log likelihood of worlds in which the measure is ``mean``, known to within ``error``.

        ``error`` is a standard deviation. Normal on each side of the centre; with one end open, the
        chance that the measure lies beyond the other end. The best possible value is 0.
        """
        below, above = (float(np.hypot(each, error)) for each in self.tolerance)
        if np.isnan(self.centre):
            beyond = self.high - mean if np.isinf(self.low) else mean - self.low
            found: Floats = log_ndtr(beyond / below)
            return found
        away = mean - self.centre
        return -0.5 * (away / np.where(away < 0.0, below, above)) ** 2

    def met(self, value: Floats) -> npt.NDArray[np.bool_]:
        """Whether values, on the scale of the target, lie in the band."""
        return (self.low <= value) & (value <= self.high)

    @property
    def clip(self) -> tuple[float, float]:
        """Values beyond are as good as here: a tolerance and more beyond the ends of the band."""
        below, above = self.tolerance
        return self.low - 3.0 * below, self.high + 3.0 * above

    def at_least_as_wide_as(self, spread: float) -> Target:
        """The same where an open band is no sharper than a tenth of the spread over settings."""
        if not np.isnan(self.centre):
            return self
        least = max(self.tolerance[0], OPEN * spread)
        return replace(self, tolerance=(least, least))


def targets(patterns: Iterable[Pattern]) -> list[Target]:
    """The measures that worlds are asked to meet, study by study."""
    return [
        target_of(pattern, each)
        for pattern in patterns
        if pattern.use != "pre-registered"
        for each in pattern.measures
        if each.judged != "shown" and each.kind != "by construction"
    ]


def target_of(pattern: Pattern, measure: Measure) -> Target:
    """One judged measure as a target, whether worlds are asked to meet it or not."""
    name = f"{pattern.id}.{measure.name}"
    family = next((each for each in FAMILIES if name in each), {name})
    in_logs = measure.unit in ("ratio", "odds ratio")
    low, high = measure.band
    if in_logs:  # a ratio is above zero anyway
        low, high = (float(np.log(end)) if end else None for end in (low, high))
    found = measure.published
    if low is not None and high is not None:
        known = [found.value] if found.value is not None else [found.low, found.high]
        there = [each for each in known if each is not None]
        centre = float(np.mean(np.log(there) if in_logs else there)) if there else np.nan
        if not low < centre < high:  # nothing published, or at an end: the middle of the band
            centre = 0.5 * (low + high)
        half = 0.5 * (high - low)
        sides = [max(LEAST * half, side) / NINETY for side in (centre - low, high - centre)]
        tolerance = (sides[0], sides[1])
    else:
        end = low if low is not None else high
        assert end is not None
        others = [measure.neutral, found.value]
        if in_logs:
            others = [float(np.log(each)) if each else None for each in others]
        distances = [abs(each - end) for each in others if each is not None]
        sharp = OPEN * max(distances, default=0.0)
        centre, tolerance = np.nan, (sharp, sharp)
    return Target(
        name,
        -np.inf if low is None else low,
        np.inf if high is None else high,
        centre,
        tolerance,
        1.0 / len(family),
        in_logs,
    )


def number_of(value: Value) -> float:
    """A trial's value of one town as a plain number."""
    if isinstance(value, Ratio):
        return value.above / value.below if value.below else float("nan")
    return value.value if isinstance(value, Factor) else float(value)


def numbers_of(values: Mapping[str, Value]) -> dict[str, float]:
    """All values of a trial as plain numbers."""
    return {name: number_of(value) for name, value in values.items()}
