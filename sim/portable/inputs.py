"""What a host puts into the module for one replicate of a scenario: plain numbers, as JSON.

Everything that is decided before a town exists. Which blocks are the riskiest, the module finds.
"""

from __future__ import annotations

from typing import Any

import sim.model.numbers  # noqa: F401  (every mechanism declares its own)
from sim.common.problems import Problem, ProblemsFound
from sim.model.arm_plan import Stage, arm_plan
from sim.model.at_scale import as_simulated
from sim.model.means import place_in
from sim.model.parameters import PARAMETERS
from sim.model.plain_settings import (
    amount_of,
    chances_to_hear,
    group_columns,
    town_columns,
    where_as_a_number,
)
from sim.model.scenario.community import Community, Shock
from sim.model.scenario.description import IN_PYTHON
from sim.model.scenario.scenario import Scenario
from sim.model.staffing import usual

Inputs = dict[str, Any]

OF_LIFE = ("calm", "ownership", "trust", "order", "crime")
"""Columns of ``Weights``."""


def inputs(scenario: Scenario, replicate: int, days: int | None = None) -> Inputs:
    """The town of a replicate, its numbers and every arm.

    ``numbers`` are in the order of ``model.json``; places are a row of ``PLACES``, a code of
    ``WHERE``, a number of blocks, and things that are put there (-1: hours, evenly). ``days``: of
    the run, where it is to end before the scenario's last.

    Raises:
        ProblemsFound: it needs functions of Python, or worlds that are not kept.
    """
    return {**town_inputs(scenario, replicate, days), "arms": arms_inputs(scenario, replicate)}


def town_inputs(scenario: Scenario, replicate: int, days: int | None = None) -> Inputs:
    """All but the arms: it stays the same whatever they are."""
    for name in IN_PYTHON:
        if getattr(scenario, name):
            told = f"{name} names functions of Python, which the module does not hold"
            raise ProblemsFound([Problem(told, f"leave out {name}", name)])
    lived = as_simulated(scenario, replicate)
    return {
        "replicate": replicate,
        "seed": lived.seed,
        "days": days or lived.days,
        "burn_in_days": lived.burn_in_days,
        "settings": town_columns(lived, days or lived.days),
        "groups": group_columns(lived),
        "numbers": numbers_of(lived),
        "weights": {name: [getattr(lived.quality_of_life, name)] for name in OF_LIFE},
        "shocks": [news_of(lived, shock) for shock in lived.community.shocks],
        "usual": usual(lived),
    }


def arms_inputs(scenario: Scenario, replicate: int) -> list[Inputs]:
    """What every arm does, at the prices of the replicate's world."""
    lived = as_simulated(scenario, replicate)
    return [arm_of(lived, arm) for arm in lived.arms]


def numbers_of(scenario: Scenario) -> list[float]:
    """All numbers of the model as a scenario sets them."""
    own = scenario.numbers()
    return [
        float(own.get(f"{group}.{name}", number.default))
        for group, numbers in sorted(PARAMETERS.items())
        for name, number in numbers.items()
    ]


def news_of(scenario: Scenario, shock: Shock) -> Inputs:
    """A piece of news: when, how bad, who may hear of it, and in how many blocks."""
    place = place_in(scenario, shock.where, shock.blocks)
    return {
        "day": shock.day,
        "size": shock.size,
        "reach": chances_to_hear(scenario, shock),
        "where": where_as_a_number(scenario.community, shock.where),
        "blocks": place.blocks,
    }


def arm_of(scenario: Scenario, arm: str) -> Inputs:
    """An arm: dollars per resident a year, and what is done from which day on."""
    plan = arm_plan(scenario, arm)
    stages = [stage_of(scenario.community, stage) for stage in plan.stages]
    return {"arm": arm, "cost": plan.price.per_resident_year, "stages": stages}


def stage_of(community: Community, stage: Stage) -> Inputs:
    """Days on which an arm does the same: the first of them, every lever, every place."""
    places = [
        {
            "kind": kind,
            "where": where_as_a_number(community, place.where),
            "blocks": place.blocks,
            "amount": amount_of(kind, place),
        }
        for kind, place in stage.places.items()
    ]
    return {"first": int(stage.first), "levers": stage.levers, "places": places}
