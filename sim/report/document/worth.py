"""Is it worth it? What avoided crimes are worth by lists that disagree, and what would turn that.

Never one total: crimes have several prices, and trust, stops and privacy have none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import listed as numbers
from sim.common.words import capital, dollars, listed, number, with_interval
from sim.model.activities import activities
from sim.report.certainty import MOST
from sim.report.facts import headline_pair
from sim.report.intervals import intervals_of
from sim.study.crime_prices import (
    DOLLARS,
    POLICE_WORK,
    POLICE_WORK_SOURCE,
    PRICE_LISTS,
    SECOND_HAND,
    PriceList,
)
from sim.study.worth import NO_PRICE, BreakEven, Worth, ahead, break_even, police_work, worth

if TYPE_CHECKING:
    from sim.common.estimate import Estimate
    from sim.study.compare import Comparison

CAMERAS = "cameras"
NO_TRUTH = (
    "Prices of crime differ widely, and none of them is the truth; trust, stops and privacy have"
    " none."
)
WORTH_IT, NOT, OPEN = "worth it", "not worth it", "open"
BOTH = {
    WORTH_IT: "worth it whichever list is used",
    NOT: "not worth it, whichever list is used",
    OPEN: "open, whichever list is used",
}


@dataclass(frozen=True)
class WorthTable:
    """The section as it is shown.

    Attributes:
        title: what is counted, and what intervals are.
        columns: heads of the table, behind that of the arms.
        rows: name of each arm but the baseline, and its cells.
        pays: which arms are worth it, in sentences; not after a single run.
        turns: prices of what has none here at which the answer would turn, in sentences.
        sources: what each list holds, its source, and how far that was read.
    """

    title: str
    columns: list[str]
    rows: list[tuple[str, list[str]]]
    pays: str
    turns: list[str]
    sources: str


def worth_table(comparison: Comparison) -> WorthTable:
    """Every arm against the baseline, in dollars and days a year for the whole town."""
    people = float(comparison.scenario.community.residents)
    by_arm: dict[str, list[Worth]] = {}
    for each in worth(comparison):
        by_arm.setdefault(each.arm, []).append(each)
    rows = []
    for arm, found in by_arm.items():
        cells = [dollars(round(people * comparison.extra_cost(arm)), figures=3)]
        for each in found:
            cells += _cells(each, people)
        cells.append(_in_dollars(police_work(comparison, arm).times(people)))
        rows.append((comparison.title(arm), cells))
    columns = ["extra cost a year"]
    for prices in PRICE_LISTS:
        in_dollars = prices.unit == DOLLARS
        columns += (
            [f"avoided, at {prices.name}", "worth it"]
            if in_dollars
            else [f"{prices.name} avoided, {prices.unit}"]
        )
    columns.append("change in police work")
    pays = f"{_pays(comparison, by_arm)} {NO_TRUTH}".strip()
    return WorthTable(_title(comparison), columns, rows, pays, _turns(comparison), _sources())


def _title(comparison: Comparison) -> str:
    base, known = comparison.title(comparison.baseline), intervals_of(comparison).told
    shares = "; worth it: share of worlds in which that is more than the extra cost"
    return (
        f"Crimes avoided against {base}, a year in the whole town [{known}]"
        f"{shares if comparison.in_worlds else ''}"
    )


def _cells(found: Worth, people: float) -> list[str]:
    """What is avoided, and whether it is worth more than it costs."""
    avoided = found.avoided.times(people)
    if found.net is None:
        return [with_interval(avoided, 0).replace(" [", "\n[")]
    sure = verdict(found) if found.pays is None else f"{number(100.0 * found.pays, 0)}%"
    return [_in_dollars(avoided), sure or "one run"]


def _in_dollars(found: Estimate) -> str:
    """An amount, and below it its interval, to two figures: $53,000 [$21,000, $87,000]."""
    if not math.isfinite(found.mean):
        return "not known"
    mean = dollars(found.mean, figures=2)
    if not found.has_interval:
        return mean
    return f"{mean}\n[{dollars(found.low, figures=2)}, {dollars(found.high, figures=2)}]"


def verdict(found: Worth) -> str:
    """Whether an arm is worth its money by one list in dollars; "" after a single run."""
    assert found.net is not None
    if found.pays is not None:
        return WORTH_IT if found.pays >= MOST else NOT if 1.0 - found.pays >= MOST else OPEN
    if not found.net.has_interval:
        return ""
    return (WORTH_IT if found.net.mean > 0.0 else NOT) if found.net.clear else OPEN


def _pays(comparison: Comparison, by_arm: dict[str, list[Worth]]) -> str:
    """Which arms are worth it by which list."""
    kinds: dict[str, list[str]] = {}
    for arm, found in by_arm.items():
        by_list = {each.prices.name: verdict(each) for each in found if each.net is not None}
        if "" in by_list.values():
            return ""
        several = dict.fromkeys(by_list.values())
        told = " and ".join(f"{said} at {name}" for name, said in by_list.items())
        told = told if len(several) > 1 else BOTH[next(iter(several))]
        kinds.setdefault(told, []).append(comparison.title(arm))
    parts = [
        f"{listed(arms)} {'is' if len(arms) == 1 else 'are'} {told}" for told, arms in kinds.items()
    ]
    return f"Counting money and crime alone, {'; '.join(parts)}." if parts else ""


def _turns(comparison: Comparison) -> list[str]:
    """What trust, stops and privacy would have to be worth, for the arms of the headline."""
    pair = headline_pair(comparison)
    if pair is None:
        return []
    trusted, than = pair
    prices = [each for each in PRICE_LISTS if each.unit == DOLLARS][-1]
    gaps = ahead(comparison, than, trusted, prices)
    stopped = comparison.differences(than, trusted, "stopped_without_reason")
    watched, also = (
        {each.name for each in activities(comparison.scenario, arm)} for arm in (than, trusted)
    )
    units = {
        "a point of the town's mean trust is worth, to every resident a year, {}": numbers(
            comparison.differences(trusted, than, "trust")
        ),
        "a stop without good reason costs society {}": [each / 1000.0 for each in numbers(stopped)],
    }
    if CAMERAS in watched - also:
        units["cameras cost every resident, in privacy a year, {}"] = [1.0] * len(gaps)
    one, other = comparison.title(trusted), comparison.title(than)
    level = f"At {prices.name}, {one} is worth as much as {other} if"
    found = {what: break_even(gaps, each, comparison.in_worlds) for what, each in units.items()}
    told = [what.format(_price(price)) for what, price in found.items() if price]
    return [f"{'Or if' if at else level} {each}." for at, each in enumerate(told)]


def _price(found: BreakEven) -> str:
    price = dollars(found.price, figures=2)
    if math.isnan(found.low):
        return price
    high = "no price at all" if found.high == NO_PRICE else dollars(found.high, figures=2)
    return f"{price} ({dollars(found.low, figures=2)} to {high} in nine of ten worlds)"


def _sources() -> str:
    """What the lists hold, and how far their sources were read."""
    violent, other = (dollars(POLICE_WORK[kind]) for kind in ("violent", "other_theft"))
    police = f"Police work, {violent} for a violent crime and {other} for another, is part of it"
    return " ".join(
        [
            "Dollars of 2024.",
            *(f"{capital(each.name)}: {each.holds} ({_source(each)})." for each in PRICE_LISTS),
            f"{police} ({POLICE_WORK_SOURCE}; {SECOND_HAND}).",
            "Priced are crimes that would have been reported: what silent ones cost is left out.",
        ]
    )


def _source(prices: PriceList) -> str:
    return f"{prices.source}; {prices.status}"
