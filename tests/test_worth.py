"""Whether an arm is worth its money: crimes avoided at prices that disagree, and what has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from known_runs import compared, known_scenario

from sim.model.means import number_of
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES
from sim.report.document.worth import is_it_worth_it
from sim.study.crime_prices import DOLLARS, FROM_MEMORY, POLICE_WORK, PRICE_LISTS, VIOLENT
from sim.study.worth import ahead_by, break_even, police_work, worth

TANGIBLE, ALL, HARM = PRICE_LISTS


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


def recorded(scenario: Scenario) -> float:
    return number_of(scenario, "reported_share.violent")


def test_a_crime_avoided_is_worth_its_price_and_a_violent_one_that_of_one_recorded(
    scenario: Scenario,
) -> None:
    comparison = compared(scenario, gain={"talking": 2.0}, wobble={})  # 2 violent crimes per 1,000
    found = {(each.arm, each.prices.name): each for each in worth(comparison)}
    assert len(found) == 2 * len(PRICE_LISTS)
    for prices in PRICE_LISTS:
        wanted = 2.0 / 1000.0 * prices.prices["violent"] * recorded(scenario)
        talking = found["talking", prices.name]
        assert talking.avoided.mean == pytest.approx(wanted)
        assert found["watching", prices.name].avoided.mean == pytest.approx(0.0)
        if prices.unit == DOLLARS:
            assert talking.net is not None
            assert talking.net.mean == pytest.approx(wanted - 50.0)
        else:
            assert talking.net is talking.pays is None  # days have no dollars


@pytest.mark.parametrize(("gain", "pays"), [(0.05, 0.0), (50.0, 1.0), (-50.0, 0.0)])
def test_an_arm_pays_where_what_it_avoids_is_worth_more_than_it_costs(
    scenario: Scenario, gain: float, pays: float
) -> None:
    comparison = compared(scenario, gain={"talking": gain}, wobble={})
    talking = [each for each in worth(comparison) if each.arm == "talking"]
    assert {each.pays for each in talking if each.pays is not None} == {pays}


def test_at_the_break_even_both_arms_are_worth_the_same(scenario: Scenario) -> None:
    comparison = compared(scenario, gain={"talking": 1.0, "watching": 9.0}, wobble={"talking": 0.1})
    ahead = ahead_by(comparison, "watching", "talking", ALL)
    assert ahead > 0.0
    units = [3.0, 4.0, 5.0, 4.0]
    found = break_even(comparison, "talking", "watching", ALL, units)
    assert found is not None
    assert found.price * sum(units) / len(units) == pytest.approx(ahead)
    assert found.low < found.price < found.high


@pytest.mark.parametrize("units", [[1.0, 1.0, -1.0, 1.0], [-1.0, -1.0, -1.0, -1.0]])
def test_what_has_no_clear_side_has_no_break_even(scenario: Scenario, units: list[float]) -> None:
    comparison = compared(scenario, gain={"talking": 1.0, "watching": 9.0}, wobble={})
    assert break_even(comparison, "talking", "watching", ALL, units) is None


def test_who_is_ahead_anyway_needs_no_price(scenario: Scenario) -> None:
    comparison = compared(scenario, gain={"talking": 9.0, "watching": 1.0}, wobble={})
    assert break_even(comparison, "talking", "watching", ALL, [1.0, 1.0, 1.0, 1.0]) is None


def test_police_work_is_that_of_what_is_reported(scenario: Scenario) -> None:
    same = compared(scenario, gain={}, wobble={})
    assert police_work(same, "talking").mean == pytest.approx(0.0)
    fewer = compared(scenario, gain={"talking": 4.0}, wobble={})
    # The known runs report 0.3 of every type, 0.4 percentage points more with a gain of 4.
    violent = POLICE_WORK["violent"] * 0.3 * 4.0 / 1000.0
    assert police_work(fewer, "talking").mean > -violent


def test_lists_price_every_type_and_say_where_they_are_from() -> None:
    assert sum(VIOLENT.values()) == pytest.approx(1.0)
    for each in PRICE_LISTS:
        assert tuple(each.prices) == CRIME_TYPES
        assert all(price > 0.0 for price in each.prices.values())
        assert "doi 10." in each.source
        assert each.status
    assert all(ALL.prices[kind] > TANGIBLE.prices[kind] for kind in CRIME_TYPES)
    # McCollister and others, in dollars of 2008: an average violent crime of the FBI's.
    assert ALL.prices["violent"] / 1.457 == pytest.approx(225_000, rel=0.01)
    assert ALL.prices["burglary"] / 1.457 == pytest.approx(6_462)
    assert FROM_MEMORY in HARM.status


def test_every_list_stands_beside_the_others_and_trust_has_no_price(scenario: Scenario) -> None:
    found = is_it_worth_it(compared(scenario, gain={"talking": 2.0, "watching": -9.0}, wobble={}))
    assert [arm for arm, _ in found.rows] == ["talking", "watching"]
    assert all(len(cells) == len(found.columns) for _, cells in found.rows)
    assert sum("avoided" in title for title in found.columns) == len(PRICE_LISTS)
    assert not any("trust" in title for title in found.columns)
    assert len(found.lists) == len(PRICE_LISTS) + 1
    assert sum(FROM_MEMORY in each for each in found.lists) == 1
    told = " ".join(found.pays)
    assert "worth less than the cost under watching, whichever list is used" in told


def test_who_is_ahead_in_trust_and_in_crime_needs_no_price_of_trust(scenario: Scenario) -> None:
    both = compared(scenario, gain={"talking": 2.0, "watching": -1.0}, wobble={})
    assert not any("mean trust" in each for each in is_it_worth_it(both).turns)


def test_a_town_where_crime_does_not_move_is_told_so(scenario: Scenario) -> None:
    found = is_it_worth_it(compared(scenario, gain={}, wobble={}))
    assert found.rows[0][1][1] == "hardly any gain"
    assert found.pays == ["Crime hardly changes under talking and watching, so the cost decides."]
    assert found.turns == []
