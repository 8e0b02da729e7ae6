"""Every shipped scenario is a story that holds: it loads, is priced, runs, and its arms differ."""

from __future__ import annotations

import functools
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shipped import FOLDER, shipped_scenarios
from small_towns import resized

from sim.model.arm_plan import arm_plan
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.issues import ISSUES_BROKEN
from sim.model.processes.stops import DISRESPECT, STOPS
from sim.model.processes.visits import VISITS_MADE
from sim.model.scenario.arm import settings_of
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.report.sentences import same_cost

NAMES = [path.stem for path in shipped_scenarios()]
STORIES = {
    "broken_promises",
    "business_as_usual",
    "engagement_vs_surveillance",
    "fewer_events",
    "monitored_cameras",
    "more_officers",
    "scandal",
    "two_neighbourhoods",
    "unfair_stops",
    "which_comes_first",
}


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


every_story = pytest.mark.parametrize("name", NAMES)


@functools.cache
def story(name: str) -> Scenario:
    return load_scenario(FOLDER / f"{name}.yaml")


@functools.cache
def small_run(name: str) -> dict[str, Simulation]:
    """Every arm of a story in a village, over the story's own days."""
    village = resized(story(name), 400, replicates=1, burn_in_days=60)
    start = Simulation.start(village)
    return {arm: start.fork(arm).advance() for arm in village.arms}


def outcome(name: str, arm: str, which: str) -> float:
    return small_run(name)[arm].outcomes()[which]


def happened(name: str, arm: str, row: int) -> float:
    return float(small_run(name)[arm].town.books.counts[row].sum())


def trust_over_time(name: str, arm: str, group: str | None = None) -> tuple[Any, Any]:
    simulation = small_run(name)[arm]
    days = simulation.town.books.record_days
    return days, simulation.series()["trust" if group is None else f"trust_{group}"]


def plans(name: str) -> list[Any]:
    """What each arm does: its strategies, as data."""
    return [
        {strategy: setting.model_dump() for strategy, setting in settings_of(arm).items()}
        for arm in story(name).arms.values()
    ]


def test_all_stories_are_there() -> None:
    assert set(NAMES) >= STORIES


@every_story
def test_a_story_bears_the_name_of_its_file(name: str) -> None:
    assert story(name).name == name


