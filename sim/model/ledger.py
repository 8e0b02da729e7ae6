"""The two account books: of trust, and of expected crime.

**Ledger of trust.** Every change of every resident's trust is booked to a channel when it happens:
*booked* (the change itself) and *left* (what is left of it on the last day). Trust fades linearly,
so a unit put into the impression on one day has a weight on the last day that is known beforehand.
Nothing is computed as what is missing.

**Crime book.** The change in expected crime against day 0 is split among its causes exactly, by
the logarithmic mean (Ang 2004, doi 10.1016/S0301-4215(03)00076-4): with multiplier
``m = exp(sum of effects)``, each cause is booked ``effect x (m - 1) / ln m``.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.state import Books, TwoFloats

PERIOD = 30  # days of one row of the books


@rule
def book(books: Books, days: int, day: int, group: int, channel: int, change: float) -> None:
    """Book a change of impression made on ``day``; nothing is booked during the burn-in."""
    if day >= 0:
        books.booked[day // PERIOD, group, channel] += change
        books.left[day // PERIOD, group, channel] += change * books.impression_left[days - day]


@rule
def share_of_change(multiplier: float, logarithm: float) -> float:
    """Logarithmic mean of ``multiplier`` and 1: change in it for a unit of its ``logarithm``."""
    if abs(logarithm) < 1e-5:
        return 0.5 * (multiplier + 1.0)
    return (multiplier - 1.0) / logarithm


@rule
def what_is_left(days: int, fade: float, kept: float, revert: float) -> TwoFloats:
    """Weights on the last day of one unit of impression and of one unit of standing.

    Args:
        days: longest age in nights.
        fade: share of an impression that fades in a night.
        kept: share of what fades that becomes standing.
        revert: share of standing that drifts back to the anchor in a night.

    Returns:
        Two arrays of shape (days + 1,); entry n is the weight after n nights.
    """
    impression, standing = np.empty(days + 1), np.empty(days + 1)
    new, old = 1.0, 0.0
    for night in range(days + 1):
        standing[night] = math.pow(1.0 - revert, night)
        impression[night] = new + old
        new, old = new * (1.0 - fade), old * (1.0 - revert) + kept * fade * new
    return impression, standing
