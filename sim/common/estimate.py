"""A mean with its interval, as results of runs are told."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates with its two-sided t interval, in the unit of the values.

    Where every replicate lives in another world: their mean, with the middle 90% of worlds.
    `same_sign` is the share (0-1) of replicates whose sign is the mean's, 1 when all are zero.
    `count` replicates were used. What cannot be known is NaN: everything when no replicate has
    a value, and the interval when only one has.
    """

    mean: float
    low: float
    high: float
    same_sign: float
    count: int

    @property
    def has_interval(self) -> bool:
        """Whether there were at least two replicates to judge the spread by."""
        return self.count >= 2

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0

    @property
    def near(self) -> float:
        """The end of the interval that is nearer to zero; NaN without an interval."""
        return self.low if abs(self.low) < abs(self.high) else self.high

    @property
    def unsure(self) -> bool:
        """Whether the interval holds zero."""
        return self.has_interval and not self.clear

    @property
    def judged(self) -> tuple[float, ...]:
        """What is held against the least that matters: the mean, or an unsure one's both ends."""
        return (self.low, self.high) if self.unsure else (self.mean,)

    def times(self, factor: float) -> Estimate:
        """The same in another unit, of which `factor` (above 0) make one."""
        mean, low, high = (factor * each for each in (self.mean, self.low, self.high))
        return replace(self, mean=mean, low=low, high=high)
