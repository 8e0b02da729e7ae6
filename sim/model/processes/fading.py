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

from sim.compiled.rules import rule
from sim.model.ledger import PERIOD
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import fade_share
from sim.model.processes.ties import USUAL_TIES
from sim.model.registers import channel
from sim.model.state import STRETCH, Flags, FloatBoxes, Floats, Plan, Town, Wholes

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
    strangers=Parameter(
        0.10, "0-1", (0.0, 1.0), None, "familiarity with officers one never met", "assumed",
        "a convention: where the scale rests",
    ),
    heard=Parameter(
        365.0, "days", (1.0, 3650.0), (180.0, 730.0), "half-life of feeling heard", "assumed",
    ),
    worry=Parameter(90.0, "days", (1.0, 3650.0), (45.0, 180.0), "half-life of worry", "assumed"),
    worry_rest=Parameter(
        0.35, "0-1", (0.0, 1.0), None, "worry of a neutral resident", "assumed",
        "a convention: where the scale rests",
    ),
    worry_ownership=Parameter(
        0.15, "per unit", (0.0, 1.0), (0.0, 0.3), "how ownership calms", "assumed",
    ),
    worry_ties=Parameter(
        0.0, "per usual number of ties", (0.0, 1.0), (0.0, 0.1),
        "how ties to other residents calm", "assumed",
        "social support and fear of crime go together in surveys; which moves which is not known",
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
    ownership_heard=Parameter(
        0.0, "per unit", (0.0, 2.0), (0.0, 0.3), "how feeling heard raises ownership", "assumed",
        "no study has measured it apart from trust",
    ),
    ownership_volunteer=Parameter(
        0.10, "0-1", (0.0, 1.0), (0.0, 0.2), "ownership of volunteers and of the watch", "assumed",
    ),
    grievance=Parameter(
        180.0, "days", (1.0, 3650.0), (90.0, 365.0), "half-life of grievance", "assumed",
    ),
)  # fmt: skip

FADING = channel("fading", "Fading", "impressions that wear off")
REVERSION = channel(
    "reversion", "Back to one's own view", "drift to what a person has long thought of police"
)
GROUP_NORM = channel("group_norm", "What one's group holds", "drift with the view of one's group")
LANES = 4  # sums kept side by side, so that none waits for the one before
IMPRESSED, APART, IN_THE_MIDDLE, STOOD = range(4)
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
    return rest + by_trust * (trust - 0.5) + by_ties * (ties - USUAL_TIES) + by_part * takes_part


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
    sums = np.zeros((LANES, len(groups.norm), 4))
    for block in range(0, len(blocks.risk), STRETCH):
        until = min(block + STRETCH, len(blocks.risk))
        here = slice(blocks.first[block], blocks.first[until - 1] + blocks.homes[until - 1])
        standing, impression = residents.standing[here], residents.impression[here]
        anchor, group = residents.anchor[here], residents.group[here]
        add_up(standing, impression, anchor, group, sums)
        fade_trust(standing, impression, anchor, group, groups.norm, fade, n.kept, revert)
        ownership, ties = residents.ownership[here], residents.ties[here]
        watch, volunteer = residents.watch[here], residents.volunteer[here]
        heard = residents.heard[here]
        drift_ownership(standing, impression, ties, heard, watch, volunteer, numbers, ownership)
        drift_worry(ownership, ties, numbers, residents.worry[here])
        drift_to(n.strangers, fade_share(n.familiarity), residents.familiarity[here])
        drift_to(0.5, fade_share(n.heard), heard)
        drift_to(0.0, fade_share(n.grievance), residents.grievance[here])
        for each in range(block, until):
            take_stock(town, each)
    for row in range(len(groups.norm)):
        end_night(town, plan, numbers, day, row, sums)


@rule
def end_night(
    town: Town, plan: Plan, numbers: Numbers, day: int, group: int, sums: FloatBoxes
) -> None:
    """Book what the night did to a group, and shift its norm.

    From sums alone, because every change of a night is in proportion to one of them. A rule that is
    not must be summed person by person.
    """
    n = numbers.fading
    total = np.zeros(4)
    for lane in range(LANES):
        for each in range(4):
            total[each] += sums[lane, group, each]
    lost = total[IMPRESSED] - next_impression(total[IMPRESSED], fade_share(n.impression))
    reverted = fade_share(n.anchor) * total[APART]
    pulled = fade_share(n.anchor) * town.groups.norm[group] * total[IN_THE_MIDDLE]
    book_night(town, plan, day, group, (n.kept - 1.0) * lost, reverted, pulled)
    stood = total[STOOD] + n.kept * lost + reverted + pulled
    shift_norm(town, group, stood, fade_share(n.norm))


