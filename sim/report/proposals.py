"""What every proposal does against the baseline, decided once: texts, pages and pictures show it.

A proposal is an arm that is not the baseline.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import listed
from sim.common.words import dollars, number, short_dollars
from sim.report import certainty
from sim.report.dated_costs import full_year_beyond
from sim.report.facts import CRIMES, HIGHER, NOT_KNOWN, Change, change, shows
from sim.report.idle_money import WORTH_SAYING
from sim.study.hours_by_activity import idle_share

if TYPE_CHECKING:
    from sim.study.compare import Comparison

HARDLY = "about the same"
EITHER_WAY = "up or down"
NOTHING_EXTRA = "nothing extra"
COLUMNS = ("Trust, points of 100", "Crimes a year", "Violent ones", "Cost a year")


@dataclass(frozen=True)
class Fact:
    """What a proposal does to trust or to crime.

    Attributes:
        said: how much, in words: 1.3 higher, 28 fewer, about the same, up or down, not known.
        sure: how sure that is, as a word of ``certainty``.
        side: 1 or -1 where it is told as a gain or a loss; else 0.
        size: how much, without a sign; "" where no amount is told.
        gain: points of trust gained, or crimes prevented a year in the town, on average.
        low: lower end of its interval; no number after a single run.
        high: upper end.
    """

    said: str
    sure: str
    side: int
    size: str
    gain: float
    low: float
    high: float


@dataclass(frozen=True)
class Proposal:
    """One proposal in a line.

    Attributes:
        arm: its name in the scenario.
        name: its name as people read it.
        trust: what it does to trust.
        crime: what it does to true crimes, recorded or not.
        violent: the same of violent ones.
        dollars: what the town pays for it a year beyond the baseline, in whole dollars.
        cost: the same in words.
        full_year: what a full year costs, where `cost` is a mean over days that differ; else "".
        idle: how much of its money finds nothing to do, where that is more than a tenth; else "".
    """

    arm: str
    name: str
    trust: Fact
    crime: Fact
    violent: Fact
    dollars: int
    cost: str
    full_year: str
    idle: str

    @property
    def beside_cost(self) -> str:
        """What stands beside the cost, in a line; "" where nothing does."""
        return "; ".join(each for each in (self.full_year, self.idle) if each)


@dataclass(frozen=True)
class Proposals:
    """All proposals, in the order of the scenario.

    Attributes:
        title: against what they are told, and in how large a town.
        columns: what the facts and the cost are, with units.
        lines: one a proposal.
        scale: what the words of certainty mean.
    """

    title: str
    columns: list[str]
    lines: list[Proposal]
    scale: str


def proposals(comparison: Comparison) -> Proposals:
    """One line a proposal: trust, crimes, violent ones, cost."""
    return Proposals(
        _title(comparison),
        list(COLUMNS),
        [_line(comparison, arm) for arm in comparison.others],
        _scale(comparison),
    )


def _title(comparison: Comparison) -> str:
    """Against what proposals are told, and how many crimes happen there."""
    base, people = comparison.baseline, comparison.scenario.community.residents
    crimes, violent = (
        number(people / 1000.0 * comparison.level(base, name).mean, 0)
        for name in ("true_crime", "true_violent")
    )
    return (
        f"Against {comparison.title(base)} in this town of {people:,}, where {crimes} crimes happen"
        f" a year, reported or not, {violent} of them violent"
    )


def _line(comparison: Comparison, arm: str) -> Proposal:
    cost = round(comparison.scenario.community.residents * comparison.extra_cost(arm))
    idle = idle_share(comparison, arm).mean
    return Proposal(
        arm,
        comparison.title(arm),
        _fact(comparison, arm, "trust"),
        _fact(comparison, arm, "true_crime"),
        _fact(comparison, arm, "true_violent"),
        cost,
        _cost(cost),
        _full_year(comparison, arm, cost),
        f"{idle:.0%} of it unused" if idle > WORTH_SAYING else "",
    )


def _full_year(comparison: Comparison, arm: str, mean: int) -> str:
    """What a full year costs, where the cost is the mean over days on which it differs."""
    found = full_year_beyond(comparison.scenario, arm)
    if found is None or round(found) == mean:
        return ""
    return f"a full year: {_cost(round(found))}"


def _cost(a_year: int) -> str:
    if a_year == 0:
        return NOTHING_EXTRA
    return short_dollars(float(a_year)) if a_year > 0 else f"saves {dollars(-a_year, figures=3)}"


def _fact(comparison: Comparison, arm: str, outcome: str) -> Fact:
    found = change(comparison, arm, outcome)
    sure = how_sure(comparison, found)
    better = found.outcome.better
    if outcome in CRIMES:
        shown, digits, least = found.in_town, 0, "less than 1"
        more, less = "more", "fewer"
    else:
        shown, digits, least = found.found.times(found.scale.factor), 1, "less than 0.1"
        more, less = "higher", "lower"
    low, high = sorted((better * shown.low, better * shown.high))
    size, side = "", 0
    if not found.found.count:
        said = NOT_KNOWN
    elif found.too_small:
        said = HARDLY
    elif sure == certainty.OPEN:
        said = EITHER_WAY
    else:
        side = 1 if better * shown.mean > 0 else -1
        told = shows(shown.mean, digits)
        size = number(abs(shown.mean), digits) if told else least
        said = f"{size if told else 'hardly'} {more if found.amounts_to == HIGHER else less}"
    return Fact(said, sure, side, size, better * shown.mean, low, high)


def how_sure(comparison: Comparison, found: Change) -> str:
    """How sure is what is said of a difference, as a word of ``certainty``.

    Where it is called too small to matter: how sure is that.
    """
    if not found.found.count:
        return certainty.OPEN
    if found.worlds is None or not found.found.has_interval:
        return certainty.UNTESTED if found.matters or found.too_small else certainty.OPEN
    if not found.too_small:
        return certainty.word(found.sure, found.found.count)
    apart = listed(comparison.differences(found.arm, found.than, found.outcome.name))
    known = [each for each in apart if math.isfinite(each)]
    small = [each for each in known if found.hardly_moves((each,))]
    return certainty.word(len(small) / len(known), len(known))


def _scale(comparison: Comparison) -> str:
    """What the words of certainty mean here."""
    if comparison.scenario.replicates == 1:
        return "Untested: one run of each, so it may be chance."
    if not comparison.in_worlds:
        return (
            "Untested: all runs live in one world, so nothing tells whether other plausible"
            " numbers say the same. Open: chance alone could turn it."
        )
    worlds = comparison.scenario.replicates
    if worlds < certainty.WORLDS_TO_SAY:
        return f"Untested: {worlds} plausible worlds say too little."
    if worlds < certainty.WORLDS_TO_BE_SURE:
        return (
            "Likely: in at least 80 of 100 plausible worlds. Open: in fewer. With so few worlds"
            f" ({worlds}) nothing is called almost sure."
        )
    return (
        "Almost sure: in at least 95 of 100 plausible worlds. Likely: in at least 80. Open: in"
        " fewer."
    )
