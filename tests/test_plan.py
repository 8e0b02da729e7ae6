"""From an arm to a plan: which lever stands where on which day, and where it is done."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_towns import EVERYTHING, FLAGSHIP, day_zero, everything, lived, scenario, trust

from sim.common.problems import ProblemsFound
from sim.model.means import means_for, usual_levers
from sim.model.places import running_shares, spread_whole
from sim.model.plan import make_plan
from sim.model.processes.stops import AT_STOPS
from sim.model.processes.surveillance import AT_CAMERAS
from sim.model.processes.visits import AT_VISITS
from sim.model.registers import LEVERS, PLACES
from sim.model.scenario.arm import settings_of
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.state import Plan
from sim.model.strategies import strategies
from sim.model.strategies.base import Turns, combine, neutral_levers

# One setting of each strategy in which it turns everything that it can turn.
FULL: dict[str, dict[str, Any]] = {
    "community_events": {"per_month": 7},
    "foot_patrol": {"hours": 1},
    "funding": {"officers": 1},
    "hot_spots": {"hours": 1},
    "implementation": {"compliance": 0.5, "months_in_beat": 2, "follow_up_limit": 0.5},
    "conduct": {
        "visits": -0.2,
        "gatherings": -0.1,
        "foot_patrol": -0.1,
        "calls": 0.1,
        "patrol": -0.1,
    },
    "neighbourhood_watch": {"hours": 1},
    "residents_groups": {"hours": 1},
    "outreach": {"visit_hours": 1, "meetings_per_month": 5, "where": "riskiest"},
    "problem_solving": {"follow_up_hours": 1, "block_hours": 1},
    "procedural_justice": {"reach": 0.5, "sincerity": 0.5},
    "surveillance": {
        "cameras": 3,
        "monitored": 0.5,
        "stop_hours": 1,
        "stop_conduct": -0.1,
        "stop_lawful_share": 0.3,
    },
}
# The same strategies, asked for nothing.
NEUTRAL: dict[str, dict[str, Any]] = {
    "community_events": {"share": 0},
    "foot_patrol": {"hours": 0},
    "funding": {"officers": 0},
    "hot_spots": {"hours": 0},
    "implementation": {},
    "conduct": {},
    "neighbourhood_watch": {"hours": 0},
    "residents_groups": {"hours": 0},
    "outreach": {"visit_hours": 0, "meetings_per_month": 0},
    "problem_solving": {"follow_up_hours": 0, "block_hours": 0},
    "procedural_justice": {"reach": 0},
    "surveillance": {"cameras": 0, "stop_hours": 0},
}

LEVER_NAMES = [lever.name for lever in LEVERS]


def plan_of(what: dict[str, Any], **changes: Any) -> tuple[Scenario, Plan]:
    """The plan of one arm in a small town."""
    town = scenario(arms={"arm": what}, baseline="arm", **changes)
    return town, make_plan(town, day_zero(town).town, "arm")


def lever(town: Scenario, plan: Plan, name: str) -> list[float]:
    """Setting of a lever on every day of the run."""
    rows = plan.stage[town.burn_in_days :]
    return [float(value) for value in plan.levers[rows, LEVER_NAMES.index(name)]]


def turns_of(what: dict[str, Any], strategy: str, **changes: Any) -> Turns:
    town = scenario(arms={"arm": {strategy: what}}, baseline="arm", **changes)
    setting = settings_of(town.arms["arm"])[strategy]
    return setting.turns(means_for(town, setting))


# Days


def test_from_is_the_first_day_in_force_and_until_the_first_day_no_longer() -> None:
    town, plan = plan_of({"foot_patrol": {"hours": 3, "from": 10, "until": 20}})
    assert lever(town, plan, "foot_patrol_hours") == [0.0] * 10 + [3.0] * 10 + [0.0] * 70


def test_without_days_a_strategy_is_in_force_from_the_first_day_to_the_last() -> None:
    town, plan = plan_of({"foot_patrol": {"hours": 3}})
    assert lever(town, plan, "foot_patrol_hours") == [3.0] * 90


def test_no_strategy_is_in_force_during_the_burn_in() -> None:
    town, plan = plan_of(FULL)
    usual = neutral_levers(usual_levers(town))
    assert (plan.levers[plan.stage[: town.burn_in_days]] == usual).all()
    assert len(plan.stage) == town.burn_in_days + town.days


def test_strategies_come_and_go_each_on_its_own_days() -> None:
    town, plan = plan_of(
        {
            "foot_patrol": {"hours": 3, "until": 30},
            "hot_spots": {"hours": 2, "from": 20},
            "outreach": {"visit_hours": 1, "from": 20, "until": 30},
        }
    )
    assert lever(town, plan, "foot_patrol_hours") == [3.0] * 30 + [0.0] * 60
    assert lever(town, plan, "hot_spot_hours") == [0.0] * 20 + [2.0] * 70
    assert lever(town, plan, "visit_hours") == [0.0] * 20 + [1.0] * 10 + [0.0] * 60


def test_a_department_that_lives_by_its_schedule_works_those_days_only() -> None:
    town = scenario(
        arms={"arm": {"outreach": {"visit_hours": 1, "from": 10, "until": 20}}}, baseline="arm"
    )
    now, worked = day_zero(town).fork("arm"), []
    for day in range(30):
        before = now.town.books.hours.copy()
        if (now.advance(1).town.books.hours - before)[5] > 0.0:  # on visits
            worked.append(day)
    assert worked == list(range(10, 20))


# Levers


def test_levers_that_nobody_turns_stand_where_the_department_has_them() -> None:
    _, plan = plan_of({}, department={"events_per_month": 3, "months_in_beat": 12})
    stands = dict(zip(LEVER_NAMES, plan.levers[-1], strict=True))
    assert stands["events_per_month"] == 3.0
    assert stands["months_in_beat"] == 12.0
    assert stands["stop_lawful_share"] == 0.6  # as everyday stops
    assert stands["compliance"] == stands["training_sincerity"] == stands["follow_up_limit"] == 1.0
    assert stands["visit_hours"] == stands["extra_officers"] == stands["monitored_share"] == 0.0


def test_two_settings_of_a_lever_combine_as_the_lever_says() -> None:
    usual = [10.0] * len(LEVERS)
    for row, each in enumerate(LEVERS):
        expected = {"add": 13.0, "multiply": 30.0, "most": 10.0, "replace": 3.0}[each.combine]
        assert combine(usual, {row: 3.0})[row] == expected
        assert combine(usual, {row: 30.0})[row] == pytest.approx(
            {"add": 40.0, "multiply": 300.0, "most": 30.0, "replace": 30.0}[each.combine]
        )
    assert usual == [10.0] * len(LEVERS)


@pytest.mark.parametrize("strategy", strategies())
def test_a_strategy_turns_levers_and_chooses_places_and_nothing_else(strategy: str) -> None:
    turns = turns_of(FULL[strategy], strategy)
    assert set(turns.levers) <= set(range(len(LEVERS)))
    assert set(turns.places) <= set(range(len(PLACES)))
    assert turns.levers or turns.places
    assert all(math.isfinite(value) for value in turns.levers.values())
    assert set(vars(turns)) == {"levers", "places", "bill"}


def test_every_lever_is_turned_by_some_strategy() -> None:
    turned = {row for strategy in strategies() for row in turns_of(FULL[strategy], strategy).levers}
    turned |= set(turns_of({"share": 0.5}, "outreach").levers)  # bought hours
    assert [LEVER_NAMES[row] for row in range(len(LEVERS)) if row not in turned] == []


@pytest.mark.parametrize("strategy", strategies())
def test_a_strategy_asked_for_nothing_equals_no_strategy(strategy: str) -> None:
    town = scenario(arms={"neutral": {strategy: NEUTRAL[strategy]}}, baseline="neutral")
    without, with_it = everything(lived(town)), everything(lived(town, "neutral"))
    assert [name for name in without if without[name].tobytes() != with_it[name].tobytes()] == []


@pytest.mark.parametrize("strategy", strategies())
def test_a_strategy_in_full_force_changes_the_town(strategy: str) -> None:
    town = scenario(
        arms={"full": {strategy: FULL[strategy], "outreach": FULL["outreach"]},
              "without": {"outreach": FULL["outreach"]} if strategy != "outreach" else {}},
        baseline="without",
        assumptions={"issues.arise": 12},
    )  # fmt: skip
    assert (trust(lived(town, "full")) != trust(lived(town, "without"))).any()


def test_hours_paid_by_the_budget_are_bought_on_top_and_direct_hours_are_not() -> None:
    paid, direct = turns_of({"share": 1.0}, "foot_patrol"), turns_of({"hours": 2}, "foot_patrol")
    foot, bought = LEVER_NAMES.index("foot_patrol_hours"), LEVER_NAMES.index("bought_hours")
    assert paid.levers[foot] == paid.levers[bought] == pytest.approx(20_000 / 90 / 365.25)
    assert direct.levers == {foot: 2.0}


def test_events_a_month_replace_the_usual_ones_and_bought_events_come_on_top() -> None:
    town, plan = plan_of({"community_events": {"per_month": 7}})
    assert lever(town, plan, "events_per_month") == pytest.approx([7.0] * 90)
    town, plan = plan_of({"community_events": {"share": 1.0}})
    usual, bought = 400 / 5000, 20_000 / (400 + 12 * 90) / 12
    assert lever(town, plan, "events_per_month") == pytest.approx([usual + bought] * 90)


# Places


def running(shares: list[float]) -> np.ndarray[Any, Any]:
    """Running sums of shares."""
    found = np.zeros(len(shares))
    running_shares(np.array(shares), found)
    return found


def test_running_shares_end_at_exactly_one_and_skip_what_has_no_share() -> None:
    assert running([0.0, 0.1, 0.0, 0.2, 0.0]) == pytest.approx([0.0, 1 / 3, 1 / 3, 1.0, 1.0])
    assert running([0.0] * 5) == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])  # nothing said: evenly
    assert running([0.0, 0.1, 0.2])[-1] == running([0.0] * 5)[-1] == 1.0


@given(shares=st.lists(st.floats(0.0, 1e6), min_size=1, max_size=50))
def test_running_shares_never_fall(shares: list[float]) -> None:
    found = running(shares)
    assert (np.diff(found) >= 0.0).all()
    assert found[-1] == 1.0


def spread(blocks: int, chosen: np.ndarray[Any, Any], amount: float) -> np.ndarray[Any, Any]:
    """How many cameras stand in each block."""
    places = np.zeros(blocks)
    spread_whole(chosen, amount, places)
    return places


def test_cameras_are_spread_one_a_block_in_order_of_choice_then_a_second_round() -> None:
    chosen = np.array([4, 1, 3])
    assert list(spread(5, chosen, 2.0)) == [0, 1, 0, 0, 1]
    assert list(spread(5, chosen, 2.5)) == [0, 1, 0, 0.5, 1]
    assert list(spread(5, chosen, 4.25)) == [0, 1.25, 0, 1, 2]


@given(cameras=st.floats(0.0, 1000.0), blocks=st.integers(1, 20))
def test_no_camera_gets_lost(cameras: float, blocks: int) -> None:
    found = spread(20, np.arange(blocks), cameras)
    assert found.sum() == pytest.approx(cameras, abs=1e-9)
    assert found.min() >= 0.0
    assert (found[blocks:] == 0.0).all()


def test_riskiest_means_the_blocks_of_highest_risk() -> None:
    town, plan = plan_of({"surveillance": {"cameras": 2, "stop_hours": 3, "blocks": 4}})
    blocks = day_zero(town).town.blocks
    riskiest = set(np.argsort(-blocks.risk)[:4])
    assert set(np.flatnonzero(plan.places[-1, AT_STOPS])) == riskiest
    assert plan.places[-1, AT_STOPS].sum() == pytest.approx(1.0)
    assert list(np.flatnonzero(plan.places[-1, AT_CAMERAS])) == sorted(np.argsort(-blocks.risk)[:2])
    assert plan.places[0].sum(axis=1)[AT_CAMERAS] == 0.0  # none during the burn-in


def test_least_trusting_means_the_blocks_where_the_groups_that_trust_least_live() -> None:
    town, plan = plan_of({"outreach": {"visit_hours": 1, "where": "least_trusting", "blocks": 3}})
    people = day_zero(town).town.blocks.people
    minority = people[:, 1] / people.sum(axis=1)
    visited = plan.places[-1, AT_VISITS] > 0.0
    assert visited.sum() == 3
    assert minority[visited].min() >= minority[~visited].max()


def test_places_are_given_up_when_the_strategy_ends() -> None:
    town, plan = plan_of({"surveillance": {"cameras": 5, "until": 40}})
    cameras = plan.places[plan.stage[town.burn_in_days :], AT_CAMERAS].sum(axis=1)
    assert list(cameras) == [5.0] * 40 + [0.0] * 50


# What is refused


def refused(folder: Path, arms: str, budget: str = "budget: {per_resident: 50}") -> str:
    path = folder / "town.yaml"
    head = f"name: town\ndays: 100\n{budget}\nbaseline: plain\narms:\n  plain: {{}}\n"
    path.write_text(head + arms)
    with pytest.raises(ProblemsFound) as found:
        load_scenario(path)
    return str(found.value)


def test_shares_of_the_budget_that_exceed_it_are_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, "  rich: {outreach: {share: 0.6}, surveillance: {share: 0.5}}\n")
    assert "the shares of rich sum to 1.1 on day 0" in said


def test_shares_that_follow_each_other_may_each_use_the_whole_budget(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(
        "name: town\ndays: 100\nbudget: {per_resident: 50}\nbaseline: both\narms:\n"
        "  both: {outreach: {share: 1.0, until: 50}, surveillance: {share: 1.0, from: 50}}\n"
    )
    assert list(load_scenario(path).arms) == ["both"]
    said = refused(
        tmp_path,
        "  both: {outreach: {share: 1.0, until: 51}, surveillance: {share: 1.0, from: 50}}\n",
    )
    assert "sum to 2 on day 50" in said


@pytest.mark.parametrize(
    ("arm", "said"),
    [
        ("{outreach: {share: 0.5, visit_hours: 2}}", "both a share of the budget and visit_hours"),
        ("{outreach: {visit_hours: 2, from: 20, until: 20}}", "ends on day 20, before it starts"),
        ("{outreach: {visit_hours: 2, from: 100}}", "the run ends before day 100"),
        ("{outreach: {visit_hours: -1}}", "visit_hours"),
        ("{outreach: {share: 1.2}}", "share"),
    ],
)
def test_what_cannot_be_planned_is_refused(tmp_path: Path, arm: str, said: str) -> None:
    assert said in refused(tmp_path, f"  other: {arm}\n")


def test_a_share_without_a_budget_is_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, "  other: {outreach: {share: 0.5}}\n", budget="seed: 1")
    assert "a share needs a budget" in said


def test_there_is_a_full_and_a_neutral_setting_of_every_strategy() -> None:
    assert set(FULL) == set(NEUTRAL) == set(EVERYTHING) == set(strategies())
    assert FLAGSHIP.keys() > {"engagement", "surveillance"}
