"""Numbers of a scenario that look like a slip: another unit, a total, those of another town."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.common.words import capital, count, dollars, spaced
from sim.files.half_read import left_empty, texts_cut_short
from sim.model.arm_plan import arm_plan
from sim.model.numbers import every_parameter
from sim.model.parameters import Parameter
from sim.model.scenario.recorded_crime import CountedCrime, FbiCrime, fbi_rates, recorded_rates
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.totals import ANOTHER_CITY
from sim.model.scenario.units_of_crime import likely
from sim.model.scenario.what_was_meant import PLAUSIBLE_EACH, PLAUSIBLE_OFFICERS
from sim.model.strategies import strategies

UNLIKELY_BUDGET = 1_000.0
UNLIKELY_LITTLE = 0.05
"""Dollars per resident a year that no budget is."""
UNLIKELY_EXPOSURE = 8.0
TIMES_OFF = 10.0
"""A price of the planner's own is doubted where it is so many times the usual one, or so small."""
TIMES_THE_BUDGET = 2.0
"""Quantities are doubted where they cost so many times the budget."""


def slips(scenario: Scenario) -> list[str]:
    """What looks like a slip, as sentences."""
    return [
        *_half_read(scenario),
        *_crime(scenario),
        *_rates(scenario),
        *_quantities(scenario),
        *_numbers(scenario),
    ]


def _half_read(scenario: Scenario) -> Iterator[str]:
    for line, name, text in texts_cut_short(scenario.source_text):
        quote = "'" if '"' in text else '"'
        yield (
            f"{name} on line {line} ends before its # sign, which begins a comment. If what follows"
            f" belongs to it, put all of it in quotes: {name}: {quote}{text}{quote}."
        )
    if scenario.extends is None:  # where an empty line takes away what is inherited
        for name in left_empty(scenario.source_text):
            if name in strategies():
                yield f"{name}: nothing stands after it: it is not done. Did you forget a share?"


def _crime(scenario: Scenario) -> Iterator[str]:
    crime, people = scenario.community.crime, scenario.community.residents
    rates = {kind: 1000.0 * rate for kind, rate in recorded_rates(crime).items()}
    if isinstance(crime, FbiCrime) or likely(rates):
        return
    total = math.fsum(rates.values())
    country = 1000.0 * math.fsum(fbi_rates()["United States"].values())
    told = ", ".join(f"{spaced(kind)} {rate:.4g}" for kind, rate in rates.items())
    yield (
        f"{total:,.4g} recorded crimes per 1,000 residents a year ({told}) are"
        f" {total * people / 1000:,.0f} a year in this town; in the United States there were"
        f" {country:.0f} per 1,000 in 2019. {capital(crime.what_else())}."
    )


def _rates(scenario: Scenario) -> Iterator[str]:
    yield from _officers(scenario)
    yield from _budget(scenario)
    for name, group in scenario.community.groups.items():
        if group.exposure > UNLIKELY_EXPOSURE:
            yield (
                f"group {name} has an exposure of {group.exposure:g}: stopped that many times as"
                " often as a group with exposure 1."
            )


def _counted(scenario: Scenario) -> int:
    """The residents whom totals are likely for: those whose crimes were counted, or the town's."""
    crime = scenario.community.crime
    return crime.residents if isinstance(crime, CountedCrime) else scenario.community.residents


def _officers(scenario: Scenario) -> Iterator[str]:
    department, people = scenario.department, scenario.community.residents
    rate, (least, most) = department.officers_per_1000, PLAUSIBLE_OFFICERS
    if least <= rate <= most or rate == 0.0:
        return
    if department.officers is not None:
        here = f"{department.in_words()} are {department.rate_in_words()}."
        if rate > most:
            yield f"{here} {_city(scenario, 'officers')}"
        else:
            yield f"{here} " + (
                f"Is this a rate? Then write officers_per_1000: {department.officers}."
                if least <= department.officers <= most
                else "Hardly any department is so small: are these all officers?"
            )
        return
    many = rate * people / 1000
    number = f"{many:,.{0 if many >= 10 else 2}f}"
    are = f"{rate:g} officers per 1,000 residents are {number} in this town."
    if rate > most:
        meant = 1000 * rate / _counted(scenario)
        then = _instead(scenario, "officers", round(rate), meant, least, most)
        yield f"{are} Did you give a headcount instead of a rate? {then}"
    else:
        yield f"{are} " + (
            f"Did you give officers per resident? Then write officers_per_1000: {1000 * rate:.4g}."
            if least <= 1000 * rate <= most
            else "Hardly any department is so small: is this a rate per 1,000 residents?"
        )


