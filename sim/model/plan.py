"""From an arm to a plan: what the department does on every day, laid out before the run.

Days between two changes of any strategy form a stage; a stage has one value of every lever and
one share for every block. Places depend on the town (which blocks are riskiest), levers do not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model.arm_plan import arm_plan
from sim.model.means import place_in
from sim.model.places import add_up, lay_out, lay_usual, set_here
from sim.model.plain_settings import amount_of, chances_to_hear, where_as_a_number
from sim.model.registers import LEVERS, PLACES
from sim.model.scenario.community import Community
from sim.model.scenario.scenario import Scenario
from sim.model.seen import as_rules_see
from sim.model.staffing import usual
from sim.model.state import Flags, Plan, Town
from sim.model.strategies.base import Placement, Where


def make_plan(scenario: Scenario, town: Town, arm: str | None) -> Plan:
    """The plan of one arm in one town; ``None`` is the department without any strategy."""
    stages = () if arm is None else arm_plan(scenario, arm).stages
    burn_in = scenario.burn_in_days
    stage = np.zeros(burn_in + scenario.days, np.int32)  # stage 0: the burn-in
    levers, placed = [usual(scenario)], [dict[int, Placement]()]
    if arm is None:  # the run as the burn-in, in a row of its own
        stage[burn_in:] = 1
        levers, placed = 2 * levers, 2 * placed
    for row, each in enumerate(stages, start=1):
        stage[burn_in + int(each.first) :] = row
        levers.append(each.levers)
        placed.append(each.places)
    plan = _empty_plan(scenario, town, len(levers))
    plan.stage[:] = stage
    plan.levers[:] = levers
    plan.burn_in[:] = burn_in
    plan.days[:] = town.books.days
    _lay_out(plan, scenario.community, town, placed)
    for row, shock in enumerate(scenario.community.shocks):
        plan.shock_day[row], plan.shock_size[row] = shock.day, shock.size
        plan.shock_reach[row] = chances_to_hear(scenario, shock)
        plan.shock_here[row] = blocks_at(scenario, town, shock.where, shock.blocks)
    return plan


def _empty_plan(scenario: Scenario, town: Town, stages: int) -> Plan:
    blocks, shocks = len(town.blocks.risk), len(scenario.community.shocks)
    return Plan(
        stage=np.zeros(scenario.burn_in_days + scenario.days, np.int32),
        levers=np.zeros((stages, len(LEVERS))),
        places=np.zeros((stages, len(PLACES), blocks)),
        running=np.zeros((stages, len(PLACES), blocks)),
        shock_day=np.zeros(shocks, np.int32),
        shock_size=np.zeros(shocks),
        shock_reach=np.zeros((shocks, len(scenario.community.groups))),
        shock_here=np.zeros((shocks, blocks), np.int8),
        burn_in=np.zeros(1, np.int32),
        days=np.zeros(1, np.int32),
    )


def _lay_out(
    plan: Plan, community: Community, town: Town, placed: Sequence[dict[int, Placement]]
) -> None:
    """Where everything is done, stage by stage; homes weigh where nothing else is said."""
    there, here = as_rules_see(town), as_rules_see(plan)
    for stage, places in enumerate(placed):
        lay_usual(there, here, stage)
        for kind, each in places.items():
            where, amount = where_as_a_number(community, each.where), amount_of(kind, each)
            lay_out(there, here, stage, kind, where, each.blocks, amount)
    add_up(here)


def blocks_at(scenario: Scenario, town: Town, where: Where, blocks: int | None) -> Flags:
    """1 for each block of a place, 0 elsewhere; ``blocks`` None: a tenth of the town, or all."""
    here = np.zeros(len(town.blocks.risk), np.int8)
    number = place_in(scenario, where, blocks).blocks
    set_here(as_rules_see(town), where_as_a_number(scenario.community, where), number, here)
    return here
