"""What a scenario may do without its author meaning it to: warnings before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from sim.commands.page import plain
from sim.parameters import every_parameter
from sim.pricing import price
from sim.processes.crime_risk import STAFFING_HIGH, STAFFING_LOW
from sim.report.sentences import same_cost
from sim.report.words import dollars, listed, spaced
from sim.scenario import Scenario
from sim.staffing import presence_against_usual, stages, working_day


def cautions(scenario: Scenario) -> list[str]:
    """All warnings, as sentences."""
    found = list(_unequal_costs(scenario))
    for arm in scenario.arms:
        found += _unspent(scenario, arm)
        found += _beyond_staff(scenario, arm)
        found += _beyond_evidence(scenario, arm)
    found += _implausible(scenario)
    if scenario.replicates == 1:
        found.append("One replicate gives no intervals: every difference may be luck.")
    return found


def spending_arms(scenario: Scenario) -> list[str]:
    """The arms that spend the extra budget."""
    return [arm for arm in scenario.arms if price(scenario, arm).spends_budget]


def _unequal_costs(scenario: Scenario) -> Iterator[str]:
    spending = spending_arms(scenario)
    costs = {arm: price(scenario, arm).per_resident_year for arm in spending}
    if scenario.budget is not None and not spending:
        yield "No arm spends the budget: give a strategy a share of it, or delete the budget."
    if costs and not same_cost(min(costs.values()), max(costs.values())):
        yield (
            f"The arms that spend the budget ({listed([spaced(arm) for arm in spending])}) cost"
            f" from {dollars(min(costs.values()))} to {dollars(max(costs.values()))} per resident"
            " a year, more than 5% apart: comparing them is not comparing the same money."
        )


def _unspent(scenario: Scenario, arm: str) -> Iterator[str]:
    if not price(scenario, arm).spends_budget:
        return
    for stage in stages(scenario, arm):
        if stage.shares < 1.0 - 1e-6:
            yield (
                f"{spaced(arm)}: {_days(scenario, stage.first, stage.after)} its shares sum to"
                f" {stage.shares:.4g}, so {1.0 - stage.shares:.0%} of the budget stays unspent."
            )


def _beyond_staff(scenario: Scenario, arm: str) -> Iterator[str]:
    for stage in stages(scenario, arm):
        day = working_day(scenario, stage.levers)
        if day.delivered < 1.0 - 1e-9:
            yield (
                f"{spaced(arm)}: {_days(scenario, stage.first, stage.after)} its programmes ask"
                f" for {plain(round(day.asked, 1))} officer hours a day and the staff has"
                f" {plain(round(day.available, 1))} left for them, so"
                f" {day.delivered:.0%} of each is delivered and nothing is left for patrol."
            )


def _beyond_evidence(scenario: Scenario, arm: str) -> Iterator[str]:
    for day, ratio in presence_against_usual(scenario, arm):
        if not STAFFING_LOW - 1e-9 <= ratio <= STAFFING_HIGH + 1e-9:
            yield (
                f"{spaced(arm)}: by day {day:g} police are seen for {ratio:.0%} of the usual"
                f" hours. Evidence ends near {STAFFING_LOW:.0%}-{STAFFING_HIGH:.0%}: beyond that"
                " the effect of staffing on crime is held constant."
            )
            return


def _implausible(scenario: Scenario) -> Iterator[str]:
    declared = dict(every_parameter())
    for name, value in scenario.numbers().items():
        plausible = declared[name].plausible
        if plausible is not None and not plausible[0] <= value <= plausible[1]:
            yield (
                f"{name} is {plain(value)}, outside its plausible range of {plain(plausible[0])}"
                f" to {plain(plausible[1])} {declared[name].unit}."
            )


def _days(scenario: Scenario, first: float, after: float) -> str:
    if first <= 0 and after >= scenario.days:
        return "throughout the run"
    return f"on days {first:g} to {after - 1:g}"
