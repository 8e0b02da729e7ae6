"""How much crime to expect in each block today, and why.

Risk of the place times the rate of the type times a multiplier. Its logarithm is the sum of the
effects of police in town and here, conduct, well-founded stops, problem solving, ownership, watch,
disorder and cameras, each against day 0. Part of what presence in a block prevents moves next door.
Every effect is booked to its cause (``ledger``).
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import inlined, rule
from sim.model.ledger import PERIOD, share_of_change
from sim.model.parameters import Numbers
from sim.model.processes.causes_of_crime import (
    AT_PROBLEM_SOLVING,
    BY_CAMERAS,
    BY_CONDUCT,
    BY_CYNICISM,
    BY_DISORDER,
    BY_DISPLACEMENT,
    BY_OWNERSHIP,
    BY_PRESENCE_BLOCK,
    BY_PRESENCE_TOWN,
    BY_PROBLEM_SOLVING,
    BY_REMOVAL,
    BY_REPEATS,
    BY_STOPS,
    BY_WATCH,
    ON_PROBLEM_SOLVING,
    after_a_while,
    block_effect,
    camera_effect,
    conduct_effect,
    density,
    nothing_left_to_solve,
    removal_effect,
    repeat_effect,
    riskiness,
    stops_effect,
    town_effect,
)
from sim.model.processes.contact import fade_share
from sim.model.processes.surveillance import AT_CAMERAS, MONITORED_SHARE
from sim.model.state import FloatRows, Floats, Plan, Town
from sim.model.sums import sum_of_products

NUMBER_OF_EFFECTS = BY_REPEATS + 1  # displacement follows from them
FIRST_OWN = BY_DISPLACEMENT + 1  # causes of one's own follow
block_effect_in_loops, conduct_effect_in_loops = inlined(block_effect), inlined(conduct_effect)


@rule
def age_stocks(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Memories of a block: of stops, problem solving, and more police than usual."""
    blocks, n = town.blocks, numbers.crime
    stage = plan.stage[day + plan.burn_in[0]]
    stops_fade, solving_fade = fade_share(n.stops_memory), fade_share(n.solving_memory)
    solving = town.department.hours[0, ON_PROBLEM_SOLVING]
    back, lasts = fade_share(n.removed_memory), fade_share(n.presence_history)
    for block in range(len(blocks.risk)):
        blocks.enforcement[block] *= 1.0 - stops_fade
        blocks.lawful_stops[block] *= 1.0 - stops_fade
        blocks.solving[block] += (
            solving * plan.places[stage, AT_PROBLEM_SOLVING, block]
            - solving_fade * blocks.solving[block]
        )
        blocks.cameras[block] = plan.places[stage, AT_CAMERAS, block]
        blocks.offending[block] += back * (1.0 - blocks.offending[block])
        if day >= 0:
            more = max(0.0, blocks.presence[block] - blocks.usual_presence[block])
            reach = 1.0 - math.exp(-more / n.presence_scale)
            blocks.lasting[block] += lasts * (reach - blocks.lasting[block])
    if day >= 0 and solving > 0.0:
        for block in range(len(blocks.risk)):
            usual = blocks.usual_solving[block]
            town.books.idle[ON_PROBLEM_SOLVING] += nothing_left_to_solve(
                solving * plan.places[stage, AT_PROBLEM_SOLVING, block],
                blocks.solving[block] - usual,
                usual,
                n.solving_rate,
                solving_fade,
            )


