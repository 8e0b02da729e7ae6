"""Text and tables for a terminal: as wide as it is, on which no number is ever cut."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TypeVar

import typer

Thing = TypeVar("Thing")

NARROWEST, NARROWEST_TABLE, WIDEST = 40, 80, 100  # columns; what is narrower breaks the lines
WIDEST_NAME = 30  # longer names of a list get a line of their own
NAME_NEEDS = 21
HEADER_LINE = (8, 12)
LONGEST_WORD = 20  # letters; a name without a space that is longer is parted with a hyphen
INDENT = "  "
BETWEEN = "  "


@dataclass(frozen=True)
class Page:
    """Where a text is printed: `file` (the standard output), in colour where it is a terminal."""

    file: IO[str] | None = None

    @property
    def width(self) -> int:
        """Columns to fill: those of the terminal, at most 100; 100 where there is none."""
        return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))

    @property
    def table_width(self) -> int:
        """Columns that tables may fill."""
        return max(NARROWEST_TABLE, self.width)

    def line(self, text: str = "", style: str = "") -> None:
        """Print a line as it is; an empty one without a text."""
        plain = False if os.environ.get("NO_COLOR") else None  # as a person wishes: no-color.org
        typer.echo(styled(text, style), file=self.file, color=plain)

    def text(self, text: str, indent: int = 0, hanging: int = 0, style: str = "") -> None:
        """Print a text folded at words; lines after the first are indented by ``hanging`` more."""
        first, later = " " * indent, " " * (indent + hanging)
        for line in folded_at(text, self.width, first, later):
            self.line(line, style)

    def paragraph(self, text: str, style: str = "") -> None:
        """Print a text folded at words, and an empty line; nothing where there is no text."""
        if text:
            self.text(text, style=style)
            self.line()

    def title(self, text: str, indent: int = 0) -> None:
        """Print a heading."""
        self.line(" " * indent + text, "bold")

    def rows(
        self, pairs: Iterable[tuple[str, str]], indent: int = 2, widest: int = WIDEST_NAME
    ) -> None:
        """Print names and what they mean, in two columns."""
        listed = list(pairs)
        short = [len(name) for name, _ in listed if len(name) <= widest]
        column = indent + max(short, default=0) + 2
        for name, text in listed:
            start = " " * indent + name
            if not text or len(start) + 2 > column:
                self.line(start)
                start = ""
            if text:
                for line in folded_at(text, self.width, start.ljust(column), " " * column):
                    self.line(line)

    def docstring(self, docstring: str, indent: int = 0) -> None:
        """Print a docstring: paragraphs folded, indented lines as they are."""
        for part in running_text(docstring):
            if part.startswith("    "):
                self.line(textwrap.indent(textwrap.dedent(part), " " * (indent + 4)))
            else:
                self.text(part, indent)
            self.line()

    def table(self, table: Table) -> None:
        """Print a table and an empty line."""
        for line in table.lines(self.table_width):
            self.line(line)
        self.line()

    def parts(self, make: Callable[[Sequence[Thing]], Table], things: Sequence[Thing]) -> None:
        """Print tables of all `things`, each with as many of them (a column each) as fit."""
        most = len(things)
        while most > 1 and make(things[:most]).narrowest > self.table_width:
            most -= 1
        self.table(make(things[:most]))
        if most < len(things):
            self.parts(make, things[most:])


OUT = Page()
"""The standard output."""


def styled(text: str, style: str) -> str:
    """`text` in bold, dim, italic or a colour; "" as it is."""
    if not style or not text:
        return text
    if style in ("bold", "dim", "italic"):
        return typer.style(text, **{style: True})
    return typer.style(text, fg=style)


def running_text(docstring: str) -> list[str]:
    """Paragraphs of a docstring; an indented one (an equation) keeps its lines."""
    return textwrap.dedent(docstring).replace("``", "`").strip("\n").split("\n\n")


def folded_at(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """`text` as lines of at most `width` columns that break between words only, where they can."""
    return textwrap.wrap(
        " ".join(text.replace("``", "`").split()), width, initial_indent=first,
        subsequent_indent=later, break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A number as it is shown, and its style."""

    text: str
    style: str = ""


