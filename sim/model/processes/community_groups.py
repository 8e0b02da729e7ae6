"""Residents' groups that work without police: they meet, make ties, and raise ownership.

Informal civic life is common (54% help neighbours informally, AmeriCorps 2023). Each block's turn
comes once a month; groups are founded where ownership is high and fall asleep where it is low.
"""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import somebody
from sim.model.processes.ties import TURN, make_tie
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
)  # fmt: skip

FATE = decision("community groups: founded or asleep")
COMES = decision("community groups: comes", "comes", "makes a tie")
WITH_WHOM = decision("community groups: tie with whom")


@rule
def community_groups(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """The blocks whose turn it is: found a group, let it sleep, or meet."""
    blocks, residents, n = town.blocks, town.residents, numbers.community_groups
    for block in range((-day) % TURN, len(blocks.risk), TURN):
        own = 2.0 * blocks.ownership[block]
        u = uniform(town.luck, FATE, day, block, 0)
        if blocks.community_group[block] == 0:
            if u < n.founded * own:
                blocks.community_group[block] = 1
            continue
        if u >= 1.0 - n.asleep * (2.0 - own):
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
