"""The command `compare`: read a scenario, run it, save the results, print what a planner needs."""

from __future__ import annotations

import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sim.common.problems import ProblemsFound
from sim.common.progress import progress
from sim.common.threads import at_a_time
from sim.common.undisturbed import undisturbed
from sim.common.words import count
from sim.model.scenario.load import load_scenario
from sim.report.comparison_text import print_comparison
from sim.study.compare import Comparison, compare
from sim.study.folder.new_results import Place, claimed
from sim.study.folder.results_folder import MANIFEST, cannot_write
from sim.study.keep import keep
from sim.study.kept_runs import KeptRuns, kept_runs
from sim.study.luck import second_towns
from sim.study.manifest import now
from sim.study.ready import make_ready

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario

REPORT, PRINTED, FIGURES, SLIDES = "report.html", "report.pdf", "figures", "slides"
FINE, CLAIM_NOT_MET, NOT_DRAWN, INTERRUPTED = 0, 1, 3, 130
DRAWING = 6.0
"""Seconds for figures and report on two processors of a machine of usual speed."""


def compare_command(
    path: str | Path,
    out: str | Path | None = None,
    replicates: int | None = None,
    workers: int | None = None,
    seed: int | None = None,
    handouts: bool = False,
) -> int:
    """Compare the arms of the scenario at `path` and return the exit status.

    The results folder is `out`, or results/<name of the scenario>. `replicates` and `seed` take
    the place of the scenario's own; `workers` threads run at a time (all processors by default).
    With `handouts` there are also a PDF of the report and a slide for each proposal.
    What was done before an interruption is gone on with by the same command.

    Returns 0 when all is well, 1 when a claim under `expect:` is not met, 3 when the results are
    there but figures and report could not be drawn, 130 when interrupted. Raises ProblemsFound when
    the input is bad; then nothing is written.
    """
    scenario = _overridden(load_scenario(path), replicates, seed)
    target = Path(out) if out is not None else Path("results") / scenario.name
    started = now()
    with ExitStack() as ending, claimed(target) as place:
        kept, standing = kept_runs(place.work, scenario), Standing(target)
        try:
            comparison = _run(scenario, at_a_time(workers), kept)
            _tell_and_write(comparison, place, started, standing)
            status = _draw(comparison, place, standing, kept, handouts)
        except BaseException as error:
            if not isinstance(error, KeyboardInterrupt):
                print(*_kept(kept, scenario), file=sys.stderr)
                raise
            ending.enter_context(suppress(KeyboardInterrupt))  # a second one changes nothing
            ending.enter_context(undisturbed())
            told = f"Interrupted. {standing.told()}"
            print(told, *_kept(kept, scenario), file=sys.stderr, flush=True)
            return INTERRUPTED
    if status != FINE:
        return status
    return FINE if all(verdict.met for verdict in comparison.verdicts) else CLAIM_NOT_MET


