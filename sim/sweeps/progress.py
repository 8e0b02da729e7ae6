"""How far a sweep is, on the error stream: a bar for people, lines for logs, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal

from sim.sweeps.agenda import Agenda
from sim.words import duration

Style = Literal["auto", "plain", "json"]
Watcher = Callable[[Agenda], None]
EVERY = {"plain": 15.0, "json": 1.0}
"""Seconds between two lines."""


@dataclass
class Pace:
    """How fast the runs of an agenda become known, since this process first saw it."""

    began: float = field(default_factory=monotonic)
    first: int = 0
    agenda: Agenda | None = None

    def rate(self, agenda: Agenda) -> float:
        """Runs a second; 0 while nothing can be said. A new agenda is a new start."""
        if agenda is not self.agenda or agenda.finished < self.first:
            self.agenda, self.began, self.first = agenda, monotonic(), agenda.finished
        passed = monotonic() - self.began
        return (agenda.finished - self.first) / passed if passed > 0.0 else 0.0


@contextmanager
def progress(style: Style) -> Iterator[Watcher]:
    """Yield what is called with the agenda whenever something has changed."""
    if style == "auto" and sys.stderr.isatty():
        with _bar() as watch:
            yield watch
        return
    yield _lines("plain" if style == "auto" else style)


@contextmanager
def _bar() -> Iterator[Watcher]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("runs"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
    )
    pace = Pace()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("runs", total=None, told="")

        def watch(agenda: Agenda) -> None:
            finished, total, failed = agenda.finished, agenda.total, agenda.failed
            told = _told(pace.rate(agenda), total - finished, failed)
            bar.update(task, completed=finished, total=total, told=told)

        yield watch


def _lines(style: Literal["plain", "json"]) -> Watcher:
    pace, last = Pace(), -EVERY[style]

    def watch(agenda: Agenda) -> None:
        nonlocal last
        finished, total, failed = agenda.finished, agenda.total, agenda.failed
        rate, now = pace.rate(agenda), monotonic()
        if now - last < EVERY[style] and finished < total:
            return
        last = now
        if style == "json":
            left = round((total - finished) / rate, 1) if rate > 0.0 else None
            content = {"done": finished - failed, "failed": failed, "total": total}
            line = json.dumps({**content, "per_second": round(rate, 3), "seconds_left": left})
        else:
            told = _told(rate, total - finished, failed)
            line = f"{finished:,} of {total:,} runs{', ' * bool(told)}{told}"
        print(line, file=sys.stderr, flush=True)

    return watch


def _told(rate: float, left: int, failed: int) -> str:
    """Failures, rate and time left, as far as they can be told."""
    parts = [f"{failed:,} failed"] if failed else []
    if rate > 0.0:
        parts.append(f"{rate:.3g} a second")
        parts += [f"about {duration(left / rate)} left"] if left else []
    return ", ".join(parts)
