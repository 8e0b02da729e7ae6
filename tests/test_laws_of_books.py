"""Laws of quantity, in any valid town: what stays in range, what adds up, what nobody can exceed.

A few towns are tried here, always the same. Many more: ``python -m tests.laws_campaign --help``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
from random_scenarios import PROGRAMME, law, rich, towns
from small_towns import by_group, everything, trust

from sim.model.means import means_for
from sim.model.outcomes import POINTS, SHARE
from sim.model.processes.calls import ACCIDENTS, CALL_FOR_HELP, CALLS_FOR_HELP, THANKS
from sim.model.processes.contact import (
    FORCE,
    PEOPLE_ANY_CONTACT,
    PEOPLE_MET_BY_POLICE,
    PEOPLE_WHO_CALLED,
)
from sim.model.processes.crime import (
    CRIMES,
    CRIMES_EXPECTED,
    REPORTED,
    REPORTED_EXPECTED,
    SILENT_FEAR,
    SILENT_HANDLED,
    SILENT_MINOR,
    SILENT_OTHER,
    SILENT_POLICE,
)
from sim.model.processes.follow_up import FOLLOW_UP, ISSUES_FIXED
from sim.model.processes.foot_patrol import FOOT_PATROL, GREETINGS
from sim.model.processes.gatherings import (
    EVENT,
    EVENT_ATTENDANCE,
    MEETING,
    MEETING_ATTENDANCE,
    MET_AT_GATHERING,
)
from sim.model.processes.response import CALLS_WITH_FORCE, CLEARED, CLEARED_EXPECTED, RESPONSE
from sim.model.processes.staff import BOUGHT_HOURS, EXTRA_OFFICERS
from sim.model.processes.stops import ARRESTS, DISRESPECT, SEARCHES, STOP, STOPS
from sim.model.processes.visits import VISIT, VISITS_MADE, VISITS_TRIED
from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation

ROUNDING = 1e-12
LIMITS = {
    "0-1": (0.0, 1.0),
    "yes/no": (0.0, 1.0),
    "0/1": (0.0, 1.0),
    "-1 to 1": (-1.0, 1.0),
    "-0.25 to 0.25": (-0.25, 0.25),
    **dict.fromkeys(
        ("cameras", "count", "events", "hours", "households", "meetings", "quality", "ratio",
         "stops", "visits", "weighted hours", "times the average", "per resident and day"),
        (0.0, np.inf),
    ),
}  # fmt: skip
ELSEWHERE = {
    "blocks.conduct", "blocks.usual_conduct", "department.conduct", "officers.skill",  # signed
    "contacts.surprise", "residents.story",  # signed and summed over a day
}  # fmt: skip
TYPES = range(4)


def fortnightly(town: Scenario) -> Iterator[Simulation]:
    """The programme's town on day 0, then every fortnight, then on its last day."""
    now = Simulation.start(town).follow(PROGRAMME)
    yield now
    while now.day < town.days:
        yield now.advance(14)


def total(town: Simulation, row: int, types: int = 1) -> float:
    return float(town.town.books.counts[row : row + types].sum())


# Ranges


@law(towns(), known=(rich(),))
def test_trust_and_every_share_stay_in_range_and_no_column_is_lost(town: Scenario) -> None:
    for now in fortnightly(town):
        for name, array in everything(now).items():
            assert np.isfinite(array).all(), (name, now.day)
        for table, columns in now.town.columns():
            for field in dataclasses.fields(columns) if table != "luck" else ():
                name, unit = f"{table}.{field.name}", field.metadata["unit"]
                array = getattr(columns, field.name)
                if unit in LIMITS and name not in ELSEWHERE and array.size:
                    low, high = LIMITS[unit]
                    assert low <= array.min() <= array.max() <= high, (name, now.day)
        held = trust(now)
        assert 0.0 <= held.min() <= held.max() <= 1.0
        for name in ("counts", "means", "totals", "hours"):
            assert getattr(now.town.books, name).min() >= 0.0, (name, now.day)


