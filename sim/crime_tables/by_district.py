"""Crimes of one year district by district, where a table names districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.common.problems import Problem, ProblemsFound, did_you_mean, quoted
from sim.crime_tables.amounts import Amount
from sim.crime_tables.answers import Answers, Question, listed, typed
from sim.crime_tables.columns import Columns, cell
from sim.crime_tables.counted import Found, Reader
from sim.crime_tables.offences import KINDS, TYPES
from sim.crime_tables.plain_words import as_one_types, names_a_sum, plain_words
from sim.crime_tables.table import Table

FEWEST, MOST = 2, 12
"""Districts that a scenario takes."""
NONE = "none"
"""Answer of who wants no districts."""
NO_NAME = ("", "unknown", "not known", "n a", "na", "none", "null", "unbekannt", "other", "outside")


@dataclass(frozen=True)
class DistrictCrimes:
    """One district of the table.

    Attributes:
        name: as the table has it.
        residents: people who live there.
        whose_residents: from where that number is.
        crimes: crimes of the year by type, or under ``all`` where a type is not told by district.
    """

    name: str
    residents: int
    whose_residents: str
    crimes: Mapping[str, float]


class Districts:
    """The districts of a table, with what has to be asked about them."""

    def __init__(
        self, table: Table, columns: Columns, reader: Reader, found: Sequence[Found], said: Answers
    ) -> None:
        self._said, self._reader = said, reader
        self._column, self.remark = _column(table, columns, found)
        wanted = self._column is not None and said.districts.get(NONE) is None
        self._found = [each for each in found if each.per is None] if wanted else []
        self._heading = "" if self._column is None else table.headings[self._column]
        self.names = _names(self._found, self._column)
        self._called = {as_one_types(name): name for name in self.names}
        self._told = self._in_table()
        self.residents = {name: self._people(name) for name in self.names}

    def questions(self, file: str) -> list[Question]:
        """Who lives in the next district of which that is not known; none where all are.

        Raises ProblemsFound for answers about no district.
        """
        names = self._called
        for said in self._said.districts:
            if said not in names and said != NONE:
                near = did_you_mean(said, list(names))
                fix = f"did you mean {names[near]}?" if near else f"there are {listed(self.names)}"
                raise ProblemsFound([Problem(f"no district is called {quoted(said)}", fix, file)])
        left = [name for name, people in self.residents.items() if people is None]
        if not left:
            return []
        rest = f", and the same for {listed(left[1:])}" if left[1:] else ""
        return [
            Question(
                f"column {quoted(self._heading)} has {len(self.names)} districts; how many people"
                f" live in {quoted(left[0])}?",
                "--district",
                f"{typed('--district', 'NUMBER', left[0])}{rest}  (or --district none: write no"
                " districts)",
                left[0],
            )
        ]

    def people(self) -> float | None:
        """All residents of the districts; None where there are none or some are not known."""
        known = [each for each in self.residents.values() if each is not None]
        return sum(known) if known and len(known) == len(self.names) else None

    def crimes(self, amounts: Sequence[Amount]) -> list[DistrictCrimes]:
        """Each district with its crimes; by type where every type is told by district."""
        by_name: dict[str, dict[str, float]] = {name: {} for name in self.names}
        for each in self._found:
            here = by_name.get(self._district(each))
            if here is not None:
                here[each.name] = here.get(each.name, 0.0) + (self._reader.number(each) or 0.0)
        types = {KINDS[each.field] for each in amounts if each.names}
        whole = types == set(TYPES) and all(each.names for each in amounts)
        made = []
        for name, numbers in by_name.items():
            crimes = dict.fromkeys(TYPES, 0.0)
            for amount in amounts:
                added = sum(numbers.get(each, 0.0) for each in amount.names)
                taken = sum(numbers.get(each, 0.0) for each in amount.less)
                crimes[KINDS[amount.field]] += max(0.0, added - taken)
            people = round(self.residents[name] or 0)
            told = crimes if whole else {"all": sum(crimes.values())}
            made.append(DistrictCrimes(name, people, self._whose(name), told))
        return made if any(sum(each.crimes.values()) for each in made) else []

    def without_a_district(self) -> float:
        """Crimes of the year in rows that name no district."""
        rest = [each for each in self._found if self._district(each) not in self.residents]
        return sum(self._reader.number(each) or 0.0 for each in rest)

    def _district(self, found: Found) -> str:
        """The district of a row, as the table first writes it."""
        said = "" if self._column is None else cell(found.row, self._column)
        return self._called.get(as_one_types(said), said)

    def _people(self, name: str) -> float | None:
        told = self._said.districts.get(as_one_types(name))
        return told if told is not None else self._told.get(name)

    def _in_table(self) -> dict[str, float]:
        """The residents that the table names for districts.

        Where it names several numbers for one, none; where it names the same number for all of
        them, none either: that is the whole town's, once more in each row.
        """
        found = {}
        for name in self.names:
            rows = [each.row for each in self._found if self._district(each) == name]
            known = [self._reader.people(row) for row in rows]
            one = next((each for each in known if each), None)
            if one is not None and all(each in (one, None) for each in known):
                found[name] = one
        numbers = [*found.values()]
        of_the_town = len(numbers) == len(self.names) and all(
            each == numbers[0] for each in numbers
        )
        return {} if of_the_town else found

    def _whose(self, name: str) -> str:
        told = self._said.districts.get(as_one_types(name)) is not None
        return "as you said" if told else "from the table"


def _names(found: Sequence[Found], column: int | None) -> list[str]:
    """Names of the districts in a column, in the order of the table."""
    if column is None:
        return []
    every: dict[str, str] = {}
    for each in found:
        name = cell(each.row, column)
        every.setdefault(as_one_types(name), name)
    return [
        name
        for typed, name in every.items()
        if (plain_words(name) or typed) not in NO_NAME and not names_a_sum(name)
    ]


def _column(table: Table, columns: Columns, found: Sequence[Found]) -> tuple[int | None, str]:
    """The column with 2 to 12 districts, or why there is none where there are more."""
    many = ""
    for at in columns.districts:
        number = len(_names(found, at))
        if FEWEST <= number <= MOST:
            return at, ""
        if number > MOST and not many:
            many = (
                f"column {quoted(table.headings[at])} has {number} districts, and a scenario takes"
                f" {FEWEST} to {MOST}: to have them, add a column with the larger areas that they"
                " lie in, and name it: --column district=NAME"
            )
    return None, many