@rule
def crime_risk(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Expected crimes by block and type today, each change against day 0 booked to its cause."""
    blocks, crimes, department = town.blocks, town.crimes, town.department
    age_stocks(town, plan, numbers, day)
    monitored = plan.levers[plan.stage[day + plan.burn_in[0]], MONITORED_SHARE]
    number = len(blocks.risk)
    average_homes = len(town.residents.block) / number
    own = blocks.own_effects.shape[1] - FIRST_OWN
    effects = np.zeros((NUMBER_OF_EFFECTS + own, number))
    for each in range(own):
        effects[NUMBER_OF_EFFECTS + each] = blocks.own_effects[:, FIRST_OWN + each]
    effects_of_presence(town, numbers, effects[BY_PRESENCE_BLOCK])
    effects_of_stops(town, numbers, effects[BY_STOPS])
    effects_of_conduct(town, numbers, effects[BY_CONDUCT])
    effects_of_solving(town, numbers, effects[BY_PROBLEM_SOLVING])
    effects_of_residents(town, numbers, effects)
    crimes_per_effect, pushed = np.empty(number), np.empty((number, 4))
    for kind in range(4):
        effects[BY_PRESENCE_TOWN] = town_effect(
            department.presence[0], department.usual_presence[0], crimes.staffing[kind]
        )
        effects_on_type(town, numbers, kind, monitored, effects)
        expect(
            kind,
            blocks.risk_of[:, kind].copy(),
            crimes.rate[kind] * average_homes,
            effects,
            blocks.expected,
            crimes_per_effect,
        )
        share = numbers.crime.displacement
        for block in range(number):
            prevented = -crimes_per_effect[block] * effects[BY_PRESENCE_BLOCK, block]
            pushed[block, kind] = share * max(0.0, prevented)
        if day >= 0:
            for row in range(NUMBER_OF_EFFECTS + own):
                cause = row if row < NUMBER_OF_EFFECTS else row + FIRST_OWN - NUMBER_OF_EFFECTS
                booked = sum_of_products(crimes_per_effect, effects[row])
                town.books.crime[day // PERIOD, kind, cause] += booked
    displace(town, pushed, day)
    if numbers.crime.repeats != 0.0:
        cool(town, numbers)
        for block in range(number):
            for kind in range(4):
                warm(town, numbers, block, kind, blocks.expected[block, kind], blocks.usual_heat)


@rule
def cool(town: Town, numbers: Numbers) -> None:
    """Recent crimes are forgotten, those that happened and those that were to be expected."""
    blocks = town.blocks
    keep = 1.0 - fade_share(numbers.crime.repeat_memory)
    for block in range(len(blocks.risk)):
        for kind in range(4):
            blocks.heat[block, kind] *= keep
            blocks.usual_heat[block, kind] *= keep


@rule
def warm(
    town: Town, numbers: Numbers, block: int, kind: int, crimes: float, heat: FloatRows
) -> None:
    """So many crimes warm the block and, less, those next door."""
    heat[block, kind] += crimes
    for side in range(4):
        other = town.blocks.neighbours[block, side]
        if other >= 0:
            heat[other, kind] += numbers.crime.repeat_near * crimes


# Below, columns are named before a loop: it can then run on several blocks at once.


@rule
def effects_of_presence(town: Town, numbers: Numbers, out: Floats) -> None:
    """Log effects of officer hours in the block."""
    risk, hours, usual = town.blocks.risk, town.blocks.presence, town.blocks.usual_presence
    n = numbers.crime
    risky, most, scale, shape = n.risky, n.presence, n.presence_scale, n.presence_shape
    for block in range(len(out)):
        out[block] = block_effect_in_loops(hours[block], usual[block], most, scale, shape)
    if n.presence_wear != 0.0 or n.presence_left != 0.0:
        for block in range(len(out)):
            lasted = town.blocks.lasting[block]
            out[block] = after_a_while(out[block], most, lasted, n.presence_wear, n.presence_left)
    for block in range(len(out)):
        out[block] = riskiness(risk[block], risky) * out[block]


@rule
def effects_of_stops(town: Town, numbers: Numbers, out: Floats) -> None:
    """Log effects of well-founded stops."""
    risk, stock, usual = town.blocks.risk, town.blocks.lawful_stops, town.blocks.usual_lawful_stops
    n = numbers.crime
    risky, most, scale = n.risky, n.stops, n.stops_scale
    for block in range(len(out)):
        effect = stops_effect(stock[block], usual[block], most, scale)
        out[block] = riskiness(risk[block], risky) * effect


@rule
def effects_of_conduct(town: Town, numbers: Numbers, out: Floats) -> None:
    """Log effects of how stops are done, where they are dense."""
    stock, seen, usual = town.blocks.enforcement, town.blocks.conduct, town.blocks.usual_conduct
    n = numbers.crime
    dense, most, threshold, scale = n.dense, n.conduct, n.conduct_threshold, n.conduct_scale
    for block in range(len(out)):
        effect = conduct_effect_in_loops(seen[block] - usual[block], most, threshold, scale)
        out[block] = density(stock[block], dense) * effect


@rule
def effects_of_solving(town: Town, numbers: Numbers, out: Floats) -> None:
    """Log effects of problem solving beyond the usual."""
    stock, usual = town.blocks.solving, town.blocks.usual_solving
    most, rate = numbers.crime.solving, numbers.crime.solving_rate
    for block in range(len(out)):
        extra = max(0.0, stock[block] - usual[block])
        out[block] = -most * (1.0 - math.exp(-rate * extra))


@rule
def effects_of_residents(town: Town, numbers: Numbers, effects: FloatRows) -> None:
    """Log effects of the watch, of disorder, of offenders removed and of belief in the law."""
    blocks, n = town.blocks, numbers.crime
    usual_disorder = town.department.usual_disorder[0]
    for block in range(len(blocks.risk)):
        effects[BY_WATCH, block] = -n.watch * (blocks.watch[block] - blocks.usual_watch[block])
        effects[BY_DISORDER, block] = n.disorder * (blocks.disorder[block] - usual_disorder)
        usual = blocks.usual_offending[block]
        effects[BY_REMOVAL, block] = removal_effect(blocks.offending[block], usual)
    if n.cynicism != 0.0:
        for block in range(len(blocks.risk)):
            moved = mean_trust(town, block) - blocks.usual_trust[block]
            effects[BY_CYNICISM, block] = -n.cynicism * moved


@rule
def mean_trust(town: Town, block: int) -> float:
    """Mean trust of those who live in a block; 0 where nobody does."""
    residents, first, homes = town.residents, town.blocks.first[block], town.blocks.homes[block]
    total = 0.0
    for who in range(first, first + homes):
        total += residents.standing[who] + residents.impression[who]
    mean: float = total / max(1, homes)
    return mean


@rule
def effects_on_type(
    town: Town, numbers: Numbers, kind: int, monitored: float, effects: FloatRows
) -> None:
    """Log effects of ownership, cameras and recent crimes, which differ by type of crime."""
    blocks, passive = town.blocks, numbers.crime.cameras_passive
    by_ownership, by_cameras = town.crimes.ownership[kind], town.crimes.cameras[kind]
    for block in range(len(blocks.risk)):
        own = blocks.ownership[block] - blocks.usual_ownership[block]
        effects[BY_OWNERSHIP, block] = -by_ownership * own
        cameras, effect = blocks.cameras[block], 0.0
        if cameras > 0.0:
            effect = camera_effect(cameras, monitored, by_cameras, passive)
        effects[BY_CAMERAS, block] = effect
    if numbers.crime.repeats != 0.0:
        for block in range(len(blocks.risk)):
            heat, usual = blocks.heat[block, kind], blocks.usual_heat[block, kind]
            effects[BY_REPEATS, block] = repeat_effect(heat, usual, numbers.crime.repeats)


@rule
def expect(
    kind: int,
    risk: Floats,
    rate: float,
    effects: FloatRows,
    expected: FloatRows,
    crimes_per_effect: Floats,
) -> None:
    """Expected crimes of one type by block, and how many a unit of log effect makes there."""
    total = np.zeros(len(risk))
    for cause in range(len(effects)):
        effect = effects[cause]
        for block in range(len(risk)):
            total[block] += effect[block]
    multiplier = np.empty(len(risk))
    for block in range(len(risk)):
        multiplier[block] = math.exp(total[block])
        share = share_of_change(multiplier[block], total[block])
        crimes_per_effect[block] = rate * risk[block] * share
    for block in range(len(risk)):
        expected[block, kind] = rate * risk[block] * multiplier[block]


@rule
def displace(town: Town, pushed: FloatRows, day: int) -> None:
    """Spread displaced crimes of each type evenly over the blocks next door.

    Being next door is mutual: what comes in is what those next door push out.
    """
    blocks = town.blocks
    for block in range(len(blocks.risk)):
        around = 0
        for side in range(4):
            around += 1 if blocks.neighbours[block, side] >= 0 else 0
        for kind in range(4):
            pushed[block, kind] /= max(1, around)
    moved = np.zeros(4)
    for block in range(len(blocks.risk)):
        here = blocks.displaced[block]
        here[:] = 0.0
        for side in range(4):
            other = blocks.neighbours[block, side]
            if other >= 0:
                for kind in range(4):
                    here[kind] += pushed[other, kind]
        for kind in range(4):
            if here[kind] < 0.0:  # no more is prevented than there is
                here[kind] = max(here[kind], -blocks.expected[block, kind])
            blocks.expected[block, kind] += here[kind]
            moved[kind] += here[kind]
    if day >= 0:
        for kind in range(4):
            town.books.crime[day // PERIOD, kind, BY_DISPLACEMENT] += moved[kind]
