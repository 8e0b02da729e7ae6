"""Community policing that nobody supports (P07).

Blair, Weinstein, Christia and others 2021, Science 374, doi 10.1126/science.abd3446: six trials in
Brazil, Colombia, Liberia, Pakistan, the Philippines and Uganda, 516 areas. Pooled, nothing moved:
not what people think of police, not tips, not victimisation. Their reasons: commanders had other
priorities, officers rotated (after 1 to 17 months on average), under a quarter of what residents
raised was followed up where it was counted; 6-35% of residents attended a meeting.

Here: the calendar of ``community_policing`` in half the beats for twelve months (visits 3 officer
hours a day, foot patrol 6, 3 events a month, for 2,500 residents), from the hours of the staff and
without hours for follow-up. Everywhere in town officers stay five months, one raised issue in five
is taken on, and leaders see 35% of the programme through. Treated against control areas, each
against a fork of the same badly supported department without the programme. *Full effort* has the
same rotation and follow-up, but all of the programme is delivered.

Perceptions are trust; tips and victimisation are expected numbers a resident in half a year and a
year, in units of the spread of such counts between people (Poisson).

Not the same: a town of the US, where police begin with more trust and more hours than in most of
the six; tips were asked about in several questions; the support that was missing is our reading.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.community_policing import YEAR, Areas, divide, start_programme
from sim.evidence.trials.town import Changes, live, merged, stayed, town_for, trust_of
from sim.model.processes.outlook import tip_chance_of
from sim.model.simulation import Simulation
from sim.model.state import Floats

UNSUPPORTED = {"compliance": 0.35, "months_in_beat": 5.0, "follow_up_limit": 0.2}
ARMS = {"business_as_usual": {}, "unsupported": {"implementation": UNSUPPORTED}}


def victims(crimes: Floats, away: float) -> Floats:
    """Expected crimes by the block where the victim lives, from those by block of the crime."""
    by_block = crimes.sum(axis=1)
    lives: Floats = (1.0 - away) * by_block + away * by_block.mean()
    return lives


def tips(town: Simulation) -> Floats:
    """Expected tips and reports of suspicious activity by block, half a year at today's rate."""
    blocks, n = town.town.blocks, town.numbers.tips
    witnessed = blocks.expected.sum(axis=1) * 2.0 * n.present * blocks.tipping
    neutral = 1.0 / (1.0 + np.exp(-n.neutral))
    by_block: Floats = 0.5 * (365.25 * witnessed + n.suspicious / neutral * blocks.eyes)
    return by_block


def rare(run: Floats, usual: Floats, homes: Floats, areas: Areas) -> float:
    """Effect on a count a resident, treated less control areas, in SD between people."""
    effects = [
        (run[rows].sum() - usual[rows].sum()) / homes[rows].sum()
        for rows in (areas.treated, areas.control)
    ]
    return float((effects[0] - effects[1]) / np.sqrt(usual.sum() / homes.sum()))


def readiness(town: Simulation) -> Floats:
    """Chance of every resident to tip as a witness."""
    residents = range(len(town.town.residents.block))
    return np.array([tip_chance_of.plain(town.town, town.numbers, who) for who in residents])


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """The programme as delivered, and at full effort without follow-up and with rotation."""
    start = town_for(replicate, YEAR, merged({"arms": ARMS}, changes))
    areas, homes = divide(start, replicate), start.town.blocks.homes.astype(np.float64)
    usual = start.fork("unsupported")
    away = usual.numbers.crime.away
    without = victims(live(usual, YEAR).expected, away)
    spread = float(trust_of(start).std(ddof=1))
    kept = stayed(start, usual)

    def run(full: bool) -> tuple[Simulation, Floats]:
        town = start.fork("unsupported")
        start_programme(town, areas, 0.0, bought=False)
        if full:
            town.set_lever("compliance", 1.0)
        return town, live(town, YEAR).expected

    def perceptions(town: Simulation) -> float:
        return areas.difference(trust_of(town) - trust_of(usual), kept) / spread

    delivered, crimes = run(full=False)
    full, _ = run(full=True)
    ready = readiness(usual)
    return {
        "P07.perceptions": perceptions(delivered),
        "P07.tips": rare(tips(delivered), tips(usual), homes, areas),
        "P07.victimisation": rare(victims(crimes, away), without, homes, areas),
        "P07.perceptions_full_effort": perceptions(full),
        "P07.tips_full_effort": rare(tips(full), tips(usual), homes, areas),
        "P07.readiness_to_tip": areas.difference(readiness(delivered) - ready, kept)
        / float(ready.std(ddof=1)),
    }
