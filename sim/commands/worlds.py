"""`calibrate`: find the worlds that come closest to what is published."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.commands.scenario_files import flagship
from sim.commands.unknowns import keep_flagship, lived_flagship
from sim.common.problems import Problem, ProblemsFound
from sim.common.progress import progress
from sim.common.threads import Progress, usual_workers
from sim.common.words import count
from sim.evidence.patterns import Pattern, in_full, patterns
from sim.evidence.worlds.board import keep_board
from sim.evidence.worlds.calibration import SIZES, Calibrating, Calibration
from sim.evidence.worlds.cut import keep_cut
from sim.evidence.worlds.cut_by import cut_by
from sim.evidence.worlds.findings import as_expected, board_of, met, narrowed, without
from sim.evidence.worlds.left import keep_left
from sim.evidence.worlds.left_out import goes_with, study_of
from sim.evidence.worlds.rows import keep_waves, kept_waves
from sim.evidence.worlds.targets import targets
from sim.evidence.worlds.waves import values_at, varied
from sim.model.scenario.load import load_scenario
from sim.model.version import core_version
from sim.model.worlds import Worlds, keep
from sim.report.over_worlds import print_coverage
from sim.report.worlds_text import print_predicted, print_targets, print_worlds
from sim.study.flagship_in_worlds import Lived, central_of
from sim.study.ready import compile_here

FINE, UNFINISHED = 0, 1
FOLDER = Path("results") / "worlds"


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    out: Path | None = None
    waves: int | None = None
    part: int | None = None
    workers: int | None = None
    lived: bool = False
    store: bool = False
    without: str | None = None
    only: str | None = None


def run_worlds(options: Options) -> int:
    """Run what is missing of all waves, print what worlds meet, keep them with ``store``."""
    known = patterns()
    if options.only == "list":
        print_targets(targets(known.values()), known)
        return FINE
    out = not_asked(options, known)
    threads = options.workers or usual_workers()
    compile_here()

    def watch(what: str, pieces: int) -> AbstractContextManager[Progress]:
        return progress(what, pieces, threads)

    folder = options.out or FOLDER
    way = Calibrating(folder, list(known.values()), threads, watch, options.part)
    rows = way.waves(SIZES[: options.waves], [] if options.out else kept_waves(way.patterns))
    found = None if rows is None else way.worlds(rows, out)
    flagship_lived = None
    if found is not None and (options.lived or options.store):
        found, flagship_lived = _in_order(found, threads)
        found = way.lived(found) if options.lived else found
    if found is None:
        print(f"Parts are still missing in {way.folder}: the same command runs them.")
        return UNFINISHED
    left = narrowed(found, list(varied()))
    print_worlds(met(found), known, left, options.lived)
    taken = f"{found.ensemble.taken:.0%}"
    print(f"At the end the chains took {taken} of their steps; they move well at about 30%.")
    if options.lived:
        print(f"Emulators: {as_expected(found):.0%} of what came out lies in their 90% bands.")
    if out:
        print_predicted(without(found), known)
    if options.store and flagship_lived is not None:
        _keep(found, left, flagship_lived)
        board = board_of(found, known, way.left_out(found))
        keep_board(board)
        print_coverage(board, list(known.values()))
    return FINE


def _keep(found: Calibration, left: Mapping[str, float], flagship_lived: Lived) -> None:
    """Keep the worlds, what they were learnt from, what they leave of each number, the flagship."""
    worlds = _worlds(found)
    keep(worlds)
    keep_waves(found.waves)
    ends = np.quantile(worlds.values, [0.05, 0.5, 0.95], axis=0).T
    keep_left({name: [*row, left[name]] for name, row in zip(worlds.names, ends, strict=True)})
    keep_cut(cut_by(found))
    keep_flagship(load_scenario(flagship()), flagship_lived)
    print(f"{count(len(worlds), 'world')} kept.")


def _worlds(found: Calibration) -> Worlds:
    names, drawn = varied(), found.ensemble
    values = np.array([list(values_at(u, names).values()) for u in drawn.u])
    return Worlds(tuple(names), values, drawn.central, core_version())


def _in_order(found: Calibration, workers: int) -> tuple[Calibration, Lived]:
    """The worlds by how far engagement is ahead in them, and the flagship as it came out.

    Replicates take worlds at even distances, so that a few already show how an answer is spread.
    """
    worlds = _worlds(found)
    lived = lived_flagship(load_scenario(flagship()), worlds, workers)
    order = np.argsort(lived.differences["trust"], kind="stable")
    central = central_of(worlds.values[order])
    ensemble = replace(found.ensemble, u=found.ensemble.u[order], central=central)
    return replace(found, ensemble=ensemble), lived.in_order(order)


def not_asked(options: Options, known: Mapping[str, Pattern]) -> frozenset[str]:
    """Names of measures that worlds are not asked for: left out, or not among those chosen."""
    out: frozenset[str] = frozenset()
    for study in _named(options.without, "--without", known):
        out |= goes_with(study, known)
    only = _named(options.only, "--targets", known)
    if only:
        out |= {each.name for each in targets(known.values()) if study_of(each) not in only}
    return out


def _named(ids: str | None, option: str, known: Mapping[str, Pattern]) -> list[str]:
    """Studies by comma-separated ids; each must ask something of worlds."""
    asked = list(dict.fromkeys(study_of(each) for each in targets(known.values())))
    named = [in_full(each.strip().upper()) for each in (ids or "").split(",") if each.strip()]
    fix = f"write one or several of: {', '.join(asked)}"
    problems = [
        Problem(f"worlds are not asked for a finding {each!r}", fix, option)
        for each in named
        if each not in asked
    ]
    if ids is not None and not named:
        problems = [Problem("no finding is named", fix, option)]
    if problems:
        raise ProblemsFound(problems)
    return named
