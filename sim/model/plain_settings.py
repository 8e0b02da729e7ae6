"""What a scenario says of its town, of news and of places, as plain numbers for the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.arm_plan import arm_plan
from sim.model.means import blocks_in_districts, blocks_of
from sim.model.places import FIRST_DISTRICT, FIRST_GROUP, HOURS
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.registers import PLACES
from sim.model.scenario.districts import NOT_SAID
from sim.model.scenario.recorded_crime import recorded_rates
from sim.model.state import CRIME_TYPES
from sim.model.strategies.base import KINDS_OF_PLACE, Placement, Where

if TYPE_CHECKING:
    from sim.model.scenario.community import Community, Shock
    from sim.model.scenario.description import Description

Columns = dict[str, list[float]]

OF_A_GROUP = (
    "share", "trust", "trust_spread", "exposure", "stop_conduct", "search_at_stops",
    "force_at_stops", "force_at_calls", "hears_local_news", "hears_national_news",
)  # fmt: skip


def town_columns(scenario: Description, days: int) -> Columns:
    """Columns of ``TownSettings`` for a run of so many days."""
    community = scenario.community
    recorded = recorded_rates(community.crime)
    districts = community.districts.values()
    return {
        "residents": [community.residents],
        "residents_per_block": [community.residents_per_block],
        "segregation": [community.segregation],
        "recorded": [recorded[name] for name in CRIME_TYPES],
        "officers_per_1000": [scenario.department.officers_per_1000],
        "hired": [most_hired(scenario)],
        "days": [days],
        "record_every": [scenario.record_every],
        "crimes_in": [crimes for each in districts for crimes in each.crimes_by_type()]
        or [NOT_SAID] * len(CRIME_TYPES),
        "blocks_in": list(blocks_in_districts(scenario).values()) or [blocks_of(scenario)],
        "issues_in": [each.issues for each in districts] or [1.0],
    }


def most_hired(scenario: Description) -> float:
    """The most officers that an arm of a scenario hires."""
    programmes = [each for arm in scenario.arms for each in arm_plan(scenario, arm).programmes]
    return max([each.turns.levers.get(EXTRA_OFFICERS, 0.0) for each in programmes], default=0.0)


def group_columns(scenario: Description) -> Columns:
    """Columns of ``GroupSettings``, a value a group."""
    groups = scenario.community.groups.values()
    rows = list(scenario.community.districts)
    homes = [0 if each.district is None else rows.index(each.district) for each in groups]
    columns: Columns = {name: [getattr(each, name) for each in groups] for name in OF_A_GROUP}
    return {**columns, "district": [float(row) for row in homes]}


def where_as_a_number(community: Community, where: Where) -> int:
    """A place as rules know it (``places``); a district comes before a group of the same name."""
    if where in KINDS_OF_PLACE:
        return KINDS_OF_PLACE.index(where)
    if where in community.districts:
        return FIRST_DISTRICT + list(community.districts).index(where)
    return FIRST_GROUP + list(community.groups).index(where)


def chances_to_hear(scenario: Description, shock: Shock) -> list[float]:
    """Chance (0-1) of each group to hear a piece of news."""
    groups = scenario.community.groups
    if isinstance(shock.reach, dict):
        return [shock.reach.get(name, 0.0) for name in groups]
    if shock.reach == "local":
        return [group.hears_local_news for group in groups.values()]
    return [group.hears_national_news for group in groups.values()]


def amount_of(kind: int, place: Placement) -> float:
    """How many things stand at a place, or ``HOURS``."""
    return (place.amount or 0.0) if PLACES[kind].counted else HOURS
