"""`explain unknowns`: what nobody knows, and what it costs the answer."""

from __future__ import annotations

from pathlib import Path

from sim.commands.scenario_files import flagship
from sim.common.problems import Problem, ProblemsFound, program
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.evidence.worlds.left import left_by_number
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.report.unknowns_text import print_unknowns
from sim.study import flagship_in_worlds
from sim.study.answers import Answers, answers_in
from sim.study.ready import compile_here

FINE = 0


def explain_unknowns(results: Path | None, store: bool, workers: int | None) -> int:
    """Print it of a results folder, or of the flagship; ``store``: run that in all worlds first."""
    if results is not None and store:
        fix = "leave one of them out: only the flagship is kept"
        raise ProblemsFound([Problem("these options do not go together", fix, "--store")])
    left = left_by_number()
    if not left:
        fix = f"`{program()} calibrate --store` makes them anew, in an hour"
        raise ProblemsFound([Problem("no worlds of this model are kept", fix, "unknowns")])
    if results is not None:
        found = answers_in(results)
    else:
        scenario = load_scenario(flagship())
        if store:
            flagship_in_worlds.keep(lived_flagship(scenario, workers or usual_workers()))
        found = flagship_in_worlds.kept(scenario)
    print_unknowns(found, left)
    return FINE


def lived_flagship(scenario: Scenario, workers: int) -> Answers:
    """The two arms that the flagship's lesson shows, in all worlds."""
    one, other = scenario.lesson.arms
    compile_here()
    with progress("towns", flagship_in_worlds.work(), workers) as show:
        return flagship_in_worlds.live(scenario, (one, other), workers, show)
