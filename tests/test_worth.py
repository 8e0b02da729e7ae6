"""Whether an arm is worth its money: crimes avoided at prices that disagree, and what has none."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from known_runs import SCENARIO, KnownRunner, compared, known_scenario

from sim.model.means import number_of
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES
from sim.report.document.answer import answer
from sim.report.document.worth import NOT, OPEN, WORTH_IT, verdict, worth_table
from sim.report.document.worth_sentence import ONE_RUN, worth_sentence
from sim.study.compare import Comparison, compare
from sim.study.crime_mix import expected_crimes
from sim.study.crime_prices import DOLLARS, FROM_MEMORY, POLICE_WORK, PRICE_LISTS, VIOLENT
from sim.study.runs import Run
from sim.study.worth import NO_PRICE, Worth, ahead, break_even, police_work, priced, worth

TANGIBLE, ALL, HARM = PRICE_LISTS


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


def reported(scenario: Scenario, kind: str) -> float:
    return number_of(scenario, f"reported_share.{kind}")


@dataclasses.dataclass(frozen=True)
class WithMoreThefts(KnownRunner):
    """As many more thefts happen under talking as violent crimes are avoided."""

    def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
        run = super().run(scenario, arm, replicate)
        run.crime_book[:, 3, 3] = -run.crime_book[:, 0, 3]
        return run


def found(comparison: Comparison) -> dict[tuple[str, str], Worth]:
    return {(each.arm, each.prices.name): each for each in worth(comparison)}


def test_a_crime_avoided_is_worth_the_price_of_one_that_is_recorded(scenario: Scenario) -> None:
    comparison = compared(scenario, gain={"talking": 2.0}, wobble={})  # 2 violent crimes per 1,000
    all_found = found(comparison)
    assert len(all_found) == 2 * len(PRICE_LISTS)
    for prices in PRICE_LISTS:
        wanted = 2.0 / 1000.0 * prices.prices["violent"] * reported(scenario, "violent")
        talking = all_found["talking", prices.name]
        assert talking.avoided.mean == pytest.approx(wanted)
        assert all_found["watching", prices.name].avoided.mean == pytest.approx(0.0)
        if prices.unit == DOLLARS:
            assert talking.net is not None
            assert talking.net.mean == pytest.approx(wanted - 50.0)
        else:
            assert talking.net is talking.pays is None  # days have no dollars


def test_fewer_violent_crimes_and_as_many_more_thefts_are_worth_something(
    scenario: Scenario,
) -> None:
    comparison = compare(scenario, WithMoreThefts(gain={"talking": 4.0}, wobble={}))
    apart = [4.0 * reported(scenario, kind) * ALL.prices[kind] / 1000.0
             for kind in ("violent", "other_theft")]  # fmt: skip
    talking = found(comparison)["talking", ALL.name]
    assert talking.avoided.mean == pytest.approx(apart[0] - apart[1])
    assert verdict(talking) == WORTH_IT


@pytest.mark.parametrize(
    ("gain", "at_tangible", "at_all"),
    [(0.05, NOT, NOT), (0.8, NOT, WORTH_IT), (50.0, WORTH_IT, WORTH_IT), (-50.0, NOT, NOT)],
)
def test_an_arm_is_worth_it_where_what_it_avoids_is_worth_more_than_it_costs(
    scenario: Scenario, gain: float, at_tangible: str, at_all: str
) -> None:
    comparison = compared(scenario, gain={"talking": gain}, wobble={"talking": 1e-6})
    all_found = found(comparison)
    assert verdict(all_found["talking", TANGIBLE.name]) == at_tangible
    assert verdict(all_found["talking", ALL.name]) == at_all


def test_an_arm_that_saves_money_and_brings_crime_is_worth_it_only_where_crime_is_cheap(
    tmp_path: Path,
) -> None:
    text = SCENARIO.replace("as_usual: {}", "as_usual: {community_events: {per_month: 4}}")
    text = text.replace("talking: {outreach: {share: 1.0}}", "talking: {}")
    saves = known_scenario(tmp_path, text)
    known = {"gain": {"talking": -0.5}, "wobble": {"talking": 1e-6}}
    table = worth_table(compared(saves, **known))
    assert dict(table.rows)["talking"][0].startswith("-$")
    assert "talking is worth it at tangible costs and not worth it at all costs" in table.pays


@pytest.mark.parametrize(("share", "said"), [(0.8, WORTH_IT), (0.2, NOT), (0.79, OPEN)])
def test_over_worlds_their_share_decides(scenario: Scenario, share: float, said: str) -> None:
    one = found(compared(scenario))["talking", ALL.name]
    assert verdict(dataclasses.replace(one, pays=share)) == said


def test_one_run_is_worth_nothing_said(scenario: Scenario) -> None:
    table = worth_table(compared(scenario.with_changes(replicates=1)))
    assert "worth it" not in table.pays
    assert table.turns == []
    assert all("one run" in cells for _, cells in table.rows)


def test_the_break_even_of_worlds_is_the_one_in_their_middle() -> None:
    gaps, units = [30.0] * 19 + [30.0, 30.0], [1.0] * 19 + [30.0, -1.0]
    middle = break_even(gaps, units, True)
    assert middle is not None
    assert middle.price == 30.0
    assert middle.high == 30.0  # one of 21 worlds, in which no price turns it, is left out
    most = break_even([30.0] * 9, [1.0] * 8 + [-1.0], True)
    assert most is not None
    assert most.high == NO_PRICE
    assert break_even([-1.0] * 9, [1.0] * 9, True) is None  # it is ahead anyway
    assert break_even([1.0] * 9, [-1.0] * 9, True) is None  # no price turns it


def test_in_one_world_both_are_worth_the_same_at_the_break_even(scenario: Scenario) -> None:
    comparison = compared(scenario, gain={"talking": 1.0, "watching": 9.0}, wobble={"talking": 0.1})
    gaps, units = ahead(comparison, "watching", "talking", ALL), [3.0, 4.0, 5.0, 4.0]
    price = break_even(gaps, units, False)
    assert price is not None
    assert price.price * sum(units) == pytest.approx(sum(gaps))
    assert sum(gaps) > 0.0
    assert break_even(gaps[:1], units[:1], False) is None


def test_what_turns_the_answer_is_told_with_both_arms_and_the_list(tmp_path: Path) -> None:
    # Watching prevents more; talking has the more trust, where people do not go by crime.
    comparison = compared(known_scenario(tmp_path), gain={"talking": 1.0, "watching": 0.5})
    cheaper = SCENARIO.replace("watching: {surveillance: {share: 1.0}}",
                               "watching: {surveillance: {share: 0.2}}")  # fmt: skip
    turned = worth_table(compared(known_scenario(tmp_path, cheaper), gain={"talking": 0.1})).turns
    assert worth_table(comparison).turns == []
    assert len(turned) >= 2
    assert turned[0].startswith("At all costs, talking is worth as much as watching if ")
    assert all(each.startswith("Or if ") for each in turned[1:])
    assert any("cameras cost every resident" in each for each in turned)


def test_police_work_is_that_of_what_is_reported(scenario: Scenario) -> None:
    same = compared(scenario, gain={}, wobble={})
    assert police_work(same, "talking").mean == pytest.approx(0.0)
    fewer = compared(scenario, gain={"talking": 4.0}, wobble={})
    before, after = (expected_crimes(fewer, arm)[0] for arm in ("as_usual", "talking"))
    # The known runs report 0.3 of every type, and 0.4 percentage points more with a gain of 4.
    wanted = sum(
        POLICE_WORK[kind] * (0.304 * late - 0.3 * early) / 1000.0
        for kind, early, late in zip(CRIME_TYPES, before, after, strict=True)
    )
    assert police_work(fewer, "talking").mean == pytest.approx(wanted)


def test_lists_price_every_type_and_say_where_they_are_from() -> None:
    assert sum(VIOLENT.values()) == pytest.approx(1.0)
    for each in PRICE_LISTS:
        assert tuple(each.prices) == CRIME_TYPES
        assert all(price > 0.0 for price in each.prices.values())
        assert "doi 10." in each.source
        assert each.status
        assert priced([0.0, 0.0, 2.0, 0.0], each) == pytest.approx(
            2.0 * each.prices["vehicle_theft"]
        )
    assert all(ALL.prices[kind] > TANGIBLE.prices[kind] for kind in CRIME_TYPES)
    # McCollister and others, in dollars of 2008: an average violent crime of the FBI's.
    assert ALL.prices["violent"] / 1.457 == pytest.approx(225_000, rel=0.01)
    assert ALL.prices["burglary"] / 1.457 == pytest.approx(6_462)
    assert FROM_MEMORY in HARM.status


def test_every_list_stands_beside_the_others_and_trust_has_no_price(scenario: Scenario) -> None:
    table = worth_table(compared(scenario, gain={"talking": 2.0, "watching": -9.0}))
    assert [arm for arm, _ in table.rows] == ["talking", "watching"]
    assert all(len(cells) == len(table.columns) for _, cells in table.rows)
    assert sum("avoided" in title for title in table.columns) == len(PRICE_LISTS)
    assert not any("trust" in title for title in table.columns)
    assert all(each.source in table.sources for each in PRICE_LISTS)
    assert FROM_MEMORY in table.sources
    assert "watching is not worth it, whichever list is used" in table.pays


# -- the sentence on the first page ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        ({"talking": 50.0, "watching": 50.0}, "the money is worth it under every proposal"),
        ({"talking": 50.0}, "the money is worth it under talking (untested), and it is not worth it"
         " under watching"),
        ({"talking": 0.8}, "whether the money is worth it under talking depends on how crime is"
         " priced (untested), and it is not worth it under watching"),
        ({"talking": 0.0}, "the money is worth it under no proposal (untested)"),
    ],
)  # fmt: skip
def test_the_first_page_says_whether_it_is_worth_the_money(
    scenario: Scenario, gain: dict[str, float], said: str
) -> None:
    comparison = compared(scenario, gain=gain, wobble={"talking": 1e-6, "watching": 1e-6})
    told = worth_sentence(comparison)
    assert told.startswith(f"Counting crime but not trust, {said}")
    assert answer(comparison).worth == told


def test_over_worlds_the_sentence_has_the_shares_of_the_table(scenario: Scenario) -> None:
    many = scenario.with_changes(worlds="many", replicates=10)
    comparison = compared(many, gain={"talking": -4.0}, wobble={"talking": 1.0})
    told = worth_sentence(comparison)
    cells = dict(worth_table(comparison).rows)["talking"]
    shares = [cell for cell in cells if cell.endswith("%")]
    assert len(set(shares)) == 2
    assert f"in {shares[0]} to {shares[1]} of plausible worlds" in told
    assert len(re.findall(r"\d+", told)) == 2


def test_what_saves_money_is_told_apart(tmp_path: Path) -> None:
    text = SCENARIO.replace("as_usual: {}", "as_usual: {community_events: {per_month: 4}}")
    text = text.replace("talking: {outreach: {share: 1.0}}", "talking: {}")
    saves = known_scenario(tmp_path, text)
    told = worth_sentence(compared(saves, gain={"talking": -50.0}, wobble={"talking": 1e-6}))
    assert told.endswith("; the saving is not worth it under talking.")


def test_nothing_is_said_of_worth_where_no_money_is_spent_or_one_run_was_made(
    tmp_path: Path,
) -> None:
    free = SCENARIO.replace("{outreach: {share: 1.0}}", "{foot_patrol: {hours: 1}}")
    free = free.replace("{surveillance: {share: 1.0}}", "{}")
    assert worth_sentence(compared(known_scenario(tmp_path, free))) == ""
    one = known_scenario(tmp_path, SCENARIO).with_changes(replicates=1)
    assert worth_sentence(compared(one)) == ONE_RUN
