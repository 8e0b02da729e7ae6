"""Whether a burgled home is burgled again, and when (Q08).

Polvi, Looman, Humphries & Pease 1991, British Journal of Criminology 31(4), Saskatoon 1987: a
burgled home was burgled again within a year about four times as often as chance would have it,
within a month over twelve times, six months later less than twice.

Here: two years of business as usual in a town of 200 blocks with many burglaries, so that repeats
can be counted; the ratio does not depend on the rate. Every burglary that happens, reported or not,
of the first year, and later ones of the same home, over those to be expected if all homes were
alike: burglaries of the same days in the whole town, shared out among all homes.

Not the same: the study counts burglaries that police recorded; a home is one resident here.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, town_for
from sim.evidence.trials.where_crime_is import BURGLARY
from sim.model.simulation import Simulation
from sim.model.state import Wholes

YEAR, DAYS = 365, 730
LATER = {"year": (1, YEAR), "month": (1, 30), "later": (180, 240)}  # first and last day after
TOWN = {
    "residents": 5000,
    "crime": {
        "source": "recorded",
        "per": 100_000,
        "violent": 450,
        "burglary": 3000,
        "vehicle_theft": 200,
        "other_theft": 1500,
    },
}


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Repeat burglaries over those expected: within a year, within a month, half a year later."""
    town = town_for(replicate, DAYS, changes, community=TOWN)
    homes = len(town.town.residents.block)
    home, day = burglaries(town)
    return {f"Q08.{name}": repeats(home, day, *days, homes) for name, days in LATER.items()}


def repeats(home: Wholes, day: Wholes, first: int, last: int, homes: int) -> Ratio:
    """Burglaries of the same home so many days after one of the first year, over those expected."""
    after = day[None, :] - day[day < YEAR, None]
    follows = (after >= first) & (after <= last)
    same = home[None, :] == home[day < YEAR, None]
    return Ratio(float((follows & same).sum()), float(follows.sum()) / homes)


def burglaries(town: Simulation) -> tuple[Wholes, Wholes]:
    """Simulate and list all burglaries: home and day."""
    incidents = town.town.incidents
    homes, days = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for day in range(DAYS):
        town.advance(1)
        today = int(town.town.department.incidents[0])
        homes.append(incidents.victim[:today][incidents.type[:today] == BURGLARY])
        days.append(np.full(len(homes[-1]), day, np.int32))
    return np.concatenate(homes), np.concatenate(days)
