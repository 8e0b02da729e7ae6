"""A town that is simulated process by process, so that somebody can watch what happens to whom.

The rules are the same, in the same order and with the same draws: a watched run ends in the same
state as any other, to the last bit.
"""

from __future__ import annotations

from typing import Protocol

from sim.model.day import names_of_the_day, processes_named
from sim.model.parameters import Numbers
from sim.model.processes.records import new_year, record_if_due
from sim.model.simulation import Simulation
from sim.model.state import Plan, Town

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
        self.watcher, self._days = watcher, self._watched_days
        return self

    def _watched_days(
        self, town: Town, plan: Plan, numbers: Numbers, first: int, last: int, record: int
    ) -> int:
        """Days process by process. The queue is swept so that its use can be read."""
        watcher = self.watcher
        assert watcher is not None
        processes = processes_named(self.scenario.processes or names_of_the_day())
        for day in range(first, last):
            new_year(town, day)
            for process in processes:
                self.town.contacts.who[:] = NOBODY
                watcher.before(self.town, process.plain.__name__)
                process(town, plan, numbers, day)
                watcher.after(self.town, process.plain.__name__, day)
            record = record_if_due(town, numbers, day, record)
        return record
