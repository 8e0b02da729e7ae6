"""What a sweep can vary: every number of the model and of a scenario, by its dotted name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.common.problems import Mistake, did_you_mean, program, quoted
from sim.model.numbers import every_parameter
from sim.model.scenario.scenario import Scenario

Value = float | int | str | bool
ABOUT_THE_EXPERIMENT = frozenset(
    {
        "name",
        "about",
        "label",
        "title",
        "extra_cost",
        "extends",
        "for_residents",
        "replicates",
        "seed",
        "record_every",
        "baseline",
        "expect",
        "practically_none",
        "worlds",
    }
    | {"assumptions", "shocks", "lesson", "story"}
)
"""Fields of a scenario that are no levers and no uncertainties: a sweep has its own, or none."""


@dataclass(frozen=True)
class Name:
    """One thing that can be varied.

    Attributes:
        dotted: as it is written in a sweep, and as it heads a column.
        location: where it stands in the data of a scenario.
        plausible: declared plausible range, or None.
        logarithmic: whether that range is drawn in logarithms.
        whole: whether it takes whole numbers only.
        meaning: in a few words, with the unit where one is declared.
    """

    dotted: str
    location: tuple[str, ...]
    plausible: tuple[float, float] | None
    logarithmic: bool
    whole: bool
    meaning: str


def names(scenario: Scenario) -> dict[str, Name]:
    """Everything that can be varied in a scenario, by dotted name."""
    found = {
        dotted: Name(
            dotted,
            _location(dotted),
            number.plausible,
            number.drawn_in_logs,
            False,
            f"{number.meaning} ({number.unit})",
        )
        for dotted, number in every_parameter()
    }
    for location, field in _fields(scenario, ()):
        dotted = ".".join(location)
        whole = int in _kinds(field.annotation) and float not in _kinds(field.annotation)
        found[dotted] = Name(dotted, location, None, False, whole, field.description or "")
    return found


def find(dotted: str, known: Mapping[str, Name]) -> Name:
    """The name as it is known; raises Mistake with a suggestion."""
    if dotted in known:
        return known[dotted]
    near = _nearest_end(dotted, known) or did_you_mean(dotted, known)
    fix = (
        f"did you mean {near}?" if near else f"`{program()} explain` lists the numbers of the model"
    )
    raise Mistake(f"nothing that can be varied is called {quoted(dotted)}", fix)


def changed(data: Mapping[str, Any], location: tuple[str, ...], value: Value) -> dict[str, Any]:
    """A copy of a scenario's data with one value changed; blocks on the way are made."""
    first, *rest = location
    if not rest:
        return {**data, first: value}
    inner = data.get(first)
    return {**data, first: changed(inner if isinstance(inner, dict) else {}, tuple(rest), value)}


def _location(dotted: str) -> tuple[str, ...]:
    group, name = dotted.split(".")
    if group == "cost":
        return ("department", "unit_costs", name)
    return ("assumptions", dotted)


def _fields(part: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """The single values of a scenario; ``part`` is one of its parts, or the class of a part."""
    kind: type[BaseModel] = part if isinstance(part, type) else type(part)
    for name, field in kind.model_fields.items():
        written = field.alias or name
        location = (*above, written)
        if written in ABOUT_THE_EXPERIMENT or location[-2:] == ("department", "unit_costs"):
            continue
        value = None if isinstance(part, type) else getattr(part, name)
        inner = value if value is not None else _part_in(field.annotation)
        if isinstance(inner, dict):
            for key, each in inner.items():
                if isinstance(each, BaseModel):  # numbers by name are no parts
                    yield from _fields(each, (*location, key))
        elif isinstance(inner, BaseModel) or _is_part(inner):
            yield from _fields(inner, location)
        elif location[-1] != "source":
            yield location, field


def _part_in(annotation: Any) -> type[BaseModel] | None:
    return next((kind for kind in _kinds(annotation) if _is_part(kind)), None)


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _kinds(annotation: Any) -> list[Any]:
    """The kinds that a value may have, taken out of unions and annotations."""
    inner = get_args(annotation)
    if not inner:
        return [annotation] if annotation is not NoneType else []
    return [kind for each in inner for kind in _kinds(each)]


def _nearest_end(dotted: str, known: Mapping[str, Name]) -> str | None:
    """The only known name that ends as ``dotted`` does: ``outreach.share`` of one arm."""
    ends = [name for name in known if name.endswith(f".{dotted}")]
    return ends[0] if len(ends) == 1 else None
