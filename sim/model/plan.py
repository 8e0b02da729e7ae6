"""From an arm to a plan: what the department does on every day, laid out before the run.

Days between two changes of any strategy form a stage; a stage has one value of every lever and
one share for every block. Places depend on the town (which blocks are riskiest), levers do not.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sim.model.arm_plan import arm_plan
from sim.model.registers import LEVERS, PLACES
from sim.model.scenario.community import Shock
from sim.model.scenario.scenario import Scenario
from sim.model.staffing import usual
from sim.model.state import Flags, Floats, Plan, Town
from sim.model.strategies.base import Placement, Where, placement_in


def make_plan(scenario: Scenario, town: Town, arm: str | None) -> Plan:
    """The plan of one arm in one town; ``None`` is the department without any strategy."""
    stages = () if arm is None else arm_plan(scenario, arm).stages
    burn_in = scenario.burn_in_days
    stage = np.zeros(burn_in + scenario.days, np.int32)  # stage 0: the burn-in
    levers = [usual(scenario)]
    places = [_places(town, {})]
    if arm is None:  # the run as the burn-in, in a row of its own
        stage[burn_in:] = 1
        levers, places = 2 * levers, 2 * places
    for row, each in enumerate(stages, start=1):
        stage[burn_in + int(each.first) :] = row
        levers.append(each.levers)
        places.append(_places(town, each.places))
    everywhere = np.array(places)
    shocks = scenario.community.shocks
    return Plan(
        stage=stage,
        levers=np.array(levers, np.float64).reshape(-1, len(LEVERS)),
        places=everywhere,
        running=running_shares(everywhere),
        shock_day=np.array([shock.day for shock in shocks], np.int32),
        shock_size=np.array([shock.size for shock in shocks], np.float64),
        shock_reach=np.array([_reach(scenario, shock) for shock in shocks], np.float64).reshape(
            len(shocks), len(scenario.community.groups)
        ),
        shock_here=np.array(
            [district(town, shock.where, shock.blocks) for shock in shocks], np.int8
        ).reshape(len(shocks), len(town.blocks.risk)),
        burn_in=np.array([burn_in], np.int32),
        days=np.array([town.books.days], np.int32),
    )


def running_shares(places: Floats) -> Floats:
    """Running sums of shares along the blocks, ending at exactly 1 (nothing: evenly)."""
    sums = np.cumsum(places, axis=-1)
    total = sums[..., -1:]
    even = np.arange(1, places.shape[-1] + 1) / places.shape[-1]
    return np.ascontiguousarray(
        np.where(total > 0.0, sums / np.where(total > 0.0, total, 1.0), even)
    )


def _reach(scenario: Scenario, shock: Shock) -> list[float]:
    groups = scenario.community.groups
    if isinstance(shock.reach, dict):
        return [shock.reach.get(name, 0.0) for name in groups]
    if shock.reach == "local":
        return [group.hears_local_news for group in groups.values()]
    return [group.hears_national_news for group in groups.values()]


def _places(town: Town, placed: dict[int, Placement]) -> Floats:
    """Shares by kind of place and block; homes weigh where nothing else is said."""
    homes = town.blocks.homes / max(1, town.blocks.homes.sum())
    shares = np.tile(homes, (len(PLACES), 1))
    shares[[each.counted for each in PLACES]] = 0.0
    for kind, placement in placed.items():
        chosen = chosen_blocks(town, placement)
        if PLACES[kind].counted:
            shares[kind] = spread_whole(len(homes), chosen, placement.amount or 0.0)
        else:
            shares[kind] = 0.0
            shares[kind, chosen] = 1.0 / len(chosen)
    return shares


def district(town: Town, where: Where, blocks: int | None) -> Flags:
    """1 for each block of a district, 0 elsewhere; ``blocks`` None: a tenth of the town."""
    here = np.zeros(len(town.blocks.risk), np.int8)
    here[chosen_blocks(town, placement_in(len(here), where, blocks))] = 1
    return here


def chosen_blocks(town: Town, placement: Placement) -> npt.NDArray[np.intp]:
    """Rows of the blocks where something is done, the most fitting first."""
    blocks = town.blocks
    if placement.where == "riskiest":
        order = np.argsort(-blocks.risk, kind="stable")
    elif placement.where == "least_trusting":
        people = np.maximum(1, blocks.people.sum(axis=1))
        trust = blocks.people @ town.groups.start_trust / people
        order = np.lexsort((-blocks.risk, np.round(trust, 9)))  # the riskiest first where equal
    else:
        return np.arange(len(blocks.risk))
    return order[: placement.blocks]


def spread_whole(number: int, chosen: npt.NDArray[np.intp], amount: float) -> Floats:
    """One camera a block in order of choice, then a second round; the last may be a part of one."""
    shares = np.zeros(number)
    rounds, rest = divmod(amount, len(chosen))
    shares[chosen] = rounds
    whole = int(rest)
    shares[chosen[:whole]] += 1.0
    if whole < len(chosen):
        shares[chosen[whole]] += rest - whole
    return shares
