"""What effects run through, as tables: through which state, and with which link off."""

from __future__ import annotations

from typing import IO

from sim.common.words import NOTHING, Scale, count, spaced
from sim.model.outcomes import outcomes
from sim.report.layout import Page, Table
from sim.study.mediation import ALL, LINKS, MEDIATORS, Mediation
from sim.study.statistics import Estimate

SHOWN = {
    "trust": "Trust,\npoints",
    "reporting": "Reported,\n% points",
    "tips": "Tips per\n1,000",
    "participation": "Taking\npart, %\npoints",
    "true_crime": "Crimes\nper 1,000",
    "quality_of_life": "Quality\nof life,\npoints",
}
"""Outcomes and the heads of their columns."""
NOTHING_LOST, NO_VALUE = "0 ", f"{NOTHING} "
HOW_HELD = (
    "Held means: set back every night to what it is under the baseline in the same replicate, with"
    " the same residents and draws. The part that then is missing runs through it. Parts overlap,"
    " so they do not sum to the whole."
)
HOW_OFF = (
    "Off means: the numbers of the link stand at their neutral values in every arm, from the"
    " burn-in on. In brackets: not clear, as the 95% interval holds zero. Tips and crimes are counted"
    " a year per 1,000 residents."
)


def print_mediation(found: Mediation, file: IO[str] | None = None) -> None:
    """Print two tables for every arm but the baseline."""
    page, scenario = Page(file), found.scenario
    base = spaced(scenario.baseline)
    page.paragraph(
        f"What the arms of {spaced(scenario.name)} do, against {base}: through what, and what"
        f" of it ends with which link of the model. {count(len(found.whole), 'replicate')}."
    )
    for arm in scenario.arms:
        if arm != scenario.baseline:
            _print_arm(page, found, arm)
    page.paragraph(HOW_HELD)
    page.paragraph(HOW_OFF)
    page.paragraph(f"Links switched off, one at a time: {'; '.join(found.links)}.")
    if already := [words for words in LINKS if words not in found.without]:
        page.paragraph(f"Off already in this scenario: {'; '.join(already)}.")


def _print_arm(page: Page, found: Mediation, arm: str) -> None:
    """Two tables, of what carries something and of what something ends with."""
    base, heads = spaced(found.scenario.baseline), list(SHOWN.values())
    whole = _cells(found, {name: found.difference(arm, name) for name in SHOWN})
    through = Table(f"{spaced(arm)} minus {base}", heads)
    through.add("in all", whole, "bold")
    through.add("of that through")
    for name in (*MEDIATORS, ALL):
        cells = _cells(found, {each: found.part(name, arm, each) for each in SHOWN})
        if name == ALL or _any(cells):
            through.add(name, cells)
    page.table(through)
    ends = Table("of that ends if it were not so that", heads)
    for link in found.links:
        cells = _cells(found, {each: found.part(link, arm, each) for each in SHOWN})
        if _any(cells):
            ends.add(link, cells)
    if ends.rows:
        page.table(ends)
    if others := len(found.links) - len(ends.rows):
        page.paragraph(f"Nothing of it ends with the other {count(others, 'link')}.")


def _any(cells: list[str]) -> bool:
    return any(cell not in (NOTHING_LOST, NO_VALUE) for cell in cells)


def _cells(found: Mediation, values: dict[str, Estimate]) -> list[str]:
    """Differences with their decimals, 0 where they are too small to matter."""
    known = outcomes(found.scenario.community.labels)
    return [_cell(Scale.of(known[name]), each) for name, each in values.items()]


def _cell(scale: Scale, found: Estimate) -> str:
    if not found.count:
        return NO_VALUE
    return NOTHING_LOST if scale.about_the_same(found) else scale.change(found)
