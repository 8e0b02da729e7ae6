"""Half as many officers again, for three weeks (Q03).

Klick & Tabarrok 2005, Journal of Law and Economics 48(1), doi 10.1086/426877, Washington: on days
of a raised terror alert, when police presence rose by about half, crime fell by 6.6% in the city
and by 15% in the district of the Mall; theft of and from cars fell most.

Here: after 100 ordinary days half of the usual staff is hired on top of it for 21 days. True crimes
(their expected value) of these days, against a fork without.

Not the same: the study compares days of alert with other days of the same city; more presence came
from longer shifts there, here from more officers, who do what officers do anyway. By how much
presence rose and how long alerts lasted is from memory.
"""

from __future__ import annotations

from sim.evidence.estimators import Value
from sim.evidence.trials.stops_fair_and_unfair import change_in_percent
from sim.evidence.trials.town import Changes, live, scenario_for, town_for
from sim.model.means import officers_of
from sim.model.state import CRIME_TYPES

COMMUNITY = {"residents": 2000}
BEFORE, ALERT = 100, 21  # days
MORE = 0.5  # of the usual staff
VEHICLE_THEFT = CRIME_TYPES.index("vehicle_theft")


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Change of all true crime, and of vehicle theft, on days of alert."""
    days = BEFORE + ALERT
    more = MORE * officers_of(scenario_for(days, changes, community=COMMUNITY))
    # A town keeps posts for a quarter more officers, or for as many as one of its arms hires.
    posts = {"alert": {"funding": {"officers": more}}}
    usual = town_for(replicate, days, changes, community=COMMUNITY, arms=posts).advance(BEFORE)
    alert = usual.fork().set_lever("extra_officers", more)
    after, without = (live(town, ALERT).expected for town in (alert, usual))
    return {
        "Q03.crime": change_in_percent(after, without),
        "Q03.vehicle_theft": change_in_percent(after[:, VEHICLE_THEFT], without[:, VEHICLE_THEFT]),
    }
