"""Where a sweep keeps its runs: Parquet files with a row for each arm of each run in them.

One process writes a folder at a time. A folder belongs to one design, one version of the model and
one platform.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.problems import Problem, ProblemsFound
from sim.common.whole_files import left_behind, write_whole
from sim.study.folder.one_writer import LOCK, WRITER, alone
from sim.study.folder.results_folder import (
    MANIFEST,
    cannot_write,
    manifest_of,
    read_object,
    refuse_unreadable_name,
    replace_file,
)
from sim.study.manifest import as_text, standing_alone
from sim.study.same_runs import what_runs
from sim.study.shards import Shards
from sim.study.sweeps.agenda import CODES, KILLED, UNKNOWN, Known, Part
from sim.study.sweeps.columns import as_table, points_table
from sim.study.sweeps.sweep import POINTS, Sweep

if TYPE_CHECKING:
    import pyarrow

    from sim.study.sweeps.point import Result

SHARDS, PARTS, FINISHED = "shards", "parts", ".finished"
OURS = {SHARDS, PARTS, POINTS, LOCK, WRITER, FINISHED, MANIFEST, "sweep.yaml", "scenario.yaml"}


class Store:
    """The folder of a sweep, open for one writer. Use it as ``with Store.open(...) as store``."""

    def __init__(self, folder: Path, sweep: Sweep) -> None:
        self.folder, self.sweep = folder, sweep
        self._shards: Shards[Result] = Shards(
            folder / SHARDS,
            ".parquet",
            lambda results, beside: _write(as_table(results, sweep), beside),
        )

    @classmethod
    @contextmanager
    def open(cls, folder: Path, sweep: Sweep, about: dict[str, Any]) -> Iterator[Store]:
        """Open the folder of a sweep for writing, made where there is none.

        ``about`` is what a new manifest says. Raises ProblemsFound where the folder holds something
        else, belongs to another design or version, or is being written.
        """

        def begin(folder: Path) -> None:
            points = points_table(sweep.columns)
            write_whole(folder / POINTS, lambda beside: _write(points, beside))
            replace_file(folder / "sweep.yaml", sweep.text)
            replace_file(folder / "scenario.yaml", standing_alone(sweep.scenario))

        with claimed(folder, about, OURS, begin) as folder:
            yield cls(folder, sweep)

    def known(self) -> Known:
        """What the shards tell; runs whose workers were killed are tried again."""
        known = Known(self.sweep)
        for rows in self._shards.read(read_shard, shards(self.folder)):
            self._note(rows, known)
        known.status[known.status == KILLED] = UNKNOWN
        return known

    def _note(self, rows: pyarrow.Table, known: Known) -> None:
        arms = len(self.sweep.recipe.arms)
        runs = rows["run"].to_numpy()[::arms]
        codes = np.array([CODES[status] for status in rows["status"].to_pylist()[::arms]], np.int8)
        at = np.unravel_index(runs, known.status.shape)
        better = (known.status[at] == UNKNOWN) | (codes < known.status[at])
        at, codes = (at[0][better], at[1][better]), codes[better]
        known.status[at] = codes
        if known.differences is not None:
            assert self.sweep.file.precision is not None
            column = rows[self.sweep.file.precision.outcome].to_numpy(zero_copy_only=False)
            known.differences[at] = self.sweep.differences(column.reshape(-1, arms)[better])

    def add(self, results: Sequence[Result]) -> None:
        """Keep results, which are safe once their shard is written; it is, if that is due."""
        for result in results:
            self._shards.add(result.task.run, result)
        self._shards.flush_in_time()

    def flush(self) -> None:
        """Write all results that wait as one shard."""
        self._shards.flush()


@contextmanager
def claimed(
    folder: Path,
    about: dict[str, Any],
    ours: Collection[str],
    begin: Callable[[Path], None] = lambda _: None,
) -> Iterator[Path]:
    """Be the only writer of a folder for what ``about``, its manifest, says; made if need be.

    ``ours`` are names that may stand there before the manifest does, and ``begin`` writes what
    belongs there from the start. Raises ProblemsFound where the folder holds something else,
    belongs to another design or version, or is being written.
    """
    folder = Path(os.path.abspath(folder))
    refuse_others(folder, about["kind"], ours)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    with alone(folder):
        try:
            if begun := (folder / MANIFEST).exists():
                refuse_other_sweep(read_manifest(folder), about, folder)
            for rest in left_behind(folder):
                rest.unlink(missing_ok=True)
            if not begun:
                begin(folder)
                replace_file(folder / MANIFEST, as_text(about))
        except OSError as error:
            raise cannot_write(folder, error) from None
        yield folder


def shards(folder: Path) -> list[Path]:
    """The shards of a sweep and of its parts, by name."""
    own = (folder / SHARDS).glob("*.parquet")
    of_parts = (folder / PARTS).glob(f"*/{SHARDS}/*.parquet")
    return sorted([*own, *of_parts], key=lambda path: (path.name, path.as_posix()))


def refuse_unfinished_parts(folder: Path, about: dict[str, Any]) -> None:
    """Raise ProblemsFound where a part is being written or belongs to another design."""
    for part in sorted((folder / PARTS).glob("*/")):
        if (part / MANIFEST).exists():
            refuse_other_sweep(read_manifest(part), about, part)
        with alone(part):
            pass


def part_folder(folder: Path, part: Part) -> Path:
    """Where one part of a sweep keeps its runs."""
    return folder / PARTS / str(part)


def _write(table: pyarrow.Table, path: Path) -> None:
    """Write a table; what a disk does to it later is noticed."""
    from pyarrow import parquet

    parquet.write_table(table, path, compression="zstd", write_page_checksum=True)


def read_shard(path: Path, columns: list[str] | None = None) -> pyarrow.Table:
    """Read a shard; raises OSError or pyarrow.ArrowInvalid where it is damaged."""
    from pyarrow import parquet

    return parquet.read_table(
        path, columns=columns, partitioning=None, page_checksum_verification=True
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a results folder; raises ProblemsFound."""
    path = folder / MANIFEST
    if not folder.is_dir():
        fix = "name a folder of results"
        raise ProblemsFound([Problem("there is no such folder", fix, str(folder))])
    if not path.exists() and (folder / PARTS).is_dir():
        fix = "give the command of the sweep without --part: it puts them together"
        raise ProblemsFound([Problem("only parts of a sweep are here", fix, str(folder))])
    return read_object(path)


