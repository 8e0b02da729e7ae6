"""The figure of a frontier: what each mix brings, which are unbeaten, what three are made of."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from sim.common.words import Scale, count, dollars, spaced
from sim.report.figures.labels import EvenTicks
from sim.report.figures.page import Page, page_under, text_width
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
from sim.report.figures.words import number, plain, scenario_name
from sim.report.frontier_text import bought_as, found_by_goal, said
from sim.report.intervals import intervals_of
from sim.study.frontier.mixes import PARTS, SPENDS, percent
from sim.study.frontier.picks import COST, CRIME, TRUST, Pick
from sim.study.frontier.proposals import Proposal
from sim.study.frontier.rounds import GOALS
from sim.study.frontier.search import Search
from sim.study.statistics import Estimate

SCATTER, ROW, HEADS = 3.9, 0.5, 0.55  # inches
NAME, VALUE, KEY = 1.25, 0.88, 1.55  # inches for a pick's name, for one of its numbers, for the key
MOST_DIGITS = 2
BEATEN = "#b0b0b0"
MARKERS = dict(zip((*SPENDS, 0), "o^s", strict=True))
"""By what a mix spends."""
FACES = ("D", "P", "X")
"""Of the picks, in their order; their colours tell the same."""


def draw_frontier(search: Search, chosen: Sequence[Pick], folder: Path) -> None:
    """Draw the figure into the folder ``figures``."""
    (folder / "figures").mkdir(exist_ok=True)
    with drawing():
        write(frontier(search, chosen), folder / "figures")


def frontier(search: Search, chosen: Sequence[Pick]) -> Picture:
    """All mixes by crimes prevented and trust, and the picks below; inside ``drawing()``."""
    question = search.question
    headline = _headline(search, chosen)
    explanation = (
        "A mark is one way to split the budget, minus"
        f" {question.scenario.title(question.scenario.baseline)} in the same replicates: up and to"
        " the right is"
        " better. Dark: unbeaten, for no other split tried is at least as good on trust, reporting,"
        " true crime and cost and clearly better on one of them."
    )
    towns, intervals = count(question.replicates, "replicate"), intervals_of(search)
    notes = [
        f"Dark marks and table: {towns} that the search had not seen, with {intervals.words}"
        f" ({intervals.only}).",
        f"{scenario_name(question.scenario, 60)} · {len(search.mixes)} splits in steps of 5% of the"
        f" budget, {len(search.unbeaten)} unbeaten · {count(question.scenario.days, 'day')}",
    ]
    if question.unusual:
        notes.insert(1, bought_as(question))
    below = HEADS + ROW * len(chosen)
    page = page_under(headline, explanation, SCATTER + below, notes)
    axes = page.axes(0.6, below + 0.65, page.width - 0.6 - KEY, SCATTER - 0.75)
    looks = [
        Look(pick.title, COLOURS[at], dark_enough(COLOURS[at]), DASHES[0], FACES[at])
        for at, pick in enumerate(chosen)
    ]
    _marks(axes, search, chosen, looks)
    _key(page, below + SCATTER - 0.25, search)
    _rows(page, search, chosen, looks)
    told = "; ".join(f"{pick.title}: {said(question, search.mixes[pick.row])}" for pick in chosen)
    return Picture("frontier", headline, f"{headline}. {told}.", page.figure)


def _headline(search: Search, chosen: Sequence[Pick]) -> str:
    """What the ends of the frontier bring, or that one mix is best at both."""
    trust, safety = chosen[0].row, chosen[-1].row
    budget = f"{dollars(search.question.budget)} a resident"
    gained = found_by_goal(search, trust)["trust"][1].mean
    crime = found_by_goal(search, safety)["true_crime"][1].mean
    most_trust = f"{number(gained, sign=True)} points of trust"
    way = "fewer" if crime <= 0.0 else "more"
    least_crime = f"{number(abs(crime))} {way} crimes per 1,000 residents a year"
    if trust == safety:
        mix = said(search.question, search.mixes[trust])
        return f"One split of {budget} is best at both, {mix}: {most_trust} and {least_crime}"
    return (
        f"No split of {budget} is best at both: {most_trust} with {_mostly(search, trust)},"
        f" {least_crime} with {_mostly(search, safety)}"
    )


def _mostly(search: Search, row: int) -> str:
    """The largest part of a mix: 85% outreach."""
    mix = search.mixes[row]
    at = int(np.argmax(mix))
    return f"{percent(mix[at])} {spaced(search.question.strategies[at])}" if mix[at] else "nothing"


def ends(found: Estimate) -> list[list[float]]:
    """How far an interval reaches to each side, as Matplotlib wants it."""
    return [[found.mean - found.low], [found.high - found.mean]]


def _marks(axes: Axes, search: Search, chosen: Sequence[Pick], looks: Sequence[Look]) -> None:
    """Beaten mixes pale, unbeaten ones dark, picks with their intervals and names."""
    means = search.searched.mean(axis=1)
    for row in search.finalists.tolist():
        means[row] = search.fresh(row).mean(axis=0)
    unbeaten = set(search.unbeaten.tolist())
    for spend, marker in MARKERS.items():
        mine = [at for at, mix in enumerate(search.mixes) if sum(mix) == spend]
        dark = [at for at in mine if at in unbeaten]
        pale = [at for at in mine if at not in unbeaten]
        axes.plot(means[pale, CRIME], means[pale, TRUST], marker, ms=4.5, mfc="white", mec=BEATEN)
        axes.plot(means[dark, CRIME], means[dark, TRUST], marker, ms=6.5, mfc=INK, mec="white")
    for row in dict.fromkeys(pick.row for pick in chosen):
        names = [look for pick, look in zip(chosen, looks, strict=True) if pick.row == row]
        told = ", ".join([names[0].name, *(look.name.lower() for look in names[1:])])
        across, up = (search.estimate(row, at) for at in (CRIME, TRUST))
        above = up.mean > 0.0  # the zero line
        axes.errorbar(
            across.mean, up.mean,
            xerr=ends(across), yerr=ends(up),
            fmt=names[0].marker, ms=8.5, color=names[0].colour, mec="white", mew=0.8, lw=1.4,
            capsize=3, zorder=4,
        )  # fmt: skip
        axes.annotate(
            told, (across.mean, up.mean), xytext=(8, 8) if above else (0, -18),
            textcoords="offset points", ha="left" if above else "center",
            size=10.5, weight="bold", color=names[0].ink, zorder=5, annotation_clip=False,
        )  # fmt: skip
    proposal_marks(axes, search.proposals)
    dress(axes)


def proposal_marks(axes: Axes, proposals: Sequence[Proposal], lift: float = -4.0) -> None:
    """A star with name and cost for each proposal as it is; names so many points above stars."""
    for each in proposals:
        gained = each.gained.mean(axis=0)
        axes.plot(gained[CRIME], gained[TRUST], "*", ms=11, mfc="white", mec=INK, zorder=3)
        axes.annotate(
            f"{plain(each.title, 30)}, {dollars(round(-gained[COST]))}",
            (gained[CRIME], gained[TRUST]), xytext=(7, lift),
            textcoords="offset points", size=8.5, color=INK, zorder=5, annotation_clip=False,
        )  # fmt: skip


def dress(axes: Axes) -> None:
    """Lines at zero, and what goes to the right and up."""
    axes.axhline(0.0, color=SOFT_INK, lw=0.8, zorder=0)
    axes.axvline(0.0, color=SOFT_INK, lw=0.8, zorder=0)
    axes.margins(x=0.05, y=0.14)
    axes.xaxis.set_major_formatter(EvenTicks())
    axes.yaxis.set_major_formatter(EvenTicks(sign=True))
    axes.set_xlabel("true crimes prevented, per 1,000 residents a year →")
    axes.set_ylabel("trust in police, points →")


def _key(page: Page, top: float, search: Search) -> None:
    """What the marks are, beside the panel."""
    spent = {sum(search.mixes[row]) for row in search.unbeaten}
    budget = search.question.budget
    lines = [
        (marker, INK, f"spends {dollars(budget * spend / PARTS)}" if spend else "spends nothing")
        for spend, marker in MARKERS.items()
        if spend in spent
    ]
    axes = page.axes(page.width - KEY + 0.1, top - 1.3, KEY - 0.1, 1.3)
    axes.set_xlim(0.0, KEY - 0.1)
    axes.set_ylim(0.0, 1.3)
    axes.set_axis_off()
    axes.text(0.0, 1.2, "Unbeaten", size=9, weight="bold", va="center")
    for at, (marker, colour, told) in enumerate(lines):
        axes.plot(0.1, 0.98 - 0.2 * at, marker, ms=6.5, mfc=colour, mec="white")
        axes.text(0.25, 0.98 - 0.2 * at, told, size=9, va="center")
    last = 0.98 - 0.2 * len(lines) - 0.08
    axes.plot(0.1, last, "o", ms=4.5, mfc="white", mec=BEATEN)
    axes.text(0.25, last, "beaten", size=9, color=SOFT_INK, va="center")
    if search.proposals:
        axes.plot(0.1, last - 0.2, "*", ms=11, mfc="white", mec=INK)
        axes.text(0.25, last - 0.2, "a proposal as it is", size=9, va="center")


def _rows(page: Page, search: Search, chosen: Sequence[Pick], looks: Sequence[Look]) -> None:
    """A row a pick: a bar for the share of each strategy, then what the mix brings and costs."""
    names = search.question.strategies
    found = [found_by_goal(search, pick.row) for pick in chosen]
    left = page.width - VALUE * len(GOALS)
    wide = (left - NAME) / len(names)
    top = ROW * len(chosen)
    axes = page.axes(0.0, 0.0, page.width, top + HEADS)
    axes.set_xlim(0.0, page.width)
    axes.set_ylim(0.0, top + HEADS)
    axes.set_axis_off()
    titles = [spaced(name).replace(" ", "\n", 1) for name in names]
    widest = max(text_width(line, 8.5) for title in titles for line in title.split("\n"))
    size = min(8.5, 8.5 * (wide - 0.08) / widest)
    for at, title in enumerate(titles):
        axes.text(NAME + wide * at, top + 0.07, title, size=size, color=SOFT_INK)
    heads = (
        "trust,\npoints",
        "reporting,\n% points",
        "true crime\nper 1,000",
        "cost a year,\nper resident",
    )
    for at, head in enumerate(heads, start=1):
        axes.text(left + VALUE * at, top + 0.07, head, size=8.5, color=SOFT_INK, ha="right")
    for line, (pick, look) in enumerate(zip(chosen, looks, strict=True)):
        middle = top - ROW * (line + 0.5)
        axes.axhline(middle + ROW / 2, color=PALE, lw=0.8)
        axes.plot(0.08, middle, look.marker, ms=9, color=look.colour, mec="white")
        axes.text(0.22, middle, look.name, size=9.5, weight="bold", color=look.ink, va="center")
        for at, part in enumerate(search.mixes[pick.row]):
            _share(axes, NAME + wide * at, wide, middle, part, look)
    for at, goal in enumerate(GOALS, start=1):
        scale = Scale.of(found[0][goal][0])
        digits = max(scale.decimals(each[goal][1]) for each in found)
        digits = min(digits, MOST_DIGITS)  # intervals of neighbours must not touch
        for line, each in enumerate(found):
            place = (left + VALUE * at, top - ROW * (line + 0.5))
            _value(axes, place, each[goal][1], scale.factor, None if goal == "cost" else digits)


def _share(axes: Axes, start: float, wide: float, middle: float, part: int, look: Look) -> None:
    """The share of one strategy in a pick: a bar and the number at its end."""
    long = (wide - 0.48) * part / PARTS
    axes.barh(middle, long, 0.2, left=start, color=look.colour)
    told, ink = (percent(part), INK) if part else ("–", GREY)
    axes.text(start + long + 0.04 * bool(part), middle, told, size=9, color=ink, va="center")


def _value(
    axes: Axes, place: tuple[float, float], found: Estimate, factor: float, digits: int | None
) -> None:
    """A number of a pick, right-aligned, with its interval below; without digits an amount."""
    right, middle = place
    if digits is None:
        axes.text(right, middle, dollars(found.mean), size=9.5, ha="right", va="center")
        return
    mean, low, high = (
        number(factor * each, digits, sign=True) for each in (found.mean, found.low, found.high)
    )
    axes.text(right, middle + 0.08, mean, size=9.5, ha="right", va="center")
    interval = f"{low} to {high}"
    axes.text(right, middle - 0.11, interval, size=7.5, color=SOFT_INK, ha="right", va="center")
