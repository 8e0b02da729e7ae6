"""Every hour and dollar that an arm buys is used, idle, or was taken from patrol."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from small_towns import ALWAYS, scenario

from sim.model.activities import GOODS, Activity, activities, activity_of, by_duty, programme_duties
from sim.model.means import means_for
from sim.model.processes.follow_up import ISSUES_FIXED
from sim.model.processes.visits import VISIT_HOURS
from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.strategies import strategies
from sim.model.strategies.base import Line
from sim.report.idle_money import (
    idle_money,
    idle_money_foreseen,
    idle_sentences,
    sleeping_options,
    unspent_shares,
)
from sim.study import pilot
from sim.study.compare import Comparison
from sim.study.hours_by_activity import activities_of
from sim.study.runs import run_replicate

OVERSTAFFED = {"follow_up": {"problem_solving": {"share": 1.0}}}
"""The department's own hours are enough for all that residents raise here."""

DUTIES_ASKED_FOR = {duty.name for duty in programme_duties()}


def town(arms: Mapping[str, Any], residents: int = 1000, **changes: Any) -> Scenario:
    """A town where a department follows up all that residents raise with hours of its own."""
    plain = {
        "days": 200,
        "community": {"residents": residents},
        "department": {"officers_per_1000": 5.5},
        "arms": {"business_as_usual": {}, **arms},
    }
    return scenario(**{**plain, **changes})


def lived(where: Scenario) -> Comparison:
    return Comparison(where, tuple(run_replicate(where, 1)))


def done(where: Scenario, arm: str) -> dict[str, Activity]:
    """What an arm did in one run, by activity."""
    return {each.name: each for each in activities_of(lived(where), arm)}


def foreseen(where: Scenario, arm: str) -> dict[str, Activity]:
    arms = pilot.arms_to_try(where)
    small = pilot.pilot_of(where, len(arms))
    found = pilot.foreseen(where, small, pilot.idle_hours(small, arms) if arms else {})
    return {each.name: each for each in found[arm]}


# Follow-up


def test_follow_up_beyond_what_residents_raise_is_idle_and_changes_no_promise() -> None:
    where = town(OVERSTAFFED)
    day_zero = Simulation.start(where)
    bought, without = (day_zero.fork(arm).advance() for arm in ("follow_up", "business_as_usual"))
    kept = [each.town.books.counts[ISSUES_FIXED, 0] for each in (bought, without)]
    assert kept[0] == kept[1] > 0
    found = done(where, "follow_up")["follow_up"]
    assert found.idle_share > 0.95
    assert found.dollars_idle == pytest.approx(found.dollars * found.idle / found.asked)


def test_follow_up_where_nobody_follows_up_is_used() -> None:
    where = town(
        {"follow_up": {"problem_solving": {"follow_up_hours": 0.05}}},
        assumptions={"hours.follow_up": 0.0, "issues.arise": 6},
    )
    found = done(where, "follow_up")["follow_up"]
    assert found.idle == 0.0
    assert found.used == found.delivered == found.taken_from_patrol == pytest.approx(0.05)
    assert found.dollars == 0.0


def test_follow_up_that_may_take_on_nothing_is_idle() -> None:
    arm = {
        "problem_solving": {"follow_up_hours": 1.0},
        "implementation": {"follow_up_limit": 0.0},
    }
    assert done(town({"ours": arm}), "ours")["follow_up"].idle_share > 0.9


# The watch, problem solving, cameras, training


def test_support_of_a_watch_that_everybody_belongs_to_is_idle() -> None:
    some, all_of_it = (
        done(
            town(
                {"ours": {"neighbourhood_watch": {"hours": hours}}},
                400,
                department={"officers_per_1000": 50},
            ),
            "ours",
        )["watch"]
        for hours in (0.2, 30.0)
    )
    assert some.idle == 0.0
    assert all_of_it.idle_share > 0.5


def test_problem_solving_where_everything_is_solved_is_idle_and_a_pilot_knows_it() -> None:
    arms = {
        name: {"problem_solving": {"block_hours": 30.0, "blocks": blocks, "from": 10, "until": 190}}
        for name, blocks in (("one_block", 1), ("all_blocks", 40))
    }
    where = town(arms, department={"officers_per_1000": 30})
    one, every = (done(where, arm)["problem_solving"] for arm in arms)
    assert one.idle_share > 0.4
    assert every.idle == 0.0
    assert foreseen(where, "one_block")["problem_solving"].idle == pytest.approx(one.idle)


def test_more_cameras_than_blocks_to_cover_are_idle() -> None:
    arm = {"surveillance": {"cameras": 30, "blocks": 20, "until": 100}}
    found = {each.name: each for each in activities(town({"ours": arm}), "ours")}["cameras"]
    assert (found.asked, found.used, found.idle) == (15.0, 10.0, 5.0)  # for half of the days
    assert found.dollars_idle == pytest.approx(found.dollars / 3)


