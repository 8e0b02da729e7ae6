"""A name in plain words, so that capitals, signs, plurals and spelling make no difference."""

from __future__ import annotations

import functools
import re

_WRITTEN_OUT = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ê": "e", "á": "a", "à": "a",
    "í": "i", "ó": "o", "ú": "u", "ñ": "n", "ç": "c", "å": "a", "ø": "o",
}  # fmt: skip
_SPELT = {"offense": "offence", "neighborhood": "neighbourhood", "behavior": "behaviour"}
_SUM = re.compile(
    r"(grand )?total|all|gesamt|insgesamt|summe|both|both sex|person|every(body|one)"
    r"|(city|state|county|nation) ?wide|.* (total|gesamt|insgesamt)"
    r"|all (district|area|place|precinct|county|force|race|sex|gender|age|month|group)"
)
LONGEST = 300
"""Characters of a name that are looked at."""


def plain_words(text: str) -> str:
    """Small letters and figures, one space between words, singular, British: "agg assault"."""
    small = text[:LONGEST].lower()
    for letter, written in _WRITTEN_OUT.items():
        small = small.replace(letter, written)
    return " ".join(_singular(word) for word in re.findall(r"[a-z0-9]+", small))


def as_one_types(text: str) -> str:
    """A name of a place without differences that make none: capitals, spaces."""
    return " ".join(text[:LONGEST].lower().split())


@functools.cache
def names_a_sum(text: str) -> bool:
    """Whether a row is called as the sum of others: Total, All districts, insgesamt."""
    return _SUM.fullmatch(plain_words(text)) is not None


def _singular(word: str) -> str:
    """A word without the sign of a footnote (rape1) and without its plural."""
    word = re.sub(r"^([a-z]{4,})\d$", r"\1", word)
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    return _SPELT.get(word, word)
