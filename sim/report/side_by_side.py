"""Arms side by side: every arm against the baseline, and the two of the headline at length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import NOTHING, capital, dollars, number
from sim.model.arm_plan import rival_pairs
from sim.model.outcomes import OWN
from sim.report.facts import CRIMES, Change, between, change, headline_pair
from sim.report.sentences import SIDE_BY_SIDE
from sim.study.statistics import confidence_of_largest

if TYPE_CHECKING:
    from sim.study.compare import Comparison

FIRST = {
    "trust": "Trust, points",
    "reporting": "Share reported, % points",
    "true_crime": "Crimes, recorded or not",
    "true_violent": "Violent crimes among them",
}
COST = "Extra cost a resident"


@dataclass(frozen=True)
class Overview:
    """Every arm minus the baseline in the outcomes that come first, and what it costs.

    Attributes:
        title: against what, and in how large a town crimes are counted.
        columns: titles with units.
        arms: name of each arm and its cells; in brackets what is not clear.
    """

    title: str
    columns: list[str]
    arms: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Row:
    """One outcome of the two arms of the headline.

    Attributes:
        title: name of the outcome, and the unit of the difference.
        found: difference with its interval.
        reading: better, worse, higher, lower, about the same, no clear difference, or not known.
    """

    title: str
    found: str
    reading: str


def overview(comparison: Comparison) -> Overview:
    """One line an arm: what it does, and at what price."""
    base = comparison.baseline
    people = comparison.scenario.community.residents
    true, recorded = (
        number(people / 1000.0 * comparison.level(base, name).mean, 0)
        for name in ("true_crime", "recorded_crime")
    )
    title = (
        f"Every arm minus {comparison.title(base)}, in this town of {people:,}, a year. There:"
        f" {true} crimes,"
        f" {recorded} of them recorded"
    )
    arms = [
        (
            comparison.title(arm),
            [
                *(_cell(change(comparison, arm, name)) for name in FIRST),
                dollars(comparison.extra_cost(arm)),
            ],
        )
        for arm in comparison.others
    ]  # fmt: skip
    return Overview(title, [*FIRST.values(), COST], arms)


def _cell(found: Change) -> str:
    """A difference in a cell: a number, in brackets where it is not clear, or about 0."""
    if not found.found.count:
        return NOTHING
    if found.too_small:
        return "about 0"
    if found.outcome.name not in CRIMES:
        return found.scale.change(found.found).strip()
    shown = number(found.in_town.mean, 0, sign=True)
    return f"({shown})" if found.unsure else shown


def contrast(comparison: Comparison) -> str:
    """Which arm minus which; "" with a single arm."""
    pair = headline_pair(comparison)
    return f"{capital(comparison.title(pair[0]))} minus {comparison.title(pair[1])}" if pair else ""


def why_these(comparison: Comparison) -> str:
    """Why these two arms, and what that makes of the interval of trust; "" without a choice."""
    rivals = len(rival_pairs(comparison.scenario))
    if rivals < 2:
        return ""
    chosen = f"Of {rivals} pairs of rivals this is the one whose trust differs most."
    if comparison.in_worlds:
        return chosen
    return (
        f"{chosen} Therefore the interval of trust is one of {confidence_of_largest(rivals):.1%}."
    )


def rows(comparison: Comparison) -> list[Row]:
    """The two arms of the headline, outcome by outcome; empty with a single arm."""
    pair = headline_pair(comparison)
    if pair is None:
        return []
    return [_row(between(comparison, *pair, name)) for name in (*SIDE_BY_SIDE, *OWN)]


def rows_of(comparison: Comparison, arm: str, than: str) -> list[Row]:
    """Any two arms, outcome by outcome; not chosen for what came out, so judged as they are."""
    return [_row(change(comparison, arm, name, than)) for name in (*SIDE_BY_SIDE, *OWN)]


def _row(found: Change) -> Row:
    """One outcome; trust has the interval of the headline, as it chose the pair."""
    title = f"{found.outcome.title}, {found.scale.difference_unit}"
    return Row(title, found.shown, found.reading)
