"""A page that misbehaves is noticed; what the tests of pages rest on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.browser import Browser

pytestmark = pytest.mark.pages

POLICY = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
)
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
GOOD = f"<main><h1>Trust</h1><p>It rose.</p><img alt='A dot' src='{DOT}'></main>"


def page(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "page.html"
    path.write_text(
        f"<!doctype html><html lang=en><head><meta charset=utf-8>{head}<title>Page</title></head>"
        f"<body>{body}</body></html>",
        encoding="utf-8",
    )
    return path


def test_a_good_page_asks_for_nothing_and_complains_of_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    path = page(tmp_path, GOOD, POLICY)
    with browser.opened(path) as opened:
        assert opened.requests == []
        assert opened.complaints == []
        assert opened.text.split() == ["Trust", "It", "rose."]
        assert opened.value("document.title") == "Page"
        assert opened.ask(lambda tab: tab.locator("h1").count()) == 1
    assert browser.accessibility_findings(path) == []


@pytest.mark.parametrize(
    "body",
    [
        "<img alt='' src='https://example.org/x.png'>",
        "<link rel=stylesheet href='https://example.org/x.css'>",
        "<style>body {background: url(https://example.org/x.png)}</style>",
        "<script>fetch('https://example.org/x')</script>",
        "<iframe title=x src='beside.html'></iframe>",
        "<script>new WebSocket('wss://example.org/x')</script>",
    ],
)
def test_a_page_that_asks_for_something_is_noticed(
    browser: Browser, tmp_path: Path, body: str
) -> None:
    (tmp_path / "beside.html").write_text("beside", encoding="utf-8")
    path = page(tmp_path, body)
    with browser.opened(path) as opened:
        (asked,) = opened.requests
    assert "example.org/x" in asked or asked.endswith("beside.html")


@pytest.mark.parametrize(
    ("body", "head", "said"),
    [
        ("<script>throw new Error('broken')</script>", "", "broken"),
        ("<script>console.error('bad')</script>", "", "bad"),
        ("<script>document.title = 'mine'</script>", POLICY, "Content Security Policy"),
        ("<img alt='' src='https://example.org/x.png'>", POLICY, "Content Security Policy"),
        ("<p onclick='go()'>x</p>", POLICY, "Content Security Policy"),
    ],
)
def test_a_page_with_an_error_is_noticed(
    browser: Browser, tmp_path: Path, body: str, head: str, said: str
) -> None:
    with browser.opened(page(tmp_path, body, head)) as opened:
        assert any(said in complaint for complaint in opened.complaints), opened.complaints


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("<main><h1>T</h1><p style='color: #bbb'>pale</p></main>", "color-contrast"),
        (f"<main><h1>T</h1><img src='{DOT}'></main>", "image-alt"),
        ("<main><h1>T</h1><h3>x</h3></main>", "heading-order"),
    ],
)
def test_a_page_that_not_everybody_can_read_is_noticed(
    browser: Browser, tmp_path: Path, body: str, rule: str
) -> None:
    (finding,) = browser.accessibility_findings(page(tmp_path, body, POLICY))
    assert finding.startswith(rule)


def test_sheets_are_counted_and_read_on_either_paper(browser: Browser, tmp_path: Path) -> None:
    break_here = "<h2 style='break-before: page'>Second</h2>"
    path = page(tmp_path, GOOD + break_here, POLICY)
    for paper in ("A4", "Letter"):
        first, second = browser.printed(path, paper)
        assert "Trust" in first
        assert second.strip() == "Second"
    tall = page(tmp_path, "<div style='height: 26.5cm'>x</div>")  # between the two papers' heights
    assert [len(browser.printed(tall, paper)) for paper in ("A4", "Letter")] == [1, 2]


def test_event_loops_still_run_beside_the_browser(browser: Browser) -> None:
    asyncio.run(asyncio.sleep(0))
