"""The planner's studio in a browser: the form, the run, the answer, and what it refuses to do."""

from __future__ import annotations

import base64
import csv
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.commands.main import run
from sim.studio.page import FOLDER, VIEW, Model, studio_page
from tests.browser import until
from tests.studio_stand_in import SCENARIOS, plain_data, recorded, stand_in_page

pytestmark = pytest.mark.pages

STEPS = range(5)
ANSWER = 5
HOSTILE = "<img src=x onerror=window.bad=1><b id=bad>x</b>"
SIZES = {"desk": (1280, 800), "phone": (390, 844), "four_times_as_large": (320, 256)}


@pytest.fixture(scope="session")
def told():
    """What the stand-in of the model tells."""
    return recorded()


@pytest.fixture(scope="session")
def studio_file(told, tmp_path_factory):
    path = tmp_path_factory.mktemp("studio") / "studio.html"
    path.write_text(stand_in_page(told), encoding="utf-8")
    return path


@pytest.fixture
def studio(studio_file, visit):
    return visit(studio_file)


@pytest.fixture
def flagship(studio):
    studio.click("#start-engagement_vs_surveillance")
    return studio


@pytest.fixture
def answered(flagship):
    """The flagship, run to its end."""
    flagship.evaluate("void (SLOWLY.town = 1)")
    flagship.click("#step-4")
    flagship.click("#run")
    until(flagship, "studio.run.state === 'done'")
    return flagship


def data(page: Any) -> Any:
    return page.evaluate("JSON.parse(JSON.stringify(studio.data))")


def fragment(text: bytes) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text) + packer.flush()
    return "#s=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def follow(page: Any, address: str) -> None:
    page.evaluate(f"void (location.hash = {json.dumps(address)})")


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[str]:
    """Ways to all values, with dots; which of several forms a value has is not one of them."""
    if isinstance(part, dict | list):
        for name, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from leaves(inner, (*path, name))
    elif path[-1] != "source":
        yield ".".join(map(str, path))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_value_of_a_shipped_scenario_has_its_field_and_is_written_as_it_was_read(
    studio, path
):
    written = plain_data(path)
    studio.click(f"#start-{path.stem}")
    shown = set()
    for step in STEPS:
        studio.click(f"#step-{step}")
        for rest in studio.query_selector_all("#rest:not([open]) > summary"):
            rest.click()
        shown |= set(studio.evaluate(
            "[...document.querySelectorAll('.field[data-path], .card[data-path],"
            " [data-path] [id$=-kind]')].map(e => e.closest('[data-path]').dataset.path)"
        ))  # fmt: skip
        studio.evaluate(  # whoever types what stands there already changes nothing
            "document.querySelectorAll('#stage input:not([type=range], .name), #stage textarea')"
            ".forEach(e => e.value && e.dispatchEvent(new Event('input')))"
        )
    found = studio.evaluate("planner.read('town', planner.write(studio.data)).data")
    assert set(leaves(written)) - shown == set()
    touched = dict(zip(leaves(found), values(found), strict=True))
    for way, value in zip(leaves(written), values(written), strict=True):
        assert touched[way] == value, way


def values(part: Any, name: Any = None) -> Iterator[Any]:
    if isinstance(part, dict | list):
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            yield from values(inner, key)
    elif name != "source":
        yield part


def test_loading_a_scenario_changes_nothing_in_it(studio):
    for path in SCENARIOS:
        studio.click(f"#start-{path.stem}")
        for step in STEPS:
            studio.click(f"#step-{step}")
        assert data(studio) == plain_data(path)
        studio.click("#start-over")


def test_a_setting_that_is_nothing_is_as_good_as_not_there(studio):
    scenario = plain_data(SCENARIOS[0]) | {"stop": None, "expect": []}
    arm = next(name for name, setting in scenario["arms"].items() if "outreach" in setting)
    scenario["arms"][arm] |= {"surveillance": None}
    scenario["arms"][arm]["outreach"] |= {"visit_hours": None}
    follow(studio, fragment(json.dumps(scenario).encode()))
    until(studio, "studio.history !== null")
    studio.click("#step-3")
    for name in ("surveillance", "outreach-visit_hours"):
        assert studio.locator(f"#f-arms-{arm}-{name}").count() == 0
    assert data(studio) == scenario


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


def test_a_run_tells_how_far_it_is_and_can_be_stopped(flagship):
    flagship.evaluate("void (SLOWLY.town = 40)")
    flagship.click("#step-4")
    flagship.click("#run")
    until(flagship, "studio.run.done > 5")
    assert " of 110 towns, about " in flagship.inner_text("#progress-text")
    assert flagship.inner_text("#headline")
    flagship.click("#stop")
    until(flagship, "studio.run.state === 'stopped'")
    done = flagship.evaluate("studio.run.done")
    assert f"Stopped after {done} of 110 towns" in flagship.inner_text("#progress-text")
    assert f"From {done} of 110 simulated towns so far" in flagship.inner_text("#answer")


