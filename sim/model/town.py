"""The town of a scenario and a replicate: tables of the right sizes, filled by rules."""

from __future__ import annotations

import math

import numpy as np

from sim.model.arm_plan import arm_plan
from sim.model.building.town import build
from sim.model.ledger import PERIOD
from sim.model.means import blocks_of, officers_of
from sim.model.outcomes import OWN
from sim.model.parameters import Numbers
from sim.model.processes.records import NUMBER_OF_MEANS
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES
from sim.model.scenario.recorded_crime import recorded_rates
from sim.model.scenario.scenario import Scenario
from sim.model.seen import as_rules_see
from sim.model.settings import GroupSettings, TownSettings
from sim.model.state import (
    CRIME_TYPES,
    Beats,
    Blocks,
    Books,
    Contacts,
    Crimes,
    Department,
    Groups,
    Incidents,
    Officers,
    Residents,
    Town,
)

BLOCKS_IN_BEAT = 20
ROOM_TO_HIRE = 0.25  # posts kept for hired officers, as a share of the usual staff


def build_town(
    scenario: Scenario, numbers: Numbers, replicate: int, days: int | None = None
) -> Town:
    """The town of one replicate, before its burn-in. Its ties are made by ``first_ties``.

    Its books are of ``days`` days; nothing: of those of the scenario.
    """
    town = empty_town(scenario, days or scenario.days)
    town.luck[:] = scenario.seed, replicate
    town_settings, group_settings = settings_of(scenario)
    build(as_rules_see(town), as_rules_see(town_settings), as_rules_see(group_settings), numbers)
    return town


def settings_of(scenario: Scenario) -> tuple[TownSettings, GroupSettings]:
    """What a scenario says of its town, as plain numbers."""
    community = scenario.community
    town = TownSettings.empty(1)
    town.segregation[:] = community.segregation
    town.officers[:] = officers_of(scenario)
    recorded = recorded_rates(community.crime)
    town.recorded[:] = [recorded[name] for name in CRIME_TYPES]
    town.record_every[:] = scenario.record_every
    groups = GroupSettings.empty(len(community.groups))
    for row, group in enumerate(community.groups.values()):
        for name, column in groups.columns():
            column[row] = getattr(group, name)
    return town, groups


def empty_town(scenario: Scenario, days: int) -> Town:
    """Tables of the right sizes, at their start values."""
    homes, number = scenario.community.residents, blocks_of(scenario)
    groups, beats, posts = (
        len(scenario.community.groups),
        number_of_beats(number),
        posts_of(scenario),
    )
    return Town(
        residents=Residents.empty(homes),
        blocks=Blocks.empty(number, groups=groups, causes=len(CAUSES)),
        officers=Officers.empty(posts),
        beats=Beats.empty(beats, posts=max(1, math.ceil(posts / beats))),
        groups=Groups.empty(groups),
        crimes=Crimes.empty(len(CRIME_TYPES)),
        department=Department.empty(1, duties=len(DUTIES)),
        contacts=Contacts.empty(2 * homes + 1024),
        incidents=Incidents.empty(homes + 64),
        books=empty_books(groups, days, scenario.record_every),
        luck=np.zeros(2, np.uint64),
    )


def number_of_beats(blocks: int) -> int:
    """Beats of about twenty blocks."""
    return max(1, round(blocks / BLOCKS_IN_BEAT))


def posts_of(scenario: Scenario) -> int:
    """Posts of the usual staff, and of the most that an arm hires."""
    usual = officers_of(scenario)
    hired = ROOM_TO_HIRE * usual
    for arm in scenario.arms:
        for programme in arm_plan(scenario, arm).programmes:
            hired = max(hired, programme.turns.levers.get(EXTRA_OFFICERS, 0.0))
    return math.ceil(usual) + math.ceil(hired)


def empty_books(groups: int, days: int, every: int) -> Books:
    """Books of a run with a record on day 0, every so many days, and on the last."""
    periods, records = math.ceil(days / PERIOD), math.ceil(days / every) + 1
    return Books(
        booked=np.zeros((periods, groups, len(CHANNELS))),
        left=np.zeros((periods, groups, len(CHANNELS))),
        crime=np.zeros((periods, len(CRIME_TYPES), len(CAUSES))),
        counts=np.zeros((len(COUNTS), groups)),
        hours=np.zeros(len(DUTIES)),
        idle=np.zeros(len(DUTIES)),
        impression_left=np.zeros(days + 1),
        standing_left=np.zeros(days + 1),
        record_days=np.zeros(records, np.int32),
        means=np.zeros((records, NUMBER_OF_MEANS, groups)),
        totals=np.zeros((records, len(COUNTS), groups)),
        order=np.zeros(records),
        own=np.zeros((records, len(OWN))),
    )
