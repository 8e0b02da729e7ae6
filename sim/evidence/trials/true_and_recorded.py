"""True crime and recorded crime move apart (reporting rule R1).

Study: Vollaard & Hamed 2012 (Journal of Law and Economics 55(4)), 21 areas of
England and Wales: more police lower crime as victims tell it, and raise the share that enters
police statistics, so that records alone mislead.

Here: a year with officers at the door and on foot all over town (3 and 6 hours a day, bought: at
most one visit tried for every resident), against the same town without them. Expected true and
recorded crime, in percent of usual.

Not the same: the study is about numbers of police, and about recording by police as well as
reporting by victims; here what is reported is recorded.
"""

from __future__ import annotations

import numpy as np

from sim import counts
from sim.evidence.estimators import Value
from sim.evidence.trials.town import Changes, add_hours, place, town_for, trust_of
from sim.levers import AT_FOOT_PATROL, AT_VISITS
from sim.simulation import Simulation

DAYS = 365
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
    true = in_percent(engaged, usual, counts.CRIMES_EXPECTED)
    recorded = in_percent(engaged, usual, counts.REPORTED_EXPECTED)
    return {
        "R1.true_crime": true,
        "R1.recorded_crime": recorded,
        "R1.apart": recorded - true,
        "R1.trust": 100.0 * float((trust_of(engaged) - trust_of(usual)).mean()),
    }


def in_percent(town: Simulation, usual: Simulation, first: int) -> float:
    """Change of a count of all crime types (rows of ``Books.counts`` from ``first``), percent."""
    sums = [float(each.town.books.counts[first : first + 4].sum()) for each in (town, usual)]
    return 100.0 * (sums[0] / sums[1] - 1.0)
