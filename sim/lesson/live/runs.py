"""Towns whose burn-in runs once, simulated again from day 0 at every change."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar

from sim.common.threads import Progress, in_threads
from sim.lesson.live.levers import as_written
from sim.lesson.live.towns import Towns
from sim.lesson.page_data import page_data
from sim.lesson.recorder import Life, Recording, live_and_watch, place_of
from sim.lesson.watching import WatchedSimulation
from sim.model.arm_plan import arm_plan
from sim.model.scenario.scenario import Scenario
from sim.model.worlds import in_one_world
from sim.study.compare import Comparison
from sim.study.runs import Run, run_of

Check = Callable[[], None]
"""Called often; raises ``Overtaken`` when nobody waits for the answer any more."""
Kept = TypeVar("Kept")
MOST_RUNS, MOST_LIVES = 200, 8  # kept in memory while the page is served
HASTE = 1  # of packing: the page is on the same machine


class Overtaken(Exception):
    """A newer change has made this one needless."""


class TwoTowns:
    """Runs the towns of a live page.

    A town whose sliders did not move keeps the runs that it had: they would be the same.
    """

    def __init__(self, scenario: Scenario, workers: int, progress: Progress | None = None) -> None:
        self._workers = workers
        pairs = [(scenario, at) for at in range(1, scenario.replicates + 1)]
        pairs.append((in_one_world(scenario), 1))  # the pair shown, whatever the sliders do
        self._burned_in = in_threads(_started, pairs, workers, progress)
        self._runs: Recent[Run] = Recent(MOST_RUNS)
        self._lives: Recent[Life] = Recent(MOST_LIVES)

    def numbers(self, towns: Towns, check: Check) -> dict[str, Any]:
        """Everything on the page but the happenings."""
        comparison = self._compared(towns, check)
        recording = self._recorded(towns, False, check)
        return page_data(comparison, recording, HASTE)

    def everything(self, towns: Towns, check: Check) -> dict[str, Any]:
        """All that a lesson shows; watching what happens to whom takes longest."""
        comparison = self._compared(towns, check)
        recording = self._recorded(towns, True, check)
        return page_data(comparison, recording, HASTE)

    def _compared(self, towns: Towns, check: Check) -> Comparison:
        scenario = towns.scenario
        costs = {arm: arm_plan(scenario, arm).price.per_resident_year for arm in scenario.arms}
        keys = {arm: _key(scenario, arm) for arm in scenario.arms}
        pieces = [(arm, at) for at in range(scenario.replicates) for arm in scenario.arms]

        def run(piece: tuple[str, int]) -> Run:
            check()
            arm, at = piece

            def make() -> Run:
                town = self._forked(scenario, arm, at)
                town.cost = costs[arm]  # the same in every pair
                return run_of(town.advance())

            return self._runs.get((keys[arm], at), make)

        runs = in_threads(run, pieces, self._workers)
        return Comparison(scenario, tuple(runs))

    def _recorded(self, towns: Towns, watched: bool, check: Check) -> Recording:
        """The pair shown, every day of it."""
        scenario = towns.scenario

        def live(arm: str) -> Life:
            def make(closely: bool) -> Life:
                town = self._forked(scenario, arm, -1)
                return live_and_watch(town, closely, check)

            key = _key(scenario, arm)
            seen = self._lives.peek((key, True))
            return seen or self._lives.get((key, watched), partial(make, watched))

        one, other = in_threads(live, towns.arms, self._workers)
        return Recording(scenario, place_of(self._burned_in[-1].town), (one, other))

    def _forked(self, scenario: Scenario, arm: str, at: int) -> WatchedSimulation:
        """A copy of a burned-in town, which from day 0 follows an arm of this scenario."""
        town = self._burned_in[at].fork()
        assert isinstance(town, WatchedSimulation)
        town.scenario = scenario if at >= 0 else in_one_world(scenario)
        return town.follow(arm)


def _started(piece: tuple[Scenario, int]) -> WatchedSimulation:
    """A town of one replicate after its burn-in."""
    return WatchedSimulation.start(*piece)


class Recent(Generic[Kept]):
    """The last few things that were made, by name."""

    def __init__(self, most: int) -> None:
        self._most, self._kept, self._lock = most, OrderedDict[Hashable, Kept](), Lock()

    def peek(self, key: Hashable) -> Kept | None:
        """What was made under this name, if it is still there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made under this name, or is made now."""
        found = self.peek(key)
        if found is None:
            found = make()
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return found


def _key(scenario: Scenario, arm: str) -> str:
    """All that tells one arm of a live scenario from another."""
    settings = as_written(scenario, arm)
    shares = any("share" in each for each in settings.values())
    budget = scenario.budget.per_resident if shares and scenario.budget else None
    return json.dumps([arm, budget, settings], sort_keys=True)
