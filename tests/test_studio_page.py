"""The planner's studio in a browser: the form, the run, the answer, and what it refuses to do."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from firefox import firefox_if_any

from sim.commands.main import run
from sim.model.scenario.scenario import Scenario
from sim.report.areas import NO_BLOCK, areas_of
from sim.studio.page import FOLDER, VIEW, Model, studio_page
from tests.browser import until
from tests.shipped import DISTRICTS
from tests.studio_page import (
    ANSWER,
    DONE,
    OPENED,
    SCENARIOS,
    STEPS,
    data,
    follow,
    lived,
    opened,
    plain_data,
    small,
)  # fmt: skip

pytestmark = pytest.mark.pages

ROOT = Path(__file__).parents[1]
SIZES = {"desk": (1280, 800), "phone": (390, 844), "four_times_as_large": (320, 256)}
NOTHING = Model("", b"", {}, b"", {}, [])


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[str]:
    """Ways to all values, with dots; which of several forms a value has is not one of them."""
    if isinstance(part, dict | list):
        for name, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from leaves(inner, (*path, name))
    elif path[-1] != "source":
        yield ".".join(map(str, path))


def test_every_value_of_a_shipped_scenario_has_its_field_and_stays_as_it_was_read(studio):
    for path in SCENARIOS:
        written, shown = plain_data(path), set()
        studio.click(f"#start-{path.stem}")
        for step in STEPS:
            studio.click(f"#step-{step}")
            for rest in studio.query_selector_all("#rest:not([open]) > summary"):
                rest.click()
            shown |= set(studio.evaluate(
                "[...document.querySelectorAll('.field[data-path], .card[data-path],"
                " [data-path] [id$=-kind]')].map(e => e.closest('[data-path]').dataset.path)"
            ))  # fmt: skip
        assert set(leaves(written)) - shown == set(), path
        assert data(studio) == written, path
        for step in STEPS:
            studio.click(f"#step-{step}")
            studio.evaluate(  # whoever types what stands there already changes nothing
                "document.querySelectorAll('#stage input:not([type=range], .name),"
                " #stage textarea').forEach(e => e.value && e.dispatchEvent(new Event('input')))"
            )
        found = studio.evaluate("planner.read('town', planner.write(studio.data)).data")
        touched = dict(zip(leaves(found), values(found), strict=True))
        for way, value in zip(leaves(written), values(written), strict=True):
            assert touched[way] == value, (path, way)
        studio.click("#start-over")


def values(part: Any, name: Any = None) -> Iterator[Any]:
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from values(inner, key)
    elif name != "source":
        yield part


def test_a_setting_that_is_nothing_is_as_good_as_not_there(studio):
    scenario = plain_data(SCENARIOS[0]) | {"stop": None, "expect": []}
    arm = next(name for name, setting in scenario["arms"].items() if "outreach" in setting)
    scenario["arms"][arm] |= {"surveillance": None}
    scenario["arms"][arm]["outreach"] |= {"visit_hours": None}
    opened(studio, scenario)
    studio.click("#step-3")
    for name in ("surveillance", "outreach-visit_hours"):
        assert studio.locator(f"#f-arms-{arm}-{name}").count() == 0
    assert data(studio) == scenario


def test_a_field_that_stands_in_place_of_another_takes_its_place(flagship):
    flagship.click("#step-2")
    assert flagship.query_selector("#f-budget-per_resident")
    flagship.click("#f-budget-add")
    flagship.click("#f-budget-add-total")
    flagship.fill("#f-budget-total", "2100000")
    assert data(flagship)["budget"] == {"total": 2_100_000}
    assert flagship.query_selector("#f-budget-per_resident") is None
    flagship.click("#f-budget-total-remove")
    assert flagship.query_selector("#f-budget-per_resident")


def test_undo_brings_back_what_was_there_and_redo_what_was_undone(flagship):
    states = [data(flagship)]
    flagship.click("#step-3")
    flagship.focus("#f-arms-engagement-outreach-share-slider")
    flagship.keyboard.press("ArrowRight")
    flagship.keyboard.press("ArrowRight")  # one drag is one change
    flagship.keyboard.press("Tab")
    states.append(data(flagship))
    flagship.fill("#f-arms-funding-name", "More officers")
    flagship.keyboard.press("Tab")
    states.append(data(flagship))
    flagship.click("#f-arms-surveillance-remove")
    states.append(data(flagship))
    assert [len(each["arms"]) for each in states] == [5, 5, 5, 4]
    assert states[1]["arms"]["engagement"]["outreach"]["share"] != 0.4
    assert "more_officers" in states[2]["arms"]
    assert {each["arm"] for each in states[2]["expect"]} >= {"more_officers"}
    for before in (states[2], states[1], states[0]):
        flagship.keyboard.press("Control+z")
        assert data(flagship) == before
    assert flagship.is_disabled("#undo")
    for after in states[1:]:
        flagship.keyboard.press("Control+y")
        assert data(flagship) == after
    assert flagship.is_disabled("#redo")


def test_prices_follow_the_slider_at_once(flagship):
    flagship.click("#step-3")
    assert flagship.inner_text("[data-price-of=engagement]").startswith("$50 of $50")
    flagship.fill("#f-arms-engagement-outreach-share", "20")
    until(flagship, "document.querySelector('[data-price-of=engagement]').innerText[1] === '4'")


def test_a_problem_stands_beside_its_field_and_the_list_leads_there(flagship):
    flagship.click("#step-1")
    flagship.fill("#f-department-officers_per_1000", "77")
    until(flagship, "document.querySelector('#mend:not([hidden])') !== null")
    said = "officers_per_1000 must be at most 50"
    assert said in flagship.inner_text("#f-department-officers_per_1000-problem")
    assert flagship.get_attribute("#f-department-officers_per_1000", "aria-invalid") == "true"
    flagship.click("#step-4")
    flagship.click("#run")  # leads to the list, not to a run
    assert flagship.evaluate("document.activeElement.id") == "mend-0"
    assert flagship.evaluate("studio.run") is None
    flagship.keyboard.press("Enter")
    assert flagship.evaluate("document.activeElement.id") == "f-department-officers_per_1000"
    flagship.keyboard.press("Control+z")
    until(flagship, "document.querySelector('#mend').hidden")


def test_a_run_tells_how_far_it_is_and_can_be_stopped_and_another_begins(studio):
    opened(studio, small(replicates=100, days=200))
    studio.click("#step-4")
    studio.click("#run")
    until(studio, "studio.run.done > 5 && studio.run.answer")
    assert " of 110 towns, about " in studio.inner_text("#progress-text")
    bar = "document.getElementById('progress')"
    assert studio.evaluate(f"{bar}.position - studio.run.done / 110") == pytest.approx(0, abs=1e-9)
    assert studio.inner_text("#headline")
    studio.click("#stop")
    until(studio, DONE)
    state, done, towns = studio.evaluate("[studio.run.state, studio.run.done, studio.run.answer]")
    assert state == "stopped"
    assert f"Stopped after {done} of 110 towns" in studio.inner_text("#progress-text")
    assert f"From {towns['worlds']} of 100 simulated towns so far" in studio.inner_text("#answer")
    assert 0 < towns["worlds"] <= done < 110
    studio.click("#step-4")
    studio.fill("#f-replicates", "3")
    lived(studio)
    assert "From 3 simulated towns." in studio.inner_text("#answer")


def test_a_run_that_begins_while_another_goes_on_takes_its_place(studio):
    opened(studio, small(replicates=100, days=200))
    studio.click("#step-4")
    studio.click("#run")
    until(studio, "studio.run.done > 2")
    studio.evaluate("void (window.first = studio.run)")
    studio.click("#step-4")
    studio.fill("#f-replicates", "3")
    studio.click("#run")
    until(studio, f"studio.run !== window.first && {DONE}")
    assert studio.evaluate("[window.first.state, studio.run.state]") == ["stopped", "done"]
    assert "From 3 simulated towns." in studio.inner_text("#answer")


def told(page: Any) -> Any:
    """The answer as the program tells it."""
    return page.evaluate("studio.run.answer")


def test_every_sentence_of_the_answer_is_shown_and_every_figure_is_drawn(answered):
    text = answered.inner_text("#answer").replace("\u2212", "-")
    said = told(answered)
    worth = said["worth"]
    assert len(worth["rows"]) == answered.locator("#title-worth + .wide tbody tr").count() > 0
    for each in (
        said["first"], said["worth_it"], *said["more"], said["sure"], said["price"],
        said["contrast"], worth["pays"], *worth["turns"], worth["sources"],
    ):  # fmt: skip
        assert each.replace("\u2212", "-") in text
    figures = said["figures"]
    outcomes = {each["outcome"] for each in figures["differences"]}
    causes = [each for each in figures["why"].values() if each["lines"]]
    over_time = [each for each in figures["over_time"].values() if each["days"]]
    drawn = [*outcomes, *over_time, *figures["groups"], *causes]
    glance = 1
    assert answered.locator("#answer svg").count() == glance + len(drawn) > 8
    for alt in answered.evaluate(
        "[...document.querySelectorAll('#answer svg')].map(e => e.getAttribute('aria-label'))"
    ):
        assert len(alt) > 20
        assert "NaN" not in alt
        assert "undefined" not in alt
    shrunk = "e => Math.abs(e.clientWidth - e.getAttribute('width')) > 2"
    charts = "[...document.querySelectorAll('#answer svg')]"
    for width in (1280, 700, 660, 390, 1280):  # letters are as large as they were drawn
        answered.set_viewport_size({"width": width, "height": 720})
        until(answered, f"!{charts}.some({shrunk})")


def without_crime(scenario):
    scenario["community"]["crime"] = {"source": "recorded"} | dict.fromkeys(
        ("violent", "burglary", "vehicle_theft", "other_theft"), 0
    )


def with_one_arm(scenario):
    scenario["arms"] = {"business_as_usual": {}}
    del scenario["expect"], scenario["lesson"]


def in_one_town(scenario):
    scenario |= {"replicates": 1, "days": 1}


def with_odd_names(scenario):
    groups = {"constructor": {"share": 0.5, "label": "x"}, "prototype": {"share": 0.5}}
    scenario["community"]["groups"] = groups
    scenario["arms"]["valueof"] = scenario["arms"]["engagement"]


def with_districts(scenario):
    scenario["community"] |= plain_data(DISTRICTS)["community"] | {"residents": 300}
    scenario["arms"] = plain_data(DISTRICTS)["arms"]
    del scenario["expect"], scenario["lesson"]


@pytest.mark.parametrize(
    "change", [without_crime, with_one_arm, in_one_town, with_odd_names, with_districts]
)
def test_a_scenario_at_the_edge_has_an_answer_without_a_number_that_is_none(studio, change):
    scenario = small()
    change(scenario)
    opened(studio, scenario)
    for step in STEPS:
        studio.click(f"#step-{step}")
    assert data(studio) == scenario
    lived(studio)
    assert studio.inner_text("#headline")
    assert studio.locator("#answer .figures:not(:has(svg))").count() == 0
    for wrong in ("NaN", "Infinity", "undefined", "null"):
        assert wrong not in studio.evaluate("document.querySelector('#answer').outerHTML")


def test_districts_lie_on_the_map_as_in_the_town_and_bear_what_changes_there(studio):
    scenario = small()
    with_districts(scenario)
    opened(studio, scenario)
    lived(studio)
    drawn = studio.evaluate("studio.run.answer.figures.map")
    town = Scenario.model_validate(scenario)
    assert drawn["areas"] == areas_of(town)
    assert {each for row in drawn["areas"] for each in row} - {NO_BLOCK} == {0, 1, 2}
    chart = studio.locator("[aria-labelledby=part-districts] svg")
    alt, letters = chart.get_attribute("aria-label"), chart.text_content()
    base, *others = drawn["arms"]
    assert [each["arm"] for each in others] == [each for each in town.arms if each != base["arm"]]
    for name, trust in zip(town.community.places.values(), base["values"], strict=True):
        assert f"{name} {trust:.1f}" in alt
        assert f"{trust:.1f}" in letters
    assert all(each["title"] in alt for each in others)
    assert "in points against business as usual" in alt


def test_an_answer_to_what_no_longer_stands_there_says_so(answered):
    answered.click("#step-2")
    answered.fill("#f-budget-per_resident", "60")
    answered.click(f"#step-{ANSWER}")
    assert "has been changed since" in answered.inner_text("#bar")
    answered.keyboard.press("Control+z")  # leads to where the change was made
    answered.click(f"#step-{ANSWER}")
    assert "has been changed since" not in answered.inner_text("#bar")


def test_two_proposals_stand_side_by_side(answered):
    answered.select_option("#two-first", "funding")
    answered.select_option("#two-second", "fewer_events")
    until(answered, "document.querySelector('#two').innerText.includes('Funding minus fewer')")
    text = answered.inner_text("#two").replace("\u2212", "-")
    between = answered.evaluate("clerk.ask('between', 'funding', 'fewer_events')")
    assert len(between["rows"]) > 5
    for each in between["rows"]:
        assert each["title"] in text
        assert each["found"].replace("\u2212", "-") in text
    assert "Community events: per month" in text
    answered.select_option("#two-second", "funding")
    until(answered, "document.querySelector('#two').innerText.includes('two different')")


def saved(page: Any, press: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click(press)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_is_saved_is_what_is_shown(answered, tmp_path, browser):
    scenario = saved(answered, "#save", tmp_path)
    assert plain_data(scenario) == data(answered)  # the program reads the file as the page does
    table = answered.evaluate("clerk.ask('table')")
    with saved(answered, "#save-table", tmp_path).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(table["rows"]) == 4 * len(data(answered)["arms"])
    assert [float(row["trust"]) for row in rows] == [
        row[table["columns"].index("trust")] for row in table["rows"]
    ]
    report = saved(answered, "#save-report", tmp_path)
    assert "<script" not in report.read_text(encoding="utf-8")
    with browser.opened(report, "load") as page:
        assert told(answered)["first"].replace("-", "\u2212") in page.text.replace("-", "\u2212")
        assert "community events: 4.05 more events a year" in page.text
        charts = answered.locator("#answer svg").count()
        assert page.value("document.querySelectorAll('svg').length") == charts
        assert (page.requests, page.complaints) == ([], [])
    assert browser.accessibility_findings(report) == []


def test_a_link_carries_the_scenario(answered, studio_file, browser):
    answered.click("#make-link")
    until(answered, "document.querySelector('#link') !== null")
    _, _, carried = answered.input_value("#link").partition("#")
    with browser.opened(f"{studio_file.as_uri()}#{carried}", "load") as page:
        page.here.wait_for_selector(OPENED)
        assert data(page.here) == data(answered)


SAID = (
    "async (text) => { await studio.open('town.yaml', {text}); await studio.start();"
    " return JSON.stringify(studio.run.answer); }"
)
"""A scenario is opened and run in a page; its answer, letter by letter."""


def test_a_page_that_is_opened_again_gives_the_same_answer_to_the_last_digit(studio, answered):
    text = json.dumps(data(answered))
    assert studio.evaluate(SAID, text) == answered.evaluate("JSON.stringify(studio.run.answer)")


def test_firefox_gives_the_same_answer_to_the_last_digit(answered, studio_file):
    with firefox_if_any() as firefox:
        page = firefox.opened(studio_file)
        ready = "document.body.dataset.ready === 'yes' || new Promise((go) => setTimeout(go, 50))"
        while page.value(ready) is not True:
            pass
        said = page.value(f"({SAID})({json.dumps(json.dumps(data(answered)))})")
        assert page.value("document.querySelector('#headline').innerText.length") > 20
    assert said == answered.evaluate("JSON.stringify(studio.run.answer)")


def test_the_keyboard_alone_leads_from_the_start_to_the_answer(studio):
    def reach(name: str) -> None:
        for _ in range(200):
            if studio.evaluate("document.activeElement.id") == name:
                return
            studio.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {name}")

    def press(*names: str) -> None:
        for name in names:
            reach(name)
            studio.keyboard.press("Enter")

    def write(name: str, text: str) -> None:
        reach(name)
        studio.keyboard.press("Control+a")
        studio.keyboard.type(text)

    press("start-blank")
    write("f-community-residents", "300")
    press("next", "next", "next")
    press("f-arms-new", "f-arms-proposal_1-add", "f-arms-proposal_1-add-outreach", "next")
    write("f-replicates", "3")
    write("f-days", "60")
    press("run")
    until(studio, DONE)
    reach("print")
    assert data(studio)["arms"]["proposal_1"]["outreach"]
    assert studio.evaluate("studio.run.state") == "done"


def test_from_blank_to_a_printed_report_takes_less_than_twenty_clicks(studio):
    written = {"f-budget-per_resident": "25", "f-community-residents": "300", "f-replicates": "3"}
    studio.evaluate("void (window.print = () => { window.printed = true; })")
    clicks = ("start-blank", "f-community-residents", "next", "next", "f-budget-per_resident",
              "next", "f-arms-new", "f-arms-proposal_1-add", "f-arms-proposal_1-add-outreach",
              "f-arms-new", "f-arms-proposal_2-add", "f-arms-proposal_2-add-surveillance", "next",
              "f-replicates", "run", "print")  # fmt: skip
    assert len(clicks) < 20
    for name in clicks:
        studio.click(f"#{name}")
        if name in written:
            studio.keyboard.press("Control+a")
            studio.keyboard.type(written[name])
        if name == "run":
            until(studio, DONE)
    assert studio.evaluate("window.printed")
    shares = [list(arm.values()) for arm in data(studio)["arms"].values()]
    assert shares == [[], [{"share": 1}], [{"share": 1}]]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(browser, studio_file, size):
    width, height = SIZES[size]
    with browser.opened(studio_file, "load", viewport={"width": width, "height": height}) as page:
        tab = page.here
        tab.wait_for_selector(OPENED)

        def fits(where: str) -> None:
            inside = tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert inside, where

        fits("start")
        opened(tab, small())
        for step in STEPS:
            tab.click(f"#step-{step}")
            fits(f"step {step}")
        lived(tab)
        fits("the answer")


def test_every_target_is_at_least_24_pixels_high_and_wide(answered):
    small = (
        "[...document.querySelectorAll('button, select, input, summary, textarea')]"
        ".filter(e => e.offsetParent && !e.closest('.hidden'))"
        ".map(e => [e.id || e.className, e.getBoundingClientRect()])"
        ".filter(([name, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"
    )
    for step in (ANSWER, *STEPS):
        answered.click(f"#step-{step}")
        assert answered.evaluate(small) == []


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_everybody_can_read_every_view(browser, studio_file, size):
    from axe_playwright_python.sync_playwright import Axe

    width, height = SIZES[size]
    settings = {"viewport": {"width": width, "height": height}, "bypass_csp": True}
    with browser.opened(studio_file, "load", **settings) as page:
        tab = page.here
        tab.wait_for_selector(OPENED)

        def findings() -> list[str]:
            found = page.ask(lambda tab: Axe().run(tab).response)
            assert found["passes"]
            return [
                f"{rule['id']}: {node['html'][:200]}"
                for rule in found["violations"]
                for node in rule["nodes"]
            ]

        assert findings() == []
        tab.click("#start-two_neighbourhoods")
        for step in STEPS:
            tab.click(f"#step-{step}")
            for closed in tab.query_selector_all("details:not([open], [hidden]) > summary"):
                if closed.is_visible():
                    closed.click()
            if size == "desk" or step == STEPS[-2]:  # a phone has the same elements, laid out anew
                assert (step, findings()) == (step, [])
        tab.click("#step-1")
        tab.fill("#f-department-officers_per_1000", "77")
        until(tab, "document.querySelector('#mend:not([hidden])') !== null")
        tab.click("#mend-title")
        if size == "desk":
            assert findings() == []
        follow(tab, "#s=%%%")
        until(tab, "document.querySelector('#refused') !== null")
        if size == "desk":
            assert findings() == []
        opened(tab, small())
        lived(tab)
        tab.click("#make-link")
        assert findings() == []


def test_the_policy_forbids_foreign_code_and_every_request(browser, studio_file):
    with browser.opened(studio_file, "load") as page:
        tab = page.here
        tab.wait_for_selector(OPENED)
        tab.evaluate(
            "void document.body.append(Object.assign(document.createElement('script'),"
            " {textContent: 'window.bad = 1'}))"
        )
        tab.evaluate("void document.body.setAttribute('onclick', 'window.bad = 2')")
        tab.evaluate("void document.body.click()")
        assert tab.evaluate("window.bad") is None
        for attempt in ("fetch('https://example.org')", "fetch('data:,x')", "eval('1')"):
            later = f"new Promise((go) => setTimeout(go)).then(() => {attempt})"
            tried = f"{later}.then(() => 'done', () => 'refused')"
            assert tab.evaluate(tried) == "refused", attempt
        assert len(page.complaints) >= 3
        assert page.requests == []


def test_the_page_is_made_of_the_files_of_its_folder_and_of_plain_text_only(studio_file):
    files = {path.stem for path in (FOLDER / "view").glob("*.js")}
    assert files == set(VIEW)
    for path in (FOLDER / "view").iterdir():
        text = path.read_text(encoding="utf-8")
        for forbidden in ("innerHTML", "insertAdjacent", "document.write", "eval(", "localStorage"):
            assert forbidden not in text, path
        assert " style=" not in text, path
        assert "</script" not in text.replace("</script>\n", "") or path.suffix == ".html"


def test_the_command_writes_the_page_and_replaces_nothing_else(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("sim.commands.studio.model", lambda scenarios: NOTHING)
    page, other = tmp_path / "new" / "studio.html", tmp_path / "mine.html"
    other.write_text("mine")
    for _ in range(2):  # a folder is made, and an earlier studio may be replaced
        assert run(["studio", "--out", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == studio_page(NOTHING)
    for wrong in (other, tmp_path, tmp_path / "studio.txt"):
        assert run(["studio", "--out", str(wrong)]) == 2
    assert other.read_text() == "mine"


def test_the_same_sources_give_the_same_bytes_in_another_process(studio_file, tmp_path):
    page = studio_file.read_bytes()
    out = tmp_path / "studio.html"
    command = [sys.executable, "run.py", "studio", "--out", str(out)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"})
    elsewhere = out.read_bytes() == page
    assert elsewhere


def test_a_table_of_crimes_goes_into_the_scenario(studio):
    table = ROOT / "tests" / "data" / "crime_tables" / "maryland_counties.csv"
    studio.set_input_files("#open", str(table))
    studio.wait_for_selector("#table-0")
    studio.select_option("#table-0", index=1)  # the first of many places
    studio.click("#table-go")
    studio.wait_for_selector("#table-take")
    assert "burglary" in studio.inner_text("#table")
    studio.click("#table-take")
    assert data(studio)["community"]["crime"]["source"] == "counts"
    assert "maryland_counties.csv" in studio.inner_text("#stage")
