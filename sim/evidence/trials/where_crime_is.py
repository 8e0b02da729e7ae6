"""Where crime of each type gathers (P25), and whether one burglary follows another (P26).

P25: recorded crime of Berlin by neighbourhood (about 150 areas of some 25,000 people, 2012-2019;
computed from the city's public table). The top fifth of areas holds .56 of street robbery, .47 of
injury, .48 of theft and .42 of burglary; Gini .52, .42, .43 and .40; the rank correlation of one
year's counts with the next year's .86, .97, .98 and .92.
P26: Johnson et al. 2007, Journal of Quantitative Criminology 23, doi 10.1007/s10940-007-9025-3: in
ten cities of five countries burglaries within 200 m and 14 days of one another are 1.1 to 3 times
as frequent as if place and time had nothing to do with each other (Knox ratio).

Here: a town of 150 blocks of 100 residents. P25 reads expected crimes of a year by block, so that
chance does not add inequality; ranks are those of counts drawn around the expected ones, with as
many crimes an area as in Berlin. P26 reads burglaries of two years that happened: pairs close in
place and time over what place and time apart would give. A block's side counts as 200 m here (a
hundred residents), so "within 200 m" is the same block or one next door.

Not the same: areas of 25,000 people are not blocks of 100; the smaller the area, the more unequal.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import spearmanr

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, town_for
from sim.model.state import CRIME_TYPES, Floats

BLOCKS, RESIDENTS = 150, 100
DAYS, YEAR = 730, 365
CLOSE, SOON = 1, 14  # blocks, days
BURGLARY = CRIME_TYPES.index("burglary")
AN_AREA = {"violent": 280.0, "burglary": 70.0}
"""Recorded injuries and burglaries a year and area of Berlin: 40,000 and 10,000 in the city."""
TOWN = {"community": {"residents": BLOCKS * RESIDENTS, "residents_per_block": RESIDENTS}}


def top_fifth(crimes: Floats) -> float:
    """Share of all crimes in the fifth of areas with most."""
    return float(np.sort(crimes)[-(len(crimes) // 5) :].sum() / crimes.sum())


def gini(crimes: Floats) -> float:
    """Gini coefficient of crimes over areas: 0 alike, 1 all in one."""
    ranked, number = np.sort(crimes), len(crimes)
    ranks = np.arange(1, number + 1)
    return float(2.0 * (ranks * ranked).sum() / (number * ranked.sum()) - (number + 1) / number)


def knox(x: Floats, y: Floats, day: Floats) -> Ratio:
    """Pairs close in place and time, over those to be expected if the two were unrelated."""
    first, second = np.triu_indices(len(day), k=1)
    near = np.abs(x[first] - x[second]) + np.abs(y[first] - y[second]) <= CLOSE
    soon = np.abs(day[first] - day[second]) <= SOON
    pairs = max(1, len(first))
    return Ratio(float((near & soon).sum()), float(near.sum()) * float(soon.sum()) / pairs)


def ranks_kept(years: Floats, an_area: float, replicate: int) -> float:
    """Rank correlation of two years' counts, drawn around expected crime of shape (2, areas)."""
    counts = np.random.default_rng(replicate).poisson(
        years / years.mean(axis=1, keepdims=True) * an_area
    )
    return float(spearmanr(*counts).statistic)


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Shares and Gini by type, the order of types, and the Knox ratio of burglaries."""
    town = town_for(replicate, DAYS, changes, **TOWN).follow("business_as_usual")
    blocks, incidents = town.town.blocks, town.town.incidents
    years = np.zeros((2, *blocks.expected.shape))
    burglaries: list[tuple[float, float, float]] = []
    for day in range(DAYS):
        town.advance(1)
        years[day // YEAR] += blocks.expected
        today = int(town.town.department.incidents[0])
        for block in incidents.block[:today][incidents.type[:today] == BURGLARY].tolist():
            burglaries.append((float(blocks.x[block]), float(blocks.y[block]), float(day)))
    expected = years[0]
    share = {name: top_fifth(expected[:, kind]) for kind, name in enumerate(CRIME_TYPES)}
    x, y, days = np.array(burglaries).reshape(-1, 3).T
    return {
        **{f"P25.{name}": each for name, each in share.items()},
        "P25.gini": gini(expected.sum(axis=1)),
        "P25.order": share["violent"] - share["burglary"],
        **{
            f"P25.ranks_{name}": ranks_kept(years[..., CRIME_TYPES.index(name)], an_area, replicate)
            for name, an_area in AN_AREA.items()
        },
        "P26.ratio": knox(x, y, days),
    }
