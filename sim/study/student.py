"""Student's t: how far an interval reaches."""

from __future__ import annotations

import math

from sim.compiled import exact
from sim.compiled.rules import rule


@rule
def student_quantile(confidence: float, degrees: int) -> float:
    """How many standard errors a two-sided interval of this confidence (0 to 1) reaches.

    Newton's method inside a bracket. With ``y = t^2 / n`` for ``n`` degrees the density on both
    sides is ``2 G(n/2 + 1/2) / (G(n/2) sqrt(n pi)) (1 + y)^(-(n + 1) / 2)``. What lies beyond ``t``
    is the incomplete beta function of ``1 / (1 + y)``, what lies within it that of ``y / (1 + y)``
    (Abramowitz and Stegun 1964, 26.7.1), by the continued fraction of Didonato and Morris 1992
    (doi 10.1145/131766.131776, eq. 9). The quotient of gamma functions is Stirling's series.
    Right to about 13 digits up to a million degrees.
    """
    n = float(degrees)
    a, lower = 0.5 * n, 1.0
    while a < 20.0:  # G(a + 1/2) / G(a) from that of a + 1
        lower *= a / (a + 0.5)
        a += 1.0
    b = 1.0 / (a * a)
    series = (((31.0 / 18432.0 * b - 17.0 / 14336.0) * b + 1.0 / 640.0) * b - 1.0 / 192.0) * b
    at_zero = 2.0 * lower * math.sqrt(a / (n * math.pi)) * exact.exp(-(series + 0.125) / a)
    low, high, at = 0.0, math.inf, 1.0
    for _ in range(200):
        y = at * at / n
        more = 1.0 + y
        # The logarithm of 1 + y, also where adding 1 loses digits of y.
        log = y if more == 1.0 else exact.log(more) * (y / (more - 1.0))
        density = at_zero * exact.exp(-0.5 * (n + 1.0) * log)
        beyond = at > 1.0
        a, b, x, rest = 0.5, 0.5 * n, y / more, 1.0 / more
        ahead = a - (a + b) * x
        if beyond:
            a, b, x, rest, ahead = b, a, rest, x, -ahead
        below = a / (a + 1.0) * (ahead + 1.0)
        fraction, c, d = below, below, 0.0
        for m in range(1, 10_000):
            after = a + 2 * m
            part = m * (b - m) * x / (after - 1.0)
            above = (a + m - 1.0) * (a + b + m - 1.0) * x / (after - 1.0) * part
            below = m + part
            below += (a + m) / (after + 1.0) * (ahead + 1.0 + m * (1.0 + rest))
            d = 1.0 / (below + above * d)
            c = below + above / c
            fraction *= c * d
            if abs(c * d - 1.0) < 3e-16:
                break
        part = 0.5 * density * at / fraction
        excess = (1.0 - confidence) - part if beyond else part - confidence
        low, high = (at, high) if excess < 0.0 else (low, at)
        if high == math.inf:
            at = 2.0 * at
        elif low == 0.0:
            at = 0.5 * at
        else:
            step = excess / density
            if abs(step) <= 1e-9 * at:
                return at - step
            nearer = at - step
            at = nearer if low < nearer < high else 0.5 * (low + high)
    return at
