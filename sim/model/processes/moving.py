"""People move: somebody else takes over the home, with their own view and without history here."""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, normal, uniforms, uniforms_of
from sim.model.ledger import PERIOD
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.ties import TURN, acquaintance, cut_tie, make_tie, their_turn
from sim.model.registers import channel, count
from sim.model.state import Plan, Town

declare(
    "moving",
    yearly=Parameter(
        0.10, "share a year", (0.0, 1.0), (0.05, 0.20), "homes whose occupants move", "measured",
        "9-11% a year, US Census",
    ),
    ties=Parameter(
        3.0, "ties", (0.0, 12.0), (1.0, 5.0), "ties that newcomers make in their first days",
        "assumed",
    ),
)  # fmt: skip

MOVING = channel("moving", "Moving", "people who moved away took their experience with them")
MOVES = count("moves", "homes with a new resident")

MOVES_OUT = decision("moving: moves out", "moves out", "view of the newcomer")
FIRST_TIE = decision(
    "moving: first ties", "makes a tie", "where", "which block next door", "which block"
)
LOWEST, HIGHEST = 0.02, 0.98  # anchors stay inside, so trust can always move both ways


@rule
def own_view(mean: float, spread: float, u: float) -> float:
    """A person's own view of police: normal around the group's mean, kept within 2-98 points."""
    return min(HIGHEST, max(LOWEST, mean + spread * normal(u)))


@rule
def moving(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Each home whose turn it is may change hands; then the newcomers get to know people."""
    chance = 1.0 - math.pow(1.0 - numbers.moving.yearly, TURN / 365.25)
    turn = their_turn(day, len(town.residents.block))
    luck = uniforms_of(town.luck, MOVES_OUT, day, turn, np.zeros_like(turn))
    for each in range(len(turn)):
        if luck[0, each] < chance:
            change_hands(town, plan, numbers, day, turn[each], luck[1, each])
    for each in range(len(turn)):
        if luck[0, each] < chance:
            first_acquaintances(town, numbers, day, turn[each])


@rule
def change_hands(
    town: Town, plan: Plan, numbers: Numbers, day: int, who: int, u_view: float
) -> None:
    """A newcomer of the same group: own view, no impressions, no ties yet."""
    residents, groups = town.residents, town.groups
    group = residents.group[who]
    view = own_view(groups.start_trust[group], groups.start_spread[group], u_view)
    book_move(town, plan, day, who, view)
    residents.person[who] += 1
    residents.anchor[who] = view
    residents.standing[who] = view
    residents.impression[who] = 0.0
    residents.familiarity[who] = numbers.fading.strangers
    residents.heard[who] = 0.5
    residents.worry[who] = numbers.fading.worry_rest
    residents.ownership[who] = numbers.fading.ownership_rest
    residents.grievance[who] = 0.0
    residents.watch[who] = 0
    residents.volunteer[who] = 0
    residents.story[who] = 0.0
    residents.story_day[who] = -(2**30)
    residents.chilled_until[who] = -(2**30)
    residents.contact_kinds[who] = 0
    while residents.ties[who] > 0:
        cut_tie(town, who, residents.friends[who, residents.ties[who] - 1])
    if day >= 0:
        town.books.counts[MOVES, group] += 1.0


@rule
def first_acquaintances(town: Town, numbers: Numbers, day: int, who: int) -> None:
    """A newcomer gets to know a few people."""
    for number in range(int(2.0 * numbers.moving.ties)):
        luck = uniforms(town.luck, FIRST_TIE, day, who, number)
        if luck[0] < 0.5:
            other = acquaintance(town, numbers, day, who, 1 + number, luck)
            if other >= 0:
                make_tie(town, who, other, day)


@rule
def book_move(town: Town, plan: Plan, day: int, who: int, view: float) -> None:
    """Book what moving changes: standing, impression, and from now on the view drifted back to.

    Moving happens after the night, so ``days - day - 1`` nights are left.
    """
    if day < 0:
        return
    residents, books = town.residents, town.books
    group, period = residents.group[who], day // PERIOD
    nights = plan.days[0] - day - 1
    standing = view - residents.standing[who]
    impression = -residents.impression[who]
    anchor = view - residents.anchor[who]
    books.booked[period, group, MOVING] += standing + impression
    books.left[period, group, MOVING] += (
        standing * books.standing_left[nights]
        + impression * books.impression_left[nights]
        + anchor * (1.0 - books.standing_left[nights])
    )
