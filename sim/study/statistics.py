"""Means over replicates, and paired differences between arms, with t intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

MISSES = 0.05
"""How often an interval may miss its mean: 95% intervals."""


@dataclass(frozen=True)
class Estimate:
    """A mean over replicates with its two-sided t interval, in the unit of the values.

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


def estimate(values: npt.ArrayLike, confidence: float = 0.95) -> Estimate:
    """Mean of one value a replicate, shape (replicates,), with its t interval.

    Replicates without a value (NaN: the share of crimes reported where there was no crime) are
    left out and not counted.
    """
    given = np.asarray(values, dtype=np.float64)
    known = given[np.isfinite(given)]
    count = len(known)
    if count == 0:
        return Estimate(np.nan, np.nan, np.nan, np.nan, 0)
    mean = float(known.mean())
    same_sign = float(np.mean(np.sign(known) == np.sign(mean)))
    if count == 1:
        return Estimate(mean, np.nan, np.nan, same_sign, 1)
    half = t_quantile(confidence, count - 1) * float(known.std(ddof=1)) / count**0.5
    return Estimate(mean, mean - half, mean + half, same_sign, count)


def paired_difference(
    values: npt.ArrayLike, subtracted: npt.ArrayLike, confidence: float = 0.95
) -> Estimate:
    """Estimate of `values - subtracted`, both (replicates,) and in the same order of replicates.

    Both arms of a replicate share their random draws, so the difference is taken within each
    replicate before anything is averaged; a replicate that lacks either value is left out.
    """
    arm = np.asarray(values, dtype=np.float64)
    other = np.asarray(subtracted, dtype=np.float64)
    return estimate(arm - other, confidence)


def confidence_of_largest(choices: int) -> float:
    """The confidence of the interval of the largest of so many differences (Bonferroni).

    Together the intervals of all choices then miss a difference no more often than one would.
    """
    return 1.0 - MISSES / max(1, choices)


@cache
def t_quantile(confidence: float, degrees_of_freedom: int) -> float:
    """How many standard errors a two-sided interval of this confidence reaches to each side."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, 0.5 + confidence / 2))


def contrasts(arms: Sequence[str], baseline: str) -> list[tuple[str, str]]:
    """The pairs (arm, arm subtracted) to report, in order.

    Every arm against the baseline first, then every ordered pair of the other arms.
    """
    others = [arm for arm in arms if arm != baseline]
    pairs = [(arm, baseline) for arm in others]
    return pairs + [(arm, than) for arm in others for than in others if arm != than]
