"""The live page on this machine: one page, one kind of request, nothing saved."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from sim.lesson.live.guard import Guard, TooLarge, small_body
from sim.lesson.live.runs import Check, Overtaken, TwoTowns
from sim.lesson.live.towns import Desk, Refused, Towns
from sim.lesson.page import lesson_page, policy, style_and_script

MOST_WAITING = 4
SLOWEST_BODY = 5.0  # seconds until a request must have been sent
Work = Callable[[Towns, Check], dict[str, Any]]


class Turns:
    """One change at a time; a newer one overtakes those before it, and few may wait."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1)
        self._unwanted: set[threading.Event] = set()

    @property
    def full(self) -> bool:
        """Whether as many wait as may wait."""
        return len(self._unwanted) >= MOST_WAITING

    @contextlib.contextmanager
    def taken(self) -> Iterator[Callable[[Work, Towns], Awaitable[dict[str, Any]]]]:
        """A turn, in which work can be done; older turns are over."""
        self.end()
        unwanted = threading.Event()
        self._unwanted.add(unwanted)
        try:
            yield partial(self._do, unwanted)
        finally:
            unwanted.set()
            self._unwanted.discard(unwanted)

    async def _do(self, unwanted: threading.Event, work: Work, towns: Towns) -> dict[str, Any]:
        def check() -> None:
            if unwanted.is_set():
                raise Overtaken

        def begin() -> dict[str, Any]:
            check()
            return work(towns, check)

        return await asyncio.get_running_loop().run_in_executor(self._worker, begin)

    def end(self) -> None:
        """Nobody waits for the answers of those who have a turn."""
        for each in self._unwanted:
            each.set()

    def close(self) -> None:
        """End all work, and wait until it has ended."""
        self.end()
        self._worker.shutdown(cancel_futures=True)


def application(desk: Desk, two_towns: TwoTowns, port: int, turns: Turns) -> ASGIApp:
    """The page at ``/``; ``/change`` answers line by line: money, numbers, then happenings."""
    begun = desk.towns(list(desk.start))
    recorded = two_towns.everything(begun, lambda: None)
    page = lesson_page([recorded], {**desk.described(), **_first_line(begun)})

    async def show(request: Request) -> Response:
        return HTMLResponse(page)

    async def change(request: Request) -> Response:
        try:
            body = await asyncio.wait_for(small_body(request), SLOWEST_BODY)
            towns = desk.read(body)
        except TooLarge:
            return _refused(413, "This is more than the sliders of two towns can say.")
        except TimeoutError:
            return _refused(408, "The request did not arrive in time.")
        except Refused as refused:
            return _refused(400, str(refused))
        if turns.full:
            return _refused(503, "Too many changes at once: try again in a moment.")
        lines = _lines(towns, two_towns, turns)
        return StreamingResponse(lines, media_type="application/x-ndjson")

    routes = [Route("/", show, methods=["GET"]), Route("/change", change, methods=["POST"])]
    style, script = style_and_script(True)
    return Guard(Starlette(routes=routes), port, policy(script, style, True))


async def _lines(towns: Towns, two_towns: TwoTowns, turns: Turns) -> AsyncIterator[bytes]:
    """What is known, as soon as it is."""
    with turns.taken() as do:
        yield _line(_first_line(towns))
        try:
            yield _line({"recorded": await do(two_towns.numbers, towns)})
            everything = await do(two_towns.everything, towns)
        except Overtaken:
            yield _line({"overtaken": True})
            return
        except (OverflowError, MemoryError) as error:
            yield _line({"said": str(error) or "There is not enough memory for these towns."})
            return
        lives = [life["happenings"] for life in everything["lives"]]
        yield _line({"happenings": lives, "story": everything["story"]})


def _first_line(towns: Towns) -> dict[str, Any]:
    return {"spending": towns.spending(), "yaml": towns.as_yaml()}


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def _refused(status: int, said: str) -> JSONResponse:
    return JSONResponse({"said": said}, status, {"retry-after": "1"} if status == 503 else None)
