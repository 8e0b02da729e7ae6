"""The rules that the reference shares with the model, and nothing of its loops.

They are used as the plain Python they are written in, so a run of both models also shows that
compiling changes nothing. Only draws (``sim.model.draws.uniform``) are called compiled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, TypeVar

from sim.compiled.rules import Rule
from sim.model.draws import address_of, happenings, normal, race
from sim.model.ledger import share_of_change
from sim.model.processes.causes_of_crime import (
    after_a_while,
    block_effect,
    camera_effect,
    conduct_effect,
    density,
    nothing_left_to_solve,
    removal_effect,
    repeat_effect,
    riskiness,
    stops_effect,
    town_effect,
)
from sim.model.processes.contact import (
    as_seen,
    bond,
    change,
    fade_share,
    gain_with,
    one_of,
    surprise,
    tag_of,
    weighed,
)
from sim.model.processes.crime import serious_enough, why_silent
from sim.model.processes.fading import calm_aim, drift, group_pull, next_impression, ownership_aim
from sim.model.processes.follow_up import found_nothing, work_of_issue
from sim.model.processes.foot_patrol import greeting_chance
from sim.model.processes.gatherings import attendance_log_odds
from sim.model.processes.hours import programme_factor
from sim.model.processes.issues import new_issues, wants_to_raise
from sim.model.processes.moving import own_view
from sim.model.processes.officers import conduct, skill_of
from sim.model.processes.outlook import doubt, leaning, logistic, tip_chance
from sim.model.processes.participation import join_chance, readiness_to_join, still_in
from sim.model.processes.response import clearance, treatment
from sim.model.processes.staff import against_usual
from sim.model.processes.stops import deterrence_of, slope_with
from sim.model.processes.surveillance import camera_step, exposure_step
from sim.model.processes.visibility import answer, seen, taken

Candidate = TypeVar("Candidate")


def _as_python(*rules: Rule[..., Any]) -> tuple[Callable[..., Any], ...]:
    return tuple(rule.plain for rule in rules)


bond, change, conduct, fade_share, gain_with = _as_python(
    bond, change, conduct, fade_share, gain_with
)
one_of, surprise, tag_of = _as_python(one_of, surprise, tag_of)
as_seen, skill_of, weighed = _as_python(as_seen, skill_of, weighed)
serious_enough, why_silent = _as_python(serious_enough, why_silent)
after_a_while, block_effect, camera_effect, conduct_effect = _as_python(
    after_a_while, block_effect, camera_effect, conduct_effect
)
density, riskiness, stops_effect, town_effect = _as_python(
    density, riskiness, stops_effect, town_effect
)
found_nothing, nothing_left_to_solve = _as_python(found_nothing, nothing_left_to_solve)
removal_effect, repeat_effect = _as_python(removal_effect, repeat_effect)
share_of_change, clearance, treatment = _as_python(share_of_change, clearance, treatment)
drift, group_pull, next_impression = _as_python(drift, group_pull, next_impression)
calm_aim, ownership_aim, own_view = _as_python(calm_aim, ownership_aim, own_view)
work_of_issue, programme_factor, against_usual = _as_python(
    work_of_issue, programme_factor, against_usual
)
greeting_chance, attendance_log_odds = _as_python(greeting_chance, attendance_log_odds)
new_issues, wants_to_raise = _as_python(new_issues, wants_to_raise)
doubt, logistic, tip_chance = _as_python(doubt, logistic, tip_chance)
(leaning,) = _as_python(leaning)
join_chance, readiness_to_join, still_in = _as_python(join_chance, readiness_to_join, still_in)
deterrence_of, slope_with = _as_python(deterrence_of, slope_with)
camera_step, exposure_step, seen = _as_python(camera_step, exposure_step, seen)
answer, taken = _as_python(answer, taken)
address_of, happenings, normal, race = _as_python(address_of, happenings, normal, race)


def first_past(
    candidates: Iterable[Candidate], key: Callable[[Candidate], float]
) -> Candidate | None:
    """Who wins a race: the candidate with the smallest key; nobody whose key is infinite."""
    best, smallest = None, math.inf
    for candidate in candidates:
        time = key(candidate)
        if time < smallest:
            best, smallest = candidate, time
    return best


def numbers_of(record: Any) -> SimpleNamespace:
    """The numbers of the model as plain floats: ``numbers.contact.gain``."""
    return SimpleNamespace(
        **{
            group: SimpleNamespace(
                **{name: float(record[group][name]) for name in record.dtype[group].names}
            )
            for group in record.dtype.names
        }
    )