def test_training_that_is_not_meant_changes_no_conduct() -> None:
    for sincerity, idle in ((0.0, 1.0), (0.5, 0.0)):
        arm = {"procedural_justice": {"reach": 0.5, "sincerity": sincerity}}
        (found,) = activities(town({"ours": arm}), "ours")
        assert found.name == "training"
        assert found.idle_share == idle


# The account


@functools.cache
def everything() -> Comparison:
    return lived(town({"everything": ALWAYS}, 400, budget={"per_resident": 300}))


def test_what_is_delivered_is_what_officers_work_and_each_part_has_its_place() -> None:
    where = everything().scenario
    simulation = Simulation.start(where).fork("everything").advance()
    worked = by_duty(simulation.town.books.hours / where.days)
    found = activities_of(everything(), "everything")
    assert {each.name for each in found} == {
        *DUTIES_ASKED_FOR,
        *(name for name, _ in GOODS.values()),
    }
    for each in found:
        assert each.used + each.idle == pytest.approx(each.delivered)
        if each.name in DUTIES_ASKED_FOR - {"gatherings", "follow_up"}:
            assert each.delivered == pytest.approx(worked[each.name]), each.name


def test_hours_are_bought_or_taken_from_patrol() -> None:
    bought, direct, half = (
        activities(town({"ours": arm}), "ours")[0]
        for arm in (
            {"foot_patrol": {"share": 0.5}},
            {"foot_patrol": {"hours": 2.0}},
            {"foot_patrol": {"share": 0.5}, "implementation": {"compliance": 0.5}},
        )
    )
    assert bought.taken_from_patrol == pytest.approx(0.0, abs=1e-9)
    assert bought.dollars == pytest.approx(25_000)
    assert (direct.taken_from_patrol, direct.dollars) == (2.0, 0.0)
    assert half.taken_from_patrol == pytest.approx(-bought.delivered / 2)


def test_hours_bought_where_nobody_can_work_them_are_idle() -> None:
    arm = {"foot_patrol": {"share": 1.0}}
    (found,) = activities(town({"ours": arm}, department={"officers_per_1000": 0}), "ours")
    assert found.idle_share == 1.0
    assert found.dollars_idle == pytest.approx(50_000)
    (said,) = idle_sentences({"ours": [found]})
    assert "have no officer to work them" in said


def test_dollars_of_the_activities_are_those_of_the_bill() -> None:
    for arm in everything().arms:
        total = sum(each.dollars for each in activities_of(everything(), arm))
        priced = everything().prices[arm].per_resident_year * 400
        assert total == pytest.approx(priced)


def test_every_line_of_every_bill_belongs_to_an_activity() -> None:
    lines = set()
    for name, kind in strategies().items():
        amounts = [dict.fromkeys(kind.quantities, 1.0)]
        amounts += [{"share": 1.0, "at_blocks": 0.5}] if name == "problem_solving" else []
        amounts += [{"share": 1.0}] if "share" in kind.model_fields else []
        for amount in amounts:
            where = town({"ours": {name: amount}})
            (setting,) = settings_of(where.arms["ours"]).values()
            bill = setting.turns(means_for(where, setting)).bill
            lines |= {activity_of(line)[0] for line in bill}
    assert lines == {*DUTIES_ASKED_FOR, *(name for name, _ in GOODS.values())}


def test_a_line_that_nobody_knows_is_an_activity_of_its_own() -> None:
    assert activity_of(Line("a mural", 2.0, "murals a year", 900.0)) == ("a mural", "murals a year")
    hours = Line("visits by the team", 2.0, "officer hours a day", 0.0, VISIT_HOURS)
    assert activity_of(hours)[0] == "visits"


def test_the_table_of_activities_has_a_row_for_each_that_an_arm_adds() -> None:
    table = everything().tables.activities
    assert set(table["arm"]) == {"everything"}
    assert len(table) == len(DUTIES_ASKED_FOR) + len({name for name, _ in GOODS.values()})
    assert not table.isna().any(axis=None)


# What is said


def test_a_run_and_its_pilot_name_the_idle_money_and_what_to_do() -> None:
    where = town(OVERSTAFFED)
    (after,) = idle_money(lived(where))
    (before,), unknown = idle_money_foreseen(where)
    assert unknown == ""
    for said in (before, after):
        assert said.startswith("follow up: ")
        assert "of the follow-up hours" in said
        assert "find nothing to follow up" in said
        assert "at_blocks: 1" in said


def test_a_pilot_in_a_small_town_foresees_the_share_of_a_large_one() -> None:
    where = town(
        {"ours": {"problem_solving": {"follow_up_hours": 1.3}}},
        4 * pilot.LARGEST,
        assumptions={"hours.follow_up": 0.006},
    )
    assert pilot.of_pilot_size(where, 1).community.residents == pilot.LARGEST
    (expected,) = (each["follow_up"].idle_share for each in [done(where, "ours")])
    assert 0.1 < expected < 0.9
    assert foreseen(where, "ours")["follow_up"].idle_share == pytest.approx(expected, abs=0.1)


