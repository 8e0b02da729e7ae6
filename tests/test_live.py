"""The live page: what the sliders amount to, who may ask, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from sim.command_line import run
from sim.experiment.compare import compare
from sim.lesson.bands import at_the_end
from sim.lesson.command import as_lesson
from sim.lesson.page_data import page_data
from sim.lesson.partings import typical_replicate
from sim.lesson.recorder import record
from sim.live import command, server
from sim.live.levers import SLIDERS, arm_with
from sim.live.runs import HASTE, Overtaken, TwoTowns
from sim.live.server import Turns, application
from sim.live.towns import Desk, Refused
from sim.live.uvicorn_server import QuietServer
from sim.pricing import price
from sim.problems import ProblemsFound
from sim.scenario import load_scenario
from sim.staffing import stages
from tests.small_towns import FLAGSHIP

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
ARMS = ("engagement", "surveillance")
TOWN = {
    "name": "live_town",
    "burn_in_days": 60,
    "budget": {"per_resident": 150},
    "arms": {name: FLAGSHIP[name] for name in ("business_as_usual", *ARMS)},
    "lesson": {"residents": 200, "days": 60, "replicates": 5},
}


def file_of(folder):
    path = folder / "live_town.yaml"
    path.write_text(yaml.safe_dump(TOWN))
    return path


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(*as_lesson(file_of(tmp_path_factory.mktemp("live")), None, None))


@pytest.fixture(scope="module")
def served(browser, desk):
    """The page on a free port of this machine, in a thread; afterwards no thread is left."""
    threads = threading.active_count()
    with command.listen(0) as listening:
        port, turns = listening.getsockname()[1], Turns()
        page = application(desk, TwoTowns(desk.scenario, 1), port, turns)
        quiet = QuietServer(page, turns)
        thread = threading.Thread(target=quiet.run, args=([listening],))
        thread.start()
        yield SimpleNamespace(port=port, page=page)
        quiet.should_exit = True
        thread.join(20)
        turns.close()
    assert threading.active_count() == threads


def ask(port, method="GET", path="/", body=None, **headers):
    """Status, headers and text of one answer; a name with _ is sent with a dash."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(asked):
        asked.request(method, path, body, sent)
        answer = asked.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def wish(desk, *moved):
    """What the page sends when sliders were moved: (town, lever, value)."""
    towns = [dict(each) for each in desk.start]
    for town, lever, value in moved:
        towns[town][lever] = value
    return json.dumps({"towns": towns})


def lines(answer):
    return [json.loads(line) for line in answer[2].splitlines()]


def numbers(path):
    """What `compare` finds in a scenario file, as the page has it."""
    scenario = load_scenario(path)
    comparison, (one, other) = compare(scenario), scenario.lesson.arms
    return comparison, (one, other)


# -- sliders and scenarios ---------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "business_as_usual"])
def test_an_arm_made_of_its_own_sliders_is_that_arm(name):
    desk = Desk(*as_lesson(ROOT / "scenarios" / f"{name}.yaml", None, None))
    for arm, standing in zip(desk.arms, desk.start, strict=True):
        dollars = desk.budget * desk.scenario.community.residents
        made = arm_with(desk.scenario, arm, standing, dollars or 1.0)
        other = desk.scenario.with_changes(arms={**dict(desk.scenario.arms), arm: made})
        assert price(other, arm).per_resident_year == pytest.approx(
            price(desk.scenario, arm).per_resident_year
        )
        for was, now in zip(stages(desk.scenario, arm), stages(other, arm), strict=True):
            assert now.levers == pytest.approx(was.levers)


@pytest.mark.parametrize("bought", [True, False])
@pytest.mark.parametrize("slider", SLIDERS, ids=lambda slider: slider.name)
def test_a_slider_moves_its_own_lever_and_no_other(desk, slider, bought):
    low, high, _ = desk.limits[slider.name]
    both = []
    for value in (low + 0.25 * (high - low), high):
        start = {**desk.start[1], "bought": bought, "cameras": 1.0, "stop_hours": 0.1}
        towns = desk.towns([desk.start[0], {**start, slider.name: value}])
        arm = towns.arms[1]
        surveillance = towns.scenario.arms[arm].surveillance
        both.append((stages(towns.scenario, arm)[0].levers, surveillance.share if bought else 0.0))
    (few, _), (many, _) = both
    moved = {row for row in range(len(few)) if many[row] != pytest.approx(few[row])}
    assert len(moved - {15}) == (0 if slider.name == "cameras" else 1)  # 15: hours bought
    hours = slider.name.endswith("_hours") or slider.name == "events_per_month"
    assert (15 in moved) == (bought and hours)


