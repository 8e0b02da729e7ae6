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
from sim.model.worlds import Worlds, kept
from sim.report.unknowns_text import print_unknowns
from sim.study import flagship_in_worlds
from sim.study.answers_in_folder import answers_in
from sim.study.flagship_in_worlds import Lived
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
            keep_flagship(scenario, lived_flagship(scenario, kept(), workers or usual_workers()))
        found = flagship_in_worlds.kept(scenario)
    print_unknowns(found, left)
    return FINE


def lived_flagship(scenario: Scenario, worlds: Worlds, workers: int) -> Lived:
    """The two arms that the flagship's lesson shows, in all worlds."""
    compile_here()
    with progress("towns of the flagship", None, workers) as show:
        return flagship_in_worlds.live(scenario, _pair(scenario), worlds, workers, show)


def keep_flagship(scenario: Scenario, lived: Lived) -> None:
    """Keep what was lived in the worlds that are kept."""
    flagship_in_worlds.keep(flagship_in_worlds.as_answers(scenario, _pair(scenario), lived))


def _pair(scenario: Scenario) -> tuple[str, str]:
    one, other = scenario.lesson.arms
    return one, other