@every_story
def test_an_editor_is_told_what_may_be_written(name: str) -> None:
    first = text_of(name).split("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = FOLDER / first.partition("=")[2]
    assert schema.is_file()
    assert schema.name == "scenario.schema.json"


@every_story
def test_a_story_says_what_it_is_about(name: str) -> None:
    assert story(name).about
    first_sentence = story(name).about.split(". ")[0]
    assert len(first_sentence) < 100  # `list` shows it


@every_story
def test_a_story_is_compared_often_enough_to_give_intervals(name: str) -> None:
    assert story(name).replicates >= 16
    assert story("engagement_vs_surveillance").replicates >= 20


@every_story
def test_a_story_is_measured_from_business_as_usual(name: str) -> None:
    told = story(name)
    assert told.baseline == "business_as_usual"
    assert settings_of(told.arms[told.baseline]) == {}
    assert arm_plan(told, told.baseline).price.per_resident_year == 0


@every_story
def test_arms_that_spend_the_budget_spend_the_same(name: str) -> None:
    told = story(name)
    prices = [arm_plan(told, arm).price for arm in told.arms]
    spending = [each.per_resident_year for each in prices if each.spends_budget]
    assert all(same_cost(one, other) for one, other in combinations(spending, 2))
    assert (told.budget is not None) == bool(spending)


@every_story
def test_no_two_arms_do_the_same(name: str) -> None:
    assert all(one != other for one, other in combinations(plans(name), 2))


@every_story
def test_no_two_arms_end_the_same(name: str) -> None:
    ends = {
        arm: {key: value for key, value in run.outcomes().items() if key != "cost"}
        for arm, run in small_run(name).items()
    }
    assert all(np.isfinite(end["trust"]) for end in ends.values())
    for one, other in combinations(ends, 2):
        assert ends[one] != ends[other], (one, other)


@pytest.mark.parametrize("name", [name for name in NAMES if "\nextends: " in text_of(name)])
def test_what_a_story_extends_is_the_town_of_business_as_usual(name: str) -> None:
    assert "\nextends: business_as_usual\n" in text_of(name)
    usual, told = story("business_as_usual"), story(name)
    assert told.community.groups == usual.community.groups
    assert told.community.crime == usual.community.crime
    assert told.department.officers_per_1000 == usual.department.officers_per_1000
    assert told.arms["business_as_usual"] == usual.arms["business_as_usual"]


def test_business_as_usual_is_the_town_of_the_main_story() -> None:
    usual, main = story("business_as_usual"), story("engagement_vs_surveillance")
    assert usual.community == main.community
    assert usual.department.officers_per_1000 == main.department.officers_per_1000
    assert (usual.days, usual.seed) == (main.days, main.seed)


def test_the_main_story_gives_the_same_money_to_three_rivals() -> None:
    told = story("engagement_vs_surveillance")
    spending = [arm for arm in told.arms if arm_plan(told, arm).price.spends_budget]
    assert spending == ["engagement", "surveillance", "funding"]
    assert {round(arm_plan(told, arm).price.per_resident_year, 6) for arm in spending} == {50.0}


def test_fewer_events_are_attended_by_fewer() -> None:
    full, half, none = (
        outcome("fewer_events", arm, "attendance")
        for arm in ("business_as_usual", "half_the_events", "no_events")
    )
    assert full > half > none == 0


def test_more_officers_patrol_differently_for_the_same_money() -> None:
    name = "more_officers"
    assert happened(name, "at_the_door", VISITS_MADE) > 0
    assert happened(name, "on_foot", GREETINGS) > 0
    for arm in ("more_of_the_same", "at_hot_spots"):
        assert happened(name, arm, VISITS_MADE) == 0
        assert happened(name, arm, GREETINGS) == 0


def test_one_programme_fails_in_several_ways_at_one_price() -> None:
    name = "broken_promises"
    told = story(name)
    programmes = [
        {strategy: setting for strategy, setting in plan.items() if strategy != "implementation"}
        for plan in plans(name)[1:]
    ]
    assert all(each == programmes[0] for each in programmes)
    assert all(arm_plan(told, arm).price.spends_budget for arm in list(told.arms)[1:])
    broken = {arm: happened(name, arm, ISSUES_BROKEN) for arm in told.arms}
    assert broken["issues_left_lying"] > broken["well_supported"]
    assert broken["poorly_supported"] > broken["well_supported"]
    staying = outcome(name, "well_supported", "familiarity")
    assert outcome(name, "officers_moved_on", "familiarity") < staying


def test_cameras_differ_in_who_watches_and_stop_nobody() -> None:
    name = "monitored_cameras"
    stops = {happened(name, arm, STOPS) for arm in story(name).arms}
    assert len(stops) == 1
    bills = {arm: arm_plan(story(name), arm).price.lines for arm in story(name).arms}
    cameras = {arm: sum(line[1] for line in bill) for arm, bill in bills.items()}
    assert cameras["watched"] == pytest.approx(cameras["nobody_watches"], rel=0.01)
    assert cameras["watched_evenings"] == cameras["nobody_watches"] < cameras["many_unwatched"]
    crime = {arm: outcome(name, arm, "true_property") for arm in story(name).arms}
    assert crime["watched_evenings"] < crime["nobody_watches"] < crime["business_as_usual"]


def test_the_unknown_effect_of_cameras_on_trust_is_left_to_the_reader() -> None:
    text = text_of("monitored_cameras")
    told = story("monitored_cameras")
    assert told.assumptions == {}
    assert "unknown" in text.lower()
    for dial in ("surveillance.trust_covered", "surveillance.trust_everybody"):
        assert f"#   {dial}: -" in text


def test_the_dials_of_cameras_work_as_the_comment_says(tmp_path: Path) -> None:
    text = text_of("monitored_cameras")
    assumed = text.replace("# assumptions:", "assumptions:").replace("#   surveill", "  surveill")
    (tmp_path / "business_as_usual.yaml").write_bytes(
        (FOLDER / "business_as_usual.yaml").read_bytes()
    )
    (tmp_path / "monitored_cameras.yaml").write_text(assumed, encoding="utf-8")
    told = load_scenario(tmp_path / "monitored_cameras.yaml")
    assert set(told.assumptions) == {
        "surveillance.trust_covered",
        "surveillance.trust_everybody",
    }
    assert all(value < 0 for value in told.assumptions.values())


def test_stops_differ_in_how_they_are_made_not_in_number() -> None:
    name = "unfair_stops"
    arms = [arm for arm in story(name).arms if arm != "business_as_usual"]
    assert len({happened(name, arm, STOPS) for arm in arms}) == 1
    assert happened(name, arms[0], STOPS) > happened(name, "business_as_usual", STOPS)
    disrespect = {arm: happened(name, arm, DISRESPECT) for arm in arms}
    assert disrespect["fair_stops"] < disrespect["ordinary_stops"] < disrespect["unfair_stops"]


def test_a_scandal_happens_to_every_arm() -> None:
    name = "scandal"
    for shock in story(name).community.shocks:
        for arm in story(name).arms:
            days, trust = trust_over_time(name, arm)
            before = trust[days <= shock.day][-1]
            after = trust[days > shock.day][0]
            assert after < before - 1


def test_a_local_scandal_moves_those_who_hear_of_it() -> None:
    day = story("scandal").community.shocks[0].day
    fall = {}
    for group in ("majority", "minority"):
        days, trust = trust_over_time("scandal", "business_as_usual", group)
        fall[group] = trust[days <= day][-1] - trust[days > day][0]
    assert fall["minority"] > 2 * fall["majority"]


def test_arms_around_a_scandal_are_alike_until_they_act() -> None:
    _, usual = trust_over_time("scandal", "business_as_usual")
    days, after = trust_over_time("scandal", "going_out_after")
    assert np.array_equal(usual[days <= 180], after[days <= 180])
    assert not np.array_equal(usual[days > 180], after[days > 180])


def test_the_two_neighbourhoods_hardly_mix() -> None:
    blocks = small_run("two_neighbourhoods")["business_as_usual"].town.blocks
    larger = blocks.people.max(axis=1) / blocks.people.sum(axis=1)
    assert larger.mean() > 0.85
    gap = outcome("two_neighbourhoods", "business_as_usual", "trust_gap")
    assert gap > 0.25


def test_visits_go_where_the_story_sends_them() -> None:
    name = "two_neighbourhoods"
    visits = {arm: small_run(name)[arm].town.books.counts[VISITS_MADE] for arm in
              ("everywhere", "least_trusting")}  # fmt: skip
    riverside = {arm: made[1] / made.sum() for arm, made in visits.items()}
    assert riverside["least_trusting"] > 0.9 > 0.6 > riverside["everywhere"]


def test_what_comes_first_comes_alone() -> None:
    name = "which_comes_first"
    usual = small_run(name)["business_as_usual"].town.books
    first = {}
    for arm in ("connection_first", "cameras_first", "both_at_once"):
        books = small_run(name)[arm].town.books
        at = int(np.searchsorted(books.record_days, 360))
        visits = books.totals[at, VISITS_MADE].sum()
        stops = books.totals[at, STOPS].sum() - usual.totals[at, STOPS].sum()
        first[arm] = (visits > 0, stops > 0)
    assert first == {
        "connection_first": (True, False),
        "cameras_first": (False, True),
        "both_at_once": (True, True),
    }


def test_the_last_year_of_which_comes_first_has_neither() -> None:
    for arm in ("connection_first", "cameras_first", "both_at_once"):
        books = small_run("which_comes_first")[arm].town.books
        made = books.totals[books.record_days >= 740, VISITS_MADE].sum(axis=1)
        assert made[0] == made[-1] > 0
