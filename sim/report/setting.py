"""What is compared, in words: the town, and the numbers that the scenario sets itself."""

from __future__ import annotations

from sim.common.words import count, listed, spaced
from sim.model.numbers import every_parameter
from sim.model.scenario.community import Community
from sim.model.scenario.recorded_crime import FbiCrime, recorded_rates
from sim.model.scenario.said_back import (
    department_in_words,
    survey_in_words,
)
from sim.model.scenario.scenario import Scenario


def town_in_words(scenario: Scenario) -> str:
    """The town in a few sentences, so that a reader can judge how much it is like theirs."""
    community = scenario.community
    crime = community.crime
    source = f"that of {crime.state} in 2019 (FBI)" if isinstance(crime, FbiCrime) else "its own"
    rates = listed(
        [f"{1000.0 * rate:.1f} {spaced(kind)}" for kind, rate in recorded_rates(crime).items()]
    )
    groups = listed(
        [
            f"{scenario.community.labels[name]} {group.share:.0%} (trust {group.trust:.4g} at the"
            f" start{_from_where(community, name)}, exposure to stops {group.exposure:g})"
            for name, group in community.groups.items()
        ]
    )
    scale = (
        ""
        if scenario.scale == 1
        else f" Simulated at 1:{scenario.scale}: {scenario.simulated_residents:,} people,"
        f" each standing for {scenario.scale}, with all quantities of the town shrunk alike."
    )
    return (
        f"{count(community.residents, 'resident')}; recorded crime is {source}: {rates} per 1,000"
        f" residents a year. {department_in_words(scenario)}."
        f" {_who_lives_where(scenario, groups)}{scale} {survey_in_words(scenario)}".rstrip()
    )


def _who_lives_where(scenario: Scenario, groups: str) -> str:
    community = scenario.community
    if community.districts and not community.has_own_groups:
        return f"Districts: {groups}."
    apart = f"they live apart by {community.segregation:g} (0 not at all, 1 by block)"
    if not community.districts:
        return f"Groups: {groups}; {apart}."
    where = listed(
        [f"{label} {community.share_in(name):.0%}" for name, label in community.places.items()]
    )
    return f"Districts: {where}. Groups: {groups}; in each district {apart}."


def _from_where(community: Community, name: str) -> str:
    """Where the trust of a group is from, if the group does not say it."""
    if community.trust_is_of_town(name):
        return ", from that of the town"
    return "" if community.groups[name].says_trust else ", not stated"


def own_numbers(scenario: Scenario) -> str:
    """The numbers of the model that differ from the usual ones, or ""."""
    declared = dict(every_parameter())
    changed = [
        f"{name} {value:,.10g} (usually {declared[name].default:,.10g} {declared[name].unit})"
        for name, value in scenario.numbers().items()
        if value != declared[name].default
    ]
    if not changed:
        return ""
    number = count(len(changed), "number")
    return f"This scenario sets {number} of the model itself: {listed(changed)}."
