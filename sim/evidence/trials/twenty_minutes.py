"""Twenty-one minutes of foot patrol a day at hot spots (Q04).

Ariel, Weinborn & Sherman 2016, Journal of Experimental Criminology 12(3),
doi 10.1007/s11292-016-9260-4: at 34 hot spots unarmed community support officers walked 21 minutes
a day more than at 38 controls, for a year. Recorded crimes were 39% fewer, emergency calls 20%.

Here: the 20 riskiest of 80 blocks, paired by rank; one of each pair has .35 officer hours of foot
patrol a day, bought on top of the staff's, for 365 days. Recorded crime of all types (its expected
value) in treated against control blocks, each against the same block in a fork without.

Not the same: these are officers like any other, not support officers without powers. At 25
residents a block they have .84 minutes a day each; the study's places of 150 m radius held several
hundred people, so the dose per resident is higher here.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.foot_patrol_hot_spots import against_controls
from sim.evidence.trials.town import Changes, add_hours, hottest, matched_halves, place, town_for
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.simulation import Simulation
from sim.model.state import Floats

RESIDENTS, PLACES, DAYS = 2000, 20, 365
HOURS_EACH = 0.35


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change of recorded crime where officers walk for twenty-one minutes a day."""
    change = recorded_at_hot_spots(
        replicate, changes, AT_FOOT_PATROL, "foot_patrol_hours", HOURS_EACH
    )
    return {"Q04.crime": change}


def recorded_at_hot_spots(
    replicate: int, changes: Changes, kind: int, lever: str, hours_each: float
) -> float:
    """Percent change of a year's recorded crime at treated against control hot spots.

    Args:
        replicate: number of the town.
        changes: laid over its scenario.
        kind: what is done at the treated blocks, a row of ``levers.PLACES``.
        lever: the lever of its hours.
        hours_each: officer hours a day in each treated block, bought.
    """
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    treated, control = matched_halves(hottest(start, PLACES), replicate)
    usual, town = start.fork(), start.fork()
    place(town, kind, treated)
    add_hours(town, lever, hours_each * len(treated))
    without, after = (recorded(each) for each in (usual, town))
    return against_controls(after, without, treated, control)


def recorded(town: Simulation) -> Floats:
    """Simulate a year and add up expected recorded crime of all types by block."""
    blocks = town.town.blocks
    total = np.zeros(len(blocks.risk))
    for _ in range(DAYS):
        town.advance(1)
        total += blocks.recorded.sum(axis=1)
    return total
