"""The lesson page in a browser: every control, and nothing but what was recorded."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import pytest

from sim.commands.lesson import recorded_scenario
from sim.commands.main import run
from sim.common.problems import Problem, ProblemsFound
from sim.lesson.recorder import record
from sim.model.scenario.load import load_scenario
from sim.studio.lesson_page import LESSON, Shown, lesson_page
from sim.study.watched.happenings import KINDS
from tests.browser import until
from tests.lesson_town import ARMS, DAYS, HOSTILE, OWN_STORY, PAIRS, RESIDENTS

pytestmark = pytest.mark.pages


@pytest.fixture(scope="module")
def recording(written):
    """The typical replicate, recorded again from the results beside the page."""
    results = written.parent / "lesson_results" / "lesson_town"
    manifest = json.loads((results / "manifest.json").read_text())
    scenario = load_scenario(results.parents[2] / "lesson_town.yaml")
    size = {"days": DAYS, "replicates": PAIRS, "arms": manifest["scenario"]["arms"]}
    community = manifest["scenario"]["community"]
    return record(scenario.with_changes(**size, community=community), shown_pair(results), ARMS)


def shown_pair(results):
    runs = pd.read_parquet(results / "runs.parquet").pivot(index="replicate", columns="arm")
    apart = runs["trust"][ARMS[0]] - runs["trust"][ARMS[1]]
    return int((apart - apart.median()).abs().idxmin())


def day(page):
    return int(re.match(r"Day (\d+)", page.inner_text("#day"))[1])


def view(page):
    return page.get_attribute("body", "data-view")


def drawn(page):
    """What the two maps show, as pictures."""
    return page.evaluate(
        "['#map-0 canvas', '#map-1 canvas'].map(e => document.querySelector(e).toDataURL())"
    )


def test_the_room_guesses_before_anything_is_told(lesson):
    assert view(lesson) == "guess"
    assert lesson.is_disabled("#view-why")
    lesson.click("#lock")  # nobody has voted
    assert lesson.inner_text(".error")
    assert lesson.is_disabled("#view-why")
    lesson.keyboard.press("PageDown")
    assert lesson.inner_text(".error") == "Guess first, or go on without a vote"
    assert lesson.is_disabled("#view-towns"), "trust would be seen there before it is guessed"


def test_a_locked_guess_stays_and_is_set_against_the_tables(lesson, written):
    for name, at in (("trust", 0), ("reporting", 2), ("true_crime", 1)):
        lesson.locator(f"#question-{name} .choice").nth(at).click()
        lesson.fill(f"#hands-{name}-2", "0" if at != 2 else "1")
    lesson.click("#lock")
    assert view(lesson) == "towns"
    lesson.click("#view-guess")
    assert lesson.is_disabled("#hands-reporting-2")
    assert lesson.locator("#answer-reporting").count() == 0
    assert lesson.evaluate("Object.isFrozen(lesson.guess.hands.reporting)")
    lesson.click("#reveal")
    for name in ("trust", "reporting", "true_crime"):
        size = lesson.evaluate(
            f"parseFloat(getComputedStyle(document.getElementById('verdict-{name}')).fontSize)"
        )
        assert size >= 27
    found = lesson.evaluate("({...lesson.recorded.ends.true_crime.difference})")
    verdict = lesson.inner_text("#verdict-true_crime")
    if found["clear"]:
        assert f"{abs(found['mean']):.1f} more crimes per 1,000" in verdict
        assert ("Engagement" if found["mean"] > 0 else "Surveillance") in verdict
    else:
        assert "No clear difference" in verdict
    assert "About the same" in lesson.inner_text("#question-reporting .room")
    rows = pd.read_csv(written.parent / "lesson_results/lesson_town/differences.csv")
    pair = (rows["arm"] == ARMS[0]) & (rows["baseline"] == ARMS[1])
    means = rows[pair].set_index("outcome")["mean"]
    for name, factor, digits in (("trust", 1, 2), ("reporting", 100, 2), ("true_crime", 1, 1)):
        mean = factor * means[name]
        told = lesson.inner_text(f"#answer-{name}").replace("−", "-")
        assert f"{mean:+.{digits}f}" in told


def test_the_levels_on_the_page_are_those_of_the_table_of_runs(begun, written):
    results = written.parent / "lesson_results" / "lesson_town"
    runs = pd.read_parquet(results / "runs.parquet").set_index(["arm", "replicate"])
    begun.keyboard.press("End")
    for town, arm in enumerate(ARMS):
        trust = runs.loc[arm, shown_pair(results)]["trust"]
        level = begun.inner_text(f".town-{town} .level")
        assert level.startswith(f"trust {trust:.1f} of 100 (")
        began = begun.evaluate(f"lesson.recorded.lives[{town}].mean[0]")
        change = float(level.split("(")[1].rstrip(")").replace("−", "-"))
        assert change == pytest.approx(trust - began, abs=0.06)
    ends = begun.evaluate("lesson.recorded.ends.true_crime.values")
    for values, arm in zip(ends, ARMS, strict=True):
        assert values == pytest.approx(runs.loc[arm]["true_crime"].tolist(), abs=1e-3)


def test_the_page_unpacks_the_trust_of_everybody_on_every_day(begun, recording):
    for town, life in enumerate(recording.lives):
        unpacked = begun.evaluate(f"Array.from(lesson.recorded.lives[{town}].trust)")
        assert np.allclose(np.reshape(unpacked, life.trust.shape), life.trust, atol=0.0501)


def test_two_lives_of_one_resident_are_those_recorded(begun, recording):
    who = begun.evaluate("lesson.recorded.picks[0]")
    begun.evaluate(f"lesson.showResident({who})")
    begun.keyboard.press("End")
    assert f"Resident {who + 1} " in begun.inner_text("#life-name")
    for town, life in enumerate(recording.lives):
        rows = life.happenings
        kinds = np.array(KINDS)[rows["kind"]]
        of_blocks = np.isin(kinds, KINDS[KINDS.index("gathering") :])
        mine = ~of_blocks & ((rows["who"] == who) | ((kinds == "tie") & (rows["other"] == who)))
        mine |= (kinds == "issue_raised") & (rows["other"] == who)
        told = begun.locator(f".columns .town-{town} li")
        days = [int(each.split()[0]) for each in told.all_inner_texts()]
        assert days == rows["day"][mine].tolist()
        line = begun.get_attribute(f".life polyline.trust-{town}", "points").split()
        assert len(line) == DAYS + 1


def test_somebody_whose_lives_part_can_be_met_by_chance_or_by_a_click(begun):
    begun.keyboard.press("s")
    first = begun.inner_text("#life-name")
    begun.click("#surprise")
    assert view(begun) == "one_resident"
    assert begun.inner_text("#life-name") != first
    begun.click("#view-towns")
    place = begun.evaluate("[lesson.maps[1].x[7], lesson.maps[1].y[7]]")
    begun.click("#map-1 canvas", position={"x": place[0], "y": place[1]})
    assert begun.inner_text("#life-name").startswith("Resident 8 ")


def test_every_control_of_the_clock_moves_it(begun):
    start = drawn(begun)
    begun.click("#forward")
    assert day(begun) == 1
    begun.click("#forward")
    assert drawn(begun) != start
    begun.click("#back")
    assert day(begun) == 1
    begun.fill("#scrub", "30")
    assert day(begun) == 30
    begun.click("#first")
    assert day(begun) == 0
    assert drawn(begun) == start
    begun.select_option("#speed", "5")
    begun.click("#play")
    until(begun, "lesson.clock.day >= 4 && lesson.clock.frames > 8")
    sign = begun.evaluate("(window.sign = document.querySelector('#play svg')).tagName")
    until(begun, "lesson.clock.day >= 6")
    assert begun.evaluate("window.sign.isConnected"), f"the {sign} under the mouse is replaced"
    begun.click("#play")
    stopped = day(begun)
    begun.wait_for_timeout(120)
    assert day(begun) == stopped


def test_the_keyboard_does_all_of_it(begun):
    press = begun.keyboard.press
    for key, reached in (
        ("ArrowRight", 1), ("Shift+ArrowRight", 31), ("ArrowLeft", 30), ("End", DAYS), ("Home", 0)
    ):  # fmt: skip
        press(key)
        assert day(begun) == reached
    press("ArrowUp")
    assert begun.input_value("#speed") == "10"
    press("Space")
    until(begun, "lesson.clock.playing && lesson.clock.day > 0")
    press("Space")
    assert not begun.evaluate("lesson.clock.playing")
    names = ["guess", "towns", "difference", "one_resident", "why", "how_typical", "handout"]
    for number, name in enumerate(names, start=1):
        press(str(number))
        assert view(begun) == name
    press("f")
    until(begun, "document.fullscreenElement !== null")
    press("?")
    assert begun.is_visible("#keys dl")
    begun.click("#keys button")


def test_the_tour_goes_through_all_its_steps(begun):
    texts = []
    steps = begun.evaluate("lesson.recorded.story")
    assert 5 <= len(steps) <= 8
    begun.evaluate("lesson.tour.go(0)")
    for step in steps:
        assert day(begun) == step["day"]
        texts.append(begun.inner_text("#tour-text"))
        begun.keyboard.press("PageDown")
    assert texts == [step["text"] for step in steps]
    assert view(begun) == "guess"  # past the last step stand the answers
    assert begun.locator(".verdict").count() == 3
    begun.keyboard.press("PageUp")
    assert begun.inner_text("#tour-text") == texts[-1]
    begun.click("#view-towns")  # opened by hand: the step is no caption of it
    assert not begun.is_visible("#tour-text")


def test_the_last_step_says_every_result_of_all_pairs(begun):
    end = begun.evaluate("lesson.recorded.story.at(-1).text")
    for said in (f"Over {PAIRS} pairs of towns", "trust", "true crime", "reporting"):
        assert said in end
    crimes = begun.evaluate("lesson.recorded.story.find(s => s.point_at === 'crimes').text")
    counted = begun.evaluate("lesson.recorded.lives.map(life => life.counted.crimes.at(-1))")
    assert f"{counted[0]:.0f} crime" in crimes
    assert f"over {PAIRS} pairs of towns" in crimes
    issues = begun.evaluate("lesson.recorded.story.find(s => s.point_at === 'issues').text")
    begun.click("#view-towns")
    begun.keyboard.press("End")
    heads = [begun.inner_text(f".town-{town} .counted") for town in (0, 1)]
    by_police, by_residents = zip(
        *(re.search(r"by police (\d+), by residents (\d+)", head).groups() for head in heads),
        strict=True,
    )
    assert "Solved by police: A {}, B {}.".format(*by_police) in issues
    assert "Solved by residents: A {}, B {}.".format(*by_residents) in issues


def test_one_resident_shows_whole_rows(begun):
    begun.set_viewport_size({"width": 1280, "height": 610})
    lives = "lesson.recorded.lives.map(life => life.of(who).length)"
    many = f"Array.from({{length: {RESIDENTS}}}, (_, who) => Math.max(...{lives}))"
    who = int(np.argmax(begun.evaluate(many)))
    begun.evaluate(f"lesson.showResident({who})")
    begun.keyboard.press("End")
    assert begun.evaluate(
        "[...document.querySelectorAll('.happened')].some(e => e.scrollHeight > e.clientHeight)"
    )
    rows = begun.evaluate(
        "[...document.querySelectorAll('.happened')].filter(e => e.firstChild)"
        ".map(e => [e.clientHeight, e.firstChild.offsetHeight])"
    )
    assert rows
    assert [height % row for height, row in rows] == [0] * len(rows)


def test_the_lines_of_why_sum_to_the_difference_on_the_last_day(begun, recording):
    begun.click("#view-why")
    begun.keyboard.press("End")
    one, other = (life.trust[-1].mean() - life.trust[0].mean() for life in recording.lives)
    total, end = re.findall(r"[+−]?\d+\.\d+", begun.inner_text("#why-total"))
    assert total == end == f"{one - other:+.2f}".replace("-", "−")
    assert begun.get_attribute(".chart.bars", "aria-label") == begun.inner_text(".why h2")


def test_a_pair_without_a_crime_has_no_part_in_the_average_that_is_reported(begun):
    assert begun.evaluate("[meanOf([40, null, 60]), shown(meanOf([null]))]") == [50, "–"]


def test_colours_of_trust_are_never_stretched_and_a_difference_has_its_own_scale(begun):
    assert begun.evaluate("[trustColour(0), trustColour(100)]") == [
        "rgb(13,13,43)",
        "rgb(255,246,207)",
    ]
    trust_scale = begun.inner_html("#legend .legend-scale")
    begun.keyboard.press("End")
    assert begun.inner_html("#legend .legend-scale") == trust_scale
    begun.click("#view-difference")
    assert begun.inner_html("#legend .legend-scale") != trust_scale
    assert "A scale of its own" in begun.inner_text("#legend")


def test_a_trust_of_45_and_one_of_60_look_different_and_more_is_always_lighter(begun):
    colours = begun.evaluate("TRUST_COLOURS.map(each => each.match(/\\d+/g).map(Number))")
    levels = np.array(colours) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    light = linear @ [0.2126, 0.7152, 0.0722]
    assert len(light) == 101
    assert (np.diff(light) > 0).all()
    assert (light[60] + 0.05) / (light[45] + 0.05) > 2
    steps = np.diff(light)
    assert steps.argmax() == 49, "the largest step is the line from which people say: I trust them"


def test_the_page_says_how_typical_the_pair_is_that_is_shown(begun):
    begun.click("#view-how_typical")
    assert "one pair of towns of all: the ring" in begun.inner_text("#typical-said")
    assert begun.locator(".strip").count() == 3
    circles = begun.locator(".strip >> nth=0 >> circle")
    assert circles.count() == PAIRS + 1, "every pair, and a ring for that which is shown"


def test_another_scenario_tells_its_own_story_as_text(begun):
    begun.select_option("#scenario", "1")
    until(begun, "lesson.recorded.name === 'other'")
    begun.evaluate("lesson.tour.go(0)")
    assert begun.inner_text("#tour-text") == HOSTILE
    assert day(begun) == OWN_STORY[0]["day"]
    begun.click("#tour-on")
    assert view(begun) == "difference"


def test_no_text_of_a_scenario_becomes_part_of_the_page(visit, written, tmp_path):
    scenario = load_scenario(written.parents[1] / "other.yaml")
    small = scenario.with_changes(days=30, replicates=2, community={"residents": 60})
    data = recorded_scenario(small, ARMS)[1]
    data |= {"title": HOSTILE, "about": HOSTILE, "groups": [HOSTILE, HOSTILE]}
    for arm in data["arms"]:
        arm["title"] = HOSTILE
    path = tmp_path / "hostile.html"
    shown = [Shown(data, None), Shown(data, None)]
    path.write_text(lesson_page(LESSON, HOSTILE, shown), encoding="utf-8")
    page = visit(path)
    assert page.title() == HOSTILE
    page.click("#look-closer")
    page.click("#skip")
    for name in ("towns", "difference", "one_resident", "why", "how_typical", "handout"):
        page.click(f"#view-{name}")
        assert HOSTILE in page.inner_text("body")
    injected = "[...document.querySelectorAll('b')].filter(e => e.textContent === 'x').length"
    assert page.evaluate(injected) == 0


LIVES = "Boolean(lesson.live) && !lesson.other.disabled"


def test_the_towns_of_the_lesson_can_be_changed_and_the_lesson_is_as_it_was(lesson):
    for name in ("trust", "reporting", "true_crime"):
        lesson.locator(f"#question-{name} .choice").nth(0).click()
    assert lesson.is_disabled("#try")  # the room guesses first
    lesson.click("#lock")
    lesson.keyboard.press("PageDown")
    lesson.keyboard.press("PageDown")
    told, at = lesson.inner_text("#tour-text"), day(lesson)
    assert told != lesson.evaluate("lesson.tour.steps[0].text")
    averages = lesson.evaluate("lesson.recorded.ends.trust.difference")
    lesson.click("#try")
    until(lesson, LIVES)
    assert view(lesson) == "towns"
    trust = lesson.inner_text("#live-trust")
    lesson.press("#visit_hours-0", "Home")
    until(lesson, "document.getElementById('levers').getAttribute('aria-busy') === 'false'")
    assert lesson.inner_text("#live-trust") != trust
    lesson.click("#try")
    until(lesson, "!lesson.live")
    assert lesson.locator("#levers").count() == 0
    assert (lesson.inner_text("#tour-text"), day(lesson)) == (told, at)
    assert lesson.evaluate("lesson.recorded.ends.trust.difference") == averages
    lesson.click("#view-guess")
    lesson.click("#reveal")
    assert "before the sliders" not in lesson.inner_text(".guess")
    lesson.click(".guess .actions button")  # and once more, from the answers
    until(lesson, LIVES)
    assert lesson.evaluate("lesson.live.past.length") == 1  # the sliders stand where they stood
    lesson.click("#view-guess")
    assert "before the sliders" in lesson.inner_text(".guess")


def test_who_goes_back_while_towns_are_still_lived_finds_the_lesson_as_it_was(begun):
    averages = begun.evaluate("lesson.recorded.ends.trust.difference")
    begun.click("#try")
    until(begun, LIVES)
    begun.evaluate(
        "void (lesson.live.moved(0, 'visit_hours', 0.5), document.getElementById('try').click())"
    )
    until(begun, "!lesson.live && lesson.ready")
    until(begun, "document.body.dataset.drawn > 0")  # the towns that were asked for are there
    assert begun.locator("#levers").count() == 0
    assert begun.locator("#tour-text").count() == 1
    assert begun.evaluate("lesson.recorded.ends.trust.difference") == averages
    begun.click("#try")
    until(begun, LIVES)
    until(begun, "document.getElementById('levers').getAttribute('aria-busy') === 'false'")
    assert begun.evaluate("lesson.recorded.arms[0].name") != ARMS[0]  # they are as they were left


def test_of_several_scenes_that_are_wanted_the_last_is_opened(begun):
    begun.evaluate(
        "void (lesson.other.click(), lesson.open(1), lesson.open(0, true), lesson.open(1))"
    )
    until(begun, "lesson.ready && lesson.recorded.name === 'other'")
    begun.wait_for_timeout(1500)  # the others have come, too late
    assert begun.evaluate("[lesson.recorded.name, Boolean(lesson.live)]") == ["other", False]
    assert begun.input_value("#scenario") == "1"
    assert begun.locator("#levers").count() == 0


def test_an_engine_that_does_not_start_leaves_the_lesson_and_says_why(begun):
    begun.evaluate("void (WebAssembly.compile = () => Promise.reject(new Error('no memory')))")
    begun.click("#try")
    until(begun, "lesson.ready && document.getElementById('trouble').textContent === 'no memory'")
    assert view(begun) == "towns"
    assert not begun.is_disabled("#try")  # and one may try again


def test_every_scenario_of_the_page_has_its_own_sliders(begun):
    begun.select_option("#scenario", "1")
    until(begun, "lesson.recorded.name === 'other'")
    begun.click("#try")
    until(begun, LIVES)
    assert begun.evaluate("lesson.live.told.scenario.name") == "other"
    begun.select_option("#scenario", "0")
    until(begun, "lesson.recorded.name === 'lesson_town' && !lesson.live")
    assert begun.locator("#levers").count() == 0


def test_where_no_module_can_be_made_the_lesson_comes_without_sliders(
    visit, written, tmp_path, capsys, monkeypatch
):
    def fails():
        raise ProblemsFound([Problem("no linker is here", "install one", "ld")])

    monkeypatch.setattr("sim.portable.build.kept", fails)
    page = tmp_path / "lesson.html"
    typed = ["lesson", str(written.parents[1] / "other.yaml"), "--arms", ",".join(ARMS)]
    assert run([*typed, "--replicates", "2", "--out", str(page), "--workers", "1"]) == 0
    assert "without sliders: no linker is here" in capsys.readouterr().err
    assert '"model":null' in page.read_text(encoding="utf-8")
    opened = visit(page)
    beats = ["question", "year", "lived", "why", "bill", "yours"]
    assert opened.evaluate("lesson.beats.keys") == beats, "only those that need no model"
    opened.evaluate("void (lesson.guess.skipped = true, lesson.beats.open(STEPS.indexOf('fails')))")
    assert opened.inner_text(".headline") == "To take home"


def test_the_handout_prints(begun):
    pdf = begun.pdf()
    assert pdf.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 1 <= pages <= 3
    assert begun.locator("#handout .moment").count() == 3
    assert begun.locator("#handout ol > li").count() == 5
    assert begun.locator("#handout #averages tr").count() == 4
    begun.click("#view-handout")
    assert begun.locator("main .moment img").count() == 6


def test_what_is_printed_before_the_vote_holds_no_answer(lesson):
    lesson.evaluate("lesson.fillHandout()")
    printed = lesson.evaluate("document.getElementById('handout').textContent")
    assert lesson.evaluate("WORDS.questions.true_crime") in printed
    for value in lesson.evaluate("Object.values(lesson.recorded.ends).flatMap(end => end.shown)"):
        assert f"{value:.1f}" not in printed
    assert lesson.locator("#handout :is(img, table, svg)").count() == 0


def test_who_asked_for_less_motion_gets_less(visit, written):
    page = visit(written, reduced_motion="reduce")
    page.click("#look-closer")
    page.click("#skip")
    assert page.input_value("#speed") == "1"
    assert page.evaluate("LITTLE_MOTION")
