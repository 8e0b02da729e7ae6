"""What one adds to a run in Python, by name: outcomes, interventions and stop rules.

Each is a function of a simulation (``simulation.town`` holds its columns, ``simulation.day`` the
day), marked where it is written:

    @outcome("Gini of trust", "0-1", "how unevenly trust is spread")
    def gini_of_trust(simulation): ...

    @intervention
    def curfew(simulation): simulation.set_lever("stop_hours", 4.0)

    @stop_rule
    def trust_is_lost(simulation): return simulation.outcomes()["trust"] < 40

An outcome is measured in every run from then on. Interventions and stop rules are named by the
scenario that uses them (``interventions: [{day: 180, run: curfew}]``, ``stop: trust_is_lost``), so
that a result says what was done. They may change the town only by the methods of ``Simulation``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sim.model.extensions import declared_by
from sim.model.outcomes import OWN, Outcome, outcomes

Function = TypeVar("Function", bound=Callable[..., Any])

MEASURED: dict[str, Callable[[Any], float]] = {}
"""Outcomes of one's own: name to what measures it."""
INTERVENTIONS: dict[str, Callable[[Any], object]] = {}
"""Name to what is done to a town."""
STOP_RULES: dict[str, Callable[[Any], bool]] = {}
"""Name to whether a run ends."""


def outcome(
    title: str, unit: str, meaning: str, *, better: int = 0, digits: int = 2
) -> Callable[[Function], Function]:
    """Mark a function of a simulation as an outcome of every run; its name is the outcome's.

    Args:
        title: words for a figure.
        unit: unit of measurement, in words.
        meaning: one sentence for a planner.
        better: +1 higher is better, -1 lower is better, 0 neither.
        digits: decimals worth showing.

    Raises:
        ValueError: there is an outcome of this name.
    """

    def marked(function: Function) -> Function:
        name = function.__name__
        if name in outcomes({}, {}):
            raise ValueError(f"outcome {name!r} is declared twice: give it another name")
        declared_by(function.__globals__)
        formula = (function.__doc__ or meaning).strip().split("\n")[0]
        OWN[name] = Outcome(name, title, unit, meaning, formula, better, digits)
        MEASURED[name] = function
        return function

    return marked


def intervention(function: Function) -> Function:
    """Mark a function as something that a scenario may do to a town on a day.

    Raises:
        ValueError: there is an intervention of this name.
    """
    return _named(function, INTERVENTIONS, "intervention")


def stop_rule(function: Function) -> Function:
    """Mark a function as a rule by which a scenario may end a run on a day of record.

    Raises:
        ValueError: there is a stop rule of this name.
    """
    return _named(function, STOP_RULES, "stop rule")


def _named(function: Function, known: dict[str, Any], kind: str) -> Function:
    if function.__name__ in known:
        raise ValueError(f"{kind} {function.__name__!r} is declared twice: give it another name")
    declared_by(function.__globals__)
    known[function.__name__] = function
    return function
