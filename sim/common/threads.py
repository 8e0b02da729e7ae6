"""Independent pieces of work on several threads of this process; the first fault ends all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from numbers import Integral
from typing import TypeVar

from sim.common.problems import shown

Piece = TypeVar("Piece")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
"""Called after each piece of work with how many are done and how many there are."""
MOST_WORKERS = 64


def usual_workers() -> int:
    """One for each processor that this process may use, within reason."""
    allowed = getattr(os, "sched_getaffinity", None)
    return min(len(allowed(0)) if allowed else os.cpu_count() or 1, MOST_WORKERS)


def at_a_time(workers: int | None) -> int:
    """How many runs are done at a time; None is the usual number. Raises ValueError."""
    if workers is None:
        return usual_workers()
    whole = isinstance(workers, Integral) and not isinstance(workers, bool)
    if not whole or workers < 1:
        told = "workers must be a whole number of at least 1"
        raise ValueError(f"{told}, not {shown(workers)}: leave it out to use all processors")
    return int(workers)


def in_threads(
    work: Callable[[Piece], Result],
    pieces: Sequence[Piece],
    workers: int,
    progress: Progress | None = None,
) -> list[Result]:
    """``work`` of every piece, in the order of the pieces, whatever the number of workers.

    When a piece fails or the user interrupts, what has not started is cancelled and the exception
    is passed on.
    """
    pool = ThreadPoolExecutor(max(1, min(workers, len(pieces))))
    try:
        futures = [pool.submit(work, piece) for piece in pieces]
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            if progress is not None:
                progress(done, len(pieces))
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return [future.result() for future in futures]
