"""Why two arms differ, in words made from an account book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import Scale, capital, inside, listed, number, spaced
from sim.report import sentences
from sim.study import books

if TYPE_CHECKING:
    from sim.study.books import Book
    from sim.study.compare import Comparison

ENOUGH = 0.6  # of a difference, at which the causes named tell most of it
MOST_CAUSES = 3
WORTH_SAYING = 0.05  # of a difference
DIGITS = {"trust": 2, "true_crime": 1}
FRACTIONS = (
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
    (0.9, "nine tenths"),
    (1.0, "all"),
)


@dataclass(frozen=True)
class BookTable:
    """An account book as a table: contrasts, lines of amounts, and their sums."""

    contrasts: list[str]
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

    Names the largest lines in the direction of the sum until they tell most of it, and the
    largest one against it, where that is worth saying. ``told_as`` is what stands in brackets
    behind a line instead of its amount.
    """
    total = float(sum(amounts))
    side = 1.0 if total > 0 else -1.0
    if not _shows(total, digits):
        if not any(_shows(amount, digits) for amount in amounts):
            return "The difference is too small to be told by its causes."
        return "The books balance: what one cause adds another takes away."
    shown = told_as or [number(amount, digits, sign=True) for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda line: -side * amounts[line])
    named: list[int] = []
    told = 0.0
    for line in order[:MOST_CAUSES]:
        if side * amounts[line] <= 0 or told >= ENOUGH * abs(total):
            break
        named.append(line)
        told += side * amounts[line]
    causes = listed([f"{inside(titles[line])} ({shown[line]})" for line in named])
    part = _fraction(told / abs(total))
    difference = f"the difference of {number(total, digits, sign=True)} {unit}"
    said = capital(f"{part} {difference} comes from {causes}".strip())
    against = order[-1]
    worth = -side * amounts[against] >= WORTH_SAYING * abs(total)
    if worth and _shows(amounts[against], digits):
        said += f"; against it: {inside(titles[against])} ({shown[against]})"
    return f"{said}."


def _shows(amount: float, digits: int) -> bool:
    """Whether an amount is more than zero with so many decimals."""
    return any(figure in "123456789" for figure in f"{amount:.{digits}f}")


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
    arm, than = pair
    scale = Scale.of(comparison.outcomes[outcome])
    title, names = comparison.outcomes[outcome].title, (spaced(arm), spaced(than))
    found = sentences.judged_difference(comparison, arm, than, outcome)
    if found.has_interval and not found.clear:
        return f"{title} does not differ clearly between {names[0]} and {names[1]}."
    base = comparison.baseline
    book = _book(comparison, outcome, [pair, (arm, base), (than, base)])
    digits = max(scale.decimals(found), DIGITS[outcome])
    told = [
        f"{number(there, digits, sign=True)} under {names[1]}"
        if abs(there) > abs(here)
        else number(between, digits, sign=True)
        for between, here, there in book.amounts
    ]
    amounts = [float(amount) for amount in book.amounts[:, 0]]
    said = why_sentence(book.titles, amounts, scale.difference_unit, digits, told)
    return f"{title}, {names[0]} minus {names[1]}: {inside(said)}"


def _book(comparison: Comparison, outcome: str, pairs: Sequence[tuple[str, str]]) -> Book:
    make = books.trust_book if outcome == "trust" else books.crime_book
    return make(comparison, pairs)


def book_table(comparison: Comparison, outcome: str) -> BookTable:
    """A book of all arms against the baseline, and of the arms of the headline."""
    pairs = sentences.contrasts_shown(comparison)
    book = _book(comparison, outcome, pairs).largest(most=9)
    digits = DIGITS[outcome]
    lines = [
        (title, [number(float(amount), digits, sign=True) for amount in amounts])
        for title, amounts in zip(book.titles, book.amounts, strict=True)
    ]
    sums = [number(float(total), digits, sign=True) for total in book.total]
    base = comparison.baseline
    heads = [
        spaced(arm) if than == base else f"{spaced(arm)} minus {spaced(than)}"
        for arm, than in pairs
    ]
    return BookTable(heads, lines, sums)
