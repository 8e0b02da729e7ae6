"""Words for how sure an answer is, from the share of plausible worlds in which it holds.

| share of worlds | in words |
|---|---|
| all | in all worlds |
| 95% and more | in nearly all worlds |
| 80% and more | in most worlds |
| 60% and more | leaning |
| less | undecided |

A difference too small to matter is *practically none*, whatever its share. A share of worlds is no
probability: the ranges from which worlds are drawn are judgements.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.study.statistics import in_order

NEARLY_ALL, MOST, LEANING = 0.95, 0.80, 0.60
UNDECIDED, LEANS = "undecided", "leaning"


def share_above(differences: Iterable[float]) -> float:
    """Share of the worlds with a value in which a difference is above zero; a tie counts half."""
    known = in_order(differences)
    above = sum(1.0 if each > 0.0 else 0.5 for each in known if each >= 0.0)
    return above / len(known) if known else 0.5


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


def reading(side: str, share: float) -> str:
    """A side and how sure it is: better in most worlds; leaning better; undecided."""
    sure = certainty(share)
    if sure == LEANS:
        return f"{LEANS} {side}"
    return sure if sure == UNDECIDED else f"{side} {sure}"
