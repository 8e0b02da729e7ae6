"""How far work is and how long it takes still: a bar for people, lines for logs, JSON for programs.

All of it goes to the error stream. There is one estimate of the time left (`Pace`), and where
nothing can be known yet it says so. Something is said every 15 seconds, also when nothing ends.
"""

from __future__ import annotations

import json
import math
import sys
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal, Protocol

from sim.common.words import duration

Style = Literal["auto", "plain", "json"]
Clock = Callable[[], float]
EVERY = {"plain": 15.0, "json": 1.0}
"""Seconds between two lines, at most."""
BEAT = 1.0
"""Seconds after which it is looked whether a line is due."""
LONG = 15.0
"""Seconds of a first piece of work beside which start-up counts for little."""
MANY = 20
"""Pieces of work enough for a steady mean time."""


class Show(Protocol):
    """Takes how far the work is."""

    def __call__(
        self,
        done: int,
        total: int,
        failed: int = 0,
        before: int = 0,
        later: tuple[int, int] = (0, 0),
    ) -> None:
        """So many pieces of ``total`` are ``done``, of which so many have failed.

        ``before`` pieces of the same kind belong to earlier rounds; at least and at most so many
        as ``later`` says belong to rounds that come after this one.
        """


class Pace:
    """How long the rest of some work takes, from when its pieces became known.

    Pieces that are known at the start count for nothing. The first ones of all workers do not
    count either: they end together, and whatever had to be loaded ended with them. So nothing is
    said before second ones have ended, but for pieces of 15 seconds and more. What is under way
    counts as partly done. Of many pieces the later half decides, as work may become slower.

    Args:
        workers: pieces that are under way at a time.
        clock: seconds, from anywhere.
    """

    def __init__(self, workers: int, clock: Clock = monotonic) -> None:
        self.workers, self._clock = max(1, workers), clock
        self._began = clock()
        self._times: list[float] = []
        self._counts: list[int] = []

    def note(self, done: int) -> None:
        """So many pieces are known now; fewer than before is a new start."""
        if self._counts and done < self._counts[-1]:
            self._times, self._counts = [], []
        if not self._counts or done > self._counts[-1]:
            self._times.append(self._clock())
            self._counts.append(done)

    @property
    def so_far(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._began

    @property
    def rate(self) -> float:
        """Pieces a second; 0 while nothing can be said."""
        pieces, passed = self._measured()
        return pieces / passed if passed > 0.0 else 0.0

    def seconds_left(self, pieces: float) -> float | None:
        """Seconds for so many pieces more; None while nothing can be said."""
        rate = self.rate
        if rate == 0.0 or pieces <= 0:
            return None
        known, passed = self._measured()
        since, usual = self._clock() - self._times[-1], self.workers / rate
        each = (passed + max(0.0, since - usual)) / known
        left = pieces * each - min(since, usual)
        return left if left > 0.0 else None

    def _measured(self) -> tuple[int, float]:
        """Pieces that the time is taken of, and the seconds in which they became known."""
        at = self._origin()
        if at is None:
            return 0, 0.0
        pieces = self._counts[-1] - self._counts[at]
        if pieces < 4 * self.workers:  # they end together: what is under way is about to end
            pieces = math.ceil(pieces / self.workers) * self.workers
        return pieces, self._times[-1] - self._times[at]

    def _origin(self) -> int | None:
        """From which piece on the time is taken."""
        counts = self._counts
        if len(counts) < 2:
            return None
        first = bisect_left(counts, counts[0] + self.workers)
        if first == len(counts) or counts[-1] - counts[first] < self.workers:
            return 0 if self._times[1] - self._times[0] >= LONG else None
        half = bisect_left(counts, (counts[first] + counts[-1]) // 2)
        enough = max(MANY, 4 * self.workers)
        return half if half > first and counts[-1] - counts[half] >= enough else first


@dataclass
class Work:
    """Where the work stands, and what is said of it."""

    what: str
    pace: Pace
    done: int = 0
    total: int | None = None
    failed: int = 0
    later: tuple[int, int] = (0, 0)
    lock: Any = field(default_factory=threading.RLock)

    def note(
        self,
        done: int,
        total: int,
        failed: int = 0,
        before: int = 0,
        later: tuple[int, int] = (0, 0),
    ) -> None:
        """Take a new state."""
        self.done, self.total, self.failed, self.later = done, total, failed, later
        self.pace.note(before + done)

    def told(self) -> str:
        """Failures and time left, or how long nothing has ended."""
        with self.lock:
            return self._told()

    def _told(self) -> str:
        parts = [f"{self.failed:,} failed"] if self.failed else []
        left = (self.total or 0) - self.done
        rest = [self.pace.seconds_left(left + more) for more in self.later]
        least, most = rest
        if most is not None:
            all_rounds = " in all" if self.later[1] else ""
            parts.append(f"about {between(least or 0.0, most)} left{all_rounds}")
        elif left:
            parts.append(f"{duration(self.pace.so_far)} so far")
        return ", ".join(parts)

    def line(self) -> str:
        """The state in one line of a log."""
        still = "still running: " if self.pace.rate == 0.0 and self.done != self.total else ""
        told = self.told()
        return f"{still}{self.done:,} of {self.total:,} {self.what}{', ' * bool(told)}{told}"

    def as_json(self) -> str:
        """The state for programs."""
        rate = self.pace.rate
        left = self.pace.seconds_left((self.total or 0) - self.done + self.later[1])
        return json.dumps(
            {
                "done": self.done - self.failed,
                "failed": self.failed,
                "total": self.total,
                "per_second": round(rate, 3),
                "seconds_left": None if left is None else round(left, 1),
            }
        )


def between(low: float, high: float) -> str:
    """A range of durations: 2 to 4 min, 40 s to 3 min; one where both are told alike."""
    one, other = duration(low), duration(high)
    if one == other:
        return other
    number, _, unit = one.partition(" ")
    return f"{number if other.endswith(f' {unit}') else one} to {other}"


@contextmanager
def progress(
    what: str, total: int | None, workers: int, style: Style = "auto", clock: Clock = monotonic
) -> Iterator[Show]:
    """Yield what is told how far the work is, in pieces called ``what`` ("replicates").

    Enter it when the work begins, once the model is compiled. ``total`` is None where only the
    first report knows it.
    """
    work = Work(what, Pace(min(workers, total or workers), clock), total=total)
    if total is not None:
        work.note(0, total)
    showing = _bar if style == "auto" and sys.stderr.isatty() else _lines
    with showing(work, "plain" if style == "auto" else style) as changed:

        def show(*state: Any, **more: Any) -> None:
            with work.lock:
                work.note(*state, **more)
                changed()

        yield show


@contextmanager
def _bar(work: Work, _: Literal["plain", "json"]) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
    from rich.text import Text

    class Told(ProgressColumn):
        """What is said beside the bar; it moves also when nothing ends."""

        max_refresh = 0.5

        def render(self, _: Any) -> Text:
            return Text(work.told())

    columns = (TextColumn(work.what), BarColumn(), MofNCompleteColumn(), Told())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(work.what, total=work.total)
        yield lambda: bar.update(task, completed=work.done, total=work.total)


@contextmanager
def _lines(work: Work, style: Literal["plain", "json"]) -> Iterator[Callable[[], None]]:
    """A line at every tenth of the work and every 15 seconds; of JSON, every second."""
    last, tenth = -math.inf if style == "json" else work.pace.so_far, 0
    shown = (0, -1)

    def look(changed: bool = False) -> None:
        nonlocal last, tenth, shown
        with work.lock:
            if work.total is None:
                return
            now, reached = work.pace.so_far, 10 * work.done // max(1, work.total)
            at_a_tenth = style == "plain" and changed and reached != tenth
            ended = work.done == work.total and (work.done, work.total) != shown
            if at_a_tenth or ended or now - last >= EVERY[style]:
                last, tenth, shown = now, reached, (work.done, work.total)
                print(
                    work.as_json() if style == "json" else work.line(), file=sys.stderr, flush=True
                )

    with beating(look):
        yield lambda: look(changed=True)


@contextmanager
def beating(look: Callable[[], None]) -> Iterator[None]:
    """Call something every second meanwhile, from a thread of its own."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            look()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
