"""How risky blocks are: heavy-tailed, alike next door, higher where the least trusting live."""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.building.districts import fit_to_districts
from sim.model.building.orders import mean_around, standardise, sum_of
from sim.model.draws import normal
from sim.model.parameters import Numbers
from sim.model.state import Blocks, FloatRows, Floats, Groups

SMOOTHED = 3
"""How often the risk of a block is mixed with that of those next door."""


@rule
def set_risk(
    blocks: Blocks,
    groups: Groups,
    u: Floats,
    by_type: FloatRows,
    rates: Floats,
    crimes_in: FloatRows,
    numbers: Numbers,
) -> None:
    """Heavy-tailed risk with mean 1, by type, higher where the least trusting live.

    Blocks next door are alike as far as ``crime.neighbourhood`` says, types as far as
    ``crime.common`` does. ``risk`` is that of all crimes together; patrol follows it.

    Args:
        blocks: the blocks, with who lives there.
        groups: the groups of residents.
        u: a draw by block, shared by all types.
        by_type: a draw by type and block, shape (4, blocks).
        rates: true crimes per resident and day by type.
        crimes_in: recorded crimes of each district, in proportion to those of the others, shape
            (districts, 4); below 0 where nothing is said.
        numbers: the numbers of the model.
    """
    n, number = numbers.crime, len(u)
    tilt = tilts(blocks, groups, n.minority_tilt)
    gathers = (
        n.gathers_violent,
        n.gathers_burglary,
        n.gathers_vehicle_theft,
        n.gathers_other_theft,
    )
    shared = alike_next_door(blocks, u, n.neighbourhood)
    risk = np.empty(number)
    for kind in range(4):
        own = alike_next_door(blocks, by_type[kind], n.neighbourhood)
        for block in range(number):
            z = math.sqrt(n.common) * shared[block] + math.sqrt(1.0 - n.common) * own[block]
            risk[block] = math.exp(n.concentration * gathers[kind] * z) * tilt[block]
        if crimes_in[0, kind] >= 0.0:
            fit_to_districts(blocks, risk, crimes_in[:, kind].copy())
        mean = sum_of(risk) / number
        for block in range(number):
            blocks.risk_of[block, kind] = risk[block] / mean
    crimes = sum_of(rates)
    for block in range(number):
        first, more = blocks.risk_of[block, 0], 0.0
        for kind in range(4):
            weight = rates[kind] / crimes if crimes > 0.0 else rates[kind]
            more += (blocks.risk_of[block, kind] - first) * weight
        blocks.risk[block] = first + more
        blocks.patrol_share[block] = math.sqrt(blocks.risk[block])
    patrol = sum_of(blocks.patrol_share)
    for block in range(number):
        blocks.patrol_share[block] /= patrol


@rule
def tilts(blocks: Blocks, groups: Groups, tilt: float) -> Floats:
    """How much riskier each block is for the share of those who trust least: times the usual."""
    lowest, least, everybody = 2.0, 0.0, 0.0
    for group in range(len(groups.people)):
        everybody += groups.people[group]
        if groups.people[group] > 0:
            lowest = min(lowest, groups.start_trust[group])
    for group in range(len(groups.people)):
        if groups.start_trust[group] == lowest:
            least += groups.people[group]
    found = np.empty(len(blocks.risk))
    for block in range(len(found)):
        here = 0.0
        for group in range(len(groups.people)):
            if groups.start_trust[group] == lowest:
                here += blocks.people[block, group]
        share = here / max(1, blocks.homes[block])
        found[block] = max(0.05, 1.0 + tilt * (share - least / everybody))
    return found


@rule
def alike_next_door(blocks: Blocks, u: Floats, alike: float) -> Floats:
    """Standard normal numbers by block from uniform ones, alike in blocks next door."""
    z = np.empty(len(u))
    for block in range(len(u)):
        z[block] = normal(u[block])
    if alike == 0.0 or len(u) < 2:
        return z
    for _ in range(SMOOTHED):
        before = z.copy()
        for block in range(len(u)):
            around = mean_around(blocks, before, block, 0.0)
            z[block] = (1.0 - alike) * before[block] + alike * around
    standardise(z)
    return z
