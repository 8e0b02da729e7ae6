"""What must hold for every answer of the program, whatever it was given."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest import mock

import typer

from sim.commands.main import run

FINE, NOT_MET, BAD_INPUT = 0, 1, 2
_built = functools.cache(typer.main.get_command)  # as it is built for every command typed
Listing = dict[str, tuple[int, int]]


class TooSlow(BaseException):
    """Nothing that is typed may take this long to be answered."""


class Begun(BaseException):
    """The program has accepted what it was given and begins to work."""


@dataclass(frozen=True)
class Answer:
    """The program's exit status (None: it began to work), what it said, and for how long."""

    status: int | None
    out: str
    err: str
    seconds: float


def asked(arguments: list[str], limit: float | None = None) -> Answer:
    """Run a command in this process; an exception that gets out is what it said."""
    out, err = io.StringIO(), io.StringIO()
    began = perf_counter()
    status: int | None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            with at_most(limit), mock.patch("typer.main.get_command", _built):
                status = run(arguments)
        except Begun:
            status = None
        except BaseException as error:
            status = 3
            err.write(f"Traceback: {type(error).__name__}: {error}")
    return Answer(status, out.getvalue(), err.getvalue(), perf_counter() - began)


@contextlib.contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """Raise TooSlow after so many seconds of processor, or ten times as many of waiting."""
    if seconds is None:
        yield
        return

    def stop(_number: int, _frame: Any) -> None:
        raise TooSlow(f"more than {seconds:g} s")

    clocks = (
        (signal.ITIMER_PROF, signal.SIGPROF, seconds),
        (signal.ITIMER_REAL, signal.SIGALRM, 10 * seconds),
    )
    earlier = {alarm: signal.signal(alarm, stop) for _, alarm, _ in clocks}
    for clock, _, patience in clocks:
        signal.setitimer(clock, patience)
    try:
        yield
    finally:
        for clock, _, _ in clocks:
            signal.setitimer(clock, 0)
        for alarm, handler in earlier.items():
            signal.signal(alarm, handler)


def listing(folder: Path) -> Listing:
    """Everything in a folder, with size and time of change."""
    found: Listing = {}
    for above, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            state = os.lstat(os.path.join(above, name))
            is_folder = name in folders
            size = 0 if is_folder else state.st_size
            found[os.path.join(above, name)] = (size, 0 if is_folder else state.st_mtime_ns)
    return found


def faults(
    answer: Answer,
    named: str | None,
    before: Listing,
    after: Listing,
    reads: bool = False,
    echoed: str = "",
) -> list[str]:
    """What is wrong with an answer; ``named`` is what bad input must be told of.

    A command that only ``reads`` writes nothing where all is well, either. ``echoed`` is what the
    library for commands repeats as it was typed, where it cannot be understood.
    """
    found = []
    said = (answer.out + answer.err).encode("utf-8", "replace").decode()  # as a terminal gets it
    if "Traceback" in said or "This program failed" in said:
        found.append("it failed")
    if answer.status not in (FINE, NOT_MET, BAD_INPUT, None):
        found.append(f"exit status {answer.status}")
    unprintable = {each for line in said.split("\n") for each in line if not each.isprintable()}
    if unprintable - set(echoed):
        found.append(f"it printed {sorted(map(ascii, unprintable))}")
    if answer.status == BAD_INPUT:
        if not answer.err.strip():
            found.append("it did not say what is wrong")
        elif named is not None and named not in answer.err:
            found.append("it did not name the file")
    if before != after and (reads or answer.status == BAD_INPUT):
        changed = {name for name, _ in before.items() ^ after.items()}
        found.append(f"this was written: {sorted(changed)[:3]}")
    return found
