"""Which rows of a table are of the place that is meant, and which add up the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.common.problems import Problem, ProblemsFound, did_you_mean
from sim.crime_tables.answers import Question, listed, typed
from sim.crime_tables.columns import Columns, cell
from sim.crime_tables.plain_words import names_a_sum, plain_words
from sim.crime_tables.table import Table

EVERYWHERE = "all"
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
    at = [each for each in at if each not in chosen]
    return [
        (line, row) for line, row in rows if not any(names_a_sum(cell(row, each)) for each in at)
    ]


def rows_of_totals(
    table: Table, columns: Columns, rows: Sequence[Row]
) -> tuple[Sequence[Row], list[str]]:
    """The rows without those that split others, by sex or age say; and the columns that do so.

    A column splits where some of its rows are called as the sum of the others: only these count.
    """
    used = {columns.type, columns.when, columns.month, columns.count, columns.rate}
    used |= {columns.population, *columns.places, *columns.districts}
    used |= {each.column for each in columns.crimes} | {at for at, _ in columns.years}
    splits = []
    for at, heading in enumerate(table.headings):
        if at in used or columns.incidents:
            continue
        texts = {cell(row, at) for _, row in rows}
        sums = {each for each in texts if names_a_sum(each)}
        if sums and len(texts) > len(sums):
            rows = [each for each in rows if cell(each[1], at) in sums]
            splits.append(heading)
    return rows, splits


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
