"""What a policing strategy does to residents' trust in police and to crime reporting.

from sim import load_scenario, compare
results = compare(load_scenario("scenarios/engagement_vs_surveillance.yaml"))
results.tables.differences            # a pandas frame
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Simulation", "TrustModel", "compare", "load_scenario", "simulate", "sweep", "use"]

if TYPE_CHECKING:  # the same names, for type checkers and editors
    from sim.commands.sweep import sweep
    from sim.mesa.model import TrustModel
    from sim.model.extensions import use
    from sim.model.scenario.load import load_scenario
    from sim.model.simulation import Simulation, simulate
    from sim.study.compare import compare
else:
    _HOMES = {
        "Simulation": "sim.model.simulation",
        "TrustModel": "sim.mesa.model",
        "compare": "sim.study.compare",
        "load_scenario": "sim.model.scenario.load",
        "simulate": "sim.model.simulation",
        "sweep": "sim.commands.sweep",
        "use": "sim.model.extensions",
    }

    def __getattr__(name):
        """Import public names when first used, so that ``import sim`` costs nothing."""
        if name in _HOMES:
            import importlib

            return getattr(importlib.import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, and no module that happens to be loaded."""
    return [*__all__, "__version__"]