def test_the_answer_says_what_the_report_says_first(answered, told):
    text = answered.inner_text("#answer").replace("\u2212", "-")
    said = told["answer"]
    for each in (said["first"], said["sure"], said["price"], said["contrast"]):
        assert each.replace("\u2212", "-") in text
    assert answered.locator("#answer svg").count() == 4 + 4 + 2 + 2
    for alt in answered.evaluate(
        "[...document.querySelectorAll('#answer svg')].map(e => e.getAttribute('aria-label'))"
    ):
        assert len(alt) > 20
    shrunk = "e => Math.abs(e.clientWidth - e.getAttribute('width')) > 2"
    charts = "[...document.querySelectorAll('#answer svg')]"
    for width in (1280, 700, 660, 390):  # letters are as large as they were drawn
        answered.set_viewport_size({"width": width, "height": 800})
        until(answered, f"!{charts}.some({shrunk})")
    # A change after the run is said, because the answer no longer belongs to what stands there.
    answered.click("#step-2")
    answered.fill("#f-budget-per_resident", "60")
    answered.click(f"#step-{ANSWER}")
    assert "has been changed since" in answered.inner_text("#bar")


def test_two_proposals_stand_side_by_side(answered, told):
    answered.select_option("#two-first", "funding")
    answered.select_option("#two-second", "fewer_events")
    text = answered.inner_text("#two").replace("\u2212", "-")
    for each in told["between"]["funding/fewer_events"]:
        assert each["found"].replace("\u2212", "-") in text
    assert "Community events: per month" in text
    answered.select_option("#two-second", "funding")
    assert "two different" in answered.inner_text("#two")


def saved(page: Any, press: str, folder: Path) -> Path:
    with page.expect_download() as download:
        page.click(press)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_is_saved_is_what_is_shown(answered, told, tmp_path, visit, browser):
    scenario = saved(answered, "#save", tmp_path)
    assert json.loads(scenario.read_text()) == data(answered)
    with saved(answered, "#save-table", tmp_path).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(told["table"]["rows"])
    assert float(rows[0]["trust"]) == told["table"]["rows"][0][2]
    report = saved(answered, "#save-report", tmp_path)
    assert "<script" not in report.read_text(encoding="utf-8")
    with browser.opened(report, "load") as page:
        assert told["answer"]["first"].replace("-", "\u2212") in page.text.replace("-", "\u2212")
        assert page.value("document.querySelectorAll('svg').length") == 12
        assert (page.requests, page.complaints) == ([], [])
    assert browser.accessibility_findings(report) == []


def test_a_link_carries_the_scenario(answered, studio_file, visit):
    answered.click("#make-link")
    until(answered, "document.querySelector('#link') !== null")
    address = answered.input_value("#link")
    other = visit(studio_file)
    follow(other, "#" + address.partition("#")[2])
    until(other, "studio.history !== null")
    assert data(other) == data(answered)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (fragment(b" " * 200_001), "at most 200 kB"),
        ("#s=" + "A" * 400_001, "at most 200 kB"),
        ("#s=bm90IGRlZmxhdGVk", "damaged"),
        ("#s=%%%", "damaged"),
        (fragment(b"\xff\xfe\x00"), "does not hold a text"),
        (fragment(b"no scenario at all"), "this is no scenario"),
        (fragment(json.dumps({HOSTILE: 1}).encode()), "unknown name"),
    ],
)
def test_a_strangers_link_is_refused_kindly(studio, address, said):
    before = studio.evaluate("document.querySelectorAll('*').length")
    follow(studio, address)
    until(studio, "document.querySelector('#refused') !== null")
    assert said in studio.inner_text("#refused")
    assert studio.evaluate("document.querySelectorAll('*').length") < before + 9
    assert studio.evaluate("document.querySelector('img, #bad')") is None
    studio.click("#start-blank")  # and work goes on
    assert studio.inner_text("#title") == "Your town"


def test_foreign_text_never_becomes_an_element(studio, told):
    scenario = plain_data(SCENARIOS[0])
    scenario |= {"name": "town", "about": HOSTILE, "seed": HOSTILE}
    scenario["community"]["groups"][HOSTILE] = {"share": HOSTILE, "label": HOSTILE}
    scenario["arms"][HOSTILE] = {"outreach": {"share": 0.1, "where": HOSTILE}, HOSTILE: HOSTILE}
    follow(studio, fragment(json.dumps(scenario).encode()))
    until(studio, "studio.history !== null")
    for step in STEPS:
        studio.click(f"#step-{step}")
    studio.evaluate("void (SLOWLY.town = 1)")
    studio.evaluate("studio.start()")
    until(studio, "studio.run.state === 'done'")
    studio.evaluate("studio.showRun(studio.run, true)")
    assert studio.evaluate("document.querySelector('img, #bad')") is None
    assert studio.evaluate("window.bad") is None


