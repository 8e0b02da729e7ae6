"""Residents report suspicious activity, members of the neighbourhood watch more often."""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import decision, happenings, race, uniform, uniform_of_rows
from sim.model.parameters import Numbers
from sim.model.processes.contact import BY_RESIDENT, note_contact
from sim.model.processes.outlook import logistic, tip_chance_of
from sim.model.registers import count
from sim.model.state import Plan, Town

HOW_MANY = decision("suspicious activity: how many reports")
WHO = decision("suspicious activity: who reports")
SUSPICIOUS_EXPECTED = count("suspicious_expected", "chances to report what looks wrong")
SUSPICIOUS = count("suspicious", "reports of what looks wrong")


@rule
def suspicious_activity(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Reports of the day by block: Poisson around the sum of the residents' readiness."""
    if day < 0:
        return
    blocks, residents, counts, n = town.blocks, town.residents, town.books.counts, numbers.tips
    rate = n.suspicious / 365.25 / logistic(n.neutral)
    luck = uniform_of_rows(town.luck, HOW_MANY, day, len(blocks.risk))
    for block in range(len(blocks.risk)):
        expected = rate * blocks.eyes[block]
        counts[SUSPICIOUS_EXPECTED, 0] += expected
        number = happenings(luck[block], expected)
        for each in range(number):
            best, smallest = -1, math.inf
            for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
                readiness = tip_chance_of(town, numbers, who)
                if residents.watch[who] == 1:
                    readiness *= n.watch
                key = race(uniform(town.luck, WHO, day, who, each), readiness)
                if key < smallest:
                    best, smallest = who, key
            if best >= 0:
                counts[SUSPICIOUS, residents.group[best]] += 1.0
                note_contact(town, best, BY_RESIDENT, day)
