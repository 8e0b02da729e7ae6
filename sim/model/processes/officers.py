"""Which officer a resident meets, and how that officer behaves: usual conduct and what is personal.

The numbers are those of contacts (``contact.skill_spread`` and so on).
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import address_of, normal, race, uniform
from sim.model.parameters import Numbers
from sim.model.state import Town


@rule
def skill_of(z: float, u_bad: float, spread: float, bad_officers: float, bad_by: float) -> float:
    """Lasting skill of an officer: normal, and for a few much worse."""
    return spread * z - (bad_by if u_bad < bad_officers else 0.0)


@rule
def conduct(base: float, skill: float, training: float, regard: float, noise: float) -> float:
    """Conduct of one officer in one contact, 0-1: the usual of its kind plus what is personal.

    ``regard`` and ``training`` are already in quality units.
    """
    return min(1.0, max(0.0, base + skill + training + regard + noise))


@rule
def officer_on(town: Town, decision: int, day: int, beat: int, who: int, tag: int) -> int:
    """The officer of a beat who meets ``who``: by draw, in proportion to hours; -1 if nobody works.

    ``tag`` tells apart several contacts of one person on one day. A beat that nobody staffs is
    served by the next one that is staffed.
    """
    beats, hours = town.beats, town.officers.hours
    number = beats.posts.shape[0]
    for step in range(number):
        serving = (beat + step) % number
        best, smallest = -1, math.inf
        for slot in range(beats.posts.shape[1]):
            post = beats.posts[serving, slot]
            if post >= 0 and hours[post] > 0.0:
                key = race(
                    uniform(town.luck, decision, day, address_of(who, slot), tag), hours[post]
                )
                if key < smallest:
                    best, smallest = post, key
        if best >= 0:
            return best
    return -1


@rule
def quality_of(
    town: Town, numbers: Numbers, officer: int, base: float, u: float, spread: float
) -> float:
    """Conduct of a post's officer: ``base`` is usual in such a contact, ``u`` the random draw."""
    contact, officers = numbers.contact, town.officers
    return conduct(
        base,
        officers.skill[officer],
        contact.training_effect * officers.training[officer],
        contact.regard_effect * (officers.regard[officer] - 0.5),
        spread * normal(u),
    )
