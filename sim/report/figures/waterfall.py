"""Why arms differ: an account book as waterfalls, one an arm, from 0 to the total difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from sim.common.words import inside, with_minus
from sim.report.facts import Change, between, change, explained, largest
from sim.report.figures.labels import EvenTicks
from sim.report.figures.page import (
    ALONE,
    EDGE,
    EXPLANATION,
    MARGIN,
    POINTS,
    WIDTH,
    Paper,
    new_page,
    text_width,
    wrapped,
)
from sim.report.figures.style import SOFT_INK, Look, Picture, looks
from sim.report.figures.words import headline, mean_of_runs, number
from sim.report.intervals import intervals_of
from sim.study.books import Book, book
from sim.study.compare import Comparison

ROW, HEAD, FOOT, BETWEEN = 0.235, 0.34, 0.34, 0.35
TITLE_LINE = 0.165
NUMBERS = 0.52  # the column of numbers, inches
SLATE = "#5d6d7e"
SMALL = 8.5
TOTAL = "total"


@dataclass(frozen=True)
class Account:
    """An account book as figures name it: of what outcome, and what its lines are."""

    name: str
    outcome: str
    opening: tuple[str, str]  # subject and verb of a headline
    unit: str
    meaning: str

    @property
    def subject(self) -> str:
        """What it explains, inside a sentence."""
        return inside(self.opening[0])


LEDGER = Account(
    "ledger_waterfall", "trust", ("Trust", "ends"), "points",
    "What is left on the last day of every change of trust, in points, by what caused it",
)  # fmt: skip
CRIMES = Account(
    "crime_book", "true_crime", ("True crime", "is"), "crimes per 1,000 residents a year",
    "How much every cause changes expected true crime, in crimes per 1,000 residents a year",
)  # fmt: skip


@dataclass(frozen=True)
class Panel:
    """One waterfall: the book of one arm, minus another where there is one, and their change."""

    arm: str
    book: Book
    total: Change | None = None


def bars_of(lines: Book, most: int) -> list[tuple[str, float]]:
    """The bars of one waterfall, at most so many; they add up to the sum of its book."""
    shown = lines.largest(most - 1)
    titles = map(inside, shown.titles)
    return list(zip(titles, (line[0] for line in shown.amounts), strict=True))


def _draw(axes: Axes, bars: list[tuple[str, float]], look: Look, places: int) -> None:
    total = sum(value for _, value in bars)
    axes.axvline(0, color=SOFT_INK, linewidth=0.9, zorder=1)
    axes.set_ylim(len(bars) + 0.5, -0.5)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.tick_params(labelsize=SMALL)
    axes.xaxis.set_major_formatter(EvenTicks(sign=True))
    at = 0.0
    for row, (name, value) in enumerate([*bars, (TOTAL, total)]):
        last = row == len(bars)
        rises = value >= 0
        axes.barh(
            row, value, left=0.0 if last else at, height=0.66, zorder=3, linewidth=0.9,
            color=look.colour if last else SLATE if rises else "white",
            edgecolor=look.colour if last else SLATE,
            hatch=None if last or rises else "/////",
        )  # fmt: skip
        if not last:
            at += value
            axes.plot([at, at], [row - 0.33, row + 1.33], color=SLATE, linewidth=0.7, zorder=2)
        weight, colour = ("bold", look.ink) if last else ("normal", SOFT_INK)
        shown = number(value, places, sign=True)
        for x, text, points in ((0.0, name, -5.0), (1.0, shown, NUMBERS * POINTS)):
            axes.annotate(
                text, (x, row), (points, 0), xycoords=axes.get_yaxis_transform(),
                textcoords="offset points", ha="right", va="center_baseline",
                size=SMALL, weight=weight, color=colour,
            )  # fmt: skip


def _headline(comparison: Comparison, account: Account, panels: Sequence[Panel]) -> str:
    """The arm whose difference is the largest clear one, and the line that explains most of it."""
    found = largest(comparison, account.outcome)
    if found is None or not found.matters:
        return headline(comparison, account.outcome, *account.opening)
    lines = next(panel.book for panel in panels if panel.arm == found.arm)
    amounts = [line[0] for line in lines.amounts]
    why = explained(amounts, lines.decimals)
    if not why.causes:
        return headline(comparison, account.outcome, *account.opening)
    first = amounts[why.causes[0]]
    part, total = (number(each, lines.decimals, sign=True) for each in (first, why.total))
    share = "above all" if abs(first) > abs(why.total) / 2 else "many causes, first of them"
    whole = "of" if abs(first) <= abs(why.total) else "in a total of"
    return (
        f"Why {account.subject} differs under {looks(comparison)[found.arm].name}: {share}"
        f" {inside(lines.titles[why.causes[0]])}, {part} {whole} {total} {account.unit}"
    )


def _title(panel: Panel, baseline: str, faces: Mapping[str, Look]) -> str:
    """What stands above a panel: which arm, and its total."""
    name, total = faces[panel.arm].name, panel.total
    if total is None:
        return name
    against = "" if total.than == baseline else f" minus {faces[total.than].name}"
    return f"{name}{against}: {with_minus(total.shown)}"


def _panels(
    comparison: Comparison, account: Account, panels: Sequence[Panel], words: tuple[str, str],
    paper: Paper,
) -> Picture:  # fmt: skip
    faces = looks(comparison)
    columns = min(len(panels), 2)
    most = 7 if len(panels) <= 4 else 5
    bars = {panel.arm: bars_of(panel.book, most) for panel in panels}
    places = {panel.arm: panel.book.decimals for panel in panels}
    arms = list(bars)
    grid = [arms[start : start + columns] for start in range(0, len(arms), columns)]
    # A page of a document is as wide as its own paper, less its edges.
    across = ((WIDTH - 2 * MARGIN if paper.words else paper.width - 2 * EDGE)
              - (columns - 1) * BETWEEN) / columns  # fmt: skip
    titles = {
        panel.arm: wrapped(
            _title(panel, comparison.baseline, faces), EXPLANATION, "bold", across - 0.05
        )
        for panel in panels
    }
    heads = [HEAD + TITLE_LINE * (max(len(titles[arm]) for arm in row) - 1) for row in grid]
    heights = [
        head + ROW * (1 + max(len(bars[arm]) for arm in row)) + FOOT
        for head, row in zip(heads, grid, strict=True)
    ]
    notes = "Solid bars raise, hatched bars lower."
    notes += " Every panel has the same scale." if len(panels) > 1 else ""
    page = new_page(comparison, *words, sum(heights), notes, paper)

    names = [name for some in bars.values() for name, _ in some]
    label = max([text_width(TOTAL, SMALL, "bold"), *(text_width(name, SMALL) for name in names)])
    label += 0.1
    reached = np.concatenate([np.cumsum([0.0, *(v for _, v in some)]) for some in bars.values()])
    low, high = float(reached.min()), float(reached.max())
    spare = 0.04 * (high - low) or 1.0
    top = page.height
    for row, head, height in zip(grid, heads, heights, strict=True):
        for place, arm in enumerate(row):
            tall = ROW * (1 + len(bars[arm]))
            left = place * (across + BETWEEN)
            axes = page.axes(left + label, top - head - tall, across - label - NUMBERS, tall)
            axes.set_xlim(low - spare, high + spare)
            _draw(axes, bars[arm], faces[arm], places[arm])
            for line, text in enumerate(reversed(titles[arm])):
                up = top - head + 0.09 + line * TITLE_LINE
                page.write(left, up, text, faces[arm].ink)
        top -= height
    alt = "; ".join(
        f"{faces[arm].name}: "
        + ", ".join(f"{name} {number(value, sign=True)}" for name, value in some)
        for arm, some in bars.items()
    )
    return Picture(account.name, words[0], f"{words[0]}. {alt}.", page.figure, notes)


def _against_baseline(comparison: Comparison, account: Account, paper: Paper) -> Picture | None:
    base = comparison.baseline
    panels = [
        Panel(
            arm,
            book(comparison, account.outcome, [(arm, base)]),
            change(comparison, arm, account.outcome),
        )
        for arm in comparison.others
    ]
    if not panels:
        return None
    explanation = (
        f"{account.meaning}: each arm minus {looks(comparison)[base].name}"
        f" ({mean_of_runs(comparison)})."
        + (
            f" In brackets, of the total: {intervals_of(comparison).words}."
            if comparison.scenario.replicates > 1
            else ""
        )
    )
    words = (_headline(comparison, account, panels), explanation)
    return _panels(comparison, account, panels, words, paper)


def ledger_between(comparison: Comparison, arm: str, than: str, paper: Paper = ALONE) -> Picture:
    """Trust by channel, what is left on the last day: one arm minus another."""
    return _between(comparison, LEDGER, (arm, than), paper)


def crime_book_between(
    comparison: Comparison, arm: str, than: str, paper: Paper = ALONE
) -> Picture:
    """Expected true crime by cause, one arm minus another."""
    return _between(comparison, CRIMES, (arm, than), paper)


def _between(
    comparison: Comparison, account: Account, pair: tuple[str, str], paper: Paper
) -> Picture:
    faces = looks(comparison)
    arm, than = (faces[each].name for each in pair)
    found = between(comparison, *pair, account.outcome)
    title = (
        f"Why {account.subject} differs between {arm} and {than}"
        if found.matters
        else f"{account.opening[0]}: {found.nothing_between(arm, than)}"
    )
    words = title, f"{account.meaning}: {arm} minus {than} ({mean_of_runs(comparison)})."
    panel = Panel(pair[0], book(comparison, account.outcome, [pair]), found)
    return _panels(comparison, account, [panel], words, paper)


def ledger_waterfall(comparison: Comparison, paper: Paper = ALONE) -> Picture | None:
    """Trust by channel, each arm minus the baseline: what is left on the last day.

    A comparison of one arm shows that arm's own change of trust since day 0.
    """
    if comparison.others:
        return _against_baseline(comparison, LEDGER, paper)
    arm = comparison.baseline
    lines = book(comparison, LEDGER.outcome, [(arm, None)])
    words = (
        f"What changed trust under {looks(comparison)[arm].name}: "
        f"{number(float(lines.total[0]), lines.decimals, sign=True)} points in all",
        f"{LEDGER.meaning} ({mean_of_runs(comparison)}).",
    )
    return _panels(comparison, LEDGER, [Panel(arm, lines)], words, paper)


def crime_book(comparison: Comparison, paper: Paper = ALONE) -> Picture | None:
    """Expected true crime by cause, each arm minus the baseline.

    None where there is no arm beside the baseline.
    """
    return _against_baseline(comparison, CRIMES, paper)
