"""Claims about whole towns: what the department does, and what becomes of crime."""

from __future__ import annotations

import math

import numpy as np
import pytest
from small_towns import FLAGSHIP, HARSH, counted, day_zero, lived, scenario

from sim.model.processes.calls import CALLS_FOR_HELP
from sim.model.processes.causes_of_crime import BY_CAMERAS
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
    TIPS,
    TIPS_EXPECTED,
)
from sim.model.processes.response import CLEARED, CLEARED_EXPECTED
from sim.model.processes.suspicious_activity import SUSPICIOUS, SUSPICIOUS_EXPECTED

# The department


def test_a_town_too_small_for_an_officer_still_has_one() -> None:
    town = day_zero(scenario(community={"residents": 40}))
    assert town.town.officers.hours.sum() == pytest.approx(4.66 * 0.75)


def test_a_programme_cannot_take_more_hours_than_the_department_has() -> None:
    town = scenario(arms={"too_much": {"outreach": {"visit_hours": 500}}}, baseline="too_much")
    end = lived(town, "too_much")
    spent = end.town.books.hours
    assert spent.sum() == pytest.approx(town.days * end.town.officers.hours.sum())
    assert spent[0] == pytest.approx(0.0, abs=1e-9)  # patrol: all that can be taken was taken
    assert counted(end, CALLS_FOR_HELP) > 0.0  # calls are answered first


def test_hired_officers_work_like_others() -> None:
    town = scenario(arms={"business_as_usual": {}, "more": {"funding": {"officers": 1.5}}}, days=30)
    usual, more = (lived(town, arm) for arm in town.arms)
    each = 4.66 * 0.75
    assert usual.town.officers.hours.sum() == pytest.approx(each)  # the one officer of 400 people
    assert more.town.officers.hours.sum() == pytest.approx(2.5 * each)


def test_officers_who_rotate_leave_strangers_behind() -> None:
    steady = {"outreach": {"visit_hours": 2}, "implementation": {"months_in_beat": 600}}
    moved_on = {"outreach": {"visit_hours": 2}, "implementation": {"months_in_beat": 1}}
    town = scenario(
        arms={"steady": steady, "moved_on": moved_on},
        baseline="steady",
        days=150,
        assumptions={"contact.skill_spread": 0},  # the successor is no better and no worse
    )
    one, other = (lived(town, arm).outcomes() for arm in town.arms)
    assert other["familiarity"] < one["familiarity"] - 2.0
    assert other["trust"] < one["trust"] - 0.1  # what one hears from strangers counts for less


# Crime


def test_expected_twins_agree_with_what_happened() -> None:
    """Each day's number is Poisson around that day's expected number, whatever came before.

    So realised less expected, summed over the days of independent towns, has a variance equal to
    the sum of the expected numbers (one crime may bring two tips: for tips at most twice that).
    Four standard errors leave a correct model a chance of about 1 in 1,000 to fail one of these 14;
    and as the luck is addressed, it would fail always or never, not now and then.
    """
    twins = [
        *((CRIMES_EXPECTED + kind, CRIMES + kind, 1.0) for kind in range(4)),
        *((REPORTED_EXPECTED + kind, REPORTED + kind, 1.0) for kind in range(4)),
        *((CLEARED_EXPECTED + kind, CLEARED + kind, 1.0) for kind in range(4)),
        (TIPS_EXPECTED, TIPS, 2.0),
        (SUSPICIOUS_EXPECTED, SUSPICIOUS, 1.0),
    ]
    town = scenario(
        arms=FLAGSHIP, days=365, community={"residents": 600, "crime": HARSH},
        assumptions={"tips.suspicious": 0.3},
    )  # fmt: skip
    arms = ("engagement", "surveillance")
    runs = [lived(town, arms[number % 2], number) for number in range(1, 61)]
    for expected_row, row, spread in twins:
        expected = sum(counted(run, expected_row) for run in runs)
        happened = sum(counted(run, row) for run in runs)
        assert expected > 100.0
        assert abs(happened - expected) < 4.0 * math.sqrt(spread * expected)


