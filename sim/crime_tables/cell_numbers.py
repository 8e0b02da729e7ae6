"""Numbers as they stand in the cells of a table: 9,754 and 9.754, 13,8 and 13.8, 1 204."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

LARGEST = 2e9
"""No place counts more crimes, and none has more residents in this program."""
NO_NUMBER = (
    "",
    "-",
    "–",
    "—",
    ".",
    "..",
    "...",
    "*",
    "x",
    "na",
    "n/a",
    "null",
    "none",
    "nan",
    "nd",
)
"""How tables write that there is no number."""

_SPACES = re.compile("[\\s\xa0\u2009\u202f'’]")
_NUMBER = re.compile(r"[-+\u2212]?\d[\d.,]*(?:e[-+]?\d{1,3})?")
_LOOKED_AT = 20_000


def decimal_sign(cells: Iterable[str], whole: bool) -> str:
    """The sign before decimals, "." or ","; "?" where the cells do not tell or do not agree.

    ``whole``: the cells hold counts, so that 9.754 has thousands.
    """
    found: set[str] = set()
    weak: set[str] = set()
    for place, cell in enumerate(cells):
        if place >= _LOOKED_AT:
            break
        text = _SPACES.sub("", cell)
        if not _NUMBER.fullmatch(text.lower()) or not ("." in text or "," in text):
            continue
        sign, sure = _sign_in(text)
        (found if sure else weak).add(sign)
    if len(found) == 1:
        return next(iter(found))
    if found:
        return "?"
    if weak == {"."}:  # only such as 9,754
        return "."
    if weak == {","}:  # only such as 9.754
        return "," if whole else "?"
    return "?" if weak else "."


def _sign_in(text: str) -> tuple[str, bool]:
    """The decimal sign that one number shows, and whether it is sure."""
    if "." in text and "," in text:
        return (".", True) if text.rindex(".") > text.rindex(",") else (",", True)
    mark, other = (".", ",") if "." in text else (",", ".")
    first, *groups = text.lstrip("-+\u2212").split(mark)
    if len(groups) > 1:
        return other, True
    if len(groups[0]) == 3 and 1 <= len(first) <= 3 and first != "0":
        return other, False
    return mark, True


def number_in(cell: str, decimal: str) -> float | None:
    """The number in a cell; None where there is none, or none that can be meant."""
    text = _SPACES.sub("", cell).lower().replace("\u2212", "-")
    if not _NUMBER.fullmatch(text):
        return None
    text = text.replace("." if decimal == "," else ",", "").replace(",", ".")
    if text.count(".") > 1:
        return None
    number = float(text)
    return number if math.isfinite(number) and abs(number) <= LARGEST else None


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is no number."""
    return cell.strip().lower() in NO_NUMBER
