"""The figures of a comparison, drawn by a second process while this one does something else."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sim.common.started_plain import started_plain
from sim.common.threads import usual_workers
from sim.common.undisturbed import undisturbed
from sim.report.figures import FIGURES, draw_all
from sim.report.figures.style import draw
from sim.study.compare import Comparison

_given: list[Comparison] = []
"""What the second process draws from."""


@contextmanager
def drawn_beside(comparison: Comparison, folder: Path) -> Iterator[None]:
    """Draw every figure into `folder` until the block has ended, with the bytes of `draw_all`.

    Afterwards this process draws those that the second one has not begun. With one processor
    everything is drawn here.
    """
    if usual_workers() < 2:
        draw_all(comparison, folder)
        yield
        return
    context = multiprocessing.get_context("spawn")
    others = multiprocessing.active_children()
    # In a file: a process that ends before it has read a long pipe is waited for without end.
    with tempfile.NamedTemporaryFile(suffix=".pickle") as handed:
        handed.write(pickle.dumps(replace(comparison)))  # without what it has worked out so far
        handed.flush()
        pool = ProcessPoolExecutor(1, context, _receive, (handed.name,))
        try:
            with undisturbed(), started_plain():
                waiting = _handed_out(pool, folder)
            yield
            _help(waiting, comparison, folder)
            pool.shutdown()
        except BaseException:
            with suppress(KeyboardInterrupt), undisturbed():
                for child in multiprocessing.active_children():
                    if child not in others:
                        child.terminate()
                pool.shutdown(cancel_futures=True)
            raise


def _handed_out(pool: ProcessPoolExecutor, folder: Path) -> list[Future[None]]:
    """The figures that the second process is asked for: fewer where it has ended by then."""
    waiting: list[Future[None]] = []
    with suppress(BrokenProcessPool):
        for number in range(len(FIGURES)):
            waiting.append(pool.submit(_draw, number, folder))
    return waiting


def _help(waiting: list[Future[None]], comparison: Comparison, folder: Path) -> None:
    """Draw from the end what has not begun, then wait for the rest, or draw it if nobody does."""
    for number in reversed(range(len(FIGURES))):
        if number >= len(waiting) or waiting[number].cancel():
            _draw_from(comparison, number, folder)
    for number, each in enumerate(waiting):
        if each.cancelled():
            continue
        try:
            each.result()
        except BrokenProcessPool:  # the second process has ended
            _draw_from(comparison, number, folder)


def _receive(handed: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a process is never started deaf
    _given.append(pickle.loads(Path(handed).read_bytes()))


def _draw(number: int, folder: Path) -> None:
    _draw_from(_given[0], number, folder)


def _draw_from(comparison: Comparison, number: int, folder: Path) -> None:
    draw(filter(None, (figure(comparison) for figure in FIGURES[number : number + 1])), folder)
