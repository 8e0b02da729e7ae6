"""What is wrong in a user's file, where, and what to write instead."""

from __future__ import annotations

import difflib
import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sim.common.other_words import OTHER_WORDS, plain_word

WIDEST_EXCERPT = 100
MOST_SHOWN = 50
Finding = tuple[tuple[str | int, ...], str, str | None, Literal["key", "value"]]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in one file.

    `line` and `column` count from 1 in characters; `excerpt` is the whole line they point into,
    and `length` how many of its characters are meant. All three are None (1) when the problem is
    the file itself, such as one that does not exist.
    """

    message: str
    fix: str | None
    file: str
    line: int | None = None
    column: int | None = None
    excerpt: str | None = None
    length: int = 1

    def __str__(self) -> str:
        lines = [self.sentence]
        if self.excerpt is not None and self.column is not None:
            lines += [f"    {line}" for line in self._excerpt_and_caret(self.excerpt, self.column)]
        if self.fix is not None:
            lines.append(f"  {printable(self.fix)}")
        return "\n".join(lines)

    @property
    def sentence(self) -> str:
        """Where it is and what is wrong, in one line."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        if self.line is None and self.message.startswith(f"{self.file} "):
            return printable(self.message)  # it begins with its place
        return f"{printable(place)}: {printable(self.message)}"

    def _excerpt_and_caret(self, line: str, column: int) -> tuple[str, str]:
        start = min(column - 1, len(line))
        first = 0 if len(line) <= WIDEST_EXCERPT else max(0, start - WIDEST_EXCERPT // 2)
        shown = line[first : first + WIDEST_EXCERPT]
        before = shown[: start - first]
        marked = shown[start - first : start - first + self.length]
        return printable(shown), " " * _columns(before) + "^" * max(1, _columns(marked))


class ExtensionFault(Exception):
    """What is wrong with a file of one's own that adds to the model, and where in it."""


class ProblemsFound(Exception):
    """Everything that is wrong with what the user wrote, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        shown = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        hidden = len(self.problems) - len(shown)
        count = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'} found"
        return "\n\n".join([*shown, f"{count}, the first {MOST_SHOWN} shown" if hidden else count])


class Mistake(ValueError):
    """What a validator raises to say what to write instead, and where to point.

    `at` holds the names and indices that lead from the validated value to the mistake.
    """

    def __init__(self, message: str, fix: str | None = None, at: tuple[str | int, ...] = ()):
        super().__init__(message)
        self.fix = fix
        self.at = at


class Mistakes(ValueError):
    """What a validator raises that found several mistakes: place, message, fix, key or value."""

    def __init__(self, found: Sequence[Finding]) -> None:
        super().__init__("; ".join(message for _, message, _, _ in found))
        self.found = tuple(found)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by file, line and column, each once."""
    return sorted(
        dict.fromkeys(problems), key=lambda each: (each.file, each.line or 0, each.column or 0)
    )


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None when none is near.

    Another word for a known name (`other_words`) is as good as its spelling. Of a dotted name
    the end counts first: reporting.violent is meant for reported_share.violent.
    """
    by_likeness = {plain_word(name): name for name in known}
    wanted = plain_word(word)
    if wanted in by_likeness:
        return by_likeness[wanted]
    group, dot, end = wanted.rpartition(".")
    for other in OTHER_WORDS.get(end, ()):
        if f"{group}{dot}{other}" in by_likeness:
            return by_likeness[f"{group}{dot}{other}"]
    if not 1 < len(wanted) <= 80:  # likeness of longer words costs time and means nothing
        return None
    near = [
        name
        for name in difflib.get_close_matches(wanted, by_likeness, n=3, cutoff=0.65)
        if _alike_where_they_differ(wanted, name)
    ]
    if dot and not near:
        ends = [name for name in by_likeness if name.endswith(f".{end}")]
        near = difflib.get_close_matches(wanted, ends, n=1, cutoff=0.0)
    if not near and len(wanted) >= 4:
        inside = [name for name in by_likeness if f"_{wanted}" in f"_{name}".replace(".", "_")]
        near = inside if len(inside) == 1 else []
    return by_likeness[near[0]] if near else None


def _alike_where_they_differ(word: str, name: str) -> bool:
    """Whether two names are alike beside the words that they share.

    A long word in common says little: neighbourhood_policing is no neighbourhood_watch.
    """
    one, other = (re.split(r"[._]", each) for each in (word, name))
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    rests = "_".join(one), "_".join(other)
    return not all(rests) or difflib.SequenceMatcher(None, *rests).ratio() >= 0.6


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """What to write instead of `word`: the known name most like it, or else what is given."""
    near = did_you_mean(word, known)
    return f"did you mean {near}?" if near else otherwise


def shown(value: object) -> str:
    """A value from a file in the words of a sentence: "the text 'abc'", "true", "a list"."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a block of names and values"
    if isinstance(value, list | tuple | set):
        return "a list"
    return f"the text {quoted(value)}" if isinstance(value, str) else _short(str(value))


def quoted(text: str) -> str:
    """A text in quotes, cut short when it is long."""
    return _short(repr(text))


def printable(text: str) -> str:
    """`text` without anything that could move the cursor or fail to print."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else " " if each.isspace() else "?" for each in text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _columns(text: str) -> int:
    """How many columns of a terminal `text` fills."""
    return sum(
        0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF")
        for each in text
    )


def program() -> str:
    """How the user called this program, for hints that can be pasted as they stand."""
    if Path(sys.argv[0]).name != "run.py":
        return "policing-trust"
    python = Path(sys.executable)
    here = python.is_relative_to(Path.cwd())
    return f"{python.relative_to(Path.cwd()) if here else 'python'} {shlex.quote(sys.argv[0])}"
