"""Replicates of a comparison that has not ended, saved so that the same command goes on from there.

How many replicates are wanted may change. What is gone on with is equal to the last digit.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.words import count
from sim.study.folder.unfinished import forget, unfinished
from sim.study.same_runs import same_runs
from sim.study.shards import Shards

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Runner
    from sim.study.runs import Run

NO_ARRAYS = {"arm", "replicate", "seed", "outcomes", "series"}
"""What of a run is saved in another form; all else of it are arrays."""


class KeptRuns:
    """The replicates of one comparison that are done, on the disk and waiting for it.

    `known` holds those that were found at the start: number of the replicate to its runs.
    """

    def __init__(self, folder: Path) -> None:
        self._shards: Shards[list[Run]] = Shards(folder, ".npz", _save)
        self.known: dict[int, list[Run]] = {}
        for run in (run for runs in self._shards.read(_read) for run in runs):
            self.known.setdefault(run.replicate, []).append(run)
        self._on_disk, self._full, self._lock = set(self.known), False, Lock()

    def keeping(self, runner: Runner) -> Runner:
        """The runner, with every replicate saved in time."""

        def run(scenario: Scenario, replicate: int, /) -> list[Run]:
            found = runner(scenario, replicate)
            with self._lock:
                self._shards.add(replicate, found)
                self._write(self._shards.flush_in_time)
            return found

        return run

    def flush(self) -> frozenset[int]:
        """Write all that waits, and give the numbers of the replicates that are saved."""
        with self._lock:
            self._write(self._shards.flush)
            return frozenset(self._on_disk)

    def forget(self) -> None:
        """Remove what is saved, as the comparison has ended."""
        forget(self._shards.folder)

    def _write(self, flush: Callable[[], list[int]]) -> None:
        if self._full:
            return
        try:
            self._on_disk.update(flush())
        except (OSError, ValueError) as error:
            self._full = True
            why = getattr(error, "strerror", None) or error
            told = f"What is done cannot be saved for an interruption: {why}."
            print(f"{told} The comparison goes on.", file=sys.stderr)


def kept_runs(work: Path, scenario: Scenario) -> KeptRuns:
    """What is saved of this comparison in the hidden folder `work` of its results."""
    kept = KeptRuns(unfinished(work, same_runs(scenario)))
    found = sum(number <= scenario.replicates for number in kept.known)
    if found:
        print(
            f"{found:,} of {count(scenario.replicates, 'replicate')} are there already, saved in"
            f" {work}: going on from there.",
            file=sys.stderr,
        )
    return kept


def _save(replicates: list[list[Run]], path: Path) -> None:
    """Write runs, all of the same shape, to one file."""
    runs = [run for replicate in replicates for run in replicate]
    first = runs[0]
    table: dict[str, Any] = {
        name: np.stack([getattr(run, name) for run in runs]) for name in _arrays(type(first))
    }
    table["arm"] = np.array([run.arm for run in runs])
    table["replicate"] = np.array([run.replicate for run in runs])
    table["seed"] = np.array([run.seed for run in runs], dtype=np.uint64)
    table["outcome_names"] = np.array(list(first.outcomes))
    table["outcomes"] = np.array([[run.outcomes[name] for name in first.outcomes] for run in runs])
    table["series_names"] = np.array(list(first.series))
    table["series"] = np.array([[run.series[name] for name in first.series] for run in runs])
    with path.open("wb") as file:
        np.savez(file, **table)


def _arrays(kind: type[Run]) -> list[str]:
    return [each.name for each in fields(kind) if each.name not in NO_ARRAYS]


def _read(path: Path) -> list[Run]:
    from sim.study.runs import Run

    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:  # NumPy does not look at the sums
            raise zipfile.BadZipFile("its content is not what was written")
    with np.load(path, allow_pickle=False) as file:
        table = {name: file[name] for name in file.files}
    outcomes, series = table["outcome_names"].tolist(), table["series_names"].tolist()
    return [
        Run(
            arm=str(arm),
            replicate=int(table["replicate"][at]),
            seed=int(table["seed"][at]),
            outcomes=dict(zip(outcomes, table["outcomes"][at].tolist(), strict=True)),
            series=dict(zip(series, table["series"][at], strict=True)),
            **{name: table[name][at] for name in _arrays(Run)},
        )
        for at, arm in enumerate(table["arm"])
    ]
