"""What policing of hot spots does to those who live there (P21), and to crime in that run (P23).

Ratcliffe, Groff, Sorg & Haberman 2015, Journal of Experimental Criminology 11,
doi 10.1007/s11292-015-9230-2: at 81 violent hot spots in Philadelphia foot patrol, problem-oriented
and offender-focused policing were tried against controls. Of seven scales of residents' attitudes
(satisfaction, procedural justice, safety and others) none moved.

Here: of the 40 riskiest of 200 blocks, paired by rank, one of each pair has three quarters of an
officer hour a day on foot, or solving problems, for twelve weeks, bought on top of the staff's: the
hours that one of those residents had. Residents of treated blocks who stayed, against themselves in
a fork without, less the same for controls, in standard deviations of trust (or worry) before.
P23 reads the same, and violent crime, at the hours that one of those *places* had: eight a day and
block, the dose of P10.

Not the same: the scales were asked, ours are the state of a person; satisfaction is not modelled
apart from trust.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.foot_patrol_hot_spots import against_controls
from sim.evidence.trials.town import (
    VIOLENT,
    Changes,
    Rows,
    add_hours,
    hottest,
    live,
    living_in,
    matched_halves,
    place,
    stayed,
    town_for,
    trust_of,
)
from sim.model.processes.causes_of_crime import AT_PROBLEM_SOLVING
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.simulation import Simulation
from sim.model.state import Floats

PLACES, DAYS = 40, 84
A_RESIDENT, A_PLACE = 0.75, 8.0  # officer hours a day and block


def shift(after: Floats, without: Floats, before: Floats, rows: tuple[Rows, Rows]) -> float:
    """Mean change in treated less that in control, in standard deviations before."""
    treated, control = (float((after - without)[each].mean()) for each in rows)
    return (treated - control) / float(before.std())


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Attitudes at both doses, and violent crime at that of a place."""
    start = town_for(replicate, DAYS, changes)
    treated, control = matched_halves(hottest(start, PLACES), replicate)

    def policed(kind: int, lever: str, hours: float) -> tuple[Simulation, Floats]:
        town = start.fork()
        place(town, kind, treated)
        add_hours(town, lever, hours * len(treated))
        return town, live(town, DAYS).expected[:, VIOLENT]

    usual = start.fork()
    violent = live(usual, DAYS).expected[:, VIOLENT]
    foot, _ = policed(AT_FOOT_PATROL, "foot_patrol_hours", A_RESIDENT)
    solving, _ = policed(AT_PROBLEM_SOLVING, "problem_solving_hours", A_RESIDENT)
    dense, fewer = policed(AT_FOOT_PATROL, "foot_patrol_hours", A_PLACE)

    def rows(town: Simulation) -> tuple[Rows, Rows]:
        kept = stayed(usual, town)
        here, there = (np.flatnonzero(living_in(start, each) & kept) for each in (treated, control))
        return here, there

    def trust(town: Simulation) -> float:
        return shift(trust_of(town), trust_of(usual), trust_of(start), rows(town))

    def worry(town: Simulation) -> float:
        after, without, before = (each.town.residents.worry for each in (town, usual, start))
        return shift(after, without, before, rows(town))

    return {
        "P21.foot": trust(foot),
        "P21.solving": trust(solving),
        "P21.worry": worry(foot),
        "P23.trust": trust(dense),
        "P23.crime": against_controls(fewer, violent, treated, control),
    }
