"""What a scenario was understood to say, in words for whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping

from sim.common.words import capital, count, listed, number, spaced
from sim.model.scenario.arm import settings_of
from sim.model.scenario.community import Community
from sim.model.scenario.dates import date_of, number_of
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.totals import InTotal
from sim.model.scenario.units_of_trust import (
    SCALES,
    THRESHOLD,
    on_points,
    share_who_trust,
    usual_threshold,
)

SURVEY_WORDS = {
    "reported": "reported to police: {}",
    "stopped": "stopped by police in a year",
    "had_contact": "any contact with police in a year",
    "turned_to_police": "turned to police in a year",
    "judged_well": "contacts judged well",
    "taking_part": "in the watch or volunteering",
}
"""Figures of a survey, in words."""
NO_FORECAST = "your town's numbers, not a forecast for your town"


def threshold_of(scenario: Scenario) -> float:
    """The same in a scenario."""
    return 100.0 * scenario.assumptions.get(THRESHOLD, usual_threshold() / 100.0)


def trust_in_words(scenario: Scenario) -> str:
    """What share of each group would say at the start that they trust police."""
    community = scenario.community
    said = [
        f"{community.labels[name]}: {_in_words(community, name, threshold_of(scenario))}"
        for name in community.groups
    ]
    if community.trust_on_scale is not None:
        spread = max(group.trust_spread for group in community.groups.values())
        said = [f"the whole town: {community.trust_on_scale.in_words(spread)}", *said]
    return f"Trust at the start: {'; '.join(said)}."


def _in_words(community: Community, name: str, threshold: float) -> str:
    group = community.groups[name]
    share = share_who_trust(group.trust, group.trust_spread, threshold)
    who = f"{share:.0%} would say that they trust police ({threshold:g} points or more)"
    if group.confident is not None:
        return f"{who}, so mean trust {group.trust:.3g}"
    if group.trust_on_scale is not None:
        return f"{group.trust_on_scale.in_words(group.trust_spread)}, so {who}"
    if community.trust_is_of_town(name):
        return f"mean trust {number(group.trust, 1)}, from that of the town, so {who}"
    stated = "" if group.says_trust else "not stated, taken as "
    return f"mean trust {stated}{group.trust:g}, so {who}"


def dates_in_words(scenario: Scenario) -> str:
    """The dates of a scenario, with the days that they are; "" where it has none."""
    start = number_of(scenario.start)
    if start is None:
        return ""

    def told(day: int) -> str:
        return f"{date_of(start + day)} (day {day})"

    found = []
    for arm, strategies in scenario.arms.items():
        settings = [(spaced(name), each) for name, each in settings_of(strategies).items()]
        for what, part in [*settings, *((cost.what, cost) for cost in strategies.extra_cost)]:
            ends = [f"from {told(part.from_day)}"] if part.from_day else []
            ends += [f"until {told(part.until)}"] if part.until is not None else []
            if ends:
                found.append(f"{scenario.title(arm)}: {what} {' '.join(ends)}")
    found += [f"news on {told(shock.day)}" for shock in scenario.community.shocks]
    found += [f"{each.run} on {told(each.day)}" for each in scenario.interventions]
    run = f"Day 0 is {date_of(start)}, the last day {date_of(start + scenario.days - 1)}."
    return f"{run} {capital(listed(found))}." if found else run


def survey_in_words(scenario: Scenario) -> str:
    """What the town's own survey does here; or ""."""
    survey = scenario.survey
    if survey is None:
        return ""
    told = [f"A survey asked {count(survey.residents_asked, 'resident')}."]
    if levels := survey.levels():
        told.append(f"In every world it sets {_figures(levels)}.")
    if weighing := survey.weighing():
        told.append(
            f"Worlds are weighed by {_figures(weighing)}"
            f" (within {100.0 * survey.may_be_off:g} points, beside chance)."
        )
    if scenario.fitted is not None:
        worlds = count(len(set(scenario.fitted.worlds)), "world")
        told.append(f"Replicates live in the {worlds} that fit it: {NO_FORECAST}.")
    elif weighing:
        told.append("That is still to be done, by a fit.")
    return " ".join(told)


def survey_figure(name: str) -> str:
    """A figure of a survey in words."""
    what, _, of = name.partition(".")
    return SURVEY_WORDS[what].format(spaced(of))


def _figures(shares: Mapping[str, float]) -> str:
    return listed([f"{survey_figure(name)} {100.0 * share:.3g}%" for name, share in shares.items()])


def department_in_words(scenario: Scenario) -> str:
    """How many officers there are, as they were given: 340 officers (5.48 per 1,000 residents)."""
    department = scenario.department
    if department.officers is None:
        return f"{department.officers_per_1000:g} officers per 1,000 residents"
    return _as_given(scenario, department)


def budget_in_words(scenario: Scenario) -> str:
    """The budget where it was given in total: $2,100,000 a year ($33.87 per resident); or ""."""
    budget = scenario.budget
    if budget is None or budget.total is None:
        return ""
    return f"The extra budget: {_as_given(scenario, budget)}."


def _as_given(scenario: Scenario, part: InTotal) -> str:
    """A total and its rate; the rate first where the total is for a town of another size."""
    if part.for_residents == scenario.community.residents:
        return f"{part.total_in_words()} ({part.rate_in_words()})"
    return f"{part.rate_in_words()} ({part.in_words()})"


def doubts_about_scale(scenario: Scenario) -> list[str]:
    """A question where trust looks like the mean of a survey's own scale; usually nothing."""
    groups = scenario.community.groups
    given = [group.trust for group in groups.values() if "trust" in group.model_fields_set]
    scale = next((each for each in SCALES if given and max(given) <= each), None)
    if scale is None:
        return []
    most = max(given)
    meant = f"Is this a scale of 1 to {scale}? {most:g} is {on_points(most, scale):.3g} points"
    if scale == 10:
        meant += f" there, and {10.0 * most:.3g} points on a scale of 0 to 10"
    wanted = f"trust_on_scale: {{mean: {most:g}, lowest: 1, highest: {scale}}}"
    said = " and ".join(f"{each:g}" for each in given[:3])
    return [
        f"Trust of {said} is given, of 100 points: hardly anybody would say that they trust police."
        f" {meant}: write  {wanted}  in its place, and trust_spread in points."
    ]


def rounding_in_words(scenario: Scenario) -> list[str]:
    """What was scaled when the scenario was read, a sentence each."""
    sums = {"shares of the groups": scenario.community.shares_given}
    sums["weights of quality of life"] = scenario.quality_of_life.shares_given
    for name, arm in scenario.arms.items():
        sums[f"shares of {scenario.title(name)}"] = arm.shares_given
    return [
        f"The {name} sum to {total:.4g}: each is divided by that, so that they sum to 1."
        for name, total in sums.items()
        if total is not None
    ]
