"""``math`` as compiled rules see it: exponential, logarithm and power are those of ``exact.py``.

A call of the system's ``exp`` keeps a loop from running on several residents at once; arithmetic
does not. And it gives the same digits on every processor, which the system's functions do not.
All else that rules use (``sqrt``, ``ceil``, ``floor``) is exact everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numba
from numba.core import types
from numba.extending import intrinsic

from sim.compiled import exact


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


def _compiled(function: Callable[..., Any], **calls: Any) -> Any:
    """A function of ``exact.py`` as machine code, which calls others of these names."""
    names = {**vars(exact), "_bits": _bits, "_from_bits": _from_bits, **calls}
    make = numba.njit(forceinline=True, error_model="numpy")
    return make(FunctionType(function.__code__, names))


_series = _compiled(exact._scaled_series)
_in_two = _compiled(exact._log_in_two)
exp = _compiled(exact.exp, _scaled_series=_series)
log = _compiled(exact.log, _log_in_two=_in_two)
pow = _compiled(exact.pow, _scaled_series=_series, _log_in_two=_in_two)  # noqa: A001
