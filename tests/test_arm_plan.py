"""What an arm comes to is computed once, and never for another arm."""

from __future__ import annotations

import copy
import pickle

import pytest
from pydantic import BaseModel
from small_towns import scenario

from sim.model.arm_plan import arm_plan
from sim.model.plan import make_plan
from sim.model.processes.visits import VISIT_HOURS
from sim.model.simulation import Simulation

ARMS = {
    "business_as_usual": {},
    "visits": {"outreach": {"visit_hours": 2.0, "from": 3, "until": 8}},
    "more": {"outreach": {"visit_hours": 5.0}},
}


def test_the_plan_of_an_arm_is_made_once_and_anew_where_anything_changes() -> None:
    town = scenario(arms=ARMS, days=10)
    plan = arm_plan(town, "visits")
    assert arm_plan(town, "visits") is plan
    assert [(each.first, each.after) for each in plan.stages] == [(0, 3), (3, 8), (8, 10)]
    longer = town.with_changes(days=20)
    assert arm_plan(longer, "visits").stages[-1].after == 20


def test_a_copy_with_another_arm_of_the_same_name_has_its_own_plan() -> None:
    town = scenario(arms=ARMS, days=10)
    arm_plan(town, "visits")
    other = BaseModel.model_copy(town, update={"arms": {**town.arms, "visits": town.arms["more"]}})
    assert arm_plan(other, "visits").stages[0].levers[VISIT_HOURS] == 5.0
    assert arm_plan(town, "visits").stages[0].levers[VISIT_HOURS] == 0.0


def test_a_scenario_whose_plans_are_made_says_what_it_said_before() -> None:
    town, same = scenario(arms=ARMS, days=10), scenario(arms=ARMS, days=10)
    said = town.resolved()
    arm_plan(town, "more")
    assert town == same
    assert town.resolved() == said
    for copied in (copy.deepcopy(town), pickle.loads(pickle.dumps(town))):
        assert copied == town
        assert arm_plan(copied, "more").price == arm_plan(town, "more").price


def test_the_town_follows_the_stages_of_the_plan() -> None:
    town = scenario(arms=ARMS, days=10, burn_in_days=2)
    laid_out = make_plan(town, Simulation.start(town).town, "visits")
    by_day = laid_out.levers[laid_out.stage, VISIT_HOURS]
    assert by_day.tolist() == [0.0] * 5 + [2.0] * 5 + [0.0] * 2


def test_an_arm_that_is_not_there_is_no_arm() -> None:
    with pytest.raises(KeyError):
        arm_plan(scenario(arms=ARMS), "visitors")
