"""The number that somebody meant who wrote '$1,000', '0,5', '40%', '62.000' or '1 year'."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sim.files.scalars import RefusedScalar, meaning

LARGEST = 1e15
"""The largest number that a person can mean: no advice is reckoned from more."""
LONGEST = 80
"""Characters of a text in which a number is looked for."""
DAYS = {"day": 1.0, "week": 7.0, "month": 365.0 / 12.0, "year": 365.0}
_ONE = {"a", "an", "one"}
_SHORT = {"d": "day", "wk": "week", "mo": "month", "yr": "year"}
_UNITS = "|".join([*DAYS, *_SHORT])
_DURATION = re.compile(rf"(a|an|one|[\d.]+) ?({_UNITS})s?")
_NTH = re.compile(rf"({'|'.join(DAYS)}) (\d+)")
_HOURS = re.compile(r"(\d+(?:\.\d+)?) ?(?:h|hrs?|hours?)(?: (?:a|per) day|/day)?")
_OF_ALL_HOURS = re.compile(r"\bshare of the hours\b")
_MANY = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_TIMES_MANY = re.compile(rf"(.*\d) ?({'|'.join(_MANY)})", re.IGNORECASE)
_FRACTION = re.compile(r"(\d+) ?/ ?(\d+)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{4}}-\d\d?(-\d\d?)?|\d\d?[./]\d\d?[./]\d{{2,4}}|.*\b({_MONTHS})[a-z]*\b.*", re.IGNORECASE
)
_COUNTS_TIME = re.compile(r"(?:first |mean )?(day|month)s?\b")
_IN_POINTS = re.compile(r"\bpoints\b")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(?:(,\d{3})+(\.\d+)?|(\.\d{3}){2,})")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


@dataclass(frozen=True)
class Wanted:
    """What a field declares of its number: its description, its range, whether it is whole."""

    about: str = ""
    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def holds(self, number: float) -> bool:
        """Whether the number may stand there."""
        whole = not self.whole or float(number).is_integer()
        return whole and self.low <= number <= self.high


def plain_number(value: object) -> float | None:
    """A number to reckon with; None for anything else, or for one that nobody can mean."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return float(value) if abs(value) <= LARGEST else None


