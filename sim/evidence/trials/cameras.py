"""Cameras, watched and not (P12).

Piza, Welsh, Farrington & Thomas 2019, Criminology & Public Policy 18(1),
doi 10.1111/1745-9133.12419: forty years of evaluations of places with cameras against places
without. Crime falls by about an eighth; where somebody watches by a seventh, where nobody does
hardly; property crime falls, violence not significantly.

Here: the 40 riskiest of 200 blocks, paired by rank, one camera at one block of each pair (4 cameras
per 1,000 residents) for twelve months, watched round the clock in one fork and never in another.
True crime (expected value) in treated against control blocks, each against a fork without cameras.
"All settings" mixes the two forks as the evaluations did: 54 watched, 11 not.

Not the same: places in the evaluations were seldom drawn by lot, many had lighting, guards or signs
beside cameras, and car parks, where effects are largest, have no counterpart here.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value, change_against_controls
from sim.evidence.trials.town import (
    PROPERTY,
    VIOLENT,
    Changes,
    Rows,
    hottest,
    live,
    matched_halves,
    place,
    town_for,
)
from sim.model.processes.surveillance import AT_CAMERAS
from sim.model.state import FloatRows, Floats

PLACES, DAYS = 40, 365
WATCHED = 54.0 / (54.0 + 11.0)  # share of the evaluations in which somebody watched


def changes_by_type(after: FloatRows, without: FloatRows, treated: Rows, control: Rows) -> Floats:
    """Percent change of all, property and violent crime in treated against control blocks."""
    kinds = (slice(None), PROPERTY, VIOLENT)
    sums = [
        [crimes[rows][:, kind].sum() for rows in (treated, control) for crimes in (after, without)]
        for kind in kinds
    ]
    return np.array([change_against_controls(*four) for four in sums])


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change by type of crime, watched, unwatched and mixed."""
    start = town_for(replicate, DAYS, changes)
    treated, control = matched_halves(hottest(start, PLACES), replicate)
    without = live(start.fork(), DAYS).expected
    found = []
    for monitored in (1.0, 0.0):
        town = start.fork()
        place(town, AT_CAMERAS, treated)
        town.set_lever("monitored_share", monitored)
        found.append(changes_by_type(live(town, DAYS).expected, without, treated, control))
    active, passive = found
    mixed = WATCHED * active + (1.0 - WATCHED) * passive
    return {
        "P12.all": float(mixed[0]),
        "P12.active": float(active[0]),
        "P12.passive": float(passive[0]),
        "P12.property": float(mixed[1]),
        "P12.violent": float(mixed[2]),
    }
