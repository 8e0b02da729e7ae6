"""Which rows of a table are of the place that is meant, and which add up the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sim.common.problems import Problem, ProblemsFound, did_you_mean
from sim.crime_tables.answers import Question, listed, typed
from sim.crime_tables.columns import Columns, cell
from sim.crime_tables.plain_words import plain_words
from sim.crime_tables.table import Table

EVERYWHERE = "all"
_TOTAL = re.compile(
    r"(grand )?total|all|gesamt|insgesamt|summe|(city|state|county|nation) ?wide"
    r"|.* (total|gesamt|insgesamt)|all (district|area|place|precinct|county|force)"
)
Row = tuple[int, list[str]]


def rows_of_places(table: Table, columns: Columns, told: Sequence[str], file: str) -> list[Row]:
    """The rows of the places that are named, or all, without those that add up others by name."""
    named = [each for each in told if each.strip().lower() != EVERYWHERE]
    at = [*columns.places, *columns.districts]
    rows, chosen = table.rows, set()
    for each in named:
        column, text = _found(table, at, each, file)
        rows = [(line, row) for line, row in rows if cell(row, column) == text]
        chosen.add(column)
    return [(line, row) for line, row in rows
            if not any(adds_up(cell(row, each)) for each in at if each not in chosen)]  # fmt: skip


def adds_up(name: str) -> bool:
    """Whether a place is called as the sum of the others."""
    return _TOTAL.fullmatch(plain_words(name)) is not None


def _found(table: Table, at: list[int], told: str, file: str) -> tuple[int, str]:
    """The column and the text of a place that somebody named."""
    wanted = plain_words(told)
    begins: list[tuple[int, str]] = []
    every: list[str] = []
    for column in at:
        texts = list(dict.fromkeys(each for each in table.cells(column) if each))
        every += texts
        for text in texts:
            plain = plain_words(text)
            if plain == wanted:
                return column, text
            if wanted and plain.startswith(f"{wanted} "):
                begins.append((column, text))
    if len(begins) == 1:
        return begins[0]
    few = list(dict.fromkeys(every))[:5000]
    near = did_you_mean(told, few)
    if begins:
        fix = f"write one of {listed([text for _, text in begins])}"
    elif near:
        fix = f"did you mean {typed('--place', near)}?"
    else:
        fix = f"there are {listed(few)}" if few else "leave --place out: the table has one place"
    raise ProblemsFound([Problem(f"the table has no place {told!r}"[:100], fix, file)])


def which_place(
    table: Table, columns: Columns, rows: Sequence[Row], told: Sequence[str]
) -> list[Question]:
    """Asks which place is meant, where the rows are of many. Districts of one place are summed."""
    if any(each.strip().lower() == EVERYWHERE for each in told):
        return []
    several = []
    for column in columns.places:
        texts = list(dict.fromkeys(cell(row, column) for _, row in rows))
        if len(texts) > 1:
            several.append((len(texts), -column, texts))
    if not several:
        return []
    count, at, texts = max(several)
    names = [each for each in texts if each]
    text = f"the table has {count} places (column {table.headings[-at]}): {listed(names, 8)}"
    example = typed("--place", names[0]) + "  (or --place all for all of them together)"
    return [Question(text, "--place", example, "", (*names, EVERYWHERE))]


def sum_of_the_others(numbers: Mapping[str, float]) -> str | None:
    """The one place whose number is that of all others together; None where there is none."""
    if len(numbers) < 3:
        return None
    largest = max(numbers, key=lambda each: numbers[each])
    others = sum(numbers.values()) - numbers[largest]
    return largest if others > 0.0 and abs(numbers[largest] - others) <= 1e-9 * others else None
