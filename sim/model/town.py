"""The town of a scenario and a replicate: tables of the right sizes, filled by rules."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from sim.model import state
from sim.model.arm_plan import arm_plan
from sim.model.building.town import build
from sim.model.parameters import Numbers
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.scenario.recorded_crime import recorded_rates
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
    """What a scenario says of its town, as plain numbers."""
    community = scenario.community
    town = TownSettings.empty(1, types=len(CRIME_TYPES))
    for name in ("residents", "residents_per_block", "segregation"):
        getattr(town, name)[:] = getattr(community, name)
    recorded = recorded_rates(community.crime)
    town.recorded[:] = [recorded[name] for name in CRIME_TYPES]
    town.officers_per_1000[:] = scenario.department.officers_per_1000
    town.hired[:] = most_hired(scenario)
    town.days[:], town.record_every[:] = days, scenario.record_every
    groups = GroupSettings.empty(len(community.groups))
    for row, group in enumerate(community.groups.values()):
        for name, column in groups.columns():
            column[row] = getattr(group, name)
    return town, groups


def most_hired(scenario: Scenario) -> float:
    """The most officers that an arm of a scenario hires."""
    programmes = (each for arm in scenario.arms for each in arm_plan(scenario, arm).programmes)
    return max((each.turns.levers.get(EXTRA_OFFICERS, 0.0) for each in programmes), default=0.0)


def empty_town(sizes: dict[str, int]) -> Town:
    """Tables of these sizes, at their start values."""
    every = {**fixed_sizes(), **sizes}
    parts: dict[str, Any] = {
        field.name: getattr(state, str(field.type)).sized(every)
        for field in dataclasses.fields(Town)
        if field.name != "luck"
    }
    return Town(**parts, luck=np.zeros(2, np.uint64))
