"""What a name or a code of a crime means: a kind of crime, a part of one, a sum, or a question."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from sim.crime_tables.offence_names import CODES, NAMES, WORDS
from sim.crime_tables.plain_words import plain_words

TYPES = ("violent", "burglary", "vehicle_theft", "other_theft")
"""The types of crime that the model knows."""
KINDS = {
    "murder": "violent", "rape": "violent", "robbery": "violent", "aggravated_assault": "violent",
    "violent": "violent", "burglary": "burglary", "vehicle_theft": "vehicle_theft",
    "larceny": "other_theft", "other_theft": "other_theft",
}  # fmt: skip
"""Kinds of crime that add up to a type."""
SUMS = ("total", "violent_all", "property_all", "theft_all")
TO_ANSWER = (*TYPES, "murder", "rape", "robbery", "aggravated_assault", "all_theft", "none")
"""What may be answered where a name is asked about."""

_END = re.compile(r" (und zwar|darunter|davon)$")
_ABOUT = re.compile(r"^(number of|total number of|reported|recorded|total) | (count|total|number)$")
_NAMES = [(meaning, re.compile(names)) for meaning, names in NAMES]
_WORDS = [(meaning, re.compile(rf"\b(?:{words})\b")) for meaning, words in WORDS]


@dataclass(frozen=True)
class Meaning:
    """What a name stands for."""

    kind: str  # of KINDS or SUMS; "none"; or what is asked about: a key of ASKED
    part: bool = False  # inside a row of the same kind, where there is one
    why: str = ""  # of "none": the key of LEFT_OUT

    @property
    def decided(self) -> bool:
        """Whether nothing has to be asked, whatever stands beside it."""
        return self.kind in KINDS or self.kind in SUMS or self.kind == "none"


def told(answer: str) -> Meaning:
    """What somebody says a name means, of `TO_ANSWER`."""
    if answer == "none":
        return Meaning("none", why="told")
    return Meaning({"all_theft": "theft_all"}.get(answer, answer))


@functools.cache
def meaning_of(name: str, codes: bool = False) -> Meaning:
    """What a name means; ``codes``: it may be a code of the FBI."""
    text = name.strip()
    if codes and (found := _code(text)):
        return found
    whole = _named(_bare(text.split("§")[0]))
    begins, _, ends = text.split("§")[0].rstrip(": ").rpartition(":")
    if begins and whole.why != "result" and whole.kind not in SUMS:  # Crimes: Group 1: Robbery
        end = _named(_bare(ends))
        return whole if end.kind == "unknown" else end
    return whole


def _named(plain: str) -> Meaning:
    for meaning, names in _NAMES:
        if names.fullmatch(plain):
            return _read(meaning)
    for meaning, words in _WORDS:
        if words.search(plain):
            return _read(meaning)
    return Meaning("unknown")


def _bare(text: str) -> str:
    """Plain words without those that only say that crimes are counted."""
    plain = _END.sub("", plain_words(text))
    bare = _ABOUT.sub("", plain)
    return bare if bare and bare not in ("grand", "crime", "offence") else plain


def _code(text: str) -> Meaning | None:
    code = re.sub(r"\.0$", "", text.lower())
    code = f"0{code}" if re.fullmatch(r"\d[a-z]?", code) else code
    return _read(CODES[code]) if code in CODES else None


def _read(meaning: str) -> Meaning:
    kind, _, rest = meaning.partition(" ")
    if kind == "none":
        return Meaning("none", why=rest)
    return Meaning(kind, part=rest == "part", why=rest if rest == "always asked" else "")
