"""The number that somebody meant who wrote '$1,000', '0,5', '40%', '62.000' or '1 year'."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sim.yaml_source.scalars import RefusedScalar, meaning

DAYS = {"day": 1.0, "week": 7.0, "month": 365.0 / 12.0, "year": 365.0}
_ONE = {"a", "an", "one"}
_DURATION = re.compile(rf"(a|an|one|[\d.]+) ?({'|'.join(DAYS)})s?")
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


def number_meant(value: object, wanted: Wanted) -> str | None:
    """How to write the number that was meant, where that is plain."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if not isinstance(value, str):
        return in_percent(value, wanted) or written(value)
    text = value.strip()
    return _percentage(text, wanted) or _duration(text, wanted) or _cleaned(text)


def in_percent(number: float, wanted: Wanted) -> str | None:
    """A share of 0-1 that was written in per cent; None where it was not."""
    if wanted.high == 1.0 and 2.0 <= number <= 100.0:
        return written(number / 100.0)
    return None


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
    """What to write for `trust: 38%`, which is a share of people or a mean; None elsewhere."""
    found = re.fullmatch(r"(\d*[.,]?\d+) ?%", value.strip()) if isinstance(value, str) else None
    if not found or location[:2] != ("community", "groups") or location[-1] != "trust":
        return None
    number = float(found[1].replace(",", "."))
    if not 0.0 < number < 100.0:
        return None
    return (
        f"write  confident: {written(number / 100.0)}  if {written(number)}% said that they trust"
        f" police, or  trust: {written(number)}  if it is a mean of points (0-100)"
    )


def _duration(text: str, wanted: Wanted) -> str | None:
    found, unit = _DURATION.fullmatch(text.lower()), _COUNTS_TIME.match(wanted.about)
    if not found or not unit:
        return None
    try:
        many = 1.0 if found[1] in _ONE else float(found[1])
    except ValueError:
        return None
    number = many * DAYS[found[2]] / DAYS[unit[1]]
    return written(math.floor(number + 0.5) if wanted.whole else round(number, 2))


def _cleaned(text: str) -> str | None:
    """A number written with signs that do not belong: $1,000, 1_000, 0,5, 1.000.000."""
    word = text.strip("$€£").replace("_", "").replace(" ", "")
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
