"""The first screen: what was asked, what came out, how sure that is, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.evidence.robustness import MIDDLE
from sim.report import sentences
from sim.report.words import Scale, capital, count, spaced, with_interval

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.experiment.statistics import Estimate
    from sim.measures import Outcome

PROGRAM = "python run.py"  # not as it was typed: the same results give the same bytes
JUDGED = (
    "trust",
    "reporting",
    "true_crime",
    "recorded_crime",
    "participation",
    "quality_of_life",
    "quality_of_life_with_crime",
)
BESIDE_TRUST = ("reporting", "true_crime", "quality_of_life_with_crime")


@dataclass(frozen=True)
class Row:
    """One outcome of the two arms of the headline.

    Attributes:
        title: name of the outcome.
        unit: unit of the difference.
        found: difference with its interval.
        assumptions: range over the assumptions; empty where they were not varied.
        reading: better, worse, higher, lower, or no clear difference.
    """

    title: str
    unit: str
    found: str
    assumptions: str
    reading: str


@dataclass(frozen=True)
class Answer:
    """What the first screen says; texts that do not apply are empty."""

    headline: str
    interval: str
    beside: str
    sure: str
    price: str
    careful: str
    contrast: str
    rows: list[Row]
    unmet: str


def answer(comparison: Comparison) -> Answer:
    """The first screen of a comparison."""
    pair = sentences.headline_pair(comparison)
    return Answer(
        headline=sentences.headline(comparison, _over_assumptions(comparison)),
        beside=_beside(comparison, *pair) if pair else "",
        sure=_how_sure(comparison),
        price=sentences.costs_sentence(comparison),
        careful=sentences.unequal_costs_sentence(comparison),
        interval=sentences.chosen_from(comparison) if pair else "",
        contrast=f"{capital(spaced(pair[0]))} minus {spaced(pair[1])}" if pair else "",
        rows=[_row(comparison, *pair, name) for name in JUDGED] if pair else [],
        unmet=_unmet(comparison),
    )


def _over_assumptions(comparison: Comparison) -> str:
    """What stands beside the interval of the headline."""
    pair = sentences.headline_pair(comparison)
    if pair is None or not comparison.assumption_ranges:
        return ""
    across = sentences.range_over_assumptions(comparison, *pair, "trust")
    return f"; {across} over plausible assumptions"


def _beside(comparison: Comparison, arm: str, than: str) -> str:
    """Reporting, crime and the quality of life in one sentence."""
    said = []
    for name in BESIDE_TRUST:
        title = comparison.outcomes[name].title
        found = sentences.pair_sentence(comparison, arm, than, name)
        said.append(f"{title[:1].lower() + title[1:]}, {found}")
    return f"Under {spaced(arm)}, against {spaced(than)}: {'; '.join(said)}."


def _how_sure(comparison: Comparison) -> str:
    """How far luck and assumptions move the headline."""
    replicates = comparison.scenario.replicates
    if replicates == 1:
        return "One run of every arm: nothing tells this result from luck."
    runs = f"{count(replicates, 'paired run')} of every arm"
    varied = sentences.robustness_sentence(comparison)
    if varied:
        return f"{varied} The intervals in brackets come from {runs} and tell simulation luck only."
    if len(comparison.arms) == 1:
        return f"{capital(runs)}; the interval tells simulation luck only."
    return (
        f"The intervals in brackets come from {runs} and tell simulation luck only. How far the"
        " answer depends on assumptions, which matters more, is not known for this scenario:"
        f" {PROGRAM} validate --robustness --scenario FILE tells."
    )


def _unmet(comparison: Comparison) -> str:
    """A warning where a claim of the scenario is not met, or ""."""
    failed = sum(not verdict.met for verdict in comparison.verdicts)
    if not failed:
        return ""
    return (
        f"{failed} of the {count(len(comparison.verdicts), 'claim')} that this scenario makes about"
        f" its own results {'is' if failed == 1 else 'are'} NOT MET; the last section lists them."
    )


def _row(comparison: Comparison, arm: str, than: str, name: str) -> Row:
    outcome = comparison.outcomes[name]
    scale = Scale.of(outcome)
    found = comparison.difference(arm, than, name)
    digits = scale.difference_digits([found], figures=2)
    across = ""
    if comparison.assumption_ranges:
        across = sentences.range_over_assumptions(comparison, arm, than, name)
        if sentences.is_extreme(comparison, arm, than, name):
            across += ", extreme here"
    return Row(
        title=outcome.title,
        unit=scale.difference_unit,
        found=with_interval(found, scale.factor, digits, sign=True),
        assumptions=across,
        reading=reading(found, outcome),
    )


def reading(found: Estimate, outcome: Outcome) -> str:
    """What a difference amounts to: better, worse, or no clear difference."""
    if not found.count:
        return "not known"
    if found.mean == 0 and (found.low == found.high or not found.has_interval):
        return "the same"
    if not found.has_interval:
        return "one run: may be luck"
    if not found.clear:
        return "no clear difference"
    if not outcome.better:
        return "higher" if found.mean > 0 else "lower"
    return "better" if found.mean * outcome.better > 0 else "worse"


def range_title() -> str:
    """What the column of ranges shows."""
    return f"{MIDDLE:.0%} of settings of the assumptions"
