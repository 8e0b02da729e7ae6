"""Residents join the neighbourhood watch or volunteer, and lapse again.

Without any programme shares stay where they start. Watch support wins households where ownership is
high; events win volunteers (``gatherings``).
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, race, uniform, uniforms_of
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.ties import TURN, USUAL_TIES, their_turn
from sim.model.registers import OFFICER_HOURS, duty, lever
from sim.model.state import Plan, Town

declare(
    "participation",
    watch=Parameter(
        0.10, "share of homes", (0.0, 0.9), (0.05, 0.17),
        "homes in a neighbourhood watch without any programme", "measured",
        "9-17% in England and Wales (British Crime Survey)",
    ),
    volunteers=Parameter(
        0.06, "share", (0.0, 0.9), (0.02, 0.10),
        "residents who volunteer with police without any programme", "assumed",
    ),
    memory=Parameter(
        365.0, "days", (30.0, 3650.0), (180.0, 730.0), "half-life of a membership", "assumed",
    ),
    trust=Parameter(
        1.0, "share per unit", (0.0, 2.0), (0.0, 2.0), "how trust in police raises joining",
        "assumed", "its sign is known from surveys of volunteers, its size is not",
    ),
    ownership=Parameter(
        1.0, "share per unit", (0.0, 2.0), (0.0, 2.0), "how ownership raises joining", "assumed",
    ),
    heard=Parameter(
        0.0, "share per unit", (0.0, 2.0), (0.0, 1.5), "how feeling heard by police raises joining",
        "assumed", "no study has measured it apart from trust",
    ),
    ties=Parameter(
        0.0, "share per usual number of ties", (0.0, 2.0), (0.0, 0.6),
        "how ties to other residents raise joining", "assumed",
        "people join when somebody whom they know asks; no size for a neighbourhood watch",
    ),
    households=Parameter(
        0.5, "households per officer hour", (0.0, 20.0), (0.2, 1.0),
        "households that watch support wins", "assumed",
    ),
)  # fmt: skip

WATCH_HOURS = lever("watch_hours", OFFICER_HOURS, "help for the neighbourhood watch")
ON_WATCH = duty("watch", "neighbourhood watch", WATCH_HOURS)

JOINS = decision("participation: monthly", "watch lapses or joins", "volunteering lapses or starts")
WON_WHERE = decision("participation: watch support, which block")
WON_WHO = decision("participation: watch support, which home")


@rule
def readiness_to_join(
    trust: float,
    ownership: float,
    heard: float,
    ties: float,
    by_trust: float,
    by_ownership: float,
    by_heard: float,
    by_ties: float,
) -> float:
    """How readily a resident joins, against one at .5 with the usual ties; at least 0."""
    ready = (1.0 + by_ownership * (ownership - 0.5)) * (1.0 + by_trust * (trust - 0.5))
    ready *= 1.0 + by_heard * (heard - 0.5)
    return max(0.0, ready * max(0.0, 1.0 + by_ties * (ties / USUAL_TIES - 1.0)))


@rule
def ready_to_join(town: Town, numbers: Numbers, who: int) -> float:
    """``readiness_to_join`` of one resident."""
    residents, n = town.residents, numbers.participation
    return readiness_to_join(
        residents.standing[who] + residents.impression[who],
        residents.ownership[who],
        residents.heard[who],
        residents.ties[who],
        n.trust,
        n.ownership,
        n.heard,
        n.ties,
    )


@rule
def join_chance(share: float, lapse: float, ready: float) -> float:
    """Chance a month to join, balancing lapses at ``share`` for a neutral resident."""
    if share >= 1.0:
        return 1.0
    return lapse * share / (1.0 - share) * ready


@rule
def still_in(member: int, u: float, lapse: float, joins: float) -> int:
    """Membership after a month: 1 or 0. A smaller ``u`` is more of a member in either case."""
    if member == 1:
        return 1 if u < 1.0 - lapse else 0
    return 1 if u < joins else 0


@rule
def participation(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Each resident whose turn it is joins or lapses; watch support wins households."""
    residents, blocks, n = town.residents, town.blocks, numbers.participation
    lapse = 1.0 - math.pow(2.0, -TURN / n.memory)
    turn = their_turn(day, len(residents.block))
    luck = uniforms_of(town.luck, JOINS, day, turn, np.zeros_like(turn))
    for each in range(len(turn)):
        who, u_watch, u_volunteer = turn[each], luck[0, each], luck[1, each]
        ready = ready_to_join(town, numbers, who)
        joins = join_chance(n.watch, lapse, ready)
        residents.watch[who] = still_in(residents.watch[who], u_watch, lapse, joins)
        joins = join_chance(n.volunteers, lapse, ready)
        residents.volunteer[who] = still_in(residents.volunteer[who], u_volunteer, lapse, joins)
    department = town.department
    department.watch_due[0] += department.hours[0, ON_WATCH] * n.households
    number = int(department.watch_due[0])
    department.watch_due[0] -= number
    for each in range(number):
        block = int(uniform(town.luck, WON_WHERE, day, each, 0) * len(blocks.risk))
        best, smallest = -1, math.inf
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            weight = residents.ownership[who] * (1.0 - residents.watch[who])
            key = race(uniform(town.luck, WON_WHO, day, who, each), weight)
            if key < smallest:
                best, smallest = who, key
        if best >= 0:
            residents.watch[best] = 1
        elif day >= 0:  # nobody here is left to be won
            town.books.idle[ON_WATCH] += 1.0 / n.households
