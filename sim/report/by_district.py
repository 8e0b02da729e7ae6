"""What an arm changes in one district."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.model.means import share_of_homes
from sim.report.facts import Change, change

if TYPE_CHECKING:
    from sim.study.compare import Comparison


def change_in(comparison: Comparison, arm: str, kind: str, district: str) -> Change:
    """What an arm changes in one district; ``kind`` is ``trust``, ``true_crime`` and so on."""
    return change(comparison, arm, f"{kind}_in_{district}")


def residents_of(comparison: Comparison, district: str) -> float:
    """How many live in a district, in thousands."""
    scenario = comparison.scenario
    return scenario.community.residents * share_of_homes(scenario, district) / 1000.0
