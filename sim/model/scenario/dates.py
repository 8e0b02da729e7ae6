"""Dates in place of days, where a scenario says with ``start:`` which date day 0 is.

``from``, ``until`` and ``day`` of shocks and interventions may then be dates, such as 2026-07-01.
In plain arithmetic, as a page has no calendar: the days of the Gregorian one, counted in eras of
400 years that begin in March (Hinnant, "chrono-compatible low-level date algorithms").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.files import Location

PATTERN = r"^\d{4}-\d\d-\d\d$"
EXAMPLE = "2026-01-01"
USUAL_DAYS = 730
DAYS_IN_AN_ERA = 146_097
DATED = {"from", "until", "day"}
_LIKE_A_DATE = re.compile(
    r"\d{4}[-/.]\d\d?([-/.]\d\d?)?|\d\d?[./-]\d\d?[./-]\d{2,4}"
    r"|.*\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*"
)


def number_of(date: object) -> int | None:
    """Days from the year 0 to a date; None where it is none."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", date) if isinstance(date, str) else None
    if found is None:
        return None
    month, day = int(found[2]), int(found[3])
    year = int(found[1]) - (1 if month <= 2 else 0)
    era = year // 400
    in_era = year - 400 * era
    in_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    days = DAYS_IN_AN_ERA * era + 365 * in_era + in_era // 4 - in_era // 100 + in_year
    return days if date_of(days) == date else None


def date_of(days: int) -> str:
    """The date of so many days from the year 0."""
    era = days // DAYS_IN_AN_ERA
    in_era = days - DAYS_IN_AN_ERA * era
    years = (in_era - in_era // 1460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (365 * years + years // 4 - years // 100)
    from_march = (5 * in_year + 2) // 153
    day = in_year - (153 * from_march + 2) // 5 + 1
    month = from_march + (3 if from_march < 10 else -9)
    year = years + 400 * era + (1 if month <= 2 else 0)
    return f"{year:04d}-{month:02d}-{day:02d}"


def with_days(data: Any) -> Any:
    """Data of a scenario with days in place of its dates, those that fit into the run.

    Where the start is no date, that is what is wrong: others then stand for any day.
    """
    if not isinstance(data, dict) or data.get("start") is None:
        return data

    def dated(part: Any, names: tuple[str, ...]) -> Any:
        if not isinstance(part, dict):
            return part
        days = {name: _day(part[name], name, data) for name in names if name in part}
        return {**part, **days}

    def all_dated(parts: Any, names: tuple[str, ...] = ("day",)) -> Any:
        return [dated(each, names) for each in parts] if isinstance(parts, list) else parts

    made = dict(data)
    if isinstance(arms := data.get("arms"), dict):
        made["arms"] = {
            name: {
                what: all_dated(each, ("from", "until"))
                if isinstance(each, list)
                else dated(each, ("from", "until"))
                for what, each in arm.items()
            }
            if isinstance(arm, dict)
            else arm
            for name, arm in arms.items()
        }
    if "interventions" in data:
        made["interventions"] = all_dated(data["interventions"])
    community = data.get("community")
    if isinstance(community, dict) and "shocks" in community:
        made["community"] = {**community, "shocks": all_dated(community["shocks"])}
    return made


def _day(date: Any, name: str, data: Mapping[str, Any]) -> Any:
    """Which day of the run a date is; what stands there where it is none, or outside of the run."""
    number, start = number_of(date), number_of(data.get("start"))
    if start is None and _like_a_date(date):
        return None if name == "until" else 0
    if number is None or start is None:
        return date
    day, (first, last) = number - start, _ends(name, data)
    return day if first <= day <= last else date


def _like_a_date(value: object) -> bool:
    """Whether somebody meant a date, however it is written."""
    short = isinstance(value, str) and len(value) <= 80
    return short and _LIKE_A_DATE.fullmatch(str(value).strip().lower()) is not None


def _ends(name: str, data: Mapping[str, Any]) -> tuple[int, int]:
    """The first and the last day that may stand under a name."""
    days = data.get("days")
    sound = isinstance(days, int) and not isinstance(days, bool) and days > 0
    length = days if isinstance(days, int) and sound else USUAL_DAYS
    return (1, length) if name == "until" else (0, length - 1)


def date_meant(location: Location, value: object, data: Mapping[str, Any]) -> str | None:
    """What to write for a date that cannot stand where it does; None for anything else."""
    name = str(location[-1]) if len(location) > 1 else ""
    if name not in DATED or not isinstance(value, str) or location[0] in ("lesson", "story"):
        return None
    if not _like_a_date(value):
        return None
    start = number_of(data.get("start"))
    if start is None:
        return (
            f"write  start: {EXAMPLE}  (the date of day 0) at the top of the file, and dates may"
            " stand here; or write a number of days"
        )
    if number_of(value) is None:
        return f"write a date as year-month-day, such as {date_of(start)}"
    first, last = _ends(name, data)
    early, late = date_of(start + first), date_of(start + last)
    side = "before the run" if value < early else "after its end"
    return f"{value} is {side}: write a date from {early} to {late}"
