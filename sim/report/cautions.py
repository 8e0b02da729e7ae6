"""What a scenario may do without its author meaning it to: warnings before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from sim.parameters import every_parameter
from sim.pricing import number_of, price
from sim.processes.causes_of_crime import STAFFING_HIGH, STAFFING_LOW
from sim.report.sentences import same_cost
from sim.scenario import Scenario, recorded_rates, settings_of
from sim.scenario.units_of_trust import doubts_about_scale
from sim.staffing import presence_against_usual, stages, working_day
from sim.strategies.surveillance import Surveillance
from sim.what_differs import what_differs
from sim.words import dollars, listed, spaced

UNLIKELY_CRIME = {"violent": 25.0, "burglary": 30.0, "vehicle_theft": 30.0, "other_theft": 120.0}
"""Recorded crimes per 1,000 residents a year that hardly any town has."""
DIRECT = ("trust_everybody", "trust_covered")
"""What cameras themselves do to trust."""
UNLIKELY_OFFICERS = 10.0
UNLIKELY_BUDGET = 1_000.0
UNLIKELY_EXPOSURE = 8.0


def cautions(scenario: Scenario) -> list[str]:
    """All warnings, as sentences."""
    found = [*_unequal_costs(scenario), *cautions_beside_costs(scenario)]
    if scenario.replicates == 1:
        found.append("One replicate gives no intervals: every difference may be luck.")
    return found


def cautions_beside_costs(scenario: Scenario) -> list[str]:
    """The warnings that have nothing to do with unequal costs."""
    found = [*_unlikely_town(scenario), *doubts_about_scale(scenario)]
    for arm in scenario.arms:
        found += _stops_unsaid(scenario, arm)
        found += _idle(scenario, arm)
        found += _unspent(scenario, arm)
        found += _beyond_staff(scenario, arm)
        found += _beyond_evidence(scenario, arm)
    found += _phases(scenario)
    found += _cameras_and_trust(scenario)
    found += _implausible(scenario)
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


def _idle(scenario: Scenario, arm: str) -> Iterator[str]:
    if arm != scenario.baseline and not any(
        choice.by_arm[arm] != choice.by_arm[scenario.baseline] for choice in what_differs(scenario)
    ):
        yield (
            f"{spaced(arm)} does nothing differently from {spaced(scenario.baseline)}. Did you"
            " forget a share or a quantity?"
        )


def _stops_unsaid(scenario: Scenario, arm: str) -> Iterator[str]:
    setting = settings_of(scenario.arms[arm]).get("surveillance")
    if (
        isinstance(setting, Surveillance)
        and setting.share
        and "stops_share" not in setting.model_fields_set
    ):
        yield (
            f"{spaced(arm)}: {setting.stops_share:.0%} of what surveillance gets pays for stops,"
            " as it usually does: write stops_share: 0 for cameras alone, or the part you mean."
        )


def _phases(scenario: Scenario) -> Iterator[str]:
    changing = [spaced(arm) for arm in scenario.arms if len(stages(scenario, arm)) > 1]
    if changing:
        yield (
            f"{listed(changing)}: what is done changes during the run. Trust is read on the last"
            " day, which favours what came last; crime and reporting are of the whole run. The"
            " curves over time show both."
        )


def _cameras_and_trust(scenario: Scenario) -> Iterator[str]:
    watched = [
        spaced(arm)
        for arm in scenario.arms
        if any(
            placement.amount
            for stage in stages(scenario, arm)
            for placement in stage.places.values()
        )
    ]
    direct = [number_of(scenario, f"surveillance.{name}") for name in DIRECT]
    if watched and not any(direct):
        yield (
            f"What cameras alone do to trust (in {listed(watched)}) is unknown, even whether it is"
            " good or bad. Here it is set to nothing, so that they hardly move trust is an"
            f" assumption, not a finding (surveillance.{DIRECT[0]})."
        )


def _unlikely_town(scenario: Scenario) -> Iterator[str]:
    people = scenario.community.residents
    rates = recorded_rates(scenario.community.crime)
    for kind, rate in rates.items():
        if 1000.0 * rate > UNLIKELY_CRIME[kind]:
            yield (
                f"{1000.0 * rate:g} recorded crimes of the type {spaced(kind)} per 1,000 residents"
                f" a year are {rate * people:,.0f} a year in this town. Did you give a count"
                " instead of a rate?"
            )
    officers = scenario.department.officers_per_1000
    if officers > UNLIKELY_OFFICERS:
        yield (
            f"{officers:g} officers per 1,000 residents are {officers * people / 1000:,.0f} in"
            " this town. Did you give a headcount instead of a rate?"
        )
    budget = scenario.budget
    if budget is not None and budget.per_resident > UNLIKELY_BUDGET:
        yield (
            f"{dollars(budget.per_resident)} per resident a year are"
            f" {dollars(budget.per_resident * people)} a year in this town. Did you give the whole"
            " budget instead of that per resident?"
        )
    for name, group in scenario.community.groups.items():
        if group.exposure > UNLIKELY_EXPOSURE:
            yield (
                f"group {name} has an exposure of {group.exposure:g}: stopped that many times as"
                " often as a group with exposure 1."
            )


def _unspent(scenario: Scenario, arm: str) -> Iterator[str]:
    if not price(scenario, arm).spends_budget:
        return
    for stage in stages(scenario, arm):
        if stage.shares < 0.995:
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
                f" for {day.asked:,.1f} officer hours a day and the staff has"
                f" {day.available:,.1f} left for them, so"
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
                f"{name} is {value:,.10g}, outside its plausible range of {plausible[0]:,.10g}"
                f" to {plausible[1]:,.10g} {declared[name].unit}."
            )


def _days(scenario: Scenario, first: float, after: float) -> str:
    if first <= 0 and after >= scenario.days:
        return "throughout the run"
    return f"on days {first:g} to {after - 1:g}"
