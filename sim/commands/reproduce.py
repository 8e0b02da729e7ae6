"""The command `reproduce`: do saved runs again, and say whether every number comes out the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.problems import Problem, ProblemsFound
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.common.words import count
from sim.model.scenario.scenario import Scenario
from sim.model.version import model_version
from sim.study.compare import Comparison, compare
from sim.study.folder.results_folder import SWEEP, read_table
from sim.study.manifest import COMPARISON
from sim.study.ready import make_ready, prepare
from sim.study.runs import run_replicate
from sim.study.sweeps.engines import EngineLost
from sim.study.sweeps.engines.local import LocalEngine
from sim.study.sweeps.point import Recipe, Result, Task, version
from sim.study.sweeps.results import SweepResults
from sim.study.sweeps.store import read_manifest

if TYPE_CHECKING:
    import pandas as pd

SAME, DIFFERS = 0, 1
MOST_SHOWN = 5
OF_SINGLE_RUNS = ("runs", "series", "ledger", "crime_book")


@dataclass
class Check:
    """What was looked at, and the first things that differ."""

    looked_at: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    number: int = 0

    def differs(self, told: str) -> None:
        """Note one difference."""
        self.number += 1
        if len(self.differences) < MOST_SHOWN:
            self.differences.append(told)


def run_reproduce(folder: Path, run: int | None, workers: int | None) -> int:
    """Repeat the results in a folder, or one run of them, and give the exit status."""
    manifest = read_manifest(folder)
    check = Check()
    try:
        _repeat(folder, manifest, run, workers, check)
    except (KeyError, TypeError) as error:
        raise _unreadable(folder, type(error).__name__) from None
    except EngineLost as lost:
        raise ProblemsFound([Problem(str(lost), "try again", str(folder))]) from None
    what = "; ".join(check.looked_at)
    if not check.number:
        print(f"Identical: {what}.")
        return SAME
    print(f"Different: {count(check.number, 'difference')} in {what}.")
    for told in check.differences:
        print(f"  {told}")
    if check.number > len(check.differences):
        print("  ...")
    return DIFFERS


def _unreadable(folder: Path, why: str) -> ProblemsFound:
    told = f"the manifest is not one that this version can read ({why})"
    fix = "use the version that made it: its versions are in the manifest"
    return ProblemsFound([Problem(told, fix, str(folder))])


def _repeat(
    folder: Path, manifest: dict[str, Any], run: int | None, workers: int | None, check: Check
) -> None:
    """Do again what the manifest describes, and note what differs."""
    kind = manifest.get("kind")
    if kind == COMPARISON:
        _say_other_version(manifest, model_version(manifest.get("scenario")))
        _comparison(folder, manifest, run, workers or usual_workers(), check)
    elif kind == SWEEP:
        results = SweepResults.read(folder)
        _say_other_version(manifest, version(results.manifest["recipe"]["scenario"]))
        _sweep(results, run, workers or usual_workers(), check)
    else:
        fix = "name the folder of a comparison or of a sweep"
        raise ProblemsFound([Problem("this holds nothing that can be repeated", fix, str(folder))])


def _say_other_version(manifest: dict[str, Any], here: str) -> None:
    made_by = manifest.get("model", "unknown")
    if made_by != here:
        print(f"Made by version {made_by} of the model; this is {here}: numbers may differ.")


# -- comparisons -------------------------------------------------------------------------------


def _comparison(
    folder: Path, manifest: dict[str, Any], run: int | None, workers: int, check: Check
) -> None:
    try:
        scenario = Scenario.model_validate({"worlds": "declared", **manifest["scenario"]})
    except ProblemsFound as found:
        raise _unreadable(folder, found.problems[0].sentence) from None
    if run is None:
        print(
            f"Repeating {count(scenario.replicates, 'replicate')} of"
            f" {count(len(scenario.arms), 'arm')}",
            file=sys.stderr,
            flush=True,
        )
        make_ready(scenario, scenario.replicates, workers)
        with progress("replicates", scenario.replicates, workers) as show:
            again = compare(scenario, None, workers, show).tables
        names = [*OF_SINGLE_RUNS, "map", "activities", "differences"]
    else:
        _refuse_unknown(run, range(1, scenario.replicates + 1), folder)
        again = Comparison(scenario, tuple(run_replicate(scenario, run))).tables
        names = [*OF_SINGLE_RUNS]
    for name in names:
        path = folder / f"{name}.{'csv' if name == 'differences' else 'parquet'}"
        if not path.exists():
            check.differs(f"{path.name} is missing")
            continue
        if path.suffix == ".csv":
            _compare_lines(name, path.read_text(encoding="utf-8"), getattr(again, name), check)
            continue
        kept = read_table(path)
        if run is not None:
            kept = kept[kept["replicate"] == run].reset_index(drop=True)
        _compare_frames(name, kept, getattr(again, name), check)


def _compare_lines(name: str, kept: str, again: pd.DataFrame, check: Check) -> None:
    """A table saved as text: the same numbers give the same lines, in the columns it has."""
    one = kept.splitlines()
    columns = [name for name in one[0].split(",") if name in again] if one else []
    other = again.to_csv(index=False, columns=columns).splitlines()
    check.looked_at.append(f"{name} ({len(one) - 1:,} rows)")
    for row, (line, now) in enumerate(zip_longest(one, other, fillvalue="nothing")):
        if line != now:
            check.differs(f"{name}, row {row}: {line} saved, {now} now")


def _compare_frames(name: str, kept: pd.DataFrame, again: pd.DataFrame, check: Check) -> None:
    check.looked_at.append(f"{name} ({len(kept):,} rows)")
    if list(kept.columns) != list(again.columns) or len(kept) != len(again):
        check.differs(f"{name}: other rows or columns than now")
        return
    for column in kept.columns:
        if kept[column].dtype.kind == "f":
            one, other = kept[column].to_numpy(float), again[column].to_numpy(float)
            unequal = ~_equal(one, other)
        else:
            one, other = kept[column].to_numpy(object), again[column].to_numpy(object)
            unequal = one != other
        for row in np.flatnonzero(unequal).tolist():
            check.differs(
                f"{name}, row {row + 1}, {column}: {one[row]!s} saved, {other[row]!s} now"
            )


# -- sweeps ------------------------------------------------------------------------------------


def _sweep(results: SweepResults, run: int | None, workers: int, check: Check) -> None:
    plain = results.manifest["recipe"]
    recipe = Recipe(**{**plain, "version": version(plain["scenario"])})
    kept = {number: rows for number, rows in results.runs.groupby("run") if run in (None, number)}
    if run is not None:
        _refuse_unknown(run, results.runs["run"].unique().tolist(), results.folder)
    series = read_table(results.folder / "series.parquet").groupby(["point", "replicate"])
    values = {key: rows["value"].to_numpy(float) for key, rows in series}
    columns = [results.points[name].tolist() for name in results.names]

    def tasks() -> Iterator[Task]:
        for number, rows in kept.items():
            point = int(rows["point"].iloc[0]) - 1
            at = tuple(column[point] for column in columns)
            yield Task(int(str(number)), point, int(rows["replicate"].iloc[0]), at)

    check.looked_at.append(count(len(kept), "run"))
    done, left = 0, tasks()
    workers = min(workers, len(kept))
    print(f"Repeating {count(len(kept), 'run')}", file=sys.stderr, flush=True)
    prepare()
    with LocalEngine(workers) as engine, progress("runs", len(kept), workers) as show:
        for found in engine.results(recipe, lambda number: list(islice(left, number))):
            for result in found:
                rows = kept[result.task.run]
                key = (result.task.point + 1, result.task.replicate)
                _compare_run(result, rows, values.get(key, np.empty(0)), recipe, check)
                done += 1
            if found:
                show(done, len(kept))


def _compare_run(
    result: Result, rows: pd.DataFrame, series: np.ndarray, recipe: Recipe, check: Check
) -> None:
    where = f"run {result.task.run}"
    status = str(rows["status"].iloc[0])
    if status != result.status:
        told = f" ({result.error})" if result.error else ""
        check.differs(f"{where}: {status} in what is saved, {result.status} now{told}")
        return
    if status != "done":
        return
    kept = rows[list(recipe.outcomes)].to_numpy(float)
    for arm, name in np.argwhere(~_equal(kept, result.outcomes)).tolist():
        one, other = float(kept[arm, name]), float(result.outcomes[arm, name])
        check.differs(
            f"{where}, {recipe.arms[arm]}, {recipe.outcomes[name]}: {one} saved, {other} now"
        )
    if series.size != result.series.size or not _equal(series, result.series.ravel()).all():
        check.differs(f"{where}: another series than the saved one")


def _equal(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where two arrays are the same to the bit, but for the kind of NaN."""
    same: np.ndarray = (one == other) | (np.isnan(one) & np.isnan(other))
    return same


def _refuse_unknown(run: int, known: Any, folder: Path) -> None:
    if run not in known:
        fix = f"runs here have numbers from {min(known)} to {max(known)}"
        raise ProblemsFound([Problem(f"{folder} has no run {run}", fix, "--run")])
