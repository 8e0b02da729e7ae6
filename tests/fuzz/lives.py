"""What `check` accepts can be lived by a few people, and their trust stays a number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from sim.commands.check import is_sweep
from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.study.compare import compare
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.point import scenario_at

PEOPLE, DAYS, BURN_IN = 60, 750, 10


def lived(path: Path) -> str | None:
    """What goes wrong when an accepted file is lived, else nothing."""
    try:
        for scenario in _scenarios(path):
            told = _wrong_trust(small(scenario))
            if told is not None:
                return told
    except Exception as error:
        return f"accepted, but it cannot be run: {type(error).__name__}: {error}"
    return None


def small(scenario: Scenario) -> Scenario:
    """The same with few people and one replicate, and two years unless it says more of later."""
    community: dict[str, Any] = scenario.community.model_dump(by_alias=True, exclude_unset=True)
    community["residents"] = min(scenario.community.residents, PEOPLE)
    few = scenario.with_changes(
        community=community,
        burn_in_days=min(scenario.burn_in_days, BURN_IN),
        replicates=1,
        lesson={},
    )
    try:
        return few.with_changes(days=min(scenario.days, DAYS))
    except ProblemsFound:  # what it says of later days does not fit into fewer
        return few


def _scenarios(path: Path) -> list[Scenario]:
    if not is_sweep(path):
        return [load_scenario(path)]
    sweep = load_sweep(path)
    return [scenario_at(sweep.recipe, sweep.values(sweep.points - 1))]


def _wrong_trust(scenario: Scenario) -> str | None:
    found = compare(scenario)
    for run in found.runs:
        trust = np.array([run.outcomes["trust"], *np.ravel(run.series["trust"])])
        if not np.isfinite(trust).all() or trust.min() < 0 or trust.max() > 100:
            return f"trust of {run.arm} is {trust.min()} to {trust.max()}"
    infinite = [name for name, value in run.outcomes.items() if np.isinf(value)]
    return f"infinite: {infinite}" if infinite else None
