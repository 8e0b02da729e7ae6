"""Outcomes of a run, by the rules that make them from its records.

The last day and every day of the series are measured by the same formulas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.compiled.rules import rule
from sim.model.processes.calls import THANKS
from sim.model.processes.contact import JUDGED_BADLY, JUDGED_WELL
from sim.model.processes.crime import (
    CRIMES,
    CRIMES_EXPECTED,
    IN_EXPECTED,
    IN_HAPPENED,
    IN_RECORDED,
    IN_RECORDED_EXPECTED,
    REPORTED,
    REPORTED_EXPECTED,
    TIPS,
    TIPS_EXPECTED,
)
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.gatherings import EVENT_ATTENDANCE, MEETING_ATTENDANCE, MET_AT_GATHERING
from sim.model.processes.issues import ISSUES_ESCALATED
from sim.model.processes.records import (
    CONFIDENT,
    FAMILIARITY,
    HEARD,
    OWNERSHIP,
    PARTICIPATION,
    PEOPLE,
    TIES,
    TIES_BETWEEN,
    TRUST,
    WORRY,
)
from sim.model.processes.response import CLEARED, CLEARED_EXPECTED
from sim.model.processes.stops import ARRESTS, STOPS, STOPS_UNFOUNDED
from sim.model.processes.suspicious_activity import SUSPICIOUS, SUSPICIOUS_EXPECTED
from sim.model.processes.visits import VISITS_MADE
from sim.model.settings import Weights
from sim.model.state import Books, Floats, Table, Town, reals

DAYS_IN_YEAR = 365.25
POINTS, SHARE, RATE = "points (0-100)", "share", "per 1,000 residents a year"


def twice(meaning: str, unit: str, *more: int | str) -> Floats:
    """A column of what was to be expected, and of what happened."""
    column: Floats = reals(f"{meaning}: expected, happened", unit, *more, 2)
    return column


@dataclass(repr=False)
class Measured(Table):
    """One row a day on which outcomes are asked for; see ``outcomes.py`` for what they mean."""

    rows = "records"

    trust: Floats = reals("trust in police", POINTS)
    trust_of: Floats = reals("trust of each group", POINTS, "groups")
    confident_share: Floats = reals("residents confident in police", SHARE)
    trust_gap: Floats = reals("gap in confidence between groups", SHARE)
    participation: Floats = reals("residents in the watch or volunteering", SHARE)
    ties: Floats = reals("ties", "ties per resident")
    ties_between_groups: Floats = reals("ties to another group", "ties per resident")
    familiarity: Floats = reals("familiarity with officers", POINTS)
    heard: Floats = reals("feeling heard", POINTS)
    ownership: Floats = reals("ownership and civic pride", POINTS)
    worry: Floats = reals("worry about crime", POINTS)
    quality_of_life: Floats = reals("quality of life", POINTS)
    quality_of_life_with_crime: Floats = reals("quality of life, with crime", POINTS)
    friendly_contacts: Floats = reals("friendly contacts", RATE)
    judged_well: Floats = reals("contacts judged well", SHARE)
    attendance: Floats = reals("attendances", RATE)
    issues_escalated: Floats = reals("issues that nobody solved in time", RATE)
    stops: Floats = reals("stops", RATE)
    stopped_without_reason: Floats = reals("stops without good reason", RATE)
    arrests_at_stops: Floats = reals("arrests at stops", RATE)
    true_crime: Floats = twice("true crime", RATE)
    true_violent: Floats = twice("true violent crime", RATE)
    true_property: Floats = twice("true property crime", RATE)
    recorded_crime: Floats = twice("recorded crime", RATE)
    reporting: Floats = twice("crimes reported", SHARE)
    reporting_of: Floats = twice("crimes reported, by type", SHARE, 4)
    clearance: Floats = twice("recorded crimes cleared", SHARE)
    violent_crimes_cleared: Floats = twice("violent crimes solved", RATE)
    property_crimes_cleared: Floats = twice("property crimes solved", RATE)
    tips: Floats = twice("tips on crimes", RATE)
    suspicious_activity_reports: Floats = twice("reports of suspicious activity", RATE)
    trust_in: Floats = reals("trust of each district", POINTS, "districts")
    true_crime_in: Floats = twice("true crime in each district", RATE, "districts")
    recorded_crime_in: Floats = twice("recorded crime in each district", RATE, "districts")
    friendly_contacts_in: Floats = reals("friendly contacts of its residents", RATE, "districts")
    stops_in: Floats = reals("stops of its residents", RATE, "districts")


@rule
def ratio(above: float, below: float) -> float:
    """``above / below``, or nan where there is nothing to divide by."""
    return above / below if below > 0.0 else math.nan


@rule
def safety_from(true_crime: float, usual_crime: float) -> float:
    """Safety in points: 100 without crime, 50 at the usual rate, 0 at twice the usual or more."""
    if true_crime == 0.0:
        return 100.0
    if math.isnan(true_crime) or usual_crime <= 0.0:
        return math.nan
    return 100.0 * max(0.0, 1.0 - true_crime / (2.0 * usual_crime))


@rule
def measure_series(town: Town, weights: Weights, records: int, found: Measured) -> None:
    """Outcomes on the days of record: happenings are counted since the record before."""
    for row in range(records):
        since = max(0, row - 1)
        days = town.books.record_days[row] - town.books.record_days[since]
        measure(town, weights, row, since, days, found, row)


@rule
def measure(
    town: Town, weights: Weights, row: int, since: int, days: int, found: Measured, at: int
) -> None:
    """Outcomes of one record of the books, into one row of ``found``.

    Args:
        town: a town with its books.
        weights: of the quality of life.
        row: row of the record.
        since: row of the record since when happenings are counted; -1: since day 0.
        days: days of that period.
        found: where outcomes are written.
        at: the row there.
    """
    measure_people(town.books, row, found, at)
    measure_contacts(town.books, row, since, days, found, at)
    for side in range(2):
        measure_crime(town.books, row, since, days, found, at, side)
    for district in range(found.trust_in.shape[1]):
        measure_district(town, district, row, since, days, found, at)
    life = (
        weights.calm[0] * (1.0 - mean_of(town.books, row, WORRY))
        + weights.ownership[0] * mean_of(town.books, row, OWNERSHIP)
        + weights.trust[0] * mean_of(town.books, row, TRUST)
        + weights.order[0] * town.books.order[row]
    ) * 100.0
    usual = 0.0
    for kind in range(4):
        usual += town.crimes.rate[kind]
    safety = safety_from(found.true_crime[at, 0], usual * DAYS_IN_YEAR * 1000.0)
    found.quality_of_life[at] = life
    crime = weights.crime[0]
    found.quality_of_life_with_crime[at] = (1.0 - crime) * life + crime * safety


@rule
def mean_of(books: Books, row: int, which: int) -> float:
    """Mean over residents of what a record holds the sums of."""
    above, people = 0.0, 0.0
    for group in range(books.means.shape[2]):
        above += books.means[row, which, group]
        people += books.means[row, PEOPLE, group]
    return ratio(above, people)


@rule
def happened(books: Books, row: int, since: int, count: int, kinds: int) -> float:
    """Happenings in the period of a record, summed over so many rows of the counts."""
    total = 0.0
    for kind in range(count, count + kinds):
        of_kind = 0.0
        for group in range(books.totals.shape[2]):
            before = books.totals[since, kind, group] if since >= 0 else 0.0
            of_kind += books.totals[row, kind, group] - before
        total += of_kind
    return total


@rule
def rate(books: Books, row: int, days: int, number: float) -> float:
    """Happenings per 1,000 residents and year."""
    people = 0.0
    for group in range(books.means.shape[2]):
        people += books.means[row, PEOPLE, group]
    return ratio(number * 1000.0 * DAYS_IN_YEAR, people * days)


@rule
def measure_people(books: Books, row: int, found: Measured, at: int) -> None:
    """What residents think, feel and take part in."""
    found.trust[at] = 100.0 * mean_of(books, row, TRUST)
    found.confident_share[at] = mean_of(books, row, CONFIDENT)
    highest, lowest = -1.0, 2.0
    for group in range(books.means.shape[2]):
        people = books.means[row, PEOPLE, group]
        found.trust_of[at, group] = 100.0 * ratio(books.means[row, TRUST, group], people)
        if people > 0.0:
            share = books.means[row, CONFIDENT, group] / people
            highest, lowest = max(highest, share), min(lowest, share)
    found.trust_gap[at] = highest - lowest if highest >= lowest else math.nan
    found.participation[at] = mean_of(books, row, PARTICIPATION)
    found.ties[at] = mean_of(books, row, TIES)
    found.ties_between_groups[at] = mean_of(books, row, TIES_BETWEEN)
    found.familiarity[at] = 100.0 * mean_of(books, row, FAMILIARITY)
    found.heard[at] = 100.0 * mean_of(books, row, HEARD)
    found.ownership[at] = 100.0 * mean_of(books, row, OWNERSHIP)
    found.worry[at] = 100.0 * mean_of(books, row, WORRY)


@rule
def measure_contacts(
    books: Books, row: int, since: int, days: int, found: Measured, at: int
) -> None:
    """Meetings with officers, gatherings, issues and stops."""
    friendly = (
        happened(books, row, since, VISITS_MADE, 1)
        + happened(books, row, since, GREETINGS, 1)
        + happened(books, row, since, MET_AT_GATHERING, 1)
        + happened(books, row, since, THANKS, 1)
    )
    well = happened(books, row, since, JUDGED_WELL, 1)
    badly = happened(books, row, since, JUDGED_BADLY, 1)
    events = happened(books, row, since, EVENT_ATTENDANCE, 1)
    meetings = happened(books, row, since, MEETING_ATTENDANCE, 1)
    escalated = happened(books, row, since, ISSUES_ESCALATED, 1)
    unfounded = happened(books, row, since, STOPS_UNFOUNDED, 1)
    found.friendly_contacts[at] = rate(books, row, days, friendly)
    found.judged_well[at] = ratio(well, well + badly)
    found.attendance[at] = rate(books, row, days, events + meetings)
    found.issues_escalated[at] = rate(books, row, days, escalated)
    found.stops[at] = rate(books, row, days, happened(books, row, since, STOPS, 1))
    found.stopped_without_reason[at] = rate(books, row, days, unfounded)
    found.arrests_at_stops[at] = rate(books, row, days, happened(books, row, since, ARRESTS, 1))


@rule
def measure_crime(
    books: Books, row: int, since: int, days: int, found: Measured, at: int, side: int
) -> None:
    """Crimes, reports, tips and clearances: ``side`` 0 as expected, 1 as they happened."""
    crimes, reported, cleared = CRIMES_EXPECTED, REPORTED_EXPECTED, CLEARED_EXPECTED
    tips, suspicious = TIPS_EXPECTED, SUSPICIOUS_EXPECTED
    if side == 1:
        crimes, reported, cleared, tips, suspicious = CRIMES, REPORTED, CLEARED, TIPS, SUSPICIOUS
    all_crimes = happened(books, row, since, crimes, 4)
    all_reported = happened(books, row, since, reported, 4)
    violent = happened(books, row, since, crimes, 1)
    of_property = happened(books, row, since, crimes + 1, 3)
    solved = happened(books, row, since, cleared, 4)
    violent_solved = happened(books, row, since, cleared, 1)
    property_solved = happened(books, row, since, cleared + 1, 3)
    found.true_crime[at, side] = rate(books, row, days, all_crimes)
    found.true_violent[at, side] = rate(books, row, days, violent)
    found.true_property[at, side] = rate(books, row, days, of_property)
    found.recorded_crime[at, side] = rate(books, row, days, all_reported)
    found.reporting[at, side] = ratio(all_reported, all_crimes)
    for kind in range(4):
        found.reporting_of[at, kind, side] = ratio(
            happened(books, row, since, reported + kind, 1),
            happened(books, row, since, crimes + kind, 1),
        )
    found.clearance[at, side] = ratio(solved, all_reported)
    found.violent_crimes_cleared[at, side] = rate(books, row, days, violent_solved)
    found.property_crimes_cleared[at, side] = rate(books, row, days, property_solved)
    found.tips[at, side] = rate(books, row, days, happened(books, row, since, tips, 1))
    found.suspicious_activity_reports[at, side] = rate(
        books, row, days, happened(books, row, since, suspicious, 1)
    )


@rule
def measure_district(
    town: Town, district: int, row: int, since: int, days: int, found: Measured, at: int
) -> None:
    """Outcomes of one district: of its residents, and of the crimes that happen there."""
    books = town.books
    people, trust = 0.0, 0.0
    for group in range(len(town.groups.people)):
        if town.groups.district[group] == district:
            people += books.means[row, PEOPLE, group]
            trust += books.means[row, TRUST, group]
    found.trust_in[at, district] = 100.0 * ratio(trust, people)
    friendly = (
        happened_in(town, district, row, since, VISITS_MADE, 1)
        + happened_in(town, district, row, since, GREETINGS, 1)
        + happened_in(town, district, row, since, MET_AT_GATHERING, 1)
        + happened_in(town, district, row, since, THANKS, 1)
    )
    each_year = 1000.0 * DAYS_IN_YEAR
    stops = happened_in(town, district, row, since, STOPS, 1)
    found.friendly_contacts_in[at, district] = ratio(friendly * each_year, people * days)
    found.stops_in[at, district] = ratio(stops * each_year, people * days)
    for side in range(2):
        happened_here = IN_EXPECTED if side == 0 else IN_HAPPENED
        recorded_here = IN_RECORDED_EXPECTED if side == 0 else IN_RECORDED
        crimes = crimes_here(books, district, row, since, happened_here)
        recorded = crimes_here(books, district, row, since, recorded_here)
        found.true_crime_in[at, district, side] = ratio(crimes * each_year, people * days)
        found.recorded_crime_in[at, district, side] = ratio(recorded * each_year, people * days)


@rule
def crimes_here(books: Books, district: int, row: int, since: int, way: int) -> float:
    """Crimes in one district in the period of a record, counted in one way."""
    before = books.crimes_so_far[since, way, district] if since >= 0 else 0.0
    crimes: float = books.crimes_so_far[row, way, district] - before
    return crimes


@rule
def happened_in(town: Town, district: int, row: int, since: int, count: int, kinds: int) -> float:
    """Happenings to the residents of one district in the period of a record."""
    totals, total = town.books.totals, 0.0
    for kind in range(count, count + kinds):
        for group in range(len(town.groups.people)):
            if town.groups.district[group] == district:
                before = totals[since, kind, group] if since >= 0 else 0.0
                total += totals[row, kind, group] - before
    return total
