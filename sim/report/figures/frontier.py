"""The figure of a frontier: what each mix brings, which are unbeaten, and what three are made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from sim.experiment.statistics import estimate
from sim.frontier.folder import said
from sim.frontier.picks import CRIME, TRUST, Pick
from sim.frontier.search import Search
from sim.report.figures.labels import EvenTicks, spread
from sim.report.figures.page import Page, fitted, page_under, text_width
from sim.report.figures.style import (
    COLOURS,
    DASHES,
    GREY,
    INK,
    PALE,
    SOFT_INK,
    Look,
    Picture,
    dark_enough,
    drawing,
    write,
)
from sim.report.figures.words import number, plain
from sim.report.frontier_text import found_by_goal
from sim.report.words import Scale, count, dollars, spaced
from sim.state import Floats

SCATTER, ROW, HEADS = 3.9, 0.5, 0.62  # inches
MARKERS = {20: "o", 10: "^", 0: "s"}
FACES = ("D", "P", "X")
NAME, VALUE = 1.25, 0.92  # inches for the name of a pick and for one of its numbers
"""How the picks are marked, in their order; colours tell the same."""


def draw_frontier(search: Search, chosen: Sequence[Pick], folder: Path) -> None:
    """Draw the figure into the folder ``figures``."""
    (folder / "figures").mkdir(exist_ok=True)
    with drawing():
        write(frontier(search, chosen), folder / "figures")


def frontier(search: Search, chosen: Sequence[Pick]) -> Picture:
    """All mixes by crimes prevented and trust, and the picks below; inside ``drawing()``."""
    question = search.question
    than = spaced(question.scenario.baseline)
    headline = _headline(search, chosen)
    explanation = (
        f"A mark is one split of the budget, compared with {than} in the same simulated towns; up and"
        " to the right is better. Dark: no other split tried is at least as good on trust,"
        " reporting, true crime and cost, and clearly better on one. Pale: some other split is."
    )
    unbeaten = len(search.unbeaten)
    notes = [
        f"Dark marks and the table: {question.replicates} fresh towns that the search had not seen,"
        " with 95% intervals (luck only, not what nobody knows about the model).",
        f"{plain(question.scenario.name, 60)} · {len(search.mixes)} splits tried, {unbeaten} unbeaten"
        f" · {count(question.replicates, 'paired town')} · {count(question.scenario.days, 'day')}",
    ]
    below = HEADS + ROW * len(chosen)
    page = page_under(headline, explanation, SCATTER + below, notes)
    axes = page.axes(0.6, below + 0.62, page.width - 1.9, SCATTER - 0.75)
    looks = _looks(chosen)
    _marks(axes, search, chosen, looks)
    _picks_below(page, search, chosen, looks)
    told = "; ".join(f"{pick.title}: {said(question, search.mixes[pick.row])}" for pick in chosen)
    return Picture("frontier", headline, f"{headline}. {told}.", page.figure)


def _headline(search: Search, chosen: Sequence[Pick]) -> str:
    """What the ends of the frontier bring, or that one mix is best at both."""
    trust, safety = chosen[0], chosen[-1]
    mixes = search.mixes
    budget = dollars(search.question.budget)
    gained = found_by_goal(search, trust.row)["trust"][1].mean
    crime = found_by_goal(search, safety.row)["true_crime"][1].mean
    most_trust = f"trust {number(gained, sign=True)} points"
    least_crime = f"true crime {number(crime, sign=True)} per 1,000 residents a year"
    if trust.row == safety.row:
        mix = said(search.question, mixes[trust.row])
        return f"One split of {budget} per resident is best at both, {mix}: {most_trust}, {least_crime}"
    return (
        f"No split of {budget} per resident is best at both: {most_trust} with"
        f" {_mostly(search, trust.row)}, {least_crime} with {_mostly(search, safety.row)}"
    )


def _mostly(search: Search, row: int) -> str:
    """The largest part of a mix: 85% on outreach."""
    mix = search.mixes[row]
    at = int(np.argmax(mix))
    return f"{5 * mix[at]}% on {spaced(search.question.strategies[at])}"


def _looks(chosen: Sequence[Pick]) -> list[Look]:
    return [
        Look(pick.title, COLOURS[at], dark_enough(COLOURS[at]), DASHES[0], FACES[at % len(FACES)])
        for at, pick in enumerate(chosen)
    ]


def _marks(axes: Axes, search: Search, chosen: Sequence[Pick], looks: Sequence[Look]) -> None:
    """Beaten mixes pale, unbeaten dark and joined by what they spend, picks with their intervals."""
    rows = search.unbeaten.tolist()
    spent = [sum(mix) for mix in search.mixes]
    means = search.searched.mean(axis=1)
    for row in search.finalists.tolist():
        means[row] = search.fresh(row).mean(axis=0)
    for spend, marker in MARKERS.items():
        pale = [at for at in range(len(spent)) if spent[at] == spend and at not in rows]
        axes.plot(
            means[pale, CRIME], means[pale, TRUST], marker, ms=4, mfc="white", mec="#b5b5b5", ls=""
        )
    ends: list[tuple[float, float, str]] = []
    budget = search.question.budget
    for spend, marker in MARKERS.items():
        mine = sorted((at for at in rows if spent[at] == spend), key=lambda at: means[at, CRIME])
        if not mine:
            continue
        x, y = means[mine, CRIME], means[mine, TRUST]
        axes.plot(x, y, marker, ms=5.5, mfc=INK, mec="white", mew=0.6, ls="", zorder=3)
        told = f"spends {dollars(budget * spend / 20)}" if spend else "spends nothing"
        ends.append((float(x[-1]), float(y[-1]), told))
    _label_spends(axes, ends)
    for pick, look in zip(chosen, looks, strict=True):
        _pick(axes, search.fresh(pick.row), look)
    axes.axhline(0.0, color=SOFT_INK, lw=0.8, zorder=0)
    axes.axvline(0.0, color=SOFT_INK, lw=0.8, zorder=0)
    axes.margins(x=0.06, y=0.1)
    axes.xaxis.set_major_formatter(EvenTicks())
    axes.yaxis.set_major_formatter(EvenTicks(sign=True))
    axes.set_xlabel("true crimes prevented per 1,000 residents a year →")
    axes.set_ylabel("trust in police, points →")


def _label_spends(axes: Axes, ends: Sequence[tuple[float, float, str]]) -> None:
    """What the mixes of a kind spend, beside the last of them."""
    for x, y, told in ends:
        axes.annotate(
            told, (x, y), xytext=(9, 0), textcoords="offset points", va="center", size=9, color=INK
        )


def _pick(axes: Axes, gained: Floats, look: Look) -> None:
    """A pick with its intervals and its name."""
    across, up = estimate(gained[:, CRIME]), estimate(gained[:, TRUST])
    axes.errorbar(
        across.mean, up.mean, xerr=(across.high - across.low) / 2, yerr=(up.high - up.low) / 2,
        fmt=look.marker, ms=10, color=look.colour, mec="white", mew=0.8, lw=1.4, capsize=3, zorder=4,
    )  # fmt: skip
    axes.annotate(
        look.name, (across.mean, up.mean), xytext=(9, 9), textcoords="offset points",
        size=10.5, weight="bold", color=look.ink, zorder=5,
    )  # fmt: skip


def _picks_below(
    page: Page, search: Search, chosen: Sequence[Pick], looks: Sequence[Look]
) -> None:
    """A row a pick: a bar for the share of each strategy, then what the mix brings and costs."""
    names = search.question.strategies
    goals = ("trust", "reporting", "true_crime", "cost")
    heads = ("trust,\npoints", "crimes reported,\n% points", "true crime,\nper 1,000", "cost, $ per\nresident")
    wide = (page.width - NAME - VALUE * len(goals)) / len(names)
    top = ROW * len(chosen)
    axes = page.axes(0.0, 0.0, page.width, top + HEADS)
    axes.set_xlim(0.0, page.width)
    axes.set_ylim(0.0, top + HEADS)
    axes.set_axis_off()
    for at, name in enumerate(names):
        text = spaced(name).replace(" ", "\n", 1)
        axes.text(NAME + wide * at, top + 0.08, text, size=8.5, color=SOFT_INK, va="bottom")
    left = NAME + wide * len(names)
    for at, head in enumerate(heads):
        axes.text(left + VALUE * (at + 1), top + 0.08, head, size=8.5, color=SOFT_INK, ha="right", va="bottom")
    for line, (pick, look) in enumerate(zip(chosen, looks, strict=True)):
        middle = top - ROW * (line + 0.5)
        axes.axhline(middle + ROW / 2, color=PALE, lw=0.8)
        axes.plot(0.1, middle, look.marker, ms=9, color=look.colour)
        axes.text(0.25, middle, look.name, size=9.5, weight="bold", color=look.ink, va="center")
        for at, part in enumerate(search.mixes[pick.row]):
            start, room = NAME + wide * at, wide - 0.5
            if part:
                axes.barh(middle, room * part / 20, 0.2, left=start, color=look.colour)
            told, ink = (f"{5 * part}%", INK) if part else ("–", GREY)
            axes.text(start + room * part / 20 + 0.05 * bool(part), middle, told, size=9, color=ink, va="center")
        for at, goal in enumerate(goals):
            outcome, found = found_by_goal(search, pick.row)[goal]
            _value(axes, left + VALUE * (at + 1), middle, Scale.of(outcome), found, goal == "cost")


def _value(axes, right, middle, scale, found, cost) -> None:
    if cost:
        axes.text(right, middle, dollars(found.mean), size=9.5, ha="right", va="center")
        return
    mean, low, high = (number(scale.factor * each, 2, sign=True) if scale.factor > 1 or abs(found.mean) < 3 else number(each, 1, sign=True) for each in (found.mean, found.low, found.high))
    axes.text(right, middle + 0.08, mean, size=9.5, ha="right", va="center")
    axes.text(right, middle - 0.1, f"{low} to {high}", size=7, color=SOFT_INK, ha="right", va="center")
