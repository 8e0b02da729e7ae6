"""Foot patrol where crime concentrates (P10).

Ratcliffe, Taniguchi, Groff & Wood 2011, Criminology 49(3), doi 10.1111/j.1745-9125.2011.00240.x,
Philadelphia 2009: 120 violent hot spots ranked by earlier violence and paired with the next in
rank, one of each pair drawn for foot patrol by pairs of officers for twelve weeks. Violent crime
fell by 23% against the controls, only where earlier violence was in the top 40%; 53 crimes were
prevented net of displacement. Elsewhere displacement is not the rule: Guerette & Bowers 2009,
doi 10.1111/j.1745-9125.2009.00177.x.

Here: the 40 riskiest of 200 blocks, paired by rank, one of each pair patrolled on foot for 84 days,
8 officer hours a day and block (19 minutes a day and resident), bought on top of the staff's.
Violent crime (its expected value) in treated against control blocks, each against the same block in
a fork without foot patrol. Ring: blocks next to a treated one that are not treated themselves.

Not the same: hot spots were ranked by recorded violence of three years, ours by true risk; theirs
were some fifteen corners each, our blocks are 25 homes, so officers are denser here (the effect of
presence is saturated from about two hours a day on). Twenty treated blocks take seven times the
town's usual patrol, which deters a little everywhere: therefore nothing is read without controls.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value, change_against_controls
from sim.evidence.trials.town import (
    VIOLENT,
    Changes,
    Rows,
    add_hours,
    hottest,
    live,
    matched_halves,
    place,
    town_for,
)
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.state import Floats, Wholes

PLACES, DAYS = 40, 84
HOURS_EACH = 8.0
TOP_PAIRS = 8  # of 20 pairs: the 40% of places with most crime


def ring_of(treated: Rows, neighbours: Wholes) -> Rows:
    """Blocks next to a treated one that are not treated; ``neighbours`` (blocks, 4), -1: none."""
    around = neighbours[treated]
    return np.setdiff1d(around[around >= 0], treated)


def against_controls(after: Floats, without: Floats, treated: Rows, control: Rows) -> float:
    """Percent change of crimes by block in treated against control blocks."""
    sums = (crimes[rows].sum() for rows in (treated, control) for crimes in (after, without))
    return change_against_controls(*sums)


def prevented(after: Floats, without: Floats, here: Rows, elsewhere: Rows) -> Floats:
    """Crimes prevented in each block of ``here``, beyond what changed ``elsewhere``."""
    common = after[elsewhere].sum() / without[elsewhere].sum()
    fewer: Floats = common * without[here] - after[here]
    return fewer


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change in treated blocks, where it comes about, and what moves next door."""
    start = town_for(replicate, DAYS, changes)
    treated, control = matched_halves(hottest(start, PLACES), replicate)
    patrolled = start.fork()
    place(patrolled, AT_FOOT_PATROL, treated)
    add_hours(patrolled, "foot_patrol_hours", HOURS_EACH * len(treated))
    after = live(patrolled, DAYS).expected[:, VIOLENT]
    without = live(start.fork(), DAYS).expected[:, VIOLENT]

    ring = ring_of(treated, start.town.blocks.neighbours)
    elsewhere = np.setdiff1d(np.arange(len(after)), np.concatenate([treated, ring]))
    gain = prevented(after, without, treated, elsewhere)
    moved = -float(prevented(after, without, ring, elsewhere).sum())
    top, rest = slice(None, TOP_PAIRS), slice(TOP_PAIRS, None)
    return {
        "P10.change": against_controls(after, without, treated, control),
        "P10.top": against_controls(after, without, treated[top], control[top]),
        "P10.rest": against_controls(after, without, treated[rest], control[rest]),
        "P10.share_in_top": Ratio(100.0 * float(gain[top].sum()), float(gain.sum())),
        "P10.displaced": Ratio(moved, float(gain.sum())),
    }
