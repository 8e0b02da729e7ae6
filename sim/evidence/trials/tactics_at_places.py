"""The same officer hours spent in three ways (R2): it matters what officers do at a place.

Braga, Welsh & Schnell 2015, Journal of Research in Crime and Delinquency 52(4),
doi 10.1177/0022427815576576: in thirty tests of policing disorder, solving problems with the
community lowers crime, aggressive order maintenance against individuals does not.

Here: the 40 riskiest of 200 blocks, paired by rank; at one of each pair officers spend one hour a
day (2.4 minutes a day and resident) for twelve months, bought on top of the staff's: as plain car
patrol, as problem solving, or stopping people in an aggressive way (conduct .25 below everyday
stops, of which street stops take .10; one in five with a good reason; about 10 stops a year and
resident). True crime (expected value) in treated against control blocks; "at equal officer hours"
means against plain patrol. The same stops as often well founded as usual are shown beside.

Not the same: the studies compared each tactic with usual policing, at doses that differed, and no
study gave three groups of places the same hours.
"""

from __future__ import annotations

from sim.evidence.estimators import Value, change_against_controls
from sim.evidence.trials.town import (
    Changes,
    add_hours,
    hottest,
    live,
    matched_halves,
    place,
    town_for,
)
from sim.model.processes.causes_of_crime import AT_PROBLEM_SOLVING
from sim.model.processes.hot_spots import AT_HOT_SPOTS
from sim.model.processes.stops import AT_STOPS
from sim.model.simulation import Simulation

PLACES, DAYS = 40, 365
HOURS_EACH = 1.0
AGGRESSIVE, FOUNDED = -0.15, 0.2
TACTICS = {
    "patrol": ("hot_spot_hours", AT_HOT_SPOTS),
    "problem_solving": ("problem_solving_hours", AT_PROBLEM_SOLVING),
    "order_maintenance": ("stop_hours", AT_STOPS),
    "order_maintenance_founded": ("stop_hours", AT_STOPS),
}


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change by tactic: against control blocks, and against plain patrol at equal hours."""
    start = town_for(replicate, DAYS, changes)
    treated, control = matched_halves(hottest(start, PLACES), replicate)

    def crime(town: Simulation) -> tuple[float, float]:
        by_block = live(town, DAYS).expected.sum(axis=1)
        return float(by_block[treated].sum()), float(by_block[control].sum())

    usual = crime(start.fork())
    after: dict[str, tuple[float, float]] = {}
    for tactic, (lever, kind) in TACTICS.items():
        town = start.fork()
        place(town, kind, treated)
        add_hours(town, lever, HOURS_EACH * len(treated))
        if kind == AT_STOPS:
            town.set_lever("stop_conduct", AGGRESSIVE)
            if tactic == "order_maintenance":
                town.set_lever("stop_lawful_share", FOUNDED)
        after[tactic] = crime(town)

    def against(tactic: str, other: tuple[float, float]) -> float:
        (here, there), (here_without, there_without) = after[tactic], other
        return change_against_controls(here, here_without, there, there_without)

    return {
        "R2.problem_solving": against("problem_solving", after["patrol"]),
        "R2.order_maintenance": against("order_maintenance", after["patrol"]),
        "R2.order_maintenance_founded": against("order_maintenance_founded", after["patrol"]),
        **{f"R2.{tactic}_total": against(tactic, usual) for tactic in TACTICS},
    }