def refuse_other_sweep(kept: dict[str, Any], about: dict[str, Any], folder: Path) -> None:
    """Raise ProblemsFound unless a folder holds runs of the same design, model and platform."""
    reasons = {
        "kind": "holds results of another kind",
        "design": "was made with another design: the sweep or its scenario has been edited since",
        "model": "was made by another version of the model",
        "libraries": "was made with other versions of libraries that may change the last digits",
        "platform": "was made on another platform, where results may differ in the last digits",
    }
    for name, reason in reasons.items():
        if kept.get(name) != about[name]:
            if name == "design":
                reason += _edited(kept, about)
            fix = (
                "keep it and name another place with --out, or delete that folder to begin again:"
                " runs of both are never mixed"
            )
            raise ProblemsFound([Problem(f"this folder {reason}", fix, str(folder))])


def _edited(kept: dict[str, Any], about: dict[str, Any]) -> str:
    """What differs between two designs, as far as a few words can tell."""
    told = []
    for name in ("replicates", "points"):
        if kept.get(name) != about[name]:
            told.append(f"{name}: {kept.get(name)} there, {about[name]} here")
    recipe, here = kept.get("recipe", {}), about["recipe"]
    words = {"arms": "arms", "outcomes": "outcomes", "locations": "names that vary"}
    told += [word for name, word in words.items() if recipe.get(name) != here[name]]
    scenario = recipe.get("scenario", {})
    told += [
        f"scenario: {name}"
        for name, each in what_runs(here["scenario"]).items()
        if scenario.get(name) != each
    ]
    return f" ({'; '.join(told)})" if told else " (values of what varies)"


def refuse_others(folder: Path, kind: str, ours: Collection[str]) -> None:
    """Raise ProblemsFound where there is something that is not of this kind of results.

    ``ours`` are the names that may stand there before the manifest does.
    """
    refuse_unreadable_name(folder)
    told = None
    if os.path.islink(folder):
        told = "this is a link, and results never go through a link"
    elif os.path.isdir(folder) and (folder / MANIFEST).exists():
        if manifest_of(folder).get("kind") != kind:
            told = f"this folder holds something else than a {kind}, so nothing is put into it"
    elif os.path.isdir(folder):
        known = {*ours, *(path.name for path in left_behind(folder))}
        if any(each.name not in known for each in folder.iterdir()):
            told = f"this folder has files but no {MANIFEST} of a {kind}, so nothing is put into it"
    elif os.path.exists(folder):
        told = "this exists and is not a folder"
    if told is not None:
        fix = "name another place with --out, or move this one away"
        raise ProblemsFound([Problem(told, fix, str(folder))])
