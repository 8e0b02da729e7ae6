"""What an arm costs that does not do all of it all the time: a full year, and the run as a whole.

Everywhere else a cost is the mean over the run, which is less than a full year of what begins late
or ends early.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.common.arrays import added
from sim.common.words import count, dollars, listed
from sim.model.arm_plan import arm_plan
from sim.model.scenario.dates import date_of, number_of
from sim.model.scenario.scenario import Scenario
from sim.model.strategies.base import YEAR

SAME = 0.5
"""Dollars a year below which two amounts are told as the same."""


@dataclass(frozen=True)
class Paid:
    """Something that is paid by the year on some days: what, and dollars a year on these days."""

    what: str
    first: int
    after: int
    a_year: float


@dataclass(frozen=True)
class DatedCost:
    """The cost of an arm of which a part is paid on some days of the run only.

    Attributes:
        arm: its name.
        full_year: dollars of a year like a day on which everything that is paid for runs, or else
            like the day on which most is paid, or saved; what is paid once is not in it.
        all_runs: whether everything that is paid for runs on that day.
        run: dollars of the run as a whole.
        mean: the same, dollars a year: how it is told elsewhere.
        parts: what is paid on some days only.
        once: whether something is paid once, too.
    """

    arm: str
    full_year: float
    all_runs: bool
    run: float
    mean: float
    parts: list[Paid]
    once: bool


def dated_cost(scenario: Scenario, arm: str) -> DatedCost | None:
    """The cost of an arm that is not the same on all days; None where it is."""
    days, people = scenario.days, scenario.community.residents
    paid = _paid(scenario, arm)
    found = _full_year(paid, [], days)
    if found is None:
        return None
    full, all_runs = found
    mean = people * arm_plan(scenario, arm).price.per_resident_year
    return DatedCost(
        arm,
        full,
        all_runs,
        mean * days / YEAR,
        mean,
        [each for each in paid if each.first > 0 or each.after < days],
        any(cost.once for cost in scenario.arms[arm].extra_cost),
    )


def dated_costs_in_words(scenario: Scenario) -> list[str]:
    """A few sentences for each arm whose cost is not the same on all days."""
    found = [dated_cost(scenario, arm) for arm in scenario.arms]
    return [_told(scenario, each) for each in found if each is not None]


def full_year_beyond(scenario: Scenario, arm: str) -> float | None:
    """Dollars that a full year of an arm costs beyond the baseline; None where each is the same.

    Both are taken on one day. What is paid once, by either, is not in it.
    """
    base = _paid(scenario, scenario.baseline)
    found = _full_year(_paid(scenario, arm), base, scenario.days)
    return None if found is None else found[0]


def _full_year(paid: list[Paid], usual: list[Paid], days: int) -> tuple[float, bool] | None:
    """Dollars of a year like one day, beyond what is usual, and whether all that is paid runs then.

    None where it is as much as the mean over the run.
    """
    sums: dict[tuple[int, int], float] = {}
    for sign, several in ((1.0, paid), (-1.0, usual)):
        for each in several:
            span = (each.first, each.after)
            sums[span] = sums.get(span, 0.0) + sign * each.a_year
    beyond = {span: a_year for span, a_year in sums.items() if abs(a_year) >= SAME}
    if not beyond:
        return None
    # The usual may end: that is no reason to look at the days before only.
    own = [(each.first, each.after) for each in paid if (each.first, each.after) in beyond]
    all_of = own or list(beyond)

    def complete(day: int) -> bool:
        return all(first <= day < after for first, after in all_of)

    by_day = {
        day: added(a_year for (first, after), a_year in beyond.items() if first <= day < after)
        for span in beyond
        for day in span
        if day < days
    }
    chosen = max(by_day, key=lambda day: (complete(day), abs(by_day[day]), by_day[day]))
    evenly = added(a_year * (after - first) for (first, after), a_year in beyond.items()) / days
    if abs(by_day[chosen] - evenly) < SAME:
        return None
    return by_day[chosen], complete(chosen)


def _paid(scenario: Scenario, arm: str) -> list[Paid]:
    """All that an arm pays by the year, or saves."""
    days, people = scenario.days, scenario.community.residents
    found = [
        Paid(line.activity, each.setting.from_day, _after(each.setting.until, days),
             line.dollars_per_year)
        for each in arm_plan(scenario, arm).programmes
        for line in each.turns.bill
    ]  # fmt: skip
    found += [
        Paid(cost.what, cost.from_day, _after(cost.until, days),
             cost.per_year * people / (cost.for_residents or people))
        for cost in scenario.arms[arm].extra_cost
    ]  # fmt: skip
    return [each for each in found if each.a_year != 0.0]


def _after(until: int | None, days: int) -> int:
    return days if until is None else min(until, days)


def _told(scenario: Scenario, found: DatedCost) -> str:
    spans: dict[tuple[int, int], list[str]] = {}
    for each in found.parts:
        spans.setdefault((each.first, each.after), []).append(each.what)
    when = listed([
        f"{listed(list(dict.fromkeys(names)))} {_span(scenario, *ends)}"
        for ends, names in spans.items()
    ])  # fmt: skip
    full, run, mean = (dollars(round(each)) for each in (found.full_year, found.run, found.mean))
    if found.all_runs:
        once = "once all of it runs"
    else:
        once = "on its dearest days" if found.full_year > 0.0 else "on the days that save most"
    once += ", without what is paid once" if found.once else ""
    return (
        f"{scenario.title(found.arm)} pays for {when}. A full year costs the town {full} {once}."
        f" The run as a whole, {count(scenario.days, 'day')}, costs {run}; a year is told as the"
        f" mean of that, {mean}."
    )


def _span(scenario: Scenario, first: int, after: int) -> str:
    """From day 365 on; until day 200; from day 100 until day 200, with dates where there are."""
    start = number_of(scenario.start)

    def day(number: int) -> str:
        return f"day {number}" if start is None else date_of(start + number)

    if after >= scenario.days:
        return f"from {day(first)} on"
    return f"from {day(first)} until {day(after)}" if first else f"until {day(after)}"
