"""What one contact does to the trust of one resident, and how it wears off, as the rules have it.

This file, and all that it needs, is translated for the page.
"""

from __future__ import annotations

from typing import Any

import sim.model.numbers  # noqa: F401  (every mechanism declares its own)
from sim.model.means import number_of
from sim.model.processes.contact import change, fade_share, surprise, weighed
from sim.model.processes.fading import next_impression
from sim.model.scenario.scenario import Scenario
from sim.model.worlds import as_lived, in_one_world

NIGHTS = 90
Json = Any


def contacts(data: Json, trust: float) -> Json:
    """Three contacts of somebody who trusts police so far (points), each by itself.

    A knock at the door as visits usually go; a disrespectful stop of somebody who has done nothing;
    and a friend's story of such a stop. Each: ``name``, and ``trust`` on the day and the 90 after.
    """
    scenario = Scenario.model_validate(data)
    lived = as_lived(in_one_world(scenario), 1)
    knock = number_of(lived, "visits.quality")
    stop = max(0.0, number_of(lived, "contact.poor") - number_of(lived, "stops.unfounded"))
    weights = {
        "knock": (knock, 1.0),
        "story": (stop, number_of(lived, "talk.weight")),
        "stop": (stop, 1.0),
    }
    found = []
    for name in weights:
        quality, weight = weights[name]
        step = _step(lived, trust / 100.0, quality, weight)
        found.append({"name": name, "trust": _days(lived, trust / 100.0, step)})
    return found


def _step(scenario: Scenario, trust: float, quality: float, weight: float) -> float:
    """Signed step of a contact with an officer one does not know."""
    felt = surprise(
        quality,
        trust,
        number_of(scenario, "contact.expectation"),
        number_of(scenario, "contact.slope"),
    )
    felt = weighed(felt, number_of(scenario, "contact.losses"))
    return number_of(scenario, "contact.gain") * weight * min(1.0, max(-1.0, felt))


def _days(scenario: Scenario, trust: float, step: float) -> list[float]:
    """Trust in points on the day of a step and on each night after it."""
    fade = fade_share(number_of(scenario, "fading.impression"))
    back = fade_share(number_of(scenario, "fading.anchor"))
    kept = number_of(scenario, "fading.kept")
    standing, impression = trust, change(max(-0.5, min(0.5, step)), trust)
    days = [100.0 * (standing + impression)]
    for _ in range(NIGHTS):
        lost = impression - next_impression(impression, fade)
        standing += kept * lost + back * (trust - standing)
        impression -= lost
        days.append(100.0 * (standing + impression))
    return days
