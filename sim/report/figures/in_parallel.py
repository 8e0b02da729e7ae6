"""The figures of a comparison, drawn by a second process while this one does something else."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from sim.experiment.started_plain import started_plain
from sim.experiment.tables import Tables
from sim.experiment.threads import usual_workers
from sim.report.figures import FIGURES, draw_all
from sim.report.figures.style import draw

_given: list[Tables] = []
"""What the second process draws from."""


@contextmanager
def drawn_beside(tables: Tables, folder: Path) -> Iterator[None]:
    """Draw every figure into `folder` until the block has ended, with the bytes of `draw_all`.

    Afterwards this process draws those that the second one has not begun. With one processor
    everything is drawn here.
    """
    if usual_workers() < 2:
        draw_all(tables, folder)
        yield
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, _receive, (tables,)) as pool:
        try:
            with started_plain():
                waiting = [pool.submit(_draw, number, folder) for number in range(len(FIGURES))]
            yield
            _help(waiting, tables, folder)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _help(waiting: list[Future[None]], tables: Tables, folder: Path) -> None:
    """Draw from the end what has not begun, then wait for the rest."""
    for number in reversed(range(len(FIGURES))):
        if waiting[number].cancel():
            _draw_from(tables, number, folder)
    for each in waiting:
        if not each.cancelled():
            each.result()


def _receive(tables: Tables) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits
    _given.append(tables)


def _draw(number: int, folder: Path) -> None:
    _draw_from(_given[0], number, folder)


def _draw_from(tables: Tables, number: int, folder: Path) -> None:
    draw(filter(None, (figure(tables) for figure in FIGURES[number : number + 1])), folder)
