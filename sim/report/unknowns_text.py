"""What nobody knows and what it costs an answer, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

import numpy as np

from sim.common.words import Scale, capital, count, listed, number
from sim.evidence.worlds.cut import cut_of
from sim.evidence.worlds.left import UNCUT
from sim.model.numbers import every_parameter
from sim.report.layout import Page, Table
from sim.report.what_would_change import what_would_change_text
from sim.study.answers import Answers
from sim.study.statistics import over_worlds
from sim.study.value_of_knowing import Worth, value_of_knowing

SHOWN = {"trust": "trust", "true_crime": "true\ncrime"}
"""Outcomes, and how their columns are headed."""
HOW = (
    "Per cent of the variance between worlds that is expected to vanish once a number is known."
    " Shown is what chance alone would hardly make the largest of all numbers; a hundred small ones"
    " may add up below that."
)


def print_unknowns(found: Answers, left: Mapping[str, float], file: IO[str] | None = None) -> None:
    """Print what it would be worth to know, and all numbers that no finding cuts.

    ``left``: what is left of the prior of each number.
    """
    console = Page(file)
    known = found.scenario.community.outcomes
    asked = [name for name in SHOWN if name in found.differences]
    console.title("What nobody knows, and what it costs the answer")
    told = [
        f"{known[name].title}: {_spread(Scale.of(known[name]), found.differences[name])}."
        for name in asked
    ]
    console.paragraph(
        f"{capital(found.scenario.shown_name)}: {found.scenario.title(found.arm)} minus"
        f" {found.scenario.title(found.than)} in"
        f" {count(len(found), 'world')}. {' '.join(told)}"
    )
    worths = {
        name: value_of_knowing(found.names, found.numbers, found.differences[name])
        for name in asked
    }
    if all(worths.values()):
        _what_stands_out(console, found, worths, left)
    else:
        console.paragraph("So few worlds, or worlds so alike, say nothing of single numbers.")
    for name in asked:
        console.paragraph(what_would_change_text(found, name, found.arm, found.than))
    _all_uncut(console, left)


def _spread(scale: Scale, differences: np.ndarray) -> str:
    over = over_worlds(differences)
    mean = number(scale.factor * over.mean, 1, sign=True)
    ends = scale.range(over.low, over.high)
    return f"{mean} {scale.difference_unit} on average, {ends} in nine of ten"


def _what_stands_out(
    console: Page, found: Answers, worths: Mapping[str, list[Worth]], left: Mapping[str, float]
) -> None:
    shares = {name: {each.name: each for each in rows} for name, rows in worths.items()}
    out = {each.name for rows in worths.values() for each in rows if each.stands_out}
    order = sorted(out, key=lambda each: -max(rows[each].share for rows in shares.values()))
    meanings = dict(every_parameter())
    table = Table(
        "If it were known, so much of the variance would vanish",
        ["cut by", *(SHOWN[name] for name in worths)],
    )
    for name in order:
        rows = [each[name] for each in shares.values()]
        cells = [f"{row.share:.0%}" if row.stands_out else "-" for row in rows]
        table.add(meanings[name].meaning, [_cut(name, left), *cells])
    if found.luck:
        parts = [found.luck[name] / float(np.nanvar(found.differences[name])) for name in worths]
        table.add("chance in the town", ["", *(f"{min(1.0, part):.0%}" for part in parts)], "dim")
    floors = [f"{rows[0].floor:.0%}" for rows in worths.values()]
    table.add("a number of no effect, at most", ["", *floors], "dim")
    console.table(table)
    names = f"Their names: {listed(order)}. {HOW}"
    console.paragraph(names if out else f"No number stands out. {HOW}")


def _cut(name: str, left: Mapping[str, float]) -> str:
    """Which finding cut it most, or that nothing does."""
    cut = cut_of(name)
    if cut is not None and cut.studies:
        return cut.studies[0][0]
    moved = cut is not None and cut.moved > 0.0
    return "several" if moved or left.get(name, 1.0) <= UNCUT else "nothing"


def _all_uncut(console: Page, left: Mapping[str, float]) -> None:
    """Names of all numbers that keep nearly all of their range, by group."""
    groups: dict[str, list[str]] = {}
    for dotted in (name for name, share in left.items() if share > UNCUT):
        group, name = dotted.split(".")
        groups.setdefault(group, []).append(name)
    uncut = sum(map(len, groups.values()))
    console.title(f"{uncut} of {len(left)} numbers keep more than {UNCUT:.0%} of their range:")
    console.rows((group, ", ".join(names)) for group, names in groups.items())
    console.line()
