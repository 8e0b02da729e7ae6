"""The year and the month in a cell, however it is written; and which year is whole."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
THIS_CENTURY = 68
"""Years of two figures up to this one are of this century."""
HARDLY_WHOLE = 0.6
"""A last year with less than this of the year before it is hardly whole."""

_FISCAL = re.compile(r"(?:fy ?)?((?:19|20)\d\d) ?[/-] ?(\d\d|(?:19|20)\d\d)")
_YEAR_FIRST = re.compile(r"((?:19|20)\d\d)[-/. ]?(0?[1-9]|1[0-2])(?:[-/. ]\d{1,2})?(?:[t ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d\d)(?:[t ].*)?")
_SHORT = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3})[-/. ](\d\d)(?: .*)?")
_MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[-/. ]((?:19|20)\d\d)")
_ALONE = re.compile(r"(?:fy|ytd|year)? ?((?:19|20)\d\d)(?:\.0+)?")
_NAMED = re.compile(r"[a-z]{3,}")


class When(NamedTuple):
    """A year as it is named, and the month (0: the cell names none)."""

    year: str
    month: int


@functools.cache
def when(cell: str, day_first: bool = False) -> When | None:
    """The year and month that a cell names; None where it names no year."""
    text = cell.strip().lower()[:40]
    if found := _ALONE.fullmatch(text):
        return When(found[1], 0)
    found = _FISCAL.fullmatch(text)
    follows = found is not None and (int(found[1]) + 1) % 100 == int(found[2]) % 100
    if found and follows and ("/" in text or int(found[2]) > 12):  # 2011-12 is a month
        return When(f"{found[1]}/{found[2][-2:]}", 0)
    if found := _YEAR_FIRST.fullmatch(text):
        return When(found[1], int(found[2]))
    if found := _YEAR_LAST.fullmatch(text):
        month = int(found[2] if day_first else found[1])
        return When(found[3], month if month <= 12 else int(found[1] if day_first else found[2]))
    if found := _MONTH_YEAR.fullmatch(text):
        return When(found[2], int(found[1]))
    if found := _SHORT.fullmatch(text):  # 28-feb-19, 2/28/19
        century = "20" if int(found[3]) <= THIS_CENTURY else "19"
        return when(f"{found[1]} {_as_number(found[2])} {century}{found[3]}",
                    day_first or not found[2].isdigit())  # fmt: skip
    year = re.search(r"\b((?:19|20)\d\d)\b", text)
    named = [MONTHS.index(word[:3]) for word in _NAMED.findall(text) if word[:3] in MONTHS]
    return When(year[1], named[0] + 1) if year and named else None


def _as_number(month: str) -> str:
    return str(MONTHS.index(month) + 1) if month in MONTHS else month


def days_come_first(cells: Iterable[str]) -> bool:
    """Whether dates are written 31/12/2019: some first number is more than 12."""
    return any(
        (found := _YEAR_LAST.fullmatch(cell.strip().lower()[:40])) and int(found[1]) > 12
        for cell in cells
    )


def latest_whole(totals: Mapping[str, float], months: Mapping[str, set[int]]) -> str | None:
    """The latest whole year of a table; None where no year is whole.

    ``totals``: crimes by year; ``months``: those that are named, where months are.
    """
    years = sorted(totals, reverse=True)
    for place, year in enumerate(years):
        named = months.get(year, set())
        before = totals[years[place + 1]] if place + 1 < len(years) else 0.0
        if named:
            if len(named) == 12:
                return year
        elif totals[year] > 0.0 and totals[year] >= HARDLY_WHOLE * before:
            return year
    return None
