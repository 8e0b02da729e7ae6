"""The command `live`: what it writes, refuses and opens."""

from __future__ import annotations

import re

import pytest

from sim.commands.main import run
from sim.lesson.as_lesson import as_lesson
from sim.lesson.live.presets import presets
from sim.lesson.live.towns import Desk
from sim.model.scenario.load import load_scenario
from tests.live_town import file_of, write_live
from tests.shipped import shipped_scenarios

pytestmark = pytest.mark.pages


def test_the_page_may_do_nothing_but_run_its_own_script_and_the_model(live_page):
    text = live_page.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "'wasm-unsafe-eval'; style-src 'sha256-" in policy
    assert policy.count("unsafe") == 1
    assert not re.search(r"(src|href)=\"(?!data:)", text)
    assert len(text.encode()) < 3_000_000


def test_the_page_is_the_same_when_it_is_written_again(live_page):
    before = live_page.read_bytes()
    assert write_live(live_page.parent).read_bytes() == before


def test_a_page_that_is_not_asked_for_by_name_is_opened(tmp_path, monkeypatch, capsys):
    opened = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    assert run(["live", str(file_of(tmp_path))]) == 0
    page = tmp_path / "results" / "live_town_live.html"
    assert opened == [page.as_uri()]
    assert "opens in any browser" in capsys.readouterr().out
    monkeypatch.setattr("webbrowser.open", lambda url: False)
    assert run(["live", str(file_of(tmp_path))]) == 0
    assert "open the page yourself" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["lesson.txt", "notes.html"])
def test_no_file_of_others_is_replaced(tmp_path, capsys, name):
    page = tmp_path / name
    page.write_text("mine")
    assert run(["live", str(file_of(tmp_path)), "--out", str(page)]) == 2
    assert capsys.readouterr().err
    assert page.read_text() == "mine"


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_arms_that_can_be_chosen_are_those_that_sliders_can_say(path):
    scenario = load_scenario(path)
    if len(scenario.arms) < 2:
        return
    desk = Desk(*as_lesson(path, None, None))
    titles = [[each["title"] for each in town] for town in presets(scenario, desk, {})]
    for arm, town in zip(desk.arms, titles, strict=True):
        assert arm.replace("_", " ").capitalize() in town
