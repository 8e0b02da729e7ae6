"""Where something is done: which blocks are chosen, and how hours and things spread over them."""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.building.orders import order_of
from sim.model.registers import COUNTED
from sim.model.state import Flags, Floats, Plan, Rows, Town

EVERYWHERE, RISKIEST, LEAST_TRUSTING = 0, 1, 2
FIRST_DISTRICT, FIRST_GROUP = 1000, 2000
"""Of the first district and the first group; the others follow."""
HOURS = -1.0  # in place of a number of things


@rule
def chosen_blocks(town: Town, where: int, number: int) -> Rows:
    """Rows of so many blocks, the most fitting first; all of them for ``EVERYWHERE``.

    Of a district the riskiest come first; of a group those where most of it live, and only blocks
    in which its share is at least that in its district.
    """
    blocks = town.blocks
    every = len(blocks.risk)
    if where == EVERYWHERE:
        return np.arange(every)
    riskiest = order_of(-blocks.risk)
    if where == RISKIEST:
        return riskiest[:number].copy()
    if where >= FIRST_GROUP:
        return blocks_of_group(town, riskiest, where - FIRST_GROUP)[:number].copy()
    if where >= FIRST_DISTRICT:
        return blocks_of_district(town, riskiest, where - FIRST_DISTRICT)[:number].copy()
    trust = np.empty(every)  # rounded: the riskiest first where it is equal
    for place in range(every):
        block, people, total = riskiest[place], 0, 0.0
        for group in range(len(town.groups.people)):
            people += blocks.people[block, group]
            total += blocks.people[block, group] * town.groups.start_trust[group]
        trust[place] = np.rint(total / max(1, people) * 1e9)
    return riskiest[order_of(trust)[:number]]


@rule
def blocks_of_district(town: Town, order: Rows, district: int) -> Rows:
    """The blocks of a district, in the order given."""
    here, found = np.empty(len(order), np.int64), 0
    for place in range(len(order)):
        if town.blocks.district[order[place]] == district:
            here[found] = order[place]
            found += 1
    return here[:found].copy()


@rule
def blocks_of_group(town: Town, order: Rows, group: int) -> Rows:
    """Blocks in which a group lives more than elsewhere in its district, the most of it first."""
    blocks = town.blocks
    there = blocks_of_district(town, order, town.groups.district[group])
    people, homes = 0.0, 0.0
    for place in range(len(there)):
        people += blocks.people[there[place], group]
        homes += blocks.homes[there[place]]
    share = np.empty(len(there))  # rounded: in the order given where it is equal
    for place in range(len(there)):
        here = blocks.people[there[place], group] / max(1, blocks.homes[there[place]])
        share[place] = np.rint(here * 1e9)
    found, least = 0, np.rint(people / max(1.0, homes) * 1e9)
    for place in range(len(there)):
        found += 1 if share[place] >= least else 0
    return there[order_of(-share)[:found]]


@rule
def lay_usual(town: Town, plan: Plan, stage: int) -> None:
    """Places of one stage where nobody says anything: hours go where homes are.

    Things that are counted, such as cameras, stand nowhere.
    """
    kinds, blocks = plan.places.shape[1:]
    homes = 0
    for block in range(blocks):
        homes += town.blocks.homes[block]
    for kind in range(kinds):
        for block in range(blocks):
            share = town.blocks.homes[block] / max(1, homes)
            plan.places[stage, kind, block] = 0.0 if COUNTED[kind] == 1 else share


@rule
def lay_out(
    town: Town, plan: Plan, stage: int, kind: int, where: int, number: int, amount: float
) -> None:
    """Places of one kind in one stage: ``amount`` things on chosen blocks, or ``HOURS``, evenly."""
    places = plan.places[stage, kind]
    chosen = chosen_blocks(town, where, number)
    places[:] = 0.0
    if amount == HOURS:
        for each in range(len(chosen)):
            places[chosen[each]] = 1.0 / len(chosen)
    else:
        spread_whole(chosen, amount, places)


@rule
def spread_whole(chosen: Rows, amount: float, places: Floats) -> None:
    """One camera a block in order of choice, then a second round; the last may be a part of one."""
    rounds = math.floor(amount / len(chosen))
    rest = amount - rounds * len(chosen)
    if rest < 0.0:  # the division was rounded up
        rounds, rest = rounds - 1, rest + len(chosen)
    whole = int(rest)
    for each in range(len(chosen)):
        more = 1.0 if each < whole else 0.0
        places[chosen[each]] = rounds + (rest - whole if each == whole else more)


@rule
def add_up(plan: Plan) -> None:
    """Running sums of all places of a plan."""
    for stage in range(len(plan.places)):
        for kind in range(plan.places.shape[1]):
            running_shares(plan.places[stage, kind], plan.running[stage, kind])


@rule
def running_shares(places: Floats, running: Floats) -> None:
    """Running sums of shares along the blocks, ending at exactly 1 (nothing: evenly)."""
    total = 0.0
    for block in range(len(places)):
        total += places[block]
        running[block] = total
    for block in range(len(places)):
        even = (block + 1) / len(places)
        running[block] = running[block] / total if total > 0.0 else even


@rule
def set_here(town: Town, where: int, number: int, here: Flags) -> None:
    """1 for each block of a place, 0 elsewhere."""
    here[:] = 0
    chosen = chosen_blocks(town, where, number)
    for each in range(len(chosen)):
        here[chosen[each]] = 1


@rule
def lay_news(town: Town, plan: Plan, shock: int, where: int, number: int) -> None:
    """The place in which a piece of news is heard."""
    set_here(town, where, number, plan.shock_here[shock])
