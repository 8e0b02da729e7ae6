"""Shares that were rounded: within half a per cent of 1 they are scaled, so that they sum to 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario

MOST = 0.005


def is_rounding(total: float) -> bool:
    """Whether what shares sum to is off by no more than their rounding."""
    return abs(total - 1.0) <= MOST + 1e-9


def rounding_in_words(scenario: Scenario) -> list[str]:
    """What was scaled when the scenario was read, a sentence each."""
    sums = {"shares of the groups": scenario.community.shares_given}
    sums["weights of quality of life"] = scenario.quality_of_life.shares_given
    for name, arm in scenario.arms.items():
        sums[f"shares of {name.replace('_', ' ')}"] = arm.shares_given
    return [
        f"The {name} sum to {total:.4g}: each is divided by that, so that they sum to 1."
        for name, total in sums.items()
        if total is not None
    ]
