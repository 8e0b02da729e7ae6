"""A YAML file as a tree that may also hold what YAML forbids, and the tree as a file again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import yaml


@dataclass
class Block:
    """Names and values in order; a name may stand twice, and any text may be a name."""

    pairs: list[list[Tree]]


Tree = str | list["Tree"] | Block
"""Text of a scalar as it would be typed, a list, or a block."""
Slot = tuple[list[Tree], int]
"""Where a value (or name) stands: the list that holds it, and its index there."""


def read(text: str) -> Block:
    """The tree of a sound file, without its comments."""
    found = _of(yaml.compose(text, Loader=yaml.BaseLoader))
    assert isinstance(found, Block)
    return found


def _of(node: yaml.Node) -> Tree:
    if isinstance(node, yaml.MappingNode):
        return Block([[_of(name), _of(value)] for name, value in node.value])
    if isinstance(node, yaml.SequenceNode):
        return [_of(each) for each in node.value]
    plain = node.style is None
    return node.value if plain else json.dumps(node.value, ensure_ascii=False)


def written(tree: Tree, flow: bool) -> str:
    """The file; with ``flow`` only the outermost block has lines of its own."""
    lines = [line for pair in _pairs(tree) for line in _lines(pair, 0, flow)]
    return "\n".join(lines) + "\n"


def _pairs(tree: Tree) -> list[list[Tree]]:
    return tree.pairs if isinstance(tree, Block) else [["x", tree]]


def _lines(pair: list[Tree], indent: int, flow: bool) -> Iterator[str]:
    name, value = pair
    start = " " * indent + _inline(name) + ":"
    if isinstance(value, Block) and value.pairs and not flow:
        yield start
        for inner in value.pairs:
            yield from _lines(inner, indent + 2, flow)
    elif isinstance(value, list) and value and not flow:
        yield start
        yield from (f"{' ' * (indent + 2)}- {_inline(each)}" for each in value)
    else:
        yield f"{start} {_inline(value)}"


def _inline(tree: Tree) -> str:
    if isinstance(tree, Block):
        return "{" + ", ".join(f"{_inline(n)}: {_inline(v)}" for n, v in tree.pairs) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(_inline, tree)) + "]"
    return tree


def values(tree: Tree) -> Iterator[Slot]:
    """Where every value below the root stands."""
    if isinstance(tree, Block):
        for pair in tree.pairs:
            yield pair, 1
            yield from values(pair[1])
    elif isinstance(tree, list):
        for at, each in enumerate(tree):
            yield tree, at
            yield from values(each)


def blocks(tree: Tree) -> Iterator[Block]:
    """Every block, the root first."""
    if isinstance(tree, Block):
        yield tree
        for _, value in tree.pairs:
            yield from blocks(value)
    elif isinstance(tree, list):
        for each in tree:
            yield from blocks(each)
