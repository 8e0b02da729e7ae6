"""Posts for the usual staff (the last may be part of one) and for officers to be hired."""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import normal
from sim.model.parameters import Numbers
from sim.model.processes.officers import skill_of
from sim.model.state import Beats, FloatRows, Officers


@rule
def staff(
    officers: Officers, beats: Beats, usual: float, luck: FloatRows, numbers: Numbers
) -> None:
    """Who works where: ``usual`` officers, then those to be hired; posts go round the beats."""
    contact, number = numbers.contact, len(beats.training)
    regular = math.ceil(usual)
    for post in range(len(officers.beat)):
        if post < regular:
            officers.share[post] = min(1.0, usual - post)
        else:
            officers.hired[post] = 1
        officers.skill[post] = skill_of(
            normal(luck[0, post]), luck[1, post],
            contact.skill_spread, contact.bad_officers, contact.bad_by,
        )  # fmt: skip
        officers.knowledge[post] = numbers.rotation.knowledge
        officers.regard[post] = numbers.rotation.regard
        officers.beat[post] = post % number
        beats.posts[post % number, post // number] = post
