"""A sweep from end to end: what is known, what an engine adds, tables when all is there."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.state import Floats
from sim.study.folder.results_folder import MANIFEST, replace_file
from sim.study.manifest import as_text, now
from sim.study.sweeps.agenda import Agenda, Part
from sim.study.sweeps.description import description
from sim.study.sweeps.store import (
    FINISHED,
    Store,
    part_folder,
    read_manifest,
    refuse_other_sweep,
    refuse_unfinished_parts,
    shards,
)
from sim.study.sweeps.sweep import Sweep
from sim.study.sweeps.tables import write_tables

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.sweeps.engines import Engine

Watcher = Callable[[Agenda], None]
"""Is called with the agenda whenever something has changed."""
Draws = Callable[[Sweep, Path], None]
STDERR = 2
STOPPING = b"\nStopping: the runs in flight are finished and saved. Ctrl-C again stops at once.\n"


@dataclass(frozen=True)
class Conducted:
    """What a call of ``conduct`` has come to.

    Attributes:
        agenda: which runs are done, and which were planned.
        folder: where they are.
    """

    agenda: Agenda
    folder: Path

    @property
    def runs(self) -> pd.DataFrame:
        """The table of runs, once all are there."""
        import pandas as pd

        return pd.read_parquet(self.folder / "runs.parquet")

    @property
    def values(self) -> Floats:
        """Every outcome: (points, replicates, arms, outcomes); NaN where there is no run."""
        recipe, rows = self.sweep.recipe, self.runs
        of_a_run = (len(recipe.arms), len(recipe.outcomes))
        runs = (self.sweep.points, self.sweep.most_replicates)
        found: Floats = np.full((runs[0] * runs[1], *of_a_run), np.nan)
        values = rows[[*recipe.outcomes]].to_numpy(dtype=np.float64)
        found[rows["run"][:: of_a_run[0]]] = values.reshape(-1, *of_a_run)
        return found.reshape(*runs, *of_a_run)

    @property
    def sweep(self) -> Sweep:
        """What was run."""
        return self.agenda.sweep


def usual_folder(sweep: Sweep) -> Path:
    """Where results of a sweep go when nobody says otherwise."""
    return Path("results") / sweep.file.name


def conduct(
    sweep: Sweep,
    folder: Path,
    engine: Engine,
    part: Part | None = None,
    began: Callable[[Agenda], None] | None = None,
    watch: Watcher | None = None,
    command: Sequence[str] = (),
    draw: Draws | None = None,
) -> Conducted:
    """Do what is still to be done of a sweep (or a part of it), and write its tables.

    ``draw`` is given the sweep and the folder of its tables once all is there.
    ``began`` is told once what is already known; ``watch`` is told whenever something has changed.
    Ctrl-C ends it with the runs in flight, a second one at once; either way what is done is saved.

    Raises:
        ProblemsFound: the folder is taken, or belongs to something else.
        EngineLost: nobody is left to do the runs; what is done is saved.
        KeyboardInterrupt: on the second Ctrl-C.
    """
    target = folder if part is None else part_folder(folder, part)
    about = description(sweep, part, command)
    if part is not None and (folder / MANIFEST).exists():
        refuse_other_sweep(read_manifest(folder), about, folder)
    with engine, Store.open(target, sweep, about) as store:
        if part is None:
            refuse_unfinished_parts(target, about)
        agenda = Agenda(sweep, store.known(), part)
        if began is not None:
            began(agenda)
        try:
            with _stoppable(agenda):
                _run(engine, agenda, store, watch)
        finally:
            store.flush()
        if agenda.complete and part is None:
            _finish(agenda, target, draw)
    return Conducted(agenda, target)


def _run(engine: Engine, agenda: Agenda, store: Store, watch: Watcher | None) -> None:
    for results in engine.results(agenda.sweep.recipe, agenda.take):
        for result in results:
            agenda.note(result)
        store.add(results)
        if watch is not None:
            watch(agenda)


def _finish(agenda: Agenda, folder: Path, draw: Draws | None) -> None:
    """Tables, figures and the end of the manifest, unless all are there of these very shards.

    What they were made of is noted last, so that a finish that was killed is done again.
    """
    names = [path.relative_to(folder).as_posix() for path in shards(folder)]
    made_of = json.dumps([names, agenda.wanted.tolist()])
    note = folder / FINISHED
    tables = [folder / name for name in ("runs.parquet", "series.parquet")]
    if note.exists() and note.read_text() == made_of and all(path.exists() for path in tables):
        return
    write_tables(agenda.sweep, folder, agenda.wanted)
    if draw is not None:
        draw(agenda.sweep, folder)
    replace_file(folder / MANIFEST, as_text(read_manifest(folder) | {"ended": now()}))
    replace_file(note, made_of)


@contextmanager
def _stoppable(agenda: Agenda) -> Iterator[None]:
    """Let Ctrl-C (or a polite end by the system) stop the agenda; a second one ends at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: Any) -> None:
        if agenda.stopped:
            raise KeyboardInterrupt
        agenda.stopped = True
        os.write(STDERR, STOPPING)  # printing might interrupt somebody who is printing

    earlier = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
