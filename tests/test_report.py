"""The report of a comparison: its sentences follow from the numbers, and its page stands alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_runs import SCENARIO, compared, known_scenario

from sim.common.words import Scale, with_minus
from sim.model.outcomes import Outcome, outcomes
from sim.model.scenario.scenario import Scenario
from sim.report.document import report_page
from sim.report.document.answer import answer
from sim.report.facts import Change, between
from sim.report.finding import finding
from sim.report.why import in_words, why_sentence
from sim.study.statistics import Estimate, estimate

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


def told(found: Estimate, outcome: Outcome, worlds: float | None = None) -> Change:
    """A difference in a town of 5,000."""
    return Change("talking", "watching", outcome, found, worlds, 5.0)


# -- sentences ---------------------------------------------------------------------------------


@given(st.lists(amounts, min_size=2, max_size=8))
def test_a_reading_is_better_or_worse_only_where_the_interval_lies_on_one_side(
    values: list[float],
) -> None:
    found = estimate(values)
    for outcome in outcomes({}, {}).values():
        change = told(found, outcome)
        said = change.reading
        if change.too_small:
            assert said == change.amounts_to
            assert said in ("about the same", "the same")
        elif found.low <= 0 <= found.high:
            assert said == "no clear difference"
        else:
            side = 1 if found.mean > 0 else -1
            words = {1: "better", -1: "worse", 0: "higher" if side > 0 else "lower"}
            assert said == words[side * outcome.better]


@settings(max_examples=20)
@given(st.floats(-3, 3).map(lambda gain: round(gain, 4)), st.floats(0, 0.5))
def test_of_two_rivals_the_higher_is_named_with_its_interval_and_no_difference_where_there_is_none(
    tmp_path_factory: pytest.TempPathFactory, gain: float, wobble: float
) -> None:
    scenario = known_scenario(tmp_path_factory.mktemp("town"))
    comparison = compared(scenario, gain={"talking": gain}, wobble={"talking": wobble})
    said = finding(comparison)
    found = between(comparison, "talking", "watching", "trust").found
    if Scale.of(comparison.outcomes["trust"]).about_the_same(found):
        assert re.match("Trust ends (about )?the same under", said.rivals)
    elif found.clear:
        first, second = ("talking", "watching") if found.mean > 0 else ("watching", "talking")
        assert said.rivals.startswith(f"Under {first} trust ends ")
        assert f"higher than under {second}, for the same money." in said.rivals
        size = float(re.findall(r"\d+\.?\d*", said.rivals)[0])
        digits = Scale.of(comparison.outcomes["trust"]).decimals(found)
        assert abs(size - abs(found.mean)) <= 0.5001 * 10**-digits
        ends = [float(n) for n in re.findall(r"-?\d+\.?\d*", said.spread)[:2]]
        if found.high - found.low > 10**-digits:  # else both ends are shown as the same number
            assert len(ends) == 2
        if ends:
            assert ends[0] <= size <= ends[1]
    else:
        assert said.rivals.startswith("Trust shows no clear difference between")


def test_the_table_never_calls_better_what_a_sentence_calls_no_clear_difference(
    tmp_path: Path,
) -> None:
    arms = "".join(f"  arm_{n}: {{outreach: {{share: 1.0}}}}\n" for n in range(6))
    scenario = known_scenario(tmp_path, SCENARIO.split("  talking")[0] + arms)
    comparison = compared(scenario, gain={"arm_5": 0.5}, wobble={"arm_5": 0.3})
    assert comparison.difference("arm_5", "arm_0", "trust").clear
    found = answer(comparison)
    assert "no clear difference" in found.finding.rivals
    assert "the pair that differs most was chosen" in found.finding.spread
    assert found.rows[0].reading == "no clear difference"
    assert "Of 15 pairs of rivals" in found.why_these


def test_over_worlds_a_reading_says_how_sure_it_is() -> None:
    trust = outcomes({}, {})["trust"]
    found = Estimate(1.5, -0.1, 3.0, 0.9, 100)
    said = [told(found, trust, share).reading for share in (1.0, 0.97, 0.8, 0.62, 0.55)]
    assert said == [
        "better in all worlds",
        "better in nearly all worlds",
        "better in most worlds",
        "leaning better",
        "undecided",
    ]
    lower = told(Estimate(-1.5, -3.0, 0.1, 0.9, 100), trust, 0.1)
    assert lower.reading == "worse in most worlds"
    small = told(Estimate(0.026, 0.025, 0.027, 1.0, 100), trust, 1.0)
    assert small.reading == "practically none"


def test_what_is_too_small_to_matter_is_about_the_same_however_sure_it_is() -> None:
    trust = outcomes({}, {})["trust"]
    for found, same in (
        (Estimate(0.026, 0.025, 0.027, 1.0, 9), True),
        (Estimate(0.026, -0.05, 0.1, 0.9, 9), False),
        (Estimate(0.026, -0.04, 0.09, 0.9, 9), True),
    ):
        assert told(found, trust).too_small == same
        said = told(found, trust).reading
        assert said == ("about the same" if same else "no clear difference")


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
        ([3.0, -1.0], "The difference of +2.00 points comes from"),
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
    assert "all of the difference of +0.004 points" in said


def test_a_cause_that_works_in_the_other_arm_is_told_as_what_it_does_there(
    scenario: Scenario,
) -> None:
    text = Page(report_page(compared(scenario, gain={"watching": -3.0}, wobble={}))).text
    assert re.search(r"Trust in police, talking minus watching: .*−[\d.]+ under watching", text)


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
    scenario = known_scenario(tmp_path).with_changes(about=evil)
    page = Page(report_page(compared(scenario)))
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
    assert finding(comparison).first in page.text
    if comparison.scenario.replicates == 1:
        assert "nothing tells this result from chance" in page.text


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
