"""Which column of a table holds what: names, then what stands in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.common.problems import Problem, ProblemsFound, did_you_mean, quoted
from sim.crime_tables.answers import Question, listed, typed
from sim.crime_tables.cell_numbers import number_in
from sim.crime_tables.headings import (
    ROLES,
    CrimeColumn,
    crime_column,
    per_residents,
    role_of,
    says_codes,
    tells_no_number_of_crimes,
    year_named,
)
from sim.crime_tables.offences import KINDS, TYPES, meaning_of
from sim.crime_tables.plain_words import names_a_sum, plain_words
from sim.crime_tables.table import Table
from sim.crime_tables.years import MONTHS, When, days_come_first, when

MOST_KINDS = 3000
"""A column with more different texts holds no types of crime."""
_LOOKED_AT = 50_000


@dataclass
class Columns:
    """What the columns of one table hold; a column is its place from the left, from 0."""

    type: int | None = None  # one row a type, or an incident
    codes: bool = False  # the types may be codes of the FBI
    crimes: list[CrimeColumn] = field(default_factory=list)  # instead: one column a type
    years: list[tuple[int, str]] = field(default_factory=list)  # one column a year
    when: int | None = None
    month: int | None = None  # a month beside a year
    unread: int | None = None  # called as years or dates, and none can be read in it
    days_first: bool = False
    count: int | None = None
    rate: int | None = None
    per: int | None = None  # residents of the rate; 0: it does not say
    population: int | None = None
    places: list[int] = field(default_factory=list)
    districts: list[int] = field(default_factory=list)
    incidents: bool = False  # each row is one crime

    def when_of(self, row: list[str]) -> When | None:
        """Year and month of a row; None where it names none."""
        if self.when is None:
            return When("", 0)
        found = when(cell(row, self.when), self.days_first)
        if self.month is not None and names_a_sum(cell(row, self.month)):
            return None  # the sum of the months beside it
        if found and self.month is not None:
            return When(found.year, month_in(cell(row, self.month)))
        return found


def cell(row: list[str], column: int) -> str:
    """The text of a row in a column; "" where the row is too short."""
    return row[column] if column < len(row) else ""


def columns_of(table: Table, told: Mapping[str, str], file: str) -> Columns | list[Question]:
    """What the columns hold, or what has to be asked. Raises ProblemsFound for what cannot be."""
    said = _told(table.headings, told, file)
    roles = [_role(table, at) for at in range(len(table.headings))]
    for role, places in said.items():
        roles = [role if at in places else None if each == role else each
                 for at, each in enumerate(roles)]  # fmt: skip
    found = Columns()
    found.crimes = [] if "type" in said else _crimes(table, roles)
    candidates = _with_role(roles, "type") or _by_what_they_hold(table, roles)
    kind = said["type"][0] if "type" in said else _best(table, candidates)
    clear = [each for each in found.crimes if each.meaning.kind != "unknown"
             and each.meaning.kind != "none"]  # fmt: skip
    if kind is not None and ("type" in said or _known(table, kind)[0] or len(clear) < 2):
        found.type, found.crimes = kind, []
        found.codes = says_codes(table.headings[kind])
    elif not clear:
        names = [each for each in table.headings if each]
        which = f"; its columns are {listed(names)}" if names else ""
        example = typed("--column", names[0] if names else "NAME", "type")
        return [Question(f"no column is known as types of crime{which}", "--column", example,
                         "type", tuple(names))]  # fmt: skip
    _find_when(table, roles, found, said)
    found.places = _with_role(roles, "place")
    found.districts = _with_role(roles, "district")
    found.population = next(iter(_with_role(roles, "population")), None)
    return _find_numbers(table, roles, found, told) if found.type is not None else found


def _told(headings: list[str], told: Mapping[str, str], file: str) -> dict[str, list[int]]:
    """The columns that somebody named, by what they hold."""
    said: dict[str, list[int]] = {}
    problems = []
    for role, name in told.items():
        wanted = plain_words(name)
        at = [place for place, each in enumerate(headings) if each and plain_words(each) == wanted]
        if role not in ROLES:
            near = did_you_mean(role, ROLES)
            fix = f"did you mean {near}?" if near else f"write one of {', '.join(ROLES)}"
            problems.append(Problem(f"a column cannot hold {quoted(role)}", fix, "--column"))
        elif at:
            said[role] = at[:1]
        elif role == "count" and name == "rows":
            said[role] = []
        else:
            near = did_you_mean(name, [each for each in headings if each])
            fix = f"did you mean {near}?" if near else f"its columns: {listed(headings)}"
            problems.append(Problem(f"no column is called {quoted(name)}", fix, file))
    if problems:
        raise ProblemsFound(problems)
    return said


def _role(table: Table, column: int) -> str | None:
    """What a column holds by its name; Crimes are types where it holds texts, else a count."""
    heading = table.headings[column]
    role = role_of(heading)
    if role == "type" and not says_codes(heading) and _holds_numbers(table, column):
        return "count"
    return role


def _with_role(roles: list[str | None], wanted: str) -> list[int]:
    return [at for at, role in enumerate(roles) if role == wanted]


def _crimes(table: Table, roles: list[str | None]) -> list[CrimeColumn]:
    """Columns that are called as crimes are and hold numbers."""
    found = []
    for at, heading in enumerate(table.headings):
        each = crime_column(at, heading) if heading and roles[at] is None else None
        if each and year_named(heading) is None and _holds_numbers(table, at):
            found.append(each)
    return found


def _holds_numbers(table: Table, column: int) -> bool:
    filled = [each for each in table.cells(column)[:_LOOKED_AT] if each]
    numbers = sum(number_in(each, ".") is not None or number_in(each, ",") is not None
                  for each in filled)  # fmt: skip
    return numbers > 0 and 2 * numbers >= len(filled)


def _known(table: Table, column: int) -> tuple[int, int]:
    """Types of the model that are found in a column, and names to ask about (as less than 0)."""
    texts = set(table.cells(column)[:_LOOKED_AT])
    if len(texts) > MOST_KINDS:
        return 0, -len(texts)
    codes = says_codes(table.headings[column])
    meanings = [meaning_of(each, codes) for each in texts if each]
    sums = {"violent_all": "violent", "theft_all": "other_theft", "theft": "other_theft"}
    types = {KINDS.get(each.kind) or sums.get(each.kind) for each in meanings}
    return len(types & set(TYPES)), -sum(not each.decided for each in meanings)


def _best(table: Table, candidates: list[int]) -> int | None:
    """The column that tells most types, and leaves least to ask."""
    return max(candidates, key=lambda each: (*_known(table, each), -each), default=None)


def _by_what_they_hold(table: Table, roles: list[str | None]) -> list[int]:
    """Columns without a known name whose texts are names of crimes."""
    return [
        at
        for at, role in enumerate(roles)
        if role is None and not _holds_numbers(table, at) and _known(table, at)[0] >= 2
    ]


def _find_when(
    table: Table, roles: list[str | None], found: Columns, said: dict[str, list[int]]
) -> None:
    """The column of years or dates: of dates that of what happened, not of when it was told."""
    dates = sorted(_with_role(roles, "date"),
                   key=lambda at: ("rp" in plain_words(table.headings[at])) or
                   "report" in plain_words(table.headings[at]))  # fmt: skip
    years = _with_role(roles, "year")
    for at in [*said.get("date", []), *said.get("year", []), *dates, *years]:
        cells = [each for each in table.cells(at)[:_LOOKED_AT] if each]
        first = days_come_first(cells)
        if sum(when(each, first) is not None for each in cells) * 2 > len(cells):
            found.when, found.days_first = at, first
            break
    found.unread = next(iter([*years, *dates]), None) if found.when is None else None
    if found.when in years:
        months = [at for at in dates if any(month_in(each) for each in table.cells(at)[:100])]
        found.month = months[0] if months else None
    if found.type is not None and found.when is None:
        found.years = [(at, year) for at, heading in enumerate(table.headings)
                       if (year := year_named(heading)) and _holds_numbers(table, at)]  # fmt: skip


def month_in(text: str) -> int:
    """The month, 1 to 12, that a cell names beside a year; 0 for none."""
    small = text.strip().lower().removesuffix(".0")
    if small.isascii() and small.isdigit() and len(small) <= 2:
        return int(small) if 1 <= int(small) <= 12 else 0
    return MONTHS.index(small[:3]) + 1 if small[:3] in MONTHS else 0


def _find_numbers(
    table: Table, roles: list[str | None], found: Columns, told: Mapping[str, str]
) -> Columns | list[Question]:
    """The columns of counts and rates; without one, each row is a crime, where that can be."""
    counts = [
        at for at in _with_role(roles, "count") if at != found.type and _holds_numbers(table, at)
    ]
    rates = [
        at for at in _with_role(roles, "rate") if at != found.type and _holds_numbers(table, at)
    ]
    found.count, found.rate = next(iter(counts), None), next(iter(rates), None)
    if found.rate is not None:
        found.per = per_residents(table.headings[found.rate].replace("_", " ")) or 0
    if found.count is not None or found.rate is not None or found.years:
        return found
    found.incidents = True
    taken = {found.type, found.when, found.month}
    numbers = [
        heading
        for at, heading in enumerate(table.headings)
        if heading and at not in taken and roles[at] is None and _holds_numbers(table, at)
        if not tells_no_number_of_crimes(heading)
    ]
    if told.get("count") == "rows" or not numbers or _some_row_twice(table, found):
        return found
    text = (
        "each row has another type, year and place, as if it told a number of crimes, and no column"
        f" is known as that number; there are {listed(numbers)}"
    )
    example = typed("--column", numbers[0], "count") + "  (or count=rows, if a row is one crime)"
    return [Question(text, "--column", example, "count", (*numbers, "rows"))]


def _some_row_twice(table: Table, found: Columns) -> bool:
    """Whether two rows have the same type, time and place, as rows of single crimes have."""
    seen: set[tuple[str, ...]] = set()
    names = [at for at in (found.type, found.when, found.month) if at is not None]
    for _, row in table.rows:
        key = tuple(cell(row, at) for at in (*names, *found.places, *found.districts))
        if key in seen:
            return True
        seen.add(key)
    return False
