"""How much crime to expect in each block today, and why.

Risk of the place times the rate of the type times a multiplier. Its logarithm is the sum of the
effects of police in town and here, conduct, well-founded stops, problem solving, ownership, watch,
disorder and cameras, each against day 0. Part of what presence in a block prevents moves next door.
Every effect is booked to its cause (``ledger``).

Two scales of presence are needed: a slow one for the whole town (the elasticity of crime to police
numbers) and a fast, saturating one for the block (hot-spot trials).
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiling import inlined, rule
from sim.ledger import (
    BY_CAMERAS,
    BY_CONDUCT,
    BY_DISORDER,
    BY_DISPLACEMENT,
    BY_OWNERSHIP,
    BY_PRESENCE_BLOCK,
    BY_PRESENCE_TOWN,
    BY_PROBLEM_SOLVING,
    BY_STOPS,
    BY_WATCH,
    PERIOD,
    share_of_change,
)
from sim.levers import AT_CAMERAS, AT_PROBLEM_SOLVING, MONITORED_SHARE, ON_PROBLEM_SOLVING
from sim.parameters import Numbers, Parameter, declare
from sim.processes.contact import fade_share
from sim.state import FloatRows, Floats, Plan, Town
from sim.sums import sum_of_products

declare(
    "crime",
    staffing_violent=Parameter(
        0.42, "elasticity", (0.0, 2.0), (0.2, 0.6),
        "long-run effect of police hours on violent crime", "set on P14",
        "-.34, raised a quarter: with half a year of memory two thirds of an elasticity show in two"
        " years, patrol and stops in blocks add .05; Chalfin & McCrary 2018, doi"
        " 10.1162/REST_a_00694",
    ),
    staffing_property=Parameter(
        0.17, "elasticity", (0.0, 2.0), (0.1, 0.5),
        "long-run effect of police hours on property crime", "set on P14",
        "Chalfin & McCrary 2018, doi 10.1162/REST_a_00694",
    ),
    presence=Parameter(
        0.36, "log points", (0.0, 2.0), (0.15, 0.70),
        "most that police in a block prevent where risk is high", "set on P10",
        "Ratcliffe et al. 2011, doi 10.1111/j.1745-9125.2011.00240.x",
    ),
    presence_scale=Parameter(
        0.8, "officer hours a day", (0.05, 24.0), (0.4, 3.0),
        "hours in a block that do most of it", "assumed",
    ),
    risky=Parameter(
        5.0, "times the average risk", (0.1, 50.0), (2.0, 8.0),
        "risk at which presence has half its effect", "set on P10",
    ),
    conduct=Parameter(
        0.26, "log points", (0.0, 1.0), (0.0, 0.35),
        "most that better conduct lowers crime where stops are dense", "set on P08",
        "Weisburd et al. 2022, doi 10.1073/pnas.2118780119",
    ),
    conduct_threshold=Parameter(
        0.04, "quality", (-0.2, 0.5), (0.02, 0.06),
        "gain in conduct over the usual from which people respond", "set on P08, P13 and R2",
        "why there should be a threshold is unknown: see ODD.md, conflicts between patterns",
    ),
    conduct_scale=Parameter(
        0.012, "quality", (0.005, 1.0), (0.006, 0.03), "how sharp that threshold is", "set on P08",
    ),
    dense=Parameter(
        20.0, "stops in a block", (0.1, 1000.0), (10.0, 40.0),
        "stock of stops at which people see a pattern in how stops are done", "set on P08 and P13",
    ),
    stops=Parameter(
        0.40, "log points", (0.0, 2.0), (0.2, 0.6), "most that well-founded stops prevent",
        "set on P13", "-13% (-16 to -9), Petersen et al. 2023, doi 10.1002/cl2.1302",
    ),
    stops_scale=Parameter(
        2.0, "well-founded stops", (0.1, 100.0), (1.0, 6.0), "stock that does most of it",
        "set on P13",
    ),
    stops_memory=Parameter(
        60.0, "days", (1.0, 3650.0), (30.0, 120.0), "half-life of the memory for stops", "assumed",
    ),
    conduct_memory=Parameter(
        30.0, "days", (1.0, 3650.0), (15.0, 60.0), "half-life of a block's view of conduct",
        "assumed",
    ),
    solving=Parameter(
        0.35, "log points", (0.0, 2.0), (0.20, 0.50), "most that problem solving prevents",
        "assumed",
    ),
    solving_rate=Parameter(
        0.0025, "per officer hour", (0.0, 1.0), (0.0008, 0.005), "how fast problem solving works",
        "assumed",
        "d about .27 against .06 for order maintenance (unverified), Braga et al. 2015, doi "
        "10.1177/0022427815576576",
    ),
    solving_memory=Parameter(
        180.0, "days", (1.0, 3650.0), (90.0, 365.0), "half-life of solved problems", "assumed",
    ),
    ownership_violent=Parameter(
        0.50, "log points per unit", (0.0, 5.0), (0.0, 1.5),
        "effect of ownership on violent crime", "assumed",
        "a quarter of Sampson et al. 1997, doi 10.1126/science.277.5328.918; doubted by "
        "Maxwell et al. 2011",
    ),
    ownership_property=Parameter(
        0.25, "log points per unit", (0.0, 5.0), (0.0, 0.75),
        "effect of ownership on property crime", "assumed",
    ),
    watch=Parameter(
        0.10, "log points", (0.0, 1.0), (0.0, 0.25), "effect of a watch that all homes belong to",
        "assumed",
        "half of -16 to -26%, part of which is selection; Bennett et al. 2008, doi "
        "10.4073/csr.2008.18",
    ),
    disorder=Parameter(
        0.25, "log points per unit", (0.0, 2.0), (0.0, 0.5), "effect of disorder", "assumed",
    ),
    cameras_violent=Parameter(
        0.06, "share", (-0.2, 0.9), (-0.05, 0.13),
        "violent crime that a monitored camera prevents", "set on P12",
        "Piza et al. 2019, doi 10.1111/1745-9133.12419",
    ),
    cameras_property=Parameter(
        0.17, "share", (-0.2, 0.9), (0.02, 0.24),
        "property crime that a monitored camera prevents", "set on P12",
        "Piza et al. 2019, doi 10.1111/1745-9133.12419",
    ),
    cameras_passive=Parameter(
        0.10, "share of that", (0.0, 1.0), (0.0, 0.5), "effect of a camera that nobody watches",
        "set on P12", "-1.5% n.s. against -14.7%, Piza et al. 2019",
    ),
    displacement=Parameter(
        0.20, "share", (0.0, 1.0), (0.0, 0.4),
        "part of what presence in a block prevents that moves next door", "assumed",
        "less than half; Guerette & Bowers 2009, doi 10.1111/j.1745-9125.2009.00177.x",
    ),
    away=Parameter(
        0.50, "share", (0.0, 1.0), (0.3, 0.7), "crimes whose victim lives in another block",
        "assumed",
    ),
    concentration=Parameter(
        1.3, "sigma of a lognormal", (0.0, 3.0), (1.0, 1.6), "how unequal the risk of places is",
        "assumed", "coarser than street segments, of which 5% have half the crime (Weisburd 2015)",
    ),
    minority_tilt=Parameter(
        0.30, "share per unit of segregation", (-1.0, 1.0), (0.0, 0.6),
        "how much riskier places are where the groups that trust least live", "assumed",
    ),
)  # fmt: skip

NUMBER_OF_EFFECTS = BY_CAMERAS + 1
STAFFING_LOW, STAFFING_HIGH = 0.5, 2.0  # outside, the effect of police hours is held constant


@rule
def riskiness(risk: float, half: float) -> float:
    """How far presence and stops can work here: not without crime, fully where risk is high."""
    return risk * risk / (risk * risk + half * half)


@rule
def town_effect(presence: float, usual: float, elasticity: float) -> float:
    """Log effect of police hours in town; held constant outside half and double the usual."""
    if usual <= 0.0:
        return 0.0
    ratio = min(STAFFING_HIGH, max(STAFFING_LOW, presence / usual))
    return -elasticity * math.log(ratio)


@rule
def block_effect(presence: float, usual: float, most: float, scale: float) -> float:
    """Log effect of police hours in the block: saturating, against the usual hours there."""
    return -most * (math.exp(-usual / scale) - math.exp(-presence / scale))


@rule
def density(stock: float, scale: float) -> float:
    """How far stops are a pattern that people respond to, 0-1: few make none, they must repeat."""
    repeated = stock / scale
    return 1.0 - math.exp(-repeated * repeated)


@rule
def conduct_effect(offset: float, most: float, threshold: float, scale: float) -> float:
    """Log effect of conduct against usual: little below a threshold, up to ``most`` beyond it."""
    usual = 1.0 / (1.0 + math.exp(threshold / scale))
    return -most * (1.0 / (1.0 + math.exp((threshold - offset) / scale)) - usual)


@rule
def stops_effect(stock: float, usual: float, most: float, scale: float) -> float:
    """Log effect of well-founded stops beyond the usual: saturating."""
    return -most * (1.0 - math.exp(-max(0.0, stock - usual) / scale))


block_effect_in_loops, conduct_effect_in_loops = inlined(block_effect), inlined(conduct_effect)


@rule
def camera_effect(cameras: float, monitored: float, share: float, passive: float) -> float:
    """Log effect of cameras: one covers the block; unwatched ones do little."""
    cover = min(1.0, cameras)
    return math.log(1.0 - share * cover * (passive + (1.0 - passive) * monitored))


@rule
def age_stocks(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Memories of a block that yesterday's stops and problem solving left."""
    blocks, n = town.blocks, numbers.crime
    stage = plan.stage[day + plan.burn_in[0]]
    stops_fade, solving_fade = fade_share(n.stops_memory), fade_share(n.solving_memory)
    solving = town.department.hours[0, ON_PROBLEM_SOLVING]
    for block in range(len(blocks.risk)):
        blocks.enforcement[block] *= 1.0 - stops_fade
        blocks.lawful_stops[block] *= 1.0 - stops_fade
        blocks.solving[block] += (
            solving * plan.places[stage, AT_PROBLEM_SOLVING, block]
            - solving_fade * blocks.solving[block]
        )
        blocks.cameras[block] = plan.places[stage, AT_CAMERAS, block]


