"""The command `compare`: read a scenario, run it, keep the results, print what a planner needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.compare import Comparison, compare
from sim.experiment.keep import keep
from sim.experiment.kept_runs import KeptRuns, kept_runs
from sim.experiment.manifest import now
from sim.experiment.new_results import Place, claimed
from sim.experiment.results_folder import cannot_write
from sim.experiment.threads import at_a_time
from sim.problems import ProblemsFound
from sim.progress import progress
from sim.ready import make_ready
from sim.report.comparison_text import print_comparison
from sim.scenario import load_scenario
from sim.words import count

if TYPE_CHECKING:
    from sim.scenario import Scenario

FINE, CLAIM_NOT_MET, NOT_DRAWN, INTERRUPTED = 0, 1, 3, 130
DRAWING = 10.0
"""Seconds for tables, figures and report on a machine of usual speed."""


def compare_command(
    path: str | Path,
    out: str | Path | None = None,
    replicates: int | None = None,
    workers: int | None = None,
    seed: int | None = None,
) -> int:
    """Compare the arms of the scenario at `path` and return the exit status.

    The results folder is `out`, or results/<name of the scenario>. `replicates` and `seed` take
    the place of the scenario's own; `workers` threads run at a time (all processors by default).
    What was done before an interruption is gone on with by the same command.

    Returns 0 when all is well, 1 when a claim under `expect:` is not met, 3 when the results are
    there but figures and report could not be drawn, 130 when interrupted. Raises ProblemsFound when
    the input is bad; then nothing is written.
    """
    scenario = _overridden(load_scenario(path), replicates, seed)
    target = Path(out) if out is not None else Path("results") / scenario.name
    started = now()
    with claimed(target) as place, kept_runs(place.work, scenario) as kept:
        try:
            comparison = _run(scenario, at_a_time(workers), kept)
            _tell_and_write(comparison, place, started)
        except BaseException as error:
            interrupted = isinstance(error, KeyboardInterrupt)
            told = ["Interrupted: no results were written."] * interrupted
            print(*told, *_kept(kept, scenario), file=sys.stderr)
            if not interrupted:
                raise
            return INTERRUPTED
        print(f"Tables: {target}", flush=True)
        status = _draw(comparison, place, target, kept)
    if status != FINE:
        return status
    return FINE if all(verdict.met for verdict in comparison.verdicts) else CLAIM_NOT_MET


def _run(scenario: Scenario, workers: int, kept: KeptRuns) -> Comparison:
    from sim.experiment.runs import run_replicate

    print(
        f"Comparing {count(len(scenario.arms), 'arm')} over"
        f" {count(scenario.replicates, 'replicate')}"
        f" on {count(workers, 'thread')}",
        file=sys.stderr,
        flush=True,
    )
    left = sum(number not in kept.known for number in range(1, scenario.replicates + 1))
    if left:
        make_ready(scenario, left, workers, "figures and report", DRAWING)
    with progress("replicates", left, workers) as advance:
        return compare(scenario, kept.keeping(run_replicate), workers, advance, kept.known)


def _kept(kept: KeptRuns, scenario: Scenario) -> list[str]:
    """A sentence on what can be gone on with, where there is something."""
    number = sum(each <= scenario.replicates for each in kept.flush())
    wanted = count(scenario.replicates, "replicate")
    return [f"{number:,} of {wanted} are kept: the same command goes on from there."] * bool(number)


def _tell_and_write(comparison: Comparison, place: Place, started: str) -> None:
    """Print the answer and put the tables in place; a full disk costs the answer as little."""
    try:
        print_comparison(comparison)
        sys.stdout.flush()
    finally:  # whatever becomes of the words
        try:
            keep(comparison, place.new, started)
        except OSError as error:
            raise cannot_write(place.target, error) from None
        place.put_in_place()


def _draw(comparison: Comparison, place: Place, target: Path, kept: KeptRuns) -> int:
    """Add figures and report to the results; where that fails, the results stay as they are."""
    print("Drawing the figures and writing the report.", file=sys.stderr, flush=True)
    again = f"The tables are in {target}. The same command draws them, without a new run."
    try:
        show(comparison, place.new)
        place.put_in_place()
    except KeyboardInterrupt:
        kept.flush()
        print(f"Interrupted before figures and report were drawn. {again}", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        kept.flush()
        told = error if isinstance(error, ProblemsFound) else f"{type(error).__name__}: {error}"
        print(f"Figures and report could not be drawn: {told}\n{again}", file=sys.stderr)
        if sys.flags.dev_mode:
            raise
        return NOT_DRAWN
    kept.forget()
    print(f"To read, print and forward: {target / 'report.html'}")
    return FINE


def show(comparison: Comparison, folder: Path) -> None:
    """Draw all figures into ``folder``, and write report and workbook, on two processors if so."""
    from sim.report.document import report_page
    from sim.report.figures.in_parallel import drawn_beside
    from sim.report.workbook import FILE, write_workbook

    with drawn_beside(comparison.tables, folder / "figures"):
        write_workbook(comparison, folder / FILE)
        page = report_page(comparison)
    (folder / "report.html").write_text(page, encoding="utf-8", newline="\n")


def _overridden(scenario: Scenario, replicates: int | None, seed: int | None) -> Scenario:
    given = {"replicates": replicates, "seed": seed}
    return scenario.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
