"""Mutations that stay within what each field declares: its ends, and anything between them."""

from __future__ import annotations

import functools
from random import Random
from typing import Any

from sim.model.scenario.schema import scenario_schema
from sim.study.sweeps.schema import sweep_schema
from tests.fuzz.tree import Block, Tree


@functools.cache
def schema(of_sweeps: bool) -> dict[str, Any]:
    """What may be written, as editors are told."""
    return sweep_schema() if of_sweeps else scenario_schema()


def extreme(tree: Block, luck: Random, of_sweeps: bool = False) -> None:
    """Some fields get a value that they declare to allow."""
    whole = schema(of_sweeps)
    for _ in range(luck.choice([1, 1, 2, 3, 6])):
        _put(tree, whole, whole, luck)


def _put(block: Block, part: dict[str, Any], whole: dict[str, Any], luck: Random) -> None:
    """Choose a name that may stand in this block, and give it a value, or go on below it."""
    part = _plain(part, whole, luck)
    names = dict(part.get("properties", {}))
    for inner in [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]:
        if isinstance(inner, dict):
            names |= {str(name): inner for name, _ in block.pairs} or {"other": inner}
    if not names:
        return
    name = luck.choice(sorted(names))
    inner = _plain(names[name], whole, luck)
    there = next((pair for pair in block.pairs if pair[0] == name), None)
    if inner.get("type") == "object":
        if there is None or not isinstance(there[1], Block):
            there = [name, Block([])]
            block.pairs[:] = [pair for pair in block.pairs if pair[0] != name] + [there]
        assert isinstance(there[1], Block)
        _put(there[1], inner, whole, luck)
        return
    value = _value(inner, whole, luck)
    if there is None:
        block.pairs.append([name, value])
    else:
        there[1] = value


def _plain(part: dict[str, Any], whole: dict[str, Any], luck: Random) -> dict[str, Any]:
    """One of the shapes that this part may have."""
    while True:
        if "$ref" in part:
            part = whole["definitions"][part["$ref"].rpartition("/")[2]]
        elif choices := part.get("anyOf") or part.get("oneOf"):
            part = luck.choice(choices)
        else:
            return part


def _value(part: dict[str, Any], whole: dict[str, Any], luck: Random) -> Tree:
    kind = part.get("type")
    kind = luck.choice(kind) if isinstance(kind, list) else kind
    if "const" in part:
        return str(part["const"])
    if "enum" in part:
        return str(luck.choice(part["enum"]))
    if kind in ("number", "integer"):
        return _number(part, kind == "integer", luck)
    if kind == "array":
        one = part.get("items", {})
        return [_item(one, whole, luck) for _ in range(luck.choice([0, 1, 2, 5]))]
    if kind == "boolean":
        return luck.choice(["true", "false"])
    return "~" if kind == "null" else luck.choice(["x", "business_as_usual", "engagement", "trust"])


def _item(part: dict[str, Any], whole: dict[str, Any], luck: Random) -> Tree:
    part = _plain(part, whole, luck)
    if part.get("type") != "object":
        return _value(part, whole, luck)
    names = [*part.get("required", []), luck.choice([*part.get("properties", {"x": {}})])]
    block = Block([])
    for name in dict.fromkeys(names):
        inner = _plain(part.get("properties", {}).get(name, {}), whole, luck)
        block.pairs.append([name, _value(inner, whole, luck)])
    return block


def _number(part: dict[str, Any], whole_number: bool, luck: Random) -> str:
    low = part.get("minimum", part.get("exclusiveMinimum", -1e6))
    high = part.get("maximum", part.get("exclusiveMaximum", 1e6))
    close = luck.choice([0.0, 1e-12, 1e-3, 0.1, 0.5, 0.9, luck.random()])
    number = luck.choice([low + (high - low) * close, high - (high - low) * close])
    return str(round(number)) if whole_number else repr(float(number))
