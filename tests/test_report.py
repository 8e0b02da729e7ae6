"""The report of a comparison: its sentences follow from the numbers, and its page stands alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_runs import SCENARIO, compared, known_scenario

from sim.evidence.robustness import Contrast
from sim.experiment.statistics import Estimate, estimate
from sim.outcomes import outcomes
from sim.report import sentences
from sim.report.document import report_page
from sim.report.document.answer import answer, headline, reading
from sim.report.document.document import with_minus
from sim.report.document.why import in_words, why_sentence
from sim.scenario import Scenario

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