def test_a_pilot_shrinks_quantities_with_its_town_and_leaves_shares() -> None:
    arm = {
        "procedural_justice": {"reach": 0.5},
        "foot_patrol": {"hours": 8.0, "blocks": 16},
        "outreach": {"share": 0.5},
    }
    where = town({"ours": arm}, 8000, department={"events_per_month": 4, "meetings_per_month": 8})
    small = pilot.of_pilot_size(where, 1)
    ours = settings_of(small.arms["ours"])
    assert small.community.residents == 2000
    assert (small.department.events_per_month, small.department.meetings_per_month) == (1, 2)
    assert ours["foot_patrol"].hours == 2.0  # type: ignore[attr-defined]
    assert ours["foot_patrol"].blocks == 4  # type: ignore[attr-defined]
    assert ours["procedural_justice"].reach == 0.5  # type: ignore[attr-defined]
    assert ours["outreach"] == settings_of(where.arms["ours"])["outreach"]


def test_what_is_used_is_passed_over_in_silence() -> None:
    where = town({"visits": {"outreach": {"share": 1.0}}})
    assert idle_money(lived(where)) == []
    assert pilot.arms_to_try(where) == []
    assert idle_money_foreseen(where) == ([], "")


def test_before_the_rules_are_compiled_check_says_what_it_does_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pilot, "can_run", lambda: False)
    found, unknown = idle_money_foreseen(town(OVERSTAFFED))
    assert found == []
    assert "in follow up will find nothing to do is not known before" in unknown


def test_a_pilot_of_a_very_long_run_tries_some_arms_and_names_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = town({"one": OVERSTAFFED["follow_up"], "two": OVERSTAFFED["follow_up"]})
    assert pilot.arms_tried(where) == ["one", "two"]
    monkeypatch.setattr(pilot, "AT_MOST", 500 * (where.burn_in_days + where.days))
    (said,), unknown = idle_money_foreseen(where)
    assert said.startswith("one: ")
    assert unknown.startswith("How many of the hours in two will find nothing to do is not known")


def test_arms_that_hold_events_without_end_are_not_tried_and_said_so() -> None:
    many = {"community_events": {"per_month": 9_000}, **OVERSTAFFED["follow_up"]}
    where = town({"crowds": many, "one": OVERSTAFFED["follow_up"]})
    assert pilot.arms_tried(where) == ["one"]
    assert "hours in crowds will find nothing to do is not known" in idle_money_foreseen(where)[1]


def test_a_pilot_that_the_model_cannot_follow_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def beyond(*_: object) -> None:
        raise OverflowError("more crimes than there is room for")

    monkeypatch.setattr(pilot, "foreseen", beyond)
    assert idle_money_foreseen(town(OVERSTAFFED))[0] == ["More crimes than there is room for."]


def test_a_tenth_may_be_idle_without_a_word_and_arms_alike_share_a_sentence() -> None:
    def with_idle(hours: float) -> list[Activity]:
        plain = Activity("watch", "officer hours a day", 10, 10, 10 - hours, hours, 10, 0, 0)
        return [plain]

    assert idle_sentences({"ours": with_idle(1.0)}) == []
    (said,) = idle_sentences({"ours": with_idle(2.0)})
    assert said.startswith(
        "ours: 20% of the hours that support the watch (2.0 of 10.0 officer hours a day, taken from"
        " patrol) find no household left to win."
    )
    (said,) = idle_sentences({"ours": with_idle(2.0), "their s": with_idle(10.0)}, "about ")
    assert "find no household left to win: about 20% in ours (2.0 of 10.0 officer hours" in said
    assert "and all in their s (10.0 of 10.0 officer hours a day, taken from patrol)." in said


def test_money_that_a_share_cannot_spend_is_told() -> None:
    (said,) = unspent_shares(town({"ours": {"procedural_justice": {"share": 1.0}}}))
    assert said == (
        "ours: procedural_justice can spend $22,000 a year here, so $28,000 of its share of $50,000"
        " stay unspent. Write a smaller share."
    )
    assert list(unspent_shares(everything().scenario)) == []


def test_options_of_what_is_switched_off_are_told() -> None:
    where = town({"ours": {"foot_patrol": {"share": 0.0, "blocks": 3}}})
    (said,) = sleeping_options(where)
    assert said == "ours: foot_patrol is switched off: its blocks changes nothing."
    assert list(sleeping_options(everything().scenario)) == []


def test_nobody_is_idle_in_the_burn_in() -> None:
    assert np.all(Simulation.start(town(OVERSTAFFED)).town.books.idle == 0.0)
