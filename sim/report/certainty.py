"""Words for how sure an answer is, from the share of plausible worlds in which it holds.

| share of worlds | in a word | in tables of worlds |
|---|---|---|
| all | almost sure | in all worlds |
| 95% and more | almost sure | in nearly all worlds |
| 80% and more | likely | in most worlds |
| 60% and more | open | leaning |
| less | open | undecided |

The word stands wherever all proposals are told of. Of fewer than 20 worlds none is *almost sure*,
as one of them is more than 5%; what was lived in one world only, or in fewer than five, is
*untested*, unless chance alone leaves it *open*.

A difference too small to matter is *practically none*, whatever its share. A share of worlds is no
probability: the ranges from which worlds are drawn are judgements.
"""

from __future__ import annotations

NEARLY_ALL, MOST, LEANING = 0.95, 0.80, 0.60
UNDECIDED, LEANS = "undecided", "leaning"
ALMOST_SURE, LIKELY, OPEN, UNTESTED = "almost sure", "likely", "open", "untested"
WORLDS_TO_BE_SURE, WORLDS_TO_SAY = 20, 5
"""Worlds from which on something may be almost sure, and from which on it may be likely."""


def certainty(share: float) -> str:
    """How sure that a difference has the side that it has in this share of worlds.

    >>> [certainty(share) for share in (1.0, 0.97, 0.8, 0.7, 0.5)]
    ['in all worlds', 'in nearly all worlds', 'in most worlds', 'leaning', 'undecided']
    """
    if share >= 1.0:
        return "in all worlds"
    if share >= NEARLY_ALL:
        return "in nearly all worlds"
    if share >= MOST:
        return "in most worlds"
    return LEANS if share >= LEANING else UNDECIDED


def word(share: float, worlds: int) -> str:
    """The same as one word, of so many worlds.

    >>> [word(share, 100) for share in (1.0, 0.95, 0.8, 0.7, 0.5)]
    ['almost sure', 'almost sure', 'likely', 'open', 'open']
    >>> [word(1.0, worlds) for worlds in (19, 4)]
    ['likely', 'untested']
    """
    if share < MOST:
        return OPEN
    if worlds < WORLDS_TO_SAY:
        return UNTESTED
    return ALMOST_SURE if share >= NEARLY_ALL and worlds >= WORLDS_TO_BE_SURE else LIKELY


def reading(side: str, share: float) -> str:
    """A side and how sure it is: better in most worlds; leaning better; undecided."""
    sure = certainty(share)
    if sure == LEANS:
        return f"{LEANS} {side}"
    return sure if sure == UNDECIDED else f"{side} {sure}"
