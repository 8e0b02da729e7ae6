"""Residents' groups that work without police: they meet, make ties, and raise ownership.

Informal civic life is common (54% help neighbours informally, AmeriCorps 2023). Each block's turn
comes once a month; groups are founded where ownership is high and fall asleep where it is low.
Officers may support them: they help to find a room, members and a next date, and leave the group to
its residents, so that nobody meets an officer through it.
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import somebody
from sim.model.processes.ties import TURN, make_tie
from sim.model.registers import OFFICER_HOURS, duty, lever, place
from sim.model.state import Plan, Town

declare(
    "community_groups",
    start=Parameter(
        0.4, "share of blocks", (0.0, 1.0), (0.2, 0.6),
        "blocks with a residents' group at the start",
        "assumed",
    ),
    founded=Parameter(
        0.02, "a month", (0.0, 1.0), (0.005, 0.05),
        "chance that a group is founded, at ownership .5", "assumed",
    ),
    asleep=Parameter(
        0.03, "a month", (0.0, 1.0), (0.01, 0.06),
        "chance that a group falls asleep, at ownership .5", "assumed",
    ),
    comes=Parameter(
        0.08, "a month", (0.0, 1.0), (0.03, 0.15),
        "residents who come to their group, at ownership .5", "assumed",
    ),
    ownership=Parameter(
        0.01, "share of what is missing", (0.0, 1.0), (0.0, 0.03), "ownership gained by coming",
        "assumed",
    ),
    new_tie=Parameter(
        0.2, "share", (0.0, 1.0), (0.0, 0.5), "of those who come, how many make a tie", "assumed",
    ),
    supported=Parameter(
        0.02, "per officer hour a month", (0.0, 1.0), (0.0, 0.05),
        "share of what a block lacks for a lasting group that an hour of support gives", "assumed",
        "our guess, from no study: 50 hours in a month found two groups in three; it may be none",
    ),
)  # fmt: skip

RESIDENTS_GROUP_HOURS = lever(
    "residents_group_hours", OFFICER_HOURS, "help for residents' own groups"
)
AT_RESIDENTS_GROUPS = place(
    "residents_groups", "where residents' groups are supported", RESIDENTS_GROUP_HOURS
)
ON_RESIDENTS_GROUPS = duty(
    "residents_groups",
    "support of residents' groups",
    RESIDENTS_GROUP_HOURS,
    place=AT_RESIDENTS_GROUPS,
)

FATE = decision("community groups: founded or asleep")
COMES = decision("community groups: comes", "comes", "makes a tie")
WITH_WHOM = decision("community groups: tie with whom")


@rule
def support(hours: float, an_hour: float) -> float:
    """Share (0-1) of what a group lacks that support gives: 1 - exp(-``an_hour`` x ``hours``).

    ``hours`` are officer hours a month in the block, ``an_hour`` is what the first of them gives.
    """
    return 1.0 - math.exp(-an_hour * hours)


@rule
def founding_chance(alone: float, supported: float) -> float:
    """Chance a month that a group is founded; support adds its share of what is missing to 1."""
    return alone + supported * (1.0 - alone)


@rule
def sleeping_chance(alone: float, supported: float) -> float:
    """Chance a month that a group falls asleep; support takes its share of it away."""
    return alone * (1.0 - supported)


@rule
def community_groups(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """The blocks whose turn it is: found a group, let it sleep, or meet."""
    blocks, residents, n = town.blocks, town.residents, numbers.community_groups
    places = plan.places[plan.stage[day + plan.burn_in[0]], AT_RESIDENTS_GROUPS]
    a_month = TURN * town.department.hours[0, ON_RESIDENTS_GROUPS]
    for block in range((-day) % TURN, len(blocks.risk), TURN):
        own = 2.0 * blocks.ownership[block]
        supported = support(a_month * places[block], n.supported)
        u = uniform(town.luck, FATE, day, block, 0)
        if blocks.community_group[block] == 0:
            if u < founding_chance(n.founded * own, supported):
                blocks.community_group[block] = 1
            continue
        if u >= 1.0 - sleeping_chance(n.asleep * (2.0 - own), supported):
            blocks.community_group[block] = 0
            continue
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            u_comes, u_tie, _, _ = uniforms(town.luck, COMES, day, who, 0)
            if u_comes < n.comes * 2.0 * residents.ownership[who]:
                residents.ownership[who] += n.ownership * (1.0 - residents.ownership[who])
                if u_tie < n.new_tie:
                    other = somebody(town, WITH_WHOM, day, block, who)
                    if other >= 0:
                        make_tie(town, who, other, day)
