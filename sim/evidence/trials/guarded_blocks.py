"""A police guard on a block, day and night (Q02).

Di Tella & Schargrodsky 2004, American Economic Review 94(1), doi 10.1257/000282804322970733, Buenos
Aires: after an attack in July 1994 every Jewish institution was guarded around the clock. On those
blocks almost 75% fewer cars were stolen than on others; next door no effect was seen.

Here: ten of 80 blocks, drawn at random since guards stood where institutions were and not at hot
spots, have 24 officer hours of foot patrol a day each for 153 days, bought on top of the staff's.
Vehicle thefts (their expected value) there, and in blocks next door, against blocks that are
neither, each against the same block in a fork without guards.

Not the same: a guard who stands at a door is here an officer on foot, who also greets people; a
block is 25 homes. Ten guards are many times the town's usual patrol, which deters a little
everywhere: therefore nothing is read without controls.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.foot_patrol_hot_spots import against_controls, ring_of
from sim.evidence.trials.town import Changes, add_hours, live, place, town_for
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.state import CRIME_TYPES

RESIDENTS, PLACES, DAYS = 2000, 10, 153
HOURS_EACH = 24.0
VEHICLE_THEFT = CRIME_TYPES.index("vehicle_theft")


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change of vehicle thefts in guarded blocks and next door, against blocks farther away."""
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    blocks = start.town.blocks
    number = len(blocks.risk)
    guarded = np.random.default_rng(replicate).permutation(number)[:PLACES]
    ring = ring_of(guarded, blocks.neighbours)
    elsewhere = np.setdiff1d(np.arange(number), np.concatenate([guarded, ring]))
    usual, town = start.fork(), start.fork()
    place(town, AT_FOOT_PATROL, guarded)
    add_hours(town, "foot_patrol_hours", HOURS_EACH * len(guarded))
    without, after = (live(each, DAYS).expected[:, VEHICLE_THEFT] for each in (usual, town))
    return {
        "Q02.own": against_controls(after, without, guarded, elsewhere),
        "Q02.next_door": against_controls(after, without, ring, elsewhere),
    }