@rule
def take_stock(town: Town, block: int) -> None:
    """Mean ownership and share of homes in the watch of a block."""
    residents, blocks = town.residents, town.blocks
    ownership, watch = residents.ownership, residents.watch
    own, watching = 0.0, 0.0
    for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
        own += ownership[who]
        watching += watch[who]
    homes = max(1, blocks.homes[block])
    blocks.ownership[block] = own / homes
    blocks.watch[block] = watching / homes


@rule
def add_up(
    standing: Floats, impression: Floats, anchor: Floats, group: Flags, sums: FloatBoxes
) -> None:
    """Add a stretch of residents to the sums that ``end_night`` needs: (lanes, groups, 4)."""
    for who in range(len(group)):
        impressed, stood = impression[who], standing[who]
        apart, in_the_middle = anchor[who] - stood, group_pull(anchor[who], 1.0, 1.0)
        into = sums[who % LANES, group[who]]
        into[IMPRESSED] += impressed
        into[APART] += apart
        into[IN_THE_MIDDLE] += in_the_middle
        into[STOOD] += stood


@rule
def fade_trust(
    standing: Floats,
    impression: Floats,
    anchor: Floats,
    group: Flags,
    norm: Floats,
    fade: float,
    kept: float,
    revert: float,
) -> None:
    """What a night does to the trust of a stretch of residents."""
    norms = np.empty(len(group))
    for who in range(len(group)):
        norms[who] = norm[group[who]]
    for who in range(len(group)):
        lost = impression[who] - next_impression(impression[who], fade)
        back = revert * (anchor[who] - standing[who])
        pull = group_pull(anchor[who], norms[who], revert)
        impression[who] -= lost
        standing[who] += kept * lost + back + pull


@rule
def drift_ownership(
    standing: Floats,
    impression: Floats,
    ties: Wholes,
    heard: Floats,
    watch: Flags,
    volunteer: Flags,
    numbers: Numbers,
    ownership: Floats,
) -> None:
    """Ownership of a stretch drifts to where trust, ties, being heard and taking part hold it."""
    n = numbers.fading
    rest, share, by_heard = n.ownership_rest, fade_share(n.ownership), n.ownership_heard
    by_trust, by_ties, by_part = n.ownership_trust, n.ownership_ties, n.ownership_volunteer
    for who in range(len(ownership)):
        trust = standing[who] + impression[who]
        takes_part = 1.0 if volunteer[who] + watch[who] > 0 else 0.0
        aim = ownership_aim(trust, ties[who], takes_part, rest, by_trust, by_ties, by_part)
        aim += by_heard * (heard[who] - 0.5)
        ownership[who] = drift(ownership[who], min(1.0, max(0.0, aim)), share)


@rule
def calm_aim(
    ownership: float, ties: float, rest: float, by_ownership: float, by_ties: float
) -> float:
    """Worry that a resident drifts to: ownership and ties calm."""
    return rest - by_ownership * (ownership - 0.5) - by_ties * (ties / USUAL_TIES - 1.0)


@rule
def drift_worry(ownership: Floats, ties: Wholes, numbers: Numbers, worry: Floats) -> None:
    """Worry of a stretch of residents drifts to its rest."""
    n = numbers.fading
    rest, by_ownership, share = n.worry_rest, n.worry_ownership, fade_share(n.worry)
    by_ties = n.worry_ties
    for who in range(len(worry)):
        aim = calm_aim(ownership[who], ties[who], rest, by_ownership, by_ties)
        worry[who] = drift(worry[who], min(1.0, max(0.0, aim)), share)


@rule
def drift_to(aim: float, share: float, values: Floats) -> None:
    """A column of a stretch of residents drifts to one rest."""
    for who in range(len(values)):
        values[who] = drift(values[who], aim, share)


@rule
def book_night(
    town: Town,
    plan: Plan,
    day: int,
    group: int,
    faded: float,
    reverted: float,
    pulled: float,
) -> None:
    """Book what the night did to a group; only the pull of its norm is a cause that lasts."""
    if day < 0:
        return
    books, period = town.books, day // PERIOD
    nights = plan.days[0] - day - 1
    books.booked[period, group, FADING] += faded
    books.booked[period, group, REVERSION] += reverted
    books.booked[period, group, GROUP_NORM] += pulled
    books.left[period, group, GROUP_NORM] += pulled * books.standing_left[nights]


@rule
def shift_norm(town: Town, group: int, stood: float, share: float) -> None:
    """What a group holds of police follows its members' standing, over many years."""
    groups = town.groups
    if groups.people[group] > 0:
        groups.mean_standing[group] = stood / groups.people[group]
        moved = groups.mean_standing[group] - groups.usual_standing[group]
        norm = drift(groups.norm[group], moved, share)
        groups.norm[group] = min(NORM_LIMIT, max(-NORM_LIMIT, norm))
