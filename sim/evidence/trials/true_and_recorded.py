"""True crime and recorded crime are two things, and move apart (reporting rule R1).

A rule of reporting results rather than a finding: presence and trust change both what happens and
what is recorded. Compare Vollaard & Hamed 2012 (Journal of Law and Economics 55(4); abstract only):
more police lower crime as victims tell it and raise the share that is recorded.

Here: a year with officers at the door and on foot all over town (3 and 6 hours a day, bought: at
most one visit tried for every resident), against the same town without them. Expected true and
recorded crime, in percent of usual. A fifth more officers for a year are shown beside it.

Not the same: the study is about numbers of police, and about recording by police as well as
reporting by victims; here what is reported is recorded.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.town import Changes, add_hours, place, town_for, trust_of
from sim.model.means import officers_of
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.processes.visits import AT_VISITS
from sim.model.simulation import Simulation

DAYS = 365
MORE = 0.2  # of the staff
VISITS, FOOT_PATROL = 3.0, 6.0  # officer hours a day for 5,000 residents


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of R1 in the town of one replicate."""
    start = town_for(replicate, DAYS, changes)
    usual, engaged = start.fork().advance(), start.fork()
    everywhere = np.arange(len(start.town.blocks.risk))
    for lever, kind, hours in (
        ("visit_hours", AT_VISITS, VISITS),
        ("foot_patrol_hours", AT_FOOT_PATROL, FOOT_PATROL),
    ):
        add_hours(engaged, lever, hours)
        place(engaged, kind, everywhere)
    engaged.advance()
    staffed = start.fork().set_lever("extra_officers", MORE * officers_of(start.scenario)).advance()
    true, true_staffed = (in_percent(each, usual, CRIMES_EXPECTED) for each in (engaged, staffed))
    recorded, recorded_staffed = (
        in_percent(each, usual, REPORTED_EXPECTED) for each in (engaged, staffed)
    )
    return {
        "R1.true_crime": true,
        "R1.recorded_crime": recorded,
        "R1.apart": recorded - true,
        "R1.apart_more_officers": recorded_staffed - true_staffed,
        "R1.trust": 100.0 * float((trust_of(engaged) - trust_of(usual)).mean()),
    }


def in_percent(town: Simulation, usual: Simulation, first: int) -> float:
    """Change of a count of all crime types (rows of ``Books.counts`` from ``first``), percent."""
    sums = [float(each.town.books.counts[first : first + 4].sum()) for each in (town, usual)]
    return 100.0 * (sums[0] / sums[1] - 1.0)
