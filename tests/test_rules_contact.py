"""What one contact does to one resident: learning from surprise."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_towns import day_zero, scenario

from sim.model.processes.contact import (
    as_seen,
    bond,
    change,
    fade_share,
    gain_with,
    meet,
    queue,
    settle,
    surprise,
    tag_of,
    weighed,
)
from sim.model.processes.officers import conduct, skill_of
from sim.model.processes.stops import STOP
from sim.model.processes.talk import HEARSAY
from sim.model.processes.visibility import answer, taken
from sim.model.processes.visits import VISIT
from sim.model.simulation import Simulation

GAIN, EXPECTATION, SLOPE = 0.31, 0.70, 0.25
SHARES = st.floats(0.0, 1.0)


def moved_by(quality: float, trust: float) -> float:
    """Change of trust of a resident who knows no officer."""
    return change(GAIN * surprise(quality, trust, EXPECTATION, SLOPE), trust)


# One contact


def test_those_who_trust_see_the_same_conduct_more_kindly_and_the_aggrieved_less() -> None:
    assert as_seen(0.6, 0.7, 0.5, 0.3, 0.2) == pytest.approx(0.6 + 0.06 - 0.10)
    assert as_seen(0.6, 0.5, 0.0, 0.3, 0.2) == 0.6  # neither trusting nor aggrieved
    assert as_seen(0.6, 0.9, 0.9, 0.0, 0.0) == 0.6  # both switched off


def test_a_disappointment_may_weigh_more_than_what_pleases_as_much() -> None:
    assert weighed(-0.1, 2.5) == pytest.approx(-0.25)
    assert weighed(0.1, 2.5) == 0.1


def test_a_few_officers_are_much_worse_than_their_draw() -> None:
    assert skill_of(1.0, 0.5, 0.06, 0.1, 0.3) == pytest.approx(0.06)
    assert skill_of(1.0, 0.05, 0.06, 0.1, 0.3) == pytest.approx(0.06 - 0.3)
    assert skill_of(1.0, 0.0, 0.06, 0.0, 0.3) == pytest.approx(0.06)  # none where the share is 0


def test_seeing_ever_more_police_says_ever_less() -> None:
    assert answer(0.1, 0.0) == 0.1
    assert answer(0.1, 10.0) == pytest.approx(0.05)
    assert answer(-0.1, 10.0) == pytest.approx(-0.05)


def test_the_same_presence_reassures_some_and_disquiets_others() -> None:
    assert taken(0.01, 0.5, 1.0, 0.8) == 0.01
    assert taken(0.01, 1.0, 0.0, 0.8) == pytest.approx(0.008)
    assert taken(0.01, 0.0, 0.0, 0.8) == pytest.approx(-0.008)
    assert taken(0.4, 1.0, 1.0, 1.0) == 0.5  # never more than half a step


def test_surprise_is_conduct_against_what_this_resident_expects() -> None:
    assert surprise(0.92, 0.5, 0.70, 0.25) == pytest.approx(0.92 - 0.70)
    assert surprise(0.92, 0.9, 0.70, 0.25) == pytest.approx(0.92 - 0.70 - 0.25 * 0.4)
    assert surprise(0.92, 0.1, 0.70, 0.25) == pytest.approx(0.92 - 0.70 + 0.25 * 0.4)


def test_a_contact_exactly_as_expected_changes_nothing() -> None:
    # a resident of trust .8 expects .70 + .25 x .3 = .775
    assert surprise(0.775, 0.8, 0.70, 0.25) == pytest.approx(0.0)
    assert moved_by(0.775, 0.8) == pytest.approx(0.0)
    assert change(0.0, 0.8) == 0.0


def test_a_gain_takes_up_a_share_of_the_room_above_and_a_loss_of_what_there_is() -> None:
    assert change(0.1, 0.4) == pytest.approx(2 * 0.1 * (1 - 0.4))
    assert change(-0.1, 0.4) == pytest.approx(-2 * 0.1 * 0.4)


def test_a_bad_stop_costs_a_low_trust_resident_less_than_a_high_trust_one() -> None:
    # quality .30: surprise -.325 at trust .2, -.475 at trust .8
    assert moved_by(0.30, 0.2) == pytest.approx(2 * 0.31 * -0.325 * 0.2)
    assert moved_by(0.30, 0.8) == pytest.approx(2 * 0.31 * -0.475 * 0.8)
    assert moved_by(0.30, 0.8) < moved_by(0.30, 0.2) < 0.0


def test_a_friendly_visit_wins_more_from_those_who_trust_little() -> None:
    # quality .92: surprise .295 at trust .2, .145 at trust .8
    assert moved_by(0.92, 0.2) == pytest.approx(2 * 0.31 * 0.295 * 0.8)
    assert moved_by(0.92, 0.8) == pytest.approx(2 * 0.31 * 0.145 * 0.2)


def test_the_second_good_contact_moves_less_than_the_first() -> None:
    first = moved_by(0.92, 0.5)
    assert first == pytest.approx(2 * 0.31 * 0.22 * 0.5)
    assert 0.0 < moved_by(0.92, 0.5 + first) < first


def test_one_bad_contact_undoes_more_than_one_good_one_builds() -> None:
    assert -moved_by(0.30, 0.5) == pytest.approx(2 * 0.31 * 0.40 * 0.5)
    assert -moved_by(0.30, 0.5) / moved_by(0.92, 0.5) == pytest.approx(0.40 / 0.22)


def test_a_bond_takes_two() -> None:
    assert bond(0.10, 1.0) == 0.0  # the resident knows no officer
    assert bond(1.00, 0.0) == 0.0  # the officer does not know the beat
    assert bond(1.00, 1.0) == 1.0
    assert bond(0.55, 0.5) == pytest.approx(0.5)  # both half way


def test_people_who_know_each_other_move_trust_more_than_strangers() -> None:
    assert gain_with(0.31, 0.0, 0.5) == pytest.approx(0.31)
    assert gain_with(0.31, 0.5, 0.5) == pytest.approx(0.31 * 1.25)
    assert gain_with(0.31, 1.0, 0.0) == 0.31  # where closeness does not count


def test_conduct_is_the_usual_of_its_kind_plus_what_is_personal() -> None:
    assert conduct(0.68, 0.06, 0.03, 0.02, -0.10) == pytest.approx(0.69)


def test_conduct_is_never_worse_than_nothing_nor_better_than_perfect() -> None:
    assert conduct(0.9, 0.1, 0.1, 0.0, 0.3) == 1.0
    assert conduct(0.1, -0.1, 0.0, -0.05, -0.3) == 0.0


def test_after_its_half_life_half_is_left() -> None:
    assert fade_share(1.0) == 0.5
    assert (1.0 - fade_share(21.0)) ** 21 == pytest.approx(0.5)
    assert fade_share(21.0) == pytest.approx(1.0 - math.exp(-math.log(2.0) / 21.0))


def test_happenings_of_one_day_have_addresses_of_their_own() -> None:
    assert tag_of(3, 2, 5) == 3 * 4096 + 2 * 1024 + 5
    numbers = (0, 1, 2, 15, 16, 1023)
    tags = {tag_of(b, kind, n) for b in range(500) for kind in range(4) for n in numbers}
    assert len(tags) == 500 * 4 * 6


# Many contacts in one process


@pytest.fixture(scope="module")
def town() -> Simulation:
    return day_zero(scenario())


@st.composite
def trusts(draw: st.DrawFn) -> tuple[float, float]:
    """Standing and impression whose sum, trust, lies between 0 and 1."""
    standing, trust = draw(SHARES), draw(SHARES)
    return standing, trust - standing


contacts = st.lists(
    st.tuples(st.integers(0, STOP), SHARES, st.floats(0.0, 5.0)), min_size=1, max_size=12
)
WHO = 7


def after(
    town: Simulation, start: tuple[float, float], happened: list[tuple[int, float, float]]
) -> float:
    """Impression of one resident whom all this befell in one process."""
    residents, numbers = town.town.residents, town.numbers
    residents.standing[WHO], residents.impression[WHO] = start
    for channel, quality, weight in happened:
        meet(town._town, numbers, WHO, channel, -1, quality, weight)
    settle(town._town, town._plan, numbers, 0)
    return float(residents.impression[WHO])


@settings(max_examples=300)
@given(start=trusts(), happened=contacts)
def test_trust_stays_between_0_and_1_whatever_contacts_come(
    town: Simulation, start: tuple[float, float], happened: list[tuple[int, float, float]]
) -> None:
    trust = start[0] + after(town, start, happened)
    assert -1e-12 <= trust <= 1.0 + 1e-12
    assert town.town.residents.load[WHO] == town.town.residents.pending[WHO] == 0.0
    assert town.town.department.queued[0] == 0


@settings(max_examples=100)
@given(start=trusts(), happened=contacts, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_contacts_within_a_process_cannot_matter(
    town: Simulation,
    start: tuple[float, float],
    happened: list[tuple[int, float, float]],
    shuffled: object,
) -> None:
    other = list(happened)
    shuffled.shuffle(other)  # type: ignore[attr-defined]
    assert after(town, start, happened) == pytest.approx(after(town, start, other), abs=1e-12)


@settings(max_examples=100)
@given(start=trusts(), happened=contacts)
def test_every_contact_is_booked_to_its_channel(
    town: Simulation, start: tuple[float, float], happened: list[tuple[int, float, float]]
) -> None:
    books = town.town.books
    group = town.town.residents.group[WHO]
    before = books.booked[0, group].copy()
    moved = after(town, start, happened) - start[1]
    booked = books.booked[0, group] - before
    assert booked.sum() == pytest.approx(moved, abs=1e-12)
    assert set(np.flatnonzero(booked)) <= {channel for channel, *_ in happened}


def test_steps_of_one_process_beyond_a_half_are_scaled_back_together(town: Simulation) -> None:
    residents = town.town.residents
    residents.standing[WHO], residents.impression[WHO] = 0.4, 0.0
    for channel, step in ((VISIT, 0.6), (STOP, -0.4)):  # together 1: both are halved
        queue(town._town, WHO, channel, -1, step, 0.0)
    settle(town._town, town._plan, town.numbers, 0)
    up, down = 2 * 0.3 * (1 - 0.4), 2 * 0.2 * 0.4
    assert residents.impression[WHO] == pytest.approx(up - down)


def test_a_contact_brings_the_resident_closer_and_makes_a_story(town: Simulation) -> None:
    residents = town.town.residents
    residents.standing[WHO], residents.impression[WHO] = 0.5, 0.0
    residents.familiarity[WHO], residents.story_day[WHO] = 0.1, -1000
    meet(town._town, town.numbers, WHO, VISIT, -1, 0.92, 1.0)
    settle(town._town, town._plan, town.numbers, 3)
    assert residents.impression[WHO] == pytest.approx(0.31 * 0.22)  # 2 step (1 - .5)
    assert (residents.story_day[WHO], residents.story[WHO]) == (3, pytest.approx(0.22))


def test_what_one_only_heard_is_no_story_to_tell(town: Simulation) -> None:
    residents = town.town.residents
    residents.story_day[WHO] = -1000
    queue(town._town, WHO, HEARSAY, -1, -0.01, 0.0)
    settle(town._town, town._plan, town.numbers, 4)
    assert residents.story_day[WHO] == -1000


def test_one_experience_is_judged_by_the_trust_at_the_start_of_the_process(
    town: Simulation,
) -> None:
    """Two equal visits in one process move trust by twice the change of one."""
    once = after(town, (0.5, 0.0), [(VISIT, 0.92, 1.0)])
    twice = after(town, (0.5, 0.0), [(VISIT, 0.92, 1.0)] * 2)
    assert twice == pytest.approx(2 * once)