def test_hours_from_patrol_cost_no_extra_money_and_hours_that_are_paid_do(desk):
    start = {**desk.start[1], "cameras": 0.0, "stop_hours": 0.0}
    spent = []
    for bought in (False, True):
        towns = desk.towns([desk.start[0], {**start, "visit_hours": 0.1, "bought": bought}])
        spent.append(towns.spending()[1])
    assert [each["asked"] for each in spent] == [spent[0]["asked"]] * 2
    assert spent[0]["cost"] == 0.0
    assert spent[1]["cost"] > 10.0
    assert spent[0]["presence"] < spent[1]["presence"]


def test_a_town_over_the_budget_changes_nothing_for_the_other(desk):
    rich = {**desk.start[0], "visit_hours": desk.limits["visit_hours"][1]}
    towns = desk.towns([rich, desk.start[1]])
    spending = towns.spending()
    assert spending[0]["cost"] > desk.budget
    assert spending[1]["cost"] == pytest.approx(desk.budget)
    before = stages(desk.scenario, "surveillance")[0].levers
    assert stages(towns.scenario, "surveillance")[0].levers == pytest.approx(before)


def test_towns_that_nobody_has_changed_are_those_of_the_lesson(desk):
    towns = desk.towns(list(desk.start))
    assert towns.arms == ARMS
    for arm in desk.scenario.arms:
        assert towns.scenario.arms[arm] == desk.scenario.arms[arm]
    assert towns.scenario.budget == desk.scenario.budget


@pytest.mark.parametrize("bought", [True, False])
def test_the_file_that_is_downloaded_gives_everything_that_was_drawn(
    desk, served, bought, tmp_path
):
    moved = [(0, "visit_hours", 0.3), (1, "cameras", 2), (1, "stop_conduct", -0.2)]
    moved += [(town, "bought", bought) for town in (0, 1)]
    money, drawn, after = lines(ask(served.port, "POST", "/change", wish(desk, *moved)))
    path = tmp_path / "downloaded.yaml"
    path.write_text(money["yaml"], encoding="utf-8")
    assert run(["check", str(path)]) == 0
    comparison, arms = numbers(path)
    pair = typical_replicate(comparison, arms)
    said = page_data(comparison, record(comparison.scenario, pair, arms), HASTE)
    said = json.loads(json.dumps(said))
    assert [life.pop("happenings") for life in said["lives"]] == after["happenings"]
    assert said.pop("story") == after["story"]
    shown = drawn["recorded"]
    shown.pop("story")
    for life in shown["lives"]:
        life.pop("happenings")
    assert shown == said
    costs = [arm["cost"] for arm in said["arms"]]
    assert [each["cost"] for each in money["spending"]] == costs


# -- who may ask, and for what -----------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1", "127.0.0.1:1", "localhost.example.org:{}", "[::1]:{}", ""]
)
def test_a_page_under_another_name_gets_nothing(served, host):
    status, _, text = ask(served.port, Host=host.format(served.port))
    assert status in (400, 403)
    assert "<html" not in text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_this_machine_under_its_own_names_gets_the_page(served, name):
    status, _, text = ask(served.port, Host=f"{name}:{served.port}")
    assert status == 200
    assert "<html" in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:{}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_page_from_elsewhere_gets_nothing(desk, served, headers):
    headers = {name: value.format(served.port) for name, value in headers.items()}
    status, _, text = ask(served.port, "POST", "/change", wish(desk), **headers)
    assert status == 403
    assert "Only this page itself" in text


def test_the_page_itself_may_ask(desk, served):
    own = f"http://127.0.0.1:{served.port}"
    answer = ask(
        served.port, "POST", "/change", wish(desk), Origin=own, Sec_Fetch_Site="same-origin"
    )
    assert answer[0] == 200
    assert len(lines(answer)) == 3


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/change", 405),
        ("POST", "/", 405),
        ("DELETE", "/change", 405),
        ("GET", "/../../etc/passwd", 404),
        ("GET", "/scenarios", 404),
        ("OPTIONS", "/change", 405),
    ],
)
def test_there_is_nothing_else_to_ask(served, method, path, status):
    assert ask(served.port, method, path)[0] == status


