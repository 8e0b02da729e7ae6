"""Data given from Python, with the places of its values: the same sentences as for a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from sim.common.problems import Problem
from sim.files.source import Location, Node, Source
from sim.files.text import Place, Text

BEYOND = 10**400
"""Nothing takes a whole number as large, and Python prints none of thousands of digits."""


class PythonSource(Source):
    """What somebody gave from Python; a problem names its place: ``arms.visits.outreach.share``."""

    @classmethod
    def of(cls, data: Any, name: str) -> PythonSource:
        """Data as a source; ``name`` is what the whole of it is called."""
        return cls(Path(name), _node(data))

    def problem(
        self,
        location: Location,
        message: str,
        fix: str | None = None,
        at: Literal["key", "value"] = "value",
    ) -> Problem:
        """A problem that names the place of a value."""
        name = str(self.path)
        return Problem(message.replace("this file", name, 1), fix, dotted(location) or name)


def dotted(location: Location) -> str:
    """A place as one writes it in Python: ``expect[1].at_least``."""
    parts = (f"[{each}]" if isinstance(each, int) else f".{each}" for each in location)
    return "".join(parts).lstrip(".")


def plain(value: Any) -> Any:
    """Data without what only Python has: NumPy's numbers as numbers, tuples as lists."""
    if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0:
        return value.item()
    if isinstance(value, Mapping):
        return {_name(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if type(value) is int and abs(value) > BEYOND:
        return BEYOND if value > 0 else -BEYOND
    return value


def _name(name: Any) -> Any:
    return plain(name) if type(name).__module__ == "numpy" else name


def _node(value: Any) -> Node:
    if isinstance(value, BaseModel):
        aliases = {name: field.alias for name, field in type(value).model_fields.items()}
        value = {aliases.get(name) or name: each for name, each in vars(value).items()}
    words = value if isinstance(value, str) else repr(value)
    place = Place(Text("", (words,)), 1, 1, len(words))
    if isinstance(value, dict):
        return Node({name: _node(each) for name, each in value.items()}, place)
    if isinstance(value, list):
        return Node([_node(each) for each in value], place)
    return Node(value, place)
