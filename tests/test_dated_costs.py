"""What begins late or ends early: a full year, the run as a whole, and the mean told elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from known_runs import SCENARIO, compared, known_scenario

from sim.model.arm_plan import arm_plan
from sim.model.scenario.scenario import Scenario
from sim.report.dated_costs import (
    DatedCost,
    dated_cost,
    dated_costs_in_words,
    full_year_beyond,
)
from sim.report.document import report_page
from sim.report.proposals import proposals

PEOPLE, EACH = 1_000, 30
YEAR = PEOPLE * EACH
LEASE = {"what": "Lease", "per_year": 5_000}


def town(arm: dict[str, Any], **changes: Any) -> Scenario:
    usual: dict[str, Any] = {
        "name": "town", "days": 730, "community": {"residents": PEOPLE},
        "budget": {"per_resident": EACH}, "arms": {"business_as_usual": {}, "ours": arm},
    }  # fmt: skip
    return Scenario(**{**usual, **changes})


def dated(scenario: Scenario) -> DatedCost:
    found = dated_cost(scenario, "ours")
    assert found is not None
    return found


def test_a_programme_that_begins_after_a_year_costs_twice_its_mean_in_a_full_year() -> None:
    scenario = town({"outreach": {"share": 1.0, "from": 365}})
    found = dated_cost(scenario, "ours")
    assert found is not None
    assert found.all_runs
    assert found.full_year == pytest.approx(YEAR)
    assert found.mean == pytest.approx(YEAR / 2)
    assert found.run == pytest.approx(YEAR * 365 / 365.25)
    assert dated_costs_in_words(scenario) == [
        "ours pays for visits at the door and beat meetings from day 365 on. A full year costs the"
        " town $30,000 once all of it runs. The run as a whole, 730 days, costs $29,979; a year is"
        " told as the mean of that, $15,000."
    ]


def test_what_is_paid_once_is_in_the_run_and_in_no_full_year() -> None:
    once = {"what": "Screens", "once": 7_000}
    scenario = town({"outreach": {"share": 1.0, "until": 365}, "extra_cost": [LEASE, once]})
    found = dated_cost(scenario, "ours")
    assert found is not None
    assert "once all of it runs, without what is paid once." in dated_costs_in_words(scenario)[0]
    assert found.full_year == pytest.approx(YEAR + 5_000)
    assert found.run == pytest.approx(YEAR * 365 / 365.25 + 5_000 * 730 / 365.25 + 7_000)
    assert found.run == pytest.approx(
        PEOPLE * arm_plan(scenario, "ours").price.per_resident_year * 730 / 365.25
    )


def test_dates_are_told_as_dates_and_programmes_that_never_meet_as_such() -> None:
    arm = {"outreach": {"share": 1.0, "until": 100}, "foot_patrol": {"share": 0.5, "from": 400}}
    told = dated_costs_in_words(town(arm, start="2026-01-01"))[0]
    assert "until 2026-04-11" in told
    assert "from 2027-02-05 on" in told
    assert "on its dearest days." in told


def lease(a_year: float, what: str = "Lease", **days: int) -> dict[str, Any]:
    return {"what": what, "per_year": a_year, **days}


def officer_fewer(**days: int) -> dict[str, Any]:
    return {"funding": {"officers": -1, **days}}


def test_a_full_year_is_told_of_the_days_on_which_everything_runs_even_if_others_are_dearer() -> (
    None
):
    scenario = town({"extra_cost": [lease(100_000)], **officer_fewer(**{"from": 100})})
    saved = sum(each.a_year for each in dated(scenario).parts)
    assert saved < -100_000
    assert dated(scenario).all_runs
    assert dated(scenario).full_year == pytest.approx(100_000 + saved)
    assert beyond({}, scenario.arms["ours"].model_dump(exclude_unset=True)) == pytest.approx(
        100_000 + saved
    )


def test_days_that_are_dearest_are_not_told_as_those_on_which_most_runs() -> None:
    late = [lease(10_000, what, **{"from": 100}) for what in ("Radios", "Cars", "Boats")]
    told = dated_costs_in_words(town({"extra_cost": [lease(50_000, until=100), *late]}))[0]
    assert "A full year costs the town $50,000 on its dearest days." in told


def test_days_on_which_an_arm_saves_most_are_told_as_such() -> None:
    arm = {**officer_fewer(until=100), "extra_cost": [lease(10_000, **{"from": 200})]}
    assert " on the days that save most." in dated_costs_in_words(town(arm))[0]


def beyond(baseline: dict[str, Any], ours: dict[str, Any]) -> float | None:
    return full_year_beyond(town({}, arms={"business_as_usual": baseline, "ours": ours}), "ours")


ENDING = lease(100_000, until=365)
SCREENS = {"what": "Screens", "once": 70_000}
BEYOND: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], float | None]] = {
    "on one day of both": ([ENDING], [ENDING, lease(150_000, "New", **{"from": 365})], 150_000),
    "the usual ends": ([ENDING], [lease(100_000)], 100_000),
    "the usual begins": ([lease(50_000, **{"from": 365})], [], -50_000),
    "both end": ([ENDING], [ENDING, lease(30_000, "Radios")], None),
    "once": ([SCREENS], [lease(100_000, **{"from": 365})], 100_000),
    "always the same": ([lease(5_000)], [lease(9_000)], None),
}


@pytest.mark.parametrize("case", BEYOND)
def test_a_full_year_beyond_the_baseline_is_that_of_one_day(case: str) -> None:
    usual, ours, difference = BEYOND[case]
    assert beyond({"extra_cost": usual}, {"extra_cost": ours}) == difference


@pytest.mark.parametrize(
    "arm",
    [
        {"outreach": {"share": 1.0}, "extra_cost": [LEASE]},
        {"outreach": {"visit_hours": 1, "from": 365}},
        {"outreach": {"share": 1.0, "until": 365}, "foot_patrol": {"share": 1.0, "from": 365}},
    ],
    ids=["all the time", "no money", "one after the other"],
)
def test_a_cost_that_is_the_same_on_all_days_is_told_as_it_is(arm: dict[str, Any]) -> None:
    scenario = town(arm)
    assert dated_cost(scenario, "ours") is None
    assert dated_costs_in_words(scenario) == []
    assert full_year_beyond(scenario, "ours") is None


def test_the_first_page_says_beside_the_mean_what_a_full_year_costs(tmp_path: Path) -> None:
    text = SCENARIO.replace("talking: {outreach: {", "talking: {outreach: {from: 30, ")
    comparison = compared(known_scenario(tmp_path, text))
    talking, watching = proposals(comparison).lines
    assert (talking.cost, talking.full_year) == ("$12,500", "a full year: $25,000")
    assert watching.full_year == ""
    page = report_page(comparison)
    assert "a full year: $25,000" in page[: page.index("</section>")]
    assert dated_costs_in_words(comparison.scenario)[0] in page
