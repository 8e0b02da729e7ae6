"""Plain text for a terminal: titles, paragraphs and aligned rows, never wider than it is."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable

import typer

WIDEST = 100
WIDEST_NAME = 30  # longer names get a line of their own


def width() -> int:
    """Columns to fill: those of the terminal, at most 100; 100 where there is none."""
    return max(40, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def title(text: str, indent: int = 0) -> None:
    """A heading, bold in a terminal."""
    typer.echo(" " * indent + typer.style(text, bold=True))


def gap() -> None:
    """An empty line."""
    typer.echo()


def paragraph(text: str, indent: int = 0, hanging: int = 0) -> None:
    """Running text; lines after the first are indented by ``hanging`` more."""
    first = " " * indent
    rest = " " * (indent + hanging)
    typer.echo(_filled(text, first, rest))


def literal(text: str, indent: int = 0) -> None:
    """Text whose line breaks are kept."""
    typer.echo(textwrap.indent(text, " " * indent))


def rows(pairs: Iterable[tuple[str, str]], indent: int = 2, widest: int = WIDEST_NAME) -> None:
    """Names and what they mean, in two columns."""
    listed = list(pairs)
    short = [len(name) for name, _ in listed if len(name) <= widest]
    column = indent + max(short, default=0) + 2
    for name, text in listed:
        start = " " * indent + name
        if not text:
            typer.echo(start)
        elif len(start) + 2 <= column:
            typer.echo(_filled(text, start.ljust(column), " " * column))
        else:
            typer.echo(start)
            typer.echo(_filled(text, " " * column, " " * column))


def running_text(docstring: str) -> list[str]:
    """Paragraphs of a docstring; an indented one (an equation) keeps its lines."""
    return textwrap.dedent(docstring).replace("``", "`").strip("\n").split("\n\n")


def show(docstring: str, indent: int = 0) -> None:
    """A docstring: paragraphs filled, indented lines as they are."""
    for part in running_text(docstring):
        if part.startswith("    "):
            literal(textwrap.dedent(part), indent + 4)
        else:
            paragraph(part, indent)
        gap()


def plain(value: float) -> str:
    """A number as a person writes it: 170,000, 0.31."""
    return f"{value:,.10g}"


def _filled(text: str, first: str, rest: str) -> str:
    words = " ".join(text.replace("``", "`").split())
    return textwrap.fill(
        words,
        width(),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
