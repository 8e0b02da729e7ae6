"""More and fewer officers (pattern P14).

Studies: Chalfin & McCrary 2018 (doi 10.1162/REST_a_00694), US cities 1960-2010, elasticities of
crime to police; Chalfin, Hansen, Weisburst & Williams 2022 (doi 10.1257/aeri.20200792), 242
cities, who is arrested more; Sindall & Sturgis 2013 (doi 10.1177/1477370812461237), numbers and
confidence.

Here: three forks of a town have 80, 100 and 120% of its officers for 24 months. Officers beyond the
usual staff are hired into posts kept for them; fewer officers means that the last posts are not
staffed. All else is the same, the draws too. Elasticity: slope of log expected crime on log staff.

Not the same: the studies compare cities and years and must correct for measured staff being wrong;
here staff is known and set at once, while perceived presence follows within half a year. Everyday
stops stand for the low-level arrests of the second study.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value, elasticity
from sim.evidence.trials.town import Changes, stayed, town_for, trust_of
from sim.model.means import officers_of
from sim.model.processes.crime import CRIMES_EXPECTED
from sim.model.processes.stops import STOPS
from sim.model.simulation import Simulation
from sim.model.state import Floats

DAYS = 730
STAFF = (0.8, 1.0, 1.2)
TENTHS = 4.0  # tenths of the staff between the smallest and the largest


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of P14 in the town of one replicate."""
    start = town_for(replicate, DAYS, changes)
    towns = [start.fork() for _ in STAFF]
    for town, staff in zip(towns, STAFF, strict=True):
        employ(town, staff)
        town.advance()
    crime = np.array([expected_crime(town) for town in towns])  # staff x types
    few, usual, many = crime.sum(axis=1)
    stops = np.array([stops_a_year(town) for town in towns])  # staff x groups
    more_stops = (stops[-1] - stops[0]) / TENTHS
    values: dict[str, Value] = {
        "P14.violent": elasticity(STAFF, crime[:, 0]),
        "P14.property": elasticity(STAFF, crime[:, 1:].sum(axis=1)),
        "P14.diminishing": float((usual - many) / (few - usual)) if few != usual else np.nan,
        "P14.stops": float(more_stops @ start.town.groups.people / start.town.groups.people.sum()),
        "P14.stops_gap": float(more_stops[-1] - more_stops[0]),
    }
    kept = stayed(start, towns[-1])
    change = 100.0 * (trust_of(towns[-1]) - trust_of(towns[0])) / TENTHS
    for row, group in enumerate(("majority", "minority")):
        members = kept & (start.town.residents.group == row)
        values[f"P14.trust_{group}"] = float(change[members].mean())
    return values


def employ(town: Simulation, staff: float) -> None:
    """From today ``staff`` times the usual officers work: hired, or the last posts left empty."""
    usual, officers = officers_of(town.scenario), town.town.officers
    town.set_lever("extra_officers", usual * max(0.0, staff - 1.0))
    regular = int((officers.hired == 0).sum())
    officers.share[:regular] = np.clip(usual * min(1.0, staff) - np.arange(regular), 0.0, 1.0)


def expected_crime(town: Simulation) -> Floats:
    """True crimes expected since day 0, by type."""
    totals: Floats = town.town.books.counts[CRIMES_EXPECTED:][:4].sum(axis=1)
    return totals


def stops_a_year(town: Simulation) -> Floats:
    """Stops a year for every 1,000 residents of a group since day 0, by group."""
    rate: Floats = town.town.books.counts[STOPS] / town.town.groups.people
    return rate * 1000.0 * 365.25 / town.day
