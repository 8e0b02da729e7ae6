"""Which runs are still to be done, in order; with a precision, decided batch by batch.

What is planned follows from results alone, never from the order in which they arrive: a point gets
another batch when every run of its batches is known and its difference is not precise yet.

Stopping as soon as an interval is narrow favours samples that happen to vary little. Of 95%
intervals of normal differences that stop so, at worst 94% hold the truth with batches of ten, 93%
with batches of five and 89% with batches of two, whatever the most replicates (simulated). Where
all differences of the first batch are the same, the interval has no width, and the point stops.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from sim.study.statistics import Estimate, estimate
from sim.study.sweeps.file import Precision
from sim.study.sweeps.point import Result, Task
from sim.study.sweeps.sweep import Sweep

UNKNOWN, DONE, FAILED, KILLED = 0, 1, 2, 3
CODES = {"done": DONE, "failed": FAILED, "killed": KILLED}


@dataclass(frozen=True)
class Part:
    """One of several equal parts of a sweep, numbered from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}-of-{self.of}"


class Known:
    """What became of every run so far.

    Attributes:
        status: shape (points, replicates at most), one of the codes above.
        differences: the paired difference that must become precise, same shape; NaN where unknown.
    """

    def __init__(self, sweep: Sweep) -> None:
        shape = (sweep.points, sweep.most_replicates)
        self.status = np.zeros(shape, np.int8)
        self.differences = np.full(shape, np.nan) if sweep.file.precision else None


class Agenda:
    """Hands out runs and takes note of their results.

    Attributes:
        wanted: replicates planned so far, (points,).
        total: runs planned so far that are this agenda's.
        finished: how many of them are known.
        failed: how many of those did not end well.
        stopped: whether nothing more is to be handed out.
    """

    def __init__(self, sweep: Sweep, known: Known, part: Part | None = None) -> None:
        self.sweep, self.known, self.part = sweep, known, part
        self.stopped = False
        self._precision: Precision | None = sweep.file.precision
        self._spans: deque[tuple[int, int, int]] = deque()
        first = min(self._precision.batch, self._precision.max) if self._precision else None
        self.wanted = np.full(sweep.points, first or sweep.most_replicates)
        if part is not None and self._precision is not None:
            self.wanted[np.arange(sweep.points) % part.of != part.number - 1] = 0
        self.total = self.finished = self.failed = 0
        for point in np.flatnonzero(self.wanted).tolist():
            self._plan(point, 0, int(self.wanted[point]))
            self._extend(point)

    @property
    def complete(self) -> bool:
        """Whether every planned run is known."""
        return self.finished == self.total

    def take(self, number: int) -> list[Task]:
        """At most so many runs that nobody has been given yet; none when the sweep is stopping."""
        tasks: list[Task] = []
        while self._spans and len(tasks) < number and not self.stopped:
            point, at, end = self._spans.popleft()
            values = self.sweep.values(point)
            while at < end and len(tasks) < number:
                run = point * self.sweep.most_replicates + at
                if self._is_mine(run) and self.known.status[point, at] == UNKNOWN:
                    tasks.append(Task(run, point, self.sweep.replicate(point, at), values))
                at += 1
            if at < end:
                self._spans.appendleft((point, at, end))
        return tasks

    def note(self, result: Result) -> None:
        """Take a result into account; it may call for another batch."""
        point, at = divmod(result.task.run, self.sweep.most_replicates)
        self.finished += 1
        self.failed += result.status != "done"
        self.known.status[point, at] = CODES[result.status]
        if self.known.differences is not None and result.status == "done":
            self.known.differences[point, at] = self.sweep.difference(result.outcomes)
        self._extend(point)

    def difference(self, point: int) -> Estimate:
        """The difference that must become precise, from the batches of a point that are known."""
        assert self._precision is not None
        assert self.known.differences is not None
        values = self.known.differences[point, : int(self.wanted[point])]
        return estimate(values, self._precision.confidence)

    def precise(self, point: int) -> bool:
        """Whether the difference at a point is known well enough."""
        assert self._precision is not None
        found = self.difference(point)
        half = (found.high - found.low) / 2.0
        return math.isfinite(half) and half <= self._precision.half_width

    def _plan(self, point: int, first: int, end: int) -> None:
        """Plan some replicates of a point, of which some may be known already."""
        self._spans.append((point, first, end))
        run = point * self.sweep.most_replicates
        mine = [at for at in range(first, end) if self._is_mine(run + at)]
        codes = self.known.status[point, mine]
        self.total += len(mine)
        self.finished += int((codes != UNKNOWN).sum())
        self.failed += int((codes >= FAILED).sum())

    def _extend(self, point: int) -> None:
        if self._precision is None:
            return
        most = self._precision.max
        while (wanted := int(self.wanted[point])) < most:
            if (self.known.status[point, :wanted] == UNKNOWN).any() or self.precise(point):
                return
            more = min(most, wanted + self._precision.batch)
            self.wanted[point] = more
            self._plan(point, wanted, more)

    def _is_mine(self, run: int) -> bool:
        part = self.part
        return part is None or self._precision is not None or run % part.of == part.number - 1
