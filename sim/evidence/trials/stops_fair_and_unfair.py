"""Stops that are fair and stops that are not (pattern P13).

Studies: Petersen, Weisburd, Fay, Eggins & Mazerolle 2023 (doi 10.1002/cl2.1302), a synthesis of
pedestrian-stop programmes; Tyler, Fagan & Geller 2014 (Journal of Empirical Legal Studies
11(4)), 1,261 young men in New York; Lerman & Weaver 2014 (doi 10.1177/0002716213503085), stops
and 311 calls by block.

Here: of the 40 riskiest blocks, paired by rank, one of each pair is stopped in: 2 officer hours a
day bought, about one stop a resident in a year. Three forks of the town: no programme; stops as
fair as residents expect of police; stops far below that. Both are as often well founded as stops
usually are, so that only fairness differs. (Two by two: without a programme its quality has no
object, so the two cells without more stops are one town.) Read after a year, exactly, without
survey noise.

Not the same: the synthesis pools areas of all kinds; the survey is of young men and has no
controls; mediation is here a difference between forks (the part of the effect of unfair stops
that fair stops do not have), not a path in a cross-section; readiness to raise an issue stands
for 311 calls.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value, change_against_controls
from sim.evidence.trials.town import (
    Changes,
    Crimes,
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
from sim.model.processes.contact import BY_POLICE
from sim.model.processes.issues import readiness
from sim.model.processes.stops import AT_STOPS
from sim.model.simulation import Simulation
from sim.model.state import Floats

DAYS = 365
CELLS = 40
HOURS = 2.0  # a day on 20 blocks of 25 homes: about 1.0 stop a resident in the year
FAIR, UNFAIR = 0.14, -0.15  # conduct against usual street stops: .72 and .43 with their reasons


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of P13 in the town of one replicate."""
    start = town_for(replicate, DAYS, changes)
    treated, control = matched_halves(hottest(start, CELLS), replicate)
    plain, fair, unfair = start.fork(), start.fork(), start.fork()
    stop_more(fair, treated, FAIR)
    stop_more(unfair, treated, UNFAIR)
    usual, with_fair, with_unfair = (live(town, DAYS) for town in (plain, fair, unfair))

    here = living_in(start, treated) & stayed(start, plain)
    change_fair = 100.0 * (trust_of(fair) - trust_of(plain))[here]
    change_unfair = 100.0 * (trust_of(unfair) - trust_of(plain))[here]
    spread = 100.0 * float(trust_of(start).std())
    stopped = here & (unfair.town.residents.contact_kinds & BY_POLICE > 0)
    among_stopped = 100.0 * (trust_of(unfair) - trust_of(plain))[stopped]
    searched = stopped & (unfair.town.residents.chilled_until > DAYS)
    spared = here & (fair.town.residents.contact_kinds & BY_POLICE > 0)
    spared &= fair.town.residents.chilled_until <= DAYS
    civic = {town: civic_acts(town) for town in (plain, fair, unfair)}
    crime_fair = against_controls(with_fair, usual, treated, control)
    crime_unfair = against_controls(with_unfair, usual, treated, control)
    return {
        "P13.crime_fair": crime_fair,
        "P13.crime_unfair": crime_unfair,
        "P13.crime_pooled": 0.5 * (crime_fair + crime_unfair),
        "P13.trust_fair": float(change_fair.mean()),
        "P13.trust_unfair": float(change_unfair.mean()),
        "P13.stopped_unfair": float(among_stopped.mean()) / spread,
        "P13.mediated": Ratio(
            100.0 * float(change_unfair.mean() - change_fair.mean()), float(change_unfair.mean())
        ),
        "P13.civic_stops": change_in_percent(civic[fair][here], civic[plain][here]),
        "P13.civic_not_searched": change_in_percent(civic[fair][spared], civic[plain][spared]),
        "P13.civic_searched": change_in_percent(civic[unfair][searched], civic[plain][searched]),
    }


def stop_more(town: Simulation, blocks: Rows, conduct: float) -> None:
    """Start the programme in ``blocks``, with stops of this conduct."""
    add_hours(town, "stop_hours", HOURS)
    place(town, AT_STOPS, blocks)
    town.set_lever("stop_conduct", conduct)


def against_controls(crimes: Crimes, usual: Crimes, treated: Rows, control: Rows) -> float:
    """Expected crime in treated blocks against control blocks, in percent."""
    sums = [
        float(each.expected[rows].sum()) for rows in (treated, control) for each in (crimes, usual)
    ]
    return change_against_controls(*sums)


def civic_acts(town: Simulation) -> Floats:
    """Everybody's chance a day to raise an open issue unasked, shape (residents,)."""
    people, usual = range(len(town.town.residents.block)), town.numbers.issues.notice
    return np.array(
        [readiness.plain(town.town, town.numbers, who, town.day, usual) for who in people]
    )


def change_in_percent(after: Floats, before: Floats) -> float:
    """Change of a sum, in percent; nan without anybody."""
    return 100.0 * (float(after.sum()) / float(before.sum()) - 1.0) if len(before) else np.nan
