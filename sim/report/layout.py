"""Text and tables on a page of 80 to 100 columns, on which no number is ever cut."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Thing = TypeVar("Thing")

NARROWEST, WIDEST = 80, 100  # columns of a page; a narrower terminal breaks the lines itself
NAME_NEEDS = 22
HEADER_LINE = (8, 12)
LONGEST_WORD = 20  # letters; a name without a space that is longer is parted with a hyphen
ITEM_NAME = 28
INDENT = "  "
BETWEEN = "  "


def page(file: IO[str] | None = None) -> Console:
    """Where a text is printed: `file` (the standard output), in colour where it is a terminal."""
    from rich.console import Console

    console = Console(file=file, markup=False, highlight=False, emoji=False)
    wide = console.width if console.is_terminal else WIDEST
    console.width = max(NARROWEST, min(WIDEST, wide))
    return console


def paragraph(console: Console, text: str, style: str = "") -> None:
    """Print `text`, folded at words, and an empty line; nothing where there is no text."""
    from rich.text import Text

    for line in Text(text, style=style).wrap(console, console.width) if text else []:
        line.rstrip()
        console.print(line, soft_wrap=True)
    if text:
        console.print()


def item(console: Console, name: str, text: str) -> None:
    """Print one line of a list, its text folded beside its name."""
    start = f"{INDENT}{name + ':':{ITEM_NAME}} "
    for line in textwrap.wrap(start + text, console.width, subsequent_indent=" " * len(start)):
        console.print(line, soft_wrap=True)


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

    def lines(self, width: int) -> Iterator[Text]:
        """The lines of the table on a page of `width` columns."""
        from rich.text import Text

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
                yield Text(name, style)
                continue
            first, *rest = wrapped(name, room, INDENT, 2 * INDENT)
            yield self._line(first, cells, room, style)
            yield from (Text(line, style) for line in rest)

    def _line(self, name: str, cells: Sequence[Cell], room: int, style: str) -> Text:
        from rich.text import Text

        line = Text(name.ljust(room), style)
        for cell, width in zip(cells, self._widths, strict=True):
            line.append(BETWEEN).append(cell.text.rjust(width), cell.style)
        line.rstrip()
        return line

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


def show(console: Console, table: Table) -> None:
    """Print a table and an empty line."""
    for line in table.lines(console.width):
        console.print(line, soft_wrap=True)
    console.print()


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
    """`text` as lines of at most `room` columns that break between words only."""
    return textwrap.wrap(
        parted(text), room, initial_indent=first, subsequent_indent=later,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def in_parts(
    width: int, make: Callable[[Sequence[Thing]], Table], things: Sequence[Thing]
) -> Iterator[Table]:
    """Tables of all `things`, each with as many of them (one column each) as fit `width`."""
    most = len(things)
    while most > 1 and make(things[:most]).narrowest > width:
        most -= 1
    yield make(things[:most])
    if most < len(things):
        yield from in_parts(width, make, things[most:])
