"""Pages in a real browser: what they ask for, what goes wrong, how they print, who can read them.

A test takes the fixture ``browser``, which is started once a session (``which_browser.py`` says
which)::

    with browser.opened(path) as page:
        assert page.requests == []  # nothing was asked of anywhere but the file itself
        assert page.complaints == []  # errors, and what the page's own security policy blocked
        assert page.value("document.title") == "..."
    assert len(browser.printed(path, "A4")) == 2
    assert browser.accessibility_findings(path) == []

What else Playwright can do is at hand as ``page.ask(lambda tab: tab.screenshot(path="page.png"))``.
The browser lives in a thread of its own: Playwright would leave an event loop running in the
thread of the tests, and `asyncio.run` would then fail in every test that comes after.
"""

from __future__ import annotations

import io
import os
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import pytest

from tests.which_browser import NoBrowserError, launched, started_driver

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import ConsoleMessage, Page

Answer = TypeVar("Answer")
Paper = Literal["A4", "Letter"]
Until = Literal["load", "networkidle"]
WHY_NONE = "NO_BROWSER_BECAUSE"  # what `make browser` says when it has brought none
PATIENCE = 120_000  # milliseconds: a slow machine is no fault of a page
MARGIN = "1cm"  # what a browser prints with where the page asks for nothing else


@dataclass
class OpenPage:
    """A page in a tab of its own.

    Attributes:
        requests: every address asked for, but that of the page itself and data inside it.
        complaints: errors in the console, uncaught errors, violations of the page's own policy.
    """

    tab: Page
    thread: ThreadPoolExecutor
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: Callable[[Page], Answer]) -> Answer:
        """What `question` finds out about the tab, in the thread in which the tab lives."""
        return self.thread.submit(question, self.tab).result()

    @property
    def here(self) -> Any:
        """The tab itself, to be used as Playwright's own manual says."""
        return InItsThread(self.tab, self.thread)

    def value(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.ask(lambda tab: tab.evaluate(f"() => ({script})"))

    @property
    def text(self) -> str:
        """The text that a reader sees."""
        return self.ask(lambda tab: tab.inner_text("body"))


class InItsThread:
    """Something of Playwright's, used from the thread of the tests as if it lived there."""

    def __init__(self, thing: Any, thread: ThreadPoolExecutor) -> None:
        self._thing, self._thread = thing, thread

    def __getattr__(self, name: str) -> Any:
        return self._handed(self._thread.submit(getattr, self._thing, name).result())

    def __enter__(self) -> Any:
        return self._handed(self._thread.submit(self._thing.__enter__).result())

    def __exit__(self, *why: object) -> None:
        self._thread.submit(self._thing.__exit__, *why).result()

    def _handed(self, found: Any) -> Any:
        if callable(found):
            return lambda *told, **named: self._handed(
                self._thread.submit(found, *told, **named).result()
            )
        if isinstance(found, list):
            return [self._handed(each) for each in found]
        if type(found).__module__.startswith("playwright."):
            return InItsThread(found, self._thread)
        return found


class Browser:
    """Opens files; `settings` are Playwright's of a context: viewport, color_scheme, and so on."""

    def __init__(self, chromium: Chromium, thread: ThreadPoolExecutor) -> None:
        self._chromium, self._thread = chromium, thread

    @contextmanager
    def opened(
        self, path: Path | str, until: Until = "networkidle", **settings: Any
    ) -> Iterator[OpenPage]:
        """The page of a file, without a network, once it has asked for nothing for half a second.

        Or that of an address, with a network.
        `until="load"` does not wait for what scripts ask for later.
        """
        page = self._thread.submit(self._open, path, until, settings).result()
        try:
            yield page
        finally:
            page.ask(lambda tab: tab.context.close())

    def printed(self, path: Path, paper: Paper) -> list[str]:
        """The text of every sheet that the file fills when it is printed, without ligatures."""
        from pypdf import PdfReader

        with self.opened(path, until="load") as page:
            margins = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN)
            pdf = page.ask(lambda tab: tab.pdf(format=paper, margin=margins, print_background=True))
        sheets = PdfReader(io.BytesIO(pdf)).pages
        return [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in sheets]

    def accessibility_findings(self, path: Path, **settings: Any) -> list[str]:
        """What axe-core objects to, a line each: rule, how bad, why, and where.

        The page's security policy is set aside, because it would keep axe-core out, too.
        """
        from axe_playwright_python.sync_playwright import Axe

        with self.opened(path, until="load", bypass_csp=True, **settings) as page:
            found = page.ask(lambda tab: Axe().run(tab).response)
        assert found["passes"], "axe-core looked at nothing"
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def _open(self, path: Path | str, until: Until, settings: dict[str, Any]) -> OpenPage:
        offline = isinstance(path, Path)
        tab = self._chromium.new_context(offline=offline, **settings).new_page()
        tab.set_default_timeout(PATIENCE)
        page = OpenPage(tab, self._thread)
        address = path.resolve().as_uri() if isinstance(path, Path) else path

        def asked(url: str) -> None:
            if url.partition("#")[0] != address and not url.startswith(("data:", "blob:")):
                page.requests.append(url)

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                page.complaints.append(message.text)

        tab.on("request", lambda request: asked(request.url))
        tab.on("websocket", lambda socket: asked(socket.url))
        tab.on("console", said)
        tab.on("pageerror", lambda error: page.complaints.append(str(error)))
        tab.goto(address, wait_until=until)
        return page


def until(page: Any, expression: str) -> None:
    """Wait for something; the usual way makes code of text, which pages of ours forbid."""
    for _ in range(PATIENCE // 25):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"in vain: {expression}")


@contextmanager
def started() -> Iterator[Browser]:
    """A browser, without a window, until the end of the block.

    Raises:
        NoBrowserError: if there is none that works.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:

        def run(call: Callable[..., Answer], *args: Any, **named: Any) -> Answer:
            return thread.submit(call, *args, **named).result()

        driver = run(started_driver)
        try:
            _, chromium = run(launched, driver)
            try:
                yield Browser(chromium, thread)
            finally:
                run(chromium.close)
        finally:
            run(driver.stop)


@pytest.fixture(scope="session")
def browser_if_any() -> Iterator[Browser | NoBrowserError]:
    """A browser, started once for all tests of pages, or why there is none."""
    with ExitStack() as until_the_end:
        try:
            found: Browser | NoBrowserError = until_the_end.enter_context(started())
        except NoBrowserError as error:
            found = error
        yield found


@pytest.fixture(scope="session")
def browser(browser_if_any: Browser | NoBrowserError) -> Browser:
    """The browser; where none can be had, the test is left out, but in CI it fails."""
    if isinstance(browser_if_any, NoBrowserError):
        why = os.environ.get(WHY_NONE) or f"{browser_if_any} (make browser brings one)"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    return browser_if_any
