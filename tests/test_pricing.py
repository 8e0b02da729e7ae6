"""What every arm costs, worked out by hand from unit costs."""

from __future__ import annotations

from typing import Any

import pytest
from small_towns import FLAGSHIP, scenario

from sim.model.arm_plan import arm_plan
from sim.model.means import means_for, officers_of
from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.without_effect import options_without_effect
from sim.model.strategies.surveillance import camera_cost
from sim.report.bills import bill_of

CAMERA = 2_500 + 7_500 / 7 + 20_000  # upkeep, price over its life, people who watch it


def priced(what: dict[str, Any], **changes: Any) -> float:
    """Dollars per resident a year of one arm in a town of 1,000 residents."""
    return arm_plan(town(what, **changes), "arm").price.per_resident_year


def town(what: dict[str, Any], **changes: Any) -> Scenario:
    plain = {"community": {"residents": 1000}, "baseline": "arm", "days": 100}
    return scenario(**{**plain, "arms": {"arm": what}, **changes})


def test_business_as_usual_costs_nothing_extra() -> None:
    assert arm_plan(town({}), "arm").price.per_resident_year == 0.0
    assert arm_plan(town({}), "arm").price.lines == []


def test_a_camera_watched_round_the_clock_costs_its_upkeep_its_price_and_its_watchers() -> None:
    assert priced({"surveillance": {"cameras": 1}}) * 1000 == pytest.approx(CAMERA)
    assert pytest.approx(23_571.43, abs=0.01) == CAMERA


def test_a_camera_nobody_watches_costs_no_watchers_and_half_the_hours_cost_half() -> None:
    unwatched = priced({"surveillance": {"cameras": 10, "monitored": 0.0}})
    half = priced({"surveillance": {"cameras": 10, "monitored": 0.5}})
    assert unwatched * 1000 == pytest.approx(10 * (2_500 + 7_500 / 7))
    assert half * 1000 == pytest.approx(10 * (CAMERA - 10_000))


def test_an_officer_costs_170_000_dollars_a_year() -> None:
    assert priced({"funding": {"officers": 2}}) == pytest.approx(2 * 170_000 / 1000)


def test_a_share_of_the_budget_buys_officers() -> None:
    bill = arm_plan(town({"funding": {"share": 0.5}}, budget={"per_resident": 68}), "arm").price
    ((activity, quantity, unit, dollars),) = bill.lines
    assert (activity, unit) == ("more officers", "officers")
    assert quantity == pytest.approx(0.5 * 68_000 / 170_000)  # a fifth of an officer
    assert dollars == pytest.approx(34_000)


def test_a_share_for_surveillance_splits_into_stops_and_cameras() -> None:
    bill = arm_plan(town({"surveillance": {"share": 1.0}}), "arm").price  # $50,000 a year
    hours, cameras = bill.lines
    assert hours[0] == "stops at chosen blocks"
    assert hours[1] == pytest.approx(0.3 * 50_000 / 90 / 365.25)  # officer hours a day
    assert cameras[1] == pytest.approx(0.7 * 50_000 / CAMERA)
    assert bill.per_resident_year == pytest.approx(50)


def test_a_share_for_events_pays_officers_and_goods() -> None:
    bill = arm_plan(town({"community_events": {"share": 0.4}}), "arm").price
    ((_, quantity, unit, dollars),) = bill.lines
    assert quantity == pytest.approx(20_000 / (400 + 12 * 90))  # $1,480 each
    assert unit == "more events a year"
    assert dollars == pytest.approx(20_000)


def test_a_share_for_outreach_pays_visits_and_a_quarter_of_it_meetings() -> None:
    bill = arm_plan(town({"outreach": {"share": 0.4}}), "arm").price
    visits, meetings = bill.lines
    assert visits[1] == pytest.approx(15_000 / 90 / 365.25)
    assert meetings[1] == pytest.approx(5_000 / (10 + 11 * 90))  # $1,000 each
    assert visits[3] + meetings[3] == pytest.approx(20_000)


def test_a_share_for_problem_solving_splits_into_follow_up_and_chosen_blocks() -> None:
    bill = arm_plan(town({"problem_solving": {"share": 0.2, "at_blocks": 0.4}}), "arm").price
    follow_up, at_blocks = bill.lines
    assert (follow_up[3], at_blocks[3]) == pytest.approx((6_000, 4_000))


def test_training_beyond_all_officers_buys_nothing_and_costs_nothing() -> None:
    # 2.2 officers, $4,000 each: $8,800 of the $50,000
    assert priced({"procedural_justice": {"share": 1.0}}) == pytest.approx(8.8)
    assert priced({"procedural_justice": {"reach": 0.5}}) == pytest.approx(4.4)


