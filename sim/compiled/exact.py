"""Exponential, logarithm and power as arithmetic: the same digits on every machine.

Plain Python here; ``math.py`` compiles the same functions for rules. A rule that has to give the
same before and after it is compiled writes ``exact.exp`` where others write ``math.exp``.
"""

from __future__ import annotations

import math
import struct

LOWEST, HIGHEST = -708.0, 709.0  # below it is 0, above it stays at the end of what fits a float64
_LOG_2_E = 1.0 / math.log(2.0)
_LOG_2_HIGH = float.fromhex("0x1.62e42fee00000p-1")  # the logarithm of 2 in two parts
_LOG_2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_TO_WHOLE = 1.5 * 2.0**52  # adding it rounds to a whole number, kept in the lowest bits
_WHOLE_BITS = 0x4338 << 48  # the bits of it
_ROOT_HALF_BITS = 0x3FE6A09E << 32  # of the root of a half, where one power of two ends
_SMALLEST = 2.0**-1022  # below it a float64 has fewer digits
_UPPER = ~0x7FFFFFF  # the upper half of the digits: products of two such halves are exact
_LN_2_HIGH = float.fromhex("0x1.62e42fefa3800p-1")  # times an exponent: exact
_LN_2_LOW = float.fromhex("0x1.ef35793c76730p-45")
_A3, _A5, _A7, _A9, _A11, _A13, _A15, _A17, _A19, _A21 = (2.0 / power for power in range(3, 22, 2))
_2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13 = (
    1.0 / math.factorial(power) for power in range(2, 14)
)
_EVERY_BIT = 2**64 - 1


def _bits(value: float) -> int:
    """The bits of a float64 as an int64."""
    (bits,) = struct.unpack("<q", struct.pack("<d", value))
    return int(bits)


def _from_bits(bits: int) -> float:
    """The float64 of these bits; of a larger number of the lowest 64."""
    (value,) = struct.unpack("<d", struct.pack("<Q", bits & _EVERY_BIT))
    return float(value)


def _scaled_series(shifted: float, r: float) -> float:
    """``e^r`` times two to the power in the lowest bits of ``shifted``: Taylor to power 13."""
    r2 = r * r
    r4 = r2 * r2
    high = (_8 + _9 * r) + (_10 + _11 * r) * r2 + (_12 + _13 * r) * r4
    rest = (_2 + _3 * r) + (_4 + _5 * r) * r2 + (_6 + _7 * r) * r4 + high * (r2 * r4)
    series = 1.0 + (r + r2 * rest)
    power: float = _from_bits((_bits(shifted) + 1023) << 52)
    return series * power


def exp(x: float) -> float:
    """``e`` to the power ``x``, within 1 unit in the last place.

    ``2^whole`` times the Taylor series of the rest, at most ``ln(2) / 2`` from 0, to power 13.
    """
    too_low = x < LOWEST
    x = LOWEST if too_low else x
    x = HIGHEST if x > HIGHEST else x
    shifted = x * _LOG_2_E + _TO_WHOLE
    whole = shifted - _TO_WHOLE
    r = (x - whole * _LOG_2_HIGH) - whole * _LOG_2_LOW
    return 0.0 if too_low else _scaled_series(shifted, r)


def _log_in_two(x: float) -> tuple[float, float]:
    """The logarithm of a positive finite ``x`` as a sum of two numbers, the second far smaller.

    With ``x = 2^whole m``, ``m`` within a root of two of 1, and ``s = (m - 1) / (m + 1)``:
    ``whole ln(2) + 2 s + 2/3 s^3 + 2/5 s^5 + ...``, ``s`` and ``ln(2)`` in two parts each.
    """
    tiny = x < _SMALLEST
    bits = _bits(x * 2.0**54 if tiny else x)
    exponent = (bits - _ROOT_HALF_BITS) >> 52
    f = _from_bits(bits - (exponent << 52)) - 1.0
    whole = (_from_bits(exponent + _WHOLE_BITS) - _TO_WHOLE) - (54.0 if tiny else 0.0)
    below = 2.0 + f
    s = f / below
    s_high = _from_bits(_bits(s) & _UPPER)
    below_high = _from_bits(_bits(below) & _UPPER)
    below_low = f - (below_high - 2.0)
    s_low = ((f - s_high * below_high) - s_high * below_low) / below
    s2 = s * s
    s4 = s2 * s2
    upper = (_A11 + _A13 * s2) + (_A15 + _A17 * s2) * s4 + (_A19 + _A21 * s2) * (s4 * s4)
    rest = (_A3 + _A5 * s2) + (_A7 + _A9 * s2) * s4 + upper * (s4 * s4)
    exact = whole * _LN_2_HIGH
    high = exact + 2.0 * s_high
    low = 2.0 * s_high - (high - exact)
    return high, low + (2.0 * s_low + (s * s2 * rest + whole * _LN_2_LOW))


def log(x: float) -> float:
    """Natural logarithm of ``x``, within 0.53 units in the last place; of 0 it is ``-inf``."""
    high, low = _log_in_two(x)
    result = high + low if x < math.inf else x
    result = result if x > 0.0 else math.nan
    return -math.inf if x == 0.0 else result


def pow(x: float, y: float) -> float:  # noqa: A001  (as ``math`` calls it)
    """``x`` to the power ``y`` for ``x`` from 0, within 1.1 units in the last place.

    ``exp(y ln(x))`` with the logarithm in two parts; that holds up to a ``y ln(x)`` of 30, and 4
    units up to the ends of what fits. Like ``exp`` it stays a number where the result is too large.
    """
    high, low = _log_in_two(x)
    y_high = _from_bits(_bits(y) & _UPPER)
    high_high = _from_bits(_bits(high) & _UPPER)
    z = y * high
    z_low = (
        ((y_high * high_high - z) + y_high * (high - high_high) + (y - y_high) * high_high)
        + (y - y_high) * (high - high_high)
    ) + y * low
    too_low = z < LOWEST
    too_high = z > HIGHEST
    inside = LOWEST if too_low else (HIGHEST if too_high else z)
    shifted = inside * _LOG_2_E + _TO_WHOLE
    whole = shifted - _TO_WHOLE
    r = (inside - whole * _LOG_2_HIGH) - whole * _LOG_2_LOW
    result = _scaled_series(shifted, r + (0.0 if too_low or too_high else z_low))
    result = 0.0 if too_low or x == 0.0 else result
    result = result if x >= 0.0 else math.nan
    return 1.0 if y == 0.0 else result
