"""Two arms side by side, outcome by outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import capital
from sim.model.arm_plan import rival_pairs
from sim.model.outcomes import OWN
from sim.report.facts import Change, between, change, headline_pair
from sim.report.sentences import SIDE_BY_SIDE
from sim.study.statistics import confidence_of_largest

if TYPE_CHECKING:
    from sim.study.compare import Comparison


@dataclass(frozen=True)
class Row:
    """One outcome of two arms.

    Attributes:
        title: name of the outcome, and the unit of the difference.
        found: difference with its interval.
        reading: better, worse, higher, lower, about the same, no clear difference, or not known.
    """

    title: str
    found: str
    reading: str


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
