"""`fit`: a planner's own town against the model, and the worlds that fit its survey."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from sim.commands.scenario_files import schema_line
from sim.common.problems import Problem, ProblemsFound, program
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.common.whole_files import write_whole
from sim.model.scenario.load import load_scenario
from sim.model.scenario.said_back import NO_FORECAST
from sim.model.worlds import kept
from sim.report.fit_text import fitted_in_yaml, print_fit
from sim.study.fit import Fit, fit, refuse_what_cannot_be_fitted
from sim.study.ready import compile_here

BY_FIT = "# Written by fit"


def run_fit(path: Path, out: Path | None, workers: int | None) -> int:
    """Show the town's numbers asked, fitted and undecided; write a scenario of fitted worlds.

    It is ``out``, or <file>_fitted.yaml beside the scenario, which it extends. Nothing is written
    where no figure weighs worlds. Raises ProblemsFound.
    """
    scenario = load_scenario(path)
    refuse_what_cannot_be_fitted(scenario, str(path))
    target = out or path.with_name(f"{path.stem}_fitted.yaml")
    _may_be_written(target, path)
    worlds, threads = kept(), workers or usual_workers()
    compile_here()
    with progress("worlds", len(worlds), threads) as advance:
        found = fit(scenario, worlds, threads, advance)
    print_fit(found)
    sys.stdout.flush()
    if found.weighed:
        text = _in_yaml(found, path, target)
        write_whole(target, lambda beside: beside.write_text(text, encoding="utf-8", newline="\n"))
        print(f"Wrote {target}, which lives in these worlds. Next:")
        print(f"  {program()} compare {target}")
    return 0


def _may_be_written(target: Path, path: Path) -> None:
    problem = None
    if target.suffix != ".yaml":
        problem = Problem(
            "a scenario file ends in .yaml", f"write --out {target.with_suffix('.yaml')}",
            str(target),
        )  # fmt: skip
    elif target.absolute().parent != path.absolute().parent:
        problem = Problem(
            "what is written extends the scenario, which must lie in the same folder",
            f"write --out {path.with_name(target.name)}",
            str(target),
        )
    elif target.exists() and BY_FIT not in target.read_text(encoding="utf-8", errors="replace"):
        problem = Problem(
            "this file is there already, and not from fit",
            "choose another name with --out, or delete that file first",
            str(target),
        )
    if problem is not None:
        raise ProblemsFound([problem])


def _in_yaml(found: Fit, path: Path, target: Path) -> str:
    """The scenario to compare: it extends the planner's own and lives in fitted worlds."""
    name = f"{found.scenario.name[:53]}_fitted"
    content = {"name": name, "extends": path.name}
    about = [
        schema_line(target),
        f"{BY_FIT}: {NO_FORECAST}.",
        f"# {found.left:.0f} of {len(found.worlds)} worlds are left (effective number). Change the"
        " file that this one",
        "# extends, and fit again.",
    ]
    return (
        "\n".join(about)
        + "\n"
        + yaml.safe_dump(content, sort_keys=False, width=100)
        + fitted_in_yaml(found.fitted().model_dump())
    )
