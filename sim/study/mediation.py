"""What a strategy's effects run through, and what is left of them when a link of the model is off.

Two questions about every arm minus the baseline, answered by paired runs:

- *Through what?* The arm is run again while one state of residents or blocks (a mediator) is set
  back every night to what it is in the baseline of the same replicate. What is left is the
  controlled direct effect; the rest of the difference runs through the mediator:

      through = (arm - baseline) - (arm with the mediator held - baseline)

  Parts do not sum to the whole: what runs through trust may run through ownership, too.
- *What ends with a link?* Both arms are run again with its numbers at their neutral values.

Source: controlled direct effects, Robins and Greenland 1992, doi 10.1097/00001648-199203000-00013.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.model.numbers import every_parameter
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.state import Floats, Town
from sim.study.statistics import Estimate, estimate

MEDIATORS: dict[str, tuple[str, ...]] = {
    "trust": ("residents.standing", "residents.impression", "groups.norm"),
    "familiarity with officers": ("residents.familiarity",),
    "feeling heard": ("residents.heard",),
    "ownership": ("residents.ownership",),
    "worry": ("residents.worry",),
    "grievance": ("residents.grievance",),
    "volunteers and the watch": ("residents.volunteer", "residents.watch"),
    "disorder": ("blocks.disorder",),
}
"""Columns of the town that are held, by what they are."""
ALL, AS_IT_IS = "all of these", ""


@dataclass(frozen=True)
class Link:
    """One link of the story, and the numbers that switch it off.

    Attributes:
        words: what happens while it is on.
        off: numbers of the model at their neutral values.
    """

    words: str
    off: dict[str, float]


def _link(words: str, *numbers: str, **neutral: float) -> Link:
    others = {name.replace("__", "."): value for name, value in neutral.items()}
    return Link(words, {**dict.fromkeys(numbers, 0.0), **others})


LINKS = (
    _link("contacts move trust", "contact.gain"),
    _link("visits find people at home", "visits.reached"),
    _link("people come to events and meetings", gatherings__event=-10.0, gatherings__meeting=-10.0),
    _link("officers on foot are greeted", "foot_patrol.greeted"),
    _link("seeing police moves trust", "visibility.weight"),
    _link("friends tell of contacts", "talk.chance"),
    _link("promises kept or broken move trust", "issues.weight", "issues.weight_block"),
    _link("part of an impression stays", "fading.kept"),
    _link(
        "knowing officers matters",
        "contact.closeness", "reporting.familiar", "tips.familiar", "gatherings.familiar",
    ),
    _link("moved officers are missed", "rotation.familiarity"),
    _link(
        "being listened to is felt",
        "contact.heard_close", "contact.heard_passing", "follow_up.heard", "issues.unheard",
    ),
    _link("issues escalate", "issues.escalate"),
    _link("those who come make ties", "gatherings.new_tie"),
    _link("those who come volunteer", "gatherings.joins", "gatherings.joins_ready"),
    _link(
        "trust, ties and taking part make owners",
        "fading.ownership_trust", "fading.ownership_ties", "fading.ownership_volunteer",
        "gatherings.ownership", "community_groups.ownership",
    ),
    _link("doubt in police keeps victims silent", reporting__threshold=-10.0),
    _link("trust brings tips", "tips.trust"),
    _link(
        "trust brings people in",
        "participation.trust", "gatherings.trust_event", "gatherings.trust_meeting",
    ),
    _link("tips clear crimes", "response.tip"),
    _link("solved crimes take offenders away", "crime.removed"),
    _link("belief in the law keeps from crime", "crime.cynicism"),
    _link(
        "presence prevents crime",
        "crime.staffing_violent", "crime.staffing_property", "crime.presence",
    ),
    _link("stops prevent crime", "crime.stops", "crime.conduct"),
    _link(
        "cameras prevent crime",
        "crime.cameras_violent", "crime.cameras_property", "crime.cameras_passive",
    ),
    _link("problem solving prevents crime", "crime.solving"),
    _link(
        "owners, order and a watch prevent crime",
        "crime.ownership_violent", "crime.ownership_property", "crime.disorder", "crime.watch",
    ),
    _link(
        "being watched or searched is resented",
        "stops.grievance", "surveillance.grievance", "stops.chill",
    ),
)  # fmt: skip
"""Every link of the story."""

Differences = dict[str, dict[str, float]]
"""One replicate: arm to outcome to the difference from the baseline."""


@dataclass(frozen=True)
class Mediation:
    """Differences of every arm from the baseline, by replicate.

    Attributes:
        scenario: what was run.
        whole: the differences as they are, one for each replicate.
        held: mediator to the differences while it was held at the baseline's.
        off: words of a link to the differences while it was off; no entry where it is off already.
    """

    scenario: Scenario
    whole: list[Differences]
    held: dict[str, list[Differences]]
    off: dict[str, list[Differences]]

    def difference(self, arm: str, outcome: str) -> Estimate:
        """The arm minus the baseline."""
        return estimate(_values(self.whole, arm, outcome))

    def through(self, mediator: str, arm: str, outcome: str) -> Estimate:
        """The part of the difference that runs through a mediator."""
        held = _values(self.held[mediator], arm, outcome)
        return estimate(_values(self.whole, arm, outcome) - held)

    def lost(self, link: str, arm: str, outcome: str) -> Estimate:
        """The part of the difference that is gone while a link is off."""
        off = _values(self.off[link], arm, outcome)
        return estimate(_values(self.whole, arm, outcome) - off)


def _values(replicates: list[Differences], arm: str, outcome: str) -> Floats:
    return np.array([each[arm][outcome] for each in replicates])


def mediation(
    scenario: Scenario, replicates: int, workers: int = 1, progress: Progress | None = None
) -> Mediation:
    """Run every arm as it is, with each mediator held, and with each link off.

    Raises:
        ValueError: the scenario has a stop rule, so that its arms may end on different days.
    """
    if scenario.stop is not None:
        raise ValueError(
            "arms that may stop early cannot be held against each other: leave out stop"
        )
    done = in_threads(lambda piece: piece(), pieces(scenario, replicates), workers, progress)
    by_name: dict[str, list[Differences]] = {}
    for each in done:
        for name, differences in each.items():
            by_name.setdefault(name, []).append(differences)
    whole, held = by_name.pop(AS_IT_IS), {name: by_name.pop(name) for name in (*MEDIATORS, ALL)}
    return Mediation(scenario, whole, held, by_name)


def pieces(scenario: Scenario, replicates: int) -> list[Callable[[], dict[str, Differences]]]:
    """The work: mediators held, and each link that is on switched off, replicate by replicate."""
    numbers = {name: each.default for name, each in every_parameter()} | scenario.numbers()
    on = [each for each in LINKS if any(numbers[name] != off for name, off in each.off.items())]
    rows = range(1, replicates + 1)
    return [
        *(partial(_with_mediators_held, scenario, row) for row in rows),
        *(partial(_with_a_link_off, scenario, row, link) for link in on for row in rows),
    ]


def _with_mediators_held(scenario: Scenario, replicate: int) -> dict[str, Differences]:
    """One replicate, day by day."""
    start = Simulation.start(scenario, replicate)
    usual = start.fork(scenario.baseline)
    arms = [arm for arm in scenario.arms if arm != scenario.baseline]
    every = tuple(column for columns in MEDIATORS.values() for column in columns)
    held = {AS_IT_IS: (), **MEDIATORS, ALL: every}
    towns = {(name, arm): start.fork(arm) for name in held for arm in arms}
    while usual.day < scenario.days:
        usual.advance(1)
        for (name, _), town in towns.items():
            town.advance(1)
            for column in held[name]:
                _column(town.town, column)[:] = _column(usual.town, column)
    return {name: _differences({arm: towns[name, arm] for arm in arms}, usual) for name in held}


def _with_a_link_off(scenario: Scenario, replicate: int, link: Link) -> dict[str, Differences]:
    changed = scenario.with_changes(assumptions={**scenario.assumptions, **link.off})
    start = Simulation.start(changed, replicate)
    arms = {arm: start.fork(arm).advance() for arm in changed.arms}
    return {link.words: _differences(arms, arms.pop(changed.baseline))}


def _differences(arms: dict[str, Simulation], usual: Simulation) -> Differences:
    base = usual.outcomes()
    return {
        arm: {name: value - base[name] for name, value in town.outcomes().items()}
        for arm, town in arms.items()
    }


def _column(town: Town, name: str) -> Floats:
    table, field = name.split(".")
    column: Floats = getattr(getattr(town, table), field)
    return column
