"""Directed patrol and problem solving at hot spots, and after they end (P22).

Kochel & Weisburd 2017, Journal of Experimental Criminology 13, doi 10.1007/s11292-017-9283-5,
St Louis County: 71 hot spots had directed patrol, collaborative problem solving or neither for five
months. Directed patrol stunted the growth of trust and legitimacy while it lasted; six to nine
months later nothing of that was left. Problem solving did no harm.

Here: of the 40 riskiest of 200 blocks, paired by rank, one of each pair has three quarters of an
officer hour a day in cars, or solving problems, for 150 days, bought on top of the staff's, then
nothing for 270 days. Trust of residents of treated blocks who stayed, against themselves in a fork
without, less the same for controls, in standard deviations of trust before.

Not the same: hours a place are ours (theirs are told as a multiple of usual); the survey measured
change, ours compares two lives of one person.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.attitudes_at_hot_spots import A_RESIDENT, PLACES, shift
from sim.evidence.trials.town import (
    Changes,
    add_hours,
    hottest,
    living_in,
    matched_halves,
    place,
    stayed,
    town_for,
    trust_of,
)
from sim.model.processes.causes_of_crime import AT_PROBLEM_SOLVING
from sim.model.processes.hot_spots import AT_HOT_SPOTS
from sim.model.simulation import Simulation

DAYS, AFTER = 150, 270


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Trust at the end of directed patrol and nine months later; at the end of problem solving."""
    start = town_for(replicate, DAYS + AFTER, changes)
    treated, control = matched_halves(hottest(start, PLACES), replicate)
    usual = start.fork()

    def policed(kind: int, lever: str) -> Simulation:
        town = start.fork()
        place(town, kind, treated)
        add_hours(town, lever, A_RESIDENT * len(treated))
        return town.advance(DAYS)

    def trust(town: Simulation) -> float:
        kept = stayed(usual, town)
        rows = tuple(np.flatnonzero(living_in(start, each) & kept) for each in (treated, control))
        return shift(trust_of(town), trust_of(usual), trust_of(start), (rows[0], rows[1]))

    patrolled = policed(AT_HOT_SPOTS, "hot_spot_hours")
    solving = policed(AT_PROBLEM_SOLVING, "problem_solving_hours")
    usual.advance(DAYS)
    found: dict[str, Value] = {"P22.end": trust(patrolled), "P22.solving": trust(solving)}
    patrolled.set_lever("bought_hours", patrolled.lever("bought_hours") - A_RESIDENT * len(treated))
    patrolled.set_lever("hot_spot_hours", 0.0).advance()
    usual.advance()
    return {**found, "P22.later": trust(patrolled)}
