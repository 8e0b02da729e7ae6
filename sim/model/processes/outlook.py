"""How residents see police this morning: whether reporting would help, whether a tip is worth it.

    doubt  = 1 / (1 + exp(-(threshold - T - familiar F - heard (H - .5) + grievance G) / width))
    tip    = 1 / (1 + exp(-(base + trust (T - .5) + familiar (F - .1) + heard (H - .5)
                                 + ownership (O - .5) - grievance G)))

``doubt`` is the chance that a resident holds police unable or unwilling to help. Sums over the
block make the expected values of reports, tips and clearances exact.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.state import STRETCH, Floats, Plan, Town

declare(
    "reporting",
    threshold=Parameter(
        0.111, "trust 0-1", (-10.0, 2.0), None,
        "trust at which half the victims doubt that police help", "calibrated on P15",
        "20% of silent victims of violence name police, NCJ 238536",
    ),
    width=Parameter(
        0.25, "trust 0-1", (0.02, 4.0), (0.20, 2.0), "how gradually doubt grows as trust falls",
        "set on P15 and P16", "stated willingness .1-.3 per standard deviation (unverified)",
    ),
    familiar=Parameter(
        0.03, "trust per unit of familiarity", (0.0, 0.5), (0.0, 0.1),
        "how far knowing officers dispels doubt", "assumed",
    ),
    heard=Parameter(
        0.0, "trust per unit", (0.0, 1.0), (0.0, 0.1), "how far feeling heard dispels doubt",
        "assumed", "no study has measured it apart from trust",
    ),
    grievance=Parameter(
        0.0, "trust per unit", (0.0, 1.0), (0.0, 0.2),
        "how far resentment at being watched or searched feeds doubt", "assumed",
        "no study has measured it apart from trust",
    ),
)  # fmt: skip
declare(
    "tips",
    present=Parameter(
        0.35, "share", (0.0, 1.0), (0.2, 0.5), "chance that each of two neighbours saw a crime",
        "assumed",
    ),
    neutral=Parameter(
        -1.6, "log odds", (-8.0, 4.0), (-2.3, -0.9), "readiness of a neutral witness to tip",
        "assumed",
    ),
    trust=Parameter(
        1.5, "log odds per unit", (0.0, 6.0), (0.0, 2.5), "effect of trust on tips", "assumed",
    ),
    familiar=Parameter(
        1.0, "log odds per unit", (0.0, 6.0), (0.0, 2.0), "effect of knowing officers on tips",
        "assumed",
    ),
    heard=Parameter(
        0.0, "log odds per unit", (0.0, 6.0), (0.0, 1.0), "effect of feeling heard on tips",
        "assumed", "no study has measured it apart from trust",
    ),
    ownership=Parameter(
        1.0, "log odds per unit", (0.0, 6.0), (0.0, 2.0), "effect of ownership on tips", "assumed",
    ),
    grievance=Parameter(
        0.5, "log odds per unit", (0.0, 6.0), (0.0, 1.5),
        "how grievance at being watched holds tips back", "assumed",
    ),
    suspicious=Parameter(
        0.0199, "a year", (0.0, 1.0), (0.01, 0.03),
        "reports of suspicious activity by a neutral resident", "calibrated on P20",
    ),
    watch=Parameter(
        3.0, "times", (1.0, 10.0), (1.0, 5.0), "how much more a member of the watch reports",
        "assumed",
    ),
)  # fmt: skip


@rule
def logistic(log_odds: float) -> float:
    """Probability from log odds."""
    return 1.0 / (1.0 + math.exp(-log_odds))


@rule
def doubt(
    trust: float, familiarity: float, threshold: float, width: float, familiar: float
) -> float:
    """Chance that a resident thinks police would not or could not help."""
    return logistic((threshold - trust - familiar * familiarity) / width)


@rule
def leaning(
    trust: float, heard: float, grievance: float, by_heard: float, by_grievance: float
) -> float:
    """Trust as it counts when a victim asks whether police would help."""
    return trust + by_heard * (heard - 0.5) - by_grievance * grievance


@rule
def tip_chance(
    trust: float,
    familiarity: float,
    ownership: float,
    grievance: float,
    base: float,
    by_trust: float,
    by_familiarity: float,
    by_ownership: float,
    by_grievance: float,
) -> float:
    """Chance that a witness passes on what was seen."""
    return logistic(
        base
        + by_trust * (trust - 0.5)
        + by_familiarity * (familiarity - 0.1)
        + by_ownership * (ownership - 0.5)
        - by_grievance * grievance
    )


@rule
def doubt_of(town: Town, numbers: Numbers, who: int) -> float:
    """``doubt`` of one resident."""
    residents, n = town.residents, numbers.reporting
    trust = residents.standing[who] + residents.impression[who]
    leans = leaning(trust, residents.heard[who], residents.grievance[who], n.heard, n.grievance)
    return doubt(leans, residents.familiarity[who], n.threshold, n.width, n.familiar)


@rule
def tip_chance_of(town: Town, numbers: Numbers, who: int) -> float:
    """``tip_chance`` of one resident."""
    residents, n = town.residents, numbers.tips
    return tip_chance(
        residents.standing[who] + residents.impression[who],
        residents.familiarity[who],
        residents.ownership[who],
        residents.grievance[who],
        n.neutral + n.heard * (residents.heard[who] - 0.5),
        n.trust,
        n.familiar,
        n.ownership,
        n.grievance,
    )


@rule
def outlook(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Sum doubt and readiness to tip over each block, for today's expected values."""
    blocks, residents = town.blocks, town.residents
    for block in range(0, len(blocks.risk), STRETCH):
        until = min(block + STRETCH, len(blocks.risk))
        first, after = blocks.first[block], blocks.first[until - 1] + blocks.homes[until - 1]
        here = slice(first, after)
        standing, impression = residents.standing[here], residents.impression[here]
        familiarity, ownership = residents.familiarity[here], residents.ownership[here]
        grievance, heard = residents.grievance[here], residents.heard[here]
        doubting, tipping = np.empty(after - first), np.empty(after - first)
        doubts(standing, impression, familiarity, heard, grievance, numbers, doubting)
        tip_chances(
            standing, impression, familiarity, heard, ownership, grievance, numbers, tipping
        )
        for each in range(block, until):
            sum_block(town, numbers, each, first, doubting, tipping)


