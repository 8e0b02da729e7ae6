"""Every case has a number and, with the seed, is always the same: a kind, a file, its bytes."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.fuzz import letters, nasty, structure
from tests.fuzz.extremes import extreme
from tests.fuzz.tree import Block, read, written
from tests.shipped import shipped_scenarios, shipped_sweeps

ROOT = Path(__file__).parents[2]
SCENARIOS = shipped_scenarios()
TEMPLATE = ROOT / "sim" / "commands" / "new_scenario.yaml"
SWEEPS = shipped_sweeps()
SOUND = [*SCENARIOS, TEMPLATE, *SWEEPS]
SLOW = {path for path in SWEEPS if "base_rates: kept" in path.read_text(encoding="utf-8")}
"""Base rates are solved at a hundred points before such a sweep is accepted: a second each."""
AS_OFTEN = 100


@dataclass(frozen=True)
class Case:
    """A file that is wrong in one way: which way, which file it was, and what it holds now."""

    number: int
    kind: str
    source: Path
    raw: bytes

    @property
    def is_sweep(self) -> bool:
        """Whether it was a sweep."""
        return self.source in SWEEPS


def case(number: int, seed: int = 1, sources: list[Path] = SOUND) -> Case:
    """The case of this number: its bytes are wrong, its structure is, or its values are odd."""
    luck = Random(f"{seed} {number}")
    source = luck.choices(sources, [1 if each in SLOW else AS_OFTEN for each in sources])[0]
    sound = _raw(source)
    way = number % 10
    if way < 3:
        kind = luck.choice(letters.KINDS)
        return Case(number, kind.__name__, source, kind(sound, luck))
    if way == 3:
        parts = [luck.choice(nasty.BLOCKS).encode("utf-8", "surrogatepass"), sound]
        luck.shuffle(parts)
        return Case(number, "more_lines", source, b"".join(parts))
    tree = read(sound.decode("utf-8"))
    name = _odd(tree, luck, source in SWEEPS) if way > 7 else _wrong(tree, luck)
    text = written(tree, flow=luck.random() < 0.3)
    return Case(number, name, source, text.encode("utf-8", "surrogatepass"))


def _odd(tree: Block, luck: Random, of_sweeps: bool) -> str:
    """Give fields values that they say they take."""
    extreme(tree, luck, of_sweeps)
    return "extreme"


def _wrong(tree: Block, luck: Random) -> str:
    """Make a tree wrong in one way, once or several times; which way."""
    kind = luck.choice(structure.KINDS)
    for _ in range(luck.choice([1, 1, 1, 2, 4])):
        try:
            kind(tree, luck)
        except (IndexError, ValueError):  # nothing is left to be made wrong
            break
    return kind.__name__


@functools.cache
def _raw(source: Path) -> bytes:
    return source.read_bytes().replace(b"NAME", b"our_town")
