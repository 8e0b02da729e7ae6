"""Which browser the tests use: any Chromium, Chrome or Edge that opens a file.

``BROWSER_FOR_TESTS=/path/to/program`` names one, and then no other is tried. Otherwise the first
that works: a program on ``PATH``, Chrome or Edge where their installers put them (Playwright knows
the places on Linux, macOS and Windows), and what ``playwright install chromium`` has downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

VARIABLE = "BROWSER_FOR_TESTS"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
INSTALLED = ("chrome", "msedge")
ABSENT = ("is not found at", "Executable doesn't exist")  # what Playwright says of a place
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]


class NoBrowserError(Exception):
    """There is no browser that works; the message says why."""


def candidates() -> Iterator[tuple[str, dict[str, Any]]]:
    """Browsers to try in turn: a name for people, and what Playwright is told."""
    if named := os.environ.get(VARIABLE):
        yield f"{VARIABLE}={named}", {"executable_path": shutil.which(named) or named}
        return
    for name in NAMES:
        if program := shutil.which(name):
            yield program, {"executable_path": program}
    for channel in INSTALLED:
        yield channel, {"channel": channel}
    yield "Playwright's own Chromium", {}


def started_driver() -> Playwright:
    """Playwright, to be stopped by the caller.

    Raises:
        NoBrowserError: if it does not start: its own programs need libraries of the system.
    """
    from playwright.sync_api import sync_playwright

    try:
        return sync_playwright().start()
    except Exception as error:
        asked = [sys.executable, "-m", "playwright", "--version"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
        why = told.stderr.strip() if told.returncode else str(error)
        raise NoBrowserError(f"Playwright does not start: {in_a_line(why)}") from error


def launched(driver: Playwright) -> tuple[str, Browser]:
    """The first that works, and its name.

    Raises:
        NoBrowserError: if none does. It names those that are there and do not work.
    """
    from playwright.sync_api import Error

    broken = []
    for name, told in candidates():
        try:
            return name, _opens_a_file(driver.chromium.launch(args=ARGUMENTS, **told))
        except Error as error:
            if os.environ.get(VARIABLE) or not any(words in error.message for words in ABSENT):
                broken.append(f"{name} does not work: {in_a_line(error.message)}")
    raise NoBrowserError("; ".join(broken) or "no Chromium, Chrome or Edge was found")


def _opens_a_file(chromium: Browser) -> Browser:
    """The same; one that is shut up in a sandbox of its own (snap) sees no files of tests."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text("<title>open</title>", encoding="utf-8")
        try:
            tab = chromium.new_page()
            tab.goto(page.as_uri())
            tab.close()
        except BaseException:
            chromium.close()
            raise
    return chromium


def in_a_line(message: str) -> str:
    """What happened, without boxes, calls, stacks and the place of Playwright's own program."""
    text = message.partition("Call log:")[0].partition("Browser logs:")[0]
    text = re.sub(r"[═-╬]|\S*/driver/node: ", " ", text)
    return " ".join(text.split())[:300]
