"""Officers leave a beat; who follows them is a stranger to it.

The successor has another skill, knows nobody and starts with neutral regard; residents of the beat
lose part of their familiarity with officers, more where the beat has few. Rotation was one reason
why community policing failed in six trials (Blair et al. 2021, doi 10.1126/science.abd3446).
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import decision, normal, uniform, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.hours import OFFICER_IS_TRAINED, TRAINING_REACH, TRAINING_SINCERITY
from sim.model.processes.officers import skill_of
from sim.model.processes.staff import MONTH
from sim.model.registers import lever
from sim.model.state import Plan, Town

declare(
    "rotation",
    familiarity=Parameter(
        0.65, "share", (0.0, 1.0), (0.3, 1.0),
        "familiarity lost when all officers of a beat are new", "assumed",
    ),
    regard=Parameter(
        0.50, "0-1", (0.0, 1.0), None, "regard of an officer new to the beat", "assumed",
        "a convention: neither good nor bad",
    ),
    knowledge=Parameter(
        0.20, "0-1", (0.0, 1.0), (0.0, 0.4), "knowledge of an officer new to the beat", "assumed",
    ),
    memory=Parameter(
        365.0, "days", (1.0, 3650.0), (180.0, 730.0),
        "half-life of knowledge and regard without contact", "assumed",
    ),
)  # fmt: skip

MONTHS_IN_BEAT = lever(
    "months_in_beat",
    "months",
    "mean time an officer stays in a beat",
    neutral=None,
    combine="replace",
)

LEAVES = decision(
    "rotation: leaves", "leaves", "skill of the successor", "the successor treats people badly"
)


@rule
def staffed_posts(town: Town, beat: int) -> int:
    """Posts of a beat that somebody works today."""
    number = 0
    for slot in range(town.beats.posts.shape[1]):
        post = town.beats.posts[beat, slot]
        if post >= 0 and town.officers.hours[post] > 0.0:
            number += 1
    return number


@rule
def rotation(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Each staffed post may get a new officer; what is known of a beat slowly goes stale."""
    officers, n = town.officers, numbers.rotation
    levers = plan.levers[plan.stage[day + plan.burn_in[0]]]
    stale = 1.0 - math.pow(2.0, -1.0 / n.memory)
    chance = 1.0 / (MONTH * levers[MONTHS_IN_BEAT])
    for post in range(len(officers.hours)):
        officers.knowledge[post] += stale * (n.knowledge - officers.knowledge[post])
        officers.regard[post] += stale * (n.regard - officers.regard[post])
        if officers.hours[post] <= 0.0:
            continue
        u_leaves, u_skill, u_bad, _ = uniforms(town.luck, LEAVES, day, post, 0)
        if u_leaves < chance:
            succeed(town, numbers, post, u_skill, u_bad)
            trained = uniform(town.luck, OFFICER_IS_TRAINED, 0, post, officers.person[post])
            if trained < levers[TRAINING_REACH]:
                officers.training[post] = levers[TRAINING_SINCERITY]
            lose_touch(town, numbers, officers.beat[post])


@rule
def succeed(town: Town, numbers: Numbers, post: int, u_skill: float, u_bad: float) -> None:
    """A new officer takes the post."""
    officers = town.officers
    officers.person[post] += 1
    n = numbers.contact
    officers.skill[post] = skill_of(
        normal(u_skill), u_bad, n.skill_spread, n.bad_officers, n.bad_by
    )
    officers.training[post] = 0.0
    officers.knowledge[post] = numbers.rotation.knowledge
    officers.regard[post] = numbers.rotation.regard
    officers.days_in_beat[post] = 0


@rule
def lose_touch(town: Town, numbers: Numbers, beat: int) -> None:
    """Residents of the beat know the officers less: one of the beat's posts has a stranger."""
    residents, blocks = town.residents, town.blocks
    posts = max(1, staffed_posts(town, beat))
    keep = 1.0 - numbers.rotation.familiarity / posts
    for block in range(len(blocks.risk)):
        if blocks.beat[block] != beat:
            continue
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            known = residents.familiarity[who] - numbers.fading.strangers
            if known > 0.0:
                residents.familiarity[who] = numbers.fading.strangers + known * keep
