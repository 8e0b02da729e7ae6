"""What a policing strategy does to residents' trust in police and to crime reporting.

from sim import load_scenario, compare
results = compare(load_scenario("scenarios/engagement_vs_surveillance.yaml"))
results.tables.differences            # a pandas frame
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["Simulation", "TrustModel", "compare", "load_scenario", "simulate", "sweep"]

_HOMES = {
    "Simulation": "sim.simulation",
    "TrustModel": "sim.model",
    "compare": "sim.experiment.compare",
    "load_scenario": "sim.scenario",
    "simulate": "sim.simulation",
    "sweep": "sim.sweeps.conduct",
}


def __getattr__(name: str) -> Any:
    """Import public names when first used, so that ``import sim`` costs nothing."""
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sim' has no attribute {name!r}")
