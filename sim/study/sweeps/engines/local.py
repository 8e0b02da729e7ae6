"""Processes of this machine. One that dies is replaced, and its runs are done by another.

A worker has short runs waiting, so that it never stands still, and sends each result as soon as it
has it. When a worker dies, the run it was at is the suspect: after a few deaths it counts as
killed. When nothing is left to hand out and a worker keeps the others waiting (it was stopped),
its runs are done again by one that is idle; the first result counts. A run that never ends is
waited for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from sim.common.started_plain import started_plain
from sim.model.version import cache_is_warm
from sim.study.ready import compiling, live_the_smallest_town
from sim.study.sweeps.engines import KILLED, MOST_DEATHS, TICK, EngineLost, HandsOut
from sim.study.sweeps.point import OtherVersion, Recipe, Result, Task, do

READY, GONE = "ready", "gone"
AHEAD = 0.5
"""Seconds of work that wait for a worker."""
MOST_AHEAD, MOST_VALUES_AHEAD = 64, 4000
"""Runs, and values of what varies, that wait for a worker: a pipe holds no more."""
PATIENCE = 15.0
"""Seconds, at least, until a worker that keeps others waiting is worked around."""


def prepare() -> None:
    """Compile the model if that is still to be done, in a process that is then gone.

    Workers that start together would all compile.
    """
    if cache_is_warm():
        return
    process = _context().Process(target=_compile, daemon=True)
    with compiling():
        with _deaf_children():
            process.start()
        process.join()


def _context() -> Any:
    return multiprocessing.get_context("spawn")


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes that are started inside never hear Ctrl-C: it is for the one who hands out."""
    if not hasattr(signal, "pthread_sigmask"):
        with started_plain():
            yield
        return
    earlier = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with started_plain():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, earlier)


def _compile() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    live_the_smallest_town()


