"""Mutations of what a file says: names and values deleted, doubled, moved, renamed, replaced."""

from __future__ import annotations

import copy
from random import Random

from tests.fuzz import nasty
from tests.fuzz.tree import Block, Tree, blocks, values

LIKE = {"a": "\u0430", "e": "\u0435", "o": "\u043e", "s": "\u017f", "i": "\u0131", "_": "-"}


def delete(tree: Block, luck: Random) -> None:
    """A name goes, with what stands under it."""
    block = _some_block(tree, luck)
    del block.pairs[luck.randrange(len(block.pairs))]


def double(tree: Block, luck: Random) -> None:
    """A name stands twice."""
    block = _some_block(tree, luck)
    block.pairs.append(copy.deepcopy(luck.choice(block.pairs)))


def swap(tree: Block, luck: Random) -> None:
    """Two values change places."""
    (one, at), (other, there) = (luck.choice(list(values(tree))) for _ in range(2))
    first, second = copy.deepcopy(one[at]), copy.deepcopy(other[there])
    one[at], other[there] = second, first


def move(tree: Block, luck: Random) -> None:
    """A name goes to another block, with what stands under it."""
    source = _some_block(tree, luck)
    pair = source.pairs.pop(luck.randrange(len(source.pairs)))
    luck.choice(list(blocks(tree))).pairs.append(pair)


def rename(tree: Block, luck: Random) -> None:
    """A name is misspelt, looks like another, or is no name."""
    pair = luck.choice(_some_block(tree, luck).pairs)
    name = str(pair[0])
    at = luck.randrange(len(name) or 1)
    pair[0] = luck.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at : at + 1] + name[at:],
            name[:at] + LIKE.get(name[at : at + 1], "\u00e9") + name[at + 1 :],
            name.upper(),
            name.replace("_", "-"),
            str(luck.choice(luck.choice(list(blocks(tree))).pairs or [["x"]])[0]),
            luck.choice(nasty.NUMBERS),
            luck.choice(nasty.WORDS),
            luck.choice(nasty.WRITTEN),
        ]
    )


def replace_number(tree: Block, luck: Random) -> None:
    """A value becomes a number that makes no sense there."""
    _put(tree, luck, luck.choice(nasty.NUMBERS))


def replace_word(tree: Block, luck: Random) -> None:
    """A value becomes a word that makes no sense there."""
    _put(tree, luck, luck.choice(nasty.WORDS))


def replace_written(tree: Block, luck: Random) -> None:
    """A value becomes a piece of YAML that should not be there."""
    _put(tree, luck, luck.choice(nasty.WRITTEN))


def replace_kind(tree: Block, luck: Random) -> None:
    """A list becomes a block, a block a list, a single value either."""
    where, at = luck.choice(list(values(tree)))
    value = where[at]
    if isinstance(value, Block):
        where[at] = [each for _, each in value.pairs]
    elif isinstance(value, list):
        where[at] = Block([[f"n{number}", each] for number, each in enumerate(value)])
    else:
        where[at] = luck.choice([[value], Block([[value, value]]), f"'{value}'", "~"])


def scale(tree: Block, luck: Random) -> None:
    """A number is a little or a lot off."""
    numbers = [(where, at) for where, at in values(tree) if _number(where[at]) is not None]
    where, at = luck.choice(numbers)
    number = _number(where[at]) or 0.0
    where[at] = luck.choice(
        [
            f"{number * luck.choice([-1, 0.1, 0.5, 2, 10, 1000]):g}",
            f"{number + luck.choice([-1, 1]):g}",
            f"{luck.uniform(0, 2 * number):.3g}",
            str(luck.choice([0, 1, 2, 100])),
        ]
    )


def _put(tree: Block, luck: Random, value: Tree) -> None:
    where, at = luck.choice(list(values(tree)))
    where[at] = value


def _some_block(tree: Block, luck: Random) -> Block:
    return luck.choice([block for block in blocks(tree) if block.pairs] or [Block([["x", "1"]])])


def _number(value: Tree) -> float | None:
    try:
        return float(value) if isinstance(value, str) and len(value) < 30 else None
    except ValueError:
        return None


KINDS = (
    delete, double, swap, move, rename, replace_number, replace_word, replace_written,
    replace_kind, scale,
)  # fmt: skip
