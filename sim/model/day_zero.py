"""Day 0: the burn-in is over, trust is at its calibrated level, and today is what is usual."""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.state import Blocks, Town


@rule
def make_today_the_usual(town: Town) -> None:
    """Set trust to what residents tend to, what is usual to what is, and open empty books."""
    residents, blocks, groups, books = town.residents, town.blocks, town.groups, town.books
    members = np.zeros(len(groups.people))
    groups.norm[:] = 0.0
    groups.usual_standing[:] = 0.0
    blocks.usual_trust[:] = 0.0
    for who in range(len(residents.block)):
        residents.standing[who] = residents.anchor[who]
        residents.impression[who] = 0.0
        residents.contact_kinds[who] = 0
        members[residents.group[who]] += 1.0
        groups.usual_standing[residents.group[who]] += residents.anchor[who]
        blocks.usual_trust[residents.block[who]] += residents.anchor[who]
    for group in range(len(groups.people)):
        groups.usual_standing[group] /= max(1.0, members[group])
        groups.mean_standing[group] = groups.usual_standing[group]
    disorder, risk = 0.0, 0.0
    for block in range(len(blocks.risk)):
        make_usual(blocks, block)
        disorder += blocks.disorder[block] * blocks.risk[block]
        risk += blocks.risk[block]
    town.department.usual_presence[0] = town.department.presence[0]
    town.department.usual_disorder[0] = disorder / risk
    books.booked[:] = 0.0
    books.left[:] = 0.0
    books.crime[:] = 0.0
    books.counts[:] = 0.0
    books.crimes_in[:] = 0.0
    books.hours[:] = 0.0
    books.idle[:] = 0.0


@rule
def make_usual(blocks: Blocks, block: int) -> None:
    """What is usual in a block is what is; trust there, a sum until now, becomes its mean."""
    blocks.usual_trust[block] /= max(1, blocks.homes[block])
    blocks.usual_presence[block] = blocks.presence[block]
    blocks.usual_lawful_stops[block] = blocks.lawful_stops[block]
    blocks.usual_conduct[block] = blocks.conduct[block]
    blocks.usual_solving[block] = blocks.solving[block]
    blocks.usual_ownership[block] = blocks.ownership[block]
    blocks.usual_watch[block] = blocks.watch[block]
    blocks.usual_offending[block] = blocks.offending[block]
