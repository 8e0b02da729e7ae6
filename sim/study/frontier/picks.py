"""Three of the unbeaten mixes, for three priorities.

They are chosen by what came out in the replicates of the search, and told by what came out in fresh
replicates: the best of many is partly the luckiest, and fresh replicates owe it nothing.

The balanced one falls least behind. How far a mix is behind is measured on trust, reporting and
true crime, each from the best of the unbeaten mixes (0) to the worst of them (1); its largest lag
counts, and the mix whose largest lag is smallest is picked. Cost is left out, because the cheapest
mix buys nothing: at equal lags the cheaper one is picked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.state import Floats
from sim.study.frontier.rounds import GOALS
from sim.study.frontier.search import Search

TRUST, CRIME, COST = (GOALS.index(name) for name in ("trust", "true_crime", "cost"))
JUDGED = slice(0, COST)


@dataclass(frozen=True)
class Pick:
    """One pick: its file name, its title, its row among the mixes, and why it was picked."""

    name: str
    title: str
    row: int
    why: str


def picks(search: Search) -> list[Pick]:
    """Trust first, safety first, balanced."""
    rows = search.unbeaten
    means = search.searched[rows].mean(axis=1)
    lag = lags(means)
    return [
        Pick(
            "trust_first",
            "Trust first",
            _best(rows, means[:, TRUST], means),
            "the most trust in police of all unbeaten mixes, in the replicates of the search",
        ),
        Pick(
            "balanced",
            "Balanced",
            _best(rows, -lag, means),
            f"the smallest lag: {lag.min():.0%}. A lag is how far a mix is behind the best unbeaten"
            " one, in per cent of the way to the worst, on trust, reporting or true crime,"
            " whichever is most",
        ),
        Pick(
            "safety_first",
            "Safety first",
            _best(rows, means[:, CRIME], means),
            "the least true crime of all unbeaten mixes, in the replicates of the search",
        ),
    ]


def lags(means: Floats) -> Floats:
    """How far each mix is behind on what it does worst, 0-1; means are (mixes, goals)."""
    judged = means[:, JUDGED]
    best, worst = judged.max(axis=0), judged.min(axis=0)
    span = np.where(best > worst, best - worst, 1.0)
    found: Floats = ((best - judged) / span).max(axis=1)
    return found


def _best(rows: np.ndarray, values: Floats, means: Floats) -> int:
    """The row of the largest value; of equal ones the cheapest, then the first."""
    order = np.lexsort((rows, -means[:, COST], -np.round(values, 9)))
    return int(rows[order[0]])
