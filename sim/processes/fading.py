"""The night: impressions fade, part of them lasts, everything drifts back to where it rests.

Trust has two time scales. An impression fades in weeks; a part of what fades becomes *standing*,
which drifts back to the person's own long-held view over years, shifted by what the group holds:

    standing   += kept fade impression + revert (anchor + norm 4 anchor (1 - anchor) - standing)
    impression -= fade impression

All of it is linear, so what is left on the last day of any change is known when it happens
(``ledger``). Familiarity, being heard, worry, ownership and grievance drift to their rests.
"""

from __future__ import annotations

import numpy as np

from sim.compiling import rule
from sim.ledger import FADING, GROUP_NORM, PERIOD, REVERSION
from sim.parameters import Numbers, Parameter, declare
from sim.processes.contact import fade_share
from sim.state import Floats, Plan, Town

declare(
    "fading",
    impression=Parameter(
        21.0, "days", (1.0, 3650.0), (12.0, 40.0), "half-life of an impression", "set on P02",
        "with what lasts, a visit's effect halves in about four weeks; Peyton et al. 2019, doi"
        " 10.1073/pnas.1910157116",
    ),
    kept=Parameter(
        0.25, "share", (0.0, 1.0), (0.05, 0.35), "part of what fades that becomes standing",
        "set on P02, P06, P08 and P13",
    ),
    anchor=Parameter(
        1095.0, "days", (30.0, 1e6), (365.0, 3650.0),
        "half-life of the way back to one's own view", "assumed",
        "confidence moves slowly without shocks (ONS)",
    ),
    norm=Parameter(
        3650.0, "days", (30.0, 1e6), (1825.0, 36500.0),
        "half-life of a change in what a group holds", "assumed",
    ),
    familiarity=Parameter(
        180.0, "days", (1.0, 3650.0), (90.0, 365.0), "half-life of familiarity", "assumed",
    ),
    familiar_close=Parameter(
        0.25, "share of what is missing", (0.0, 1.0), (0.1, 0.4),
        "familiarity from a visit or gathering", "assumed",
    ),
    familiar_passing=Parameter(
        0.10, "share of what is missing", (0.0, 1.0), (0.05, 0.2),
        "familiarity from a greeting or call", "assumed",
    ),
    strangers=Parameter(
        0.10, "0-1", (0.0, 1.0), None, "familiarity with officers one never met", "assumed",
        "a convention: where the scale rests",
    ),
    heard=Parameter(
        365.0, "days", (1.0, 3650.0), (180.0, 730.0), "half-life of feeling heard", "assumed",
    ),
    heard_close=Parameter(
        0.15, "share of what is missing", (0.0, 1.0), (0.05, 0.3),
        "being heard at a visit or gathering", "assumed",
    ),
    heard_passing=Parameter(
        0.05, "share of what is missing", (0.0, 1.0), (0.0, 0.1), "being heard at a call",
        "assumed",
    ),
    worry=Parameter(90.0, "days", (1.0, 3650.0), (45.0, 180.0), "half-life of worry", "assumed"),
    worry_rest=Parameter(
        0.35, "0-1", (0.0, 1.0), None, "worry of a neutral resident", "assumed",
        "a convention: where the scale rests",
    ),
    worry_ownership=Parameter(
        0.15, "per unit", (0.0, 1.0), (0.0, 0.3), "how ownership calms", "assumed",
    ),
    ownership=Parameter(
        365.0, "days", (1.0, 3650.0), (180.0, 730.0), "half-life of ownership", "assumed",
    ),
    ownership_rest=Parameter(
        0.50, "0-1", (0.0, 1.0), None, "ownership of a neutral resident", "assumed",
        "a convention: where the scale rests",
    ),
    ownership_trust=Parameter(
        0.30, "per unit", (0.0, 2.0), (0.0, 0.6), "how trust raises ownership", "assumed",
        "the one police measure linked to it, Yesberg et al. 2023, doi 10.1007/s11292-023-09580-y",
    ),
    ownership_ties=Parameter(
        0.02, "per tie", (0.0, 0.2), (0.0, 0.04), "how ties raise ownership", "assumed",
    ),
    ownership_volunteer=Parameter(
        0.10, "0-1", (0.0, 1.0), (0.0, 0.2), "ownership of volunteers and of the watch", "assumed",
    ),
    grievance=Parameter(
        180.0, "days", (1.0, 3650.0), (90.0, 365.0), "half-life of grievance", "assumed",
    ),
)  # fmt: skip
NORM_LIMIT = 0.25  # keeps anchor + norm between 0 and 1


