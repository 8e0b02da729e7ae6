"""The page of the scoreboard, as a browser shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_board import OVER_WORLDS, board

from sim.report.scoreboard_page import scoreboard_page
from tests.browser import Browser

pytestmark = pytest.mark.pages

PHONE = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scoreboard") / "report.html"
    path.write_text(scoreboard_page(board(), 50, OVER_WORLDS), encoding="utf-8")
    return path


def test_it_asks_for_nothing_and_has_no_errors_under_its_own_strict_policy(
    browser: Browser, page: Path
) -> None:
    assert "default-src 'none'" in page.read_text(encoding="utf-8")
    with browser.opened(page) as opened:
        assert opened.requests == []
        assert opened.complaints == []
        assert opened.ask(lambda tab: tab.locator("table").count()) == len(board())


def test_everybody_can_read_it(browser: Browser, page: Path) -> None:
    assert browser.accessibility_findings(page) == []


def test_it_fits_a_phone(browser: Browser, page: Path) -> None:
    with browser.opened(page, until="load", viewport=PHONE) as opened:
        assert opened.value("document.documentElement.scrollWidth") <= PHONE["width"]


def test_all_of_it_is_printed(browser: Browser, page: Path) -> None:
    sheets = browser.printed(page, "A4")
    assert all(sheet.strip() for sheet in sheets)
    printed = " ".join(" ".join(sheets).split())
    for row in board():
        assert f"{row.pattern.id} {row.pattern.title}" in printed
        if row.pattern.control:
            assert row.pattern.control.because in printed
