"""The live page: who may ask for what, and what a browser draws."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from sim.commands import live as command
from sim.commands.main import run
from sim.lesson.bands import at_the_end
from sim.lesson.live import server
from sim.lesson.live.runs import HASTE, TwoTowns
from sim.lesson.live.server import Turns, application
from sim.lesson.live.uvicorn_server import QuietServer
from sim.lesson.page_data import page_data
from sim.lesson.recorder import record
from sim.model.scenario.load import load_scenario
from sim.study.compare import compare
from tests.browser import until
from tests.live_town import ask, lines, wish


@pytest.fixture(scope="module")
def served(browser_if_any, desk):
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


def numbers(path):
    """What `compare` finds in a scenario file, as the page has it."""
    scenario = load_scenario(path)
    return compare(scenario), tuple(scenario.lesson.arms)


# -- what is drawn and downloaded --------------------------------------------------------------


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
    said = page_data(comparison, record(comparison.scenario, 1, arms), HASTE)
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


# -- in a browser ------------------------------------------------------------------------------


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
    assert set(opened.requests) == {f"{address}change"}
    comparison, arms = numbers(path)
    first = [next(run for run in comparison.runs if run.arm == arm) for arm in arms]
    found = at_the_end(comparison, (first[0], first[1]))
    assert ends == json.loads(json.dumps(found))
    for one, level in zip(first, levels, strict=True):
        assert level.startswith(f"trust {one.outcomes['trust']:.1f} of 100 (")
    apart = found["trust"]["difference"]
    mean = f"{apart['mean']:+.2f}" if apart["clear"] else "not clear"
    assert f"{mean} [{apart['low']:+.2f}, {apart['high']:+.2f}]" in told
