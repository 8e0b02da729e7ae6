"""A file that was read: its values, and where every name and value stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from sim.common.problems import Problem
from sim.files.scalars import Scalar
from sim.files.text import Place

Location = tuple[str | int, ...]


@dataclass(frozen=True)
class Node:
    """One value of a file and where it stands; `key` is where the name before its colon does."""

    value: dict[str, Node] | list[Node] | Scalar
    place: Place
    key: Place | None = None

    def plain(self) -> Any:
        """The value as dictionaries, lists and scalars without places."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def inside(self, part: str | int) -> Node | None:
        """The value under a name or at an index of a list; None when there is none."""
        if isinstance(self.value, dict) and isinstance(part, str):
            return self.value.get(part)
        if isinstance(self.value, list) and isinstance(part, int):
            return self.value[part] if 0 <= part < len(self.value) else None
        return None


@dataclass(frozen=True)
class Source:
    """A file that was read: `data` is its plain content, `root` the same with places."""

    path: Path
    root: Node

    @cached_property
    def data(self) -> dict[str, Any]:
        """The content as dictionaries, lists, text, numbers, booleans and None."""
        content: dict[str, Any] = self.root.plain()
        return content

    def place(self, location: Location, at: Literal["key", "value"] = "value") -> Place:
        """Where a value (or its name) stands; the nearest thing around it when it is missing."""
        node = self.root
        for part in location:
            inner = node.inside(part)
            if inner is None:
                return node.key or node.place
            node = inner
        return node.key if at == "key" and node.key else node.place

    def problem(
        self,
        location: Location,
        message: str,
        fix: str | None = None,
        at: Literal["key", "value"] = "value",
    ) -> Problem:
        """A problem that points to a value or to its name."""
        return self.place(location, at).problem(message, fix)
