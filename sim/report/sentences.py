"""Plain sentences about a comparison, made from its numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.evidence.robustness import MIDDLE
from sim.pricing import rival_pairs
from sim.words import Scale, capital, dollars, listed, number, spaced, with_interval

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.experiment.expectations import Verdict
    from sim.experiment.statistics import Estimate

SAME_COST = 0.05
"""Costs count as equal when they differ by no more than this share of the larger."""
LUCK = 0.05
"""How often an interval may miss its mean: 95% intervals."""
ALIKE = "the same in every replicate"


def same_cost(one: float, other: float) -> bool:
    """Whether two costs count as equal."""
    return abs(one - other) <= SAME_COST * max(abs(one), abs(other))


def headline_pair(comparison: Comparison) -> tuple[str, str] | None:
    """The rival pair whose trust differs most, the higher first; None with a single arm."""
    pairs = rival_pairs(comparison.scenario)
    if not pairs:
        return None
    gaps = {pair: comparison.difference(*pair, "trust").mean for pair in pairs}
    pair = max(pairs, key=lambda pair: abs(gaps[pair]))
    return pair if gaps[pair] >= 0 else (pair[1], pair[0])


def contrasts_shown(comparison: Comparison) -> list[tuple[str, str]]:
    """Each arm with the baseline, and the pair of the headline."""
    base = comparison.baseline
    pairs = [(arm, base) for arm in comparison.others]
    pair = headline_pair(comparison)
    return pairs if pair is None or base in pair else [*pairs, pair]


def headline(comparison: Comparison, remark: str | None = None) -> str:
    """The main finding on trust in one sentence; ``remark`` stands beside the interval.

    The pair was chosen after looking at all, so its interval is wider: together the intervals of
    all rival pairs miss a difference no more often than a single one would (Bonferroni). Without
    a ``remark`` of the caller's own this is what the sentence remarks.
    """
    scale = Scale.of(comparison.outcomes["trust"])
    pair = headline_pair(comparison)
    if pair is None:
        level = scale.level_with_interval(comparison.level(comparison.baseline, "trust"))
        return f"Trust in police ends at {level}, {scale.level_unit}."
    arm, than = pair
    found = judged_difference(comparison, arm, than, "trust")
    if remark is None:
        chosen = chosen_from(comparison)
        remark = f"; {chosen}" if chosen else ""
    bounds = _bounds(found, scale, remark)
    cost = _at_cost(comparison, arm, than)
    if found.clear or (found.mean and not found.has_interval):
        return (
            f"{capital(spaced(arm))} ends {_size(found, scale)}{bounds} above {spaced(than)}"
            f" in trust{cost}."
        )
    return (
        f"{capital(spaced(arm))} and {spaced(than)} show no clear difference in trust"
        f"{bounds}{cost}."
    )


def headline_confidence(comparison: Comparison) -> float:
    """The confidence of the interval of the headline."""
    return 1 - LUCK / max(1, len(rival_pairs(comparison.scenario)))


def judged_difference(comparison: Comparison, arm: str, than: str, outcome: str) -> Estimate:
    """A difference between the arms of the headline: trust, which chose them, less surely."""
    confidence = headline_confidence(comparison) if outcome == "trust" else 1 - LUCK
    return comparison.difference(arm, than, outcome, confidence)


def chosen_from(comparison: Comparison) -> str:
    """How the interval of the headline allows for the choice of its pair, or ""."""
    rivals = len(rival_pairs(comparison.scenario))
    if rivals < 2:
        return ""
    confidence = headline_confidence(comparison)
    return f"{confidence:.1%} interval, as the largest of {rivals} pairs"


def pair_sentence(comparison: Comparison, arm: str, than: str, outcome: str) -> str:
    """How one arm differs from another in one outcome: "7.1 per ... (6.5 to 7.7) higher"."""
    scale = Scale.of(comparison.outcomes[outcome])
    found = comparison.difference(arm, than, outcome)
    if not found.count:
        return "unknown: no replicate has a value"
    if found.low == found.high == 0 or (found.mean == 0 and not found.has_interval):
        return ALIKE
    if found.has_interval and not found.clear:
        return f"no clear difference{_bounds(found, scale)}"
    if not found.has_interval and float(f"{scale.factor * found.mean:.{scale.digits}f}") == 0:
        return "hardly any difference"
    side = "higher" if found.mean > 0 else "lower"
    return f"{_size(found, scale)}{_bounds(found, scale)} {side}"


def robustness_sentence(comparison: Comparison) -> str:
    """In what share of the settings of the assumptions the headline stands, or ""."""
    from sim.report.robustness_text import sentence

    pair = headline_pair(comparison)
    if pair is None or not comparison.assumption_ranges:
        return ""
    found = comparison.assumption_ranges[*pair, "trust"]
    said = sentence(found, comparison.outcomes["trust"])
    here = comparison.difference(*pair, "trust").mean
    if found.low <= here <= found.high:
        return said
    side = "larger" if here > found.high else "smaller"
    return (
        f"{said} CAREFUL: the difference above is {side} than in {(1 + MIDDLE) / 2:.0%} of the"
        " settings, so the assumptions used here lie at one end of what is plausible."
    )


def place_in_range(comparison: Comparison, arm: str, than: str, outcome: str) -> str:
    """The range of a difference over the assumptions, and whether those used here lie outside."""
    across = range_over_assumptions(comparison, arm, than, outcome)
    extreme = is_extreme(comparison, arm, than, outcome)
    return f"{across} over the assumptions{': those used here are extreme' if extreme else ''}"


def is_extreme(comparison: Comparison, arm: str, than: str, outcome: str) -> bool:
    """Whether a difference lies outside its range over the assumptions."""
    found = comparison.assumption_ranges[arm, than, outcome]
    return not found.low <= comparison.difference(arm, than, outcome).mean <= found.high


def range_over_assumptions(comparison: Comparison, arm: str, than: str, outcome: str) -> str:
    """Middle of a difference over the settings of the assumptions: "+0.4 to +3.9"."""
    scale = Scale.of(comparison.outcomes[outcome])
    found = comparison.assumption_ranges[arm, than, outcome]
    low, high = scale.factor * found.low, scale.factor * found.high
    largest = max(abs(low), abs(high))
    digits = scale.digits if largest >= 10**-scale.digits else scale.digits + 1
    return f"{number(low, digits, sign=True)} to {number(high, digits, sign=True)}"


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


def costs_sentence(comparison: Comparison) -> str:
    """What each arm costs, what the budget is and who does not spend it."""
    budget, prices = comparison.scenario.budget, comparison.prices
    costs = [f"{spaced(arm)} {dollars(prices[arm].per_resident_year)}" for arm in comparison.arms]
    said = f"Cost per resident a year: {', '.join(costs)}."
    if budget is None:
        return said
    idle = [spaced(arm) for arm in comparison.arms if not prices[arm].spends_budget]
    unspent = f", which {listed(idle)} {'do' if len(idle) > 1 else 'does'} not spend"
    return f"{said} The budget is {dollars(budget.per_resident)}{unspent if idle else ''}."


def unequal_costs_sentence(comparison: Comparison) -> str:
    """A warning where arms that spend the budget do not cost the same, or ""."""
    prices = comparison.prices
    spending = [arm for arm in comparison.arms if prices[arm].spends_budget]
    costs = [prices[arm].per_resident_year for arm in spending]
    if not costs or same_cost(min(costs), max(costs)):
        return ""
    return (
        f"CAREFUL: the arms that spend the budget ({listed([spaced(arm) for arm in spending])})"
        f" cost from {dollars(min(costs))} to {dollars(max(costs))}, more than 5% apart:"
        " differences between them are not differences at equal cost."
    )


def same_crimes_sentence(comparison: Comparison) -> str:
    """How reporting differs from the baseline at the baseline's mix of crimes, or ""."""
    from sim.experiment.crime_mix import reporting_at_baseline_mix

    scale = Scale.of(comparison.outcomes["reporting"])
    found = {arm: reporting_at_baseline_mix(comparison, arm) for arm in comparison.others}
    digits = scale.difference_digits(found.values())
    changes = [
        f"{spaced(arm)} {with_interval(each, scale.factor, digits, sign=True)}"
        for arm, each in found.items()
        if each.count
    ]
    if not changes:
        return ""
    return (
        f"With crimes of the same types as under {spaced(comparison.baseline)}:"
        f" {'; '.join(changes)}. The rest of each difference comes from which crimes happen, not"
        " from who reports."
    )


