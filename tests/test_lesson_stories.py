"""The tour of every shipped scenario tells what the scenario is about, and votes there."""

from __future__ import annotations

import functools
import re

import pytest

from sim.commands.scenario_files import flagship
from sim.lesson.as_lesson import as_lesson
from sim.lesson.recorder import record
from sim.lesson.story import MOST, tour
from sim.lesson.told import about
from sim.lesson.words.read import words_of
from sim.model.scenario.lesson import Step
from sim.model.worlds import in_one_world

PEOPLE = 400
UNCLEAR = {
    "difference": {"mean": 0.3, "low": -1.0, "high": 1.6, "clear": False},
    "digits": 1,
    "level": 50.0,
}
ENDS = dict.fromkeys(("trust", "true_crime", "reporting"), UNCLEAR)
"""What all pairs come to: no matter here."""
ABOUT = {  # what each is about, and on which day where the scenario names it
    "broken_promises": ("promise", None),
    "engagement_vs_surveillance": ("crimes", None),
    "fewer_events": ("gathering", None),
    "monitored_cameras": ("crimes", None),
    "more_officers": ("visits", None),
    "scandal": ("shock", 181),
    "two_neighbourhoods": ("groups", None),
    "unfair_stops": ("same_stop", None),
    "which_comes_first": ("swap", 365),
}
every_scenario = pytest.mark.parametrize("name", ABOUT)


@functools.cache
def recorded(name):
    """One pair of small towns of a scenario's lesson, and its arms."""
    path = flagship().with_name(f"{name}.yaml")
    scenario, arms = as_lesson(path, None, 5)
    community = {**scenario.community.model_dump(exclude_unset=True, by_alias=True)}
    smaller = scenario.with_changes(community={**community, "residents": PEOPLE})
    return record(in_one_world(smaller), 1, arms), arms


@functools.cache
def story(name, language="en"):
    """Its steps, by kind."""
    recording, _ = recorded(name)
    steps = tour(recording, ENDS, 5, "95% intervals", words_of(language))
    return {step["kind"]: step for step in steps}


def numbers(text):
    return re.findall(r"[+−]?\d[\d,.]*\d|[+−]?\d", text)


@every_scenario
def test_a_story_tells_what_its_scenario_is_about_and_votes_there(name):
    steps, (kind, day) = story(name), ABOUT[name]
    voted = [(each["kind"], each.get("of")) for each in steps.values() if each["vote"]]
    assert voted == [("crimes", None) if kind == "crimes" else ("vote", kind)]
    if kind != "crimes":  # the vote comes right before what happened, and gives nothing away
        names = list(steps)
        assert names.index(kind) == names.index("vote") + 1
        assert numbers(steps["vote"]["text"]) == []
    assert day in (None, steps[kind]["day"])
    assert 5 <= len(steps) <= MOST
    assert next(iter(steps)) == "beginning"
    assert list(steps)[-1] == "end"
    days = [each["day"] for each in steps.values()]
    assert days == sorted(days)


@every_scenario
def test_every_step_can_stand_in_a_scenario(name):
    for step in story(name).values():
        Step.model_validate({each: step[each] for each in ("day", "point_at", "text")})


@every_scenario
def test_a_story_says_the_same_numbers_in_spanish(name):
    spanish = story(name, "es")
    for kind, step in story(name).items():
        assert sorted(numbers(step["text"])) == sorted(numbers(spanish[kind]["text"]))


def test_the_scandal_is_seen_on_its_day_and_hits_the_group_that_hears_of_it():
    recording, _ = recorded("scandal")
    day = recording.scenario.community.shocks[0].day
    for town, life in enumerate(recording.lives):
        before, after = life.mean[day], life.mean[day + 1]
        assert before - after > 1.0
        said = story("scandal")["shock"]["text"]
        assert f"from {before:.1f} to {after:.1f} in {'AB'[town]}" in said
    majority, minority = (float(each) for each in re.findall(r"−(\d+\.\d) points", said))
    assert minority > 2.0 * majority
    assert story("scandal")["recovery"]["day"] > day


def test_the_same_stop_is_fair_in_one_town_and_not_in_the_other():
    said = story("unfair_stops")["same_stop"]["text"]
    fair, unfair = re.search(r"by ([+−0-9.]+) points, in .* by ([+−0-9.]+)\.", said).groups()
    assert float(fair.replace("−", "-")) > float(unfair.replace("−", "-")) + 1.0
    bad_a, bad_b = (int(each) for each in re.findall(r"(\d+) of \d+", said))
    assert bad_b > bad_a


def test_a_programme_that_is_not_seen_through_breaks_more_promises():
    _, arms = recorded("broken_promises")
    assert arms == ("well_supported", "poorly_supported")
    step = story("broken_promises")["promise"]
    kept, broken = (int(each) for each in re.search(r"A (\d+), B (\d+)", step["text"]).groups())
    assert broken > 2 * kept
    assert step["town"] == 1


def test_both_neighbourhoods_are_told_apart():
    said = story("two_neighbourhoods")["groups"]["text"]
    assert said.index("hillside: trust") < said.index("riverside: trust")


def test_the_swap_names_what_ends_and_what_begins():
    said = story("which_comes_first")["swap"]["text"]
    assert "It ends: community events, outreach, problem solving." in said
    assert "It begins: surveillance." in said


def test_officers_at_the_door_knock_and_those_of_the_other_arm_do_not():
    _, arms = recorded("more_officers")
    assert arms[0] == "at_the_door"
    said = story("more_officers")["visits"]["text"]
    at_the_door, otherwise = re.search(r"talk: A (\d+), B (\d+)", said).groups()
    assert int(at_the_door) > 100
    assert int(otherwise) == 0


def test_a_scenario_has_its_own_words_for_both_arms_in_spanish():
    recording, arms = recorded("broken_promises")
    scenario = recording.scenario
    titles = {arm: scenario.title(arm) for arm in scenario.arms}
    words = words_of("es").of_scenario(scenario.name, scenario.about, titles)
    said = about(scenario, arms, words.terms)
    assert [each["title"] for each in said["arms"]] == ["Bien respaldado", "Mal respaldado"]
    assert said["title"] == "Promesas rotas"
    assert said["about"].startswith("Dos departamentos")
