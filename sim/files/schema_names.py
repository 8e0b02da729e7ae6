"""Which names a checked class allows at a place of a file, and what they mean: its JSON Schema."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from sim.common.other_words import OTHER_WORDS
from sim.files.numbers_meant import Wanted
from sim.files.source import Location

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

Part = dict[str, Any]
"""A part of a JSON Schema."""


def names_at(model: type[BaseModel] | None, location: Location) -> list[str]:
    """The names allowed in the block at `location`, as they are written in a file."""
    blocks = blocks_at(model, location)
    return list(dict.fromkeys(name for block in blocks for name in block["properties"]))


def blocks_at(model: type[BaseModel] | None, location: Location) -> list[Part]:
    """Each kind of block that may stand at `location`: its `properties`, and what is `required`."""
    if model is None:
        return []
    whole = _schema(model)
    parts = [*_choices(whole, whole)]
    for name in location:
        found = [inner for part in parts for inner in _inside(part, name)]
        parts = [each for inner in found for each in _choices(inner, whole)]
    return [part for part in parts if part.get("properties")]


def elsewhere(model: type[BaseModel] | None, name: str, value: object) -> list[Location]:
    """Where a name, or another word for it, may stand with a value of such a kind.

    At most three names deep; of those, the least deep places.
    """
    blocks: list[Location] = [()]
    for _ in range(3):
        found = [
            (*block, each)
            for each in (name, *OTHER_WORDS.get(name, ()))
            for block in blocks
            if each in names_at(model, block) and _may_be(model, (*block, each), value)
        ]
        if found:
            return found
        blocks = [(*block, inner) for block in blocks for inner in names_at(model, block)]
    return []


def _may_be(model: type[BaseModel] | None, location: Location, value: object) -> bool:
    kinds = wanted_at(model, location).kinds
    if isinstance(value, dict):
        return "object" in kinds
    if isinstance(value, list):
        return "array" in kinds
    return bool(kinds - {"object", "array"})


def described(model: type[BaseModel] | None, location: Location) -> str | None:
    """The description and the range of the field at `location`, if it declares them."""
    wanted = wanted_at(model, location)
    bounded = math.isfinite(wanted.low) and math.isfinite(wanted.high)
    told = (wanted.about, f"from {wanted.low:,} to {wanted.high:,}" if bounded else "")
    return ", ".join(each.rstrip(". ") for each in told if each) or None


def wanted_at(model: type[BaseModel] | None, location: Location) -> Wanted:
    """What the field at `location` declares of its number."""
    if model is not None and location:
        for block in blocks_at(model, location[:-1]):
            if location[-1] in block["properties"]:
                return _wanted(block["properties"][location[-1]], _schema(model))
    return Wanted()


def wanted_of(field: FieldInfo) -> Wanted:
    """What a field declares of its number."""
    from pydantic import TypeAdapter

    annotation: Any = Annotated[field.annotation, field]
    alone = TypeAdapter(annotation).json_schema()
    return _wanted(alone, alone)


def _wanted(field: Part, whole: Part) -> Wanted:
    kinds = [*_choices(field, whole)]
    return Wanted(
        about=field.get("description", ""),
        low=next((each["minimum"] for each in kinds if "minimum" in each), -math.inf),
        high=next((each["maximum"] for each in kinds if "maximum" in each), math.inf),
        kinds=frozenset(str(each.get("type")) for each in kinds),
    )


@functools.cache
def _schema(model: type[BaseModel]) -> Part:
    return model.model_json_schema()


def _choices(part: Part, whole: Part) -> Iterator[Part]:
    """What a value of this part may be, choices and references taken apart."""
    if "$ref" in part:
        yield from _choices(whole["$defs"][part["$ref"].rpartition("/")[2]], whole)
        return
    choices = part.get("anyOf") or part.get("oneOf")
    for each in choices or ():
        yield from _choices(each, whole)
    if not choices:
        yield part


def _inside(part: Part, name: str | int) -> Iterator[Part]:
    """What may stand under a name of a block, or in a list."""
    if isinstance(name, int):
        found = [part.get("items")]
    elif "properties" in part:
        found = [part["properties"].get(name)]
    else:
        found = [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]
    yield from (each for each in found if isinstance(each, dict))
