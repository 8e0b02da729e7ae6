"""What a department and its town are without any strategy, and what a strategy can count on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sim.model.numbers  # noqa: F401  (every mechanism declares its own)
from sim.model.parameters import PARAMETERS, Parameter
from sim.model.scenario.districts import whole_parts
from sim.model.sizes import number_of_blocks, usual_officers
from sim.model.strategies.base import Means, Placement, Strategy

if TYPE_CHECKING:
    from sim.model.scenario.community import Community
    from sim.model.scenario.description import Description


def number_of(scenario: Description, dotted: str) -> float:
    """A number of the model as this scenario sets it."""
    group, name = dotted.split(".")
    return scenario.numbers().get(dotted, _declared(group)[name].default)


def _declared(group: str) -> dict[str, Parameter]:
    """The numbers of one mechanism."""
    return PARAMETERS[group]


def officers_of(scenario: Description) -> float:
    """Usual officers, fractional; at least one unless the scenario says none."""
    per_1000 = scenario.department.officers_per_1000
    return usual_officers.plain(per_1000, scenario.community.residents)


def blocks_of(scenario: Description) -> int:
    """Number of blocks of the town."""
    community = scenario.community
    return number_of_blocks.plain(community.residents, community.residents_per_block)


def usual_levers(scenario: Description) -> dict[str, float]:
    """What the department does anyway, for levers without a neutral value."""
    department = scenario.department
    events = department.events_per_month
    return {
        "events_per_month": scenario.community.residents / 5000.0 if events is None else events,
        "meetings_per_month": department.meetings_per_month,
        "months_in_beat": department.months_in_beat,
        "stop_lawful_share": number_of(scenario, "stops.lawful"),
    }


def means_for(scenario: Description, setting: Strategy) -> Means:
    """What a strategy can count on."""
    own = scenario.numbers()
    share = getattr(setting, "share", None)
    budget = scenario.budget.per_resident * scenario.community.residents if scenario.budget else 0.0

    def group(prefix: str) -> dict[str, float]:
        return {
            name: own.get(f"{prefix}.{name}", number.default)
            for name, number in _declared(prefix).items()
        }

    return Means(
        dollars=None if share is None else share * budget,
        residents=scenario.community.residents,
        officers=officers_of(scenario),
        blocks=blocks_of(scenario),
        usual=usual_levers(scenario),
        cost=group("cost"),
        hours=group("hours"),
        places=named_places(scenario.community),
    )


def place_in(scenario: Description, where: str, number: int | None) -> Placement:
    """So many blocks of a place in this town."""
    return means_for(scenario, Strategy()).place(where, number)


def named_places(community: Community) -> dict[str, int]:
    """About how many blocks each district has, and the areas of each group, by name."""
    blocks = number_of_blocks.plain(community.residents, community.residents_per_block)
    shares = {name: group.share for name, group in community.groups.items()}
    of_groups = {name: max(1, round(share * blocks)) for name, share in shares.items()}
    return {**of_groups, **_blocks_in(community, community.residents)}


def blocks_in_districts(scenario: Description) -> dict[str, int]:
    """How many blocks each district has in the town that is simulated, by name."""
    return _blocks_in(scenario.community, scenario.simulated_residents)


def share_of_homes(scenario: Description, district: str) -> float:
    """Share of the residents who live in the blocks of a district."""
    blocks = blocks_in_districts(scenario)
    return blocks[district] / sum(blocks.values())


def _blocks_in(community: Community, residents: int) -> dict[str, int]:
    if not community.districts:
        return {}
    number = number_of_blocks.plain(residents, community.residents_per_block)
    shares = [community.share_in(name) for name in community.districts]
    return dict(zip(community.districts, whole_parts(shares, number), strict=True))
