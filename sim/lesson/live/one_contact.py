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
from sim.model.worlds import as_lived
from sim.study.statistics import quantiles

NIGHTS = 90
WORLDS = 30
"""In which a contact is tried: those of the first replicates, which lie at even distances."""
Json = Any


def contacts(data: Json, trust: float) -> Json:
    """Three contacts of somebody who trusts police so far (points), each by itself.

    A knock at the door as visits usually go; a disrespectful stop of somebody who has done nothing;
    and a friend's story of such a stop, told once. Each: ``name``; ``trust`` on the day and the 90
    after, the mean over worlds; ``low`` and ``high``, between which nine in ten worlds move it at
    first; ``worlds``, how many.
    """
    scenario = Scenario.model_validate(data)
    number = WORLDS if scenario.worlds == "many" else 1
    tried = [_in_one_world(as_lived(scenario, at + 1), trust / 100.0) for at in range(number)]
    return [_over_worlds(name, trust, [each[name] for each in tried]) for name in tried[0]]


def _in_one_world(lived: Scenario, trust: float) -> dict[str, list[float]]:
    knock = number_of(lived, "visits.quality")
    stop = max(0.0, number_of(lived, "contact.poor") - number_of(lived, "stops.unfounded"))
    tried = {
        "knock": (knock, 1.0),
        "story": (stop, number_of(lived, "talk.weight")),
        "stop": (stop, 1.0),
    }
    found = {}
    for name in tried:
        quality, weight = tried[name]
        found[name] = _days(lived, trust, _step(lived, trust, quality, weight))
    return found


def _over_worlds(name: str, trust: float, days: list[list[float]]) -> Json:
    low, high = quantiles([each[0] - trust for each in days], (0.05, 0.95))
    mean = [sum([each[day] for each in days]) / len(days) for day in range(NIGHTS + 1)]
    return {"name": name, "trust": mean, "low": low, "high": high, "worlds": len(days)}


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
