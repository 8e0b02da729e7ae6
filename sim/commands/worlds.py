"""`calibrate`: find the worlds that come closest to what is published."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.commands.scenario_files import flagship
from sim.commands.unknowns import lived_flagship
from sim.common.progress import progress
from sim.common.threads import Progress, usual_workers
from sim.common.words import count
from sim.evidence.patterns import patterns
from sim.evidence.worlds.calibration import SIZES, Calibrating
from sim.evidence.worlds.cut import keep_cut
from sim.evidence.worlds.cut_by import cut_by
from sim.evidence.worlds.findings import met, narrowed
from sim.evidence.worlds.left import keep_left
from sim.evidence.worlds.rows import keep_waves, kept_waves
from sim.evidence.worlds.waves import values_at, varied
from sim.model.scenario.load import load_scenario
from sim.model.version import core_version
from sim.model.worlds import Worlds, keep, kept
from sim.report.worlds_text import print_worlds
from sim.study import flagship_in_worlds
from sim.study.ready import compile_here

FINE, UNFINISHED = 0, 1
FOLDER = Path("results") / "worlds"


def run_worlds(
    out: Path | None,
    waves: int | None,
    part: int | None,
    workers: int | None,
    lived: bool,
    store: bool,
) -> int:
    """Run what is missing of all waves, print what worlds meet, keep them with ``store``."""
    threads = workers or usual_workers()
    known = patterns()
    compile_here()

    def watch(what: str, pieces: int) -> AbstractContextManager[Progress]:
        return progress(what, pieces, threads)

    way = Calibrating(out or FOLDER, list(known.values()), threads, watch, part)
    rows = way.waves(SIZES[:waves], [] if out else kept_waves(way.patterns))
    found = None if rows is None else way.worlds(rows)
    if found is not None and lived:
        found = way.lived(found)
    if found is None:
        print(f"Parts are still missing in {way.folder}: the same command runs them.")
        return UNFINISHED
    names = varied()
    print_worlds(met(found), known, narrowed(found, list(names)), lived)
    taken = f"{found.ensemble.taken:.0%}"
    print(f"At the end the chains took {taken} of their steps; they move well at about 30%.")
    if store:
        drawn = found.ensemble
        values = np.array([list(values_at(u, names).values()) for u in drawn.u])
        keep(Worlds(tuple(names), values, drawn.central, core_version()))
        keep_waves(found.waves)
        ends = np.quantile(values, [0.05, 0.5, 0.95], axis=0).T
        left = narrowed(found, list(names))
        keep_left({name: [*row, left[name]] for name, row in zip(names, ends, strict=True)})
        keep_cut(cut_by(found))
        keep_in_order(threads)
        print(f"{count(len(values), 'world')} kept.")
    return FINE


def keep_in_order(workers: int) -> None:
    """Keep the worlds by how far engagement is ahead in them, and the flagship as it came out.

    Replicates take worlds at even distances, so that a few already show how an answer is spread.
    """
    scenario, worlds = load_scenario(flagship()), kept()
    found = lived_flagship(scenario, workers)
    order = np.argsort(found.differences["trust"], kind="stable")
    central = int(np.flatnonzero(order == worlds.central)[0])
    keep(replace(worlds, values=worlds.values[order], central=central))
    differences = {name: each[order] for name, each in found.differences.items()}
    flagship_in_worlds.keep(replace(found, numbers=found.numbers[order], differences=differences))
