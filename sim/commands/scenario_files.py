"""Where the scenario files are, and where a new one goes."""

from __future__ import annotations

import os
from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario

SCHEMA = Path(__file__).parents[1] / "scenario.schema.json"
SWEEP_SCHEMA = SCHEMA.with_name("sweep.schema.json")


def scenario_folder() -> Path:
    """The folder of scenarios: that here, or the one that comes with the program."""
    here = Path("scenarios")
    return here if here.is_dir() else shipped()


def shipped() -> Path:
    """The folder of the scenarios that come with the program: in it, or beside it in a checkout."""
    inside = SCHEMA.with_name("scenarios")
    return inside if inside.is_dir() else SCHEMA.parents[1] / "scenarios"


def flagship() -> Path:
    """The scenario that speed and worlds are shown on."""
    return shipped() / "engagement_vs_surveillance.yaml"


def scenario_to_compare(path: Path) -> Scenario:
    """The scenario of a file, which must have more than one arm. Raises ProblemsFound."""
    scenario = load_scenario(path)
    if len(scenario.arms) < 2:
        fix = "add an arm: there is nothing to compare"
        raise ProblemsFound([Problem("this scenario has one arm", fix, str(path))])
    return scenario


def schema_line(path: Path, schema: Path = SCHEMA) -> str:
    """First line of a file: it tells an editor what may be written."""
    try:
        where = Path(os.path.relpath(schema, path.absolute().parent)).as_posix()
    except ValueError:  # another drive
        where = schema.as_uri()
    return f"# yaml-language-server: $schema={where}"
