"""`calibrate --control`: leave out one mechanism, and say which findings no setting meets then."""

from __future__ import annotations

from pathlib import Path

from sim.common.problems import Problem, ProblemsFound, did_you_mean, program, quoted
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.evidence.patterns import patterns
from sim.evidence.worlds.controls import OFF, SETTINGS, lost, never_met, run_control
from sim.evidence.worlds.rows import kept_waves
from sim.evidence.worlds.targets import targets
from sim.evidence.worlds.waves import Rows
from sim.report.controls_text import print_control
from sim.study.ready import compile_here

FINE = 0
FOLDER = Path("results") / "controls"


def run_controls(name: str, out: Path | None, workers: int | None) -> int:
    """Run the settings without one mechanism, and print what is lost against the full model."""
    if name not in OFF:
        near = did_you_mean(name, list(OFF))
        fix = f"did you mean {near}?" if near else f"one of {', '.join(OFF)}"
        raise ProblemsFound([Problem(f"no mechanism is called {quoted(name)}", fix, "--control")])
    known = patterns()
    waves = kept_waves(list(known.values()))
    if not waves:
        fix = f"`{program()} calibrate --store` runs the settings of the full model first"
        raise ProblemsFound([Problem("no settings of this model are kept", fix, "--control")])
    compile_here()
    full, threads = waves[0], workers or usual_workers()
    full = Rows(full.u[:SETTINGS], full.values.head(SETTINGS))
    path = (out or FOLDER) / f"without_{name}.parquet"
    with progress(f"settings without {name}", len(full), threads) as show:
        without = run_control(name, full, list(known.values()), path, threads, show)
    asked = targets(known.values())
    never = never_met(full, asked), never_met(without, asked)
    print_control(name, lost(full, without, asked), never, known, len(full))
    print(f"Every measure in every setting: {path}")
    return FINE
