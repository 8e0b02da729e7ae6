"""What the lesson shows is what happened: the same run, and nothing left out."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from small_towns import EVERYTHING_ON, counted, different, scenario

from sim.lesson.recorder import live_and_watch, record
from sim.lesson.story import tour
from sim.lesson.told import cameras_set_to_nothing
from sim.lesson.words.words import english
from sim.model.processes.crime import CRIMES, REPORTED
from sim.model.processes.follow_up import ISSUES_FIXED
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.gatherings import EVENT_ATTENDANCE, MEETING_ATTENDANCE
from sim.model.processes.issues import (
    ISSUES_ARISEN,
    ISSUES_BROKEN,
    ISSUES_ESCALATED,
    ISSUES_RAISED,
    ISSUES_RESOLVED,
)
from sim.model.processes.moving import MOVES
from sim.model.processes.stops import STOPS
from sim.model.processes.ties import NEW_TIES
from sim.model.processes.visits import VISITS_MADE
from sim.model.registers import CHANNELS
from sim.study.runs import run_replicate
from sim.study.watched.evenings import COUNTED
from sim.study.watched.happenings import KIND, KINDS, OF_BLOCKS, OF_CHANNEL
from sim.study.watched.watching import Happenings, WatchedSimulation

DAYS = 90
ARMS = ("business_as_usual", "everything")
HEARSAY = [channel.name for channel in CHANNELS].index("hearsay")
ONE_TO_ONE = {  # happenings, and what the model itself counts of them
    "visit": (VISITS_MADE, 1),
    "greeting": (GREETINGS, 1),
    "stop": (STOPS, 1),
    "crime_reported": (REPORTED, 4),
    "issue_arisen": (ISSUES_ARISEN, 1),
    "issue_raised": (ISSUES_RAISED, 1),
    "issue_solved": (ISSUES_FIXED, 1),
    "issue_solved_by_residents": (ISSUES_RESOLVED, 1),
    "issue_escalated": (ISSUES_ESCALATED, 1),
    "promise_broken": (ISSUES_BROKEN, 1),
    "tie": (NEW_TIES, 1),
    "moved": (MOVES, 1),
}


@functools.cache
def town():
    numbers = {**EVERYTHING_ON["assumptions"], "issues.small": 0.5}
    return scenario(**{**EVERYTHING_ON, "days": DAYS, "assumptions": numbers})


@functools.cache
def recording():
    return record(town(), 2, ARMS)


@functools.cache
def watched():
    """The busiest arm, watched, with its last state."""
    simulation = WatchedSimulation.start(town(), 2).fork("everything")
    happenings = Happenings(simulation.town)
    simulation.watched_by(happenings).advance()
    return simulation, happenings.rows


def happened(life, kind):
    return life.happenings[life.happenings["kind"] == KIND[kind]]


def test_a_watched_run_ends_like_any_other_to_the_last_bit():
    plain = WatchedSimulation.start(town(), 2).fork("everything").advance()
    queue = [name for name in different(plain, watched()[0]) if not name.startswith("contacts.")]
    assert queue == []


def test_the_recording_is_the_run_that_compare_makes():
    kept = {run.arm: run for run in run_replicate(town(), 2)}
    for life in recording().lives:
        np.testing.assert_equal(life.run.outcomes, kept[life.run.arm].outcomes)
        assert np.isclose(life.trust[-1].mean(), life.run.outcomes["trust"], atol=1e-9)


def test_both_towns_begin_with_the_same_people_and_the_same_trust():
    one, other = recording().lives
    assert (one.trust[0] == other.trust[0]).all()
    assert (one.trust[-1] != other.trust[-1]).any()


@pytest.mark.parametrize("kind", ONE_TO_ONE)
def test_every_happening_that_the_model_counts_is_recorded_once(kind):
    simulation, rows = watched()
    recorded = int((rows["kind"] == KIND[kind]).sum())
    assert recorded == counted(simulation, *ONE_TO_ONE[kind])
    assert recorded > 0


def test_every_crime_is_either_reported_or_kept_silent():
    simulation, rows = watched()
    crimes = np.isin(rows["kind"], [KIND["crime_reported"], KIND["crime_silent"]]).sum()
    assert crimes == counted(simulation, CRIMES, 4)


def test_everybody_who_came_to_a_gathering_is_counted_there():
    simulation, rows = watched()
    came = rows["other"][rows["kind"] == KIND["gathering"]].sum()
    alone = (rows["kind"] == KIND["came"]).sum()
    met = np.isin(rows["kind"], [KIND["meeting"], KIND["event"]]).sum()
    people = counted(simulation, EVENT_ATTENDANCE) + counted(simulation, MEETING_ATTENDANCE)
    assert came <= people  # who comes twice on one day is one person
    assert came == pytest.approx(people, rel=0.05)
    assert alone + met == pytest.approx(people, rel=0.05)


def test_the_points_of_happenings_sum_to_the_ledger():
    for life in recording().lives:
        booked = life.booked[-1, :, 0]
        people = life.trust.shape[1]
        for channel, code in OF_CHANNEL.items():
            kind = KINDS[code]
            points = happened(life, kind)["points"].sum() / people
            assert points == pytest.approx(booked[channel], abs=1e-9), kind
        assert happened(life, "hearsay")["points"].sum() / people == pytest.approx(booked[HEARSAY])


def test_the_ledger_until_the_last_day_is_the_change_of_trust():
    for life in recording().lives:
        change = life.trust[-1].mean() - life.trust[0].mean()
        assert life.booked[-1, :, 0].sum() == pytest.approx(change, abs=1e-9)
        assert life.booked[-1, :, 1].sum() == pytest.approx(change, abs=1e-9)
        assert (np.diff(life.counted, axis=0) >= 0).all()
        assert life.counted.shape == (DAYS + 1, len(COUNTED))


def test_what_a_friend_tells_has_a_teller_and_what_happened_to_the_teller():
    life = recording().lives[1]
    heard = happened(life, "hearsay")
    known = heard[heard["source"] >= 0]
    assert (heard["other"] >= 0).all()
    assert len(known) > 0.9 * len(heard)
    told = life.happenings[known["source"]]
    assert (told["who"] == known["other"]).all()
    assert (told["kind"] == known["detail"]).all()
    assert (told["day"] <= known["day"]).all()
    assert (known["day"] - told["day"] <= 30).all()


def test_what_happens_in_a_block_names_a_block():
    rows = watched()[1]
    blocks = len(recording().place.x)
    of_blocks = np.isin(rows["kind"], [KIND[name] for name in OF_BLOCKS])
    assert (rows["who"][of_blocks] < blocks).all()
    assert rows["who"][~of_blocks].max() >= blocks


def test_nothing_is_recorded_of_a_town_in_which_nobody_watches():
    simulation = WatchedSimulation.start(town(), 2).fork("everything")
    closely, from_afar = (live_and_watch(simulation.fork(), each) for each in (True, False))
    assert simulation.day == 0  # the recordings lived in copies
    assert len(closely.happenings) == len(watched()[1])
    assert len(from_afar.happenings) == 0
    assert (closely.trust == from_afar.trust).all()


def test_the_tour_names_every_count_and_judges_no_single_town():
    apart = {"mean": 0.3, "low": -1.0, "high": 1.6, "clear": False}
    end = {"difference": apart, "digits": 1, "level": 50.0, "better": 1}
    ends = dict.fromkeys(("trust", "true_crime", "reporting"), end)
    told = tour(recording(), ends, 4, "95% intervals", english())
    steps = {step["kind"]: step["text"] for step in told}
    for said, kind in (
        ("Solved by police", "issue_solved"),
        ("Solved by residents", "issue_solved_by_residents"),
        ("Police promises broken", "promise_broken"),
        ("Escalated", "issue_escalated"),
    ):
        a, b = (len(happened(life, kind)) for life in recording().lives)
        assert f"{said}: A {a}, B {b}." in steps["issues"]
    reported = [len(happened(life, "crime_reported")) for life in recording().lives]
    silent = [len(happened(life, "crime_silent")) for life in recording().lives]
    assert f"{reported[0] + silent[0]} crimes" in steps["crimes"]
    assert f"{reported[1]} reported. One such count" in steps["crimes"]
    assert "over 4 pairs of towns there is no clear difference" in steps["crimes"]
    for outcome in ("trust", "true crime", "reporting"):
        assert f"no clear difference in {outcome}" in steps["end"]


def test_what_is_said_of_cameras_is_what_the_scenario_sets():
    for points, nothing in ((0.0, True), (-0.3, False)):
        numbers = {"surveillance.trust_covered": 0.0, "surveillance.trust_everybody": points}
        assumed = recording().scenario.with_changes(assumptions=numbers)
        assert cameras_set_to_nothing(assumed) == nothing
