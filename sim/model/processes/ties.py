"""Ties between residents form among neighbours, and fade when life moves on.

Ties carry what people tell each other about police (``talk``). Most form without police: residents
meet neighbours, members of a residents' group more often. Every resident's turn comes once a month.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform_of, uniforms_of
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import somebody
from sim.model.registers import count
from sim.model.state import TIE_SLOTS, Four, Plan, Town, Wholes

declare(
    "ties",
    start=Parameter(
        5.9, "ties", (0.0, 12.0), (4.0, 8.0), "mean number of ties of a resident on day 0",
        "assumed",
        "2-3 confidants (General Social Survey) and a wider core",
    ),
    memory=Parameter(
        1095.0, "days", (30.0, 36500.0), (730.0, 2190.0), "half-life of a tie", "assumed",
    ),
    new=Parameter(
        0.07, "a month", (0.0, 1.0), None, "chance that a resident makes a tie in everyday life",
        "assumed", "a convention: keeps the mean number of ties steady",
    ),
    group=Parameter(
        2.0, "times", (1.0, 10.0), (1.0, 3.0),
        "how much more often where a residents' group is active", "assumed",
    ),
    same_block=Parameter(
        0.6, "share", (0.0, 1.0), (0.5, 0.7), "new ties within the block", "assumed",
    ),
    near=Parameter(
        0.25, "share", (0.0, 1.0), (0.15, 0.30), "new ties with a block next door", "assumed",
    ),
)  # fmt: skip

NEW_TIES = count("new_ties", "ties made")

TURN = 30  # days between a resident's turns
USUAL_TIES = 6.0  # of a resident: where effects of ties are neutral
NEW_TIE = decision("ties: everyday", "makes a tie", "where", "which block next door", "which block")
WITH_WHOM = decision("ties: with whom")
FADES = decision("ties: fades")


@rule
def are_tied(town: Town, a: int, b: int) -> bool:
    """Whether two homes are tied."""
    for friend in town.residents.friends[a]:  # noqa: SIM110  (Numba compiles no generators)
        if friend == b:
            return True
    return False


@rule
def make_tie(town: Town, a: int, b: int, day: int) -> None:
    """Tie two homes, if both have room and are not tied yet."""
    residents = town.residents
    if a == b or residents.ties[a] >= TIE_SLOTS or residents.ties[b] >= TIE_SLOTS:
        return
    if are_tied(town, a, b):
        return
    residents.friends[a, residents.ties[a]] = b
    residents.friends[b, residents.ties[b]] = a
    residents.ties[a] += 1
    residents.ties[b] += 1
    if day >= 0:
        town.books.counts[NEW_TIES, residents.group[a]] += 1.0


@rule
def forget(town: Town, a: int, b: int) -> None:
    """Remove ``b`` from the friends of ``a`` (the last friend takes the slot)."""
    residents = town.residents
    for slot in range(residents.ties[a]):
        if residents.friends[a, slot] == b:
            last = residents.ties[a] - 1
            residents.friends[a, slot] = residents.friends[a, last]
            residents.friends[a, last] = -1
            residents.ties[a] = last
            return


@rule
def cut_tie(town: Town, a: int, b: int) -> None:
    """End the tie between two homes."""
    forget(town, a, b)
    forget(town, b, a)


@rule
def acquaintance(town: Town, numbers: Numbers, day: int, who: int, number: int, luck: Four) -> int:
    """Somebody whom ``who`` gets to know: on the block, next door, or anywhere in town.

    ``number`` tells apart several acquaintances of one day; ``luck`` are the four draws of
    ``NEW_TIE``.
    """
    blocks, n = town.blocks, numbers.ties
    home = town.residents.block[who]
    _, u_where, u_side, u_block = luck
    block = home
    if u_where >= n.same_block + n.near:
        block = int(u_block * len(blocks.risk))
    elif u_where >= n.same_block:
        side = blocks.neighbours[home, int(u_side * 4.0)]
        block = side if side >= 0 else home
    return somebody(town, WITH_WHOM, day, block, who * 32 + number)


@rule
def their_turn(day: int, people: int) -> Wholes:
    """Residents whose turn it is today: every home's comes once in ``TURN`` days."""
    return np.arange((-day) % TURN, people, TURN, dtype=np.int32)


@rule
def ties(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Each resident whose turn it is: old ties may fade, then new ones form, home by home."""
    turn = their_turn(day, len(town.residents.block))
    let_fade(town, numbers, day, turn)
    blocks, n = town.blocks, numbers.ties
    luck = uniforms_of(town.luck, NEW_TIE, day, turn, np.zeros_like(turn))
    for each in range(len(turn)):
        who = turn[each]
        has_group = blocks.community_group[town.residents.block[who]] == 1
        chance = n.new * (n.group if has_group else 1.0)
        if luck[0, each] < chance:
            draws = (luck[0, each], luck[1, each], luck[2, each], luck[3, each])
            other = acquaintance(town, numbers, day, who, 0, draws)
            if other >= 0:
                make_tie(town, who, other, day)


@rule
def let_fade(town: Town, numbers: Numbers, day: int, turn: Wholes) -> None:
    """Ties fade: of two friends, when it is the turn of the one with the lower row."""
    residents = town.residents
    lost = 1.0 - math.pow(2.0, -TURN / numbers.ties.memory)
    lower = np.empty(len(turn) * TIE_SLOTS, np.int32)
    higher = np.empty(len(turn) * TIE_SLOTS, np.int32)
    pairs = 0
    for each in range(len(turn)):
        who = turn[each]
        for slot in range(residents.ties[who]):
            friend = residents.friends[who, slot]
            lower[pairs], higher[pairs] = who, friend
            pairs += 1 if friend > who else 0
    luck = uniform_of(town.luck, FADES, day, lower[:pairs], higher[:pairs])
    for pair in range(pairs):
        if luck[pair] < lost:
            cut_tie(town, lower[pair], higher[pair])
