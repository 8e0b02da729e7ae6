"""Levels, gaps and inertia of trust (pattern P19).

Sources: Gallup 2020-21, confidence in police by group; Crime Survey for England and Wales 2003-25
(Office for National Statistics): "good or excellent" went 47, 59, 63, 49%, slow swings of 13 to
16 points a decade, whatever crime did.

Here: a town runs ten years of business as usual, without scandals or news; once a year everybody
is asked. Two more forks run the first year with a fifth more and a fifth less true crime.
Confident is who trusts police with at least 50 points.

Not the same: everybody is asked, without the sampling error of a survey (4.4 points for 1,000
adults), and nothing happens in the world outside: what moved real confidence is left out.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.town import Changes, town_for, trust_of
from sim.model.simulation import Simulation
from sim.model.state import Floats

YEAR, YEARS = 365, 10
RESIDENTS = 2500  # half the usual town, for time: chance moves it a little more, not less
MORE, LESS = 1.2, 0.8
MAJORITY, MINORITY = 0, 1


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of P19 in the town of one replicate."""
    town = town_for(replicate, YEARS * YEAR, changes, community={"residents": RESIDENTS})
    forks = [town.fork(), town.fork()]
    confident, gap = [share_confident(town)], [gap_of(town)]
    for fork, times in zip(forks, (MORE, LESS), strict=True):
        fork.town.crimes.rate *= times
        fork.advance(YEAR)
    for _ in range(YEARS):
        town.advance(YEAR)
        confident.append(share_confident(town))
        gap.append(gap_of(town))
    level = np.array(confident)
    return {
        "P19.gap": gap[0],
        "P19.gap_after_5_years": gap[5],
        "P19.gap_after_10_years": gap[10],
        "P19.year": largest_move(level, 1),
        "P19.decade": largest_move(level, YEARS),
        "P19.crime": max(abs(share_confident(fork) - level[0]) for fork in forks),
        "P19.crime_effect": abs(share_confident(forks[0]) - share_confident(forks[1])),
        "P19.level": confident[0],
    }


def largest_move(level: Floats, years: int) -> float:
    """Largest move, up or down, within so many years."""
    moves = [np.ptp(level[first : first + years + 1]) for first in range(len(level) - years)]
    return float(max(moves))


def share_confident(town: Simulation, group: int | None = None) -> float:
    """Residents (of a group) who are confident in police, percent."""
    confident = trust_of(town) >= town.numbers.measure.confident
    if group is not None:
        confident = confident[town.town.residents.group == group]
    return 100.0 * float(confident.mean())


def gap_of(town: Simulation) -> float:
    """Majority less minority in the share confident, points."""
    return share_confident(town, MAJORITY) - share_confident(town, MINORITY)
