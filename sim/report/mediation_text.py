"""What effects run through, as tables: through which state, and with which link off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from sim.common.words import NOTHING, Scale, count
from sim.report.intervals import intervals_of
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
HOW_HELD = (
    "Held means: set back every night to what it is under the baseline in the same replicate, with"
    " the same residents and draws. The part that then is missing runs through it. Parts overlap,"
    " so they do not sum to the whole."
)
HOW_OFF = (
    "Off means: the numbers of the link stand at their neutral values in every arm, from the"
    " burn-in on. In brackets: not clear, as {unclear}. Tips and crimes are those of a year per"
    " 1,000 residents."
)


def print_mediation(found: Mediation, file: IO[str] | None = None) -> None:
    """Print two tables for every arm but the baseline."""
    page, scenario = Page(file), found.scenario
    base = scenario.title(scenario.baseline)
    page.paragraph(
        f"What the arms of {scenario.shown_name} do, against {base}: through what, and what"
        f" of it ends with which link of the model. {count(len(found.whole), 'replicate')}."
    )
    for arm in scenario.arms:
        if arm != scenario.baseline:
            _print_arm(page, found, arm)
    page.paragraph(HOW_HELD)
    page.paragraph(HOW_OFF.format(unclear=intervals_of(found).unclear))
    page.paragraph(f"Links switched off, one at a time: {'; '.join(found.links)}.")
    if already := [words for words in LINKS if words not in found.without]:
        page.paragraph(f"Off already in this scenario: {'; '.join(already)}.")


def _print_arm(page: Page, found: Mediation, arm: str) -> None:
    """Two tables, of what carries something and of what something ends with."""
    base, heads = found.scenario.title(found.scenario.baseline), list(SHOWN.values())
    through = Table(f"{found.scenario.title(arm)} minus {base}", heads)
    through.add("in all", _cells(found, [found.difference(arm, name) for name in SHOWN]), "bold")
    through.add("of that through")
    for name in (*MEDIATORS, ALL):
        parts = [found.part(name, arm, each) for each in SHOWN]
        if name == ALL or _any_matters(found, parts):
            through.add(name, _cells(found, parts))
    page.table(through)
    ends = Table("of that ends if it were not so that", heads)
    for link in found.links:
        parts = [found.part(link, arm, each) for each in SHOWN]
        if _any_matters(found, parts):
            ends.add(link, _cells(found, parts))
    if ends.rows:
        page.table(ends)
    if others := len(found.links) - len(ends.rows):
        page.paragraph(f"Nothing of it ends with the other {count(others, 'link')}.")


def _scales(found: Mediation) -> list[Scale]:
    known = found.scenario.community.outcomes
    return [Scale.of(known[name]) for name in SHOWN]


def _any_matters(found: Mediation, parts: Sequence[Estimate]) -> bool:
    return any(
        each.count and not scale.about_the_same(each)
        for scale, each in zip(_scales(found), parts, strict=True)
    )


def _cells(found: Mediation, parts: Sequence[Estimate]) -> list[str]:
    """Differences with their decimals."""
    return [_cell(scale, each) for scale, each in zip(_scales(found), parts, strict=True)]


def _cell(scale: Scale, part: Estimate) -> str:
    """A difference; 0 where it is too small to matter, and the space that aligns it."""
    if not part.count:
        return f"{NOTHING} "
    return "0 " if scale.about_the_same(part) else scale.change(part)
