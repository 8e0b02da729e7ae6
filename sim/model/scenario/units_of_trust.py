"""Units of trust: a mean in points, the share who would say that they trust, a survey's own scale.

People are drawn from a normal distribution around their group's mean, kept within 2-98 points
(``moving.own_view``). Who stands at 50 points or more (the number ``measure.confident``) would say
that they trust police. What is computed here is exact for that distribution: before the burn-in,
and for many residents.
"""

from __future__ import annotations

import functools
import math

from sim.common import normal
from sim.common.problems import Mistake
from sim.model.numbers import every_parameter

THRESHOLD = "measure.confident"
LOWEST_MEAN, HIGHEST_MEAN = 2.0, 98.0
SCALES = (5, 7, 10)
"""Scales of surveys that begin with 1."""


@functools.cache
def usual_threshold() -> float:
    """Points from which a resident would say that they trust police, usually."""
    return 100.0 * dict(every_parameter())[THRESHOLD].default


def share_who_trust(trust: float, spread: float, threshold: float | None = None) -> float:
    """Share (0-1) of a group who would say that they trust police; the rest in points."""
    least = usual_threshold() if threshold is None else threshold
    if spread == 0.0:
        return float(trust >= least)
    return normal.below((trust - least) / spread)


def mean_trust(confident: float, spread: float) -> float:
    """Mean in points of a group of which this share (0-1) would say that they trust police.

    Raises:
        Mistake: no mean within 2-98 gives this share at this spread.
    """
    if spread == 0.0:
        raise Mistake(
            "without any spread of trust the share who trust police is 0 or 1, nothing between",
            "write a trust_spread (usually 19), or trust in points instead of confident",
            ("confident",),
        )
    low = max(0.001, share_who_trust(LOWEST_MEAN, spread))
    high = min(0.999, share_who_trust(HIGHEST_MEAN, spread))
    if not low <= confident <= high:
        raise Mistake(
            f"with a trust_spread of {spread:g} no mean trust gives a share of {confident:g}",
            f"write a share from {math.ceil(low * 1000) / 1000:g} to"
            f" {math.floor(high * 1000) / 1000:g}, or another trust_spread",
            ("confident",),
        )
    mean = usual_threshold() + spread * normal.quantile(confident)
    return min(HIGHEST_MEAN, max(LOWEST_MEAN, mean))


def on_points(value: float, scale: int) -> float:
    """A value on a survey's scale of 1 to ``scale`` in points (0-100)."""
    return between_ends(value, 1.0, float(scale))


def between_ends(value: float, lowest: float, highest: float) -> float:
    """A value on a scale with these ends in points (0-100)."""
    return 100.0 * (value - lowest) / (highest - lowest)
