"""Which runs are the same: of what scenario, by which version of the model, on what."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from typing import TYPE_CHECKING

from sim.compiling import model_version
from sim.experiment.manifest import versions

if TYPE_CHECKING:
    from sim.scenario import Scenario

UNIMPORTANT = ("name", "about", "replicates", "expect", "lesson", "story")
"""Of a scenario, what does not change any run."""
LIBRARIES = ("numba", "numpy", "scipy")
"""Whose versions may change the last digits of a result."""
PLATFORM = f"{sys.platform}-{platform.machine()}"


def libraries() -> dict[str, str]:
    """Versions of the libraries that runs depend on."""
    found = versions()
    return {name: found[name] for name in LIBRARIES}


def same_runs(scenario: Scenario) -> str:
    """A text that is the same only where a replicate gives the same runs, to the last digit."""
    resolved = scenario.resolved()
    kept = {name: each for name, each in resolved.items() if name not in UNIMPORTANT}
    content = json.dumps([kept, model_version(), PLATFORM, libraries()], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
