"""What an arm changes in one district."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.model.means import share_of_homes
from sim.report.facts import Change, change

if TYPE_CHECKING:
    from sim.study.compare import Comparison


def change_in(comparison: Comparison, arm: str, kind: str, district: str) -> Change:
    """What an arm changes in one district; ``kind`` is ``trust``, ``true_crime`` and so on."""
    return change(comparison, arm, f"{kind}_in_{district}")


LEAST = 1.0
"""Points of trust: the least that the darkest colour of a map stands for."""


def trust_on_map(comparison: Comparison) -> dict[str, list[float]]:
    """What a map shows of every arm, district by district, in points.

    Of the baseline, which comes first, the mean trust; of the others what they change in it.
    """
    base, places = comparison.baseline, comparison.scenario.community.districts
    return {
        arm: [
            comparison.level(base, f"trust_in_{name}").mean
            if arm == base
            else change_in(comparison, arm, "trust", name).found.mean
            for name in places
        ]
        for arm in (base, *comparison.others)
    }


def darkest(comparison: Comparison, trust: dict[str, list[float]]) -> float:
    """The change for which the darkest colour stands, on either side."""
    found = [abs(each) for arm in comparison.others for each in trust[arm] if math.isfinite(each)]
    return max([LEAST, *found])


def residents_of(comparison: Comparison, district: str) -> float:
    """How many live in a district, in thousands."""
    scenario = comparison.scenario
    return scenario.community.residents * share_of_homes(scenario, district) / 1000.0
