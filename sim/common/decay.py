"""Exponential decay in plain arithmetic, so that its digits are the same on every machine."""

from __future__ import annotations

import math

_LN_2 = 0.6931471805599453
_TERMS = 40


def exp(x: float) -> float:
    """``e`` to the power ``x``, at most 0: Taylor of what is left of powers of two."""
    whole = math.floor(x / _LN_2)
    rest = x - whole * _LN_2
    term, total = 1.0, 1.0
    for power in range(1, _TERMS):
        term *= rest / power
        total += term
    for _ in range(min(-whole, 1100)):
        total /= 2.0
    return total


def halved(times: float) -> float:
    """What is left of 1 that is halved so many times, from 0."""
    return exp(-times * _LN_2)
