"""Crimes of one year by the name that the table gives them, with the lines they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sim.crime_tables.cell_numbers import decimal_sign, is_empty, number_in
from sim.crime_tables.columns import Columns, cell
from sim.crime_tables.places import Row, sum_of_the_others
from sim.crime_tables.table import Table


@dataclass
class Tally:
    """The crimes of one name: their sum, and where they stand."""

    value: float = 0.0
    first: int = 0
    last: int = 0
    cells: int = 0
    unread: list[str] = field(default_factory=list)  # texts that are no number, such as "<5"
    below_zero: int = 0  # cells below zero, which correct others

    def add(self, line: int, value: float) -> None:
        """One more number, in this line."""
        self.value += value
        self.first, self.last = self.first or line, line
        self.cells += 1
        self.below_zero += value < 0.0

    @property
    def lines(self) -> str:
        """Where the numbers stand: line 4; 12 lines, 4 to 80."""
        if self.first == self.last:
            return f"line {self.first}"
        lines = "lines" if self.cells > 1 else "line"
        return f"{self.cells:,} {lines}, {self.first} to {self.last}"


@dataclass(frozen=True)
class Found:
    """One number of a table."""

    line: int
    row: list[str]
    year: str
    month: int
    name: str
    cell: str  # "1" where each row is a crime
    per: int | None  # None: a count; else the residents of the rate, 0 where it does not say


def decimals_of(table: Table, columns: Columns) -> dict[int, str]:
    """The decimal sign in each column of numbers; "?" where it cannot be told."""
    whole = [columns.count, columns.population, *(at for at, _ in columns.years)]
    whole += [each.column for each in columns.crimes if each.per is None]
    rates = [columns.rate, *(each.column for each in columns.crimes if each.per is not None)]
    together = {
        sign
        for at in [*whole, *rates]
        if at is not None and (sign := decimal_sign(table.cells(at), whole=False)) != "?"
        if any("." in each or "," in each for each in table.cells(at))
    }
    sure = next(iter(together)) if len(together) == 1 else None
    return {
        at: sure if sign == "?" and sure else sign
        for columns_of_a_kind, is_whole in ((whole, True), (rates, False))
        for at in columns_of_a_kind
        if at is not None
        for sign in [decimal_sign(table.cells(at), is_whole)]
    }


def numbers_of(table: Table, columns: Columns, rows: Sequence[Row]) -> Iterator[Found]:
    """Every number of crimes in these rows."""
    for line, row in rows:
        at = columns.when_of(row)
        if at is None:
            continue
        if columns.type is None:
            for crime in columns.crimes:
                text = cell(row, crime.column)
                yield Found(line, row, at.year, at.month, crime.name, text, crime.per)
            continue
        name = cell(row, columns.type)
        if not name:
            continue
        for column, year in columns.years:
            yield Found(line, row, year, 0, name, cell(row, column), None)
        if columns.incidents:
            yield Found(line, row, at.year, at.month, name, "1", None)
        if columns.count is not None and not columns.years:
            yield Found(line, row, at.year, at.month, name, cell(row, columns.count), None)
        if columns.rate is not None and not columns.years:
            text = cell(row, columns.rate)
            yield Found(line, row, at.year, at.month, name, text, columns.per)


class Reader:
    """Reads the cells of a table as numbers, with the decimal signs of its columns."""

    def __init__(self, table: Table, columns: Columns, told: str | None) -> None:
        signs = decimals_of(table, columns)
        self.unclear = [table.headings[at] for at, sign in signs.items() if sign == "?"]
        self._signs = {at: told or sign for at, sign in signs.items()}
        self._columns = columns
        self._of_name = {each.name: each.column for each in columns.crimes}
        self._of_year = {year: at for at, year in columns.years}

    def number(self, found: Found) -> float | None:
        """The number of crimes that a cell holds."""
        if self._columns.incidents:
            return 1.0
        at = self._columns.rate if found.per is not None else self._columns.count
        if self._columns.type is None:
            at = self._of_name[found.name]
        elif self._columns.years:
            at = self._of_year[found.year]
        return number_in(found.cell, self._signs.get(at if at is not None else -1, "."))

    def people(self, row: list[str]) -> float | None:
        """The residents that a row names."""
        at = self._columns.population
        return None if at is None else number_in(cell(row, at), self._signs.get(at, "."))


@dataclass
class Year:
    """What a table says of one year: crimes by name, as counts and as rates, and residents."""

    counts: dict[str, Tally] = field(default_factory=dict)
    rates: dict[str, Tally] = field(default_factory=dict)
    people: float | None = None
    people_differ: bool = False
    dropped: list[str] = field(default_factory=list)  # places that are the sum of the others
    places: int = 1  # for which rates are given


def year_of(columns: Columns, reader: Reader, found: Sequence[Found]) -> Year:
    """The numbers of one year, each name summed over its rows."""
    year = Year()
    at = [*columns.places, *columns.districts]
    for column in at:
        if sums := _adds_up(column, reader, found):
            year.dropped.append(sums)
            found = [each for each in found if cell(each.row, column) != sums]
    people: dict[tuple[str, ...], set[float]] = {}
    for each in found:
        tallies = year.counts if each.per is None else year.rates
        tally = tallies.setdefault(each.name, Tally())
        number = reader.number(each)
        if number is not None:
            tally.add(each.line, number)
        elif not is_empty(each.cell):
            tally.unread.append(each.cell)
        living = reader.people(each.row)
        if living is not None and living > 0.0:
            people.setdefault(tuple(cell(each.row, one) for one in at), set()).add(living)
    year.people_differ = any(len(numbers) > 1 for numbers in people.values())
    if people and not year.people_differ:
        year.people = sum(max(numbers) for numbers in people.values())
    year.places = max((each.cells for each in year.rates.values()), default=1)
    return year


def _adds_up(column: int, reader: Reader, found: Sequence[Found]) -> str | None:
    """The text of a column whose rows are the sum of all others."""
    sums: dict[str, float] = {}
    for each in found:
        if each.per is None:
            text = cell(each.row, column)
            sums[text] = sums.get(text, 0.0) + (reader.number(each) or 0.0)
    return sum_of_the_others(sums)


def totals_by_year(reader: Reader, found: Sequence[Found]) -> Mapping[str, float]:
    """All numbers of each year together: how much each year holds."""
    totals: dict[str, float] = {}
    for each in found:
        number = reader.number(each) if each.per is None else None
        totals[each.year] = totals.get(each.year, 0.0) + (number or 0.0)
    if not any(totals.values()):  # rates alone
        for each in found:
            totals[each.year] += reader.number(each) or 0.0
    return totals
