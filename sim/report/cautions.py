"""What a scenario may do without its author meaning it to: warnings before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from sim.common.words import listed
from sim.model.activities import activities
from sim.model.arm_plan import arm_plan, presence_against_usual
from sim.model.means import number_of
from sim.model.processes.causes_of_crime import STAFFING_HIGH, STAFFING_LOW
from sim.model.scenario.arm import settings_of
from sim.model.scenario.said_back import doubts_about_scale
from sim.model.scenario.scenario import Scenario
from sim.model.strategies.surveillance import Surveillance
from sim.model.what_differs import what_differs
from sim.report.sentences import unequal_costs_sentence
from sim.report.slips import slips

DIRECT = ("trust_everybody", "trust_covered")
"""What cameras themselves do to trust."""


def cautions(scenario: Scenario) -> list[str]:
    """All warnings, as sentences."""
    found = [*_unequal_costs(scenario), *cautions_beside_costs(scenario)]
    if scenario.replicates == 1:
        found.append("One replicate gives no intervals: every difference may be chance.")
    return found


def cautions_beside_costs(scenario: Scenario) -> list[str]:
    """The warnings that have nothing to do with unequal costs."""
    found = [*slips(scenario), *doubts_about_scale(scenario)]
    for arm in scenario.arms:
        found += _stops_unsaid(scenario, arm)
        found += _idle(scenario, arm)
        found += _unspent(scenario, arm)
        found += _beyond_staff(scenario, arm)
        found += _beyond_evidence(scenario, arm)
    found += _phases(scenario)
    found += _cameras_and_trust(scenario)
    return found


def cameras_alone(scenario: Scenario, arm: str) -> bool:
    """Whether an arm adds only cameras, of which is assumed that they do nothing to trust."""
    added = {each.name for each in activities(scenario, arm)}
    return added == {"cameras"} and _set_to_nothing(scenario)


def _set_to_nothing(scenario: Scenario) -> bool:
    """Whether cameras themselves do nothing to trust here, neither set so nor in any world."""
    names = [f"surveillance.{name}" for name in DIRECT]
    if any(number_of(scenario, name) for name in names):
        return False
    return scenario.worlds == "declared" or all(name in scenario.numbers() for name in names)


def spending_arms(scenario: Scenario) -> list[str]:
    """The arms that spend the extra budget."""
    return [arm for arm in scenario.arms if arm_plan(scenario, arm).price.spends_budget]


def _unequal_costs(scenario: Scenario) -> Iterator[str]:
    if scenario.budget is not None and not spending_arms(scenario):
        yield "No arm spends the budget: give a strategy a share of it, or delete the budget."
    if apart := unequal_costs_sentence(scenario):
        yield apart


def _idle(scenario: Scenario, arm: str) -> Iterator[str]:
    if arm != scenario.baseline and not any(
        choice.by_arm[arm] != choice.by_arm[scenario.baseline] for choice in what_differs(scenario)
    ):
        yield (
            f"{scenario.title(arm)} does nothing differently from"
            f" {scenario.title(scenario.baseline)}. Did you"
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
            f"{scenario.title(arm)}: {setting.stops_share:.0%} of what surveillance gets pays for"
            " stops,"
            " as it usually does: write stops_share: 0 for cameras alone, or the part you mean."
        )


def _phases(scenario: Scenario) -> Iterator[str]:
    changing = [
        scenario.title(arm) for arm in scenario.arms if len(arm_plan(scenario, arm).stages) > 1
    ]
    if changing:
        yield (
            f"{listed(changing)}: what is done changes during the run. Trust is read on the last"
            " day, which favours what came last; crime and reporting are of the whole run. The"
            " curves over time show both."
        )


def _cameras_and_trust(scenario: Scenario) -> Iterator[str]:
    watched = [
        scenario.title(arm)
        for arm in scenario.arms
        if any(
            placement.amount
            for stage in arm_plan(scenario, arm).stages
            for placement in stage.places.values()
        )
    ]
    if not watched:
        return
    unknown = (
        f"What cameras alone do to trust (in {listed(watched)}) is unknown, even whether it is"
        " good or bad."
    )
    if _set_to_nothing(scenario):
        yield (
            f"{unknown} Here it is set to nothing, so that they hardly move trust is an"
            f" assumption, not a finding (surveillance.{DIRECT[0]})."
        )
    elif scenario.worlds != "declared" and not any(
        f"surveillance.{name}" in scenario.numbers() for name in DIRECT
    ):
        yield (
            f"{unknown} Worlds differ in it, by a range that was judged (surveillance.{DIRECT[0]})."
        )


def _unspent(scenario: Scenario, arm: str) -> Iterator[str]:
    if not arm_plan(scenario, arm).price.spends_budget:
        return
    for stage in arm_plan(scenario, arm).stages:
        if stage.shares < 0.995:
            yield (
                f"{scenario.title(arm)}: {_days(scenario, stage.first, stage.after)} its shares sum"
                " to"
                f" {stage.shares:.4g}, so {1.0 - stage.shares:.0%} of the budget stays unspent."
            )


def _beyond_staff(scenario: Scenario, arm: str) -> Iterator[str]:
    for stage in arm_plan(scenario, arm).stages:
        day = stage.day
        if day.delivered < 1.0 - 1e-9:
            yield (
                f"{scenario.title(arm)}: {_days(scenario, stage.first, stage.after)} its programmes"
                " ask"
                f" for {day.asked:,.1f} officer hours a day and the staff has"
                f" {day.available:,.1f} left for them, so"
                f" {day.delivered:.0%} of each is delivered and nothing is left for patrol."
            )


def _beyond_evidence(scenario: Scenario, arm: str) -> Iterator[str]:
    for day, ratio in presence_against_usual(scenario, arm):
        if not STAFFING_LOW - 1e-9 <= ratio <= STAFFING_HIGH + 1e-9:
            yield (
                f"{scenario.title(arm)}: by day {day:g} police are seen for {ratio:.0%} of the"
                " usual"
                f" hours. Evidence ends near {STAFFING_LOW:.0%}-{STAFFING_HIGH:.0%}: beyond that"
                " the effect of staffing on crime is held constant."
            )
            return


def _days(scenario: Scenario, first: float, after: float) -> str:
    if first <= 0 and after >= scenario.days:
        return "throughout the run"
    return f"on days {first:g} to {after - 1:g}"
