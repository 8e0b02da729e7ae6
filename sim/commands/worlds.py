"""`calibrate`: find the worlds that reproduce what is published."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np

from sim.common.progress import progress
from sim.common.threads import Progress, usual_workers
from sim.common.words import count
from sim.evidence.patterns import patterns
from sim.evidence.worlds.calibration import SIZES, calibrate_worlds
from sim.evidence.worlds.ensemble import in_order
from sim.evidence.worlds.findings import left_out, met, narrowed
from sim.evidence.worlds.rows import keep_waves, kept_waves
from sim.evidence.worlds.waves import values_at, varied
from sim.model.version import model_version
from sim.model.worlds import Worlds, keep
from sim.report.worlds_text import print_worlds
from sim.study.ready import compile_here

FINE, UNFINISHED = 0, 1
FOLDER = Path("results") / "worlds"


def run_worlds(
    out: Path | None, waves: int | None, part: int | None, workers: int | None, store: bool
) -> int:
    """Run what is missing of all waves, print what worlds meet, keep them with ``store``."""
    folder = out or FOLDER
    threads = workers or usual_workers()
    known = patterns()
    compile_here()

    def watch(what: str, pieces: int) -> AbstractContextManager[Progress]:
        return progress(what, pieces, threads)

    asked, sizes = list(known.values()), SIZES[:waves]
    kept = [] if out else kept_waves(asked)
    found = calibrate_worlds(folder, asked, threads, watch, sizes, part, kept)
    if found is None:
        print(f"Parts are missing yet in {folder}: the same command runs them.")
        return UNFINISHED
    with watch("studies left out", len({each.study for each in found.targets})) as show:
        untold = left_out(found, threads, show)
    rows = met(found, untold)
    names = varied()
    print_worlds(rows, known, found.ensemble.size, narrowed(found, list(names)))
    if store:
        ordered = in_order(found.ensemble, found.targets, found.emulators)
        values = np.array([list(values_at(u, names).values()) for u in ordered.u])
        keep(Worlds(tuple(names), values, ordered.central, model_version()))
        keep_waves(found.rows)
        print(f"{count(len(values), 'world')} kept.")
    return FINE
