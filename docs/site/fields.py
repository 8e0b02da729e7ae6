"""What a scenario may hold is told by `Field(...)`; here it is shown as a docstring."""

from __future__ import annotations

import ast
from typing import Any

import griffe

BOUNDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}


class Fields(griffe.Extension):
    """Read by the program that reads the sources (Griffe); nothing of the package is imported."""

    def on_attribute(self, *, attr: griffe.Attribute, **_: Any) -> None:
        """A field shows its default; description and bounds follow."""
        call = attr.value
        if not isinstance(call, griffe.ExprCall) or str(call.function) != "Field":
            return
        named = {each.name: each.value for each in call.arguments if hasattr(each, "name")}
        plain = [each for each in call.arguments if not hasattr(each, "name")]
        said = [ast.literal_eval(str(named["description"]))] if "description" in named else []
        said += [f"{words} {named[name]}" for name, words in BOUNDS.items() if name in named]
        if attr.docstring is None and said:
            attr.docstring = griffe.Docstring("; ".join(said), parent=attr)
        attr.value = plain[0] if plain and str(plain[0]) != "..." else named.get("default")