def test_a_file_that_is_no_scenario_is_told_with_its_line(studio, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("no: [")
    studio.set_input_files("#open", wrong)
    until(studio, "document.querySelector('#refused') !== null")
    assert "wrong.yaml:1:1" in studio.inner_text("#refused")
    good = tmp_path / "good.yaml"
    good.write_text(json.dumps(plain_data(SCENARIOS[0])))
    studio.set_input_files("#open", good)
    until(studio, "studio.history !== null")
    assert data(studio) == plain_data(SCENARIOS[0])


def test_the_keyboard_alone_leads_from_the_start_to_the_answer(studio):
    studio.evaluate("void (SLOWLY.town = 1)")

    def reach(name: str) -> None:
        for _ in range(200):
            if studio.evaluate("document.activeElement.id") == name:
                return
            studio.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {name}")

    reach("start-blank")
    studio.keyboard.press("Enter")
    for _ in range(3):
        reach("next")
        studio.keyboard.press("Enter")
    for name in ("f-arms-new", "f-arms-proposal_1-add", "f-arms-proposal_1-add-outreach", "next"):
        reach(name)
        studio.keyboard.press("Enter")
    reach("run")
    studio.keyboard.press("Enter")
    until(studio, "studio.run && studio.run.state === 'done'")
    reach("print")
    assert data(studio)["arms"]["proposal_1"]["outreach"]


def test_from_blank_to_a_printed_report_takes_less_than_twenty_clicks(studio):
    clicks = 0
    studio.evaluate("void (SLOWLY.town = 1, window.print = () => { window.printed = true; })")
    for name in ("start-blank", "next", "next", "f-budget-per_resident", "next", "f-arms-new",
                 "f-arms-proposal_1-add", "f-arms-proposal_1-add-outreach", "f-arms-new",
                 "f-arms-proposal_2-add", "f-arms-proposal_2-add-surveillance", "next", "run",
                 "print"):  # fmt: skip
        studio.click(f"#{name}")
        clicks += 1
        if name == "f-budget-per_resident":
            studio.keyboard.type("25")
        if name == "run":
            until(studio, "studio.run && studio.run.state === 'done'")
    assert studio.evaluate("window.printed")
    assert clicks < 20
    shares = [list(arm.values()) for arm in data(studio)["arms"].values()]
    assert shares == [[], [{"share": 1}], [{"share": 1}]]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window(browser, studio_file, size):
    width, height = SIZES[size]
    with browser.opened(studio_file, "load", viewport={"width": width, "height": height}) as page:
        tab = page.here

        def fits(where: str) -> None:
            inside = tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert inside, where

        fits("start")
        tab.click("#start-engagement_vs_surveillance")
        tab.evaluate("void (SLOWLY.town = 1)")
        for step in STEPS:
            tab.click(f"#step-{step}")
            fits(f"step {step}")
        tab.click("#run")
        until(tab, "studio.run && studio.run.state === 'done'")
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


def test_everybody_can_read_every_view(browser, studio_file):
    from axe_playwright_python.sync_playwright import Axe

    with browser.opened(studio_file, "load", bypass_csp=True) as page:
        tab = page.here

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
            assert (step, findings()) == (step, [])
        tab.click("#step-1")
        tab.fill("#f-department-officers_per_1000", "77")
        until(tab, "document.querySelector('#mend:not([hidden])') !== null")
        tab.click("#mend-title")
        assert findings() == []
        tab.fill("#f-department-officers_per_1000", "2")
        tab.evaluate("void (SLOWLY.town = 1)")
        tab.click("#step-4")
        tab.click("#run")
        until(tab, "studio.run && studio.run.state === 'done'")
        tab.click("#make-link")
        assert findings() == []
        follow(tab, "#s=%%%")
        until(tab, "document.querySelector('#refused') !== null")
        assert findings() == []


def test_the_policy_forbids_foreign_code_and_every_request(browser, studio_file):
    with browser.opened(studio_file, "load") as page:
        tab = page.here
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
    monkeypatch.setattr("sim.commands.studio.model", lambda: Model("", "", b"", {}))
    page, other = tmp_path / "studio.html", tmp_path / "mine.html"
    other.write_text("mine")
    for _ in range(2):  # an earlier studio may be replaced
        assert run(["studio", "--out", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == studio_page(Model("", "", b"", {}))
    for wrong in (other, tmp_path, tmp_path / "studio.txt", tmp_path / "none" / "studio.html"):
        assert run(["studio", "--out", str(wrong)]) == 2
    assert other.read_text() == "mine"


def test_the_same_model_gives_the_same_bytes(told, studio_file):
    assert stand_in_page(told) == studio_file.read_text(encoding="utf-8")
