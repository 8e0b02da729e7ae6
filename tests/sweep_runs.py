"""Tiny sweeps for tests: files of them, engines that need no processes, and planted faults."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np

from sim.study.sweeps.engines import local
from sim.study.sweeps.point import Result, do
from tests.small_sweeps import as_lines, write_sweep_text

TOWN = {
    "name": "town",
    "days": 8,
    "burn_in_days": 2,
    "community": {"residents": 60},
    "budget": {"per_resident": 50},
    "arms": {"business_as_usual": {}, "engagement": {"outreach": {"share": 1.0}}},
}
SWEEP = {
    "name": "small",
    "scenario": "town",
    "vary": {"budget.per_resident": [10, 40, 90]},
    "replicates": 4,
    "outcomes": ["trust", "true_crime"],
    "record_every": 4,
}
TABLES = ("points", "runs", "series")


def write_sweep(folder: Path, town: dict | None = None, **changes) -> Path:
    """A scenario and a sweep of it; what is None is left out."""
    return write_sweep_text(folder, as_lines(SWEEP | changes), as_lines(TOWN | (town or {})))


def tables(folder: Path) -> dict[str, bytes]:
    """The bytes of all tables of a finished sweep."""
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


def shard_rows(folder: Path) -> list[int]:
    """Number of every run in every shard, as often as it was kept."""
    from pyarrow import parquet

    runs = []
    for path in sorted((folder / "shards").glob("*.parquet")):
        found = parquet.read_table(path, columns=["run", "arm"], partitioning=None).to_pandas()
        runs += found.loc[found["arm"] == found["arm"].iloc[0], "run"].tolist()
    return runs


class OneByOne:
    """An engine without processes: ``runner`` does each run, results come ``together`` at once."""

    name = "this process"

    def __init__(self, runner=do, together=1, most=None, shuffle=None):
        self.runner, self.together, self.most = runner, together, most
        self.shuffle = shuffle

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return None

    def results(self, recipe, take):
        done = 0
        while (self.most is None or done < self.most) and (tasks := take(self.together)):
            if self.shuffle is not None:
                self.shuffle.shuffle(tasks)
            yield [self.runner(recipe, task) for task in tasks]
            done += len(tasks)


def pretended(recipe, task) -> Result:
    """A result without a model: numbers that depend on point and replicate alone."""
    luck = np.random.default_rng([task.point, task.replicate]).normal(size=(2, 2))
    outcomes = np.array([[50.0, 75.0], [51.0 + task.point, 74.0]]) + luck * (1 + task.point)
    days = np.array([0, 8], np.int32)
    series = np.stack([np.stack([arm, arm]) for arm in outcomes])
    return Result(task, "done", 1, "", outcomes, days, series, 0.001)


DEADLY_RUN = 5


def die_in_one_run(task):
    """What a worker does of one run, one of which kills it: put in the place of the usual one."""
    if task.run == DEADLY_RUN:
        os.kill(os.getpid(), signal.SIGKILL)
    return local.do_one(task)


def end_before_beginning(recipe):
    """How a worker begins that ends before it can do anything."""
    os._exit(7)
