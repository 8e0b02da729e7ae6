"""Arms side by side: every arm against the baseline, and the two of the headline at length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import NOTHING, Scale, capital, dollars, number, spaced
from sim.model.arm_plan import rival_pairs
from sim.report import sentences
from sim.report.crimes_in_town import CRIMES, NO_DIFFERENCE, SAME, about_the_same, in_town
from sim.report.finding import assumptions_turn
from sim.study.robustness import MIDDLE, Contrast
from sim.study.statistics import confidence_of_largest

if TYPE_CHECKING:
    from sim.model.outcomes import Outcome
    from sim.study.compare import Comparison
    from sim.study.statistics import Estimate

FIRST = {
    "trust": "Trust, points",
    "reporting": "Share reported, % points",
    "true_crime": "Crimes, recorded or not",
    "true_violent": "Violent crimes among them",
}
COST = "Extra cost a resident"
UNKNOWN = "depends on assumptions"
RANGES = f"other assumptions: middle ({MIDDLE:.0%} of sets)"


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
        assumptions: middle and range over the assumptions; empty where they were not varied.
        reading: better, worse, higher, lower, about the same, no clear difference, or not known.
    """

    title: str
    found: str
    assumptions: str
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
        f"Every arm minus {spaced(base)}, in this town of {people:,}, a year. There: {true} crimes,"
        f" {recorded} of them recorded"
    )
    arms = [
        (
            spaced(arm),
            [
                *(_change(comparison, comparison.difference(arm, base, name), name)
                  for name in FIRST),
                dollars(comparison.extra_cost(arm)),
            ],
        )
        for arm in comparison.others
    ]  # fmt: skip
    return Overview(title, [*FIRST.values(), COST], arms)


def _change(comparison: Comparison, found: Estimate, name: str) -> str:
    """A difference in a cell: a number, in brackets where it is not clear, or about 0."""
    scale = Scale.of(comparison.outcomes[name])
    if not found.count:
        return NOTHING
    if about_the_same(comparison.scenario, comparison.outcomes[name], found):
        return "about 0"
    if name not in CRIMES:
        return scale.change(found).strip()
    shown = number(in_town(comparison, found).mean, 0, sign=True)
    return f"({shown})" if found.has_interval and not found.clear else shown


def contrast(comparison: Comparison) -> str:
    """Which arm minus which; "" with a single arm."""
    pair = sentences.headline_pair(comparison)
    return f"{capital(spaced(pair[0]))} minus {spaced(pair[1])}" if pair else ""


def why_these(comparison: Comparison) -> str:
    """Why these two arms, and what that makes of the interval of trust; "" without a choice."""
    rivals = len(rival_pairs(comparison.scenario))
    if rivals < 2:
        return ""
    return (
        f"Of {rivals} pairs of rivals this is the one whose trust differs most. Therefore the"
        f" interval of trust is one of {confidence_of_largest(rivals):.1%}."
    )


def rows(comparison: Comparison) -> list[Row]:
    """The two arms of the headline, outcome by outcome; empty with a single arm."""
    pair = sentences.headline_pair(comparison)
    if pair is None:
        return []
    return [_row(comparison, *pair, name) for name in sentences.SIDE_BY_SIDE]


def _row(comparison: Comparison, arm: str, than: str, name: str) -> Row:
    """One outcome; trust has the interval of the headline, as it chose the pair."""
    outcome = comparison.outcomes[name]
    scale = Scale.of(outcome)
    found = sentences.judged_difference(comparison, arm, than, name)
    across = comparison.assumption_ranges.get((arm, than, name))
    return Row(
        title=f"{outcome.title}, {scale.difference_unit}",
        found=scale.difference(found),
        assumptions=_over_assumptions(across, scale),
        reading=reading(
            found,
            outcome,
            assumptions_turn(comparison, arm, than, name),
            about_the_same(comparison.scenario, outcome, found),
        ),
    )


def _over_assumptions(across: Contrast | None, scale: Scale) -> str:
    if across is None:
        return ""
    middle = scale.middle(across.low, across.middle, across.high)
    return f"{middle} ({scale.range(across.low, across.high)})"


def reading(found: Estimate, outcome: Outcome, turns: bool = False, same: bool = False) -> str:
    """What a difference amounts to.

    ``turns`` where plausible assumptions can turn it round, ``same`` where it is too small to
    matter (`about_the_same`).
    """
    if not found.count:
        return "not known"
    if sentences.is_alike(found):
        return "the same"
    if not found.has_interval:
        return "one run: may be chance"
    if turns:
        return UNKNOWN
    if same:
        return SAME
    if not found.clear:
        return NO_DIFFERENCE
    if outcome.better:
        return "better" if found.mean * outcome.better > 0 else "worse"
    return "higher" if found.mean > 0 else "lower"
