"""People talk: for some weeks after a contact, friends hear of it (vicarious experience).

Direct and vicarious contact both matter: Geller & Fagan 2019; more than half of young Black
residents of Baltimore know somebody who was stopped (2024 survey, unverified).
"""

from __future__ import annotations

import math

from sim.compiling import rule
from sim.ledger import HEARSAY
from sim.parameters import Numbers, Parameter, declare
from sim.processes.contact import queue, settle
from sim.randomness import decision, uniform
from sim.state import Plan, Town

declare(
    "talk",
    days=Parameter(
        30.0, "days", (0.0, 365.0), (14.0, 60.0), "how long a contact is a story worth telling",
        "assumed",
    ),
    chance=Parameter(
        0.05, "a day", (0.0, 1.0), (0.02, 0.10), "chance to tell one friend of it", "assumed",
    ),
    weight=Parameter(
        0.12, "of a contact", (0.0, 1.0), (0.0, 0.4), "weight of what a friend tells", "assumed",
    ),
)  # fmt: skip

TELLS = decision("talk: tells")
WHOM = decision("talk: whom")


@rule
def friend_to_tell(town: Town, day: int, who: int) -> int:
    """The friend who hears the story: the smallest addressed key among the friends."""
    residents = town.residents
    best, smallest = -1, math.inf
    for slot in range(residents.ties[who]):
        friend = residents.friends[who, slot]
        key = uniform(town.luck, WHOM, day, who, friend)
        if key < smallest:
            best, smallest = friend, key
    return best


@rule
def talk(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Those with a fresh story tell a friend, who does not pass it on."""
    residents, n = town.residents, numbers.talk
    since = day - int(n.days)
    for who in range(len(residents.story_day)):
        if residents.story_day[who] < since or residents.ties[who] == 0:
            continue
        if uniform(town.luck, TELLS, day, who, 0) < n.chance:
            friend = friend_to_tell(town, day, who)
            story = min(1.0, max(-1.0, residents.story[who]))
            queue(town, friend, HEARSAY, -1, numbers.contact.gain * n.weight * story, 0.0)
    settle(town, plan, numbers, day)
