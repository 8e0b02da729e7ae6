"""The normal distribution in plain arithmetic, so that its digits are the same on every machine."""

from __future__ import annotations

from sim.common.decay import exp

_ROOT_2_PI = 2.5066282746310002


def below(z: float) -> float:
    """Share (0-1) of a standard normal distribution below ``z``, within 1e-15.

    0.5 + density(z) (z + z^3/3 + z^5/15 + ...), doi 10.18637/jss.v011.i04.
    """
    if abs(z) > 8.0:
        return 1.0 if z > 0.0 else 0.0
    term, total, odd = z, z, 1.0
    while abs(term) > 1e-17 * abs(total):
        odd += 2.0
        term *= z * z / odd
        total += term
    return min(1.0, max(0.0, 0.5 + total * exp(-0.5 * z * z) / _ROOT_2_PI))


def quantile(share: float) -> float:
    """The value below which this share (0-1, neither 0 nor 1) of the distribution lies.

    By halving, so as exact as ``below``.
    """
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2.0
        if below(middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0
