"""A table as a file has it: rows of texts, each with its line; and which row names the columns."""

from __future__ import annotations

from dataclasses import dataclass

from sim.crime_tables.cell_numbers import number_in
from sim.crime_tables.headings import heading_is_known, year_named
from sim.crime_tables.plain_words import plain_words

HEADING_WITHIN = 30
"""Rows from the top among which the one with the names of the columns is looked for."""


@dataclass(frozen=True)
class Sheet:
    """Rows of a file, or of one sheet of a workbook, as they stand."""

    name: str  # of the sheet; "" for a file that has none
    rows: list[tuple[int, list[str]]]  # line in the file, counted from 1, and its cells


@dataclass(frozen=True)
class Table:
    """Named columns, and the rows below their names."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]

    def cells(self, column: int) -> list[str]:
        """The texts of one column; "" where a row is too short."""
        return [row[column] if column < len(row) else "" for _, row in self.rows]


def table_of(sheet: Sheet) -> Table:
    """The table in a sheet: titles above the names of the columns and empty rows are left out."""
    rows = [(line, row) for line, row in sheet.rows if any(row)]
    if not rows:
        return Table([], [])
    best, most = 0, names_in(rows[0][1])
    for place, (_, row) in enumerate(rows[:HEADING_WITHIN]):
        if names_in(row) > most:
            best, most = place, names_in(row)
    if most == 0:  # nothing is known: the first row that is no title
        wide = [place for place, (_, row) in enumerate(rows) if sum(map(bool, row)) > 1]
        best = wide[0] if wide else 0
    headings = [" ".join(each.split()) for each in rows[best][1]]
    return Table(headings, rows[best + 1 :])


def names_in(row: list[str]) -> int:
    """How many cells of a row are known as the name of a column; 0 for a row with numbers."""
    if any(number_in(cell, ".") is not None and not year_named(cell) for cell in row):
        return 0
    return sum(heading_is_known(plain_words(cell)) for cell in row if cell)
