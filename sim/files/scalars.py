"""What one unquoted word of YAML means: number, true, false, nothing or text.

YAML 1.2 in what it reads as a number, and stricter where a reader could be surprised: `no` is a
word, `1:30` is a time of day and not ninety, `010` is refused because some programs read eight.
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class RefusedScalar(ValueError):
    """A word that has no safe meaning; `fix` says what to write instead."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.fix = fix


def meaning(word: str) -> Scalar:
    """The value of a word written without quotes; raises RefusedScalar."""
    if word in ("", "~", "null"):
        return None
    if word in ("true", "false"):
        return word == "true"
    if _NOT_FINITE.fullmatch(word):
        raise RefusedScalar(f"{word} is not a number to count with", "write a finite number")
    if not _NUMBER.fullmatch(word):
        return word
    if _LEADING_ZERO.match(word):
        sign, digits = ("-" if word[0] == "-" else ""), word.lstrip("+-0")
        number = sign + (digits if digits[:1].isdigit() else f"0{digits}")
        short = number if len(number) <= 40 else "the number"
        raise RefusedScalar(
            "a number cannot begin with a leading zero",
            f"write {short} without the zero, or put the word in quotes if it is text",
        )
    if not math.isfinite(float(word)):
        raise RefusedScalar(
            "this number is too large", "write a smaller number, or put it in quotes if it is text"
        )
    return int(word) if _INTEGER.fullmatch(word) else float(word)


def printable_text(text: str) -> str:
    """A quoted text as it is; raises RefusedScalar when an escape makes it unprintable."""
    found = _UNPRINTABLE.search(text)
    if found:
        raise RefusedScalar(
            f"this text holds the character U+{ord(found[0]):04X}, which cannot be printed",
            "delete the escape that makes it, or use single quotes",
        )
    return text
