"""An eighth of the officers is laid off (Q06).

Piza & Chillar 2021, Justice Evaluation Journal, doi 10.1080/24751979.2020.1858697: Newark laid off
13% of its officers, Jersey City beside it none. In Newark all crime totals rose, about 108 violent
and 103 property crimes a month more, and the rise grew from year to year.

Here: from day 0 a town has 87% of its officers for two years; a fork has all of them. Crimes as
police count them (the expected value of those that are reported), four types.

Not the same: two forks of one town stand for two cities; Newark lost further officers afterwards,
here nobody else leaves; the mix of crimes is that of the usual town, which is less violent.
"""

from __future__ import annotations

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.staffing import employ
from sim.evidence.trials.stops_fair_and_unfair import change_in_percent
from sim.evidence.trials.town import VIOLENT, Changes, town_for
from sim.model.processes.crime import REPORTED_EXPECTED
from sim.model.simulation import Simulation
from sim.model.state import Floats

RESIDENTS = 2000
YEAR, YEARS = 365, 2
LEFT = 0.87  # of the usual staff


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Rise of recorded crime, how violent it is, and how it grows."""
    usual = town_for(replicate, YEARS * YEAR, changes, community={"residents": RESIDENTS})
    fewer = usual.fork()
    employ(fewer, LEFT)
    after, without = (
        [recorded(town.advance(YEAR)) for _ in range(YEARS)] for town in (fewer, usual)
    )
    extra = after[-1] - without[-1]
    first = change_in_percent(after[0], without[0])
    second = change_in_percent(after[-1] - after[0], without[-1] - without[0])
    return {
        "Q06.violent_share": Ratio(float(extra[VIOLENT]), float(extra.sum())),
        "Q06.growth": Ratio(second, first),
        "Q06.rise": change_in_percent(after[-1], without[-1]),
    }


def recorded(town: Simulation) -> Floats:
    """Crimes expected to be recorded since day 0, by type."""
    totals: Floats = town.town.books.counts[REPORTED_EXPECTED:][:4].sum(axis=1)
    return totals
