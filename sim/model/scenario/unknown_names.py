"""Names that are used in a scenario and do not exist, told even where other things are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.common.problems import Finding, did_you_mean, quoted

Location = tuple[str | int, ...]


def unknown(where: Location, what: str, name: str, known: Iterable[str]) -> Finding:
    """That nothing has this name, and what has one like it."""
    near = did_you_mean(name, known)
    fix = f"did you mean {near}?" if near else f"write one of: {', '.join(list(known)[:40])}"
    return where, f"no {what} is called {quoted(name)}", fix, "value"


def unknown_arms(data: Mapping[str, Any]) -> list[Finding]:
    """Arms that are named and do not exist; ``data`` may be wrong in every other way."""
    arms = data.get("arms")
    if not isinstance(arms, Mapping) or not arms:
        return []
    known = [name for name in arms if isinstance(name, str)]
    return [
        unknown(where, "arm", name, known)
        for where, name in _named(data)
        if isinstance(name, str) and name not in arms
    ]


def _named(data: Mapping[str, Any]) -> Iterator[tuple[Location, Any]]:
    """Where an arm is named, and which."""
    yield ("baseline",), data.get("baseline")
    for at, claim in enumerate(_listed(data.get("expect"))):
        yield ("expect", at, "arm"), _inside(claim, "arm")
        yield ("expect", at, "than"), _inside(claim, "than")
    for at, name in enumerate(_listed(_inside(data.get("lesson"), "arms"))):
        yield ("lesson", "arms", at), name


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _inside(part: Any, name: str) -> Any:
    return part.get(name) if isinstance(part, Mapping) else getattr(part, name, None)
