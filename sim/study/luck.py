"""How much of a spread over worlds is chance: some worlds are lived in by two towns each.

A nested design: in world k two towns give the differences d(k) and e(k), which differ by chance
alone. So the variance that chance adds is the mean of (d - e)^2 / 2, and its share of the whole
variance over worlds tells how much of the spread would stay if nothing were unknown.

Source: one-way random effects, e.g. Searle, Casella and McCulloch 1992, doi 10.1002/9780470316856.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.common.arrays import added, listed
from sim.model.worlds import as_lived
from sim.study.statistics import deviation

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.results import Results

FEWEST = 20
"""Replicates from which some worlds are lived in twice."""
PART, MOST = 10, 20
"""One world of so many is, and no more than so many."""
SECOND_TOWNS = 1_000_000
"""Number of the replicate of the second town in world k: this and k."""


def second_towns(scenario: Scenario) -> list[tuple[Scenario, int]]:
    """The second towns of a scenario that lives in many worlds: what is lived, and its number."""
    if scenario.worlds != "many" or scenario.replicates < FEWEST:
        return []
    twice = range(1, min(MOST, scenario.replicates // PART) + 1)
    return [(as_lived(scenario, number), SECOND_TOWNS + number) for number in twice]


def share_of_luck(results: Results, arm: str, than: str, outcome: str) -> float | None:
    """Share of the variance of a difference over worlds that is chance; None where not known."""
    found = {
        name: {run.replicate: run.outcomes[outcome] for run in results.second if run.arm == name}
        for name in (arm, than)
    }
    if not found[arm]:
        return None
    again = [found[arm][number] - found[than][number] for number in sorted(found[arm])]
    differences = listed(results.differences(arm, than, outcome))
    apart = [first - second for first, second in zip(differences, again, strict=False)]
    chance = added(each * each for each in apart) / (2.0 * len(again))
    spread = deviation(differences)
    if not (math.isfinite(added(differences) + chance) and spread > 0.0):
        return None
    return min(1.0, chance / (spread * spread))
