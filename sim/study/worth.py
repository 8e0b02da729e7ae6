"""Is it worth it? Crimes avoided at several prices, against what an arm costs, in every world.

Benefits less costs of a replicate, dollars per resident a year: sum over types of price times
crimes avoided, less the extra cost. A violent crime has the price of a recorded one times the share
that is reported, because there are more slight ones among those that are not. Trust, stops and
privacy have no price here: ``break_even`` tells which price would turn the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.model.means import number_of
from sim.model.state import CRIME_TYPES
from sim.study.crime_mix import expected_crimes
from sim.study.crime_prices import DOLLARS, POLICE_WORK, PRICE_LISTS, PriceList
from sim.study.statistics import Estimate, quantiles

if TYPE_CHECKING:
    from sim.study.results import Results

LEAST = 0.95
"""Share of worlds in which two arms must differ to one side before a price can turn the answer."""


@dataclass(frozen=True)
class Worth:
    """What the crimes that an arm avoids are worth by one list, against the baseline.

    Attributes:
        arm: name of the arm.
        prices: the list.
        avoided: worth of the crimes avoided, per resident a year, in the unit of the list.
        net: the same less the extra cost; None where the list is not in dollars.
        pays: share of replicates in which it is above zero; None as before.
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
        price: dollars a unit, where both are at their mean.
        low: it lies below this in one world of twenty.
        high: and above this in another.
    """

    price: float
    low: float
    high: float


def worth(comparison: Results) -> list[Worth]:
    """Every arm but the baseline, by every list."""
    found = []
    for arm in comparison.others:
        for prices in PRICE_LISTS:
            avoided = worth_avoided(comparison, arm, prices)
            net, pays = None, None
            if prices.unit == DOLLARS:
                values = [each - comparison.extra_cost(arm) for each in avoided]
                net = comparison.estimate(values)
                pays = added(1.0 if each > 0.0 else 0.0 for each in values) / len(values)
            found.append(Worth(arm, prices, comparison.estimate(avoided), net, pays))
    return found


def worth_avoided(comparison: Results, arm: str, prices: PriceList) -> list[float]:
    """Crimes that an arm avoids against the baseline, at their prices, per resident a year.

    One value a replicate.
    """
    base = comparison.baseline
    found = []
    for run, before, after in zip(
        comparison.of_arm(arm),
        expected_crimes(comparison, base),
        expected_crimes(comparison, arm),
        strict=True,
    ):
        recorded = number_of(comparison.lived(run.replicate), "reported_share.violent")
        shares = [recorded if kind == "violent" else 1.0 for kind in CRIME_TYPES]
        found.append(
            added(
                prices.prices[kind] * share * (one - other) / 1000.0
                for kind, share, one, other in zip(CRIME_TYPES, shares, before, after, strict=True)
            )
        )
    return found


def police_work(comparison: Results, arm: str) -> Estimate:
    """What police spend more on reported crimes than in the baseline, dollars per resident a year.

    Prices of ``POLICE_WORK``.
    """
    base = comparison.baseline
    spent = {each: [0.0] * len(comparison.of_arm(each)) for each in dict.fromkeys((base, arm))}
    for each, totals in spent.items():
        shares = [comparison.values(each, f"reporting_{kind}") for kind in CRIME_TYPES]
        for at, crimes in enumerate(expected_crimes(comparison, each)):
            totals[at] = added(
                POLICE_WORK[kind] * number * float(share[at]) / 1000.0 if number > 0.0 else 0.0
                for kind, number, share in zip(CRIME_TYPES, crimes, shares, strict=True)
            )
    return comparison.estimate(
        one - other for one, other in zip(spent[arm], spent[base], strict=True)
    )


def break_even(
    comparison: Results, arm: str, than: str, prices: PriceList, units: Sequence[float]
) -> BreakEven | None:
    """Dollars a unit at which ``arm`` is worth as much as ``than``, at these prices of crime.

    ``units``: how many units per resident a year ``arm`` has more than ``than``, one value a
    replicate. None where that has no clear side, or ``arm`` is worth more anyway.
    """
    ahead = _ahead(comparison, than, arm, prices)
    above = added(1.0 if each > 0.0 else 0.0 for each in units) / len(units)
    if above < LEAST or added(ahead) <= 0.0:
        return None
    each = sorted(gap / unit for gap, unit in zip(ahead, units, strict=True) if unit > 0.0)
    low, high = quantiles(each, (0.05, 0.95))
    return BreakEven(added(ahead) / added(units), low, high)


def ahead_by(comparison: Results, arm: str, than: str, prices: PriceList) -> float:
    """How much more ``arm`` is worth than ``than``, dollars per resident a year, on average."""
    ahead = _ahead(comparison, arm, than, prices)
    return added(ahead) / len(ahead)


def _ahead(comparison: Results, arm: str, than: str, prices: PriceList) -> list[float]:
    pairs = zip(_net(comparison, arm, prices), _net(comparison, than, prices), strict=True)
    return [one - other for one, other in pairs]


def _net(comparison: Results, arm: str, prices: PriceList) -> list[float]:
    cost = comparison.extra_cost(arm)
    return [each - cost for each in worth_avoided(comparison, arm, prices)]
