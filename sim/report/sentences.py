"""Plain sentences about a comparison, made from its numbers alone."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

from sim.report.words import Scale, capital, dollars, listed, number, spaced, with_interval

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.experiment.expectations import Verdict

SAME_COST = 0.05
"""Costs count as equal when they differ by no more than this share of the larger."""


def headline_pair(comparison: Comparison) -> tuple[str, str] | None:
    """The two arms that spend the budget whose trust differs most, the higher first.

    Where fewer than two spend it, the arm that differs most from the baseline, with the baseline;
    None when there is a single arm.
    """
    spending = [arm for arm in comparison.arms if comparison.prices[arm].spends_budget]
    pairs = list(combinations(spending, 2)) or [
        (arm, comparison.baseline) for arm in comparison.arms if arm != comparison.baseline
    ]
    if not pairs:
        return None
    gaps = {pair: comparison.difference(*pair, "trust").mean for pair in pairs}
    pair = max(pairs, key=lambda pair: abs(gaps[pair]))
    return pair if gaps[pair] >= 0 else (pair[1], pair[0])


def same_cost(one: float, other: float) -> bool:
    """Whether two costs count as equal."""
    return abs(one - other) <= SAME_COST * max(abs(one), abs(other))


def headline(comparison: Comparison) -> str:
    """The main finding on trust in one sentence."""
    pair = headline_pair(comparison)
    if pair is None:
        scale = Scale.of(comparison.outcomes["trust"])
        found = scale.level_with_interval(comparison.level(comparison.baseline, "trust"))
        return f"Trust in police ends at {found}, {scale.level_unit}."
    arm, than = pair
    amount = _amount(comparison, arm, than, "trust")
    if amount is None:
        return (
            f"{capital(spaced(arm))} and {spaced(than)} show no clear difference in trust"
            f"{_bounds(comparison, arm, than, 'trust')}{_at_cost(comparison, arm, than)}."
        )
    return (
        f"{capital(spaced(arm))} ends {amount}{_bounds(comparison, arm, than, 'trust')} above"
        f" {spaced(than)} in trust{_at_cost(comparison, arm, than)}."
    )


def pair_sentence(comparison: Comparison, arm: str, than: str, outcome: str) -> str:
    """How one arm differs from another in one outcome: "7.1 per ... (6.5 to 7.7) higher"."""
    mean = comparison.difference(arm, than, outcome).mean
    bounds = _bounds(comparison, arm, than, outcome)
    amount = _amount(comparison, arm, than, outcome)
    if amount is None:
        return "no difference" if mean == 0 else f"no clear difference{bounds}"
    return f"{amount}{bounds} {'higher' if mean > 0 else 'lower'}"


def quality_of_life_sentence(comparison: Comparison, arm: str, than: str) -> str:
    """A warning where it depends on the weight of crime which arm has the better life, or ""."""
    names = ("quality_of_life", "quality_of_life_with_crime")
    without, with_crime = (comparison.difference(arm, than, name) for name in names)
    if not (without.clear and with_crime.clear) or without.mean * with_crime.mean > 0:
        return ""
    return (
        "Which of the two has the better quality of life depends on whether crime counts in it:"
        " the weights decide, not the simulation."
    )


def outcome_sentence(comparison: Comparison, outcome: str) -> str:
    """Which arms end above and below the baseline, in one sentence; empty for a single arm."""
    scale = Scale.of(comparison.outcomes[outcome])
    others = [arm for arm in comparison.arms if arm != comparison.baseline]
    found = {arm: comparison.difference(arm, comparison.baseline, outcome) for arm in others}
    digits = scale.difference_digits(estimate.mean for estimate in found.values())
    sides: dict[str, list[str]] = {"higher": [], "lower": [], "no clear difference": []}
    for arm, estimate in found.items():
        if not estimate.clear and (estimate.has_interval or not estimate.mean):
            sides["no clear difference"].append(spaced(arm))
        elif math.isfinite(estimate.mean):
            shown = number(scale.factor * estimate.mean, digits, sign=True)
            side = "higher" if estimate.mean > 0 else "lower"
            sides[side].append(f"{spaced(arm)} ({shown})")
    parts = [f"{side} under {listed(arms)}" for side, arms in sides.items() if arms]
    if not parts:
        return ""
    return f"Against {spaced(comparison.baseline)}: {'; '.join(parts)}."


def verdict_sentence(comparison: Comparison, verdict: Verdict) -> str:
    """What a scenario claimed, and what was found."""
    claim = verdict.claim
    name = claim.outcome.removesuffix("_realised")
    outcome = comparison.outcomes[name]
    title = outcome.title if name == claim.outcome else f"{outcome.title} (realised)"
    scale = Scale.of(outcome)
    digits = scale.difference_digits([verdict.estimate.mean], figures=2)
    limits = [
        f"{words} {scale.factor * limit:+.10g}"
        for words, limit in (("at least", claim.at_least), ("at most", claim.at_most))
        if limit is not None
    ]
    found = with_interval(verdict.estimate, scale.factor, digits, sign=True)
    return (
        f"{'met' if verdict.met else 'NOT MET'}: {title}, {spaced(claim.arm)} minus"
        f" {spaced(verdict.than)}, {' and '.join(limits)} {scale.difference_unit}"
        f" at {100 * claim.confidence:.10g}% confidence; found {found}"
    )


def _amount(comparison: Comparison, arm: str, than: str, outcome: str) -> str | None:
    """The size of a difference with its unit, or None where it is not clear."""
    scale = Scale.of(comparison.outcomes[outcome])
    found = comparison.difference(arm, than, outcome)
    if not math.isfinite(found.mean) or (found.has_interval and not found.clear) or not found.mean:
        return None
    digits = scale.difference_digits([found.mean], figures=2)
    return f"{number(abs(scale.factor * found.mean), digits)} {scale.difference_unit}"


def _bounds(comparison: Comparison, arm: str, than: str, outcome: str) -> str:
    """The interval of a difference in brackets, counted in the direction of the difference."""
    scale = Scale.of(comparison.outcomes[outcome])
    found = comparison.difference(arm, than, outcome)
    if not found.has_interval:
        return "" if found.count else " (no replicate has a value)"
    ends = [scale.factor * found.low, scale.factor * found.high]
    if found.high < 0:
        ends = [-ends[1], -ends[0]]
    digits = scale.difference_digits([found.mean], figures=2)
    return f" ({number(ends[0], digits)} to {number(ends[1], digits)})"


def _at_cost(comparison: Comparison, arm: str, than: str) -> str:
    """What the two arms of a finding cost."""
    cost, other = (comparison.prices[name].per_resident_year for name in (arm, than))
    if same_cost(cost, other):
        return f" at the same cost ({dollars(cost)} per resident a year)"
    return f" at {dollars(cost)} against {dollars(other)} per resident a year"
