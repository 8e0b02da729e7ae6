"""Residents on the first day of the burn-in: their views, and what they are part of."""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.parameters import Numbers
from sim.model.processes.moving import own_view
from sim.model.state import FloatRows, Town


@rule
def move_in(town: Town) -> None:
    """Everybody lives in a block: homes are numbered block by block."""
    blocks = town.blocks
    for block in range(len(blocks.risk)):
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            town.residents.block[who] = block


@rule
def set_residents(town: Town, numbers: Numbers, luck: FloatRows) -> None:
    """What residents think, feel and do: ``luck`` has their draws, shape (4, residents)."""
    residents, groups, fading = town.residents, town.groups, numbers.fading
    for who in range(len(residents.block)):
        group = residents.group[who]
        view = own_view(groups.start_trust[group], groups.start_spread[group], luck[1, who])
        residents.anchor[who] = view
        residents.standing[who] = view
        residents.familiarity[who] = fading.strangers
        residents.heard[who] = 0.5
        residents.worry[who] = fading.worry_rest
        ownership = fading.ownership_rest + fading.ownership_trust * (view - 0.5)
        residents.ownership[who] = min(1.0, max(0.0, ownership))
        residents.watch[who] = 1 if luck[2, who] < numbers.participation.watch else 0
        residents.volunteer[who] = 1 if luck[3, who] < numbers.participation.volunteers else 0


@rule
def sum_up_blocks(town: Town) -> None:
    """Mean ownership of the residents of each block, and its share of homes in the watch."""
    residents, blocks = town.residents, town.blocks
    for block in range(len(blocks.risk)):
        first, homes = blocks.first[block], blocks.homes[block]
        ownership, watch = 0.0, 0.0
        for who in range(first, first + homes):
            ownership += residents.ownership[who]
            watch += residents.watch[who]
        if homes > 0:
            blocks.ownership[block] = ownership / homes
            blocks.watch[block] = watch / homes
