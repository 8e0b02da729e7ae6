"""Every link of the story is a mechanism that one number switches off, and moves what it should."""

from __future__ import annotations

import pytest
from small_towns import scenario

from sim.model.numbers import every_parameter
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import simulate

ENGAGED = {
    "community_events": {"share": 0.4},
    "outreach": {"share": 0.4},
    "problem_solving": {"share": 0.2, "at_blocks": 0.5},
    "surveillance": {"cameras": 10, "stop_hours": 2},
}
NUMBERS = dict(every_parameter())
LINKS = {
    # a number: what it moves
    "participation.heard": "participation",
    "participation.ties": "participation",
    "gatherings.heard": "attendance",
    "gatherings.joins_ready": "participation",
    "reporting.heard": "reporting",
    "reporting.grievance": "reporting",
    "tips.heard": "tips",
    "issues.small": "heard",
    "issues.felt_nearby": "heard",
    "calls.thanks_familiar": "friendly_contacts",
    "fading.worry_ties": "worry",
    "fading.ownership_heard": "ownership",
    "contact.colour": "judged_well",
    "contact.grievance": "trust",
    "contact.losses": "trust",
    "contact.bad_officers": "judged_well",
    "visibility.saturation": "trust",
    "visibility.by_trust": "trust",
    "crime.presence_wear": "true_crime",
    "crime.presence_left": "true_crime",
    "crime.removed": "true_crime",
    "crime.neighbourhood": "true_crime",
    "crime.repeats": "true_crime",
    "crime.cynicism": "true_crime",
    "response.overload": "clearance",
}


def lived(number: str, value: float) -> dict[str, float]:
    town: Scenario = scenario(
        days=120,
        burn_in_days=60,
        community={"residents": 10_000},  # enough that a few more or fewer are seen
        budget={"per_resident": 300},
        department={"officers_per_1000": 2.2},
        arms={"business_as_usual": {}, "engaged": ENGAGED},
        assumptions={"hours.vacancies": 0.4, number: value},  # so that calls exceed capacity
    )
    return simulate(town, "engaged").outcomes()


@pytest.mark.parametrize("number", LINKS)
def test_a_link_moves_what_it_should_at_the_middle_of_its_range(number: str) -> None:
    low, high = NUMBERS[number].plausible or (0.0, 0.0)
    neutral = 1.0 if number == "contact.losses" else 0.0
    whole = number in ("contact.losses", "contact.bad_officers")  # of so few officers none may be
    middle = high if whole else (low + high) / 2.0
    off, on = lived(number, neutral), lived(number, middle)
    assert off[LINKS[number]] != on[LINKS[number]], number


@pytest.mark.parametrize("number", LINKS)
def test_the_range_of_a_link_that_nobody_has_measured_holds_no_effect(number: str) -> None:
    low, high = NUMBERS[number].plausible or (1.0, 1.0)
    assert low <= (1.0 if number == "contact.losses" else 0.0) <= high