def test_hours_taken_from_patrol_cost_nothing_extra() -> None:
    hours = {
        "outreach": {"visit_hours": 1},
        "foot_patrol": {"hours": 1},
        "hot_spots": {"hours": 1},
        "problem_solving": {"follow_up_hours": 1, "block_hours": 1},
        "neighbourhood_watch": {"hours": 1},
        "residents_groups": {"hours": 1},
        "surveillance": {"stop_hours": 1},
    }
    assert priced(hours) == 0.0


def test_cutting_events_saves_their_goods() -> None:
    # a town of 1,000 has 0.2 events a month: 2.4 a year, $400 of goods each
    assert priced({"community_events": {"per_month": 0}}) == pytest.approx(-2.4 * 400 / 1000)
    assert priced({"community_events": {"per_month": 1.2}}) == pytest.approx(12 * 400 / 1000)


def test_support_of_a_programme_is_a_matter_of_will_not_money() -> None:
    assert priced({"implementation": {"compliance": 0.3, "months_in_beat": 1}}) == 0.0


def test_a_strategy_in_force_for_part_of_the_run_costs_that_part() -> None:
    half = {"funding": {"officers": 2, "from": 25, "until": 75}}
    assert priced(half) == pytest.approx(0.5 * 340)
    (programme,) = arm_plan(town(half), "arm").programmes
    assert programme.active == pytest.approx(0.5)
    assert priced({"funding": {"officers": 2, "from": 90}}) == pytest.approx(0.1 * 340)


def test_the_equal_cost_arms_of_the_flagship_cost_the_same() -> None:
    flagship = scenario(arms=FLAGSHIP, community={"residents": 5000})
    bills = {arm: arm_plan(flagship, arm).price for arm in FLAGSHIP}
    spending = [arm for arm, bill in bills.items() if bill.spends_budget]
    assert spending == ["engagement", "surveillance", "funding"]
    assert [bills[arm].per_resident_year for arm in spending] == pytest.approx([50.0] * 3)
    assert bills["fewer_events"].per_resident_year < 0.0


@pytest.mark.parametrize("strategy", ["community_events", "outreach", "foot_patrol", "funding",
                                      "hot_spots", "neighbourhood_watch", "problem_solving",
                                      "residents_groups", "surveillance"])  # fmt: skip
def test_a_share_of_the_budget_costs_that_share(strategy: str) -> None:
    assert priced({strategy: {"share": 0.37}}) == pytest.approx(0.37 * 50)


def test_unit_costs_of_a_scenario_replace_the_usual_ones() -> None:
    costs = {"officers_per_1000": 2.2, "unit_costs": {"officer": 100_000, "monitoring": 0}}
    assert priced({"funding": {"officers": 1}}, department=costs) == pytest.approx(100)
    with_cameras = town({"surveillance": {"cameras": 1}}, department=costs)
    assert arm_plan(with_cameras, "arm").price.per_resident_year * 1000 == pytest.approx(
        2_500 + 7_500 / 7
    )
    means = means_for(with_cameras, settings_of(with_cameras.arms["arm"])["surveillance"])
    assert camera_cost(means, 1.0) == camera_cost(means, 0.0)


def test_a_town_has_at_least_one_officer_unless_the_scenario_says_none() -> None:
    def officers(residents: int, rate: float) -> float:
        return officers_of(
            scenario(community={"residents": residents}, department={"officers_per_1000": rate})
        )

    assert officers(5000, 2.2) == pytest.approx(11.0)
    assert officers(1250, 2.2) == pytest.approx(2.75)  # the last works three quarters of the time
    assert officers(100, 2.2) == 1.0
    assert officers(5000, 0.0) == 0.0


def test_a_contract_price_of_a_camera_is_all_that_it_costs() -> None:
    contract = {"surveillance": {"cameras": 40, "cost_per_camera": 9500}}
    assert priced(contract) == pytest.approx(40 * 9500 / 1000)
    dearer = {"unit_costs": {"camera": 9000, "monitoring": 1, "camera_price": 1}}
    assert priced(contract, department=dearer) == priced(contract)
    unwatched = {"surveillance": {**contract["surveillance"], "monitored": 0.0}}
    assert priced(unwatched) == priced(contract)


def test_a_share_buys_cameras_at_the_contract_price() -> None:
    arm = {"surveillance": {"share": 1.0, "stops_share": 0.0, "cost_per_camera": 9500}}
    scenario = town(arm)
    price = arm_plan(scenario, "arm").price
    assert scenario.budget is not None
    (line,) = (each for each in price.lines if each[1])
    assert line[1] == pytest.approx(scenario.budget.per_resident * 1000 / 9500)
    assert bill_of(scenario, "arm", price)[0].endswith(", $9,500 for each with everything")


def test_a_contract_price_without_cameras_changes_nothing() -> None:
    scenario = town({"surveillance": {"stop_hours": 4, "cost_per_camera": 9500}})
    ((_, said, fix, _),) = options_without_effect(scenario)
    assert said == "cost_per_camera changes nothing here"
    assert fix == "leave it out: there are no cameras to pay"
