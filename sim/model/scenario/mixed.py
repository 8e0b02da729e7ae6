"""A budget split among strategies, as an arm: how a frontier mixes, and a lesson with its chips.

A strategy is bought as the scenario has it, and all of them lie over what the baseline does anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.model.scenario.description import Description
from sim.model.strategies import strategies


def can_share() -> list[str]:
    """Names of the strategies that can be paid from a budget."""
    known = strategies()
    return [name for name in known if "share" in known[name].model_fields]


def bought_as(scenario: Description, name: str) -> dict[str, Any]:
    """How a scenario does a strategy, as plain data without its share.

    From the first arm that gives it a share of the budget; nothing where none does.
    """
    for arm in scenario.arms.values():
        setting = getattr(arm, name)
        if setting is not None and getattr(setting, "share", None) is not None:
            data = setting.model_dump(mode="python", by_alias=True, exclude_unset=True)
            return {key: value for key, value in data.items() if key != "share"}
    return {}


def mixed_arm(
    baseline: Mapping[str, Any],
    bought: Mapping[str, Mapping[str, Any]],
    shares: Mapping[str, float],
) -> dict[str, Any]:
    """The arm of a split, as plain data.

    Args:
        baseline: the arm of the baseline as plain data; what spends the budget there is left out.
        bought: how strategies are bought (``bought_as``), by name.
        shares: shares (0-1) of the budget, by name of the strategy.
    """
    usual = {
        name: each
        for name, each in baseline.items()
        if name != "title" and not (isinstance(each, dict) and each.get("share"))
    }
    given = {name: {"share": share, **bought.get(name, {})} for name, share in shares.items()}
    return {**usual, **given}
