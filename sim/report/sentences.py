"""Plain sentences about a comparison, made from its numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.common.words import Scale, dollars, listed
from sim.model.arm_plan import arm_plan
from sim.report.facts import HIGHER, LOWER, SAME, change, change_of

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Comparison
    from sim.study.expectations import Verdict

SAME_COST = 0.05
"""Costs count as equal when they differ by no more than this share of the larger."""
SIDE_BY_SIDE = (
    "trust",
    "reporting",
    "true_crime",
    "true_violent",
    "recorded_crime",
    "stopped_without_reason",
    "participation",
    "quality_of_life",
    "quality_of_life_with_crime",
)
"""Outcomes in which two arms are compared first."""


def same_cost(one: float, other: float) -> bool:
    """Whether two costs count as equal."""
    return abs(one - other) <= SAME_COST * max(abs(one), abs(other))


def quality_of_life_sentence(comparison: Comparison, arm: str, than: str) -> str:
    """A warning where it depends on the weight of crime which arm has the better life, or ""."""
    without, with_crime = (
        change(comparison, arm, name, than)
        for name in ("quality_of_life", "quality_of_life_with_crime")
    )
    if {without.amounts_to, with_crime.amounts_to} != {HIGHER, LOWER}:
        return ""
    return (
        "Which of the two has the better quality of life depends on whether crime counts in it:"
        " the weights decide, not the simulation."
    )


def budget_sentence(comparison: Comparison) -> str:
    """What the budget is and who does not spend it; what arms cost stands in their table."""
    scenario, prices = comparison.scenario, comparison.prices
    if all(price.per_resident_year == 0 for price in prices.values()):
        return "No arm costs anything extra: what is done comes out of the hours that there are."
    budget = scenario.budget
    if budget is None:
        return "There is no budget that arms share; what each costs stands in the table."
    total = dollars(round(budget.per_resident * scenario.community.residents))
    people = scenario.community.residents
    beside = [arm for arm in comparison.arms if not prices[arm].spends_budget]
    costs = {arm: round(people * prices[arm].per_resident_year) for arm in beside}
    idle = [comparison.title(arm) for arm in beside if costs[arm] <= 0]
    unspent = f" Not spent by {listed(idle)}." if idle else ""
    given = [
        f"{dollars(cost)} under {comparison.title(arm)}" for arm, cost in costs.items() if cost > 0
    ]
    quantities = "".join(
        f" Given as quantities, outside this budget: {listed(given[at : at + 2])} a year."
        for at in range(0, len(given), 2)
    )
    return (
        f"The extra budget is {dollars(budget.per_resident)} per resident a year, {total} a year"
        f" in all.{unspent}{quantities}"
    )


def unequal_costs_sentence(scenario: Scenario) -> str:
    """A warning where arms that spend the budget do not cost the same, or ""."""
    prices = {arm: arm_plan(scenario, arm).price for arm in scenario.arms}
    costs = {arm: each.per_resident_year for arm, each in prices.items() if each.spends_budget}
    if not costs or same_cost(min(costs.values()), max(costs.values())):
        return ""
    return (
        f"The arms that spend the budget ({listed([scenario.title(arm) for arm in costs])}) cost"
        " from"
        f" {dollars(min(costs.values()))} to {dollars(max(costs.values()))} per resident a year."
        " That is more than 5% apart: differences between them are not differences at equal cost."
    )


def same_crimes_sentence(comparison: Comparison) -> str:
    """How reporting differs from the baseline at the baseline's mix of crimes, or ""."""
    from sim.study.crime_mix import reporting_at_baseline_mix

    found = [
        change_of(comparison, arm, "reporting", reporting_at_baseline_mix(comparison, arm))
        for arm in comparison.others
    ]
    changes = [
        f"{comparison.title(each.arm)} {each.shown}"
        for each in found
        if each.found.count and not each.too_small
    ]
    if any(each.too_small for each in found):
        changes.append(f"{'others' if changes else 'all arms'} {SAME}")
    if not changes:
        return ""
    return (
        f"At the mix of crimes under {comparison.title(comparison.baseline)}, in percentage points:"
        f" {'; '.join(changes)}. The rest comes from which crimes happen, not from"
        " who reports."
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
    found = scale.difference(verdict.estimate)
    sure = ""
    if comparison.in_worlds:
        sure = f" in {100 * claim.in_worlds:.10g} of 100 worlds; it holds in {verdict.holds:.0%}"
    return (
        f"{'met' if verdict.met else 'NOT MET'}: {title}, {comparison.title(claim.arm)} minus"
        f" {comparison.title(verdict.than)}, {' and '.join(limits)} {scale.difference_unit}"
        f"{sure}; found {found}"
    )
