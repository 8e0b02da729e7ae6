"""`validate`: re-run published studies inside the model and show which findings come out."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sim.compiling import cache_is_warm
from sim.evidence import stored
from sim.evidence.patterns import Pattern, patterns
from sim.evidence.scoreboard import Row, as_data
from sim.evidence.validate import FULL, QUICK, validate
from sim.experiment.progress import progress
from sim.experiment.results_folder import FORMAT, MANIFEST, new_results
from sim.problems import Problem, ProblemsFound, did_you_mean

FINE, LOWERED = 0, 1
FOLDER = Path("results") / "validation"
COLUMNS = (
    "pattern", "title", "measure", "unit", "published", "published_low", "published_high",
    "verified", "source", "estimate", "low", "high", "band_low", "band_high", "judged", "verdict",
    "kind", "set_by", "doi",
)  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    quick: bool = False
    pattern: str | None = None
    json_file: Path | None = None
    out: Path | None = None
    workers: int | None = None
    compare: bool = False
    store: bool = False
    because: str = ""


def run_validation(wishes: Wishes) -> int:
    """Run the trials, print the scoreboard, write the folder; exit status."""
    _refuse_part_of_a_scoreboard(wishes)
    chosen = chosen_patterns(wishes.pattern)
    replicates = QUICK if wishes.quick else FULL
    workers = wishes.workers or os.cpu_count() or 1
    whole = wishes.pattern is None and not wishes.quick
    target = wishes.out or (FOLDER if whole else None)
    if target is None:
        rows = _run(chosen, replicates, workers)
    else:
        with new_results(target) as folder:
            rows = _run(chosen, replicates, workers)
            write(rows, replicates, folder)
    _print(rows, in_full=wishes.pattern is not None)
    if wishes.json_file is not None:
        wishes.json_file.write_text(json.dumps([as_data(row) for row in rows], indent=1) + "\n")
    if target is not None:
        print(f"Table, figures and page: {target}")
    if wishes.store:
        quick = _run(chosen, QUICK, workers)
        try:
            stored.keep(rows, quick, (replicates, QUICK), wishes.because)
        except stored.Lowered as lower:
            print(f"Not stored, because verdicts are lower than stored:\n{lower}")
            print("Say why with --because, and in the change log, to store them anyway.")
            return LOWERED
    return _compare(rows, "quick" if wishes.quick else "full") if wishes.compare else FINE


def _refuse_part_of_a_scoreboard(wishes: Wishes) -> None:
    if wishes.store and (wishes.quick or wishes.pattern is not None):
        fix = "leave out --quick and --pattern"
        raise ProblemsFound([Problem("only a full validation can be stored", fix, "--store")])


def chosen_patterns(ids: str | None) -> list[Pattern]:
    """Patterns by comma-separated ids; all of them without."""
    known = patterns()
    if ids is None:
        return list(known.values())
    wanted = [each.strip().upper() for each in ids.split(",") if each.strip()]
    problems = [
        Problem(
            f"no pattern is called {each!r}",
            f"did you mean {near}?"
            if (near := did_you_mean(each, list(known)))
            else f"write one or several of: {', '.join(known)}",
            "--pattern",
        )
        for each in wanted
        if each not in known
    ]
    if not wanted:
        fix = f"write one or several of: {', '.join(known)}"
        problems = [Problem("no pattern is named", fix, "--pattern")]
    if problems:
        raise ProblemsFound(problems)
    return [known[each] for each in dict.fromkeys(wanted)]


def _run(chosen: Sequence[Pattern], replicates: int, workers: int) -> list[Row]:
    trials = len({pattern.trial for pattern in chosen})
    print(
        f"Running {trials} trial{'s' if trials > 1 else ''} in {replicates} towns each"
        f" on {workers} threads",
        file=sys.stderr,
    )
    if not cache_is_warm():
        print(
            "Compiling the model for this machine: about half a minute, only this once.",
            file=sys.stderr,
        )
    with progress("runs of trials", trials * replicates) as show:
        return validate(chosen, replicates, workers, progress=show)


def _print(rows: Sequence[Row], in_full: bool) -> None:
    from sim.report.scoreboard_text import print_scoreboard

    print_scoreboard(rows, in_full)


def _compare(rows: Sequence[Row], board: Literal["full", "quick"]) -> int:
    """Compare with the stored verdicts: what got worse is said, and fails."""
    worse = stored.lowered(rows, board)
    for sentence in worse:
        print(f"Lower than stored: {sentence}")
    if not stored.is_current():
        print(
            "The stored scoreboard is of another version of the model or the trials: make evidence"
        )
        return LOWERED
    return LOWERED if worse else FINE


def write(rows: Sequence[Row], replicates: int, folder: Path) -> None:
    """Table, figures, page and manifest of a validation."""
    from sim.compiling import model_version
    from sim.report.figures.scoreboard import every_measure, scoreboard
    from sim.report.figures.style import drawing
    from sim.report.figures.style import write as draw
    from sim.report.scoreboard_page import scoreboard_page

    data = [as_data(row) for row in rows]
    about = {
        "format": FORMAT,
        "kind": "validation",
        "model": model_version(),
        "replicates": replicates,
        "command": sys.argv[1:],
    }
    (folder / MANIFEST).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    (folder / "scoreboard.json").write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    (folder / "scoreboard.csv").write_text(table(rows), encoding="utf-8", newline="")
    (folder / "report.html").write_text(scoreboard_page(rows, replicates), encoding="utf-8")
    (folder / "figures").mkdir()
    with drawing():
        for picture in (scoreboard(rows), every_measure(rows)):
            draw(picture, folder / "figures")


def table(rows: Sequence[Row]) -> str:
    """One line a measure, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        for each in row.readings:
            found, interval = each.measure.published, each.interval
            writer.writerow(
                [
                    row.pattern.id, row.pattern.title, each.measure.name, each.measure.unit,
                    found.value, found.low, found.high, found.verified, found.source,
                    *(f"{value:.6g}" for value in (interval.mean, interval.low, interval.high)),
                    *each.measure.band, each.measure.judged, each.verdict, each.measure.kind,
                    " ".join(each.measure.set_by), row.pattern.doi,
                ]
            )  # fmt: skip
    return out.getvalue()
