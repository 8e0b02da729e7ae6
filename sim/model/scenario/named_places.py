"""Places that a scenario names, and what to write where a name is not one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.common.problems import Finding, did_you_mean, quoted
from sim.files import Location
from sim.model.strategies.base import KINDS_OF_PLACE

OF_ONE_S_OWN = (
    "a place of your own is a district: list all of them under  community: {districts: {east:"
    " {label: East side, share: 0.4}, ...}}"
)


def no_such_place(
    location: Location, name: str, known: Iterable[str], labels: Mapping[str, str]
) -> Finding:
    """That no place has this name; ``labels`` are what districts and groups are called."""
    called = {label.lower(): each for each, label in labels.items()}
    near = called.get(name.lower()) or meant_by(name) or did_you_mean(name, known)
    fix = f"write  where: {near}" if near else in_general(known)
    return location, f"no place is called {quoted(name)}", fix, "value"


def meant_by(name: str) -> str | None:
    """The kind of place that is meant by another word for it."""
    words = name.lower().replace("_", " ").replace("-", " ").split()
    if {"worst", "hot", "hottest", "hotspot", "hotspots", "dangerous", "crime"} & set(words):
        return "riskiest"
    if {"all", "anywhere", "citywide", "whole"} & set(words):
        return "everywhere"
    return None


def in_general(named: Iterable[str] = ()) -> str:
    """What ``where`` can be."""
    every = list(dict.fromkeys([*KINDS_OF_PLACE, *named]))
    return f"write  where: {', '.join(every[:-1])} or {every[-1]}; {OF_ONE_S_OWN}"


def write_where(name: str, data: Mapping[str, Any]) -> str:
    """What to write where a place is given under another word than ``where``."""
    community = data.get("community")
    inside = community if isinstance(community, dict) else {}
    own = [each for block in ("districts", "groups") for each in _names(inside.get(block))]
    known = [*KINDS_OF_PLACE, *own]
    near = name if name in known else meant_by(name) or did_you_mean(name, known)
    return f"write  where: {near}" if near else in_general(own)


def _names(block: object) -> list[str]:
    return [name for name in block if isinstance(name, str)] if isinstance(block, dict) else []
