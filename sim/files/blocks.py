"""How a block is written that holds a value somebody gave alone: `budget: 20`, `crime: Ohio`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sim.files.numbers_meant import number_meant
from sim.files.schema_names import blocks_at, wanted_at
from sim.files.source import Location

if TYPE_CHECKING:
    from pydantic import BaseModel

OPEN = "..."
MOST_NAMED = 4
_TIGHT = re.compile(r"([A-Za-z_][\w-]*):([^\s:/]\S*)( .*)?", re.DOTALL)
_PLAIN_TEXT = re.compile(r"[A-Za-z][\w -]*\w")


def block_meant(model: type[BaseModel] | None, location: Location, value: object) -> str | None:
    """What to write where a block is wanted and a single value, or a list of names, was given."""
    if isinstance(value, list):
        return _block_of_list(model, location, value)
    if not isinstance(value, str | int | float):
        return None
    if tight := space_missing(value):
        return tight
    if any(value in block["properties"] for block in blocks_at(model, location)):
        inner = _examples(model, (*location, str(value)), None)
        examples = [f"{{{value}: {inner[0] or '{}'}}}"] if inner else []
    else:
        examples = [each for each in _examples(model, location, value) if each]
    if not examples:
        return None
    block = next((each for each in examples if OPEN not in each), examples[0])
    name = location[-1] if location else 0
    return f"write  {block if isinstance(name, int) else f'{name}: {block}'}"


def _block_of_list(
    model: type[BaseModel] | None, location: Location, items: list[object]
) -> str | None:
    """What to write for a list of names, or of blocks with names, where their block is wanted."""
    names = [_name_of(item) for item in items[:MOST_NAMED]]
    if not names or None in names or not location:
        return None
    blocks = []
    for name in map(str, names):
        inner = _examples(model, (*location, name), None)
        blocks.append(f"{name}: {inner[0] or '{}' if inner else OPEN}")
    more = ", ..." if len(items) > MOST_NAMED else ""
    return f"write, without dashes,  {location[-1]}: {{{', '.join(blocks)}{more}}}"


def _name_of(item: object) -> str | None:
    """The name in an item: itself, what stands under name, or its only name."""
    if isinstance(item, dict):
        item = item.get("name", next(iter(item)) if len(item) == 1 else None)
    return item if isinstance(item, str) and re.fullmatch(r"[\w-]+", item) else None


def space_missing(text: object) -> str | None:
    """What to write for `share:0.5`, which is a text and no name with a value."""
    found = _TIGHT.fullmatch(text) if isinstance(text, str) else None
    return f"write  {found[1]}: {found[2]}  with a space after the colon" if found else None


def _examples(model: type[BaseModel] | None, location: Location, value: object) -> list[str | None]:
    """The shortest block of each kind: what must be given, with the value where it fits.

    Where nothing must be given it is the share; None where there is none either.
    """
    examples: list[str | None] = []
    for block in blocks_at(model, location):
        fields = block["properties"]
        # The only word that a field takes, such as the name of its kind, is told.
        told = {name: fields[name].get("const") for name in block.get("required", ())}
        if None not in told.values() and "share" in fields:
            told["share"] = None
        asked = [name for name, word in told.items() if word is None]
        fit = _fitting(model, (*location, asked[0]), value) if len(asked) == 1 else None
        written = ", ".join(f"{name}: {word or fit or OPEN}" for name, word in told.items())
        examples.append(f"{{{written}}}" if asked else None)
    return examples


def _fitting(model: type[BaseModel] | None, location: Location, value: object) -> str | None:
    """The value as the field at `location` takes it."""
    wanted = wanted_at(model, location)
    if wanted.kinds & {"integer", "number"}:
        number = number_meant(value, wanted)
        return number if number and wanted.holds(float(number)) else None
    if "string" in wanted.kinds and isinstance(value, str) and _PLAIN_TEXT.fullmatch(value):
        return value
    return None
