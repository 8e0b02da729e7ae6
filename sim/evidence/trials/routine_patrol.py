"""Routine patrol taken away, or two and a half times as dense (Q01).

Kelling, Pate, Dieckman & Brown 1974, The Kansas City Preventive Patrol Experiment, Police
Foundation (NCJ 150523): for twelve months five of fifteen beats had no routine patrol, five had two
to three times as much and five as much as ever. Neither crime nor attitudes nor fear differed.

Here: a town of six beats, ranked by risk; of each three neighbours in rank one is reactive (no
patrol car passes), one proactive (two and a half times as many) and one control, for 365 days. True
crime (its expected value) and residents who stayed, each against the same beat or person in a fork
without, treated less control; attitudes in standard deviations.

Not the same: two beats a group, not five; crime is all that happens, not what police or a survey
count; attitudes are the state of a person. Cars of proactive beats come from outside, and those
taken from reactive beats go nowhere: all else that the town's officers do stays as it was.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.attitudes_at_hot_spots import shift
from sim.evidence.trials.foot_patrol_hot_spots import against_controls
from sim.evidence.trials.town import (
    Changes,
    Rows,
    live,
    living_in,
    stayed,
    town_for,
    trust_of,
)
from sim.model.simulation import Simulation

RESIDENTS, DAYS = 3000, 365
NONE, MORE = 0.0, 2.5  # times the usual patrol


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Crime, trust and worry without patrol and with more, against control beats."""
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    reactive, proactive, control = thirds(start, replicate)
    usual, town = start.fork(), start.fork()
    town.town.blocks.patrol_share[reactive] *= NONE
    town.town.blocks.patrol_share[proactive] *= MORE
    without, after = (live(each, DAYS).expected for each in (usual, town))
    kept = stayed(start, town)
    worry, usual_worry = (each.town.residents.worry for each in (town, usual))

    def people(blocks: Rows) -> tuple[Rows, Rows]:
        here, there = (np.flatnonzero(living_in(start, each) & kept) for each in (blocks, control))
        return here, there

    def trust(blocks: Rows) -> float:
        return shift(trust_of(town), trust_of(usual), trust_of(start), people(blocks))

    return {
        "Q01.trust_none": trust(reactive),
        "Q01.trust_more": trust(proactive),
        "Q01.worry_none": shift(worry, usual_worry, usual_worry, people(reactive)),
        "Q01.crime_none": against_controls(after, without, reactive, control),
        "Q01.crime_more": against_controls(after, without, proactive, control),
    }


def thirds(town: Simulation, replicate: int) -> tuple[Rows, Rows, Rows]:
    """Blocks of reactive, proactive and control beats: one of each of three neighbours in risk."""
    blocks, luck = town.town.blocks, np.random.default_rng(replicate)
    ranked = np.argsort(-np.bincount(blocks.beat, blocks.risk), kind="stable")
    threes = ranked[: len(ranked) // 3 * 3].reshape(-1, 3)
    drawn = np.array([three[luck.permutation(3)] for three in threes]).reshape(-1, 3)
    reactive, proactive, control = (
        np.flatnonzero(np.isin(blocks.beat, beats)) for beats in drawn.T
    )
    return reactive, proactive, control
