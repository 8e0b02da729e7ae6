"""Which names a validated class allows at a place of a file, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo


def names_at(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> list[str]:
    """The names allowed in the block at `location`, as they are written in a file."""
    names = (name for shape in _shapes(model, location) for name in _fields(shape))
    return list(dict.fromkeys(names))


def described(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> str | None:
    """The description and the range of the field at `location`, if it declares them."""
    for shape in _shapes(model, location[:-1]):
        field = _fields(shape).get(str(location[-1])) if location else None
        if field is not None:
            told = (field.description, _range(field))
            return ", ".join(each.rstrip(". ") for each in told if each) or None
    return None


def _range(field: FieldInfo) -> str | None:
    """The range of a field that is bounded on both sides."""
    low = [each.ge for each in field.metadata if getattr(each, "ge", None) is not None]
    high = [each.le for each in field.metadata if getattr(each, "le", None) is not None]
    return f"from {low[0]:,} to {high[0]:,}" if low and high else None


def _shapes(model: type[BaseModel] | None, location: tuple[str | int, ...]) -> list[Any]:
    """What the value at `location` may be: classes and generic types, unions taken apart."""
    shapes = list(_alternatives(model)) if model is not None else []
    for part in location:
        shapes = [each for shape in shapes for each in _inside(shape, part)]
    return shapes


def _alternatives(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    fields = getattr(annotation, "__pydantic_fields__", {})
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for each in get_args(annotation):
            yield from _alternatives(each)
    elif hasattr(annotation, "__value__"):  # a `type` alias
        yield from _alternatives(annotation.__value__)
    elif list(fields) == ["root"]:
        yield from _alternatives(fields["root"].annotation)
    else:
        yield annotation


def _inside(shape: Any, part: str | int) -> Iterator[Any]:
    fields = _fields(shape)
    if fields:
        if part in fields:
            yield from _alternatives(fields[str(part)].annotation)
        return
    arguments = [each for each in get_args(shape) if each is not Ellipsis]
    if isinstance(part, str) and len(arguments) == 2:
        yield from _alternatives(arguments[1])
    elif isinstance(part, int):
        for each in arguments:
            yield from _alternatives(each)


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