@law(towns(), known=(rich(),))
def test_every_outcome_keeps_to_its_unit(town: Scenario) -> None:
    known = town.community.outcomes
    for now in fortnightly(town):
        for name, value in now.outcomes().items():
            high = {POINTS: 100.0, SHARE: 1.0}.get(known[name].unit, np.inf)
            if name != "cost":  # may be saved; nan: nothing to divide by
                assert np.isnan(value) or -ROUNDING <= value <= high * (1 + ROUNDING), name
                assert value != np.inf, name


@law(towns(), known=(rich(),))
def test_ties_are_mutual_and_nobody_is_tied_to_oneself_or_twice(town: Scenario) -> None:
    for now in fortnightly(town):
        residents = now.town.residents
        pairs = set()
        for who, number in enumerate(residents.ties):
            friends = residents.friends[who, :number].tolist()
            assert len({who, *friends}) == number + 1
            assert (residents.friends[who, number:] == -1).all()
            pairs |= {(who, friend) for friend in friends}
        assert pairs == {(b, a) for a, b in pairs}


@law(towns(), known=(rich(),))
def test_nobody_is_lost_people_of_every_group_and_block_stay_as_many(town: Scenario) -> None:
    for now in fortnightly(town):
        residents, blocks = now.town.residents, now.town.blocks
        living = np.zeros_like(blocks.people)
        np.add.at(living, (residents.block, residents.group), 1)
        assert (blocks.people == living).all()
        assert (now.town.groups.people == living.sum(axis=0)).all()
        assert len(residents.block) == town.community.residents == blocks.homes.sum()


# The books


@law(towns(), known=(rich(),))
def test_the_ledger_of_trust_balances_for_every_group(town: Scenario) -> None:
    start = Simulation.start(town)
    people = np.maximum(1, start.town.groups.people)
    begun = by_group(start, trust(start))
    for now in fortnightly(town):
        change = by_group(now, trust(now)) - begun
        assert (abs(now.town.books.booked.sum(axis=(0, 2)) - change) / people).max() < 1e-9
    left = now.town.books.left.sum(axis=(0, 2))  # what is left of it is known for the last day
    assert (abs(left - change) / people).max() < 1e-9


@law(towns(), known=(rich(),))
def test_the_crime_book_sums_to_the_change_in_expected_crime(town: Scenario) -> None:
    for now in fortnightly(town):
        for kind in TYPES:
            expected = total(now, CRIMES_EXPECTED + kind)
            usual = float(now.town.crimes.rate[kind]) * town.community.residents * now.day
            booked = now.town.books.crime[:, kind]
            scale = expected + usual + abs(booked).sum()
            assert abs(booked.sum() - (expected - usual)) <= 1e-9 * scale, kind


# Hours


@law(towns(), known=(rich(),))
def test_hours_spent_are_the_staffs_and_those_bought_no_more_and_no_less(town: Scenario) -> None:
    now = Simulation.start(town).follow(PROGRAMME)
    while now.day < town.days:
        levers = now.plan.levers[now.plan.stage[town.burn_in_days + now.day]]
        before = now.town.books.hours.copy()
        hours = now.advance(1).town.department.hours[0]
        staff = now.town.officers.hours.sum()
        bought = levers[BOUGHT_HOURS] if staff > 0.0 else 0.0
        assert hours.min() >= 0.0, now.day
        assert abs(hours.sum() - (staff + bought)) <= 1e-9 * (staff + bought), now.day
        assert abs(now.town.books.hours - before - hours).max() <= 1e-9 * (1.0 + before.max())


@law(towns(), known=(rich(),))
def test_more_officers_never_mean_fewer_hours_of_any_duty_or_of_any_post(town: Scenario) -> None:
    department = town.department.model_dump(exclude_none=True)
    twice = min(50.0, 2.0 * department["officers_per_1000"])
    larger = town.with_changes(department={**department, "officers_per_1000": twice})
    few, many = (Simulation.start(each).follow(PROGRAMME) for each in (town, larger))
    usual = few.town.officers.hired == 0
    while few.day < town.days:
        hours, more = (each.advance(9).town.department.hours[0] for each in (few, many))
        assert (more >= hours * (1.0 - ROUNDING) - ROUNDING).all(), few.day
        posts, more_posts = (each.town.officers.hours[: len(usual)] for each in (few, many))
        assert (more_posts[usual] >= posts[usual]).all(), few.day


