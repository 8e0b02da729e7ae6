"""`calibrate`: solve the numbers that base rates may decide, and show the fit."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

from sim.compiling import model_version
from sim.evidence.calibrate import ROUNDS, TARGETS, TOWNS, Calibration, Fit, calibrate, changes_for
from sim.experiment.manifest import write as write_manifest
from sim.experiment.results_folder import FORMAT, new_results
from sim.report.layout import Table, page, paragraph, show

FINE = 0
FOLDER = Path("results") / "calibration"
SAID = (
    "Only base rates are fitted (P15, P19, P20); what a trial measures is left alone. Every step"
    " uses the same towns, so the fit is reproducible. The values as a piece of a scenario:"
    " calibration.yaml."
)


def run_calibration(out: Path | None, workers: int | None) -> int:
    """Solve the unknowns, print the fit, write the folder."""
    target = out or FOLDER
    threads = workers or os.cpu_count() or 1
    began = time.monotonic()
    most = ROUNDS * (len(TARGETS) + 1) + 1
    print(
        f"Solving {len(TARGETS)} numbers from as many base rates, in {TOWNS} towns on {threads}"
        f" threads: at most {most} rounds",
        file=sys.stderr,
    )

    def show_progress(done: int) -> None:
        left = (time.monotonic() - began) / done * (most - done)
        if done % 5 == 0:
            print(f"{done} rounds, at most {left:.0f} s left", file=sys.stderr, flush=True)

    with new_results(target) as folder:
        found = calibrate(workers=threads, progress=show_progress)
        write(found, folder)
    print_fit(found.fits)
    print(f"Values and fit: {target}")
    return FINE


def print_fit(fits: Sequence[Fit]) -> None:
    """A row a number: its value before and after, the base rate asked for and simulated."""
    console = page()
    table = Table("Number", ["before", "solved", "base rate", "asked", "simulated [95%]"])
    for fit in fits:
        low, high = fit.simulated.low, fit.simulated.high
        table.add(
            fit.target.unknown,
            [
                f"{fit.before:.3g}",
                f"{fit.value:.3g}",
                fit.target.measure,
                f"{fit.target.value:.3f}",
                f"{fit.simulated.mean:.3f} [{low:.3f}, {high:.3f}]",
            ],
        )
    show(console, table)
    paragraph(console, SAID)


def write(found: Calibration, folder: Path) -> None:
    """The values as a piece of a scenario, the fit as a table, and the recipe."""
    changes = changes_for(TARGETS, found.values)
    (folder / "calibration.yaml").write_text(
        yaml.safe_dump(changes, sort_keys=False), encoding="utf-8"
    )
    with (folder / "fit.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            (
                "number",
                "before",
                "value",
                "base_rate",
                "asked",
                "simulated",
                "low",
                "high",
                "source",
            )
        )
        for fit in found.fits:
            reached = (fit.simulated.mean, fit.simulated.low, fit.simulated.high)
            writer.writerow(
                (fit.target.unknown, f"{fit.before:.6g}", f"{fit.value:.6g}", fit.target.measure,
                 fit.target.value, *(f"{each:.6g}" for each in reached), fit.target.source)
            )  # fmt: skip
    write_manifest(
        {"format": FORMAT, "kind": "calibration", "model": model_version(), "towns": TOWNS}, folder
    )