@rule
def crime_risk(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Expected crimes by block and type today, each change against day 0 booked to its cause."""
    blocks, crimes, department = town.blocks, town.crimes, town.department
    age_stocks(town, plan, numbers, day)
    monitored = plan.levers[plan.stage[day + plan.burn_in[0]], MONITORED_SHARE]
    number = len(blocks.risk)
    average_homes = len(town.residents.block) / number
    effects = np.zeros((NUMBER_OF_EFFECTS, number))
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
            blocks.risk,
            crimes.rate[kind] * average_homes,
            effects,
            blocks.expected,
            crimes_per_effect,
        )
        share = numbers.crime.displacement
        for block in range(number):
            prevented = -crimes_per_effect[block] * effects[BY_PRESENCE_BLOCK, block]
            pushed[block, kind] = max(0.0, share * prevented)
        if day >= 0:
            for cause in range(NUMBER_OF_EFFECTS):
                booked = sum_of_products(crimes_per_effect, effects[cause])
                town.books.crime[day // PERIOD, kind, cause] += booked
    displace(town, pushed, day)


# Below, columns are named before a loop: it can then run on several blocks at once.


@rule
def effects_of_presence(town: Town, numbers: Numbers, out: Floats) -> None:
    """Log effects of officer hours in the block."""
    risk, hours, usual = town.blocks.risk, town.blocks.presence, town.blocks.usual_presence
    n = numbers.crime
    risky, most, scale = n.risky, n.presence, n.presence_scale
    for block in range(len(out)):
        effect = block_effect_in_loops(hours[block], usual[block], most, scale)
        out[block] = riskiness(risk[block], risky) * effect


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
    """Log effects of the watch and of disorder in the block."""
    blocks, n = town.blocks, numbers.crime
    usual_disorder = town.department.usual_disorder[0]
    for block in range(len(blocks.risk)):
        effects[BY_WATCH, block] = -n.watch * (blocks.watch[block] - blocks.usual_watch[block])
        effects[BY_DISORDER, block] = n.disorder * (blocks.disorder[block] - usual_disorder)


@rule
def effects_on_type(
    town: Town, numbers: Numbers, kind: int, monitored: float, effects: FloatRows
) -> None:
    """Log effects of ownership and cameras in the block, which differ by type of crime."""
    blocks, passive = town.blocks, numbers.crime.cameras_passive
    by_ownership, by_cameras = town.crimes.ownership[kind], town.crimes.cameras[kind]
    for block in range(len(blocks.risk)):
        own = blocks.ownership[block] - blocks.usual_ownership[block]
        effects[BY_OWNERSHIP, block] = -by_ownership * own
        cameras, effect = blocks.cameras[block], 0.0
        if cameras > 0.0:
            effect = camera_effect(cameras, monitored, by_cameras, passive)
        effects[BY_CAMERAS, block] = effect


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
            blocks.expected[block, kind] += here[kind]
            moved[kind] += here[kind]
    if day >= 0:
        for kind in range(4):
            town.books.crime[day // PERIOD, kind, BY_DISPLACEMENT] += moved[kind]
