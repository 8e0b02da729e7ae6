"""What a lesson says of two arms over all pairs of towns, as plain data and without their lives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.common.words import capital, plain, spaced
from sim.lesson.bands import at_the_end, bands, same_mix
from sim.model.arm_plan import arm_plan
from sim.model.means import number_of
from sim.model.registers import CHANNELS, DUTIES
from sim.model.scenario.extra_cost import WHOLE
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES
from sim.model.worlds import as_lived
from sim.report.intervals import CHANCE, WORLDS
from sim.study.results import Results
from sim.study.runs import Run
from sim.study.watched.evenings import COUNTED
from sim.study.watched.happenings import KINDS

HARDLY = 0.02
"""Share of the level below which a clear difference of a rate counts as almost none."""


IDLE = 0.05
"""Officer hours a day that found nothing to do, from which on they are told."""


Terms = Mapping[str, str]
"""What the program's own phrases are called, by their English; what is missing stays English."""


def told(comparison: Results, pair: tuple[Run, Run], terms: Terms) -> dict[str, Any]:
    """Titles, prices, bands over time and results; ``pair`` are the runs of the pair shown."""
    arms = (pair[0].arm, pair[1].arm)
    return {**about(comparison.scenario, arms, terms), **results(comparison, pair, terms)}


def about(scenario: Scenario, arms: tuple[str, str], terms: Terms | None = None) -> dict[str, Any]:
    """What is known before anything has run."""
    terms = terms or {}
    in_worlds = scenario.worlds == "many"
    intervals = WORLDS if in_worlds else CHANCE
    prices = [arm_plan(scenario, arm).price for arm in arms]
    return {
        "name": scenario.name,
        "title": said(capital(scenario.shown_name), terms),
        "about": said(scenario.about, terms),
        "days": scenario.days,
        "residents": scenario.community.residents,
        "intervals": {
            "words": said(intervals.words, terms),
            "only": said(intervals.only, terms),
            "where": said("in the central world" if in_worlds else "of all", terms),
        },
        "replicates": scenario.replicates,
        "seed": scenario.seed,
        "baseline": said(scenario.title(scenario.baseline), terms),
        "arms": [
            {
                "name": arm,
                "title": said(capital(scenario.title(arm)), terms),
                "cost": round(price.per_resident_year, 2),
                "does": [said(line[0], terms) for line in price.lines if line[1] != 0.0],
                "bill": [
                    _bought(what, quantity, unit, terms)
                    for what, quantity, unit, _ in price.lines
                    if quantity != 0.0
                ],
            }
            for arm, price in zip(arms, prices, strict=True)
        ],
        "groups": [said(label, terms) for label in scenario.community.labels.values()],
        "kinds": list(KINDS),
        "crime_types": [said(spaced(kind), terms) for kind in CRIME_TYPES],
        "counted": list(COUNTED),
        "channels": [said(channel.title, terms) for channel in CHANNELS],
        "hardly": HARDLY,
        "cameras_set_to_nothing": cameras_set_to_nothing(scenario),
    }


def results(
    comparison: Results, pair: tuple[Run, Run], terms: Terms | None = None
) -> dict[str, Any]:
    """What all pairs of towns come to, and the pair shown among them."""
    terms = terms or {}
    ends = at_the_end(comparison, pair)
    for end in ends.values():
        end["difference_unit"] = said(end["difference_unit"], terms)
    return {
        "bands": bands(comparison, pair),
        "ends": ends,
        "same_mix": same_mix(comparison, (pair[0].arm, pair[1].arm)),
        "idle": [
            [
                [said(duty.title, terms), round(float(hours), 2)]
                for duty, hours in zip(DUTIES, run.idle_hours, strict=True)
                if hours >= IDLE
            ]
            for run in pair
        ],
    }


def said(english: str, terms: Terms) -> str:
    """What is called so in English."""
    return terms.get(english, english)


def _bought(activity: str, quantity: float, unit: str, terms: Terms) -> str:
    """A line of a bill as one says it; the activity is left out where its unit names it."""
    if unit == WHOLE:
        return said(activity, terms)
    of_staff = activity.startswith(("more ", "fewer "))
    unit = activity if of_staff else unit
    if quantity < 0.0:
        unit = unit.replace("more ", "fewer ")
    size = float(f"{abs(quantity):.{2 if abs(quantity) < 1.0 else 3}g}")
    if size == 1.0:
        unit = " ".join([each.removesuffix("s") for each in unit.split(" ")])
    named = of_staff or activity.split(" ")[-1] in unit.split(" ") or size == 1.0
    return f"{'' if named else f'{said(activity, terms)} '}{plain(size)} {said(unit, terms)}"


def cameras_set_to_nothing(scenario: Scenario) -> bool:
    """Whether trust is left untouched by cameras as such in the first pair of towns."""
    names = ("surveillance.trust_covered", "surveillance.trust_everybody")
    lived = as_lived(scenario, 1)
    return all(number_of(lived, name) == 0.0 for name in names)