@dataclass
class Table:
    """Rows of a name and right-aligned cells, under a title and headers.

    Title and names are folded where there is too little room, cells and headers never are. A row
    without cells is a heading of those below it.
    """

    title: str
    headers: Sequence[str]
    rows: list[tuple[str, list[Cell], str]] = field(default_factory=list)

    def add(self, name: str, cells: Sequence[Cell | str] = (), style: str = "") -> None:
        """Add a row in a style; cells that are missing at its end stay empty."""
        known = [Cell(cell) if isinstance(cell, str) else cell for cell in cells]
        missing = len(self.headers) - len(known) if known else 0
        self.rows.append((name, known + [Cell("")] * missing, style))

    @property
    def narrowest(self) -> int:
        """Columns of a page that it needs at least."""
        longest = max((len(INDENT + name) for name, cells, _ in self.rows if cells), default=0)
        return max(min(NAME_NEEDS, longest), self._longest_word) + self._taken

    def lines(self, width: int) -> Iterator[str]:
        """The lines of the table on a page of `width` columns."""
        names = [INDENT + name for name, cells, _ in self.rows if cells]
        least = max(NAME_NEEDS, self._longest_word)
        room = min(max(width - self._taken, least), max(map(len, [self.title, *names])))
        room = max(room, self._longest_word)
        heads = [wrapped(self.title, room), *(each.split("\n") for each in self.headers)]
        height = max(map(len, heads))
        padded = ([""] * (height - len(head)) + head for head in heads)
        for title, *parts in zip(*padded, strict=True):
            yield self._line(title, [Cell(part) for part in parts], room, "bold")
        for name, cells, style in self.rows:
            if not cells:
                yield styled(name, style)
                continue
            first, *rest = wrapped(name, room, INDENT, 2 * INDENT) or [""]
            yield self._line(first, cells, room, style)
            yield from (styled(line, style) for line in rest)

    def _line(self, name: str, cells: Sequence[Cell], room: int, style: str) -> str:
        texts = [cell.text.rjust(width) for cell, width in zip(cells, self._widths, strict=True)]
        last = max((at for at, text in enumerate(texts) if text.strip()), default=-1)
        shown = [styled(name.ljust(room) if last >= 0 else name.rstrip(), style)]
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            if at <= last:
                text = BETWEEN + (text.rstrip() if at == last else text)
                shown.append(styled(text, cell.style or style))
        return "".join(shown)

    @property
    def _longest_word(self) -> int:
        """Columns of the longest word of title and names, where it is indented most."""
        texts = [self.title, *(name for name, cells, _ in self.rows if cells)]
        return max((len(word) for text in texts for word in parted(text).split()), default=0) + len(
            2 * INDENT
        )

    @property
    def _taken(self) -> int:
        """Columns that are not for names."""
        return sum(self._widths) + len(BETWEEN) * len(self.headers)

    @property
    def _widths(self) -> list[int]:
        rows = [cells for _, cells, _ in self.rows if cells]
        return [
            max(map(len, [*header.split("\n"), *(cells[column].text for cells in rows)]))
            for column, header in enumerate(self.headers)
        ]


def folded(name: str) -> str:
    """A name as the header of a narrow column, right above figures that a bracket may follow."""
    least, most = HEADER_LINE
    words = parted(name).split()
    room = max(least, min(most, max(map(len, words))), *map(len, words))
    return "\n".join(f"{line} " for line in wrapped(name, room))


def parted(text: str, longest: int = LONGEST_WORD) -> str:
    """`text` whose words have at most so many letters; longer ones are parted with a hyphen."""
    step = longest - 1
    return " ".join(
        "- ".join(word[at : at + step] for at in range(0, len(word), step))
        if len(word) > longest
        else word
        for word in text.split()
    )


def wrapped(text: str, room: int, first: str = "", later: str = "") -> list[str]:
    """`text` as lines of at most `room` columns; only a very long word is parted."""
    return folded_at(parted(text), room, first, later)
