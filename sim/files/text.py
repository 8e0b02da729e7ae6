"""A file as text: whether it can be read at all, in characters that can be seen."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sim.common.problems import Problem, ProblemsFound, did_you_mean

MOST_BYTES = 1_000_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_UNSEEN = re.compile("[\xad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
_INDENTING_TAB = re.compile(r"^ *(\t)\s*\S")
# Only where it changes what the line means: inside running text it does no harm.
_HARD_SPACE = re.compile(r"^[ -]*(?:[\w-]+: *)?(\xa0)")


@dataclass(frozen=True)
class Text:
    """The lines of one file, without their ends."""

    file: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """Line `number`, counted from 1; empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


class Place(NamedTuple):
    """A stretch of one line of a file; line and column count from 1."""

    text: Text
    line: int
    column: int
    length: int

    @property
    def words(self) -> str:
        """What stands here, as it was written."""
        start = self.column - 1
        return self.text.line(self.line)[start : start + self.length]

    @property
    def has_comment_after(self) -> bool:
        """Whether a name stands here whose value a # without a space after it has hidden."""
        return (
            re.match(r":?\s+#\S", self.text.line(self.line)[self.column - 1 + self.length :])
            is not None
        )

    def problem(self, message: str, fix: str | None = None) -> Problem:
        """A problem that points here."""
        excerpt = self.text.line(self.line)
        return Problem(
            message, fix, self.text.file, self.line, self.column, excerpt, max(1, self.length)
        )


def read_text(path: Path) -> Text:
    """The text of a UTF-8 file of at most 1 MB; raises ProblemsFound."""
    file = file_name(path)
    raw = _read_bytes(path, file)
    text = Text(file, _lines(_decoded(raw, file)))
    problems = _unseen_characters(text)
    if problems:
        raise ProblemsFound(problems)
    return text


def file_name(path: Path) -> str:
    """The path as the user typed it, in characters that every terminal prints."""
    return os.fsencode(path).decode("utf-8", "replace")


def yaml_names(folder: Path) -> list[str]:
    """The names, without .yaml, of the YAML files in a folder; none when it cannot be read."""
    try:
        return sorted(each.stem for each in folder.iterdir() if each.suffix == ".yaml")
    except OSError:
        return []


def _read_bytes(path: Path, file: str) -> bytes:
    def refuse(message: str, fix: str) -> ProblemsFound:
        return ProblemsFound([Problem(message, fix, file)])

    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            names = ", ".join(yaml_names(path)[:12])
            raise refuse(
                "this is a folder, not a file",
                f"name a file in it: {names}" if names else "name a .yaml file",
            )
        if not stat.S_ISREG(mode):  # opening a pipe could wait for ever
            raise refuse("this is not an ordinary file", "name a .yaml file")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except PermissionError:
        raise refuse("no permission to read this file", "ask its owner, or copy it") from None
    except (FileNotFoundError, NotADirectoryError):
        raise refuse(*_missing(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(f"this file cannot be read: {reason}", "name a .yaml file") from None
    if len(raw) > MOST_BYTES:
        raise refuse("the file is larger than 1 MB", "shorten it")
    return raw


def _missing(path: Path) -> tuple[str, str]:
    folder = path.parent
    if not folder.is_dir():
        return "there is no such folder", f"check the name {file_name(folder)}"
    names = yaml_names(folder)
    for place in (folder, folder / "scenarios", folder / "scenarios" / "sweeps"):
        near = did_you_mean(path.stem, yaml_names(place))
        if near:
            return "there is no such file", f"did you mean {file_name(place / near)}.yaml?"
    here = f"files here: {', '.join(names[:12])}" if names else "this folder holds no .yaml file"
    return "there is no such file", here


def _decoded(raw: bytes, file: str) -> str:
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            problem = Problem("the file is saved as UTF-16", "save it as UTF-8", file)
            raise ProblemsFound([problem])
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        readable = Text(file, _lines(raw.decode("utf-8", "replace")))
        before = _lines(error.object[: error.start].decode("utf-8"))
        place = Place(readable, len(before), len(before[-1]) + 1, 1)
        message = f"byte {error.object[error.start]:#04x} is not UTF-8 text"
        raise ProblemsFound([place.problem(message, "save the file as UTF-8")]) from None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _unseen_characters(text: Text) -> list[Problem]:
    """The characters that would change the meaning of a line without being seen."""
    problems = []
    kinds = (
        (_CONTROL, "the control character {} stands here", "delete it"),
        (_UNSEEN, "the invisible character {} stands here", "delete it"),
        (_HARD_SPACE, "a non-breaking space ({}) stands here", "type an ordinary space"),
        (_INDENTING_TAB, "a tab indents this line", "indent with spaces"),
    )
    for pattern, message, fix in kinds:
        hits = [
            (number, hit)
            for number, line in enumerate(text.lines, 1)
            if (hit := pattern.search(line))
        ]
        if not hits:
            continue
        number, hit = hits[0]
        group = pattern.groups
        more = f" (the first of {len(hits)} such lines)" if len(hits) > 1 else ""
        place = Place(text, number, hit.start(group) + 1, 1)
        problems.append(place.problem(message.format(f"U+{ord(hit[group]):04X}") + more, fix))
    return problems
