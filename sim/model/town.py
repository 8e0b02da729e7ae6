"""The town of a scenario and a replicate: tables of the right sizes, filled by rules."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from sim.model import state
from sim.model.building.town import build
from sim.model.parameters import Numbers
from sim.model.plain_settings import group_columns, town_columns
from sim.model.scenario.scenario import Scenario
from sim.model.seen import as_rules_see
from sim.model.settings import GroupSettings, TownSettings
from sim.model.sizes import Sizes, fixed_sizes, set_sizes
from sim.model.state import CRIME_TYPES, Town


def build_town(
    scenario: Scenario, numbers: Numbers, replicate: int, days: int | None = None
) -> Town:
    """The town of one replicate, before its burn-in. Its ties are made by ``first_ties``.

    Its books are of ``days`` days; nothing: of those of the scenario.
    """
    settings, asked = settings_of(scenario, days or scenario.days)
    seen = as_rules_see(settings), as_rules_see(asked)
    sizes = Sizes.empty(1)
    set_sizes(*seen, as_rules_see(sizes))
    town = empty_town({name: int(column[0]) for name, column in sizes.columns()})
    town.luck[:] = scenario.seed, replicate
    build(as_rules_see(town), *seen, numbers)
    return town


def settings_of(scenario: Scenario, days: int) -> tuple[TownSettings, GroupSettings]:
    """What a scenario says of its town, as tables of plain numbers."""
    community = scenario.community
    sizes = {"types": len(CRIME_TYPES), "districts": max(1, len(community.districts))}
    town = TownSettings.sized(sizes)
    groups = GroupSettings.empty(len(community.groups))
    for table, columns in (town, town_columns(scenario, days)), (groups, group_columns(scenario)):
        for name, column in table.columns():
            column.flat[:] = columns[name]
    return town, groups


def empty_town(sizes: dict[str, int]) -> Town:
    """Tables of these sizes, at their start values."""
    every = {**fixed_sizes(), **sizes}
    parts: dict[str, Any] = {
        field.name: getattr(state, str(field.type)).sized(every)
        for field in dataclasses.fields(Town)
        if field.name != "luck"
    }
    return Town(**parts, luck=np.zeros(2, np.uint64))
