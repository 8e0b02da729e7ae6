"""From a file to a scenario, or to everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from sim.problems import ProblemsFound
from sim.scenario.checks import cross_checks
from sim.scenario.scenario import Scenario
from sim.yaml_source import problems_from_validation, read_with_extends


def load_scenario(path: str | Path) -> Scenario:
    """Read and check a scenario file.

    Raises:
        ProblemsFound: everything that is wrong, each with file, line, column and a fix.
    """
    source = read_with_extends(Path(path))
    try:
        scenario = Scenario.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsFound(problems_from_validation(error, source, Scenario)) from None
    problems = [
        source.problem(where, message, fix, at=at)
        for where, message, fix, at in cross_checks(scenario)
    ]
    if problems:
        raise ProblemsFound(problems)
    return scenario.written_as(Path(path).read_text(encoding="utf-8-sig"))