def work(connection: Connection, recipe: Recipe) -> None:
    """The life of a worker: a task in, a result out, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who hands out
    tasks: SimpleQueue[Task] = SimpleQueue()

    def listen() -> None:
        try:
            while True:
                tasks.put(connection.recv())
        except (EOFError, OSError):
            os._exit(0)  # nobody waits for what this process is at

    threading.Thread(target=listen, daemon=True).start()
    live_the_smallest_town()  # whoever cannot even do this never says that it is ready

    with suppress(OSError):
        connection.send(READY)
        while True:
            try:
                connection.send(do(recipe, tasks.get()))
            except OtherVersion as error:
                connection.send(error)


class _Worker:
    """A process and the tasks that wait for it, the one it is at first."""

    def __init__(self, recipe: Recipe, inbox: Inbox) -> None:
        context = _context()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, recipe), daemon=True)
        with _deaf_children():
            self.process.start()
        theirs.close()
        self.tasks: dict[int, Task] = {}
        self.heard = monotonic()
        self.ready = False
        # A thread, because reading what a stopped process has half sent would never end.
        threading.Thread(target=self._listen, args=(inbox,), daemon=True).start()

    def _listen(self, inbox: Inbox) -> None:
        with suppress(EOFError, OSError):
            while True:
                inbox.put((self, self.connection.recv()))
        inbox.put((self, GONE))

    def give(self, task: Task) -> None:
        """Hand over one task; a dead worker is noticed later."""
        if not self.tasks:
            self.heard = monotonic()
        self.tasks[task.run] = task
        with suppress(OSError):
            self.connection.send(task)

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self.process.join()


Inbox = SimpleQueue[tuple[_Worker, Any]]


class LocalEngine:
    """So many processes of this machine."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.name = f"{workers} {'process' if workers == 1 else 'processes'} of this machine"
        self._inbox: Inbox = SimpleQueue()
        self._pool: list[_Worker] = []
        self._again: deque[Task] = deque()
        self._deaths: Counter[int] = Counter()
        self._failed_starts = 0
        self._seconds = 0.0  # that a run takes, on average lately

    def __enter__(self) -> LocalEngine:
        """Nothing is started before there is work."""
        return self

    def __exit__(self, *problem: object) -> None:
        """End all workers, whatever they are at."""
        for worker in self._pool:
            worker.end()
        self._pool.clear()

    def results(self, recipe: Recipe, agenda: HandsOut) -> Iterator[list[Result]]:
        """Do everything on the agenda."""
        prepare()
        while True:
            self._hand_out(recipe, agenda)
            if not any(worker.tasks for worker in self._pool):
                return
            yield self._gathered()

    def _hand_out(self, recipe: Recipe, agenda: HandsOut) -> None:
        """Let no worker wait for work; start workers while there is work for them."""
        ahead = 1 if self._seconds == 0.0 else round(AHEAD / self._seconds) or 1
        ahead = min(ahead, MOST_AHEAD, max(1, MOST_VALUES_AHEAD // (1 + len(recipe.locations))))
        for worker in self._pool:
            if len(worker.tasks) <= ahead // 2:
                for task in self._next(ahead - len(worker.tasks), agenda):
                    worker.give(task)
        while len(self._pool) < self.workers and (tasks := self._next(1, agenda)):
            self._pool.append(_Worker(recipe, self._inbox))
            self._pool[-1].give(tasks[0])
        self._work_around_the_stuck()

    def _next(self, number: int, agenda: HandsOut) -> list[Task]:
        """Runs that lost their worker first, even when the agenda has stopped."""
        if self._again:
            return [self._again.popleft() for _ in range(min(number, len(self._again)))]
        return agenda.take(number)

    def _work_around_the_stuck(self) -> None:
        """Give the runs of unresponsive workers to idle ones.

        What waits goes first, as the run that a worker was at may be the one that takes so long.
        """
        limit = monotonic() - max(PATIENCE, 10.0 * self._seconds)
        for helper in [worker for worker in self._pool if not worker.tasks]:
            for stuck in self._pool:
                at, *waiting = stuck.tasks.values() or [None]
                for task in [*waiting, at]:
                    if task and all(each.heard < limit for each in self._holders(task.run)):
                        helper.give(task)

    def _holders(self, run: int) -> list[_Worker]:
        return [worker for worker in self._pool if run in worker.tasks]

    def _gathered(self) -> list[Result]:
        """What has come in; waits a moment for something to come."""
        results: list[Result] = []
        with suppress(Empty):
            worker, said = self._inbox.get(timeout=TICK)
            while True:
                results += self._understood(worker, said)
                worker, said = self._inbox.get_nowait()
        return results

    def _understood(self, worker: _Worker, said: Any) -> list[Result]:
        """The results in what a worker says; those that another was quicker with are dropped."""
        worker.heard = monotonic()
        if said == READY:
            worker.ready, self._failed_starts = True, 0
        elif said == GONE:
            return self._lost(worker)
        elif isinstance(said, OtherVersion):
            raise EngineLost(f"the sources were edited while the sweep ran: {said}")
        elif said.task.run in worker.tasks:
            for each in self._pool:
                each.tasks.pop(said.task.run, None)
            weight = 0.1 if self._seconds else 1.0
            self._seconds += weight * (said.seconds - self._seconds)
            return [said]
        return []

    def _lost(self, worker: _Worker) -> list[Result]:
        """Take leave of a dead worker; its runs are done again, but for one that kills too many."""
        if worker not in self._pool:
            return []
        self._pool.remove(worker)
        worker.end()
        suspect = next(iter(worker.tasks.values()), None)
        results = []
        ending = _told(worker.process.exitcode)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= MOST_DEATHS:
                raise EngineLost(f"workers end before they begin, the last with {ending}")
        elif suspect is not None:
            self._deaths[suspect.run] += 1
            told = f"Run {suspect.run} was under way when its worker ended with {ending}."
            print(told, file=sys.stderr)
            if self._deaths[suspect.run] >= MOST_DEATHS and not self._holders(suspect.run):
                del worker.tasks[suspect.run]
                results.append(Result(suspect, "killed", error=KILLED))
        self._again.extend(task for run, task in worker.tasks.items() if not self._holders(run))
        return results


def _told(status: int | None) -> str:
    """The exit status of a process in words."""
    if status is not None and status < 0:
        with suppress(ValueError):
            return signal.Signals(-status).name
    return f"status {status}"