@rule
def sum_block(
    town: Town, numbers: Numbers, block: int, first: int, doubting: Floats, tipping: Floats
) -> None:
    """Sum doubt by group, and readiness to tip and to watch, over the residents of a block.

    ``doubting`` and ``tipping`` are those of residents from row ``first`` on.
    """
    blocks, residents, watching = town.blocks, town.residents, numbers.tips.watch
    group, watch, doubted = residents.group, residents.watch, blocks.doubt
    for each in range(doubted.shape[1]):
        doubted[block, each] = 0.0
    tips, eyes = 0.0, 0.0
    homes = blocks.homes[block]
    for who in range(blocks.first[block], blocks.first[block] + homes):
        doubted[block, group[who]] += doubting[who - first]
        tips += tipping[who - first]
        eyes += tipping[who - first] * (watching if watch[who] == 1 else 1.0)
    blocks.tipping[block] = tips / homes if homes > 0 else 0.0
    blocks.eyes[block] = eyes


@rule
def doubts(
    standing: Floats,
    impression: Floats,
    familiarity: Floats,
    heard: Floats,
    grievance: Floats,
    numbers: Numbers,
    out: Floats,
) -> None:
    """``doubt`` of a stretch of residents."""
    n = numbers.reporting
    threshold, width, familiar = n.threshold, n.width, n.familiar
    by_heard, by_grievance = n.heard, n.grievance
    for who in range(len(out)):
        trust = standing[who] + impression[who]
        leans = leaning(trust, heard[who], grievance[who], by_heard, by_grievance)
        out[who] = doubt(leans, familiarity[who], threshold, width, familiar)


@rule
def tip_chances(
    standing: Floats,
    impression: Floats,
    familiarity: Floats,
    heard: Floats,
    ownership: Floats,
    grievance: Floats,
    numbers: Numbers,
    out: Floats,
) -> None:
    """``tip_chance`` of a stretch of residents."""
    n = numbers.tips
    base, by_trust, by_familiarity = n.neutral, n.trust, n.familiar
    by_heard, by_ownership, by_grievance = n.heard, n.ownership, n.grievance
    for who in range(len(out)):
        out[who] = tip_chance(
            standing[who] + impression[who],
            familiarity[who],
            ownership[who],
            grievance[who],
            base + by_heard * (heard[who] - 0.5),
            by_trust,
            by_familiarity,
            by_ownership,
            by_grievance,
        )
