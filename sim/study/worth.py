"""Is it worth it? Crimes avoided at several prices, against what an arm costs, in every world.

Net worth of a replicate, dollars per resident a year: sum over types of price times reported crimes
avoided, less the extra cost. Prices are those of crimes that police record, so what silent crimes
cost is left out. Trust, stops and privacy have no price here: ``break_even`` tells which price of
them would turn the answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.model.means import number_of
from sim.model.state import CRIME_TYPES
from sim.study.crime_mix import expected_crimes
from sim.study.crime_prices import DOLLARS, POLICE_WORK, PRICE_LISTS, PriceList
from sim.study.statistics import Estimate, share_above

if TYPE_CHECKING:
    from sim.study.results import Results

NO_PRICE = math.inf


@dataclass(frozen=True)
class Worth:
    """What the crimes that an arm avoids are worth by one list, against the baseline.

    Attributes:
        arm: name of the arm.
        prices: the list.
        avoided: worth of the crimes avoided, per resident a year, in the unit of the list.
        net: the same less the extra cost; None where the list is not in dollars.
        pays: share of worlds in which ``net`` is above zero, a tie counts half; None where the list
            is not in dollars, or all replicates live in one world.
    """

    arm: str
    prices: PriceList
    avoided: Estimate
    net: Estimate | None
    pays: float | None


@dataclass(frozen=True)
class BreakEven:
    """The price of one unit of something at which two arms are worth the same.

    Attributes:
        price: dollars a unit; over worlds the median.
        low: in one world of twenty it is less; nan where all replicates live in one world.
        high: and in another more; ``NO_PRICE`` where no price turns that world.
    """

    price: float
    low: float
    high: float


def worth(comparison: Results) -> list[Worth]:
    """Every arm but the baseline, by every list."""
    found = []
    for arm in comparison.others:
        avoided, cost = crimes_avoided(comparison, arm), comparison.extra_cost(arm)
        for prices in PRICE_LISTS:
            values = [priced(each, prices) for each in avoided]
            net, pays = None, None
            if prices.unit == DOLLARS:
                nets = [each - cost for each in values]
                net = comparison.estimate(nets)
                pays = share_above(nets) if comparison.in_worlds else None
            found.append(Worth(arm, prices, comparison.estimate(values), net, pays))
    return found


def crimes_avoided(comparison: Results, arm: str) -> list[list[float]]:
    """Crimes of each type avoided against the baseline that would have been reported.

    Per resident a year, a row a replicate; shares reported are those of an ordinary day.
    """
    base = comparison.baseline
    runs = comparison.of_arm(arm)
    before, after = expected_crimes(comparison, base), expected_crimes(comparison, arm)
    found = []
    for run, ones, others in zip(runs, before, after, strict=True):
        lived = comparison.lived(run.replicate)
        shares = [number_of(lived, f"reported_share.{kind}") for kind in CRIME_TYPES]
        found.append([
            share * (one - other) / 1000.0
            for share, one, other in zip(shares, ones, others, strict=True)
        ])  # fmt: skip
    return found


def priced(crimes: Sequence[float], prices: PriceList) -> float:
    """Crimes of each type at their prices."""
    return added(
        prices.prices[kind] * number for kind, number in zip(CRIME_TYPES, crimes, strict=True)
    )


def police_work(comparison: Results, arm: str) -> Estimate:
    """What police spend more on reported crimes than in the baseline, dollars per resident a year.

    At the prices of ``POLICE_WORK``.
    """
    spent = [_police_work(comparison, each) for each in (arm, comparison.baseline)]
    return comparison.estimate(one - other for one, other in zip(*spent, strict=True))


def _police_work(comparison: Results, arm: str) -> list[float]:
    shares = [comparison.values(arm, f"reporting_{kind}") for kind in CRIME_TYPES]
    found = []
    for at, crimes in enumerate(expected_crimes(comparison, arm)):
        reported = [
            number * float(share[at]) / 1000.0 if number > 0.0 else 0.0
            for number, share in zip(crimes, shares, strict=True)
        ]
        found.append(
            added(
                POLICE_WORK[kind] * each for kind, each in zip(CRIME_TYPES, reported, strict=True)
            )
        )
    return found


def ahead(comparison: Results, arm: str, than: str, prices: PriceList) -> list[float]:
    """How much more an arm is worth than another by money and crime, by replicate.

    Dollars per resident a year.
    """
    dearer = comparison.extra_cost(arm) - comparison.extra_cost(than)
    pairs = zip(crimes_avoided(comparison, arm), crimes_avoided(comparison, than), strict=True)
    return [priced(one, prices) - priced(other, prices) - dearer for one, other in pairs]


def break_even(gaps: Sequence[float], units: Sequence[float], in_worlds: bool) -> BreakEven | None:
    """Dollars a unit at which an arm that is behind by ``gaps`` draws level.

    Args:
        gaps: how far it is behind, dollars per resident a year, one value a replicate.
        units: how many units per resident a year it has more.
        in_worlds: whether every replicate lives in a world of its own: what is found is the middle
            of worlds, else the ratio of means.

    Returns:
        None where it is not behind, or no price can turn that.
    """
    if not in_worlds:
        gap, unit = added(gaps), added(units)
        if len(gaps) < 2 or gap <= 0.0 or unit <= 0.0:
            return None
        return BreakEven(gap / unit, math.nan, math.nan)
    prices = sorted(
        0.0 if gap <= 0.0 else gap / unit if unit > 0.0 else NO_PRICE
        for gap, unit in zip(gaps, units, strict=True)
    )
    last = len(prices) - 1  # those that are there: between a price and none lies nothing
    low, middle, high = (prices[round(share * last)] for share in (0.05, 0.5, 0.95))
    return BreakEven(middle, low, high) if 0.0 < middle < NO_PRICE else None
