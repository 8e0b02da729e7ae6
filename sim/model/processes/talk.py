"""People talk: for some weeks after a contact, friends hear of it (vicarious experience).

Direct and vicarious contact both matter: Geller & Fagan 2019; more than half of young Black
residents of Baltimore know somebody who was stopped (2024 survey, unverified).
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform, uniform_of
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import queue, settle
from sim.model.registers import channel
from sim.model.state import Plan, Town, Wholes

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

HEARSAY = channel("hearsay", "What friends tell", "contacts of others, heard along ties")

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
def who_has_a_story(story_day: Wholes, ties: Wholes, since: int) -> Wholes:
    """Residents with a contact since that day, and with somebody to tell."""
    tellers = np.empty(len(ties), np.int32)
    number = 0
    for who in range(len(ties)):
        tellers[number] = who  # written over unless it counts: no branch to guess wrongly
        number += (story_day[who] >= since) & (ties[who] > 0)
    return tellers[:number]


@rule
def talk(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Those with a fresh story tell a friend, who does not pass it on."""
    residents, n = town.residents, numbers.talk
    tellers = who_has_a_story(residents.story_day, residents.ties, day - int(n.days))
    luck = uniform_of(town.luck, TELLS, day, tellers, np.zeros_like(tellers))
    for each in range(len(tellers)):
        if luck[each] < n.chance:
            who = tellers[each]
            story = min(1.0, max(-1.0, residents.story[who]))
            step = numbers.contact.gain * n.weight * story
            queue(town, friend_to_tell(town, day, who), HEARSAY, -1, step, 0.0)
    settle(town, plan, numbers, day)
