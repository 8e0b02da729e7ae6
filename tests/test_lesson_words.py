"""Words of a lesson: one English set, others that say all of it, errors that say what to write."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
import yaml

from sim.commands.main import run
from sim.commands.scenario_files import flagship
from sim.common.problems import ProblemsFound
from sim.lesson.words.read import languages, read, to_translate, words_of
from sim.lesson.words.words import PLACE, english, english_terms
from sim.model.arm_plan import arm_plan
from sim.model.registers import CHANNELS
from sim.model.scenario.load import load_scenario
from tests.browser import until
from tests.lesson_town import ARMS

SHIPPED = sorted(flagship().parent.glob("*.yaml"))
NOT_SPANISH = re.compile(
    r"\b(the|of|and|with|police|trust|towns?|residents?|crimes?|points?|day|year|from|here|this)\b",
    re.IGNORECASE,
)
LIVES = "!document.querySelector('.waits > [role=status]')"
NAMES_OF_SOURCES = re.compile(r"National Crime Victimization Survey|Bureau of Justice Statistics")


def sentences(group, name=""):
    """Every sentence of a group, by its name."""
    if isinstance(group, str):
        yield name, group
        return
    for key, inner in group.items() if isinstance(group, dict) else enumerate(group):
        yield from sentences(inner, f"{name}.{key}")


def told(tmp_path, change):
    """What is said of the English set after a change."""
    content = yaml.safe_load(to_translate())
    change(content)
    path = tmp_path / "words.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True))
    with pytest.raises(ProblemsFound) as found:
        read(path)
    return str(found.value)


@pytest.mark.parametrize("language", languages())
def test_a_shipped_language_lacks_no_sentence_and_no_place_of_one(language):
    # What is missing is said with its English: write it in sim/lesson/words/<language>.yaml.
    assert words_of(language).language == language


@pytest.mark.parametrize("language", languages())
def test_a_shipped_language_lacks_no_phrase_of_the_program(language):
    asked = (
        "from sim.lesson.words.read import words_of; from sim.lesson.words.terms import terms;"
        f"print([each for each in terms() if each not in words_of({language!r}).terms])"
    )  # on its own: other tests may have declared channels of their own
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]", f"write these under terms: of {language}.yaml"


def test_spanish_is_shipped_and_holds_no_english():
    spanish = words_of("es")
    for kind in ("page", "tour", "kit"):
        for name, said in sentences(spanish.named(kind), kind):
            plain = NAMES_OF_SOURCES.sub("", PLACE.sub("", said))
            assert not NOT_SPANISH.search(plain), f"{name}: {said}"
    for said in spanish.terms.values():
        assert not NOT_SPANISH.search(said), said


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_scenario_is_told_in_spanish(path):
    scenario, spanish = load_scenario(path), words_of("es")
    said = spanish.scenarios[scenario.name]
    assert said["title"]
    assert said["about"]
    assert set(said["arms"]) == set(scenario.arms)
    for arm in scenario.arms:
        for activity, _, unit, _ in arm_plan(scenario, arm).price.lines:
            assert activity in english_terms(), f"write it in BOUGHT of terms.py: {activity}"
            of_staff = unit == "officers"  # told as more or fewer officers
            assert of_staff or unit in english_terms(), f"write it in UNITS of terms.py: {unit}"


def test_the_english_set_that_is_written_out_can_be_read_again(tmp_path, capsys):
    path = tmp_path / "words.yaml"
    assert run(["lesson", "--words-out", str(path)]) == 0
    again = read(path)
    assert (again.page, again.tour, again.kit) == (english().page, english().tour, english().kit)
    assert run(["lesson", "--words-out", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_a_name_that_yaml_takes_for_true_or_false_stays_a_name():
    assert set(english().page["beats"]["call"]) == {"yes", "no", "depends"}
    assert yaml.safe_load(to_translate())["page"]["beats"]["on"] == "On"


def test_what_a_scenario_says_is_written_out_with_it(tmp_path):
    path = tmp_path / "words.yaml"
    assert run(["lesson", str(flagship()), "--words-out", str(path)]) == 0
    said = yaml.safe_load(path.read_text())["scenarios"]["engagement_vs_surveillance"]
    assert said["arms"]["fewer_events"] == "fewer events"


def test_a_sentence_that_is_new_in_english_is_asked_for_in_every_shipped_language(monkeypatch):
    words = english()
    page = {**words.page, "bets": "Bet first, {name}"}
    monkeypatch.setattr("sim.lesson.words.read.english", lambda: replace(words, page=page))
    for language in languages():
        with pytest.raises(ProblemsFound) as found:
            words_of(language)
        assert f"{language}.yaml" in str(found.value)
        assert "page.bets is missing" in str(found.value)
        assert "in English: Bet first, {name}" in str(found.value)


def test_all_that_is_wrong_is_said_at_once_and_what_to_write(tmp_path):
    def spoil(content):
        del content["page"]["motto"]
        content["tour"]["gatherings"] = content["tour"].pop("gathering")
        content["page"]["step"] = "{att} of"
        content["page"]["keys_list"].pop()
        content["page"]["play"] = 3
        content["terms"]["Fading"] = " "
        content["pages"] = {}

    said = told(tmp_path, spoil)
    for expected in (
        "page.motto is missing",
        "in English: Same people, same luck, one difference",
        "tour has nothing called gatherings",
        "did you mean gathering?",
        "nothing fills in {att} of page.step",
        "page.step lacks {of}",
        "page.keys_list is no list of 10",
        "page.play is 3, not a text",
        "terms.Fading says nothing",
        "there is nothing called pages",
        "did you mean page?",
    ):
        assert expected in said


@pytest.mark.parametrize(
    ("named", "said"),
    [("ess", "did you mean es?"), ("klingon", "one of: en, es"), ("no.yaml", "no.yaml")],
)
def test_words_that_are_not_there_are_refused_before_anything_runs(tmp_path, capsys, named, said):
    page = tmp_path / "new" / "lesson.html"
    typed = ["lesson", str(flagship()), "--words", named, "--out", str(page)]
    assert run(typed) == 2
    assert said in capsys.readouterr().err
    assert not page.parent.exists()


def test_a_lesson_without_a_scenario_says_what_to_write(capsys):
    assert run(["lesson"]) == 2
    assert "run.py lesson SCENARIO" in capsys.readouterr().err


@pytest.fixture(scope="module")
def spanish_page(written):
    """The lesson of the small town in Spanish."""
    folder = written.parents[1]
    content = yaml.safe_load((folder / "lesson_town.yaml").read_text())
    content = {**content, "name": "engagement_vs_surveillance"}  # a name that has Spanish words
    path = folder / "spanish.yaml"
    path.write_text(yaml.safe_dump(content))
    page = folder / "spanish" / "lesson.html"
    typed = ["lesson", str(path), "--arms", *ARMS, "--beside", "", "--words", "es"]
    assert run([*typed, "--out", str(page), "--workers", "1"]) == 0
    return page


@pytest.mark.pages
def test_a_page_made_with_spanish_words_says_nothing_in_english(spanish_page, visit):
    page = visit(spanish_page)
    assert page.get_attribute("html", "lang") == "es"
    found = [seen(page)]
    page.evaluate("void lesson.beats.open(STEPS.indexOf('year'))")
    found.append(seen(page))
    page.evaluate("void (lesson.guess.skipped = lesson.guess.revealed = true)")
    for step in range(page.evaluate("STEPS.length")):
        for part in range(page.evaluate(f"lesson.beats.partsOf({step}).length")):
            page.evaluate(f"void lesson.beats.open({step}, {part})")
            until(page, LIVES)
            assert page.evaluate("[lesson.beats.step, lesson.beats.part]") == [step, part]
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            found.append(seen(page))
    causes = page.evaluate("lesson.recorded.causes.map(each => each.title)")
    assert not set(causes) & {channel.title for channel in CHANNELS}
    page.evaluate("void (lesson.guess.skipped = lesson.guess.revealed = false)")
    page.evaluate("void lesson.beats.open(0)")
    page.click("#look-closer")
    found.append(seen(page))
    page.click("#skip")
    for _ in page.evaluate("lesson.recorded.story"):
        found.append(seen(page))
        page.keyboard.press("PageDown")
    for name in page.evaluate("VIEWS"):
        page.evaluate(f"lesson.show('{name}')")
        found.append(seen(page))
    page.evaluate("lesson.other.click()")
    page.wait_for_selector("#levers")
    found.append(seen(page))
    for text in found:
        assert NOT_SPANISH.findall(NAMES_OF_SOURCES.sub("", text)) == []
        assert not re.search(r"\d,\d\d?(?!\d)", text)  # a comma parts thousands, as in English


@pytest.mark.pages
def test_a_kit_made_with_spanish_words_says_nothing_in_english(spanish_page, browser):
    for name in ("guide", "handouts", "slides"):
        with browser.opened(spanish_page.with_name("lesson_kit") / f"{name}.html", "load") as page:
            assert page.value("document.documentElement.lang") == "es"
            assert NOT_SPANISH.findall(page.text) == []


def seen(page):
    """What is read on a page, and what is read of it to who cannot see it."""
    hidden = "[...document.querySelectorAll('[aria-label], [title]')]"
    labels = page.evaluate(
        f"{hidden}.map(each => `${{each.ariaLabel}} ${{each.title}}`).join('\\n')"
    )
    return f"{page.inner_text('body')}\n{labels}"
