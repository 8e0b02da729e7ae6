"""What the studio asks of the program: read, check, price, run and answer, in plain data.

The page has the same functions, as this file and all that it needs is translated for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.common.problems import Problem, ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario

Json = Any


def read(path: str) -> Json:
    """A YAML file: its data, or every problem as ``check`` tells it."""
    try:
        scenario = load_scenario(path)
    except ProblemsFound as found:
        return {"data": None, "problems": [told(each) for each in found.problems]}
    return {"data": scenario.resolved(), "problems": []}


def told(problem: Problem) -> Json:
    """A problem with its parts, and as ``check`` prints it."""
    return {"text": str(problem)}
