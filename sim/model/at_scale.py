"""A large town in a smaller one: each simulated resident stands for several.

Rates stay (officers, crime, money and events for each resident), and quantities of the whole town
shrink with it (hours, cameras, blocks). What is told for each resident, or as a share, is as
it was, up to more luck; what is told for the whole town is counted for all of its residents.
"""

from __future__ import annotations

from typing import Any

from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.model.worlds import as_lived


def as_simulated(scenario: Scenario, replicate: int) -> Scenario:
    """The scenario as the town of one replicate lives it: with its world's numbers, at its scale.

    Raises:
        ProblemsFound: worlds are asked for and none of this version are kept.
    """
    lived = as_lived(scenario, replicate)
    if lived.scale == 1:
        return lived
    found: Scenario | None = lived.lives.get(AT_SCALE)
    if found is None:
        found = of_size(lived, lived.simulated_residents)
        lived.lives[AT_SCALE] = found
    return found


AT_SCALE = -1
"""In the lives of a scenario: itself at its scale."""


def of_size(scenario: Scenario, people: int) -> Scenario:
    """The same scenario in a town of so many at most: rates stay, quantities shrink with it."""
    if scenario.community.residents <= people:
        return scenario if scenario.scale == 1 else scenario.model_copy(update={"scale": 1})
    ratio = people / scenario.community.residents
    community = scenario.community.model_copy(update={"residents": people})
    smaller = scenario.model_copy(update={"community": _smaller_news(community, ratio), "scale": 1})
    department, events = smaller.department, smaller.department.events_per_month
    return smaller.model_copy(
        update={
            "department": department.model_copy(
                update={
                    "events_per_month": None if events is None else ratio * events,
                    "meetings_per_month": ratio * department.meetings_per_month,
                }
            ),
            "arms": {name: _smaller(arm, ratio) for name, arm in smaller.arms.items()},
        }
    )


def _smaller_news(community: Any, ratio: float) -> Any:
    """The community with news of a part of the town in as large a part of the smaller one."""
    shocks = [
        shock
        if shock.blocks is None
        else shock.model_copy(update={"blocks": max(1, round(ratio * shock.blocks))})
        for shock in community.shocks
    ]
    return community.model_copy(update={"shocks": shocks}) if shocks else community


def _smaller(arm: Any, ratio: float) -> Any:
    """The arm with quantities of a town that is ``ratio`` times as large."""
    changed = {}
    for name, setting in settings_of(arm).items():
        update: dict[str, float] = {}
        for quantity in setting.quantities:
            amount = getattr(setting, quantity)
            if amount is not None and quantity != "reach":  # a share of the officers
                update[quantity] = ratio * amount
        if (blocks := getattr(setting, "blocks", None)) is not None:
            update["blocks"] = max(1, round(ratio * blocks))
        changed[name] = setting.model_copy(update=update)
    return arm.model_copy(update=changed)
