"""The first lines of a comparison are plain: few numbers, sure digits, no word to agree with."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_runs import SCENARIO, KnownRunner, compared, known_scenario

from sim.common.words import Scale, dollars
from sim.model.outcomes import outcomes
from sim.model.scenario.load import load_scenario
from sim.report import side_by_side
from sim.report.comparison_text import print_comparison
from sim.report.crimes_in_town import crimes_in_town
from sim.report.document import report_page
from sim.report.document.answer import answer
from sim.report.facts import between, headline_pair
from sim.report.finding import finding
from sim.report.proposals import proposals
from sim.study.compare import Comparison, compare
from sim.study.statistics import Estimate

SCENARIOS = Path(__file__).parents[1] / "scenarios"
NUMBER = re.compile(r"[-+]?\$?\d[\d,]*(\.\d+)?%?")
GAINS = {"engagement": 2.0, "surveillance": -0.2, "funding": 0.1, "fewer_events": -0.05}


def shipped() -> Comparison:
    """The first scenario that ships, with made-up results."""
    scenario = load_scenario(SCENARIOS / "engagement_vs_surveillance.yaml")
    wobble = {"engagement": 0.01, "surveillance": 0.003}
    return compare(scenario.with_changes(replicates=6), KnownRunner(gain=GAINS, wobble=wobble))


def sentences_of(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.:;]) +(?=[A-Z])", text) if each]


def told(comparison: Comparison) -> list[str]:
    """Every sentence of the first screen."""
    found, page = finding(comparison), answer(comparison)
    texts = [found.first, found.rivals, found.spread, found.beside, page.sure]
    texts += [page.price, page.careful]
    return [sentence for text in texts for sentence in sentences_of(text)]


@pytest.mark.parametrize("gain", [2.0, 0.04, 0.0, -0.3])
@pytest.mark.parametrize("share", [1.0, 0.4])
def test_no_sentence_of_the_first_screen_has_more_than_two_numbers(
    tmp_path: Path, gain: float, share: float
) -> None:
    text = SCENARIO.replace("surveillance: {share: 1.0}", f"surveillance: {{share: {share}}}")
    small = compared(
        known_scenario(tmp_path, text), gain={"talking": gain}, wobble={"talking": 0.01}
    )
    for comparison in (small, shipped()):
        for sentence in told(comparison):
            sentence = sentence.replace("more than 5% apart", "")
            sentence = re.sub(r"(\d|points) of \d+", r"\1", sentence)
            assert len(NUMBER.findall(sentence)) <= 2, sentence


def test_the_first_sentence_is_short_and_needs_no_statistics() -> None:
    first = finding(shipped()).first
    assert len(first.split()) <= 40
    assert not re.search(r"interval|%|\[|\(-?\d.* to ", first)


def test_terminal_and_page_say_the_same_first() -> None:
    comparison = shipped()
    printed = StringIO()
    print_comparison(comparison, printed)
    terminal = " ".join(printed.getvalue().split())
    page = " ".join(report_page(comparison).replace("\N{MINUS SIGN}", "-").split())
    found = finding(comparison)
    for said in (found.first, found.rivals, found.spread, found.beside):
        assert said
        assert said in terminal
        assert said in page
    for row in side_by_side.rows(comparison):
        assert f"{row.found} {row.reading}" in re.sub(" +", " ", terminal)
        assert row.found in page


def test_no_verb_has_to_agree_with_the_name_of_an_arm(tmp_path: Path) -> None:
    text = SCENARIO.replace("talking", "teams").replace("watching", "cameras_and_stops")
    for gain in (2.0, 0.04, 0.0):
        comparison = compared(known_scenario(tmp_path, text), gain={"teams": gain}, wobble={})
        for sentence in told(comparison):
            assert not re.search(
                r"(?<!under )(teams|stops|usual) (ends|end|is|are|do|does|has|have|costs?)\b",
                sentence,
                re.IGNORECASE,
            ), sentence


def test_one_resident_and_one_day_are_counted_as_one(tmp_path: Path) -> None:
    text = SCENARIO.replace("residents: 500", "residents: 1").replace("days: 60", "days: 1")
    scenario = known_scenario(tmp_path).model_copy(update={"replicates": 1})
    community = scenario.community.model_copy(update={"residents": 1})
    printed = StringIO()
    one = scenario.model_copy(update={"community": community, "days": 1})
    print_comparison(compare(one, KnownRunner()), printed)
    assert "1 resident, 1 day, 1 replicate." in printed.getvalue()
    assert text != SCENARIO


def test_every_count_is_put_into_words_by_one_function() -> None:
    written_out = re.compile(r"\{[^{}]*:,\} (residents|days|replicates|arms|blocks)\b(?! (ago|of))")
    found = [
        f"{path.name}: {match.group()}"
        for folder in ("report", "study")
        for path in sorted((Path(__file__).parents[1] / "sim" / folder).rglob("*.py"))
        for match in written_out.finditer(path.read_text())
    ]
    assert found == []


def test_a_minus_stands_before_the_dollar() -> None:
    assert dollars(-0.96) == "-$0.96"
    assert dollars(-0.001) == "$0"
    page = report_page(shipped())
    assert "\N{MINUS SIGN}$0.96" in page
    printed = StringIO()
    print_comparison(shipped(), printed)
    for text in (page, printed.getvalue()):
        assert not re.search("\\$[-\N{MINUS SIGN}]", text)


def test_all_numbers_of_a_page_have_the_same_minus() -> None:
    text = re.sub(r"<style>.*?</style>|<pre>.*?</pre>|src=\"[^\"]*\"", "", report_page(shipped()),
                  flags=re.DOTALL)  # fmt: skip
    text = re.sub(r"<[^>]*>", " ", text)
    assert "\N{MINUS SIGN}" in text
    assert re.findall(r"(?:(?<=[\s(\[])|^)-[$\d][\d.,]*", text) == []


@pytest.mark.parametrize("residents", [2_000, 62_000])
def test_violent_crime_is_always_shown_in_whole_numbers_for_the_town(
    tmp_path: Path, residents: int
) -> None:
    scenario = known_scenario(tmp_path, SCENARIO.replace("500", str(residents)))

    class Violent(KnownRunner):
        def outcomes(self, groups: list[str], gain: float, replicate: int) -> dict[str, float]:
            values = super().outcomes(groups, gain, replicate)
            violent = 9.0 - gain + 0.1 * (gain != 0) * replicate
            return values | {"true_violent": violent, "true_property": 71.0}

    comparison = compare(scenario, Violent())
    found = comparison.difference("talking", "as_usual", "true_violent")
    want = f"{residents / 1000 * found.mean:+,.0f}"
    row = dict(crimes_in_town(comparison).arms)["talking"]
    assert row[1].startswith(want)
    line = next(each for each in proposals(comparison).lines if each.arm == "talking")
    assert line.violent.said == f"{-residents / 1000 * found.mean:,.0f} fewer"
    printed = StringIO()
    print_comparison(comparison, printed)
    for text in (printed.getvalue(), report_page(comparison).replace("\N{MINUS SIGN}", "-")):
        assert "violent" in text
        assert row[1] in text


# How many digits


POINTS = Scale.of(outcomes({}, {})["trust"])
RATE = Scale.of(outcomes({}, {})["true_crime"])


@pytest.mark.parametrize(
    ("scale", "found", "said"),
    [
        (POINTS, (0.7535, 0.7057, 0.8013), "+0.75 [+0.71, +0.80]"),
        (POINTS, (2.03, 1.92, 2.15), "+2.0 [+1.9, +2.1]"),
        (POINTS, (0.041, 0.038, 0.045), "+0.04 [+0.04, +0.04]"),
        (RATE, (-0.4, -0.41, -0.39), "-0.40 [-0.41, -0.39]"),
        (RATE, (-38.2, -41.0, -35.4), "-38 [-41, -35]"),
        (RATE, (-0.4, -0.4004, -0.3996), "about -0.40"),
        (RATE, (0.0, 0.0, 0.0), "0"),
    ],
)
def test_a_difference_is_shown_up_to_the_first_figure_that_is_not_sure(
    scale: Scale, found: tuple[float, float, float], said: str
) -> None:
    shown = scale.difference(Estimate(*found, 1.0, 9))
    assert shown == said.replace("+0.04 [+0.04, +0.04]", "about +0.04")


@given(st.floats(-50, 50), st.floats(1e-6, 40))
def test_an_interval_that_is_shown_has_a_width_holds_its_mean_and_tells_what_is_clear(
    mean: float, half: float
) -> None:
    for scale in (POINTS, RATE):
        found = Estimate(mean, mean - half, mean + half, 1.0, 9)
        shown = scale.difference(found)
        numbers = [float(text) for text in re.findall(r"[-+]?\d+\.?\d*", shown.replace(",", ""))]
        if shown.startswith("about"):
            assert len(numbers) == 1
            assert half <= 0.5
            continue
        middle, low, high = numbers
        assert low < high
        assert low <= middle <= high
        if found.clear and not scale.about_the_same(found) and abs(found.near) >= 0.001:
            assert low > 0 or high < 0


def test_the_pair_that_was_picked_is_judged_by_one_interval_everywhere(tmp_path: Path) -> None:
    third = SCENARIO + "  hiring: {funding: {share: 1.0}}\n"
    comparison = compared(known_scenario(tmp_path, third), wobble={"talking": 0.1})
    pair = headline_pair(comparison)
    assert pair is not None
    wide = between(comparison, *pair, "trust").found
    narrow = comparison.difference(*pair, "trust")
    assert wide.high - wide.low > 1.2 * (narrow.high - narrow.low)
    scale = Scale.of(comparison.outcomes["trust"])
    assert scale.ends(wide) in finding(comparison).spread
    assert side_by_side.rows(comparison)[0].found == scale.difference(wide)
    page = report_page(comparison).replace("\N{MINUS SIGN}", "-")
    assert scale.ends(narrow) not in page