def _budget(scenario: Scenario) -> Iterator[str]:
    budget, people = scenario.budget, scenario.community.residents
    if budget is None:
        return
    each = budget.per_resident
    if budget.total is not None:
        here = f"{budget.in_words()} is {budget.rate_in_words()}."
        if each > PLAUSIBLE_EACH:
            yield f"{here} {_city(scenario, 'total')}"
        elif 0.0 < each < UNLIKELY_LITTLE and budget.total <= PLAUSIBLE_EACH:
            yield f"{here} Is this for one resident? Then write per_resident: {budget.total:.10g}."
    elif each > UNLIKELY_BUDGET:
        then = _instead(scenario, "total", each, each / _counted(scenario), 0.0, PLAUSIBLE_EACH)
        yield (
            f"{dollars(each)} per resident a year are {dollars(each * people)} a year in this town."
            f" Did you give the whole budget instead of that per resident? {then}"
        )


def _city(scenario: Scenario, name: str) -> str:
    """What to write for a total that must be of another city."""
    counted = _counted(scenario)
    whom = "..." if counted == scenario.community.residents else counted
    return f"{capital(ANOTHER_CITY)}: write for_residents: {whom} beside {name}."


def _instead(
    scenario: Scenario, name: str, total: float, rate: float, least: float, most: float
) -> str:
    """What to write for a total."""
    if not least <= rate <= most:
        return f"{capital(ANOTHER_CITY)}: write {name}: {total:.10g}, for_residents: ..."
    counted = _counted(scenario)
    whom = "" if counted == scenario.community.residents else f", for_residents: {counted}"
    return f"Then write {name}: {total:.10g}{whom}."


def _quantities(scenario: Scenario) -> Iterator[str]:
    if scenario.budget is None or scenario.budget.per_resident <= 0.0:
        return
    each = scenario.budget.per_resident
    for arm in scenario.arms:
        priced = arm_plan(scenario, arm).price
        if not priced.spends_budget and priced.per_resident_year > TIMES_THE_BUDGET * each:
            yield (
                f"{scenario.title(arm)} costs {dollars(priced.per_resident_year)} per resident a"
                " year and"
                f" the budget is {dollars(each)}. Are its quantities those of another town? This"
                f" one has {count(scenario.community.residents, 'resident')}; share: 1 buys what"
                " the budget pays for."
            )


def _numbers(scenario: Scenario) -> Iterator[str]:
    declared = dict(every_parameter())
    for name, value in scenario.numbers().items():
        number = declared[name]
        if name.startswith("cost."):
            yield from _price(name.removeprefix("cost."), value, number)
        elif number.plausible is not None and not (
            number.plausible[0] <= value <= number.plausible[1]
        ):
            yield (
                f"{name} is {value:,.10g}, outside its plausible range of"
                f" {number.plausible[0]:,.10g} to {number.plausible[1]:,.10g} {number.unit}."
            )


def _price(name: str, value: float, usual: Parameter) -> Iterator[str]:
    """A price that is given is what the planner knows; only what looks like a slip is told."""
    if not usual.default / TIMES_OFF <= value <= usual.default * TIMES_OFF:
        yield (
            f"{name} is {value:,.10g} {usual.unit}, more than {TIMES_OFF:g} times"
            f" {'above' if value > usual.default else 'below'} the usual {usual.default:,.10g}. It"
            f" is the price of: {usual.meaning}. Is that what yours is for?"
        )
