"""How far a comparison is, on the error stream: a bar for people, plain lines for logs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from sim.compiling import cache_is_warm
from sim.experiment.threads import Progress


def announce(work: str) -> None:
    """Say what begins, and that the first time takes longer."""
    print(work, file=sys.stderr)
    if not cache_is_warm():
        print(
            "Compiling the model for this machine: half a minute to a minute, only this once.",
            file=sys.stderr,
        )


@contextmanager
def progress(what: str, total: int) -> Iterator[Progress]:
    """Yield a callback (done, total) that shows progress in units of `what`, "replicates"."""
    if not sys.stderr.isatty():
        yield _lines(what)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(what: str) -> Progress:
    """About ten lines in all, each with the time left at the pace so far."""
    began = monotonic()

    def show(done: int, total: int) -> None:
        if done == total or done * 10 // total > (done - 1) * 10 // total:
            left = (monotonic() - began) / done * (total - done)
            ending = f", about {left:.0f} s left" if done < total else ""
            print(f"{done} of {total} {what}{ending}", file=sys.stderr, flush=True)

    return show
