"""Officers out of their cars: people on the block may be greeted."""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import decision, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import get_closer, meet, settle
from sim.model.processes.officers import officer_on, quality_of
from sim.model.registers import OFFICER_HOURS, channel, count, duty, lever, place
from sim.model.state import Plan, Town

declare(
    "foot_patrol",
    greeted=Parameter(
        0.05, "a day", (0.0, 1.0), (0.02, 0.10),
        "most residents greeted where officers walk all day", "assumed",
        "4-8 contacts an hour is our guess",
    ),
    hours=Parameter(
        2.0, "officer hours", (0.1, 24.0), (1.0, 4.0), "hours on foot that reach most of them",
        "assumed",
    ),
    quality=Parameter(
        0.85, "quality", (0.0, 1.0), (0.70, 0.95), "conduct of a greeting", "assumed",
    ),
    weight=Parameter(
        0.25, "of a contact", (0.0, 1.0), (0.1, 0.5), "weight of a greeting", "assumed",
    ),
)  # fmt: skip

FOOT_PATROL = channel("foot_patrol", "Foot patrol", "a greeting from an officer on foot", told=True)
FOOT_PATROL_HOURS = lever("foot_patrol_hours", OFFICER_HOURS, "officers on foot at chosen blocks")
AT_FOOT_PATROL = place("foot_patrol", "where officers walk", FOOT_PATROL_HOURS)
FOOT_PATROL_CONDUCT = lever(
    "foot_patrol_conduct", "quality", "conduct of officers on foot, against usual"
)
ON_FOOT_PATROL = duty(
    "foot_patrol",
    "foot patrol",
    FOOT_PATROL_HOURS,
    place=AT_FOOT_PATROL,
    seen="on foot",
    conduct=FOOT_PATROL_CONDUCT,
)
GREETINGS = count("greetings", "residents greeted by an officer on foot")

GREETING = decision("foot patrol: greeting", "is greeted", "conduct")
WHICH_OFFICER = decision("foot patrol: officer")


@rule
def greeting_chance(hours: float, most: float, scale: float) -> float:
    """Chance a day that a resident is greeted where officers walk ``hours``: saturating."""
    return most * (1.0 - math.exp(-hours / scale))


@rule
def foot_patrol(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Greetings on every block where officers walk today."""
    blocks, n = town.blocks, numbers.foot_patrol
    places = plan.places[plan.stage[day + plan.burn_in[0]], AT_FOOT_PATROL]
    on_foot = town.department.hours[0, ON_FOOT_PATROL]
    base = n.quality + town.department.conduct[0, ON_FOOT_PATROL]
    for block in range(len(blocks.risk)):
        hours = on_foot * places[block]
        if hours <= 0.0:
            continue
        chance = greeting_chance(hours, n.greeted, n.hours)
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            u_greeted, u_conduct, _, _ = uniforms(town.luck, GREETING, day, who, 0)
            if u_greeted < chance:
                officer = officer_on(town, WHICH_OFFICER, day, blocks.beat[block], who, 0)
                if officer < 0:
                    continue
                spread = 0.5 * numbers.contact.spread
                quality = quality_of(town, numbers, officer, base, u_conduct, spread)
                meet(town, numbers, who, FOOT_PATROL, officer, quality, n.weight)
                get_closer(town, numbers.contact.familiar_passing, 0.0)
                if day >= 0:
                    town.books.counts[GREETINGS, town.residents.group[who]] += 1.0
    settle(town, plan, numbers, day)