def number_meant(value: object, wanted: Wanted) -> str | None:
    """How to write the number that was meant, where that is plain."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not isinstance(value, str):
        return in_percent(value, wanted) or (
            None if plain_number(value) is None else written(value)
        )
    text = value.strip()
    if len(text) > LONGEST:
        return None
    return (
        _percentage(text, wanted)
        or _part(text, wanted)
        or _duration(text, wanted)
        or _nth(text, wanted)
        or _cleaned(text)
    )


def in_percent(number: float, wanted: Wanted) -> str | None:
    """A share of 0-1 that was written in per cent; None where it was not."""
    if wanted.high == 1.0 and 2.0 <= number <= 100.0:
        return written(number / 100.0)
    return None


def other_scale(number: float, wanted: Wanted) -> str | None:
    """What to write for hours a day where their share is wanted, or for a mean of 0-1 in points."""
    if _OF_ALL_HOURS.search(wanted.about) and 1.0 < number <= 24.0:
        share = f"write {written(round(number / 24.0, 4))} for {number:g} of 24 hours"
        return f"{share}, or {written(number / 100.0)} for {number:g}%" if number >= 2.0 else share
    in_points = 0.0 < number <= 1.0 and wanted.holds(100.0 * number)
    if "(0-100)" in wanted.about and in_points and not wanted.holds(number):
        return f"write {written(round(100.0 * number, 8))}: points go from 0 to 100"
    return None


def date_given(text: str, wanted: Wanted) -> str | None:
    """What to write for a date where a number of days is wanted."""
    if not _COUNTS_TIME.match(wanted.about) or not _DATE.fullmatch(text.strip()[:LONGEST]):
        return None
    return (
        "write a number of days: there are no dates; day 0 is the first day of the run, day 365 a"
        " year later"
    )


def thousands_meant(raw: str, wanted: Wanted) -> str | None:
    """What to write for 62.000 where a whole number belongs: is the point one of thousands?"""
    if not _THOUSANDS.fullmatch(raw):
        return None
    grouped, plain = int(raw.replace(".", "")), float(raw)
    if not wanted.holds(grouped):
        return None
    otherwise = f", or {written(plain)}" if plain.is_integer() else ""
    return f"write {grouped} if thousands are meant{otherwise}"


def written(number: float) -> str:
    """A number as one writes it in a file."""
    return str(number) if isinstance(number, int) else f"{number:.10g}"


def _percentage(text: str, wanted: Wanted) -> str | None:
    found = re.fullmatch(r"([-+]?\d*[.,]?\d+) ?%", text)
    if not found:
        return None
    number = float(found[1].replace(",", "."))
    if not _IN_POINTS.search(wanted.about):
        number /= 100.0
    return written(number) if wanted.holds(number) else None


def trust_in_per_cent(location: tuple[str | int, ...], value: object) -> str | None:
    """What to write for `trust: 38%` or `trust: 0.38`, a share of people or a mean; else None."""
    if location[:2] != ("community", "groups") or location[-1] != "trust":
        return None
    found = re.fullmatch(r"(\d*[.,]?\d+) ?%", value.strip()) if isinstance(value, str) else None
    share = float(found[1].replace(",", ".")) / 100.0 if found else plain_number(value)
    if share is None or not 0.02 <= share <= 0.98:
        return None
    said = written(round(100.0 * share, 8))
    return (
        f"write  confident: {written(round(share, 10))}  if {said}% said that they trust police, or"
        f"  trust: {said}  if it is a mean of points (0-100)"
    )


def _part(text: str, wanted: Wanted) -> str | None:
    """A share that was written as 1/3 or as hours of a day."""
    fraction, hours = _FRACTION.fullmatch(text), _HOURS.fullmatch(text.lower())
    if wanted.high == 1.0 and fraction and 0 < int(fraction[1]) <= int(fraction[2]):
        return written(round(int(fraction[1]) / int(fraction[2]), 4))
    if _OF_ALL_HOURS.search(wanted.about) and hours and float(hours[1]) <= 24.0:
        return written(round(float(hours[1]) / 24.0, 4))
    return None


def _nth(text: str, wanted: Wanted) -> str | None:
    """The day on which "month 3" begins."""
    found = _NTH.fullmatch(text.lower())
    if not found or _COUNTS_TIME.match(wanted.about) is None:
        return None
    before = int(found[2]) - (0 if found[1] == "day" else 1)
    return written(math.floor(before * DAYS[found[1]] + 0.5)) if before >= 0 else None


def _duration(text: str, wanted: Wanted) -> str | None:
    found, unit = _DURATION.fullmatch(text.lower()), _COUNTS_TIME.match(wanted.about)
    if not found or not unit:
        return None
    try:
        many = 1.0 if found[1] in _ONE else float(found[1])
    except ValueError:
        return None
    number = many * DAYS[_SHORT.get(found[2], found[2])] / DAYS[unit[1]]
    if not number <= LARGEST:
        return None
    return written(math.floor(number + 0.5) if wanted.whole else round(number, 2))


def _cleaned(text: str) -> str | None:
    """A number written with signs that do not belong: $1,000, 1_000, 0,5, 1.000.000, 2.1M."""
    many = _TIMES_MANY.fullmatch(text)
    if many:
        few = _cleaned(many[1])
        return few and written(round(float(few) * _MANY[many[2].lower()], 6))
    word = re.sub(r"[_ $€£\u201c\u201d\u2018\u2019\"']", "", text)
    word = re.sub(r"^[\u2013\u2212]", "-", word)
    if _GROUPED.fullmatch(word):
        word = word.replace(",", "") if "," in word else word.replace(".", "")
    word = re.sub(r"^([-+]?\d+),(\d+)$", r"\1.\2", word)
    try:
        number = meaning(word)
    except RefusedScalar:
        return None
    if number is None or isinstance(number, str | bool):
        return None
    return str(number)