def test_expected_twins_know_in_which_group_the_victims_are() -> None:
    """Half the victims live where crime strikes, half anywhere: so they are of both groups.

    The groups live wholly apart and risk leans to one of them, so that it matters.
    """
    town = scenario(
        days=365, community={"residents": 600, "crime": HARSH, "segregation": 1.0},
        assumptions={"crime.minority_tilt": 1.0},
    )  # fmt: skip
    runs = [lived(town, None, number) for number in range(1, 31)]
    for first_expected, first in ((CRIMES_EXPECTED, CRIMES), (REPORTED_EXPECTED, REPORTED)):
        expected, happened = (
            sum(run.town.books.counts[row : row + 4].sum(axis=0) for run in runs)
            for row in (first_expected, first)
        )
        assert (expected > 500.0).all()
        assert (abs(happened - expected) < 4.0 * np.sqrt(expected)).all()


def test_expected_clearance_knows_that_either_of_two_witnesses_may_tip() -> None:
    """Everybody near saw it, and a tip clears nearly every crime."""
    town = scenario(
        days=365, community={"residents": 600, "crime": HARSH},
        assumptions={"tips.present": 1.0, "response.tip": 4.0},
    )  # fmt: skip
    runs = [lived(town, None, number) for number in range(1, 16)]
    expected = sum(counted(run, CLEARED_EXPECTED, 4) for run in runs)
    cleared = sum(counted(run, CLEARED, 4) for run in runs)
    assert expected > 500.0
    assert abs(cleared - expected) < 4.0 * math.sqrt(expected)


def test_with_less_trust_fewer_crimes_are_reported_though_none_fewer_happen() -> None:
    """Paired on one day: the same crimes, the same victims; nobody starts to report."""
    town = day_zero(scenario(community={"residents": 600, "crime": HARSH}))
    usual, wary = town.fork(), town.fork().shift_trust(-30)
    usual.advance(1)
    wary.advance(1)
    for row in (CRIMES, CRIMES_EXPECTED):
        assert counted(wary, row, 4) == counted(usual, row, 4)
    assert counted(wary, REPORTED_EXPECTED, 4) < counted(usual, REPORTED_EXPECTED, 4)
    assert counted(wary, REPORTED, 4) <= counted(usual, REPORTED, 4)
    assert counted(wary, SILENT_POLICE, 4) >= counted(usual, SILENT_POLICE, 4)
    for row in (SILENT_MINOR, SILENT_HANDLED, SILENT_FEAR, SILENT_OTHER):
        assert counted(wary, row, 4) == counted(usual, row, 4)


def test_reporting_has_a_ceiling_even_where_everybody_trusts_police_fully() -> None:
    town = day_zero(scenario(community={"residents": 600, "crime": HARSH}))
    town.town.residents.standing[:] = town.town.residents.anchor[:] = 0.98
    ceiling = town.town.crimes.ceiling.copy()
    end = town.advance(1)
    for kind in range(4):
        share = counted(end, REPORTED_EXPECTED + kind) / counted(end, CRIMES_EXPECTED + kind)
        assert ceiling[kind] * 0.95 < share < ceiling[kind] < 1.0


def test_watched_cameras_prevent_ten_times_as_much_as_unwatched_ones() -> None:
    """All blocks covered: property crime falls by 17% or 1.7%, and the crime book says why."""
    cameras = {"cameras": 16, "where": "everywhere", "blocks": 16}
    town = scenario(
        arms={
            "watched": {"surveillance": {**cameras, "monitored": 1.0}},
            "unwatched": {"surveillance": {**cameras, "monitored": 0.0}},
        },
        baseline="watched",
        days=10,
    )
    ends = [lived(town, arm) for arm in town.arms]
    usual = lived(town)
    burglary = CRIMES_EXPECTED + 1
    prevented = [1.0 - counted(end, burglary) / counted(usual, burglary) for end in ends]
    assert prevented == pytest.approx([0.17, 0.017], rel=1e-3)
    assert all(end.town.books.crime[..., BY_CAMERAS].sum() < 0.0 for end in ends)


def test_presence_in_one_place_prevents_more_there_than_it_moves_next_door() -> None:
    town = scenario(arms={"hot": {"hot_spots": {"hours": 2, "blocks": 1}}}, baseline="hot")
    usual, hot = lived(town), lived(town, "hot")
    change = (hot.town.blocks.expected - usual.town.blocks.expected).sum(axis=1)
    target = int(np.argmax(usual.town.blocks.risk))
    around = [block for block in usual.town.blocks.neighbours[target] if block >= 0]
    assert change[target] < 0.0
    assert hot.town.blocks.displaced[around].sum() > 0.0
    assert hot.town.blocks.displaced[around].sum() < 0.5 * -change[target]
