"""Why arms differ: an account book as waterfalls, one an arm, from 0 to the total difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.common.words import inside
from sim.model.measures import DAYS_IN_YEAR
from sim.model.registers import CAUSES, CHANNELS, Line
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
from sim.report.figures.tables import (
    Difference,
    difference,
    largest_difference,
    other_arms,
    replicates,
)
from sim.report.figures.words import decimals, mean_of_runs, number, plain, with_interval
from sim.study import books
from sim.study.tables import Tables

ROW, HEAD, FOOT, BETWEEN = 0.235, 0.34, 0.34, 0.35
TITLE_LINE = 0.165
NUMBERS = 0.52  # the column of numbers, inches
SLATE = "#5d6d7e"
SMALL = 8.5
TOTAL = "total"


@dataclass(frozen=True)
class Book:
    """One account book: what it explains and how it is named."""

    name: str
    outcome: str
    explained: str
    unit: str
    places: int
    lines: Sequence[Line]
    meaning: str

    def title(self, line: str) -> str:
        """The title of a line as it stands inside a sentence."""
        title = next((known.title for known in self.lines if known.name == line), plain(line))
        return inside(title)


LEDGER = Book(
    "ledger_waterfall", "trust", "trust", "points", 2, CHANNELS,
    "What is left on the last day of every change of trust, in points, by what caused it",
)  # fmt: skip
CRIMES = Book(
    "crime_book", "true_crime", "true crime", "crimes per 1,000 residents a year", 1, CAUSES,
    "How much every cause changes expected true crime, in crimes per 1,000 residents a year",
)  # fmt: skip


def ledger_entries(tables: Tables) -> pd.DataFrame:
    """What is left on the last day: channels by arms, mean over replicates, points per resident."""
    ledger = tables.ledger
    return _mean_of_runs(ledger[ledger["group"] == "all"], "channel", "left")


def crime_entries(tables: Tables) -> pd.DataFrame:
    """Change of expected crime: causes by arms, mean over replicates, per 1,000 a year."""
    return _mean_of_runs(tables.crime_book, "cause", "value").mul(
        DAYS_IN_YEAR / tables.scenario.days
    )


def _mean_of_runs(book: pd.DataFrame, by: str, value: str) -> pd.DataFrame:
    runs = book.pivot_table(
        index=["arm", "replicate"], columns=by, values=value, aggfunc="sum", observed=True
    )
    return runs.groupby(level="arm").mean().T


def steps(entries: pd.Series, most: int) -> list[tuple[str, float]]:
    """The bars of one waterfall, largest first; small entries gathered into a last one, "other".

    `most` is the number of bars; their values add up to the sum of `entries`.
    """
    amounts = entries.to_numpy(dtype=float).reshape(-1, 1)
    book = books.Book(tuple(map(str, entries.index)), amounts).largest(most - 1)
    return list(zip(book.titles, map(float, book.amounts[:, 0]), strict=True))


def _draw(axes: Axes, bars: list[tuple[str, float]], look: Look, book: Book) -> None:
    total = sum(value for _, value in bars)
    largest = max((abs(value) for _, value in bars), default=0.0)
    places = book.places if largest * 10**book.places >= 5 else decimals(largest)
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


def _headline(tables: Tables, book: Book, relative: Mapping[str, pd.Series]) -> str:
    """The arm whose difference is the largest clear one, and the line that explains most of it."""
    faces = looks(tables)
    told = largest_difference(tables, book.outcome)
    if told is None or not told.mean or not relative[told.arm].any():
        return (
            f"No arm's {book.explained} differs clearly from {faces[tables.scenario.baseline].name}"
        )
    arm = told.arm
    entries = {str(line): float(value) for line, value in relative[arm].to_dict().items()}
    total = sum(entries.values())
    cause = max(entries, key=lambda line: entries[line] * (1 if total > 0 else -1))
    part, places = entries[cause], decimals(total)
    share = "above all" if abs(part) > 0.5 * abs(total) else "many causes, first of them"
    whole = "of" if abs(part) <= abs(total) else "in a total of"
    return (
        f"Why {book.explained} differs under {faces[arm].name}: {share} {book.title(cause)}, "
        f"{number(part, places, sign=True)} {whole} {number(total, places, sign=True)} {book.unit}"
    )


def _title(arm: str, than: str | None, total: Difference | None, faces: Mapping[str, Look]) -> str:
    """What stands above a panel: which arm, and its total.

    Between two arms that was picked the total has no interval here: the tables give the wider one.
    """
    if total is None:
        return faces[arm].name
    if than is None:
        return f"{faces[arm].name}: {with_interval(total)}"
    return f"{faces[arm].name} minus {faces[than].name}: {number(total.mean, sign=True)}"


def _panels(
    tables: Tables, book: Book, entries: Mapping[str, pd.Series],
    totals: Mapping[str, Difference], words: tuple[str, str], paper: Paper,
    than: str | None = None,
) -> Picture:  # fmt: skip
    faces = looks(tables)
    columns = min(len(entries), 2)
    most = 7 if len(entries) <= 4 else 5
    bars = {
        arm: [(book.title(name), value) for name, value in steps(entry, most)]
        for arm, entry in entries.items()
    }
    arms = list(bars)
    grid = [arms[start : start + columns] for start in range(0, len(arms), columns)]
    # A page of a document is as wide as its own paper, less its edges.
    across = ((WIDTH - 2 * MARGIN if paper.words else paper.width - 2 * EDGE)
              - (columns - 1) * BETWEEN) / columns  # fmt: skip
    titles = {
        arm: wrapped(_title(arm, than, totals.get(arm), faces), EXPLANATION, "bold", across - 0.05)
        for arm in arms
    }
    heads = [HEAD + TITLE_LINE * (max(len(titles[arm]) for arm in row) - 1) for row in grid]
    heights = [
        head + ROW * (1 + max(len(bars[arm]) for arm in row)) + FOOT
        for head, row in zip(heads, grid, strict=True)
    ]
    notes = "Solid bars raise, hatched bars lower."
    notes += " Every panel has the same scale." if len(entries) > 1 else ""
    page = new_page(tables, *words, sum(heights), notes, paper)

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
            _draw(axes, bars[arm], faces[arm], book)
            for line, text in enumerate(reversed(titles[arm])):
                up = top - head + 0.09 + line * TITLE_LINE
                page.write(left, up, text, faces[arm].ink)
        top -= height
    alt = "; ".join(
        f"{faces[arm].name}: "
        + ", ".join(f"{name} {number(value, sign=True)}" for name, value in some)
        for arm, some in bars.items()
    )
    return Picture(book.name, words[0], f"{words[0]}. {alt}.", page.figure, notes)


def _against_baseline(
    tables: Tables, book: Book, entries: pd.DataFrame, paper: Paper
) -> Picture | None:
    baseline = tables.scenario.baseline
    arms = [arm for arm in other_arms(tables) if arm in entries]
    if not arms or baseline not in entries:
        return None
    relative = {arm: entries[arm] - entries[baseline] for arm in arms}
    runs = replicates(tables)
    explanation = (
        f"{book.meaning}: each arm minus {looks(tables)[baseline].name} ({mean_of_runs(runs)})."
        + (" In brackets: the 95% interval of the total." if runs > 1 else "")
    )
    return _panels(
        tables,
        book,
        relative,
        {arm: difference(tables, book.outcome, arm) for arm in arms},
        (_headline(tables, book, relative), explanation),
        paper,
    )


def ledger_between(tables: Tables, arm: str, than: str, paper: Paper = ALONE) -> Picture:
    """Trust by channel, one arm minus another, from `ledger` (group `all`, reading `left`)."""
    return _between(tables, LEDGER, ledger_entries(tables), (arm, than), paper)


def crime_book_between(tables: Tables, arm: str, than: str, paper: Paper = ALONE) -> Picture:
    """Expected true crime by cause, one arm minus another, from `crime_book`."""
    return _between(tables, CRIMES, crime_entries(tables), (arm, than), paper)


def _between(
    tables: Tables, book: Book, entries: pd.DataFrame, pair: tuple[str, str], paper: Paper
) -> Picture:
    arm, than = pair
    faces = looks(tables)
    words = (
        f"Why {book.explained} differs between {faces[arm].name} and {faces[than].name}",
        f"{book.meaning}: {faces[arm].name} minus {faces[than].name}"
        f" ({mean_of_runs(replicates(tables))}).",
    )
    relative = {arm: entries[arm] - entries[than]}
    total = {arm: difference(tables, book.outcome, arm, than=than)}
    return _panels(tables, book, relative, total, words, paper, than)


def ledger_waterfall(tables: Tables, paper: Paper = ALONE) -> Picture | None:
    """Trust by channel, each arm minus the baseline, from `ledger` (group `all`, reading `left`).

    A comparison of one arm shows that arm's own change of trust since day 0.
    """
    entries = ledger_entries(tables)
    if other_arms(tables) or entries.empty:
        return _against_baseline(tables, LEDGER, entries, paper)
    arm = tables.scenario.baseline
    total = float(entries[arm].sum())
    words = (
        f"What changed trust under {looks(tables)[arm].name}: "
        f"{number(total, LEDGER.places, sign=True)} points in all",
        f"{LEDGER.meaning} ({mean_of_runs(replicates(tables))}).",
    )
    return _panels(tables, LEDGER, {arm: entries[arm]}, {}, words, paper)


def crime_book(tables: Tables, paper: Paper = ALONE) -> Picture | None:
    """Expected true crime by cause, each arm minus the baseline, from `crime_book`.

    None where there is no arm beside the baseline.
    """
    return _against_baseline(tables, CRIMES, crime_entries(tables), paper)