@rule
def next_impression(impression: float, fade: float) -> float:
    """Impression after a night."""
    return impression * (1.0 - fade)


@rule
def group_pull(anchor: float, norm: float, revert: float) -> float:
    """What a group's norm adds to standing in a night; most for those in the middle."""
    return revert * norm * 4.0 * anchor * (1.0 - anchor)


@rule
def ownership_aim(
    trust: float,
    ties: float,
    takes_part: float,
    rest: float,
    by_trust: float,
    by_ties: float,
    by_part: float,
) -> float:
    """Ownership that a resident drifts to."""
    return rest + by_trust * (trust - 0.5) + by_ties * (ties - 6.0) + by_part * takes_part


@rule
def drift(value: float, aim: float, share: float) -> float:
    """A value after one night on its way to ``aim``."""
    return value + share * (aim - value)


@rule
def fading(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """One night for everybody; block means of ownership and watch are taken for tomorrow."""
    residents, blocks, groups = town.residents, town.blocks, town.groups
    n = numbers.fading
    fade, revert = fade_share(n.impression), fade_share(n.anchor)
    familiarity, heard = fade_share(n.familiarity), fade_share(n.heard)
    worry, ownership = fade_share(n.worry), fade_share(n.ownership)
    grievance = fade_share(n.grievance)
    number = len(groups.norm)
    faded, reverted = np.zeros(number), np.zeros(number)
    pulled, stood = np.zeros(number), np.zeros(number)
    standing, impression, anchor = residents.standing, residents.impression, residents.anchor
    for block in range(len(blocks.risk)):
        own, watching = 0.0, 0.0
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            group = residents.group[who]
            lost = impression[who] - next_impression(impression[who], fade)
            back = revert * (anchor[who] - standing[who])
            pull = group_pull(anchor[who], groups.norm[group], revert)
            impression[who] -= lost
            standing[who] += n.kept * lost + back + pull
            faded[group] -= (1.0 - n.kept) * lost
            reverted[group] += back
            pulled[group] += pull
            stood[group] += standing[who]

            takes_part = 1.0 if residents.volunteer[who] + residents.watch[who] > 0 else 0.0
            aim = ownership_aim(
                standing[who] + impression[who],
                residents.ties[who],
                takes_part,
                n.ownership_rest,
                n.ownership_trust,
                n.ownership_ties,
                n.ownership_volunteer,
            )
            aim = min(1.0, max(0.0, aim))
            residents.ownership[who] = drift(residents.ownership[who], aim, ownership)
            calm = n.worry_rest - n.worry_ownership * (residents.ownership[who] - 0.5)
            residents.worry[who] = drift(residents.worry[who], min(1.0, max(0.0, calm)), worry)
            residents.familiarity[who] = drift(residents.familiarity[who], n.strangers, familiarity)
            residents.heard[who] = drift(residents.heard[who], 0.5, heard)
            residents.grievance[who] *= 1.0 - grievance
            own += residents.ownership[who]
            watching += residents.watch[who]
        homes = max(1, blocks.homes[block])
        blocks.ownership[block] = own / homes
        blocks.watch[block] = watching / homes
    book_night(town, plan, day, faded, reverted, pulled)
    shift_norms(town, stood, fade_share(n.norm))


@rule
def book_night(
    town: Town, plan: Plan, day: int, faded: Floats, reverted: Floats, pulled: Floats
) -> None:
    """Book what the night did; only the pull of a norm is a cause of its own that lasts."""
    if day < 0:
        return
    books, period = town.books, day // PERIOD
    nights = plan.days[0] - day - 1
    for group in range(len(faded)):
        books.booked[period, group, FADING] += faded[group]
        books.booked[period, group, REVERSION] += reverted[group]
        books.booked[period, group, GROUP_NORM] += pulled[group]
        books.left[period, group, GROUP_NORM] += pulled[group] * books.standing_left[nights]


@rule
def shift_norms(town: Town, stood: Floats, share: float) -> None:
    """What a group holds of police follows its members' standing, over many years."""
    groups = town.groups
    for group in range(len(groups.norm)):
        if groups.people[group] > 0:
            groups.mean_standing[group] = stood[group] / groups.people[group]
            moved = groups.mean_standing[group] - groups.usual_standing[group]
            norm = drift(groups.norm[group], moved, share)
            groups.norm[group] = min(NORM_LIMIT, max(-NORM_LIMIT, norm))