def test_a_large_body_is_refused_whether_or_not_it_says_so(desk, served):
    large = wish(desk).encode() + b" " * 17_000
    assert ask(served.port, "POST", "/change", large)[0] == 413
    pieces = iter([large[:9000], large[9000:]])
    assert ask(served.port, "POST", "/change", pieces)[0] == 413
    assert ask(served.port, "POST", "/change", wish(desk).encode() + b" " * 9000)[0] == 200


def test_a_body_that_does_not_come_is_not_waited_for(served, monkeypatch):
    monkeypatch.setattr(server, "SLOWEST_BODY", 0.05)
    with socket.create_connection(("127.0.0.1", served.port)) as slow:
        head = (
            f"POST /change HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nContent-Length: 50\r\n\r\n"
        )
        slow.sendall(head.encode() + b"{")
        assert slow.recv(100).startswith(b"HTTP/1.1 408")


def wrong(change):
    """A wish with one thing wrong in it, as a function of the desk."""
    return lambda desk: change(json.loads(wish(desk)))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (lambda desk: "", "the request"),
        (lambda desk: "{", "the request"),
        (lambda desk: "[" * 8000, "the request"),
        (lambda desk: b"\xff\xfe", "the request"),
        (lambda desk: "{}", "required"),
        (lambda desk: wish(desk, (0, "visits", 1)), "town A, visits"),
        (lambda desk: wish(desk, (0, "cameras", float("nan"))), "town A, cameras"),
        (lambda desk: wish(desk, (1, "cameras", float("inf"))), "town B, cameras"),
        (lambda desk: wish(desk, (1, "cameras", 1e9)), "less than or equal to"),
        (lambda desk: wish(desk, (1, "officers", -1)), "greater than or equal to"),
        (lambda desk: wish(desk, (1, "stop_conduct", "x")), "town B, stop_conduct"),
        (lambda desk: wish(desk, (1, "visit_hours", True)), "town B, visit_hours"),
        (wrong(lambda asked: json.dumps({"towns": asked["towns"][:1]})), "town B"),
        (wrong(lambda asked: json.dumps({"towns": asked["towns"] * 2})), "at most 2"),
        (wrong(lambda asked: json.dumps({**asked, "file": "x"})), "file"),
    ],
)
def test_what_no_slider_can_say_is_refused_in_a_sentence(desk, served, body, said):
    status, _, text = ask(served.port, "POST", "/change", body(desk))
    assert status == 400
    assert said in json.loads(text)["said"]
    assert len(text) < 400


def test_what_no_scenario_may_have_is_refused_in_a_sentence(desk, monkeypatch):
    found = [((), "the run ends before", "write a day", "value")]
    monkeypatch.setattr("sim.live.towns.cross_checks", lambda scenario: found)
    with pytest.raises(Refused, match="the run ends before: write a day"):
        desk.read(wish(desk).encode())


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("POST", "/change"), ("GET", "/none")])
def test_every_answer_keeps_the_page_to_itself(desk, served, method, path):
    body = wish(desk) if method == "POST" else None
    _, headers, text = ask(served.port, method, path, body)
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert not {"set-cookie", "server", "access-control-allow-origin"} & set(headers)
    if path == "/":
        inside = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
        assert policy.startswith(inside.replace("&#39;", "'"))


# -- many at once, and the end -----------------------------------------------------------------


def test_a_newer_change_overtakes_an_older_one():
    turns, begun = Turns(), threading.Event()

    def long(towns, check):
        begun.set()
        for _ in range(3000):
            check()
            time.sleep(0.001)

    async def first_then_second():
        with turns.taken() as older:
            waiting = asyncio.create_task(older(long, "A"))
            await asyncio.to_thread(begun.wait)
            with turns.taken() as newer:
                answer = await newer(lambda towns, check: {"towns": towns}, "B")
            with pytest.raises(Overtaken):
                await waiting
            return answer

    assert asyncio.run(first_then_second()) == {"towns": "B"}
    turns.close()


def test_only_a_few_may_wait(desk, served, monkeypatch):
    monkeypatch.setattr(server, "MOST_WAITING", 0)
    status, headers, text = ask(served.port, "POST", "/change", wish(desk))
    assert status == 503
    assert headers["retry-after"]
    assert "try again" in text


def test_it_keeps_answering_when_two_hundred_ask_at_once(desk, served):
    def one(number):
        return ask(served.port, "POST", "/change", wish(desk, (0, "cameras", number / 100)))[0]

    with ThreadPoolExecutor(16) as many:
        statuses = list(many.map(one, range(200)))
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    assert ask(served.port)[0] == 200
    assert "happenings" in lines(ask(served.port, "POST", "/change", wish(desk)))[-1]


