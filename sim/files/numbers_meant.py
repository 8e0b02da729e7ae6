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
_SHORT = {"d": "day", "wk": "week", "mo": "month", "yr": "year"}
_MANY = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_WITH_UNIT = re.compile(
    r"(a|an|one|.*\d\.?) ?(%|/ ?\d+|(?:h|hrs?|hours?)(?:(?: (?:a|per) |/)day)?|[a-z]+)"
)
_NTH = re.compile(rf"({'|'.join(DAYS)}) (\d+)")
_COUNTS_TIME = re.compile(r"(?:first |mean )?(day|month)s?\b")
_SHARE_OF_HOURS = re.compile(r"\bshare of the hours\b")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(?:(,\d{3})+(\.\d+)?|(\.\d{3}){2,})")
_DATE = re.compile(
    r"\d{4}-\d\d?(-\d\d?)?|\d\d?[./]\d\d?[./]\d{2,4}"
    r"|.*\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b.*"
)


@dataclass(frozen=True)
class Wanted:
    """What a field declares of its number: description, range, and kinds as JSON Schema says."""

    about: str = ""
    low: float = -math.inf
    high: float = math.inf
    kinds: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether only a whole number may stand there."""
        return "integer" in self.kinds

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
    if not isinstance(value, str):
        number = plain_number(value)
        share = number is not None and wanted.high == 1.0 and 2.0 <= number <= 100.0
        return None if number is None else written(number / 100.0 if share else number)
    text = value.strip().lower()
    if len(text) > LONGEST:
        return None
    if (nth := _NTH.fullmatch(text)) and _COUNTS_TIME.match(wanted.about):
        days = (int(nth[2]) - (nth[1] != "day")) * DAYS[nth[1]]
        return written(math.floor(days + 0.5)) if days >= 0.0 else None
    found = _WITH_UNIT.fullmatch(text)
    if not found:
        return _cleaned(text)
    number = 1.0 if found[1] in ("a", "an", "one") else float(_cleaned(found[1]) or math.nan)
    meant = _from_unit(number, found[2], wanted)
    return None if meant is None or not abs(meant) <= LARGEST else written(meant)


def _from_unit(number: float, unit: str, wanted: Wanted) -> float | None:
    """What so many thousands, per cent, parts, hours or months are in the unit of a field."""
    if unit in _MANY:
        return round(number * _MANY[unit], 6)
    time, counted = _SHORT.get(unit.rstrip("s"), unit.rstrip("s")), _COUNTS_TIME.match(wanted.about)
    if time in DAYS and counted:
        meant = number * DAYS[time] / DAYS[counted[1]]
        return math.floor(meant + 0.5) if wanted.whole and meant < LARGEST else round(meant, 2)
    if unit == "%":
        meant = number if re.search(r"\bpoints\b", wanted.about) else number / 100.0
    elif unit[0] == "/" and wanted.high == 1.0 and int(unit[1:]):
        meant = round(number / int(unit[1:]), 4)
    elif unit[0] == "h" and _SHARE_OF_HOURS.search(wanted.about):
        meant = round(number / 24.0, 4)
    else:
        return None
    return meant if wanted.holds(meant) else None


def _cleaned(text: str) -> str | None:
    """A number written with signs that do not belong: $1,000, 1_000, 0,5, 1.000.000."""
    word = re.sub(r"[_ $€£\u201c\u201d\u2018\u2019\"']", "", text)
    word = re.sub(r"^[\u2013\u2212]", "-", word)
    if _GROUPED.fullmatch(word):
        word = word.replace(",", "") if "," in word else word.replace(".", "")
    word = re.sub(r"^([-+]?\d+),(\d+)$", r"\1.\2", word)
    try:
        number = meaning(word)
    except RefusedScalar:
        return None
    return None if number is None or isinstance(number, str | bool) else str(number)


def instead_of(value: object, raw: str, wanted: Wanted, number_wanted: bool) -> str | None:
    """What to write for a value where a number belongs, or another number; `raw` is how it stands.

    None where that is not plain.
    """
    if isinstance(value, str) and number_wanted:
        if meant := number_meant(value, wanted):
            return f"write {meant}{' without quotes' if meant == value else ''}"
        if _COUNTS_TIME.match(wanted.about) and _DATE.fullmatch(value.strip().lower()[:LONGEST]):
            return "write a number of days: day 0 is the first day of the run, day 365 a year later"
    number = plain_number(value)
    if number is None:
        return None
    if number_wanted and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", raw):
        grouped = raw.replace(".", "")
        otherwise = f", or {written(number)}" if number.is_integer() else ""
        if wanted.holds(int(grouped)):
            return f"write {grouped} if thousands are meant{otherwise}"
    if _SHARE_OF_HOURS.search(wanted.about) and 1.0 < number <= 24.0:
        share = f"write {written(round(number / 24.0, 4))} for {number:g} of 24 hours"
        per_cent = f", or {written(number / 100.0)} for {number:g}%" if number >= 2.0 else ""
        return share + per_cent
    in_points = 0.0 < number <= 1.0 and wanted.holds(100.0 * number) and not wanted.holds(number)
    if "(0-100)" in wanted.about and in_points:
        return f"write {written(round(100.0 * number, 8))}: points go from 0 to 100"
    return None


def trust_in_per_cent(location: tuple[str | int, ...], value: object) -> str | None:
    """What to write for `trust: 38%` or `trust: 0.38`, a share of people or a mean; else None."""
    parts = (("community", "groups"), ("community", "districts"))
    if location[:2] not in parts or location[-1] != "trust":
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


def written(number: float) -> str:
    """A number as one writes it in a file."""
    return str(number) if isinstance(number, int) else f"{number:.10g}"
