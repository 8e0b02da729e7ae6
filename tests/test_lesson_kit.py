"""The kit: what a trainer prints says what the run says, and no answer before the vote."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from sim.commands.main import run
from sim.lesson.kit.facts import answer, take_home
from sim.lesson.words.read import words_of
from sim.lesson.words.words import english
from tests.lesson_town import ARMS, HOSTILE

SHEETS = ("guide", "handouts")
ON_A_SHEET = 350
"""Letters that a sheet of paper holds at least: less is nearly empty."""


@pytest.fixture(scope="module")
def kit(written):
    """The folder that the command writes beside the page."""
    return written.with_name("lesson_kit")


@pytest.fixture(scope="module")
def told(kit):
    """HTML of each page."""
    return {path.stem: path.read_text(encoding="utf-8") for path in kit.glob("*.html")}


def end(mean, half=0.1, level=50.0, better=1):
    low, high = mean - half, mean + half
    apart = {"mean": mean, "low": low, "high": high, "clear": low > 0.0 or high < 0.0}
    values = [[level + mean], [level]]
    return {
        "difference": apart, "digits": 1, "level": level, "better": better, "values": values
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("trust", "crime", "more_trust", "more_crime", "last"),
    [
        (2.0, 5.0, "ours", "ours", "two_sides"),  # more trust, more crime
        (2.0, -5.0, "ours", "theirs", "same_side"),
        (-2.0, 5.0, "theirs", "ours", "same_side"),  # ours loses on both
        (-2.0, -5.0, "theirs", "theirs", "two_sides"),
        (0.0, 5.0, None, "ours", "open"),
        (-2.0, 0.02, "theirs", None, "open"),
    ],
)
def test_what_is_taken_home_holds_whoever_does_better(
    language, trust, crime, more_trust, more_crime, last
):
    words = words_of(language)
    ends = {"trust": end(trust), "true_crime": end(crime, better=-1)}
    said = take_home(ends, ["ours", "theirs"], words)
    for sentence, name, more in zip(
        said, ("trust", "true_crime"), (more_trust, more_crime), strict=False
    ):
        if more is None:
            assert "ours" in sentence
            assert "theirs" in sentence
            continue
        less = "theirs" if more == "ours" else "ours"
        assert sentence.index(more) < sentence.index(less)
        assert f"{abs(ends[name]['difference']['mean']):.1f}" in sentence
    assert said[2] == words.kit["home"]["both"][last]


@pytest.mark.parametrize(
    ("mean", "half", "right"),
    [(2.0, 0.1, "A has more."), (-2.0, 0.1, "B has more."), (0.3, 1.0, "No clear difference."),
     (0.001, 0.0005, "About the same."), (0.2, 0.1, "A has more. The difference is clear but")],
)  # fmt: skip
def test_the_answer_key_is_right_about_every_kind_of_difference(mean, half, right):
    found = answer("reporting", end(mean, half), english())
    assert found["right"].startswith(right)


def test_no_answer_stands_where_people_see_it_before_the_vote(told):
    answers = told["guide"].index('class="answers"')
    after = told["slides"].index("slide after")
    before = {
        "the guide before its answers": told["guide"][:answers],
        "handouts": told["handouts"],
        "the first five slides": told["slides"][:after],
    }
    home = re.findall(r"<li>(.*?)</li>", told["guide"][told["guide"].index('class="home"') :])[:3]
    levels = re.findall(r'class="value [ab]"><i>[AB]</i> ([^<]+)<', told["slides"][after:])
    assert len(levels) == 6
    for where, text in before.items():
        for said in home:
            assert said not in text, where
        for level in levels:
            assert not re.search(rf"(?<![\d.]){re.escape(level)}(?![\d.])", text), (where, level)


def test_the_kit_says_the_numbers_of_the_tables(kit, told):
    import pandas as pd

    runs = pd.read_parquet(kit.parent / "lesson_results" / "lesson_town" / "runs.parquet")
    means = runs.groupby("arm")["trust"].mean()
    for arm in ARMS:
        assert f"</i> {means[arm]:.1f}<" in told["slides"]


def test_every_page_says_that_it_is_a_simulation_and_every_card_that_it_is_invented(told):
    simulation = english().kit["simulation"]
    for text in told.values():
        assert simulation in text
    assert told["handouts"].count(english().kit["invented"]) == 4
    assert told["slides"].count(simulation) == 10


def test_a_question_stands_beside_every_step_and_one_step_is_voted_on(kit, told):
    results = kit.parent / "lesson_results" / "lesson_town" / "story.yaml"
    steps = yaml.safe_load(results.read_text())["story"]
    asked = [each for each in english().kit["questions"].values() if isinstance(each, str)]
    assert sum(told["guide"].count(f"{each}</td>") for each in asked) == len(steps)
    assert told["guide"].count('<tr class="vote">') == 1
    kinds = {"own", "head", "title", "vote"}
    assert set(english().kit["questions"]) - kinds >= {"shock", "swap", "same_stop", "groups"}


def test_no_text_of_a_scenario_becomes_part_of_a_page(told):
    for text in told.values():
        assert HOSTILE not in text
        assert "<script" not in text


def test_no_file_of_others_is_replaced(written, tmp_path, capsys):
    kit, page = tmp_path / "mine", tmp_path / "new" / "lesson.html"
    kit.mkdir()
    (kit / "guide.html").write_text("mine")
    file = written.parents[1] / "other.yaml"
    typed = ["lesson", str(file), "--arms", ",".join(ARMS), "--out", str(page)]
    assert run([*typed, "--kit", str(kit)]) == 2
    assert "is not an earlier kit" in capsys.readouterr().err
    assert (kit / "guide.html").read_text() == "mine"


def test_words_of_the_kit_mean_what_they_mean_in_the_glossary():
    glossary = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
    said = dict(english().kit["glossary"]["list"])
    for word in ("block", "contact"):
        meaning = re.search(rf"\| \*\*{word}\*\* \| (.*?)[.,]", glossary)[1]
        assert said[word].startswith(meaning)


@pytest.mark.pages
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", SHEETS)
def test_no_sheet_of_paper_is_nearly_empty(browser, kit, name, paper):
    sheets = browser.printed(kit / f"{name}.html", paper)
    assert len(sheets) <= {"guide": 6, "handouts": 4}[name]
    for number, sheet in enumerate(sheets, 1):
        letters = len("".join(sheet.split()))
        assert letters >= ON_A_SHEET, f"sheet {number} holds {letters} letters"


@pytest.mark.pages
def test_ten_slides_fill_ten_screens_and_nothing_is_cut_off(browser, kit):
    with browser.opened(kit / "slides.html", until="load") as page:
        cut = page.value(
            "[...document.querySelectorAll('.slide, .middle')]"
            ".filter(each => each.scrollHeight > each.clientHeight + 1"
            " || each.scrollWidth > each.clientWidth + 1).length"
        )
        pdf = page.ask(lambda tab: tab.pdf(prefer_css_page_size=True, print_background=True))
        assert page.requests == []
        assert page.complaints == []
    slides = PdfReader(io.BytesIO(pdf)).pages
    assert cut == 0
    assert len(slides) == 10
    assert {round(float(each.mediabox.width / each.mediabox.height), 2) for each in slides} == {
        1.78
    }


@pytest.mark.pages
def test_everybody_can_read_the_kit(browser, kit):
    for name in (*SHEETS, "slides"):
        assert browser.accessibility_findings(kit / f"{name}.html") == []
