"""Seeing police more or less than usual moves trust a little; people get used to it.

What counts is how many notice police today against what they are used to. The answer may level off
(the tenth patrol car says little that the third has not said), and it may depend on trust: the
same presence reassures those who trust police and disquiets those who do not.

    answer = unusual / (1 + saturation |unusual|)
    step   = gain weight answer (level + by_trust (2 T - 1))
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.ledger import book
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import change, fade_share
from sim.model.registers import channel
from sim.model.state import Plan, Town

declare(
    "visibility",
    weight=Parameter(
        0.015, "of a contact", (0.0, 0.5), (0.0, 0.06),
        "weight of a day of seeing police everywhere", "set on P06 and P08",
        "the odds ratios of P06 (Gill et al. 2014) have not been checked in the source",
    ),
    saturation=Parameter(
        0.0, "per share who notice", (0.0, 1000.0), (0.0, 50.0),
        "how soon seeing ever more police says nothing more", "assumed",
        "foot patrol at hot spots moved no attitude, doi 10.1007/s11292-015-9230-2",
    ),
    level=Parameter(
        1.0, "times", (-2.0, 2.0), (-0.5, 1.0),
        "what seeing police does to somebody in the middle of the scale", "assumed",
        "its sign is not known everywhere; its size is that of weight",
    ),
    by_trust=Parameter(
        0.0, "times", (0.0, 4.0), (0.0, 1.5),
        "how much kinder those who trust police take it than those who do not", "assumed",
        "directed patrol stunted trust while it lasted, doi 10.1007/s11292-017-9283-5",
    ),
    car=Parameter(
        0.15, "per officer hour", (0.0, 5.0), (0.08, 0.30), "how soon an hour of cars is noticed",
        "assumed",
    ),
    foot=Parameter(
        0.50, "per officer hour", (0.0, 5.0), (0.25, 1.0), "how soon an hour on foot is noticed",
        "assumed",
    ),
    habit=Parameter(
        365.0, "days", (10.0, 3650.0), (180.0, 730.0), "half-life of getting used to it",
        "assumed",
    ),
)  # fmt: skip

VISIBILITY = channel("visibility", "Seeing police", "more or less police on the street than usual")


@rule
def seen(car_hours: float, foot_hours: float, car: float, foot: float) -> float:
    """Share of residents who notice police on their block today."""
    return 1.0 - math.exp(-car * car_hours - foot * foot_hours)


@rule
def answer(unusual: float, saturation: float) -> float:
    """How people respond to so much more (or less) police than usual: in proportion at first."""
    return unusual / (1.0 + saturation * abs(unusual))


@rule
def taken(step: float, trust: float, level: float, by_trust: float) -> float:
    """The step of somebody who trusts police so far and sees more of them; at most 1/2."""
    return min(0.5, max(-0.5, step * (level + by_trust * (2.0 * trust - 1.0))))


@rule
def visibility(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Police seen today against what people are used to."""
    blocks, residents, n = town.blocks, town.residents, numbers.visibility
    habit = fade_share(n.habit)
    total = np.zeros(len(town.groups.norm))
    for block in range(len(blocks.risk)):
        today = seen(blocks.car_hours[block], blocks.foot_hours[block], n.car, n.foot)
        if day == -plan.burn_in[0]:
            blocks.usual_visible[block] = today
        unusual = today - blocks.usual_visible[block]
        if abs(unusual) < 1e-12:
            continue
        blocks.usual_visible[block] += habit * unusual
        step = numbers.contact.gain * n.weight * answer(unusual, n.saturation)
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            trust = residents.standing[who] + residents.impression[who]
            moved = change(taken(step, trust, n.level, n.by_trust), trust)
            residents.impression[who] += moved
            total[residents.group[who]] += moved
    for group in range(len(total)):
        book(town.books, plan.days[0], day, group, VISIBILITY, total[group])
