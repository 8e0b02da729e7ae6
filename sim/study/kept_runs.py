"""Replicates of a comparison that has not ended, saved so that the same command goes on from there.

They lie in the hidden folder in which the results are made, in files that appear whole. They serve
only the same scenario and seed, version of the model, libraries and platform; how many replicates
are wanted may change. What is gone on with is equal to the last digit.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.whole_files import left_behind, write_whole
from sim.common.words import count
from sim.study.folder.when_to_keep import WhenToKeep
from sim.study.same_runs import same_runs

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Runner
    from sim.study.runs import Run

PREFIX = "runs-"
OTHERS = 3
"""Of how many other scenarios or versions what is saved outlives a comparison that ended well."""
NO_ARRAYS = {"arm", "replicate", "seed", "outcomes", "series"}
"""What of a run is saved in another form; all else of it are arrays."""


class KeptRuns:
    """The replicates of one comparison that are done, on the disk and waiting for it.

    `known` holds those that were found at the start: number of the replicate to its runs.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known = dict(_found(folder))
        self._waiting: dict[int, list[Run]] = {}
        self._when, self._lock = WhenToKeep(), Lock()
        self._on_disk, self._full = set(self.known), False

    def keeping(self, runner: Runner) -> Runner:
        """The runner, with every replicate saved in time."""

        def run(scenario: Scenario, replicate: int, /) -> list[Run]:
            found = runner(scenario, replicate)
            with self._lock:
                self._waiting[replicate] = found
                if self._when.due():
                    self._write()
            return found

        return run

    def flush(self) -> frozenset[int]:
        """Write all that waits, and give the numbers of the replicates that are saved."""
        with self._lock:
            self._write()
            return frozenset(self._on_disk)

    def forget(self) -> None:
        """Remove what is saved, as the comparison has ended; of others the newest stay."""
        with self._lock:
            self._waiting.clear()
            others = sorted(_others(self.folder), key=lambda path: path.stat().st_mtime)
            for folder in (self.folder, *others[:-OTHERS]):
                shutil.rmtree(folder, ignore_errors=True)

    def _write(self) -> None:
        self._when.kept()
        if not self._waiting or self._full:
            return
        numbers = sorted(self._waiting)
        runs = [run for number in numbers for run in self._waiting[number]]
        path = self.folder / f"{numbers[0]:06d}-{numbers[-1]:06d}-{len(numbers)}.npz"
        try:
            self.folder.mkdir(exist_ok=True)
            write_whole(path, lambda beside: _save(runs, beside))
        except (OSError, ValueError) as error:
            self._full = True
            why = getattr(error, "strerror", None) or error
            told = f"What is done cannot be saved for an interruption: {why}."
            print(f"{told} The comparison goes on.", file=sys.stderr)
            return
        self._on_disk.update(numbers)
        self._waiting.clear()


@contextmanager
def kept_runs(work: Path, scenario: Scenario) -> Iterator[KeptRuns]:
    """What is saved in the hidden folder `work` of this comparison; what is of another waits."""
    folder = work / f"{PREFIX}{same_runs(scenario)[:16]}"
    if _others(folder):
        print(
            f"Replicates of another scenario or version, which did not end, stay in {work}: the"
            " command that began them goes on from there.",
            file=sys.stderr,
        )
    kept = KeptRuns(folder)
    found = sum(number <= scenario.replicates for number in kept.known)
    if found:
        print(
            f"{found:,} of {count(scenario.replicates, 'replicate')} are there already, saved in"
            f" {work}: going on from there.",
            file=sys.stderr,
        )
    yield kept


def _others(folder: Path) -> list[Path]:
    """What is saved beside this folder."""
    return [path for path in folder.parent.glob(f"{PREFIX}*") if path != folder]


def _save(runs: list[Run], path: Path) -> None:
    """Write runs, all of the same shape, to one file."""
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


def _found(folder: Path) -> Iterator[tuple[int, list[Run]]]:
    """Every replicate that can be read; a damaged file is removed, and done again."""
    for rest in left_behind(folder):
        rest.unlink(missing_ok=True)
    found: dict[int, list[Run]] = {}
    for path in sorted(folder.glob("*.npz")):
        try:
            runs = _read(path)
        except Exception as error:  # bytes can be wrong in more ways than NumPy has names for
            print(f"{path} is damaged ({error}): its replicates are done again.", file=sys.stderr)
            path.unlink(missing_ok=True)
            continue
        for run in runs:
            found.setdefault(run.replicate, []).append(run)
    yield from found.items()


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
