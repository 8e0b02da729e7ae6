"""What a policing strategy does to residents' trust in police and to crime reporting.

    import sim

    town = sim.load_scenario("scenarios/engagement_vs_surveillance.yaml")
    study = sim.compare(town)
    study.difference("engagement", "surveillance", "trust")  # a mean with its interval
    study.tables.differences                                 # a pandas frame

Every public name stands on this page under what it is for; ``CONTRIBUTING.md`` shows how to
add a strategy or a mechanism from a file of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:  # the same names, for type checkers and editors
    from sim.commands.sweep import sweep as sweep
    from sim.compiled.rules import rule as rule
    from sim.mesa.model import TrustModel as TrustModel
    from sim.model.day import DAY as DAY
    from sim.model.day import process as process
    from sim.model.draws import decision as decision
    from sim.model.draws import uniform as uniform
    from sim.model.draws import uniforms as uniforms
    from sim.model.extensions import use as use
    from sim.model.ledger import book as book
    from sim.model.own import intervention as intervention
    from sim.model.own import outcome as outcome
    from sim.model.own import stop_rule as stop_rule
    from sim.model.parameters import Numbers as Numbers
    from sim.model.parameters import Parameter as Parameter
    from sim.model.parameters import declare as declare
    from sim.model.registers import cause as cause
    from sim.model.registers import channel as channel
    from sim.model.registers import count as count
    from sim.model.registers import duty as duty
    from sim.model.registers import lever as lever
    from sim.model.registers import place as place
    from sim.model.scenario.community import Community as Community
    from sim.model.scenario.community import Group as Group
    from sim.model.scenario.department import Budget as Budget
    from sim.model.scenario.department import Department as Department
    from sim.model.scenario.load import load_scenario as load_scenario
    from sim.model.scenario.scenario import Scenario as Scenario
    from sim.model.simulation import Simulation as Simulation
    from sim.model.simulation import simulate as simulate
    from sim.model.state import Flags as Flags
    from sim.model.state import Floats as Floats
    from sim.model.state import Plan as Plan
    from sim.model.state import Town as Town
    from sim.model.state import Wholes as Wholes
    from sim.model.strategies.base import BudgetStrategy as BudgetStrategy
    from sim.model.strategies.base import Means as Means
    from sim.model.strategies.base import PlacedStrategy as PlacedStrategy
    from sim.model.strategies.base import Strategy as Strategy
    from sim.model.strategies.base import Turns as Turns
    from sim.model.strategies.community_events import CommunityEvents as CommunityEvents
    from sim.model.strategies.conduct import Conduct as Conduct
    from sim.model.strategies.foot_patrol import FootPatrol as FootPatrol
    from sim.model.strategies.funding import Funding as Funding
    from sim.model.strategies.hot_spots import HotSpots as HotSpots
    from sim.model.strategies.implementation import Implementation as Implementation
    from sim.model.strategies.neighbourhood_watch import NeighbourhoodWatch as NeighbourhoodWatch
    from sim.model.strategies.outreach import Outreach as Outreach
    from sim.model.strategies.problem_solving import ProblemSolving as ProblemSolving
    from sim.model.strategies.procedural_justice import ProceduralJustice as ProceduralJustice
    from sim.model.strategies.residents_groups import ResidentsGroups as ResidentsGroups
    from sim.model.strategies.surveillance import Surveillance as Surveillance
    from sim.study.compare import compare as compare

_HOMES = {
    # to describe a town and what its police do
    "model.scenario.scenario": ("Scenario",),
    "model.scenario.load": ("load_scenario",),
    "model.scenario.community": ("Community", "Group"),
    "model.scenario.department": ("Budget", "Department"),
    "model.strategies.community_events": ("CommunityEvents",),
    "model.strategies.conduct": ("Conduct",),
    "model.strategies.foot_patrol": ("FootPatrol",),
    "model.strategies.funding": ("Funding",),
    "model.strategies.hot_spots": ("HotSpots",),
    "model.strategies.implementation": ("Implementation",),
    "model.strategies.neighbourhood_watch": ("NeighbourhoodWatch",),
    "model.strategies.outreach": ("Outreach",),
    "model.strategies.problem_solving": ("ProblemSolving",),
    "model.strategies.procedural_justice": ("ProceduralJustice",),
    "model.strategies.residents_groups": ("ResidentsGroups",),
    "model.strategies.surveillance": ("Surveillance",),
    # to run it: once, arms side by side, many parameter sets, in Mesa
    "model.simulation": ("Simulation", "simulate"),
    "study.compare": ("compare",),
    "commands.sweep": ("sweep",),
    "mesa.model": ("TrustModel",),
    # to add to it from a file of one's own
    "model.extensions": ("use",),
    "model.strategies.base": ("BudgetStrategy", "Means", "PlacedStrategy", "Strategy", "Turns"),
    "model.parameters": ("Numbers", "Parameter", "declare"),
    "model.registers": ("cause", "channel", "count", "duty", "lever", "place"),
    "model.day": ("DAY", "process"),
    "compiled.rules": ("rule",),
    "model.own": ("intervention", "outcome", "stop_rule"),
    "model.state": ("Flags", "Floats", "Plan", "Town", "Wholes"),
    "model.draws": ("decision", "uniform", "uniforms"),
    "model.ledger": ("book",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = list(_HOME_OF)

if not TYPE_CHECKING:

    def __getattr__(name):
        """Import public names when first used, so that ``import sim`` costs nothing."""
        if name in _HOME_OF:
            import importlib

            return getattr(importlib.import_module(f"sim.{_HOME_OF[name]}"), name)
        raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, and no module that happens to be loaded."""
    return [*__all__, "__version__"]
