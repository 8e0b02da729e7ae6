"""What of a scenario a frontier does not mix, and why."""

from __future__ import annotations

from collections.abc import Sequence

from sim.common.words import listed, spaced
from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.model.strategies.base import Strategy


def left_out(scenario: Scenario, mixed: Sequence[str], named: bool) -> list[str]:
    """A sentence for each strategy of an arm that no mix contains as the arm has it.

    ``mixed`` are the strategies that share the budget; where somebody has ``named`` them, nothing
    is said of the others.
    """
    told = [
        _why(scenario.title(arm), name, setting, name in mixed)
        for arm in scenario.arms
        if arm != scenario.baseline
        for name, setting in settings_of(scenario.arms[arm]).items()
        if getattr(setting, "share", None) is None and (name in mixed or not named)
    ]
    costs = [
        f"{cost.what}, an extra cost of {scenario.title(arm)}, belongs to that proposal alone"
        for arm in scenario.arms
        if arm != scenario.baseline
        for cost in scenario.arms[arm].extra_cost
    ]
    return list(dict.fromkeys([*told, *costs]))


def _why(arm: str, name: str, setting: Strategy, mixed: bool) -> str:
    what = f"{spaced(name)} of {arm}"
    if "share" not in type(setting).model_fields:
        return f"{what} takes no share of a budget"
    amounts = [
        f"{key} {value:g}"
        for key in setting.quantities
        if (value := getattr(setting, key)) is not None
    ]
    given = f"is given as a quantity ({listed(amounts)})" if amounts else "has no amount"
    if mixed:
        return f"{what} {given}: in the mixes its share of the budget decides how much"
    return f"{what} {given}, not as a share of the budget"
