"""`explain --mediation`: what the effects of a scenario run through."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.commands.scenario_files import scenario_to_compare
from sim.common.problems import Problem, ProblemsFound, program
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.report.mediation_text import SHOWN, print_mediation
from sim.study.folder.results_folder import refuse_unwritable, replace_file
from sim.study.mediation import mediation, table, work_of
from sim.study.ready import make_ready

FEW = 6
"""Replicates, where none are asked for: enough for a table that is read, not quoted."""


def explain_mediation(
    path: Path | None,
    names: Sequence[str],
    replicates: int | None,
    workers: int | None,
    out: Path | None = None,
) -> int:
    """Run a scenario with states held and links off, and print what is left of its effects."""
    if path is None:
        fix = "write  --mediation SCENARIO, too"
        given = "--replicates, --workers, --out"
        raise ProblemsFound([Problem("there is nothing to run", fix, given)])
    if names:
        fix = f"ask for them apart: {program()} explain {' '.join(names)}"
        raise ProblemsFound([Problem("names are not explained here", fix, "--mediation")])
    scenario = scenario_to_compare(path)
    if scenario.stop is not None:
        fix = "leave stop out: all arms have to live the same days"
        raise ProblemsFound([Problem("this scenario may stop early", fix, str(path))])
    if out is not None:
        refuse_unwritable(out, "--out")
    rows, at_a_time = replicates or min(FEW, scenario.replicates), workers or usual_workers()
    make_ready(scenario, work_of(scenario, rows), at_a_time)
    with progress("pieces", None, at_a_time) as show:
        found = mediation(scenario, rows, at_a_time, show)
    print_mediation(found)
    if out is not None:
        csv = table(found, SHOWN).to_csv(index=False, float_format="%.6g", lineterminator="\n")
        replace_file(out, csv)
        print(f"All parts with their intervals: {out}")
    return 0
