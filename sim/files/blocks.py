"""How a block is written that holds a value somebody gave alone: `budget: 20`, `crime: Ohio`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args, get_origin

from sim.files.numbers_meant import number_meant
from sim.files.schema_names import alternatives, fields_at, wanted_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

OPEN = "..."
MOST_NAMED = 4
_TIGHT = re.compile(r"([A-Za-z_][\w-]*):([^\s:/]\S*)( .*)?", re.DOTALL)
_PLAIN_TEXT = re.compile(r"[A-Za-z][\w -]*\w")


def block_meant(
    model: type[BaseModel] | None, location: tuple[str | int, ...], value: object
) -> str | None:
    """What to write where a block is wanted and a single value was given."""
    if isinstance(value, list):
        return _block_of_list(model, location, value)
    if not isinstance(value, str | int | float):
        return None
    tight = space_missing(value)
    if tight:
        return tight
    kinds = fields_at(model, location)
    named = next((fields for fields in kinds if value in fields), None)
    if named is not None:
        inner = fields_at(model, (*location, str(value)))
        examples = [f"{{{value}: {_example(inner[0], None) or '{}'}}}" if inner else None]
    else:
        examples = [_example(fields, value) for fields in kinds]
    fitting = [each for each in examples if each]
    if not fitting:
        return None
    block = next((each for each in fitting if OPEN not in each), fitting[0])
    name = location[-1] if location else 0
    return f"write  {block if isinstance(name, int) else f'{name}: {block}'}"


def _block_of_list(
    model: type[BaseModel] | None, location: tuple[str | int, ...], items: list[object]
) -> str | None:
    """What to write for a list of names, or of blocks with names, where their block is wanted."""
    named = [_name_of(item) for item in items[:MOST_NAMED]]
    names = [name for name in named if name]
    if not names or len(names) < len(named) or not location:
        return None
    blocks = []
    for name in names:
        kinds = fields_at(model, (*location, name))
        blocks.append(f"{name}: {_example(kinds[0], None) or '{}' if kinds else OPEN}")
    more = ", ..." if len(items) > MOST_NAMED else ""
    return f"write, without dashes,  {location[-1]}: {{{', '.join(blocks)}{more}}}"


def _name_of(item: object) -> str | None:
    """The name in an item: itself, what stands under name, or its only name."""
    if isinstance(item, dict):
        only = next(iter(item)) if len(item) == 1 else None
        item = item.get("name", only)
    return item if isinstance(item, str) and re.fullmatch(r"[\w-]+", item) else None


def space_missing(text: object) -> str | None:
    """What to write for `share:0.5`, which is a text and no name with a value."""
    found = _TIGHT.fullmatch(text) if isinstance(text, str) else None
    return f"write  {found[1]}: {found[2]}  with a space after the colon" if found else None


def _example(fields: Mapping[str, FieldInfo], value: object) -> str | None:
    """The shortest block of a kind: what must be given, with the value where it fits.

    Where nothing must be given it is the share; None where there is none either.
    """
    told = {name: _only_word(field) for name, field in fields.items() if field.is_required()}
    if None not in told.values() and "share" in fields:
        told["share"] = None
    asked = [name for name, word in told.items() if word is None]
    if not asked:
        return None
    fit = _fitting(fields[asked[0]], value) if len(asked) == 1 else None
    return f"{{{', '.join(f'{name}: {word or fit or OPEN}' for name, word in told.items())}}}"


def _only_word(field: FieldInfo) -> str | None:
    """The only word that a field takes, such as the name of its kind."""
    words = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    return str(words[0]) if len(words) == 1 else None


def _fitting(field: FieldInfo, value: object) -> str | None:
    """The value as the field takes it."""
    kinds = set(alternatives(field.annotation))
    if kinds & {int, float}:
        number = number_meant(value, wanted_of(field))
        return number if number and wanted_of(field).holds(float(number)) else None
    if str in kinds and isinstance(value, str) and _PLAIN_TEXT.fullmatch(value):
        return value
    return None
