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
        full_year: dollars of a year like the day on which most is paid, or saved; what is paid
            once is not in it.
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
    parts = [each for each in paid if each.first > 0 or each.after < days]
    if not parts:
        return None
    starts = dict.fromkeys(each.first for each in paid)
    by_day = {day: [each for each in paid if each.first <= day < each.after] for day in starts}
    sums = {day: added(each.a_year for each in running) for day, running in by_day.items()}
    dearest = max(sums, key=lambda day: (abs(sums[day]), len(by_day[day])))
    evenly = added(each.a_year * (each.after - each.first) for each in paid) / days
    if abs(sums[dearest] - evenly) < 0.5:
        return None
    mean = people * arm_plan(scenario, arm).price.per_resident_year
    return DatedCost(
        arm,
        sums[dearest],
        len(by_day[dearest]) == len(paid),
        mean * days / YEAR,
        mean,
        parts,
        any(cost.once for cost in scenario.arms[arm].extra_cost),
    )


def dated_costs_in_words(scenario: Scenario) -> list[str]:
    """A few sentences for each arm whose cost is not the same on all days."""
    found = [dated_cost(scenario, arm) for arm in scenario.arms]
    return [_told(scenario, each) for each in found if each is not None]


def full_year_beyond(scenario: Scenario, arm: str) -> float | None:
    """Dollars that a full year of an arm costs beyond the baseline; None where each is the same."""
    found = dated_cost(scenario, arm)
    if found is None:
        return None
    base = dated_cost(scenario, scenario.baseline)
    people = scenario.community.residents
    usual = people * arm_plan(scenario, scenario.baseline).price.per_resident_year
    return found.full_year - (usual if base is None else base.full_year)


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
    once = "once all of it runs" if found.all_runs else "where most of it runs"
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
