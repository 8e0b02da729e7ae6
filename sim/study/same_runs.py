"""Which runs are the same: of what scenario, by which version of the model, on what."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.compiled.source_code import hash_of
from sim.model.version import model_version
from sim.study.manifest import versions

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


def same_runs(scenario: Scenario) -> str:
    """A text that is the same only where a replicate gives the same runs, to the last digit.

    The order in which groups are written decides who is whose neighbour, so it counts.
    """
    resolved = scenario.resolved()
    kept = {name: each for name, each in resolved.items() if name not in UNIMPORTANT}
    a_run = hash_of([WHAT_A_RUN_IS], WHAT_A_RUN_IS.parent)
    content = json.dumps([kept, model_version(resolved), a_run, PLATFORM, libraries()])
    return hashlib.sha256(content.encode()).hexdigest()
