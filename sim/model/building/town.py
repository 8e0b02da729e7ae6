"""The whole town, part by part, in the order in which they need each other.

Every draw is addressed by the home, block or post it concerns, so the same seed and replicate give
the same people in the same places with the same draws, whatever the arms are.
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.building.blocks import lay_out_blocks
from sim.model.building.books import open_books
from sim.model.building.crimes import set_crimes
from sim.model.building.districts import lay_out_districts, set_issues
from sim.model.building.groups import set_groups, settle_groups
from sim.model.building.residents import move_in, set_residents, sum_up_blocks
from sim.model.building.risk import set_risk
from sim.model.building.staff import staff
from sim.model.draws import decision, uniforms, uniforms_of_rows
from sim.model.parameters import Numbers
from sim.model.processes.ties import acquaintance, make_tie
from sim.model.settings import GroupSettings, TownSettings
from sim.model.sizes import usual_officers
from sim.model.state import CRIME_TYPES, Town

BEFORE = -1000000  # the day of draws that are made before the first day

PLACE = decision("town: block", "risk", "who lives here", "residents' group")
PLACE_BY_TYPE = decision("town: risk by type", *CRIME_TYPES)
PERSON = decision(
    "town: resident", "place in the queue for homes", "own view", "watch", "volunteer"
)
OFFICER = decision("town: officer", "skill", "treats people badly")
FIRST_TIES = decision(
    "town: first ties", "makes a tie", "where", "which block next door", "which block"
)


@rule
def build(town: Town, settings: TownSettings, asked: GroupSettings, numbers: Numbers) -> None:
    """Fill the tables of a town, empty until now, for the first day of its burn-in."""
    residents, blocks, groups = town.residents, town.blocks, town.groups
    homes, number = len(residents.block), len(blocks.risk)
    set_groups(groups, asked)
    set_crimes(town.crimes, settings.recorded, numbers)
    lay_out_blocks(blocks, homes)
    lay_out_districts(blocks, settings, len(town.beats.training))
    set_issues(blocks, settings)
    move_in(town)
    place = uniforms_of_rows(town.luck, PLACE, BEFORE, number)
    person = uniforms_of_rows(town.luck, PERSON, BEFORE, homes)
    settle_groups(residents, blocks, groups, settings, asked, place[1], person[0])
    by_type = uniforms_of_rows(town.luck, PLACE_BY_TYPE, BEFORE, number)
    set_risk(blocks, groups, place[0], by_type, town.crimes.rate, settings.crimes_in, numbers)
    for block in range(number):
        blocks.community_group[block] = 1 if place[2, block] < numbers.community_groups.start else 0
        blocks.disorder[block] = numbers.issues.disorder_rest
    set_residents(town, numbers, person)
    sum_up_blocks(town)
    town.department.usual_disorder[0] = numbers.issues.disorder_rest
    officer = uniforms_of_rows(town.luck, OFFICER, BEFORE, len(town.officers.beat))
    usual = usual_officers(settings.officers_per_1000[0], homes)
    staff(town.officers, town.beats, usual, officer, numbers)
    open_books(town.books, settings.record_every[0], numbers)


@rule
def first_ties(town: Town, numbers: Numbers) -> None:
    """The ties that residents have at the start."""
    wanted = 0.5 * numbers.ties.start
    for who in range(len(town.residents.block)):
        for number in range(math.ceil(wanted)):
            luck = uniforms(town.luck, FIRST_TIES, BEFORE, who, number)
            if luck[0] < wanted - number:
                other = acquaintance(town, numbers, BEFORE, who, number, luck)
                if other >= 0:
                    make_tie(town, who, other, -1)