def verdict_sentence(comparison: Comparison, verdict: Verdict) -> str:
    """What a scenario claimed, and what was found."""
    claim = verdict.claim
    name = claim.outcome.removesuffix("_realised")
    outcome = comparison.outcomes[name]
    title = outcome.title if name == claim.outcome else f"{outcome.title} (realised)"
    scale = Scale.of(outcome)
    limits = [
        f"{words} {scale.factor * limit:+.10g}"
        for words, limit in (("at least", claim.at_least), ("at most", claim.at_most))
        if limit is not None
    ]
    digits = scale.difference_digits([verdict.estimate], figures=2)
    found = with_interval(verdict.estimate, scale.factor, digits, sign=True)
    return (
        f"{'met' if verdict.met else 'NOT MET'}: {title}, {spaced(claim.arm)} minus"
        f" {spaced(verdict.than)}, {' and '.join(limits)} {scale.difference_unit}"
        f" at {100 * claim.confidence:.10g}% confidence; found {found}"
    )


def _size(found: Estimate, scale: Scale) -> str:
    """The size of a difference with its unit."""
    digits = scale.difference_digits([found], figures=2)
    return f"{number(abs(scale.factor * found.mean), digits)} {scale.difference_unit}"


def _bounds(found: Estimate, scale: Scale, remark: str = "") -> str:
    """The interval of a difference in brackets, counted in the direction of the difference."""
    if not found.has_interval:
        return "" if found.count else " (no replicate has a value)"
    if found.low == found.high == 0:
        return f" ({ALIKE})"
    ends = [scale.factor * found.low, scale.factor * found.high]
    if found.high < 0:
        ends = [-ends[1], -ends[0]]
    digits = scale.difference_digits([found], figures=2)
    return f" ({number(ends[0], digits)} to {number(ends[1], digits)}{remark})"


def _at_cost(comparison: Comparison, arm: str, than: str) -> str:
    """What the two arms of a finding cost."""
    cost, other = (comparison.prices[name].per_resident_year for name in (arm, than))
    if same_cost(cost, other):
        return f" at the same cost ({dollars(cost)} per resident a year)"
    return f" at {dollars(cost)} against {dollars(other)} per resident a year"
