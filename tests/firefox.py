"""Pages in Firefox as it is installed: Playwright drives only a Firefox of its own making.

It is asked over WebDriver BiDi, which Firefox speaks by itself.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

NAMES = ("firefox", "firefox-esr")
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
MOST_BYTES = 100_000_000
SETTINGS = """\
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
"""


class Firefox:
    """One window."""

    def __init__(self, runner: asyncio.Runner, socket: WebSocketClientConnection) -> None:
        self._runner, self._socket, self._numbers = runner, socket, itertools.count(1)
        self.ask("session.new", capabilities={})
        (tab,) = self.ask("browsingContext.getTree")["contexts"]
        self._tab = tab["context"]

    def ask(self, method: str, **told: Any) -> Any:
        """Send a command and wait for what it gives."""
        return self._runner.run(self._answer(method, told))

    async def _answer(self, method: str, told: dict[str, Any]) -> Any:
        number = next(self._numbers)
        await self._socket.write_message(
            json.dumps({"id": number, "method": method, "params": told})
        )
        while heard := await self._socket.read_message():
            answer = json.loads(heard)
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
        raise AssertionError(f"Firefox has gone away: {method}")

    def opened(self, path: Path) -> Firefox:
        """The same, with the page of a file in its window."""
        address = path.resolve().as_uri()
        self.ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        return self

    def value(self, script: str) -> Any:
        """The value of a JavaScript expression in the page, or what it promises: plain data."""
        found = self.ask(
            "script.evaluate",
            expression=f"Promise.resolve({script}).then((value) => JSON.stringify(value))",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])


@contextmanager
def firefox_if_any() -> Iterator[Firefox]:
    """Firefox, without a window, until the end of the block; without one a test is left out."""
    programs = [each for each in map(shutil.which, NAMES) if each]
    if not programs:
        pytest.skip("no Firefox was found on PATH")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(SETTINGS, encoding="utf-8")
        command = [programs[0], "--headless", "--profile", profile, "--remote-debugging-port=0"]
        told = Path(profile, "told.txt")
        with (
            told.open("wb") as said,
            subprocess.Popen(command, stdout=said, stderr=said) as program,
        ):
            try:
                with asyncio.Runner() as runner:
                    address = runner.run(_listening(told, program))
                    socket = runner.run(_connected(f"{address}/session"))
                    try:
                        yield Firefox(runner, socket)
                    finally:
                        runner.run(_closed(socket))
            finally:
                program.terminate()


async def _listening(told: Path, program: subprocess.Popen[bytes]) -> str:
    """Where Firefox listens, once it does."""
    while program.poll() is None:
        if found := LISTENS.search(told.read_text(encoding="utf-8", errors="replace")):
            return found[1]
        await asyncio.sleep(0.05)
    raise AssertionError(f"Firefox does not start: {told.read_text(errors='replace')}")


async def _closed(socket: WebSocketClientConnection) -> None:
    """Say goodbye, and wait until it is heard: what is left open complains in another test."""
    socket.close()
    while await socket.read_message() is not None:
        pass


async def _connected(address: str) -> WebSocketClientConnection:
    return await websocket_connect(address, max_message_size=MOST_BYTES)
