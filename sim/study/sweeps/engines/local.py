"""Processes of this machine. One that dies is replaced, and its runs are done by another.

Each worker is a pool of ``concurrent.futures`` with one process. A pool of several is broken as a
whole when one of them dies, so that nobody knows which run it was at; and one that is stopped may
hold the lock of the queue that all share. A worker has short runs waiting, so that it never stands
still. When it dies, the run it was at is the suspect: after a few deaths it counts as killed. When
nothing is left to hand out and a worker keeps the others waiting (it was stopped), its runs are
done again by one that is idle; the first result counts. A run that never ends is waited for.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import active_children, get_context, parent_process
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from sim.common.started_plain import started_plain
from sim.study.ready import live_the_smallest_town, prepare
from sim.study.sweeps.engines import KILLED, MOST_DEATHS, TICK, EngineLost, Take
from sim.study.sweeps.point import OtherVersion, Recipe, Result, Task, do

AHEAD, MOST_AHEAD = 0.5, 64
"""Seconds of work, and runs, that wait for a worker."""
PATIENCE = 15.0
"""Seconds, at least, until a worker that keeps others waiting is worked around."""

_given: list[Recipe] = []
"""In a worker, the recipe of its runs."""


def begin(recipe: Recipe) -> None:
    """Make this process a worker; it ends with the one who hands out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who hands out
    _given.append(recipe)

    def listen() -> None:
        if parent := parent_process():
            parent.join()
        os._exit(0)  # nobody waits for what this process is at

    threading.Thread(target=listen, daemon=True).start()


def do_one(task: Task) -> Result:
    """Do one run in a worker."""
    return do(_given[0], task)


class _Worker:
    """A pool of one process, and the tasks that wait for it, the one it is at first."""

    def __init__(self, recipe: Recipe, inbox: Inbox) -> None:
        others = active_children()
        self.tasks: dict[int, Task] = {}
        self.ready, self._inbox, self.heard = False, inbox, monotonic()
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), begin, (recipe,))
        with started_plain():  # whoever cannot even do this never says that it is ready
            self._ask(live_the_smallest_town)
        self.process = next(each for each in active_children() if each not in others)
        # No public way, but else what a dying process has half sent would be waited for.
        results: Any = self._pool._result_queue
        results._writer.close()

    def give(self, task: Task) -> None:
        """Hand over one task; a dead worker is noticed later."""
        if not self.tasks:
            self.heard = monotonic()  # only what it is at counts as silence
        self.tasks[task.run] = task
        self._ask(do_one, task)

    def _ask(self, what: Callable[..., Any], *given: Any) -> None:
        try:
            future = self._pool.submit(what, *given)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        future.add_done_callback(lambda done: self._inbox.put((self, done)))

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.process.kill()
        self._pool.shutdown()


Inbox = SimpleQueue[tuple[_Worker, Future[Any]]]


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
        while self._pool:
            self._pool.pop().end()

    def results(self, recipe: Recipe, take: Take) -> Iterator[list[Result]]:
        """Do all there is to take."""
        prepare()
        while True:
            self._hand_out(recipe, take)
            if not any(worker.tasks for worker in self._pool):
                return
            yield self._gathered()

    def _hand_out(self, recipe: Recipe, take: Take) -> None:
        """Let no worker wait for work; start workers while there is work for them."""
        ahead = 1 if self._seconds == 0.0 else round(AHEAD / self._seconds) or 1
        ahead = min(ahead, MOST_AHEAD)
        for worker in self._pool:
            if len(worker.tasks) <= ahead // 2:
                for task in self._next(ahead - len(worker.tasks), take):
                    worker.give(task)
        while len(self._pool) < self.workers and (tasks := self._next(1, take)):
            self._pool.append(_Worker(recipe, self._inbox))
            self._pool[-1].give(tasks[0])
        self._work_around_the_stuck()

    def _next(self, number: int, take: Take) -> list[Task]:
        """Runs that lost their worker first, even when the agenda has stopped."""
        if self._again:
            return [self._again.popleft() for _ in range(min(number, len(self._again)))]
        return take(number)

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
            worker, done = self._inbox.get(timeout=TICK)
            while True:
                results += self._understood(worker, done)
                worker, done = self._inbox.get_nowait()
        return results

    def _understood(self, worker: _Worker, done: Future[Any]) -> list[Result]:
        """The results in what a worker did; those that another was quicker with are dropped."""
        worker.heard = monotonic()
        try:
            result = done.result()
        except BrokenExecutor:
            return self._lost(worker)
        except OtherVersion as error:
            raise EngineLost(f"the sources were edited while the sweep ran: {error}") from None
        if result is None:
            worker.ready, self._failed_starts = True, 0
            return []
        if result.task.run not in worker.tasks:
            return []
        for each in self._pool:
            each.tasks.pop(result.task.run, None)
        weight = 0.1 if self._seconds else 1.0
        self._seconds += weight * (result.seconds - self._seconds)
        return [result]

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
