"""People who were stopped against others, and against themselves (Q13).

Oliveira 2022, Journal of Experimental Criminology 19(1), doi 10.1007/s11292-022-09527-9, Sao Paulo;
computed from the author's public file: in three waves those stopped in the last year thought worse
of police by .41 standard deviations; with people and waves held fixed a stop went with -.11, too
imprecise to suggest an effect.

Here: two years of business as usual; residents who stayed are asked at the end of each, as in
``trust_over_years``: what they think of police, and whether police stopped them in the year. Apart:
the stopped less the others, mean of both waves. Within: slope of the change of an answer on the
change of having been stopped.

Not the same: two waves a year apart, not three over years; everybody remembers every stop; far more
people are stopped in Sao Paulo.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, stayed, town_for
from sim.evidence.trials.trust_over_years import answers
from sim.model.processes.contact import BY_POLICE

RESIDENTS = 2000
YEAR, YEARS = 365, 2


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Difference between people and within people, and the one over the other."""
    luck = np.random.default_rng(replicate)
    start = town_for(replicate, YEARS * YEAR, changes, community={"residents": RESIDENTS})
    town = start.fork()
    waves = []
    for _ in range(YEARS):
        asked = answers(town.advance(YEAR), luck)
        waves.append((asked, town.town.residents.contact_kinds & BY_POLICE > 0))
    kept = stayed(start, town)
    said = np.array([asked[kept] for asked, _ in waves])  # waves x people
    stopped = np.array([by_police[kept] for _, by_police in waves])
    spread = float(said.std())
    gaps = [
        each[by_police].mean() - each[~by_police].mean()
        for each, by_police in zip(said, stopped, strict=True)
    ]
    apart = float(np.mean(gaps)) / spread
    slope, _ = np.polyfit(stopped[1].astype(float) - stopped[0], said[1] - said[0], 1)
    within = float(slope) / spread
    return {"Q13.share": Ratio(within, apart), "Q13.apart": apart, "Q13.within": within}
