"""The sliders of a live page: what they amount to, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.lesson.as_lesson import as_lesson
from sim.lesson.live.levers import IN_EVERY_DUTY, SLIDERS, arm_with
from sim.lesson.live.towns import Desk
from sim.model.arm_plan import arm_plan
from sim.model.processes.staff import BOUGHT_HOURS
from tests.lesson_town import ARMS
from tests.shipped import shipped_scenarios

ROOT = Path(__file__).parents[1]
SHIPPED = [path.stem for path in shipped_scenarios()]


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "business_as_usual"])
def test_an_arm_made_of_its_own_sliders_is_that_arm(name):
    desk = Desk(*as_lesson(ROOT / "scenarios" / f"{name}.yaml", None, None))
    for arm, standing in zip(desk.arms, desk.start, strict=True):
        dollars = desk.budget * desk.scenario.community.residents
        made = arm_with(desk.scenario, arm, standing, dollars or 1.0)
        other = desk.scenario.with_changes(arms={**dict(desk.scenario.arms), arm: made})
        assert arm_plan(other, arm).price.per_resident_year == pytest.approx(
            arm_plan(desk.scenario, arm).price.per_resident_year
        )
        for was, now in zip(
            arm_plan(desk.scenario, arm).stages, arm_plan(other, arm).stages, strict=True
        ):
            assert now.levers == pytest.approx(was.levers)


@pytest.mark.parametrize("bought", [True, False])
@pytest.mark.parametrize("slider", SLIDERS, ids=lambda slider: slider.name)
def test_a_slider_moves_its_own_lever_and_no_other(desk, slider, bought):
    low, high, _ = desk.limits[slider.name]
    both = []
    for value in (low + 0.25 * (high - low), high):
        start = {**desk.start[1], "bought": bought, "cameras": 1.0, "stop_hours": 0.1}
        towns = desk.towns([desk.start[0], {**start, slider.name: value}])
        arm = towns.arms[1]
        surveillance = towns.scenario.arms[arm].surveillance
        both.append(
            (arm_plan(towns.scenario, arm).stages[0].levers, surveillance.share if bought else 0.0)
        )
    (few, _), (many, _) = both
    moved = {row for row in range(len(few)) if many[row] != pytest.approx(few[row])}
    levers = {"cameras": 0, "conduct": len(IN_EVERY_DUTY)}.get(slider.name, 1)
    assert len(moved - {BOUGHT_HOURS}) == levers
    hours = slider.name.endswith("_hours") or slider.name.endswith("_per_month")
    assert (BOUGHT_HOURS in moved) == (bought and hours)


def test_hours_from_patrol_cost_no_extra_money_and_hours_that_are_paid_do(desk):
    start = {**desk.start[1], "cameras": 0.0, "stop_hours": 0.0}
    spent = []
    for bought in (False, True):
        towns = desk.towns([desk.start[0], {**start, "visit_hours": 0.1, "bought": bought}])
        spent.append(towns.spending()[1])
    assert [each["asked"] for each in spent] == [spent[0]["asked"]] * 2
    assert spent[0]["cost"] == 0.0
    assert spent[1]["cost"] > 10.0
    assert spent[0]["presence"] < spent[1]["presence"]


def test_a_town_over_the_budget_changes_nothing_for_the_other(desk):
    rich = {**desk.start[0], "visit_hours": desk.limits["visit_hours"][1]}
    towns = desk.towns([rich, desk.start[1]])
    spending = towns.spending()
    assert spending[0]["cost"] > desk.budget
    assert spending[1]["cost"] == pytest.approx(desk.budget)
    before = arm_plan(desk.scenario, "surveillance").stages[0].levers
    assert arm_plan(towns.scenario, "surveillance").stages[0].levers == pytest.approx(before)


def test_towns_that_nobody_has_changed_are_those_of_the_lesson(desk):
    towns = desk.towns(list(desk.start))
    assert towns.arms == ARMS
    for arm in desk.scenario.arms:
        assert towns.scenario.arms[arm] == desk.scenario.arms[arm]
    assert towns.scenario.budget == desk.scenario.budget
