"""Which names a validated class allows at a place of a file, and what they mean."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from sim.files.numbers_meant import Wanted

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


def names_at(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> list[str]:
    """The names allowed in the block at `location`, as they are written in a file."""
    names = (name for shape in _shapes(model, location) for name in _fields(shape))
    return list(dict.fromkeys(names))


def described(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> str | None:
    """The description and the range of the field at `location`, if it declares them."""
    field = _field_at(model, location)
    if field is None:
        return None
    told = (field.description, _range(field))
    return ", ".join(each.rstrip(". ") for each in told if each) or None


def wanted_at(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> Wanted:
    """What the field at `location` declares of its number."""
    field = _field_at(model, location)
    return Wanted() if field is None else wanted_of(field)


def wanted_of(field: FieldInfo) -> Wanted:
    """What a field declares of its number."""
    low, high = (_bound(field, name) for name in ("ge", "le"))
    return Wanted(
        about=field.description or "",
        low=-math.inf if low is None else low,
        high=math.inf if high is None else high,
        whole=int in alternatives(field.annotation),
    )


def fields_at(
    model: type[BaseModel] | None, location: tuple[str | int, ...]
) -> list[dict[str, FieldInfo]]:
    """The fields of each kind of block that may stand at `location`."""
    return [fields for shape in _shapes(model, location) if (fields := _fields(shape))]


def _field_at(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> FieldInfo | None:
    kinds = fields_at(model, location[:-1]) if location else []
    return next((kind[str(location[-1])] for kind in kinds if str(location[-1]) in kind), None)


def _range(field: FieldInfo) -> str | None:
    """The range of a field that is bounded on both sides."""
    low, high = (_bound(field, name) for name in ("ge", "le"))
    return f"from {low:,} to {high:,}" if low is not None and high is not None else None


def _bound(field: FieldInfo, name: str) -> Any:
    declared = (getattr(each, name, None) for each in field.metadata)
    return next((each for each in declared if each is not None), None)


def _shapes(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> list[Any]:
    """What the value at `location` may be: classes and generic types, unions taken apart."""
    shapes = list(alternatives(model)) if model is not None else []
    for part in location:
        shapes = [each for shape in shapes for each in _inside(shape, part)]
    return shapes


def alternatives(annotation: Any) -> Iterator[Any]:
    """What a value of this annotation may be, unions taken apart."""
    origin = get_origin(annotation)
    fields = getattr(annotation, "__pydantic_fields__", {})
    if origin is Annotated:
        yield from alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for each in get_args(annotation):
            yield from alternatives(each)
    elif hasattr(annotation, "__value__"):  # a `type` alias
        yield from alternatives(annotation.__value__)
    elif list(fields) == ["root"]:
        yield from alternatives(fields["root"].annotation)
    else:
        yield annotation


def _inside(shape: Any, part: str | int) -> Iterator[Any]:
    fields = _fields(shape)
    if fields:
        if part in fields:
            yield from alternatives(fields[str(part)].annotation)
        return
    arguments = [each for each in get_args(shape) if each is not Ellipsis]
    if isinstance(part, str) and len(arguments) == 2:
        yield from alternatives(arguments[1])
    elif isinstance(part, int):
        for each in arguments:
            yield from alternatives(each)


def _fields(shape: Any) -> dict[str, FieldInfo]:
    """The fields of a class by the name they have in a file."""
    fields: dict[str, FieldInfo] = getattr(shape, "__pydantic_fields__", {})
    named: dict[str, FieldInfo] = {}
    for name, field in fields.items():
        alias = field.validation_alias or field.alias
        choices = getattr(alias, "choices", [alias])
        written = [each for each in choices if isinstance(each, str)] or [name]
        named.update(dict.fromkeys(written, field))
    return named
