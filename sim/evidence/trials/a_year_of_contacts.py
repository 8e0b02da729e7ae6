"""A year's contacts with police: readiness to report (Q09) and change of trust (Q10).

Q09: Slocum 2018, Journal of Quantitative Criminology, doi 10.1007/s10940-017-9345-x: of 1,073
victims of personal crimes, those who had had a contact with police before reported neither more nor
less; contacts that police began went with less reporting by poor and African-American victims.
Q10: Rosenbaum, Schuck, Costello, Hawkins & Ring 2005, Police Quarterly 8(3),
doi 10.1177/1098611104271085: attitudes before and after a year in which some had a contact. Direct
contact did not change them; earlier attitudes shaped how a contact was judged.

Here: a year of business as usual, residents who stayed. Those with a contact in the year less those
without, within each group; groups weigh as many as had a contact. Readiness is the chance to report
a crime that is serious enough; trust is read as its change, in standard deviations on day 0.

Not the same: readiness is that of all residents, not the deeds of victims; groups are all that is
held fixed; nothing has the noise of a survey.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.evidence.estimators import Value
from sim.evidence.trials.town import Changes, stayed, town_for, trust_of
from sim.model.processes.contact import BADLY, BY_POLICE, OTHERWISE, WELL
from sim.model.processes.outlook import doubt_of
from sim.model.simulation import Simulation
from sim.model.state import Flags, Floats

RESIDENTS, DAYS = 2000, 365


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of Q09 and Q10 in the town of one replicate."""
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    town = start.fork().advance(DAYS)
    kept = stayed(start, town)
    group, kinds = (each[kept] for each in (start.town.residents.group, contacts_of(town)))
    before = trust_of(start)
    ready, change = readiness(town)[kept], (trust_of(town) - before)[kept]
    judged = kinds & (WELL | BADLY) > 0
    well = (kinds & WELL > 0)[judged].astype(float)
    return {
        "Q09.any": 100.0 * apart(ready, kinds & OTHERWISE > 0, group),
        "Q09.by_police": 100.0 * apart(ready, kinds & BY_POLICE > 0, group),
        "Q10.any": apart(change, kinds & OTHERWISE > 0, group) / float(before.std()),
        "Q10.judging": float(np.corrcoef(before[kept][judged], well)[0, 1]),
    }


def contacts_of(town: Simulation) -> Flags:
    """Contacts of every resident since the year began, as bits."""
    return town.town.residents.contact_kinds


def readiness(town: Simulation) -> Floats:
    """Everybody's chance to report a crime that is serious enough, shape (residents,)."""
    people = range(len(town.town.residents.block))
    return 1.0 - np.array([doubt_of.plain(town.town, town.numbers, who) for who in people])


def apart(values: Floats, chosen: npt.NDArray[np.bool_], group: Flags) -> float:
    """Mean of the chosen less that of the others, within groups weighted by their chosen."""
    differences, people = [], []
    for each in np.unique(group):
        here, there = (group == each) & chosen, (group == each) & ~chosen
        if here.any() and there.any():
            differences.append(values[here].mean() - values[there].mean())
            people.append(int(here.sum()))
    return float(np.average(differences, weights=people)) if people else np.nan
