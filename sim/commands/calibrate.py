"""`calibrate`: solve the numbers that base rates may decide, and show the fit."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import yaml

from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.common.words import count
from sim.evidence.calibrate import ROUNDS, TARGETS, TOWNS, Calibration, calibrate, changes_for
from sim.model.version import model_version
from sim.report.layout import Page, Table
from sim.study.folder.new_results import new_results
from sim.study.folder.results_folder import FORMAT
from sim.study.manifest import write as write_manifest
from sim.study.ready import compile_here

FINE = 0
FOLDER = Path("results") / "calibration"
COLUMNS = (
    "number", "base_rate", "source", "before", "value", "error", "asked", "simulated", "low",
    "high",
)  # fmt: skip
SAID = (
    "Only base rates are fitted (P15, P20); what a trial measures is left alone. The trust of the"
    " groups (P19) needs no fit: 55 and 40 points, spread 19, put 60.4% and 29.9% above 50. Base"
    " rates are shown in replicates that the fit has not seen. The values as a piece of a scenario:"
    " calibration.yaml."
)


def run_calibration(out: Path | None, workers: int | None) -> int:
    """Solve the unknowns, print the fit, write the folder."""
    target = out or FOLDER
    threads = workers or usual_workers()
    most = ROUNDS * (len(TARGETS) + 1)
    print(
        f"Solving {len(TARGETS)} numbers from as many base rates, in {TOWNS} replicates on"
        f" {count(threads, 'thread')}: at most {most} evaluations, and one of unseen replicates",
        file=sys.stderr,
        flush=True,
    )
    with new_results(target) as folder:
        compile_here()
        with progress("evaluations at most", most, workers=1) as show:
            found = calibrate(workers=threads, progress=lambda done: show(done, most))
        write_folder(found, folder)
    print_fit(found)
    print(f"Values and fit: {target}")
    return FINE


def print_fit(found: Calibration) -> None:
    """A row a number: its value before and after, the base rate asked for and simulated."""
    console = Page()
    table = Table("Number", ["before", "solved", "+/-", "base rate, %", "asked", "unseen [95%]"])
    for fit in found.fits:
        low, high = fit.simulated.low, fit.simulated.high
        table.add(
            fit.target.unknown,
            [
                f"{fit.before:.3g}",
                f"{fit.value:.3g}",
                f"{fit.error:.2g}",
                fit.target.measure,
                f"{fit.target.value:.1f}",
                f"{fit.simulated.mean:.1f} [{low:.1f}, {high:.1f}]",
            ],
        )
    console.table(table)
    console.paragraph(
        f"The largest miss that is left in the replicates of the fit is {found.worst:.1%} of a"
        f" base rate; condition number of the slopes {found.condition:.0f}. {SAID}",
    )


def write_folder(found: Calibration, folder: Path) -> None:
    """The values as a piece of a scenario, the fit as a table, and the recipe."""
    changes = changes_for(found.values)
    (folder / "calibration.yaml").write_text(
        yaml.safe_dump(changes, sort_keys=False), encoding="utf-8"
    )
    with (folder / "fit.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for fit in found.fits:
            reached = (fit.simulated.mean, fit.simulated.low, fit.simulated.high)
            numbers = (fit.before, fit.value, fit.error, fit.target.value, *reached)
            named = (fit.target.unknown, fit.target.measure, fit.target.source)
            writer.writerow((*named, *(f"{number:.6g}" for number in numbers)))
    write_manifest(
        {"format": FORMAT, "kind": "calibration", "model": model_version(), "towns": TOWNS}, folder
    )
