"""The command `compare`: read a scenario, run it, keep the results, print what a planner needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiment.compare import Comparison, compare
from sim.experiment.keep import keep
from sim.experiment.manifest import now
from sim.experiment.results_folder import new_results
from sim.experiment.threads import at_a_time
from sim.progress import progress
from sim.ready import make_ready
from sim.report.comparison_text import print_comparison
from sim.scenario import load_scenario
from sim.words import count

if TYPE_CHECKING:
    from sim.scenario import Scenario

FINE, CLAIM_NOT_MET = 0, 1


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

    Returns 0 when all is well, 1 when a claim under `expect:` is not met. Raises ProblemsFound
    when the input is bad; then, and when interrupted, nothing is written.
    """
    scenario = _overridden(load_scenario(path), replicates, seed)
    target = Path(out) if out is not None else Path("results") / scenario.name
    comparison = _run_and_keep(scenario, target, at_a_time(workers))
    print_comparison(comparison)
    print(f"To read, print and forward: {target / 'report.html'}")
    print(f"Tables and figures: {target}")
    return FINE if all(verdict.met for verdict in comparison.verdicts) else CLAIM_NOT_MET


def _run_and_keep(scenario: Scenario, target: Path, workers: int) -> Comparison:
    """Run the comparison and write its folder; the folder is refused before anything runs."""
    started = now()
    with new_results(target) as folder:
        print(
            f"Comparing {count(len(scenario.arms), 'arm')} over"
            f" {count(scenario.replicates, 'replicate')}"
            f" on {count(workers, 'thread')}",
            file=sys.stderr,
            flush=True,
        )
        make_ready(scenario, scenario.replicates, workers)
        with progress("replicates", scenario.replicates, workers) as advance:
            comparison = compare(scenario, None, workers, advance)
        keep(comparison, folder, started)
        print("Drawing the figures and writing the report.", file=sys.stderr, flush=True)
        show(comparison, folder)
    return comparison


def show(comparison: Comparison, folder: Path) -> None:
    """Draw all figures into ``folder``, and write the report."""
    from sim.report.document import report_page
    from sim.report.figures import draw_all

    draw_all(comparison.tables, folder / "figures")
    page = report_page(comparison)
    (folder / "report.html").write_text(page, encoding="utf-8", newline="\n")


def _overridden(scenario: Scenario, replicates: int | None, seed: int | None) -> Scenario:
    given = {"replicates": replicates, "seed": seed}
    return scenario.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
