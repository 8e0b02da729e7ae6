"""Means over replicates, and paired differences between arms, with t intervals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from sim.common.estimate import Estimate as Estimate

MISSES = 0.05
"""How often an interval may miss its mean: 95% intervals."""


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


def over_worlds(values: npt.ArrayLike) -> Estimate:
    """Mean of one value a world, shape (worlds,), with the middle 90% of worlds.

    The ends are values of worlds, and no more than one in twenty lies beyond either: ``clear`` says
    that at least 95 of 100 worlds lie on one side. Worlds without a value (NaN) are left out.
    """
    given = np.asarray(values, dtype=np.float64)
    known = given[np.isfinite(given)]
    if len(known) < 2:
        return estimate(known)
    low = float(np.quantile(known, 0.05, method="inverted_cdf"))
    high = float(np.quantile(known, 0.95, method="higher"))
    mean = float(known.mean())
    same_sign = float(np.mean(np.sign(known) == np.sign(mean)))
    return Estimate(mean, low, high, same_sign, len(known))


def estimate_of(values: npt.ArrayLike, in_worlds: bool, confidence: float = 0.95) -> Estimate:
    """What one value a replicate comes to, shape (replicates,).

    Mean and t interval; where replicates live in worlds of their own, mean and the middle 90% of
    worlds, whatever the ``confidence``.
    """
    return over_worlds(values) if in_worlds else estimate(values, confidence)


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