class Standing:
    """What stands in the folder of the results, to be told where a comparison breaks off.

    A report that stands there stays, with its tables, until the new one can take its place.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.anything = (folder / MANIFEST).exists()
        self.drawn = any((folder / name).exists() for name in (REPORT, FIGURES))
        self.tables = False
        """Whether the tables of this comparison stand there."""
        self.report = False
        """Whether its report stands there, with all the rest."""

    def told(self) -> str:
        """What is there now, in a sentence."""
        if self.report:
            return f"All results are in {self.folder}."
        if self.tables:
            return f"The tables are in {self.folder}; figures and report are not drawn."
        if self.anything:
            return f"No results were written: those of an earlier run stay in {self.folder}."
        return "No results were written."


def _run(scenario: Scenario, workers: int, kept: KeptRuns) -> Comparison:
    from sim.study.runs import run_replicate

    print(
        f"Comparing {count(len(scenario.arms), 'arm')} over"
        f" {count(scenario.replicates, 'replicate')}"
        f" on {count(workers, 'thread')}",
        file=sys.stderr,
        flush=True,
    )
    wanted = [*range(1, scenario.replicates + 1), *(each for _, each in second_towns(scenario))]
    left = sum(number not in kept.known for number in wanted)
    if left:
        make_ready(scenario, left, workers, "figures and report", DRAWING)
    with progress("replicates", left, workers) as advance:
        return compare(scenario, kept.keeping(run_replicate), workers, advance, kept.known)


def _kept(kept: KeptRuns, scenario: Scenario) -> list[str]:
    """A sentence on what can be gone on with, where there is something."""
    number = sum(each <= scenario.replicates for each in kept.flush())
    wanted = count(scenario.replicates, "replicate")
    return [f"{number:,} of {wanted} are saved: the same command goes on from there."] * bool(
        number
    )


def _tell_and_write(comparison: Comparison, place: Place, started: str, standing: Standing) -> None:
    """Print the answer and write the tables; a full disk costs the answer as little.

    They are put in place at once where no report stands that would be lost for them.
    """
    try:
        print_comparison(comparison)
        sys.stdout.flush()
    finally:  # whatever becomes of the words
        with undisturbed():
            try:
                keep(comparison, place.new, started)
            except OSError as error:
                raise cannot_write(place.target, error) from None
            if not standing.drawn:
                place.put_in_place()
                standing.tables = True
    if standing.tables:
        print(f"Tables: {standing.folder}", flush=True)


def _draw(
    comparison: Comparison, place: Place, standing: Standing, kept: KeptRuns, handouts: bool
) -> int:
    """Add figures and report to the results; where that fails, what stands stays as it is."""
    print("Drawing the figures and writing the report.", file=sys.stderr, flush=True)
    kept.flush()
    try:
        show(comparison, place.new)
        if handouts:
            _hand_out(comparison, place.new)
        with suppress(KeyboardInterrupt), undisturbed():  # all is done: too late to break off
            place.put_in_place()
            standing.report = True
            kept.forget()
    except Exception as error:
        told = error if isinstance(error, ProblemsFound) else f"{type(error).__name__}: {error}"
        print(
            f"Figures and report could not be drawn: {told}\n{standing.told()} The same command"
            " draws them, without a new run.",
            file=sys.stderr,
        )
        if not standing.tables:
            print("To get the tables alone, move that folder away first.", file=sys.stderr)
        if sys.flags.dev_mode:
            raise
        return NOT_DRAWN
    if not standing.tables:
        print(f"Tables: {standing.folder}")
    print(f"To read, print and forward: {standing.folder / REPORT}", flush=True)
    return FINE


def show(comparison: Comparison, folder: Path) -> None:
    """Draw all figures and the slide into ``folder``, and write report and workbook.

    Figures are drawn on another processor, where there is one.
    """
    from sim.report.document import report_page
    from sim.report.figures.answer import draw_slide
    from sim.report.figures.in_parallel import drawn_beside
    from sim.report.workbook import FILE, write_workbook

    with drawn_beside(comparison, folder / FIGURES):
        write_workbook(comparison, folder / FILE)
        page = report_page(comparison)
        draw_slide(comparison, folder / SLIDES)
    (folder / REPORT).write_text(page, encoding="utf-8", newline="\n")


def _hand_out(comparison: Comparison, folder: Path) -> None:
    """A slide for each proposal, and the report as PDF where a browser is there to print it."""
    from sim.report.figures.proposal_slides import draw_proposal_slides
    from sim.report.pdf import NotPrinted, print_page

    draw_proposal_slides(comparison, folder / SLIDES)
    try:
        print_page(folder / REPORT, folder / PRINTED)
    except NotPrinted as told:
        print(f"Without {PRINTED}: {told}", file=sys.stderr)


def _overridden(scenario: Scenario, replicates: int | None, seed: int | None) -> Scenario:
    given = {"replicates": replicates, "seed": seed}
    return scenario.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
