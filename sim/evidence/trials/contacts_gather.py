"""How many of those who had a contact with police in a year had more than one (Q07).

Bureau of Justice Statistics, Contacts Between Police and the Public 2005 (NCJ 215243) and 2008 (NCJ
234599): of people with a contact in the year before, one in four had more than one, and together
they had 1.6 to 1.7 each.

Here: a year of business as usual. Every evening it is noted who had a contact that day. Residents
who stayed all year, pooled over replicates.

Not the same: the survey asks people of 16 years and older to remember a year; several contacts of
one day count once here.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, stayed, town_for
from sim.model.processes.contact import OTHERWISE
from sim.model.simulation import Simulation
from sim.model.state import Wholes

RESIDENTS, DAYS = 2000, 365


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Share with more than one contact, and contacts each, of those with a contact."""
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    town = start.fork()
    days = days_with_a_contact(town)[stayed(start, town)]
    people = float((days >= 1).sum())
    return {
        "Q07.more": Ratio(float((days >= 2).sum()), people),
        "Q07.mean": Ratio(float(days.sum()), people),
    }


def days_with_a_contact(town: Simulation) -> Wholes:
    """Simulate a year and count the days on which each resident had a contact."""
    kinds = town.town.residents.contact_kinds
    days = np.zeros(len(kinds), np.int32)
    for _ in range(DAYS):
        town.advance(1)
        days += kinds & OTHERWISE > 0
        kinds[:] = 0  # only counts of people with a contact this year read it
    return days
