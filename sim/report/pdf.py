"""A page as PDF, printed by a browser that is on the machine; nothing is brought for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge",
    "microsoft-edge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PATIENCE = 60.0  # s
BY_HAND = "open the page in any browser and print it into a file"


class NotPrinted(Exception):
    """Why there is no PDF, with what to do instead."""


def browser_that_prints() -> str | None:
    """The path of a browser that can print without a window; None where none is found."""
    known = [shutil.which(name) for name in NAMES] + [
        each for each in PLACES if Path(each).exists()
    ]
    return next(filter(None, known), None)


def print_page(page: Path, target: Path) -> None:
    """Print an HTML file into a PDF file, as that browser does by hand, without its own margins.

    Raises:
        NotPrinted: there is no such browser, or it printed nothing.
    """
    browser = browser_that_prints()
    if browser is None:
        raise NotPrinted(f"no browser was found that prints: {BY_HAND}")
    with tempfile.TemporaryDirectory() as home:
        command = [
            browser, "--headless", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={home}", f"--print-to-pdf={target.resolve()}",
            page.resolve().as_uri(),
        ]  # fmt: skip
        if getattr(os, "geteuid", lambda: 1)() == 0:  # the page is our own, and asks for nothing
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotPrinted(f"{browser} did not print ({error}): {BY_HAND}") from None
    if not target.exists():
        raise NotPrinted(f"{browser} printed nothing: {BY_HAND}")
