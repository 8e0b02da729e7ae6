"""What lasts and what passes: the night, norms, newcomers, and what the ledger says is left."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.ledger import what_is_left
from sim.model.numbers import numbers_record
from sim.model.processes.contact import fade_share
from sim.model.processes.fading import drift, group_pull, next_impression, ownership_aim
from sim.model.processes.moving import own_view
from sim.model.processes.surveillance import camera_step, exposure_step

SHARES = st.floats(0.0, 1.0)


def test_an_impression_loses_the_same_share_every_night() -> None:
    assert next_impression(0.10, 0.25) == pytest.approx(0.075)
    assert next_impression(-0.10, 0.25) == pytest.approx(-0.075)  # bad ones fade no slower


@given(impression=st.floats(-1.0, 1.0), fade=SHARES, kept=SHARES)
def test_what_fades_and_is_kept_sums_to_what_was_there(
    impression: float, fade: float, kept: float
) -> None:
    left = next_impression(impression, fade)
    faded = impression - left
    assert left + kept * faded + (1.0 - kept) * faded == pytest.approx(impression, abs=1e-15)


def test_a_group_pulls_most_on_those_in_the_middle() -> None:
    # norm +.10, a hundredth of the way a night: .01 x .10 x 4 x .5 x .5
    assert group_pull(0.5, 0.10, 0.01) == pytest.approx(0.001)
    assert group_pull(0.9, 0.10, 0.01) == pytest.approx(0.00036)
    assert group_pull(0.0, 0.10, 0.01) == group_pull(1.0, 0.10, 0.01) == 0.0


@given(anchor=SHARES, norm=st.floats(-0.25, 0.25))
def test_no_group_pulls_anybody_beyond_full_trust_or_below_none(anchor: float, norm: float) -> None:
    assert -1e-15 <= anchor + group_pull(anchor, norm, 1.0) <= 1.0 + 1e-15


def test_ownership_rests_on_trust_ties_and_taking_part() -> None:
    # .50 + .30 x .2 + .02 x 2 + .10
    assert ownership_aim(0.7, 8.0, 1.0, 0.50, 0.30, 0.02, 0.10) == pytest.approx(0.70)
    assert ownership_aim(0.5, 6.0, 0.0, 0.50, 0.30, 0.02, 0.10) == 0.50


def test_everything_drifts_to_its_rest_by_a_share_a_night() -> None:
    assert drift(0.2, 0.6, 0.25) == pytest.approx(0.3)
    assert drift(0.6, 0.6, 0.25) == 0.6


def test_newcomers_differ_around_the_view_of_their_group() -> None:
    assert own_view(0.55, 0.19, 0.5) == 0.55
    assert own_view(0.55, 0.19, 0.975) == pytest.approx(0.55 + 0.19 * 1.959964, abs=1e-6)
    assert own_view(0.55, 0.19, 0.025) == pytest.approx(0.55 - 0.19 * 1.959964, abs=1e-6)


def test_nobodys_own_view_leaves_no_room_to_trust_more_or_less() -> None:
    assert own_view(0.9, 0.19, 0.999) == 0.98
    assert own_view(0.1, 0.19, 0.001) == 0.02


def test_a_year_under_cameras_moves_a_neutral_resident_by_the_points_assumed() -> None:
    assert exposure_step(36.525) == pytest.approx(0.001)  # 36.525 / 100 / 365.25
    # trust 1/2 moves by 2 step (1 - 1/2) = step a day: 365.25 steps are 36.525 points
    assert 365.25 * exposure_step(-3.0) == pytest.approx(-0.03)


def test_cameras_move_those_they_cover_and_those_who_hear_of_them_within_bounds() -> None:
    assert camera_step(-0.001, -0.002, 0.5) == pytest.approx(-0.002)  # half a camera on the block
    assert camera_step(-0.001, -0.002, 0.0) == -0.001
    assert camera_step(-40.0, 0.0, 1.0) == -0.5  # no day moves anybody beyond no trust
    assert camera_step(40.0, 0.0, 1.0) == 0.5


# What is left


def test_what_is_left_of_a_contact_after_one_and_two_nights() -> None:
    # half fades a night, a quarter of that stays, nothing reverts
    impression, standing = what_is_left(2, 0.5, 0.25, 0.0)
    assert impression == pytest.approx([1.0, 0.5 + 0.125, 0.25 + 0.125 + 0.0625])
    assert standing == pytest.approx([1.0, 1.0, 1.0])
    assert [*what_is_left(0, 0.5, 0.25, 0.1)] == [[1.0], [1.0]]  # on the same day: all of it


def test_what_became_standing_reverts_from_the_night_after() -> None:
    impression, standing = what_is_left(2, 0.5, 0.25, 0.1)
    assert impression == pytest.approx([1.0, 0.625, 0.25 + 0.125 * 0.9 + 0.0625])
    assert standing == pytest.approx([1.0, 0.9, 0.81])


def test_after_three_weeks_six_tenths_of_a_contact_are_left_and_after_a_year_a_fifth() -> None:
    fade, revert = 1 - 2 ** (-1 / 21), 1 - 2 ** (-1 / 1095)
    left, _ = what_is_left(730, fade, 0.25, revert)
    assert left[21] == pytest.approx(0.5 + 0.25 * 0.5, abs=0.003)  # less what already reverted
    assert left[365] == pytest.approx(0.25 * 2 ** (-365 / 1095), abs=0.006)
    assert (np.diff(left) < 0.0).all()


@given(
    fade=st.floats(0.001, 0.9),
    kept=SHARES,
    revert=st.floats(0.0, 0.2),
    contacts=st.lists(st.floats(-0.3, 0.3), min_size=1, max_size=20),
)
def test_what_is_left_of_all_contacts_sums_to_the_change_of_trust(
    fade: float, kept: float, revert: float, contacts: list[float]
) -> None:
    """One contact every day, then a night; standing starts at rest."""
    days = len(contacts)
    left, _ = what_is_left(days, fade, kept, revert)
    standing, impression, anchor = 0.5, 0.0, 0.5
    for contact in contacts:
        impression += contact
        lost = impression - next_impression(impression, fade)
        impression -= lost
        standing += kept * lost + revert * (anchor - standing)
    expected = math.fsum(contact * left[days - day] for day, contact in enumerate(contacts))
    assert standing + impression - 0.5 == pytest.approx(expected, abs=1e-12)


def test_half_of_what_news_does_is_gone_after_five_weeks() -> None:
    n = numbers_record().fading
    weights, _ = what_is_left(60, fade_share(n.impression), n.kept, fade_share(n.anchor))
    assert weights[28] > 0.5 > weights[38]
