"""The command `sweep`: read a sweep, tell its size, run it or go on with it, tell what came out."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.common.problems import Problem, ProblemsFound, program
from sim.common.progress import Style, progress
from sim.common.threads import at_a_time, usual_workers
from sim.common.words import capital, count, duration, megabytes, spaced
from sim.model.extensions import for_workers
from sim.model.scenario.load import Function, with_own
from sim.study.ready import USUAL_SPEED, prepare, speed_here
from sim.study.sensitivity.swings import ENOUGH
from sim.study.sweeps.agenda import Agenda, Part
from sim.study.sweeps.conduct import Conducted, conduct, usual_folder
from sim.study.sweeps.engines import EngineLost
from sim.study.sweeps.engines.local import LocalEngine
from sim.study.sweeps.file import LatinHypercube, Sobol
from sim.study.sweeps.load import as_sweep, load_sweep
from sim.study.sweeps.size import size
from sim.study.sweeps.sweep import Sweep

if TYPE_CHECKING:
    from sim.model.day import Process
    from sim.study.sweeps.engines import Engine

FINE, FAILED_RUNS, INTERRUPTED = 0, 3, 130


@dataclass(frozen=True)
class Options:
    """What the user asked for on the command line."""

    out: Path | None = None
    workers: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    part: str | None = None
    dry_run: bool = False
    progress: Style = "auto"


def sweep(
    case: Sweep | str | Path,
    out: str | Path | None = None,
    workers: int | None = None,
    *,
    processes: Sequence[Process] | None = None,
    interventions: Sequence[tuple[int, Function]] = (),
    stop: Function | None = None,
) -> Conducted:
    """Run a sweep on this machine, or go on with it where it stopped.

    ``case`` is a sweep or its file; results go to ``out``, or results/<name>. Raises ProblemsFound;
    TypeError where it is neither, ValueError for less than one worker.
    ``processes``, ``interventions`` and ``stop`` are as in ``sim.simulate``.
    It starts processes, which do not run the script that calls it again: what is declared in
    Python must stand in files of its own (``sim.use``), or ValueError is raised.
    """
    known, number = as_sweep(case), at_a_time(workers)
    for_workers()
    scenario = with_own(known.scenario, processes, interventions, stop)
    known = dataclasses.replace(known, scenario=scenario)
    folder = Path(out) if out is not None else usual_folder(known)
    return conduct(known, folder, LocalEngine(number), draw=_draw)


def _draw(sweep: Sweep, folder: Path) -> None:
    from sim.report.figures.sweeps import draw_sweep

    draw_sweep(sweep, folder)


def run_sweep(path: Path, options: Options) -> int:
    """Run a sweep and give the exit status; raises ProblemsFound."""
    part = part_of(options.part) if options.part is not None else None
    engine = engine_of(options)
    sweep = load_sweep(path)
    folder = options.out if options.out is not None else usual_folder(sweep)
    workers = 1 if options.scheduler is not None else options.workers or usual_workers()
    print(introduction(sweep, workers, part, speed_here()), flush=True)
    if options.dry_run:
        return FINE

    def run() -> Conducted:
        with progress("runs", None, workers, options.progress) as show:

            def watch(agenda: Agenda) -> None:
                show(agenda.finished, agenda.total, agenda.failed)

            def began(agenda: Agenda) -> None:
                announce(agenda, engine)
                if options.engine == "local" and not agenda.complete and prepare():
                    seconds = size(sweep, workers, share_of(part), speed_here()).seconds
                    told = f"That is about {duration(seconds)} of work."
                    print(told, file=sys.stderr, flush=True)
                watch(agenda)

            return conduct(sweep, folder, engine, part, began, watch, sys.argv, _draw)

    done = ended(run, folder)
    if done is None:
        return INTERRUPTED
    tell(done, sweep, part)
    return FAILED_RUNS if done.agenda.failed else FINE


def ended(run: Callable[[], Conducted], folder: Path) -> Conducted | None:
    """What is done when a sweep has ended; None where it has not, which is told.

    Raises ProblemsFound where it cannot be written.
    """
    again = f"Give the same command again to go on; results are in {folder}."
    try:
        done = run()
    except EngineLost as lost:
        print(f"{capital(str(lost))}. {again}", file=sys.stderr)
        return None
    except KeyboardInterrupt:
        print(f"Interrupted: what was done is saved. {again}", file=sys.stderr)
        return None
    except OSError as error:
        told = f"{error.filename or folder}: {error.strerror or error}. What was written is saved."
        raise ProblemsFound([Problem(told, again, str(folder))]) from None
    if done.agenda.complete:
        return done
    left = done.agenda.total - done.agenda.finished
    print(f"Stopped with {left:,} runs to do. {again}", file=sys.stderr)
    return None


def introduction(
    sweep: Sweep, workers: int, part: Part | None = None, speed: float = USUAL_SPEED
) -> str:
    """The question and the size of a sweep, in a few lines."""
    found = size(sweep, workers, share_of(part), speed)
    runs = (
        f"{found.most:,} runs"
        if found.least == found.most
        else (f"{found.least:,} to {found.most:,} runs")
    )
    mine = "" if part is None else f", part {part.number} of {part.of}"
    arms = "one arm" if found.arms == 1 else f"{found.arms} paired arms"
    about = f"\n  {sweep.file.about}" if sweep.file.about else ""
    return (
        f"{capital(spaced(sweep.file.name))}{mine}{about}\n"
        f"  {count(sweep.points, 'point')}, {count(len(sweep.columns), 'name')} varied,"
        f" {runs} of {arms}: about {duration(found.seconds)} on {count(workers, 'processor')},"
        f" {megabytes(found.bytes)} on disk.{_too_few(sweep)}"
    )


def _too_few(sweep: Sweep) -> str:
    """A line where points are drawn for a look at everything, and are too few for it."""
    drawn = isinstance(sweep.file.design, LatinHypercube | Sobol)
    if not drawn or len(sweep.arms) < 2 or sweep.points >= ENOUGH:
        return ""
    return (
        f"\n  Too few points for `{program()} sensitivity` to say which numbers matter: about"
        f" {ENOUGH} would do."
    )


def announce(agenda: Agenda, engine: Engine) -> None:
    """Say what is there already, and who does the rest."""
    if agenda.finished and agenda.complete:
        print(f"All {agenda.total:,} runs are there already.", file=sys.stderr)
    elif agenda.finished:
        print(f"{agenda.finished:,} of {agenda.total:,} runs are there already.", file=sys.stderr)
    if not agenda.complete:
        print(f"Running on {engine.name}", file=sys.stderr, flush=True)


def tell(done: Conducted, sweep: Sweep, part: Part | None) -> None:
    """What came out, and what to do next."""
    agenda = done.agenda
    if part is not None:
        print(
            f"Part {part.number} of {part.of} is done: {agenda.finished:,} runs in {done.folder}."
        )
        print("When all parts are, the command without --part puts them together.")
    else:
        from sim.report.sweep_text import print_sweep
        from sim.study.sweeps.results import SweepResults

        print_sweep(SweepResults.read(done.folder), agenda)
    if agenda.failed:
        print(f"{agenda.failed:,} runs failed; their column error tells why.")
        if part is None:
            rows = done.runs.query("status != 'done'").drop_duplicates("run").head(3)
            for row in rows.itertuples():
                print(f"  {row.error}")
                print(f"    {program()} reproduce {done.folder} --run {row.run}")


def share_of(part: Part | None) -> float:
    """Which share of a sweep a part is, 0-1."""
    return 1.0 if part is None else 1.0 / part.of


def part_of(text: str) -> Part:
    """The part that --part names; raises ProblemsFound."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        fix = "write it as 3/20: the third of twenty parts"
        raise ProblemsFound([Problem(f"{text!r} is no part", fix, "--part")])
    return Part(int(found[1]), int(found[2]))


def engine_of(options: Options) -> Engine:
    """The engine that the command line asks for; raises ProblemsFound."""
    if options.engine == "local" and options.scheduler is not None:
        fix = "add --engine dask"
        raise ProblemsFound([Problem("a scheduler is only used by Dask", fix, "--scheduler")])
    if options.scheduler is not None and options.workers is not None:
        fix = "leave it out: a scheduler has workers of its own"
        raise ProblemsFound([Problem("this does not go with --scheduler", fix, "--workers")])
    if options.engine == "local":
        return LocalEngine(options.workers or usual_workers())
    from sim.study.sweeps.engines.dask import DaskEngine

    return DaskEngine(options.scheduler, options.workers)
