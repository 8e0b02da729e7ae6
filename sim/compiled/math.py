"""``math`` as compiled rules see it: the same functions, the exponential inlined.

A call of the system's ``exp`` keeps a loop from running on several residents at once; arithmetic
does not.
"""

from __future__ import annotations

import math
from typing import Any

import numba
from numba.core import types
from numba.extending import intrinsic

LOWEST, HIGHEST = -708.0, 709.0  # below it is 0, above it stays at the end of what fits a float64
_LOG_2_E = 1.0 / math.log(2.0)
_LOG_2_HIGH = float.fromhex("0x1.62e42fee00000p-1")  # the logarithm of 2 in two parts
_LOG_2_LOW = float.fromhex("0x1.a39ef35793c76p-33")
_TO_WHOLE = 1.5 * 2.0**52  # adding it rounds to a whole number, kept in the lowest bits
_2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13 = (
    1.0 / math.factorial(power) for power in range(2, 14)
)


def __getattr__(name: str) -> Any:
    """Everything else is as in ``math``."""
    return getattr(math, name)


@intrinsic  # type: ignore[untyped-decorator, unused-ignore]
def _bits(typing_context: Any, value: Any) -> Any:
    """The bits of a float64 as an int64."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], context.get_value_type(types.int64))

    return types.int64(types.float64), generate


@intrinsic  # type: ignore[untyped-decorator, unused-ignore]
def _from_bits(typing_context: Any, value: Any) -> Any:
    """The float64 of these bits."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], context.get_value_type(types.float64))

    return types.float64(types.int64), generate


@numba.njit(forceinline=True, error_model="numpy")  # type: ignore[untyped-decorator, unused-ignore]
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
    r2 = r * r
    r4 = r2 * r2
    high = (_8 + _9 * r) + (_10 + _11 * r) * r2 + (_12 + _13 * r) * r4
    rest = (_2 + _3 * r) + (_4 + _5 * r) * r2 + (_6 + _7 * r) * r4 + high * (r2 * r4)
    series = 1.0 + (r + r2 * rest)
    power: float = _from_bits((_bits(shifted) + 1023) << 52)
    return 0.0 if too_low else series * power
