"""What arms cost and what they do differently, as the report tells it."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
import small_towns
from hypothesis import given
from hypothesis import strategies as st
from known_runs import SCENARIO, compared, known_scenario

from sim.model.arm_plan import arm_plan
from sim.model.registers import DUTIES
from sim.model.scenario.scenario import Scenario
from sim.model.staffing import usual, working_day
from sim.model.what_differs import what_differs
from sim.report.document.money import money
from sim.study.cost_effectiveness import cost_effectiveness, per_unit
from sim.study.statistics import Estimate


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


@given(st.floats(0.1, 500), st.floats(0.001, 9), st.floats(0, 2))
def test_a_gain_has_a_price_only_where_it_is_clear_and_money_is_spent(
    cost: float, mean: float, half: float
) -> None:
    gain = Estimate(mean, mean - half, mean + half, 1.0, 9)
    found = per_unit(cost, gain)
    if half >= mean:
        assert found is None
    else:
        assert found is not None
        assert found.low <= found.dollars <= found.high
        assert found.dollars * mean == pytest.approx(cost)
    assert per_unit(0.0, gain) is None
    assert per_unit(-cost, gain) is None
    assert per_unit(cost, Estimate(mean, math.nan, math.nan, 1.0, 1)) is None


def test_a_point_of_trust_costs_what_was_spent_divided_by_what_was_gained(
    scenario: Scenario,
) -> None:
    comparison = compared(scenario, gain={"talking": 2.0, "watching": -1.0}, wobble={})
    talking, watching = cost_effectiveness(comparison)
    assert talking.per_resident_year == pytest.approx(50.0)
    assert talking.trust_point is not None
    assert talking.trust_point.dollars == pytest.approx(25.0)
    assert watching.trust_point is None


def test_the_bill_and_the_hours_are_those_of_the_scenario(scenario: Scenario) -> None:
    found = money(compared(scenario))
    spent = dict(found.bills)
    assert spent["all, per resident a year"] == ["$0", "$50", "$50"]
    assert spent["all"] == ["$0", "$25,000", "$25,000"]
    assert spent["visits at the door"][1].startswith("$")
    assert spent["visits at the door"][0] == spent["visits at the door"][2] == "-"


def test_officers_work_all_their_hours_and_no_more(scenario: Scenario) -> None:
    usual_day = working_day(scenario, usual(scenario))
    base = arm_plan(scenario, "as_usual").mean_hours()
    assert sum(base.values()) == pytest.approx(sum(usual_day.hours.values()))
    talking = arm_plan(scenario, "talking").mean_hours()
    assert talking["visits at the door"] > base["visits at the door"] == 0.0
    assert sum(talking.values()) > sum(base.values())  # the budget pays for more of them


def test_the_hours_of_every_duty_are_those_that_the_model_works() -> None:
    everything = {**small_towns.EVERYTHING, "neighbourhood_watch": {"share": 0.05}}
    town = small_towns.scenario(
        arms={"business_as_usual": {}, "everything": everything},
        department={"officers_per_1000": 6, "meetings_per_month": 1},
    )
    worked = small_towns.lived(town, "everything").town.books.hours / town.days
    told = arm_plan(town, "everything").mean_hours()
    assert len(set(told.values())) == len(told)  # so that no two can be mixed up
    assert list(told) == [duty.title for duty in DUTIES]
    assert list(told.values()) == pytest.approx(worked.tolist(), abs=1e-6)


def test_arms_differ_in_the_settings_that_they_turn_and_in_no_other(scenario: Scenario) -> None:
    found = {choice.name: choice.by_arm for choice in what_differs(scenario)}
    assert found["visits at the door without a reason to police"]["watching"] == "0"
    assert float(found["visits at the door without a reason to police"]["talking"]) > 0
    assert "blocks" in found["where people are stopped"]["watching"]
    assert "officers on foot at chosen blocks" not in found
    assert all(len(set(by_arm.values())) > 1 for by_arm in found.values())


def test_arms_that_do_the_same_do_not_differ(tmp_path: Path) -> None:
    text = SCENARIO.split("  talking")[0] + "  twin: {}\n"
    assert what_differs(known_scenario(tmp_path, text)) == []


def test_a_setting_that_changes_is_told_day_by_day(tmp_path: Path) -> None:
    text = SCENARIO.replace("{share: 1.0}", "{share: 1.0, from: 20, until: 40}", 1)
    found = {s.name: s.by_arm for s in what_differs(known_scenario(tmp_path, text))}
    visits = found["visits at the door without a reason to police"]["talking"]
    assert re.fullmatch(r"0 from day 0, [\d.]+ from day 20, 0 from day 40", visits)


def test_one_block_is_one_block(tmp_path: Path) -> None:
    text = SCENARIO.split("  talking")[0] + "  cars: {hot_spots: {hours: 1}}\n"
    found = {choice.name: choice.by_arm for choice in what_differs(known_scenario(tmp_path, text))}
    assert found["where cars patrol"] == {"as_usual": "nowhere", "cars": "the riskiest block"}
