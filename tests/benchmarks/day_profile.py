"""What each process of the day costs: the same days, process by process."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from benchmarks.cases import ARM, town_of
from benchmarks.measurement import seconds
from sim.compiled.rules import rule
from sim.model.day import DAY
from sim.model.parameters import Numbers
from sim.model.simulation import Simulation
from sim.model.state import Plan, Town


@dataclass(frozen=True)
class Cost:
    """Nanoseconds per resident-day of one process, and its share of all of them."""

    process: str
    nanoseconds: float
    share: float


@rule
def nothing(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """What calling a process from outside costs by itself."""


def profile(residents: int, days: int, repeats: int) -> tuple[list[Cost], float]:
    """Costs of the processes, dearest first, and what the whole day costs when run as one."""
    start = Simulation.start(town_of(residents, days))
    processes = (*DAY, nothing)
    for process in processes:
        process.prepare()
    unit = residents * days / 1e9
    samples: list[list[float]] = []
    whole = [seconds(start.fork(ARM).advance) / unit for _ in range(repeats)]
    for _ in range(repeats):
        one = start.fork(ARM)
        spent: list[list[float]] = [[] for _ in processes]
        for day in range(days):
            for at, process in enumerate(processes):
                begun = time.perf_counter()
                process(one._town, one._plan, one.numbers, day)
                spent[at].append(time.perf_counter() - begun)
        calling = days * min(spent.pop())  # the machine may do something else during a call
        samples.append([max(0.0, sum(each) - calling) / unit for each in spent])
    costs = [statistics.median(column) for column in zip(*samples, strict=True)]
    found = [
        Cost(process.plain.__name__, cost, cost / sum(costs))
        for process, cost in zip(DAY, costs, strict=True)
    ]
    return sorted(found, key=lambda each: -each.nanoseconds), statistics.median(whole)
