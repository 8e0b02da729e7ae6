"""Which runs are the same: of what scenario, by which version of the model, on what."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.compiled.source_code import hash_of
from sim.model.version import model_version
from sim.study.manifest import fingerprint, versions

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario

UNIMPORTANT = ("name", "about", "replicates", "expect", "lesson", "story")
"""Of a scenario, what does not change any run."""
LIBRARIES = ("numba", "numpy", "scipy")
"""Whose versions may change the last digits of a result."""
WHAT_A_RUN_IS = Path(__file__).with_name("runs.py")
PLATFORM = f"{sys.platform}-{platform.machine()}"


def libraries() -> dict[str, str]:
    """Versions of the libraries that runs depend on."""
    found = versions()
    return {name: found[name] for name in LIBRARIES}


def what_runs(resolved: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """Of a resolved scenario what may change a run, but for what else is left out."""
    return {name: each for name, each in resolved.items() if name not in {*UNIMPORTANT, *without}}


def same_runs(scenario: Scenario) -> str:
    """A text that is the same only where a replicate gives the same runs, to the last digit."""
    resolved = scenario.resolved()
    a_run = hash_of([WHAT_A_RUN_IS], WHAT_A_RUN_IS.parent)
    return fingerprint([what_runs(resolved), model_version(resolved), a_run, PLATFORM, libraries()])
