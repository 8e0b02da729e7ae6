"""A table of crimes understood: the numbers of one place and year, or all that has to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.common.problems import Problem, ProblemsFound, did_you_mean, quoted
from sim.crime_tables.amounts import Amount, amounts_of
from sim.crime_tables.answers import Answers, Question, listed, typed
from sim.crime_tables.by_district import DistrictCrimes, Districts
from sim.crime_tables.columns import Columns, cell, columns_of
from sim.crime_tables.counted import Found, Reader, Tally, Year, numbers_of, totals_by_year, year_of
from sim.crime_tables.offences import Meaning, meaning_of
from sim.crime_tables.places import Row, rows_of_places, rows_of_totals, which_place
from sim.crime_tables.plain_words import plain_words
from sim.crime_tables.table import Sheet, Table, names_in, table_of
from sim.crime_tables.years import latest_whole

FEWEST, MOST = 1, 2_000_000_000
"""Residents of a place that a scenario takes."""


@dataclass(frozen=True)
class Understood:
    """What a table says of one place in one year."""

    amounts: list[Amount]
    per: int | None  # None: the amounts are counts; else rates for so many residents
    residents: int | None  # among whom crimes were counted; None for rates
    whose_residents: str  # from where that number is
    year: str  # "" where the table names none
    shape: str  # how the table was read, in words
    place: str  # "" where the table is of one place
    left_out: list[tuple[str, str]]  # names of the table, and why they do not count
    years_left_out: list[str]
    remarks: list[str]  # what a reader should know besides
    districts: list[DistrictCrimes] = field(default_factory=list)


def understood(
    sheets: Sequence[Sheet], answers: Answers, file: str, by_district: bool = False
) -> Understood | list[Question]:
    """What the table says, or every question that it leaves open; ``by_district`` too, if asked.

    Raises ProblemsFound for a table without rows and for answers that do not fit it.
    """
    sheet = _sheet_meant(sheets, answers, file)
    if isinstance(sheet, list):
        return sheet
    table = table_of(sheet)
    if not table.rows:
        fix = "give a table with names of columns and rows below them"
        raise ProblemsFound([Problem("the table has no rows", fix, file)])
    columns = columns_of(table, answers.columns, file)
    if isinstance(columns, list):
        return columns
    return _Reading(table, columns, answers, file, by_district).done()


def _sheet_meant(sheets: Sequence[Sheet], answers: Answers, file: str) -> Sheet | list[Question]:
    """The sheet with a table of crimes: the one that is named, or the only one that looks so."""
    names = [each.name for each in sheets]
    if answers.sheet is not None:
        for each in sheets:
            if each.name == answers.sheet:
                return each
        near = did_you_mean(answers.sheet, names)
        fix = f"did you mean {near}?" if near else f"there are {listed(names)}"
        raise ProblemsFound([Problem(f"there is no sheet {quoted(answers.sheet)}", fix, file)])
    known = [max((names_in(row) for _, row in each.rows[:30]), default=0) for each in sheets]
    best = [each for each, most in zip(sheets, known, strict=True) if most > 1]
    filled = best or [each for each in sheets if any(any(row) for _, row in each.rows)]
    if len(filled) > 1:
        names = [each.name for each in filled]
        text = f"the workbook has several tables: {listed(names)}"
        return [Question(text, "--sheet", typed("--sheet", names[0]), "", tuple(names))]
    if not filled:
        fix = "give a table with names of columns and rows below them"
        raise ProblemsFound([Problem("the file is empty", fix, file)])
    return filled[0]


class _Reading:
    """One table with the answers so far."""

    def __init__(
        self, table: Table, columns: Columns, answers: Answers, file: str, by_district: bool
    ) -> None:
        self.table, self.columns, self.answers, self.file = table, columns, answers, file
        self.by_district = by_district
        self.questions: list[Question] = []
        self.remarks: list[str] = []
        self.reader = Reader(table, columns, answers.decimal)

    def done(self) -> Understood | list[Question]:
        rows: Sequence[Row] = rows_of_places(
            self.table, self.columns, self.answers.places, self.file
        )
        rows, splits = rows_of_totals(self.table, self.columns, rows)
        for heading in splits:
            self.remarks.append(f"of column {quoted(heading)} only the total is counted")
        found = list(numbers_of(self.table, self.columns, rows))
        if not found:
            which = f" in column {self._heading(self.columns.when)}" if self.columns.when else ""
            raise ProblemsFound([Problem(f"no row has a type of crime and a year{which}",
                                         "name the columns that hold them: --column year=NAME",
                                         self.file)])  # fmt: skip
        self._check_told(found)
        year = self._year(found)
        if year is not None:
            found = [each for each in found if each.year == year]
        lines = {each.line for each in found}
        rows = [each for each in rows if each[0] in lines]
        self.questions += which_place(self.table, self.columns, rows, self.answers.places)
        if self.reader.unclear and self.answers.decimal is None:
            names = listed(self.reader.unclear)
            text = f"is it a comma or a point that stands before decimals in {names}?"
            self.questions.append(Question(text, "--decimal", "--decimal ,", "", (",", ".")))
        numbers = year_of(self.columns, self.reader, found)
        if numbers.dropped:
            self.remarks.append(f"the sum of the others is left out: {listed(numbers.dropped)}")
        at = (*self.columns.places, *self.columns.districts) if self.by_district else ()
        apart = [each for each in found
                 if not any(cell(each.row, one) in numbers.dropped for one in at)]  # fmt: skip
        columns = self.columns if self.by_district else Columns()
        self.districts = Districts(self.table, columns, self.reader, apart, self.answers)
        return self._amounts(numbers, year, rows)

    def _heading(self, column: int | None) -> str:
        return "" if column is None else quoted(self.table.headings[column])

    def _check_told(self, found: Sequence[Found]) -> None:
        every = {each.name for each in found} | {each.name for each in self.columns.crimes}
        names = {plain_words(each): each for each in sorted(every)}
        problems = []
        for said in self.answers.types:
            if said != "*" and said not in names:
                near = did_you_mean(said, list(names)[:5000])
                fix = (
                    f"did you mean {names[near]!r}?" if near else "look at how the table spells it"
                )
                problems.append(Problem(f"the table has no type of crime {said!r}", fix, "--type"))
        if problems:
            raise ProblemsFound(problems)

    def _year(self, found: Sequence[Found]) -> str | None:
        """The year that is meant, or the latest whole one."""
        self.totals = dict(totals_by_year(self.reader, found))
        months: dict[str, set[int]] = {}
        for each in found:
            if each.month:
                months.setdefault(each.year, set()).add(each.month)
        if set(self.totals) == {""}:
            if self.columns.unread is not None and self.answers.year is None:
                cells = [each for each in self.table.cells(self.columns.unread) if each]
                which = f"column {self._heading(self.columns.unread)} ({listed(cells[:1])})"
                example = "--year 2019  (if all are of that year; or --column year=NAME)"
                self.questions.append(
                    Question(f"no year can be read in {which}", "--year", example)
                )
            elif self.columns.incidents and self.answers.year is None:
                text = "each row is one crime, and no column is known as its date"
                example = "--year 2019  (if all are of that year; or --column date=NAME)"
                self.questions.append(Question(text, "--year", example))
            return ""
        told = self.answers.year
        if told is not None:
            known = [each for each in self.totals if told in (each, each[:4])]
            if not known:
                fix = f"there are {', '.join(sorted(self.totals))}"[:300]
                problem = Problem(f"the table has no year {told!r}"[:80], fix, self.file)
                raise ProblemsFound([problem])
            self._remark_on_months(known[0], months)
            return known[0]
        whole = latest_whole(self.totals, months)
        if whole is None:
            last = max(self.totals)
            have = len(months.get(last, ()))
            what = f"{last} has {have} of 12 months" if have else f"{last} has no crimes"
            text = f"no year of the table is whole: {what}"
            example = typed("--year", last) + "  (to take what there is as if it were the year)"
            self.questions.append(Question(text, "--year", example, "", tuple(sorted(self.totals))))
            return last
        for year in sorted(self.totals):
            if year > whole:
                self.remarks.append(f"{year} is hardly whole and left out; --year {year} takes it")
        return whole

    def _remark_on_months(self, year: str, months: dict[str, set[int]]) -> None:
        have = len(months.get(year, ()))
        if 0 < have < 12:
            self.remarks.append(f"{year} has crimes of {have} months only, taken as a year")

    def _amounts(
        self, numbers: Year, year: str | None, rows: Sequence[Row]
    ) -> Understood | list[Question]:
        told = self.answers.residents
        people = told if told is not None else numbers.people
        if people is None:
            people = self.districts.people()
        asked = self.districts.questions(self.file)
        rates = self._rates(numbers)
        per = self._per(rates, numbers)
        by_rates = bool(rates) and (not _any(numbers.counts) or (people is None and bool(per)))
        tallies = rates if by_rates else numbers.counts
        if by_rates and not per:
            text = "the table does not say for how many residents its rates are"
            self.questions.append(Question(text, "--per", "--per 100000", "", ("1000", "100000")))
        if not by_rates and people is None:
            why = "differ within one place" if numbers.people_differ else "are not in the table"
            text = f"the residents of the place, among whom these crimes were counted, {why}"
            self.questions.append(Question(text, "--residents", "--residents NUMBER"))
        unit = f" (as a rate per {per:,}, as the others)" if by_rates and per else ""
        added = amounts_of(tallies, self._meaning, self.answers, unit)
        self.questions += added.questions
        self.questions += [] if by_rates else asked
        self._check(tallies)
        if not self.questions and people is not None and not FEWEST <= people <= MOST:
            text = f"{people:,.10g} cannot be the residents of a place"
            self.questions.append(Question(text, "--residents", "--residents NUMBER"))
        if self.questions:
            return self.questions
        if any("no aggravated assault" in each.remark for each in added.amounts):
            self.remarks.append(
                "violent crime lacks aggravated assaults, which are most of it elsewhere;"
                " --count violent=NUMBER gives all of it"
            )
        if by_rates and numbers.places > 1:
            text = "rates of several rows cannot be added; which place, or how many residents?"
            return [Question(text, "--residents", "--residents NUMBER")]
        column = "" if told is not None else f"column {self._heading(self.columns.population)}"
        if told is None and numbers.people is None:
            column = "all districts together"
        districts = [] if by_rates else self.districts.crimes(added.amounts)
        self._remark_on_districts(districts, people)
        return Understood(
            added.amounts,
            per if by_rates else None,
            None if by_rates or people is None else round(people),
            column or "as you said",
            year or self.answers.year or "",
            self._shape(rows, by_rates),
            self._place(rows),
            added.left_out,
            sorted(each for each in self.totals if each and each != year),
            self.remarks,
            districts,
        )

    def _remark_on_districts(
        self, districts: Sequence[DistrictCrimes], people: float | None
    ) -> None:
        if self.districts.remark:
            self.remarks.append(self.districts.remark)
        rest = self.districts.without_a_district() if districts else 0.0
        if rest > 0.0:
            self.remarks.append(f"{rest:,.10g} crimes name no district: counted in the town only")
        living = sum(each.residents for each in districts)
        if districts and people is not None and round(people) != living:
            self.remarks.append(f"the districts have {living:,} residents together, not as above")

    def _rates(self, numbers: Year) -> dict[str, Tally]:
        return {name: each for name, each in numbers.rates.items() if each.cells}

    def _per(self, rates: dict[str, Tally], numbers: Year) -> int | None:
        """For how many residents the rates are, where all are for as many."""
        if self.answers.per is not None:
            return self.answers.per
        if self.columns.type is not None:
            return self.columns.per
        given = {each.per for each in self.columns.crimes if each.name in rates}
        return next(iter(given)) if len(given) == 1 else None

    def _meaning(self, name: str) -> Meaning:
        if self.columns.type is None:
            return next(each.meaning for each in self.columns.crimes if each.name == name)
        return meaning_of(name, self.columns.codes)

    def _check(self, tallies: dict[str, Tally]) -> None:
        """Remarks on cells that are no number; raises ProblemsFound for numbers below zero."""
        unread = [text for each in tallies.values() for text in each.unread]
        if unread:
            shown = listed(list(dict.fromkeys(unread)), 3)
            cells = "cell is" if len(unread) == 1 else "cells are"
            self.remarks.append(f"{len(unread):,} {cells} no number and not counted: {shown}")
        below = sum(each.below_zero for each in tallies.values())
        if below:
            self.remarks.append(f"{below:,} numbers below zero were added, as corrections")
        problems = [
            Problem(
                f"{name!r} is below zero ({each.value:,.10g})"[:150], "correct the table", self.file
            )
            for name, each in tallies.items()
            if each.value < 0.0 and self._meaning(name).kind != "none"
        ]
        if problems:
            raise ProblemsFound(problems)

    def _shape(self, rows: Sequence[Row], by_rates: bool) -> str:
        columns = self.columns
        if columns.type is None:
            how = "a column for each type of crime"
        elif columns.years:
            how = f"types in {self._heading(columns.type)}, a column for each year"
        elif columns.incidents:
            how = f"one crime a row, types in {self._heading(columns.type)}"
        else:
            numbers = columns.rate if by_rates else columns.count
            how = f"types in {self._heading(columns.type)}, numbers in {self._heading(numbers)}"
        return f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'}, {how}"

    def _place(self, rows: Sequence[Row]) -> str:
        if self.answers.places:
            return ", ".join(self.answers.places)
        names = [{cell(row, at) for _, row in rows} for at in self.columns.places]
        one = [next(iter(each)) for each in names if len(each) == 1 and any(each)]
        for at in self.columns.districts:
            districts = {cell(row, at) for _, row in rows}
            if len(districts) > 1:
                one.append(f"{len(districts):,} of column {self._heading(at)} together")
                break
        return ", ".join(one)


def _any(tallies: dict[str, Tally]) -> bool:
    return any(each.cells for each in tallies.values())
