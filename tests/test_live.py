"""The live page in a browser: its towns are those that Python makes, and it keeps what one did."""

from __future__ import annotations

import base64
import json
import time

import numpy as np
import pytest
import yaml
from firefox import firefox_if_any

from sim.commands.main import run
from sim.lesson.live.sitting import sitting
from sim.lesson.live.towns import plain_scenario
from sim.lesson.recorder import record
from sim.lesson.told import about, results
from sim.model.scenario.load import load_scenario
from sim.study.compare import compare
from sim.study.watched.happenings import ROW_COLUMNS
from tests.browser import until

pytestmark = pytest.mark.pages

DAYS = 60
STILL = "document.getElementById('levers')?.getAttribute('aria-busy') === 'false'"
PACKED = """async (towns) => {
  const live = lesson.live, text = (values) => {
    let made = "";
    for (const each of new Uint8Array(values.buffer.slice(0))) made += String.fromCharCode(each);
    return btoa(made);
  };
  if (towns) live.model.move(towns);
  const sitting = live.model.sitting, inputs = py.given_out(sitting.inputs(0));
  const arms = py.given_out(sitting.town_names());
  const found = await Promise.all(
    arms.map((arm, town) => live.model.lived(0, inputs, arm, town)));
  return found.map(({ life }) => Object.fromEntries(
    Object.entries(life).map(([name, values]) => [name, text(values)])));
}"""


@pytest.fixture
def live(visit, live_page):
    """The page, once the room has gone on without a vote."""
    page = visit(live_page)
    page.click("#skip")
    return page


def moved(desk, *changes):
    """Sliders as they stand at first, but for (town, lever, value)."""
    towns = [dict(each) for each in desk.start]
    for town, lever, value in changes:
        towns[town][lever] = value
    return towns


MOVES = {
    "as_it_begins": [],
    "hours_from_patrol": [(0, "visit_hours", 0.3), (0, "bought", False), (1, "cameras", 2.0)],
    "everything": [
        (0, "meetings_per_month", 1.0), (0, "block_hours", 0.4), (0, "conduct", -0.25),
        (1, "stop_conduct", -0.2), (1, "officers", -0.15), (0, "officers", 0.2),
    ],
}  # fmt: skip


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def ask(request, live_page):
    """Call a function of JavaScript in the page, with plain data."""
    if request.param == "firefox":
        with firefox_if_any() as firefox:
            page = firefox.opened(live_page)
            while not page.value("document.body.dataset.ready || ''"):
                time.sleep(0.1)
            yield lambda function, given: page.value(f"({function})({json.dumps(given)})")
    else:
        with request.getfixturevalue("browser").opened(live_page, "load") as page:
            until(page.here, "document.body.dataset.ready")
            yield lambda function, given: page.value(f"({function})({json.dumps(given)})")


@pytest.mark.parametrize("move", MOVES)
def test_what_is_recorded_is_what_python_records_to_the_last_bit(ask, desk, move):
    towns = moved(desk, *MOVES[move])
    made = desk.towns(towns)
    found = ask(PACKED, towns)
    for there, here in zip(found, record(made.scenario, 1, made.arms).lives, strict=True):
        columns = {name: np.frombuffer(base64.b64decode(each)) for name, each in there.items()}
        rows = columns.pop("happenings").reshape(-1, len(ROW_COLUMNS))
        for at, name in enumerate(ROW_COLUMNS):
            assert (rows[:, at] == here.happenings[name]).all(), name
        assert len(rows) == len(here.happenings) > 0
        for name, values in (
            ("mean", here.mean), ("trust", here.trust), ("cameras", here.cameras),
            ("ledger", here.booked), ("counted", here.counted),
        ):  # fmt: skip
            assert columns.pop(name).tobytes() == values.tobytes(), name
        assert columns == {}


def test_a_recording_of_another_town_would_be_noticed(desk):
    made = [desk.towns(moved(desk, *MOVES[name])) for name in ("as_it_begins", "hours_from_patrol")]
    one, other = (record(towns.scenario, 1, towns.arms).lives[0].trust for towns in made)
    assert one.tobytes() != other.tobytes()


def test_the_page_asks_for_what_the_desk_asks(desk):
    sat = sitting(plain_scenario(desk.scenario), list(desk.arms))
    towns = moved(desk, (0, "visit_hours", 0.3))
    assert sat.move(towns) == {"said": None, "spending": desk.towns(towns).spending()}
    assert sat.town_names() == list(desk.towns(towns).arms)
    assert sat.twice_the_money(desk.start[1])["stop_hours"] == min(
        desk.limits["stop_hours"][1], 2 * desk.start[1]["stop_hours"]
    )


def test_what_no_scenario_may_have_is_told_in_a_sentence(desk, monkeypatch):
    sat = sitting(plain_scenario(desk.scenario), list(desk.arms))
    found = [((), "the run ends before", "write a day", "value")]
    monkeypatch.setattr("sim.model.scenario.scenario.cross_checks", lambda scenario: found)
    assert sat.move(desk.start) == {"said": "the run ends before: write a day", "spending": None}


