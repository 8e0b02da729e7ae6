"""A town that is simulated process by process, so that somebody can watch what happens to whom.

The rules are the same, in the same order and with the same draws: a watched run ends in the same
state as any other, to the last bit.
"""

from __future__ import annotations

from typing import Protocol

from sim.model.day import DAY
from sim.model.processes.records import new_year, take_record
from sim.model.simulation import Simulation
from sim.model.state import Town

NOBODY = -1  # in the queue of contacts: nothing was queued here


class Watcher(Protocol):
    """Looks at a town before and after each process of a day."""

    def before(self, town: Town, process: str) -> None:
        """See the town just before a process."""

    def after(self, town: Town, process: str, day: int) -> None:
        """See what the process has done."""


class WatchedSimulation(Simulation):
    """A simulation whose days are seen by a watcher; without one it runs as usual."""

    watcher: Watcher | None = None

    def watched_by(self, watcher: Watcher) -> WatchedSimulation:
        """Let somebody watch from now on."""
        self.watcher = watcher
        return self

    def _live(self, last: int) -> None:
        if self.watcher is None:
            super()._live(last)
            return
        for day in range(self.day, last):
            self._watched_day(self.watcher, day)
            self.day = day + 1

    def _watched_day(self, watcher: Watcher, day: int) -> None:
        """What ``live_days`` does in a day. The queue is swept so that its use can be read."""
        new_year(self._town, day)
        for process in DAY:
            self.town.contacts.who[:] = NOBODY
            watcher.before(self.town, process.plain.__name__)
            process(self._town, self._plan, self.numbers, day)
            watcher.after(self.town, process.plain.__name__, day)
        days = self.town.books.record_days
        if self._next_record < len(days) and days[self._next_record] == day + 1:
            take_record(self._town, self.numbers, self._next_record)
            self._next_record += 1
