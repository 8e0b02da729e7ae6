"""From a file to a scenario, or to everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sim.common.problems import shown
from sim.files import read_with_extends
from sim.model.day import Process
from sim.model.former_names import with_names_of_today
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.totals import handed_on
from sim.model.scenario.without_effect import refuse_options_without_effect

Function = Callable[..., Any]


def load_scenario(path: str | Path) -> Scenario:
    """Read and check a scenario file.

    Raises:
        ProblemsFound: everything that is wrong, each with file, line, column and a fix.
    """
    source = read_with_extends(Path(path), with_names_of_today, handed_on)
    scenario = Scenario.of_source(source)
    refuse_options_without_effect(scenario, source)
    return scenario.written_as(Path(path).read_text(encoding="utf-8-sig"))


def as_scenario(case: Scenario | str | Path) -> Scenario:
    """The scenario that somebody gave, as an object or as the path of its file.

    An object was checked when it was made; ``checked_again`` looks whether it still stands.

    One is made of plain data with ``Scenario(name="town", budget={"per_resident": 50},
    baseline="usual", arms={"usual": {}, "visits": {"outreach": {"share": 1}}})``.

    Raises:
        ProblemsFound: everything that is wrong with it.
        TypeError: it is neither.
    """
    if isinstance(case, str | os.PathLike):
        return load_scenario(Path(case))
    if not isinstance(case, Scenario):
        given = "a dict" if isinstance(case, dict) else f"{shown(case)} ({type(case).__name__})"
        raise TypeError(
            f"a scenario or the path of its file is needed here, not {given}:"
            " load_scenario(path) reads a file, Scenario(**data) makes one of plain data"
        )
    return case


def with_own(
    scenario: Scenario,
    processes: Sequence[Process] | None = None,
    interventions: Sequence[tuple[int, Function]] = (),
    stop: Function | None = None,
) -> Scenario:
    """The scenario with processes, interventions and a stop rule given as Python functions.

    Raises:
        ProblemsFound: one that was not declared (``process``, ``intervention``, ``stop_rule``), or
            a day after the end.
    """
    changes: dict[str, Any] = {}
    if processes is not None:
        changes["processes"] = [_name_of(each) for each in processes]
    if interventions:
        added = [{"day": day, "run": _name_of(each)} for day, each in interventions]
        changes["interventions"] = [*scenario.interventions, *added]
    if stop is not None:
        changes["stop"] = _name_of(stop)
    return scenario.with_changes(**changes) if changes else scenario


def _name_of(function: Any) -> str:
    return str(getattr(function, "__name__", function))


def checked_again(scenario: Scenario) -> Scenario:
    """The same scenario, also where somebody forced values into it; raises ProblemsFound."""
    plain = type(scenario) is Scenario
    checked = Scenario.model_validate(
        scenario if plain else scenario.model_dump(by_alias=True, exclude_unset=True)
    )
    return scenario if checked == scenario else checked.written_as(scenario._source_text)
