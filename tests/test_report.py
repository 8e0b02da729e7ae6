"""The report of a comparison: its sentences follow from the numbers, and its page stands alone."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import small_towns
from hypothesis import given, settings
from hypothesis import strategies as st
from known_runs import SCENARIO, KnownRunner, known_scenario

from sim.evidence.robustness import Contrast
from sim.experiment.compare import Comparison, compare
from sim.experiment.cost_effectiveness import cost_effectiveness, per_unit
from sim.experiment.statistics import Estimate, estimate
from sim.experiment.tables import harmless
from sim.levers import DUTIES
from sim.outcomes import outcomes
from sim.report import sentences
from sim.report.document import report_page
from sim.report.document.answer import answer, headline, reading
from sim.report.document.document import with_minus
from sim.report.document.money import money
from sim.report.document.why import in_words, why_sentence
from sim.scenario import Scenario
from sim.staffing import mean_hours, usual, working_day
from sim.what_differs import what_differs

amounts = st.floats(-20, 20).map(lambda value: round(value, 3))


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def compared(scenario: Scenario, **known: object) -> Comparison:
    return compare(scenario, KnownRunner(**known))  # type: ignore[arg-type]


# -- sentences ---------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(amounts, min_size=2, max_size=8))
def test_a_reading_is_better_or_worse_only_where_the_interval_lies_on_one_side(
    values: list[float],
) -> None:
    found = estimate(values)
    for outcome in outcomes([]).values():
        said = reading(found, outcome)
        if found.low <= 0 <= found.high:
            assert said in ("no clear difference", "the same")
        else:
            side = 1 if found.mean > 0 else -1
            words = {1: "better", -1: "worse", 0: "higher" if side > 0 else "lower"}
            assert said == words[side * outcome.better]


@settings(deadline=None, max_examples=20)
@given(st.floats(-3, 3).map(lambda gain: round(gain, 4)), st.floats(0, 0.5))
def test_the_headline_names_the_higher_arm_its_interval_and_no_difference_where_there_is_none(
    tmp_path_factory: pytest.TempPathFactory, gain: float, wobble: float
) -> None:
    scenario = known_scenario(tmp_path_factory.mktemp("town"))
    comparison = compared(scenario, gain={"talking": gain}, wobble={"talking": wobble})
    said = sentences.headline(comparison)
    found = comparison.difference(
        "talking", "watching", "trust", sentences.headline_confidence(comparison)
    )
    if found.clear:
        first, second = ("talking", "watching") if found.mean > 0 else ("watching", "talking")
        assert said.startswith(f"{first.capitalize()} ends ")
        assert f"above {second} in trust" in said
        size, low, high = (float(n) for n in re.findall(r"-?\d+\.\d+", said)[:3])
        assert low <= size <= high
        assert size == pytest.approx(abs(found.mean), abs=0.06)
    else:
        assert "no clear difference" in said


@settings(deadline=None, max_examples=20)
@given(st.floats(-3, 3).map(lambda gain: round(gain, 4)), st.floats(0, 0.5))
def test_the_first_line_of_the_report_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, gain: float, wobble: float
) -> None:
    scenario = known_scenario(tmp_path_factory.mktemp("town"))
    comparison = compared(scenario, gain={"talking": gain}, wobble={"talking": wobble})
    said = headline(comparison)
    assert said.startswith("For the same $50 per resident a year, ")
    assert ("no clear difference" in said) == ("no clear" in sentences.headline(comparison))
    if "no clear" not in said:
        size, low, high = (float(n) for n in re.findall(r"-?\d+\.\d+", said)[:3])
        assert low <= size <= high


def test_the_table_never_calls_better_what_the_headline_calls_no_clear_difference(
    tmp_path: Path,
) -> None:
    arms = "".join(f"  arm_{n}: {{outreach: {{share: 1.0}}}}\n" for n in range(6))
    scenario = known_scenario(tmp_path, SCENARIO.split("  talking")[0] + arms)
    comparison = compared(scenario, gain={"arm_5": 0.05}, wobble={"arm_5": 0.03})
    assert comparison.difference("arm_5", "arm_0", "trust").clear
    found = answer(comparison)
    assert "no clear difference" in found.headline
    assert "as the largest of 15 pairs" in found.headline
    assert found.rows[0].reading == "no clear difference"
    assert "as the largest of 15 pairs" in found.rows[0].title


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.5, 2.0, "better"), (-1.0, 2.0, "better here; assumptions decide")],
)
def test_what_assumptions_can_turn_round_is_not_simply_better(
    low: float, high: float, said: str
) -> None:
    across = Contrast("a", "b", "trust", 1.0, low, high, 0.9, 0.0, (), 200)
    trust = outcomes([])["trust"]
    assert reading(Estimate(1.5, 1.4, 1.6, 1.0, 9), trust, across) == said
    nothing = reading(Estimate(0.1, -0.4, 0.6, 0.6, 9), trust, across)
    assert nothing.startswith("no clear difference")
    assert ("assumptions decide" in nothing) == (low < 0)


@given(st.lists(amounts, min_size=1, max_size=8))
def test_why_in_words_names_real_causes_that_push_the_way_of_the_sum(values: list[float]) -> None:
    titles = [f"Cause {letter}" for letter in "ABCDEFGH"[: len(values)]]
    said = why_sentence(titles, values, "points")
    total = sum(values)
    if "balance" in said or "too small" in said:
        assert abs(total) < 0.01
        return
    assert f"{total:+,.2f} points" in said.replace("−", "-")
    pushing, _, against = said.partition("; against it: ")
    named = dict(re.findall(r"cause ([A-H]) \(([+-]?[\d.,]+)\)", pushing))
    assert named
    for letter, amount in named.items():
        value = values[ord(letter) - ord("A")]
        assert value * total > 0
        assert float(amount) == pytest.approx(value, abs=0.0051)
    for letter in re.findall(r"cause ([A-H])", against):
        assert values[ord(letter) - ord("A")] * total < 0


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([2.0, 1.0], "Two thirds of"),
        ([1.5, 0.4, 0.1], "Three quarters of"),
        ([3.0, -1.0], "More than the whole of"),
        ([1.0], "All of"),
        ([-1.0, -1.0, -0.05], "Nearly all of"),
    ],
)
def test_shares_are_told_as_one_would_say_them(parts: list[float], words: str) -> None:
    titles = [f"Cause {number}" for number in range(len(parts))]
    assert why_sentence(titles, parts, "points").startswith(words)


def test_what_is_too_small_to_show_is_neither_a_balance_nor_a_cause() -> None:
    assert why_sentence(["Cause A"], [0.004], "points").startswith("The difference is too small")
    assert why_sentence(["A", "B"], [2.0, -2.0], "points").startswith("The books balance")
    assert "against" not in why_sentence(["A", "B"], [0.3, -0.04], "crimes", 1)


def test_a_small_clear_difference_is_told_with_its_causes(scenario: Scenario) -> None:
    comparison = compared(scenario, gain={"talking": 0.004}, wobble={})
    said = in_words(comparison, ("talking", "watching"), "trust")
    assert "all of the difference of +0.0040 points" in said


def test_a_cause_that_works_in_the_other_arm_is_told_as_what_it_does_there(
    scenario: Scenario,
) -> None:
    text = Page(report_page(compared(scenario, gain={"watching": -3.0}, wobble={}))).text
    assert re.search(r"Trust in police, talking minus watching: .*−[\d.]+ under watching", text)


# -- costs -------------------------------------------------------------------------------------


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
    base = mean_hours(scenario, "as_usual")
    assert sum(base.values()) == pytest.approx(sum(usual_day.hours.values()))
    talking = mean_hours(scenario, "talking")
    assert talking["visits at the door"] > base["visits at the door"] == 0.0
    assert sum(talking.values()) > sum(base.values())  # the budget pays for more of them


def test_the_hours_of_every_duty_are_those_that_the_model_works() -> None:
    everything = {**small_towns.EVERYTHING, "neighbourhood_watch": {"share": 0.05}}
    town = small_towns.scenario(
        arms={"business_as_usual": {}, "everything": everything},
        department={"officers_per_1000": 6, "meetings_per_month": 1},
    )
    own_words = {
        "calls and cases": ("response", "investigation"),
        "events and meetings": ("gatherings",),
        "visits at the door": ("visits",),
        "car patrol at chosen blocks": ("hot_spots",),
        "stops at chosen blocks": ("stops",),
        "follow-up of issues": ("follow_up",),
        "neighbourhood watch": ("watch",),
    }
    worked = small_towns.lived(town, "everything").town.books.hours / town.days
    by_duty = dict(zip(DUTIES, worked.tolist(), strict=True))
    told = mean_hours(town, "everything")
    assert len(set(told.values())) == len(told)  # so that no two can be mixed up
    for duty, hours in told.items():
        meant = own_words.get(duty, (duty.replace(" ", "_"),))
        assert hours == pytest.approx(sum(by_duty.pop(name) for name in meant), abs=1e-6), duty
    assert not by_duty


# -- what differs ------------------------------------------------------------------------------


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


# -- the page ----------------------------------------------------------------------------------


def test_the_page_stands_alone(scenario: Scenario) -> None:
    text = report_page(compared(scenario))
    page = Page(text)
    assert not page.of("script")
    assert not page.of("link")
    assert len(text) < 3_000_000
    policy = next(meta for meta in page.of("meta") if "http-equiv" in meta)
    assert policy["content"] == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    images = page.of("img")
    assert len(images) >= 9
    for image in images:
        assert (image["src"] or "").startswith("data:image/svg+xml;base64,")
        assert len(image["alt"] or "") > 40


def test_the_same_results_give_the_same_bytes(scenario: Scenario) -> None:
    assert report_page(compared(scenario)) == report_page(compared(scenario))


def test_words_of_the_scenario_stay_words(tmp_path: Path) -> None:
    evil = "</script><b>x</b> <img src=http://a.example/x> {{ 7 * 7 }}"
    scenario = known_scenario(tmp_path).model_copy(update={"name": evil, "about": evil})
    page = Page(report_page(compared(scenario)))
    assert evil.replace("_", " ").replace("-", " ") in page.text
    assert evil in page.text
    assert not page.of("b")
    assert all((image["src"] or "").startswith("data:") for image in page.of("img"))


@pytest.mark.parametrize(
    "text",
    [
        SCENARIO.replace("replicates: 4", "replicates: 1"),
        SCENARIO.split("  talking")[0],
        SCENARIO.replace("{majority: {share: 0.7}, minority: {share: 0.3}}", "{us: {share: 1.0}}"),
        SCENARIO + "".join(f"  arm_{n}: {{funding: {{share: 1.0}}}}\n" for n in range(6)),
    ],
    ids=["one replicate", "one arm", "one group", "nine arms"],
)
def test_any_comparison_has_a_report(tmp_path: Path, text: str) -> None:
    comparison = compared(known_scenario(tmp_path, text))
    page = Page(report_page(comparison))
    assert headline(comparison).replace("-", "−") in page.text.replace("-", "−")
    if comparison.scenario.replicates == 1:
        assert "nothing tells this result from luck" in page.text


def test_the_report_lists_what_the_scenario_expects_and_what_it_assumes(tmp_path: Path) -> None:
    claim = "expect:\n  - {outcome: trust, arm: talking, at_least: 90}\n"
    text = SCENARIO + "assumptions: {contact.gain: 0.25}\n" + claim
    page = Page(report_page(compared(known_scenario(tmp_path, text))))
    assert "1 of 1 claim that this scenario makes" in page.text
    assert "NOT MET: Trust in police, talking minus as usual, at least +90 points" in page.text
    assert "Those that this scenario sets itself" in page.text
    assert "this scenario changes some of them" in page.text


def test_a_minus_sign_is_put_before_numbers_only() -> None:
    assert with_minus("-0.2 [-0.3, -0.1]; -$5, two-fold, 2016-18, a-1") == (
        "−0.2 [−0.3, −0.1]; −$5, two-fold, 2016-18, a-1"
    )


# -- tables for spreadsheets -------------------------------------------------------------------


def test_texts_are_no_formulas_and_numbers_stay_numbers(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"arm": ["=1+1", "+x", "-x", "@x", "\tx", "plain"], "mean": [-1.5, 0, 1, 2, np.nan, -3]}
    )
    harmless(frame).to_csv(tmp_path / "t.csv", index=False)
    again = pd.read_csv(tmp_path / "t.csv")
    assert [*again["arm"]] == ["'=1+1", "'+x", "'-x", "'@x", "'\tx", "plain"]
    pd.testing.assert_series_equal(again["mean"], frame["mean"])
