"""`validate`: re-run published studies inside the model and show which findings come out."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sim.common.problems import Problem, ProblemsFound
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.common.words import count
from sim.evidence import stored
from sim.evidence.patterns import Pattern, in_full, patterns
from sim.evidence.scoreboard import Row, as_data
from sim.evidence.validate import FULL, QUICK, Validation, validate
from sim.evidence.worlds.board import Board, kept_board
from sim.report.scoreboard_text import print_scoreboard
from sim.study.folder.new_results import new_results
from sim.study.folder.results_folder import FORMAT, refuse_unwritable
from sim.study.manifest import write as write_manifest
from sim.study.ready import compile_here

FINE, LOWERED = 0, 1
FOLDER = Path("results") / "validation"
COLUMNS = (
    "pattern", "title", "measure", "unit", "published", "published_low", "published_high",
    "verified", "source", "estimate", "low", "high", "band_low", "band_high", "judged", "verdict",
    "kind", "set_by", "doi", "met_in_worlds", "rest_predicts_low", "rest_predicts_high",
    "predicted_when_left_out",
)  # fmt: skip


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line."""

    quick: bool = False
    pattern: str | None = None
    json_file: Path | None = None
    out: Path | None = None
    workers: int | None = None
    against_stored: bool = False
    store: bool = False
    because: str = ""


def run_validation(options: Options) -> int:
    """Run the trials, print the scoreboard, write what was asked for; exit status."""
    _refuse_nonsense(options)
    chosen = chosen_patterns(options.pattern)
    towns = QUICK if options.quick else FULL
    workers = options.workers or usual_workers()
    part = options.quick or options.pattern is not None
    target = options.out or (None if part else FOLDER)
    stored.version()  # of what is going to run, whatever is edited meanwhile
    board = kept_board()
    if target is None:
        found = _run(chosen, towns, workers)
        rows = found.rows()
    else:
        with new_results(target) as folder:
            found = _run(chosen, towns, workers)
            rows = found.rows()
            write_folder(rows, towns, folder, board)
    few = f"{count(QUICK, 'replicate')} instead of {FULL}" if options.quick else ""
    print_scoreboard(rows, options.pattern is not None, few=few, board=board)
    if target is not None:
        print(f"Table, figures and page: {target}")
    else:
        print("Table, figures and page are written with --out FOLDER.")
    if options.json_file is not None:
        options.json_file.write_text(_text(rows, board), encoding="utf-8")
    if options.store:
        return _store(rows, found.rows(QUICK), options.because)
    if options.against_stored:
        return max(
            _compare(rows, "quick" if options.quick else "full"), _again(board, chosen, workers)
        )
    return FINE


def _refuse_nonsense(options: Options) -> None:
    """Refuse options that do not go together, before anything runs."""
    said = (
        (
            options.store and (options.quick or options.pattern is not None),
            Problem("only a full validation can be stored", "leave out --quick and --pattern",
                    "--store"),
        ),
        (
            options.store and options.against_stored,
            Problem("the result cannot replace what it is compared with",
                    "choose --store or --against-stored", "--store"),
        ),
        (
            bool(options.because) and not options.store,
            Problem("a reason is asked for only when a result is stored", "add --store",
                    "--because"),
        ),
    )  # fmt: skip
    problems = [problem for wrong, problem in said if wrong]
    if problems:
        raise ProblemsFound(problems)
    if options.json_file is not None:
        refuse_unwritable(options.json_file, "--json")


def _store(rows: Sequence[Row], quick: Sequence[Row], because: str) -> int:
    try:
        stored.keep(rows, quick, (FULL, QUICK), because)
    except stored.Lowered as lower:
        print(f"Not stored, because verdicts are lower than stored:\n{lower}")
        print('Say why with --because "...", and in the change log, to store them anyway.')
        return LOWERED
    return FINE


def chosen_patterns(ids: str | None) -> list[Pattern]:
    """Patterns by comma-separated ids; all of them without."""
    known = patterns()
    if ids is None:
        return list(known.values())
    wanted = [in_full(each.strip().upper()) for each in ids.split(",") if each.strip()]
    problems = [
        Problem(
            f"no pattern is called {each!r}",
            f"write one or several of: {', '.join(known)}",
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


def _run(chosen: Sequence[Pattern], towns: int, workers: int) -> Validation:
    trials = len({pattern.trial for pattern in chosen})
    print(
        f"Running {count(trials, 'trial')} in {count(towns, 'replicate')} each"
        f" on {count(workers, 'thread')}",
        file=sys.stderr,
        flush=True,
    )
    compile_here()
    with progress("runs of trials", trials * towns, workers) as show:
        return validate(chosen, towns, workers, progress=show)


def _text(rows: Sequence[Row], board: Board | str) -> str:
    found = [as_data(row) for row in rows]
    if not isinstance(board, str):
        for row, data in zip(rows, found, strict=True):
            data["met_in_worlds"] = board.share(row.pattern)
            for reading, each in zip(row.readings, data["measures"], strict=True):
                told = board.told(row.pattern, reading.measure)
                each["rest_predicts"] = told and told.rest and told.rest[:2]
                each["predicted_when_left_out"] = told and told.rest and told.rest.inside
    return json.dumps(found, indent=1) + "\n"


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


def _again(board: Board | str, chosen: Sequence[Pattern], workers: int) -> int:
    """Run some worlds again: a finding that is missed where the file has it met is said."""
    from sim.evidence.worlds.again import no_longer_met

    if isinstance(board, str):
        print(board)
        return LOWERED
    missed = no_longer_met(board, chosen, workers=workers)
    for sentence in missed:
        print(f"No longer met: {sentence}")
    return LOWERED if missed else FINE


def write_folder(rows: Sequence[Row], towns: int, folder: Path, board: Board | str = "") -> None:
    """Table, figures, page and manifest of a validation."""
    from sim.report.figures.scoreboard import every_measure, scoreboard
    from sim.report.figures.style import drawing, write
    from sim.report.scoreboard_page import scoreboard_page

    about = {"format": FORMAT, "kind": "validation", "version": stored.version(), "towns": towns}
    write_manifest(about, folder)
    (folder / "scoreboard.json").write_text(_text(rows, board), encoding="utf-8")
    (folder / "scoreboard.csv").write_text(table(rows, board), encoding="utf-8", newline="")
    (folder / "report.html").write_text(scoreboard_page(rows, towns, board), encoding="utf-8")
    (folder / "figures").mkdir()
    with drawing():
        for picture in (scoreboard(rows, board), every_measure(rows, board)):
            write(picture, folder / "figures")


def table(rows: Sequence[Row], board: Board | str = "") -> str:
    """One line a measure, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        for each in row.readings:
            found, interval = each.measure.published, each.interval
            told = None if isinstance(board, str) else board.told(row.pattern, each.measure)
            rest = told and told.rest
            writer.writerow(
                [
                    row.pattern.id, row.pattern.title, each.measure.name, each.measure.unit,
                    found.value, found.low, found.high, found.verified, found.source,
                    *(f"{value:.6g}" for value in (interval.mean, interval.low, interval.high)),
                    *each.measure.band, each.measure.judged, each.verdict, each.measure.kind,
                    " ".join(each.measure.set_by), row.pattern.doi,
                    told and sum(told.met) / len(told.met), rest and rest.low, rest and rest.high,
                    rest and rest.inside,
                ]
            )  # fmt: skip
    return out.getvalue()