def test_a_slider_that_is_moved_draws_what_compare_finds(live, tmp_path):
    assert live.inner_text("#day") == f"Day {DAYS} of {DAYS}"
    live.press("#scrub", "ArrowLeft")
    spent = live.inner_text(".live-money .of-0")
    for _ in range(3):
        live.press("#visit_hours-0", "ArrowRight")
    until(live, f"{STILL} && lesson.recorded.arms[0].name !== 'engagement'")
    assert live.inner_text(".live-money .of-0") != spent
    assert live.inner_text("#day") == f"Day {DAYS - 1} of {DAYS}"  # a move leaves the clock alone
    with live.expect_download() as download:
        live.click("#live-download")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    found = live.evaluate("lesson.recorded")
    told = live.inner_text("#live-trust").replace("−", "-")
    live.keyboard.press("End")
    levels = [live.inner_text(f".town-{town} .level") for town in (0, 1)]
    assert run(["check", str(path)]) == 0
    comparison = compare(load_scenario(path))
    arms = tuple(comparison.scenario.lesson.arms)
    pair = tuple(comparison.of_arm(arm)[0] for arm in arms)
    wanted = {**about(comparison.scenario, arms), **results(comparison, pair)}
    for name, value in json.loads(json.dumps(wanted)).items():
        assert found[name] == value, name
    for one, level in zip(pair, levels, strict=True):
        assert level.startswith(f"trust {one.outcomes['trust']:.1f} (")
    apart = wanted["ends"]["trust"]["difference"]
    mean = f"{apart['mean']:+.2f}" if apart["clear"] else "not clear"
    assert f"{mean} [{apart['low']:+.2f}, {apart['high']:+.2f}]" in told


def test_what_the_room_has_voted_on_stays(visit, live_page):
    page = visit(live_page)
    for name in ("trust", "reporting", "true_crime"):
        page.click(f"#question-{name} button.town-0")
    page.click("#lock")
    page.press("#cameras-0", "ArrowRight")
    until(page, STILL)
    page.click("#view-guess")
    assert "Engagement 1" in page.inner_text("#question-reporting")
    page.click("#reveal")
    assert page.locator("#verdict-reporting").count() == 1
    assert "The room voted on the towns as they were" in page.inner_text(".guess")
    assert "changed" not in page.inner_text("#question-reporting")


def test_undo_and_a_thin_line_say_what_was_before(live):
    before = live.evaluate("lesson.recorded.lives[0].mean")
    live.press("#visit_hours-0", "End")
    until(live, STILL)
    assert live.evaluate("lesson.recorded.lives[0].mean") != before
    assert live.locator("#tour .ghost").count() == 4
    live.click("#live-undo")
    until(live, STILL)
    assert live.evaluate("lesson.recorded.lives[0].mean") == before
    assert live.is_disabled("#live-undo")


def test_hours_that_find_nothing_to_do_are_told(live):
    assert "found nothing to do" not in live.inner_text(".live-money .of-1")
    live.press("#follow_up_hours-1", "End")
    until(live, STILL)
    assert "found nothing to do" in live.inner_text(".live-money .of-1")


def test_with_all_sliders_alike_both_towns_are_the_same(live):
    for town in (0, 1):
        live.select_option(f"#preset-{town}", label="Business as usual")
        until(live, STILL)
    one, other = live.evaluate("lesson.recorded.lives.map((life) => life.mean)")
    assert one == other
    live.select_option("#preset-1", label="Rude officers")
    until(live, STILL)
    one, other = live.evaluate("lesson.recorded.lives.map((life) => life.mean)")
    assert one[-1] > other[-1]


def test_two_windows_do_not_disturb_each_other(visit, live_page):
    one, other = visit(live_page), visit(live_page)
    for page in (one, other):
        page.click("#skip")
        page.press("#cameras-1", "End")
    for page in (one, other):
        until(page, f"{STILL} && lesson.recorded.arms[1].name !== 'surveillance'")
        assert "Drawn after" in page.inner_text("#live-status")


def test_a_town_that_cannot_live_is_told_and_the_next_move_goes_on(live):
    live.evaluate("() => { lesson.live.towns[0].officers = -200000; lesson.live.changed(); }")
    until(live, STILL)
    assert "officers" in live.inner_text("#live-status")
    live.click("#live-reset")
    until(live, STILL)
    assert "Drawn after" in live.inner_text("#live-status")


@pytest.mark.parametrize("size", [(1280, 720), (820, 1180), (390, 844), (1093, 500)])
def test_both_maps_can_be_seen_at_every_size(live, size):
    live.set_viewport_size({"width": size[0], "height": size[1]})
    for town in (0, 1):
        box = live.locator(f"#map-{town}").bounding_box()
        assert box["height"] >= 140
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]


def test_the_scenario_that_is_downloaded_says_where_it_comes_from(live):
    text = live.evaluate("lesson.live.model.yaml()")
    assert text.startswith("# Set with the sliders of a live page.")
    assert yaml.safe_load(text)["name"] == "live_town_live"