def test_those_who_leave_before_the_answer_take_no_place(desk, served):
    for number in range(3 * server.MOST_WAITING):
        leaver = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        leaver.request("POST", "/change", wish(desk, (0, "visit_hours", number / 100)))
        leaver.close()
    for _ in range(100):
        answer = ask(served.port, "POST", "/change", wish(desk))
        if answer[0] == 200:
            break
    assert "happenings" in lines(answer)[-1]


def test_a_taken_port_is_told_and_a_free_one_is_used(capsys):
    with command.listen(0) as first:
        taken = first.getsockname()[1]
        with command.listen(taken) as second:
            other, address = second.getsockname()[1], second.getsockname()[0]
    assert other != taken
    assert address == "127.0.0.1"
    assert f"Port {taken} is taken: using {other}." in capsys.readouterr().out


def test_an_interruption_ends_it_cleanly_and_leaves_nothing(desk, tmp_path):
    path = file_of(tmp_path)
    typed = [sys.executable, ROOT / "run.py", "live", path, "--port", "0", "--workers", "1"]
    with subprocess.Popen(
        typed, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    ) as process:  # fmt: skip
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())[1])
        asked = http.client.HTTPConnection("127.0.0.1", port)
        asked.request("POST", "/change", wish(desk, (0, "visit_hours", 0.2)))
        assert b"spending" in asked.getresponse().readline()  # and the rest is under way
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
        asked.close()
    assert process.returncode == 0
    assert "Traceback" not in error
    assert "Nothing was kept" in out
    assert list(tmp_path.iterdir()) == [path]


def test_who_has_no_server_installed_is_told_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    assert run(["live", str(file_of(tmp_path))]) == 2
    assert "pip install 'policing-trust[live]'" in capsys.readouterr().err
    with pytest.raises(ProblemsFound, match="starlette and uvicorn"):
        command.run_live(file_of(tmp_path), command.Wishes())


# -- in a browser ------------------------------------------------------------------------------


def until(page, expression):
    for _ in range(400):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"in vain: {expression}")


def test_a_slider_that_is_moved_in_a_browser_draws_what_compare_finds(served, browser, tmp_path):
    address = f"http://127.0.0.1:{served.port}/"
    with browser.opened(address, viewport={"width": 1280, "height": 720}) as opened:
        page = opened.here
        page.wait_for_selector("body[data-ready=yes]")
        assert page.locator("#live-results table").count() == 0  # the room guesses first
        page.click("#skip")
        page.click("#view-towns")
        assert page.locator("#live-results table").count() == 1
        page.keyboard.press("End")
        spent = page.inner_text(".live-money .of-0")
        for _ in range(3):
            page.press("#visit_hours-0", "ArrowRight")
        until(page, "document.body.dataset.drawn && lesson.recorded.arms[0].name !== 'engagement'")
        until(page, "lesson.recorded.lives[0].happenings.length > 0")
        until(page, "document.getElementById('levers').getAttribute('aria-busy') === 'false'")
        assert page.inner_text(".live-money .of-0") != spent
        assert page.inner_text("#day") == "Day 60 of 60"  # a change leaves the clock where it is
        with page.expect_download() as download:
            page.click("#live-download")
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        ends = page.evaluate("lesson.recorded.ends")
        told = page.inner_text("#live-trust").replace("−", "-")
        levels = [page.inner_text(f".town-{town} .level") for town in (0, 1)]
        page.click("#live-reset")
        until(page, "lesson.recorded.arms[0].name === 'engagement'")
        page.click("#live-fold")
        assert page.is_hidden("#levers")
    assert opened.complaints == []
    assert all(url == f"{address}change" or url.startswith("blob:") for url in opened.requests)
    assert f"{address}change" in opened.requests
    comparison, arms = numbers(path)
    found = at_the_end(comparison, arms)
    assert ends == json.loads(json.dumps(found))
    pair = typical_replicate(comparison, arms)
    for arm, level in zip(arms, levels, strict=True):
        assert level.startswith(f"trust {comparison.values(arm, 'trust')[pair - 1]:.1f} of 100 (")
    apart = found["trust"]["difference"]
    mean = f"{apart['mean']:+.2f}" if apart["clear"] else "not clear"
    assert f"{mean} [{apart['low']:+.2f}, {apart['high']:+.2f}]" in told
