"""Means over replicates, and paired differences between arms, with t intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

from sim.common.arrays import empty, floats, listed
from sim.common.estimate import Estimate as Estimate
from sim.study.spread import COUNT, DEVIATION, FOUND, MEAN, SAME_SIGN, quantile, spread
from sim.study.student import student_quantile

MISSES = 0.05
"""How often an interval may miss its mean: 95% intervals."""


def estimate(values: Iterable[float], confidence: float = 0.95) -> Estimate:
    """Mean of one value a replicate with its t interval.

    Replicates without a value (NaN: the share of crimes reported where there was no crime) are
    left out and not counted.
    """
    found = empty(FOUND)
    spread.plain(floats(values), found)
    count, mean, same_sign = int(found[COUNT]), float(found[MEAN]), float(found[SAME_SIGN])
    if count < 2:
        return Estimate(mean, math.nan, math.nan, same_sign, count)
    half = t_quantile(confidence, count - 1) * float(found[DEVIATION]) / math.sqrt(count)
    return Estimate(mean, mean - half, mean + half, same_sign, count)


def over_worlds(values: Iterable[float]) -> Estimate:
    """Mean of one value a world with the middle 90% of worlds.

    The ends are values of worlds, and no more than one in twenty lies beyond either: ``clear`` says
    that at least 95 of 100 worlds lie on one side. Worlds without a value (NaN) are left out.
    """
    known = in_order(values)
    mean = estimate(known)
    if len(known) < 2:
        return mean
    beyond = len(known) // 20
    low, high = known[beyond], known[len(known) - 1 - beyond]
    return Estimate(mean.mean, low, high, mean.same_sign, len(known))


def deviation(values: Iterable[float]) -> float:
    """Standard deviation (n - 1) of all values that are numbers; NaN of fewer than two."""
    found = empty(FOUND)
    spread.plain(floats(values), found)
    return float(found[DEVIATION])


def in_order(values: Iterable[float]) -> list[float]:
    """The values that are numbers, the smallest first."""
    return sorted(value for value in listed(values) if math.isfinite(value))


def quantiles(values: Iterable[float], shares: Sequence[float]) -> list[float]:
    """The values below which these shares (0 to 1) of all that are numbers lie."""
    known = floats(in_order(values))
    return [float(quantile.plain(known, share)) for share in shares]


def estimate_of(values: Iterable[float], in_worlds: bool, confidence: float = 0.95) -> Estimate:
    """What one value a replicate comes to.

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
    return float(student_quantile.plain(confidence, degrees_of_freedom))


def contrasts(arms: Sequence[str], baseline: str) -> list[tuple[str, str]]:
    """The pairs (arm, arm subtracted) to report, in order.

    Every arm against the baseline first, then every ordered pair of the other arms.
    """
    others = [arm for arm in arms if arm != baseline]
    pairs = [(arm, baseline) for arm in others]
    return pairs + [(arm, than) for arm in others for than in others if arm != than]


def share_above(differences: Iterable[float]) -> float:
    """Share of the worlds with a value in which a difference is above zero; a tie counts half."""
    known = in_order(differences)
    above = sum(1.0 if each > 0.0 else 0.5 for each in known if each >= 0.0)
    return above / len(known) if known else 0.5
