"""Plain data of the running program as it stands in JavaScript."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import typing
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.compiled.rules import Rule
from sim.studio.python.names import member
from sim.studio.python.patterns import pattern
from sim.studio.python.translate import Untranslatable

LARGEST = 2**53


class Literals:
    """Writes values; classes and functions in them are named by ``refer``."""

    def __init__(self, refer: Callable[[Any, str, str], str]) -> None:
        self.refer = refer

    def of(self, value: Any) -> str:
        """A value.

        Raises:
            Untranslatable: it is no plain data.
        """
        if value is None or isinstance(value, bool):
            return json.dumps(value)
        if isinstance(value, str):
            return json.dumps(value)
        if isinstance(value, int):
            return str(value) if abs(value) < LARGEST else f"{value}n"
        if isinstance(value, float):
            return self._real(value)
        if isinstance(value, re.Pattern):
            parts = (*pattern(value), value.pattern)
            return f"py.pattern({', '.join(map(json.dumps, parts))})"
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            kind = self.refer(type(value), "", "")
            return f"{kind}({', '.join(map(self.of, value))})"
        if isinstance(value, tuple):
            return f"py.tup({', '.join(map(self.of, value))})"
        if isinstance(value, np.ndarray):
            return f"[{', '.join(map(self.of, value.tolist()))}]"
        if isinstance(value, list):
            return f"[{', '.join(map(self.of, value))}]"
        if isinstance(value, set | frozenset):
            return f"py.set_of([{', '.join(sorted(map(self.of, value)))}])"
        if isinstance(value, Mapping):
            pairs = (f"[{self.of(key)}, {self.of(each)}]" for key, each in value.items())
            return f"py.dict([{', '.join(pairs)}])"
        if isinstance(value, BaseModel):
            return self._object(value, vars(value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._object(
                value, {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
            )
        if isinstance(value, Rule):
            return f"py.named_rule({json.dumps(value.plain.__name__)})"
        if choices := typing.get_args(value):
            return f"py.tup({', '.join(map(self.of, choices))})"
        if isinstance(value, type) or callable(value):
            return self.refer(
                value, getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
            )
        raise Untranslatable(f"a value of {type(value).__name__}: {value!r:.80}")

    def _real(self, value: float) -> str:
        """A real; one without a fraction is marked, as it is shown in another way than a whole."""
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return f"py.real({value!r})" if value.is_integer() else repr(value)

    def _object(self, value: Any, fields: Mapping[str, Any]) -> str:
        kind = self.refer(type(value), type(value).__module__, type(value).__qualname__)
        inner = ", ".join(
            f"{json.dumps(member(name))}: {self.of(each)}" for name, each in fields.items()
        )
        return f"py.made({kind}, {{{inner}}})"
