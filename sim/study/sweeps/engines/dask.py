"""Dask: workers on any number of machines, or processes of this one.

Runs are sent in chunks of a few seconds, with few chunks in flight, so that a scheduler with a
thousand workers is asked for a few thousand things, not for millions. What a lost worker was at,
Dask gives to another. A chunk that has cost several workers is taken apart; a run that does it
alone counts as killed. Everything that has come back is saved by the process that asked, so a lost
scheduler costs what was in flight.
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import Any

from sim.common.problems import Problem, ProblemsFound
from sim.common.threads import usual_workers
from sim.study.ready import prepare
from sim.study.sweeps.engines import KILLED, TICK, EngineLost, Take
from sim.study.sweeps.point import OtherVersion, Recipe, Result, Task, do

Chunk = list[Task]
SECONDS = 3.0
"""Of work in a chunk, about; the first chunks hold one run, to see how long that takes."""
MOST_IN_CHUNK = 2000
IN_FLIGHT = 2
"""Chunks for each worker: one it is at, one that waits."""
LOOPBACK = "127.0.0.1"
CONNECT = 10.0  # seconds
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What workers of our own begin with: Ctrl-C is for the one who hands out."""


def do_all(recipe: Recipe, chunk: Chunk) -> list[Result]:
    """Do the runs of a chunk; what a Dask worker is asked for."""
    return [do(recipe, task) for task in chunk]


class DaskEngine:
    """The workers of a Dask scheduler, or of one that is started here on the loopback address."""

    def __init__(self, scheduler: str | None, workers: int | None = None) -> None:
        try:
            import distributed  # noqa: F401
        except ImportError:
            fix = "install it: pip install 'policing-trust[dask]'"
            raise ProblemsFound([Problem("Dask is not installed", fix, "--engine")]) from None
        self.scheduler = scheduler
        self.workers = workers or usual_workers()
        where = f"workers of {scheduler}" if scheduler else f"{self.workers} processes here"
        self.name = f"Dask, {where}"
        self._seconds = 0.0
        self._said_that_nobody_is_there = False
        self._client: Any = None
        self._stack = ExitStack()

    def __enter__(self) -> DaskEngine:
        """Connect to the scheduler; one of our own is started when there is work."""
        for talker in ("distributed", "distributed.client"):  # EngineLost says it in a sentence
            logging.getLogger(talker).setLevel(logging.CRITICAL)
        if self.scheduler is not None:
            self._client = self._connected(self.scheduler)
        return self

    def __exit__(self, *problem: object) -> None:
        """Let go of the scheduler, and end the cluster that was started here."""
        self._stack.close()

    def results(self, recipe: Recipe, take: Take) -> Iterator[list[Result]]:
        """Do all there is to take."""
        from distributed.client import CancelledError
        from distributed.comm import CommClosedError

        if self._client is None:
            self._client = self._own_cluster()
        try:
            yield from self._from(self._client, recipe, take)
        except (OSError, CommClosedError, CancelledError) as error:
            raise EngineLost(f"the scheduler is gone ({type(error).__name__})") from None

    def _own_cluster(self) -> Any:
        """The client of a cluster on this machine that nobody outside can reach."""
        from distributed import Client, LocalCluster

        prepare()
        cluster = LocalCluster(
            host=LOOPBACK,
            n_workers=self.workers,
            threads_per_worker=1,
            dashboard_address=f"{LOOPBACK}:0",  # nothing is served: any port, not one all want
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
            preload=[DEAF],
        )
        self._stack.enter_context(cluster)
        return self._stack.enter_context(Client(cluster, timeout=CONNECT))

    def _connected(self, scheduler: str) -> Any:
        """The client of a scheduler that somebody else has started."""
        from distributed import Client

        try:
            return self._stack.enter_context(Client(scheduler, timeout=CONNECT))
        except (OSError, ValueError, ImportError) as error:
            fix = "start one with `dask scheduler`, or name another"
            told = f"no Dask scheduler answers at {scheduler} ({error})"
            raise ProblemsFound([Problem(told, fix, "--scheduler")]) from None

    def _from(self, client: Any, recipe: Recipe, take: Take) -> Iterator[list[Result]]:
        """Keep a few chunks in flight until all is done."""
        from distributed import wait

        flying: dict[Any, Chunk] = {}
        again: deque[Chunk] = deque()
        while True:
            for chunk in self._next_chunks(client, take, again, len(flying)):
                flying[client.submit(do_all, recipe, chunk, pure=False)] = chunk
            if not flying:
                return
            with suppress(TimeoutError):
                wait(list(flying), timeout=TICK, return_when="FIRST_COMPLETED")
            if client.status not in ("running", "connecting"):
                raise EngineLost("the scheduler is gone")
            results: list[Result] = []
            for future in [each for each in flying if each.done()]:
                results += self._landed(future, flying.pop(future), again)
            yield results

    def _next_chunks(
        self, client: Any, take: Take, again: deque[Chunk], flying: int
    ) -> Iterator[Chunk]:
        workers = sum(client.nthreads().values())
        if not workers and not self._said_that_nobody_is_there:
            print(f"No worker has joined {client.scheduler.address} yet.", file=sys.stderr)
            self._said_that_nobody_is_there = True
        each = 1
        if self._seconds > 0.0:
            each = min(MOST_IN_CHUNK, max(1, round(SECONDS / self._seconds)))
        for _ in range(IN_FLIGHT * max(1, workers) - flying):
            chunk = again.popleft() if again else take(each)
            if not chunk:
                return
            yield chunk

    def _landed(self, future: Any, chunk: Chunk, again: deque[Chunk]) -> list[Result]:
        """The results of a chunk that has come back; what was lost on the way goes out again."""
        from distributed.scheduler import KilledWorker

        if future.status == "finished":
            results: list[Result] = future.result()
            for result in results:
                weight = 0.1 if self._seconds else 1.0
                self._seconds += weight * (result.seconds - self._seconds)
            return results
        if future.status == "cancelled":
            raise EngineLost("the scheduler has forgotten what it was asked for")
        error = future.exception()
        if isinstance(error, OtherVersion):
            told = f"a worker has other sources of the model than this machine: {error}"
            raise EngineLost(told)
        if isinstance(error, KilledWorker) and len(chunk) == 1:
            return [Result(chunk[0], "killed", error=KILLED)]
        if isinstance(error, KilledWorker):
            again.extend([task] for task in chunk)
            return []
        raise EngineLost(f"a worker cannot do the runs: {type(error).__name__}: {error}")
