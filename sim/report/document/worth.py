"""Is it worth it? What avoided crimes are worth by lists that disagree, and what would turn that.

Never one total: crimes have several prices, and trust, stops and privacy have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import listed as listed_numbers
from sim.common.words import NOTHING, capital, dollars, listed, number, spaced, with_interval
from sim.model.activities import activities
from sim.report.certainty import MOST
from sim.report.document.money import HARDLY_ANY
from sim.report.facts import change, headline_pair
from sim.study.crime_prices import (
    DOLLARS,
    POLICE_WORK,
    POLICE_WORK_SOURCE,
    PRICE_LISTS,
    SECOND_HAND,
    PriceList,
)
from sim.study.worth import BreakEven, Worth, ahead_by, break_even, police_work, worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.common.estimate import Estimate
    from sim.study.compare import Comparison

CAMERAS = "cameras"
HARDLY = "crime hardly changes under {}, so the cost decides"


@dataclass(frozen=True)
class WorthTable:
    """The section as it is shown.

    Attributes:
        columns: heads of the table, behind that of the arms.
        rows: name of each arm but the baseline, and its cells.
        pays: what of it pays, in sentences.
        turns: prices of what has none here at which the answer would turn.
        lists: what each list holds, its source, and how far that was read.
    """

    columns: list[str]
    rows: list[tuple[str, list[str]]]
    pays: list[str]
    turns: list[str]
    lists: list[str]


def is_it_worth_it(comparison: Comparison) -> WorthTable:
    """Every arm against the baseline, in dollars and days a year for the whole town."""
    arms: dict[str, list[Worth]] = {}
    for each in worth(comparison):
        arms.setdefault(each.arm, []).append(each)
    hardly = [arm for arm in arms if change(comparison, arm, "true_crime").too_small]
    people = comparison.scenario.community.residents
    rows = []
    for arm, found in arms.items():
        cells = [dollars(round(people * comparison.extra_cost(arm)), figures=3)]
        for each in found:
            cells += _cells(each, people, arm in hardly)
        cells.append(_in_dollars(police_work(comparison, arm).times(float(people))))
        rows.append((spaced(arm), cells))
    columns = ["extra cost a year"]
    for prices in PRICE_LISTS:
        in_dollars = prices.unit == DOLLARS
        columns += [f"avoided at {prices.name}", "pays"] if in_dollars else [_days(prices)]
    columns.append("change in police work")
    lists = [*(_about(each) for each in PRICE_LISTS), _about_police_work()]
    return WorthTable(columns, rows, _pays(arms, hardly), _turns(comparison), lists)


def _days(prices: PriceList) -> str:
    return f"{prices.name} avoided, {prices.unit}"


def _cells(found: Worth, people: int, hardly: bool) -> list[str]:
    """What is avoided, and in how many worlds it is worth more than it costs."""
    in_dollars = found.pays is not None
    if hardly:
        return [HARDLY_ANY] + [NOTHING] * in_dollars
    avoided = found.avoided.times(float(people))
    if found.pays is None:
        return [with_interval(avoided, 0)]
    return [_in_dollars(avoided), f"{number(100.0 * found.pays, 0)}%"]


def _in_dollars(found: Estimate) -> str:
    """An amount with its interval, to two figures: $53,000 [$21,000, $87,000]."""
    mean, low, high = (dollars(each, figures=2) for each in (found.mean, found.low, found.high))
    return f"{mean} [{low}, {high}]" if found.has_interval else mean


def _pays(arms: dict[str, list[Worth]], hardly: Sequence[str]) -> list[str]:
    """Arms by what they need to be worth their money."""
    kinds: dict[str, list[str]] = {}
    for arm, found in arms.items():
        shares = [each.pays for each in found if each.pays is not None]
        kind = HARDLY if arm in hardly else _kind(min(shares), max(shares))
        kinds.setdefault(kind, []).append(spaced(arm))
    return [f"{capital(kind.format(listed(names)))}." for kind, names in kinds.items()]


def _kind(least: float, most: float) -> str:
    """What a share of worlds by the two lists in dollars amounts to."""
    if least >= MOST:
        return (
            "avoided crimes are worth more than the cost under {} even where only tangible costs"
            " count"
        )
    if most >= MOST:
        return "avoided crimes are worth more than the cost under {} if pain and lives count"
    if most <= 1.0 - MOST:
        return "avoided crimes are worth less than the cost under {}, whichever list is used"
    if least <= 1.0 - MOST:
        return (
            "avoided crimes are worth less than the cost under {} where only tangible costs count;"
            " with pain and lives worlds disagree"
        )
    return "worlds disagree whether avoided crimes are worth the cost under {}"


def _turns(comparison: Comparison) -> list[str]:
    """What trust, stops and privacy would have to be worth, for the arms of the headline."""
    pair = headline_pair(comparison)
    if pair is None:
        return []
    arm, than = pair
    prices = [each for each in PRICE_LISTS if each.unit == DOLLARS][-1]
    trust = listed_numbers(comparison.differences(arm, than, "trust"))
    more_stopped = comparison.differences(than, arm, "stopped_without_reason")
    stopped = [each / 1000.0 for each in listed_numbers(more_stopped)]
    found = {
        "a point of the town's mean trust is worth {} per resident a year": trust,
        "a stop without good reason costs society {}": stopped,
    }
    told = []
    for what, units in found.items():
        if price := break_even(comparison, arm, than, prices, units):
            equal = f"{capital(spaced(arm))} is worth as much as {spaced(than)} if"
            told.append(f"{equal} {what.format(_price(price))}.")
    ahead = ahead_by(comparison, than, arm, prices)
    watched, other = (
        {each.name for each in activities(comparison.scenario, one)} for one in (than, arm)
    )
    if CAMERAS in watched - other and ahead > 0.0:
        cost = dollars(ahead, figures=2)
        told.append(f"The same if being watched by cameras costs every resident {cost} a year.")
    return told


def _price(found: BreakEven) -> str:
    low, high = (dollars(max(0.0, each), figures=2) for each in (found.low, found.high))
    return f"{dollars(found.price, figures=2)} ({low} to {high})"


def _about(prices: PriceList) -> str:
    unit = "dollars of 2024" if prices.unit == DOLLARS else prices.unit
    prices_of = ", ".join(
        f"{spaced(kind)} {number(float(f'{price:.3g}'), 0)}"
        for kind, price in prices.prices.items()
    )
    return (
        f"{capital(prices.name)}, {unit}: {prices.holds} ({prices_of}). {prices.source};"
        f" {prices.status}."
    )


def _about_police_work() -> str:
    violent, other = (dollars(POLICE_WORK[kind]) for kind in ("violent", "other_theft"))
    return (
        f"Police work: {violent} for a reported violent crime, {other} for another."
        f" {POLICE_WORK_SOURCE}; {SECOND_HAND}."
    )
