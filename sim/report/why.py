"""Why two arms differ, in words made from an account book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import capital, inside, listed, number
from sim.report.facts import between, change, contrasts_shown, explained, shows
from sim.study.books import book

if TYPE_CHECKING:
    from sim.study.compare import Comparison

FRACTIONS = (
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
    (0.9, "nine tenths"),
    (1.0, "all"),
)


TITLES = {
    "trust": "Why trust differs, points left on the last day",
    "true_crime": "Why true crime differs, per 1,000 residents a year",
}


@dataclass(frozen=True)
class BookTable:
    """An account book as a table; sums that are not clear stand in brackets.

    Attributes:
        title: what it explains, and its unit.
        pairs: the contrasts, arm and arm subtracted: a column each.
        heads: the same as the heads of columns; the baseline goes without saying.
        lines: what caused it, and its amount in each contrast.
        sums: the differences that the lines add up to.
    """

    title: str
    pairs: list[tuple[str, str]]
    heads: list[str]
    lines: list[tuple[str, list[str]]]
    sums: list[str]


def why_sentence(
    titles: Sequence[str],
    amounts: Sequence[float],
    unit: str,
    digits: int = 2,
    told_as: Sequence[str] | None = None,
) -> str:
    """Which lines of a book make up its sum, and which work against it.

    ``told_as`` is what stands in brackets behind a line instead of its amount.
    """
    why = explained(amounts, digits)
    if not why.causes:
        if not any(shows(amount, digits) for amount in amounts):
            return "The difference is too small to be told by its causes."
        return "The books balance: what one cause adds another takes away."
    shown = told_as or [number(amount, digits, sign=True) for amount in amounts]
    causes = listed([f"{inside(titles[line])} ({shown[line]})" for line in why.causes])
    difference = f"the difference of {number(why.total, digits, sign=True)} {unit}"
    said = capital(f"{_fraction(why.part)} {difference} comes from {causes}".strip())
    if why.against is not None:
        said += f"; against it: {inside(titles[why.against])} ({shown[why.against]})"
    return f"{said}."


def _fraction(share: float) -> str:
    """A share in words: two thirds of; nothing where other causes take some of it back."""
    if share > 1.05:
        return ""
    size, words = min(FRACTIONS, key=lambda fraction: abs(fraction[0] - share))
    if size == 1.0:
        return "all of" if share > 0.995 else "nearly all of"
    return f"{words} of" if abs(size - share) < 0.02 else f"about {words} of"


def in_words(comparison: Comparison, pair: tuple[str, str], outcome: str) -> str:
    """Why trust or true crime differs between two arms.

    A cause that works in the second arm rather than in the first is told as what it does there.
    """
    found = between(comparison, *pair, outcome)
    title, names = found.outcome.title, (comparison.title(pair[0]), comparison.title(pair[1]))
    if found.unsure and not found.matters:
        return f"{title}: {found.nothing_between(*names)}."
    lines = book(comparison, outcome, [pair, *((arm, comparison.baseline) for arm in pair)])
    digits = max(found.scale.decimals(found.found), lines.digits)
    told = [
        f"{number(there, digits, sign=True)} under {names[1]}"
        if abs(there) > abs(here)
        else number(here_more, digits, sign=True)
        for here_more, here, there in lines.amounts
    ]
    amounts = [line[0] for line in lines.amounts]
    said = why_sentence(lines.titles, amounts, found.scale.difference_unit, digits, told)
    return f"{title}, {names[0]} minus {names[1]}: {inside(said)}"


def book_table(comparison: Comparison, outcome: str) -> BookTable:
    """A book of all arms against the baseline, and of the arms of the headline."""
    pairs = contrasts_shown(comparison)
    found = book(comparison, outcome, pairs).largest()
    digits = found.decimals
    lines = [
        (title, [number(amount, digits, sign=True) for amount in amounts])
        for title, amounts in zip(found.titles, found.amounts, strict=True)
    ]
    changes = [change(comparison, arm, outcome, than) for arm, than in pairs]
    sums = [each.scale.change(each.found, digits) for each in changes]
    heads = [
        comparison.title(arm)
        if than == comparison.baseline
        else f"{comparison.title(arm)} minus {comparison.title(than)}"
        for arm, than in pairs
    ]
    return BookTable(TITLES[outcome], pairs, heads, lines, sums)
