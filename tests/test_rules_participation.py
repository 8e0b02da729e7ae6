"""Local issues, coming together, joining in: the rules of civic life."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.processes.calls import mood_to_thank
from sim.model.processes.community_groups import founding_chance, sleeping_chance, support
from sim.model.processes.fading import calm_aim
from sim.model.processes.follow_up import work_of_issue
from sim.model.processes.foot_patrol import greeting_chance
from sim.model.processes.gatherings import attendance_log_odds
from sim.model.processes.hours import programme_factor
from sim.model.processes.issues import new_issues, wants_to_raise
from sim.model.processes.participation import join_chance, readiness_to_join, still_in
from sim.model.processes.staff import against_usual
from sim.model.processes.ties import TURN, their_turn

SHARES = st.floats(0.0, 1.0)


def test_those_who_own_their_neighbourhood_and_feel_heard_raise_issues() -> None:
    assert wants_to_raise(0.5, 0.5, 1.0, 1.0) == 1.0  # a neutral resident
    assert wants_to_raise(0.7, 0.9, 1.0, 1.0) == pytest.approx(1.2 * 1.4)
    assert wants_to_raise(0.0, 0.0, 1.0, 1.0) == 0.25
    assert wants_to_raise(0.7, 0.9, 0.5, 0.0) == pytest.approx(1.1)


def test_a_person_of_full_trust_who_knows_officers_thanks_whenever_there_is_a_reason() -> None:
    assert mood_to_thank(1.0, 1.0, 3.0) == 1.0
    assert mood_to_thank(0.6, 0.25, 0.0) == 0.6  # trust alone
    assert mood_to_thank(0.6, 0.2, 4.0) == pytest.approx(0.6 * 1.8 / 5.0)


def test_issues_arise_where_risk_and_disorder_are_high() -> None:
    # average risk (.4 + .6 x 1) and disorder at rest (.7 + .3): the stated number a year
    assert new_issues(1.2, 1.0, 0.3) * 365.25 == pytest.approx(1.2)
    assert new_issues(1.2, 3.0, 0.5) * 365.25 == pytest.approx(1.2 * (0.4 + 1.8) * 1.2)


def test_the_riskiest_blocks_have_no_more_issues_than_those_of_four_times_the_average() -> None:
    assert new_issues(1.2, 30.0, 0.3) == new_issues(1.2, 4.0, 0.3)
    assert new_issues(1.2, 4.0, 0.3) * 365.25 == pytest.approx(1.2 * 2.8)


def test_officers_who_know_their_beat_solve_an_issue_sooner() -> None:
    assert work_of_issue(4.5, 0.3, 0.0) == 4.5
    assert work_of_issue(4.5, 0.3, 0.5) == pytest.approx(4.5 * 0.85)
    assert work_of_issue(4.5, 0.3, 1.0) == pytest.approx(4.5 * 0.70)


def test_log_odds_to_come_rise_with_trust_familiarity_and_ties_and_fall_with_distance() -> None:
    # 1.5 x .2 + 1.0 x .4 + .4 x (12/6 - 1) - .25 x 2 = .3 + .4 + .4 - .5
    log_odds = attendance_log_odds(-3.6, 0.7, 1.5, 0.5, 1.0, 12.0, 0.4, 2.0, 0.25)
    assert log_odds == pytest.approx(-3.6 + 0.6)


def test_a_neutral_neighbour_of_the_place_comes_with_the_base_log_odds() -> None:
    assert attendance_log_odds(-3.6, 0.5, 1.5, 0.1, 1.0, 6.0, 0.4, 0.0, 0.25) == -3.6


def test_two_hours_on_foot_reach_two_thirds_of_those_who_can_be_greeted() -> None:
    assert greeting_chance(0.0, 0.05, 2.0) == 0.0
    assert greeting_chance(2.0, 0.05, 2.0) == pytest.approx(0.05 * (1 - math.exp(-1)))
    assert greeting_chance(1e6, 0.05, 2.0) == pytest.approx(0.05)


def test_everybodys_turn_comes_once_in_thirty_days() -> None:
    turns = [who for day in range(-7, TURN - 7) for who in their_turn(day, 100)]
    assert sorted(turns) == list(range(100))
    assert their_turn(0, 100).tolist() == [0, 30, 60, 90]
    assert their_turn(29, 100).tolist() == [1, 31, 61, 91]
    assert their_turn(1, 10).tolist() == []


def test_joining_balances_lapsing_at_the_usual_share() -> None:
    # a tenth are members, 5 of 100 lapse a month: .05 x .1 leave, so .9 x chance must join
    joins = join_chance(0.1, 0.05, readiness_to_join(0.5, 0.5, 0.5, 6.0, 1.0, 1.0, 1.0, 1.0))
    assert joins == pytest.approx(0.05 * 0.1 / 0.9)
    assert 0.9 * joins == pytest.approx(0.1 * 0.05)


def test_trust_and_ownership_make_people_join() -> None:
    ready = readiness_to_join(0.8, 0.7, 0.5, 6.0, 1.0, 1.0, 0.0, 0.0)
    assert join_chance(0.1, 0.05, ready) == pytest.approx(0.05 * 0.1 / 0.9 * 1.2 * 1.3)


def test_being_heard_and_ties_make_people_join_by_their_own_numbers() -> None:
    assert readiness_to_join(0.5, 0.5, 0.7, 9.0, 1.0, 1.0, 0.5, 0.4) == pytest.approx(1.1 * 1.2)
    assert readiness_to_join(0.9, 0.9, 0.9, 12.0, 0.0, 0.0, 0.0, 0.0) == 1.0  # all switched off
    assert readiness_to_join(0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0, 2.0) == 0.0  # never below nobody


def test_ownership_and_ties_calm_by_their_own_numbers() -> None:
    assert calm_aim(0.5, 6.0, 0.35, 0.15, 0.1) == 0.35  # a neutral resident
    assert calm_aim(0.7, 9.0, 0.35, 0.15, 0.1) == pytest.approx(0.35 - 0.03 - 0.05)
    assert calm_aim(0.9, 12.0, 0.35, 0.0, 0.0) == 0.35


def test_where_everybody_is_a_member_newcomers_join_at_once() -> None:
    assert join_chance(1.0, 0.05, 1.0) == 1.0


def test_members_lapse_and_others_join_by_the_same_luck() -> None:
    """Small luck is more of a member in either case: 5 of 100 members lapse, 1 of 100 joins."""
    assert still_in(1, 0.94, 0.05, 0.01) == 1
    assert still_in(1, 0.96, 0.05, 0.01) == 0
    assert still_in(0, 0.009, 0.05, 0.01) == 1
    assert still_in(0, 0.02, 0.05, 0.01) == 0


@given(u=SHARES, lapse=SHARES, joins=SHARES)
def test_being_a_member_never_makes_membership_less_likely(
    u: float, lapse: float, joins: float
) -> None:
    """As long as fewer join than stay, which holds for every share of members below a half."""
    if joins <= 1.0 - lapse:
        assert still_in(1, u, lapse, joins) >= still_in(0, u, lapse, joins)


def test_programmes_that_ask_for_more_hours_than_there_are_are_all_cut_alike() -> None:
    assert programme_factor(30.0, 20.0) == 1.0
    assert programme_factor(20.0, 20.0) == 1.0
    assert programme_factor(10.0, 40.0) == 0.25


def test_without_staff_no_programme_is_delivered_and_none_asked_for_is_no_shortage() -> None:
    assert programme_factor(0.0, 5.0) == 0.0
    assert programme_factor(0.0, 0.0) == 1.0


@given(available=st.floats(0.0, 1e6), asked=st.floats(0.0, 1e6))
def test_no_more_hours_are_delivered_than_there_are(available: float, asked: float) -> None:
    assert programme_factor(available, asked) * asked <= available * (1.0 + 1e-12) + 1e-12


def test_hours_are_compared_with_the_usual_ones_where_there_are_any() -> None:
    assert against_usual(12.0, 10.0) == pytest.approx(1.2)
    assert against_usual(5.0, 0.0) == 0.0


# Residents' groups


def test_an_hour_of_support_gives_its_share_of_what_a_group_still_lacks() -> None:
    assert support(0.0, 0.02) == support(40.0, 0.0) == 0.0
    assert support(50.0, 0.02) == pytest.approx(1 - math.exp(-1))  # 63% of it
    assert support(20.0, 0.02) == pytest.approx(1 - (1 - support(10.0, 0.02)) ** 2)
    assert founding_chance(0.02, 0.25) == pytest.approx(0.02 + 0.25 * 0.98)
    assert sleeping_chance(0.04, 0.25) == pytest.approx(0.03)


@given(SHARES, SHARES)
def test_support_never_hinders_a_group_and_none_leaves_its_fate_to_the_last_bit(
    alone: float, supported: float
) -> None:
    assert alone <= founding_chance(alone, supported) <= 1.0
    assert 0.0 <= sleeping_chance(alone, supported) <= alone
    assert founding_chance(alone, 0.0) == sleeping_chance(alone, 0.0) == alone
    assert (founding_chance(alone, 1.0), sleeping_chance(alone, 1.0)) == pytest.approx((1.0, 0.0))
