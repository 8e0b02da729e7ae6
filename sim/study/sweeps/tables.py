"""The tables of a sweep, sorted from its shards, so that the same runs give the same bytes.

    runs     run, point, the names that vary, arm, replicate, seed, status, error, the outcomes
    series   point, arm, replicate, day, outcome, value

They are written block by block of runs, so that a sweep of any size needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.problems import Problem, ProblemsFound
from sim.common.whole_files import write_whole
from sim.model.state import Floats, Wholes
from sim.study.sweeps.agenda import CODES
from sim.study.sweeps.columns import column_of
from sim.study.sweeps.store import read_shard, shards

if TYPE_CHECKING:
    import pyarrow

    from sim.study.sweeps.sweep import Sweep

BLOCK = 5000
"""Runs that are sorted and written together."""


def write_tables(sweep: Sweep, folder: Path, wanted: Wholes) -> None:
    """Write runs.parquet and series.parquet from all shards of a sweep and its parts.

    Only planned runs are in them: the first ``wanted`` replicates of each point, (points,).
    """
    from pyarrow import parquet

    varied = {name: column_of(values) for name, values in sweep.columns.items()}
    schema = runs_schema(sweep, varied)

    def write_runs(path: Path) -> None:
        with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            for rows in _blocks(sweep, folder, wanted, ["series_days", "series_values"]):
                writer.write_table(_runs(rows, varied, schema))

    def write_series(path: Path) -> None:
        with parquet.ParquetWriter(path, _series_schema(), compression="zstd") as writer:
            for rows in _blocks(sweep, folder, wanted, [*sweep.recipe.outcomes, "error", "seed"]):
                writer.write_table(_series(rows, sweep))

    write_whole(folder / "runs.parquet", write_runs)
    write_whole(folder / "series.parquet", write_series)


def _blocks(
    sweep: Sweep, folder: Path, wanted: Wholes, without: Sequence[str]
) -> Iterator[pyarrow.Table]:
    """The rows of all planned runs without some columns, each run once, in order."""
    import pyarrow
    from pyarrow import parquet

    files = shards(folder)
    ends = [_first_and_last(path) for path in files]
    order = sorted(range(len(files)), key=lambda at: ends[at])
    waiting: list[pyarrow.Table] = []
    runs = sweep.points * sweep.most_replicates
    for start in range(0, runs, BLOCK):
        while order and ends[order[0]][0] < start + BLOCK:
            path = files[order.pop(0)]
            columns = [name for name in parquet.read_schema(path).names if name not in without]
            waiting.append(read_shard(path, columns))
        if not waiting:
            continue
        rows = pyarrow.concat_tables(waiting)
        here = rows["run"].to_numpy() < start + BLOCK
        waiting = [rows.filter(~here)] if not here.all() else []
        rows = rows.filter(here)
        point, at = np.divmod(rows["run"].to_numpy(), sweep.most_replicates)
        rows = rows.filter(at < wanted[point])
        if len(rows):
            yield _each_once(rows, len(sweep.recipe.arms))


def _first_and_last(path: Path) -> tuple[int, int]:
    """First and last run of a shard, from its name."""
    first, last, _ = path.stem.split("-")
    return int(first), int(last)


def _each_once(rows: pyarrow.Table, arms: int) -> pyarrow.Table:
    """Rows by run, in the order of the arms; a run that was done twice once.

    Raises ProblemsFound where the two differ: a run is a pure function of its point and replicate.
    """
    runs = rows["run"].to_numpy()
    codes = np.array([CODES[status] for status in rows["status"].to_pylist()])
    order = np.lexsort((codes, runs))  # stable: the arms of a run stay in order
    _, begins, counts = np.unique(runs[order], return_index=True, return_counts=True)
    first = np.concatenate([order[begin : begin + arms] for begin in begins])
    for begin in begins[counts > arms].tolist():
        kept = rows.take(order[begin : begin + arms])
        other = rows.take(order[begin + arms : begin + 2 * arms])
        if other["status"][0].as_py() == "done" and not _equal(kept, other):
            fix = "delete the folder and begin again; check the machines that did it"
            told = f"run {kept['run'][0].as_py()} came out differently in two shards"
            raise ProblemsFound([Problem(told, fix, "shards")])
    return rows.take(first)


def _equal(one: pyarrow.Table, other: pyarrow.Table) -> bool:
    return bool(one.to_pandas().equals(other.to_pandas()))


def runs_schema(sweep: Sweep, varied: Mapping[str, pyarrow.Array]) -> Any:
    """Columns of runs.parquet, of which some hold what varied."""
    import pyarrow

    return pyarrow.schema(
        [
            ("run", pyarrow.int64()),
            ("point", pyarrow.int64()),
            *((name, values.type) for name, values in varied.items()),
            ("arm", pyarrow.string()),
            ("replicate", pyarrow.int64()),
            ("seed", pyarrow.uint64()),
            ("status", pyarrow.string()),
            ("error", pyarrow.string()),
            *((name, pyarrow.float64()) for name in sweep.recipe.outcomes),
        ]
    )


def _runs(rows: pyarrow.Table, varied: Mapping[str, pyarrow.Array], schema: Any) -> pyarrow.Table:
    """Rows of a block with what varied beside them."""
    import pyarrow

    points = pyarrow.array(rows["point"].to_numpy() - 1)
    columns = {name: rows[name] for name in rows.column_names}
    columns |= {name: values.take(points) for name, values in varied.items()}
    return pyarrow.table([columns[name] for name in schema.names], schema=schema)


def _series_schema() -> Any:
    import pyarrow

    return pyarrow.schema(
        [
            ("point", pyarrow.int64()),
            ("arm", pyarrow.string()),
            ("replicate", pyarrow.int64()),
            ("day", pyarrow.int64()),
            ("outcome", pyarrow.string()),
            ("value", pyarrow.float64()),
        ]
    )


def _series(rows: pyarrow.Table, sweep: Sweep) -> pyarrow.Table:
    """The series of a block as a long table; failed runs have none."""
    import pyarrow

    names = sweep.recipe.series
    done = rows.filter(pyarrow.array(rows["status"].to_numpy(zero_copy_only=False) == "done"))
    days: Wholes = done["series_days"].combine_chunks().flatten().to_numpy()
    values: Floats = done["series_values"].combine_chunks().flatten().to_numpy()
    each = done["series_days"].combine_chunks().value_lengths().to_numpy() * len(names)
    columns: dict[str, Any] = {
        name: done[name].combine_chunks().take(pyarrow.array(np.repeat(np.arange(len(each)), each)))
        for name in ("point", "arm", "replicate")
    }
    columns["day"] = pyarrow.array(np.repeat(days, len(names)), pyarrow.int64())
    outcome = np.tile(np.arange(len(names)), len(days))
    columns["outcome"] = pyarrow.array(names, pyarrow.string()).take(pyarrow.array(outcome))
    columns["value"] = pyarrow.array(values, pyarrow.float64(), from_pandas=True)
    return pyarrow.table(columns, schema=_series_schema())