def without_hiring(town: Scenario) -> Scenario:
    """No officers, and no strategy that hires any."""
    arms = {
        name: {
            strategy: setting
            for strategy, setting in settings_of(arm).items()
            if EXTRA_OFFICERS not in setting.turns(means_for(town, setting)).levers
        }
        for name, arm in town.arms.items()
    }
    department = town.department.model_dump(exclude_unset=True)
    return town.with_changes(arms=arms, department={**department, "officers_per_1000": 0.0})


@law(towns(), known=(rich(),))
def test_a_town_without_a_department_has_no_contact_with_police(town: Scenario) -> None:
    """People may still pick up the telephone or meet at an event, but no officer comes."""
    end = Simulation.start(without_hiring(town)).follow(PROGRAMME).advance()
    contacts = (
        VISITS_TRIED, VISITS_MADE, GREETINGS, MET_AT_GATHERING, THANKS, STOPS,
        CALLS_FOR_HELP, ACCIDENTS, SEARCHES, FORCE, CALLS_WITH_FORCE, ARRESTS,
        DISRESPECT, PEOPLE_MET_BY_POLICE, ISSUES_FIXED,
    )  # fmt: skip
    assert [total(end, row) for row in contacts] == [0.0] * len(contacts)
    assert total(end, CLEARED, 4) == total(end, CLEARED_EXPECTED, 4) == 0.0
    assert end.town.books.hours.sum() == 0.0
    officers = (VISIT, MEETING, EVENT, FOOT_PATROL, CALL_FOR_HELP, RESPONSE, FOLLOW_UP, STOP)
    assert not end.town.books.booked[..., officers].any()


# Crime


@law(towns(), known=(rich(),))
def test_recorded_crime_never_exceeds_true_crime_nor_cleared_recorded(town: Scenario) -> None:
    for now in fortnightly(town):
        counts = now.town.books.counts
        for kind in TYPES:
            assert (counts[REPORTED + kind] <= counts[CRIMES + kind]).all(), kind
            assert (counts[CLEARED + kind] <= counts[REPORTED + kind]).all(), kind
            expected, reported, cleared = (
                counts[row + kind] for row in (CRIMES_EXPECTED, REPORTED_EXPECTED, CLEARED_EXPECTED)
            )
            assert (reported <= expected * (1 + ROUNDING) + ROUNDING).all(), kind
            assert cleared.sum() <= reported.sum() * (1 + ROUNDING) + ROUNDING, kind


@law(towns(), known=(rich(),))
def test_every_crime_is_reported_or_silent_for_one_reason(town: Scenario) -> None:
    reasons = (SILENT_POLICE, SILENT_MINOR, SILENT_HANDLED, SILENT_FEAR, SILENT_OTHER)
    for now in fortnightly(town):
        counts = now.town.books.counts
        for kind in TYPES:
            told = sum(counts[row + kind] for row in (REPORTED, *reasons))
            assert (told == counts[CRIMES + kind]).all(), kind


@law(towns(), known=(rich(),))
def test_a_part_is_never_more_than_its_whole(town: Scenario) -> None:
    parts = (
        (SEARCHES, STOPS), (ARRESTS, STOPS), (DISRESPECT, STOPS),
        (CALLS_WITH_FORCE, FORCE), (VISITS_MADE, VISITS_TRIED),
        (PEOPLE_MET_BY_POLICE, PEOPLE_ANY_CONTACT), (PEOPLE_WHO_CALLED, PEOPLE_ANY_CONTACT),
        (PEOPLE_MET_BY_POLICE, STOPS),
    )  # fmt: skip
    for now in fortnightly(town):
        counts = now.town.books.counts
        for part, whole in parts:
            assert (counts[part] <= counts[whole]).all(), (part, whole)
        assert (counts[FORCE] - counts[CALLS_WITH_FORCE] <= counts[STOPS]).all()
        came = counts[EVENT_ATTENDANCE] + counts[MEETING_ATTENDANCE]
        assert (counts[MET_AT_GATHERING] <= came).all()
