"""Three hours a week of aggressive order maintenance, and what residents think (Q11).

Weisburd, Hinkle, Famega & Ready 2011, Journal of Experimental Criminology 7(4),
doi 10.1007/s11292-011-9130-z: 55 of 110 street segments had three hours a week of policing of
disorder; a panel of 371 residents showed no change of fear, legitimacy or collective efficacy.

Here: the 20 riskiest of 80 blocks, paired by rank; at one of each pair officers stop people for .43
hours a day, about .3 stops, bought on top of the staff's, for 213 days. Stops are as aggressive and
as seldom well founded as in ``tactics_at_places``. Residents who stayed, against themselves in a
fork without, treated less control, in standard deviations.

Not the same: what officers did in the study was more than stops; the panel was asked, ours are the
state of a person: trust for legitimacy, worry for fear, ownership for efficacy. Seven months are
from memory.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.attitudes_at_hot_spots import shift
from sim.evidence.trials.tactics_at_places import AGGRESSIVE, FOUNDED
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
from sim.model.processes.stops import AT_STOPS

RESIDENTS, PLACES, DAYS = 2000, 20, 213
HOURS_EACH = 0.43  # a day: three a week


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Shift of trust, worry and ownership of residents of treated blocks."""
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    treated, control = matched_halves(hottest(start, PLACES), replicate)
    usual, town = start.fork(), start.fork()
    place(town, AT_STOPS, treated)
    add_hours(town, "stop_hours", HOURS_EACH * len(treated))
    town.set_lever("stop_conduct", AGGRESSIVE).set_lever("stop_lawful_share", FOUNDED)
    usual.advance(DAYS)
    town.advance(DAYS)
    kept = stayed(start, town)
    here, there = (np.flatnonzero(living_in(start, each) & kept) for each in (treated, control))
    after, without = town.town.residents, usual.town.residents
    people = (here, there)
    return {
        "Q11.trust": shift(trust_of(town), trust_of(usual), trust_of(start), people),
        "Q11.worry": shift(after.worry, without.worry, without.worry, people),
        "Q11.ownership": shift(after.ownership, without.ownership, without.ownership, people),
    }
