"""What matters and where a comparison flips, in sentences and tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import numpy as np

from sim.common.words import Scale, capital, inside, listed, number
from sim.model.numbers import every_parameter
from sim.report.layout import Page, Table
from sim.study.sensitivity.indices import Index
from sim.study.sensitivity.quantity import Quantity
from sim.study.sensitivity.region import FEWEST, Limit, Region
from sim.study.sensitivity.swings import ENOUGH, Swing

if TYPE_CHECKING:
    from sim.study.sensitivity.analysis import Finding

MOST_NAMED = 5
MOST_ROWS = 12
TITLES = {
    "first": "alone",
    "total": "with all it acts with",
    "mu_star": "mean size of effect",
    "sigma": "how much it differs",
}


def spread_sentence(quantity: Quantity) -> str:
    """How the paired difference spreads over the points."""
    scale, known = Scale.of(quantity.outcome), quantity.values[quantity.known]
    low, middle, high = scale.factor * np.quantile(known, [0.05, 0.5, 0.95])
    told = (
        f"{subject(quantity)}: {_signed(middle, scale)} {scale.difference_unit} at the middle"
        f" point, {_signed(low, scale)} to {_signed(high, scale)} at nine points in ten"
    )
    if quantity.outcome.better == 0:
        return f"{told}."
    better = int((quantity.better > 0.0).sum())
    return f"{told}; {quantity.title} is better at {better:,} of {len(known):,} points."


def named(found: Sequence[Swing]) -> list[Swing]:
    """The swings that a sentence names."""
    return [swing for swing in found if swing.beyond_chance][:MOST_NAMED]


def swing_sentence(found: Sequence[Swing], quantity: Quantity) -> str:
    """The numbers that move the difference most, with how far."""
    scale, clear = Scale.of(quantity.outcome), named(found)
    if not found:
        return (
            f"{int(quantity.known.sum()):,} points are too few to say which numbers move a"
            f" difference: about {ENOUGH} would do."
        )
    if not clear:
        return "No single number moves it beyond what chance would give among so many."
    told = [
        f"{swing.name} from {swing.below:.2g} to {swing.above:.2g}:"
        f" {_signed(scale.factor * swing.low, scale)} to"
        f" {_signed(scale.factor * swing.high, scale)}"
        for swing in clear
    ]
    return (
        f"What moves it most, in {scale.difference_unit}, from the fifth of the points where a"
        f" number is lowest to the fifth where it is highest: {'; '.join(told)}."
    )


def region_sentence(found: Region, quantity: Quantity) -> str:
    """Where the comparison flips, and how well the region describes it."""
    count = round(found.share * found.points)
    if not found.points:
        return ""
    if not count:
        return f"At all {found.points:,} points {better_in_words(not found.exceptional, quantity)}."
    judged = capital(better_in_words(found.exceptional, quantity))
    told = f"{judged} at {count:,} of {found.points:,} points ({found.share:.1%})"
    if count < FEWEST:
        return f"{told}: too few to say where."
    if not found.limits:
        return (
            f"{told}: no region of one or two numbers was found that holds more of them than"
            " chance would give."
        )
    limits = listed([limit_in_words(limit) for limit in found.limits])
    return (
        f"{told}, above all where {limits}: there at {found.density:.0%} of the points, where"
        f" {found.coverage:.0%} of all such points lie (judged on points not used to find the"
        f" region: {found.inside} inside it, {found.unseen} of that kind)."
    )


def better_in_words(better: bool, quantity: Quantity) -> str:
    """One arm is (not) better than the other on trust."""
    arm, than = quantity.title, quantity.than_title
    title = inside(quantity.outcome.title)
    return f"{arm} is {'' if better else 'not '}better than {than} on {title}"


def limit_in_words(limit: Limit) -> str:
    """contact.gain is above 0.21."""
    return f"{limit.name} is {'above' if limit.above else 'at most'} {limit.value:.3g}"


def meanings(names: Sequence[str]) -> str:
    """What the numbers named above mean."""
    known = dict(every_parameter())
    told = [f"{name}: {known[name].meaning}" for name in names if name in known]
    return "; ".join(told) + "." if told else ""


@dataclass(frozen=True)
class Ranked:
    """The largest indices of one quantity, as table and figure both show them.

    Attributes:
        kinds: the two kinds, as the method gives them.
        leading: the kind by which they are ordered.
        rows: name of a number to its index of each kind, the largest first.
        factor: what a value is multiplied with to be shown.
        unit: unit of what is shown.
    """

    kinds: tuple[str, str]
    leading: str
    rows: dict[str, dict[str, Index]]
    factor: float
    unit: str

    def shown(self, name: str, kind: str) -> str:
        """One index with its interval where it has one: 0.62 [0.55, 0.70]."""
        index = self.rows[name][kind]
        value, low, high = (
            number(self.factor * each, 2) for each in (index.value, index.low, index.high)
        )
        return f"{value} [{low}, {high}]" if np.isfinite(index.low) else value


def ranked(found: Sequence[Index], quantity: Quantity) -> Ranked:
    """The indices of one quantity in their order."""
    first, second = dict.fromkeys(index.kind for index in found)
    shares = second == "total"
    leading = second if shares else first
    by_name: dict[str, dict[str, Index]] = {}
    for index in found:
        by_name.setdefault(index.name, {})[index.kind] = index
    order = sorted(by_name, key=lambda name: -by_name[name][leading].value)[:MOST_ROWS]
    scale = Scale.of(quantity.outcome)
    return Ranked(
        (first, second),
        leading,
        {name: by_name[name] for name in order},
        1.0 if shares else scale.factor,
        "share of the variance" if shares else scale.difference_unit,
    )


def index_table(found: Sequence[Index], quantity: Quantity) -> Table:
    """The largest indices of one quantity with their intervals."""
    ranks = ranked(found, quantity)
    heads = [f"{TITLES[kind]}{' [95%]' if kind != 'sigma' else ''}" for kind in ranks.kinds]
    table = Table(f"{quantity.outcome.title}, {who(quantity)}: {ranks.unit}", heads)
    for name in ranks.rows:
        table.add(name, [ranks.shown(name, kind) for kind in ranks.kinds])
    return table


def subject(quantity: Quantity) -> str:
    """What a sentence about a quantity begins with."""
    return f"{capital(inside(quantity.outcome.title))}, {who(quantity)}"


def who(quantity: Quantity) -> str:
    """The arm, and which one is subtracted."""
    than = f" minus {quantity.than_title}" if quantity.than else ""
    return f"{quantity.title}{than}"


def _signed(value: float, scale: Scale) -> str:
    return number(value, scale.digits, sign=True)


def print_sensitivity(findings: Sequence[Finding], note: str, file: IO[str] | None = None) -> None:
    """Print everything that was found of each paired difference."""
    console = Page(file)
    told: dict[str, None] = {}
    too_few: dict[str, None] = {}
    for finding in findings:
        quantity, swings = finding.quantity, finding.swings
        if quantity.known.any():
            console.paragraph(spread_sentence(quantity))
            if swings:
                console.paragraph(swing_sentence(swings, quantity))
            else:
                too_few[swing_sentence(swings, quantity)] = None
            told |= dict.fromkeys(swing.name for swing in named(swings))
            if quantity.outcome.better:
                console.paragraph(region_sentence(finding.region, quantity))
            told |= dict.fromkeys(limit.name for limit in finding.region.limits)
        if finding.indices:
            console.table(index_table(finding.indices, quantity))
    for each in too_few:
        console.paragraph(each)
    if said := meanings(list(told)):
        console.paragraph(said)
    console.paragraph(note)
