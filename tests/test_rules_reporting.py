"""Who speaks to police, and who stays silent for which reason; what police make of it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from sim.model.processes.crime import (
    BECAUSE_FEAR,
    BECAUSE_HANDLED,
    BECAUSE_MINOR,
    BECAUSE_OTHER,
    BECAUSE_POLICE,
    ceiling,
    serious_enough,
    why_silent,
)
from sim.model.processes.outlook import doubt, leaning, logistic, tip_chance
from sim.model.processes.response import clearance, treatment

THRESHOLD, WIDTH, BY_FAMILIARITY = 0.112, 0.25, 0.03
SHARES = st.floats(0.0, 1.0)


def silent(u: float, doubted: float, u_reason: float = 0.5, u_other: float = 0.5) -> int:
    """A crime that 60 of 100 victims find serious enough; .3 minor, .08 fear, .55 handled."""
    return why_silent(u, 0.6, doubted, 0.3, u_reason, u_other, 0.08, 0.55)


def test_even_odds_are_a_half() -> None:
    assert logistic(0.0) == 0.5
    assert logistic(math.log(3.0)) == pytest.approx(0.75)
    assert logistic(-math.log(3.0)) == pytest.approx(0.25)


def test_half_of_those_at_the_threshold_doubt_that_police_would_help() -> None:
    assert doubt(0.112, 0.0, THRESHOLD, WIDTH, BY_FAMILIARITY) == 0.5


def test_doubt_falls_with_trust_and_a_little_with_knowing_officers() -> None:
    # trust .5, strangers .1: (.112 - .5 - .003) / .25 = -1.564
    assert doubt(0.5, 0.1, THRESHOLD, WIDTH, BY_FAMILIARITY) == pytest.approx(
        1 / (1 + math.exp(1.564))
    )
    assert doubt(0.5, 1.0, THRESHOLD, WIDTH, BY_FAMILIARITY) == pytest.approx(
        1 / (1 + math.exp(1.672))
    )


def test_being_heard_counts_like_trust_and_grievance_against_it_by_their_own_numbers() -> None:
    assert leaning(0.4, 0.9, 0.5, 0.1, 0.2) == pytest.approx(0.4 + 0.04 - 0.10)
    assert leaning(0.4, 0.9, 0.5, 0.0, 0.0) == 0.4
    assert leaning(0.4, 0.5, 0.0, 1.0, 1.0) == 0.4  # neither heard nor aggrieved


def test_a_neutral_witness_tips_one_time_in_six() -> None:
    neutral = tip_chance(0.5, 0.1, 0.5, 0.0, -1.6, 1.5, 1.0, 1.0, 0.5)
    assert neutral == pytest.approx(1 / (1 + math.exp(1.6))) == pytest.approx(0.168, abs=1e-3)


def test_trust_familiarity_and_ownership_bring_tips_and_grievance_holds_them_back() -> None:
    # -1.6 + 1.5 x .2 + 1 x .4 + 1 x .1 - .5 x .6 = -1.1
    assert tip_chance(0.7, 0.5, 0.6, 0.6, -1.6, 1.5, 1.0, 1.0, 0.5) == pytest.approx(
        1 / (1 + math.exp(1.1))
    )


def test_a_crime_is_reported_more_often_the_more_serious_it_is() -> None:
    assert serious_enough(0.30, 1.2, 0.0) == pytest.approx(1 / (1 + math.exp(-0.3)))
    assert serious_enough(0.30, 1.2, 1.0) == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert serious_enough(0.30, 1.2, -1.0) == pytest.approx(1 / (1 + math.exp(0.9)))


def test_one_number_decides_between_a_report_and_doubt_in_police() -> None:
    # serious .6, doubted .25: reported below .45, silent over police from there to .6
    assert silent(0.449, 0.25) == 0
    assert silent(0.451, 0.25) == BECAUSE_POLICE
    assert silent(0.599, 0.25) == BECAUSE_POLICE


def test_reporting_has_a_ceiling_that_trust_cannot_lift() -> None:
    assert silent(0.599, 0.0) == 0  # nobody doubts police ...
    assert silent(0.601, 0.0) != 0  # ... and still 40 of 100 stay silent


def test_other_silence_is_minor_or_fear_or_handled_otherwise_or_something_else() -> None:
    assert silent(0.7, 0.25, u_reason=0.29) == BECAUSE_MINOR
    assert silent(0.7, 0.25, u_reason=0.31, u_other=0.07) == BECAUSE_FEAR
    assert silent(0.7, 0.25, u_reason=0.31, u_other=0.09) == BECAUSE_HANDLED
    assert silent(0.7, 0.25, u_reason=0.31, u_other=0.62) == BECAUSE_HANDLED
    assert silent(0.7, 0.25, u_reason=0.31, u_other=0.64) == BECAUSE_OTHER


@given(u=SHARES, serious=SHARES, doubted=SHARES, less=SHARES, u_reason=SHARES, u_other=SHARES)
def test_less_doubt_never_silences_anybody_nor_changes_another_reason(
    u: float, serious: float, doubted: float, less: float, u_reason: float, u_other: float
) -> None:
    before = why_silent(u, serious, doubted, 0.3, u_reason, u_other, 0.08, 0.55)
    after = why_silent(u, serious, doubted * less, 0.3, u_reason, u_other, 0.08, 0.55)
    assert after == before or (before, after) == (BECAUSE_POLICE, 0)


@pytest.mark.parametrize("readiness", [0.30, 0.12, 2.75, -0.90])
def test_the_ceiling_of_a_type_is_the_mean_over_how_serious_crimes_are(readiness: float) -> None:
    mean, _ = quad(lambda z: norm.pdf(z) / (1 + math.exp(-(readiness + 1.2 * z))), -9, 9)
    assert ceiling(readiness, 1.2) == pytest.approx(mean, abs=1e-7)


def test_without_spread_in_seriousness_the_ceiling_is_the_chance_itself() -> None:
    assert ceiling(0.30, 0.0) == pytest.approx(1 / (1 + math.exp(-0.3)))


# Clearance and treatment


def test_a_tip_and_a_watched_camera_clear_more_crimes() -> None:
    plain = clearance(-0.12, 0.6, 0.29, 0.3, 0.0, 0.0, 1.0)
    assert plain == pytest.approx(1 / (1 + math.exp(0.12)))
    assert clearance(-0.12, 0.6, 0.29, 0.3, 1.0, 0.0, 1.0) == pytest.approx(
        1 / (1 + math.exp(-0.48))
    )
    assert clearance(-0.12, 0.6, 0.29, 0.3, 1.0, 0.5, 1.0) == pytest.approx(
        1 / (1 + math.exp(-0.48 - 0.145))
    )


def test_more_investigation_hours_clear_more_and_cuts_stop_hurting_at_a_quarter() -> None:
    doubled = clearance(-0.12, 0.6, 0.29, 0.3, 0.0, 0.0, 2.0)
    assert doubled == pytest.approx(1 / (1 + math.exp(0.12 - 0.3 * math.log(2.0))))
    quarter = clearance(-0.12, 0.6, 0.29, 0.3, 0.0, 0.0, 0.25)
    assert clearance(-0.12, 0.6, 0.29, 0.3, 0.0, 0.0, 0.0) == quarter


def test_a_solved_case_is_judged_better_and_an_overloaded_officer_worse() -> None:
    assert treatment(0.68, 0.08, 0.10, 0.0, 1.0) == 0.68
    assert treatment(0.68, 0.08, 0.10, 1.0, 1.0) == pytest.approx(0.76)
    assert treatment(0.68, 0.08, 0.10, 1.0, 1.5) == pytest.approx(0.76 - 0.05)


def test_idle_officers_are_no_kinder_than_usual() -> None:
    assert treatment(0.68, 0.08, 0.10, 0.0, 0.2) == treatment(0.68, 0.08, 0.10, 0.0, 1.0)
