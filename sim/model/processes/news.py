"""News about police: scandals that a scenario sets, and a background that is off by default.

Who hears depends on group and on how far the news carries; the same event can leave one group
unmoved (Kochel 2019) and many events leave nobody moved (White et al. 2018,
doi 10.1111/1745-9133.12404).

News of one district is heard by those who live in its blocks and, as an assumption, by nobody else:
the chance to hear is ``reach[group] * here[block]``, where ``here`` is 1 in the district, or
everywhere where none is named, and 0 elsewhere. Friends elsewhere are not told of it.
"""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, normal, uniform
from sim.model.ledger import PERIOD, book
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import change
from sim.model.registers import channel
from sim.model.state import Flags, Floats, Plan, Town

declare(
    "news",
    background=Parameter(
        0.0, "steps", (0.0, 0.3), (0.0, 0.005),
        "spread of ordinary national news about police, once a month", "assumed",
        "13-16 pp a decade in England and Wales (ONS); .02 would move 9 pp in a year, 0 nothing",
    ),
)  # fmt: skip

NEWS = channel("news", "News and scandals", "what people hear about police from the news")

MONTHLY = 30
HOW_BIG = decision("news: size of this month's")
HEARS = decision("news: hears of it")


@rule
def spread_news(
    town: Town, plan: Plan, day: int, size: float, reach: Floats, here: Flags, number: int
) -> None:
    """Everybody who hears moves by one step of ``size`` at once; only where ``here`` is 1."""
    residents = town.residents
    for who in range(len(residents.block)):
        if here[residents.block[who]] == 0:
            continue
        group = residents.group[who]
        if uniform(town.luck, HEARS, day, who, number) < reach[group]:
            moved = change(size, residents.standing[who] + residents.impression[who])
            residents.impression[who] += moved
            book(town.books, plan.days[0], day, group, NEWS, moved)


@rule
def news(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Today's scandals, and once a month the background."""
    for shock in range(len(plan.shock_day)):
        if plan.shock_day[shock] == day:
            size, reach = plan.shock_size[shock], plan.shock_reach[shock]
            spread_news(town, plan, day, size, reach, plan.shock_here[shock], shock + 1)
    spread = numbers.news.background
    if spread > 0.0 and day % MONTHLY == 0:
        size = spread * normal(uniform(town.luck, HOW_BIG, day, 0, 0))
        size = min(0.5, max(-0.5, size))
        everywhere = np.ones(len(town.blocks.risk), np.int8)
        spread_news(town, plan, day, size, town.groups.national_news, everywhere, 0)


@rule
def shift_standing(town: Town, plan: Plan, day: int, shift: float, only: int) -> None:
    """Move everybody's own view and standing at once (a thought experiment; -1: all groups)."""
    residents, books = town.residents, town.books
    for who in range(len(residents.block)):
        group = residents.group[who]
        if only >= 0 and group != only:
            continue
        view = min(0.98, max(0.02, residents.anchor[who] + shift))
        trust = residents.standing[who] + residents.impression[who]
        room = min(1.0 - trust, max(-trust, shift))
        standing = min(1.0, max(0.0, residents.standing[who] + room)) - residents.standing[who]
        moved = view - residents.anchor[who]
        residents.anchor[who] = view
        residents.standing[who] += standing
        if day >= 0:
            kept = books.standing_left[plan.days[0] - day]
            books.booked[day // PERIOD, group, NEWS] += standing
            books.left[day // PERIOD, group, NEWS] += standing * kept + moved * (1.0 - kept)
