"""Seeing police more or less than usual moves trust a little; people get used to it."""

from __future__ import annotations

import math

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
def visibility(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Police seen today against what people are used to."""
    blocks, residents, n = town.blocks, town.residents, numbers.visibility
    habit = fade_share(n.habit)
    for block in range(len(blocks.risk)):
        today = seen(blocks.car_hours[block], blocks.foot_hours[block], n.car, n.foot)
        if day == -plan.burn_in[0]:
            blocks.usual_visible[block] = today
        unusual = today - blocks.usual_visible[block]
        if abs(unusual) < 1e-12:
            continue
        blocks.usual_visible[block] += habit * unusual
        step = numbers.contact.gain * n.weight * unusual
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            moved = change(step, residents.standing[who] + residents.impression[who])
            residents.impression[who] += moved
            book(town.books, plan.days[0], day, residents.group[who], VISIBILITY, moved)
