"""Scenario files with slips in them, as people make them: by letters, by lines, by values."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

VALUES = (
    "yes", "-1", "0", "1e9", "'abc'", "3.5", "[1, 2]", "{a: 1}", "", "null", "40%", "$2,000",
    "1:30", "010", "0x1F", "~", "*x", "&y 3", "!t z", "nan", ".inf", "'", '"open',
    "99999999999999999999", "2019-01-01", "true", "riskiest", "2 years", "a: b", "# c",
    "0.5 # half", "1_000", "1,5", "everywhre", "\ttab", "é", "☃", "- 1",
    "a 😀 b", "!a%20b", '"\\UFFFFFFFF"', "constructor", "__proto__", "toString",
)  # fmt: skip
SIGNS = "{}[]:,#'\"-x 0&*!%@`|>?\t"
NUMBERS = ("-3", "1e6", "0", "2.5", "0.333", "150", "1000000000", "7")


def spoilt(files: list[Path], number: int, seed: int) -> Iterator[str]:
    """So many texts, each one of the files with one to three slips."""
    draw = random.Random(seed)
    for _ in range(number):
        lines = draw.choice(files).read_text(encoding="utf-8").split("\n")
        for _ in range(draw.choice([1, 1, 1, 2, 3])):
            _slip(draw, lines)
        yield "\n".join(lines)


def _slip(draw: random.Random, lines: list[str]) -> None:
    at = draw.randrange(len(lines))
    line, kind = lines[at], draw.randrange(9)
    place = draw.randrange(len(line)) if line else 0
    if kind == 0:
        lines.pop(at)
    elif kind == 1:
        lines.insert(at, line)
    elif kind == 2:
        lines[at] = line[:place] + line[place + 1 :]
    elif kind == 3:
        lines[at] = line[:place] + draw.choice(SIGNS) + line[place:]
    elif kind == 4 and ":" in line:
        lines[at] = f"{line[: line.index(':') + 1]} {draw.choice(VALUES)}"
    elif kind == 5 and (numbers := [*re.finditer(r"-?\d+\.?\d*", line)]):
        found = draw.choice(numbers)
        lines[at] = line[: found.start()] + draw.choice(NUMBERS) + line[found.end() :]
    elif kind == 6 and (words := [*re.finditer("[a-z_]{4,}", line)]):
        found = draw.choice(words)
        letter = draw.randrange(found.start(), found.end())
        lines[at] = line[:letter] + draw.choice("abcdexyz_") + line[letter + 1 :]
    elif kind == 7:
        lines[at] = " " * draw.choice([1, 2, 3, 4]) + line
    elif kind == 8:
        lines[at] = line.removeprefix(" ")
