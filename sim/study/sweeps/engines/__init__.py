"""Engines: who does the runs. Each yields results as they come; what is saved is not its concern.

An engine takes runs, a few at a time, and yields lists of results until there is nothing left to
do; an empty list is a heartbeat. An agenda that was stopped hands out nothing more, and the engine
ends with the runs in flight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sim.study.sweeps.point import Recipe, Result, Task

TICK = 0.5
"""Seconds after which an engine gives a heartbeat."""
MOST_DEATHS = 3
"""Workers that a run may kill before it counts as a failure."""
KILLED = f"its workers died, {MOST_DEATHS} times: out of memory?"
"""What is saved of such a run; it says nothing of the engine, as results do not depend on it."""


class EngineLost(Exception):
    """There is nobody left to do the runs; what is done stays, and the sweep can go on later."""


Take = Callable[[int], "list[Task]"]
"""Gives at most so many runs that nobody has been given yet: ``Agenda.take``."""


class Engine(Protocol):
    """Does runs of a recipe. Entering it finds whoever is to do them, leaving it ends them."""

    def __enter__(self) -> object:
        """Be ready; raises ProblemsFound where that cannot be."""

    def __exit__(self, *problem: object) -> None:
        """End everybody who was started here."""

    @property
    def name(self) -> str:
        """What it is, in a few words."""

    def results(self, recipe: Recipe, take: Take) -> Iterator[list[Result]]:
        """Do all there is to take; raises EngineLost when nobody is left to do it."""
