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

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.model.numbers import every_parameter
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.state import Floats, Town
from sim.model.worlds import as_lived, in_one_world
from sim.study.statistics import Estimate, estimate_of

if TYPE_CHECKING:
    import pandas as pd

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


def _zero(*names: str) -> dict[str, float]:
    return dict.fromkeys(names, 0.0)


LINKS: dict[str, dict[str, float]] = {
    "contacts move trust": _zero("contact.gain"),
    "visits find people at home": _zero("visits.reached"),
    "people come to events and meetings": {"gatherings.event": -10.0, "gatherings.meeting": -10.0},
    "officers on foot are greeted": _zero("foot_patrol.greeted"),
    "seeing police moves trust": _zero("visibility.weight"),
    "friends tell of contacts": _zero("talk.chance"),
    "promises kept or broken move trust": _zero("issues.weight", "issues.weight_block"),
    "part of an impression stays": _zero("fading.kept"),
    "knowing officers matters": _zero(
        "contact.closeness", "reporting.familiar", "tips.familiar", "gatherings.familiar"
    ),
    "moved officers are missed": _zero("rotation.familiarity"),
    "being listened to is felt": _zero(
        "contact.heard_close", "contact.heard_passing", "follow_up.heard", "issues.unheard"
    ),
    "people thank and ask officers": _zero("calls.thanks"),
    "those who feel heard raise smaller matters": _zero("issues.small"),
    "neighbours feel heard over promises": _zero("issues.felt_nearby"),
    "help keeps residents' groups going": _zero("community_groups.supported"),
    "issues escalate": _zero("issues.escalate"),
    "those who come make ties": _zero("gatherings.new_tie"),
    "those who come volunteer": _zero("gatherings.joins", "gatherings.joins_ready"),
    "trust, ties and taking part make owners": _zero(
        "fading.ownership_trust",
        "fading.ownership_ties",
        "fading.ownership_volunteer",
        "gatherings.ownership",
        "community_groups.ownership",
    ),
    "doubt in police keeps victims silent": {"reporting.threshold": -10.0},
    "trust brings tips": _zero("tips.trust"),
    "trust brings people in": _zero(
        "participation.trust", "gatherings.trust_event", "gatherings.trust_meeting"
    ),
    "tips clear crimes": _zero("response.tip"),
    "solved crimes take offenders away": _zero("crime.removed"),
    "belief in the law keeps from crime": _zero("crime.cynicism"),
    "presence prevents crime": _zero(
        "crime.staffing_violent", "crime.staffing_property", "crime.presence"
    ),
    "stops prevent crime": _zero("crime.stops", "crime.conduct"),
    "cameras prevent crime": _zero(
        "crime.cameras_violent", "crime.cameras_property", "crime.cameras_passive"
    ),
    "problem solving prevents crime": _zero("crime.solving"),
    "owners, order and a watch prevent crime": _zero(
        "crime.ownership_violent", "crime.ownership_property", "crime.disorder", "crime.watch"
    ),
    "being watched or searched is resented": _zero(
        "stops.grievance", "surveillance.grievance", "stops.chill"
    ),
}
"""Every link of the story: what happens while it is on, and the numbers that switch it off."""

Differences = dict[str, dict[str, float]]
"""One replicate: arm to outcome to the difference from the baseline."""


@dataclass(frozen=True)
class Mediation:
    """Differences of every arm from the baseline, by replicate.

    Attributes:
        scenario: what was run.
        whole: the differences as they are, one for each replicate.
        without: the same while a mediator was held at the baseline's, or a link was off, by its
            words; no entry for a link that is off already.
    """

    scenario: Scenario
    whole: list[Differences]
    without: dict[str, list[Differences]]

    @property
    def in_worlds(self) -> bool:
        """Whether every replicate lives in another world."""
        return self.scenario.worlds == "many"

    @property
    def links(self) -> list[str]:
        """The links that were switched off."""
        return [words for words in LINKS if words in self.without]

    def difference(self, arm: str, outcome: str) -> Estimate:
        """The arm minus the baseline."""
        return self._estimate(_values(self.whole, arm, outcome))

    def part(self, name: str, arm: str, outcome: str) -> Estimate:
        """The part of the difference that runs through a mediator, or ends with a link."""
        left = _values(self.without[name], arm, outcome)
        return self._estimate(_values(self.whole, arm, outcome) - left)

    def _estimate(self, values: Floats) -> Estimate:
        return estimate_of(values, self.in_worlds)


def table(found: Mediation, names: Iterable[str]) -> pd.DataFrame:
    """Every part of every difference with its interval: a row an arm, a part and an outcome.

    ``part`` is empty for the whole difference, else a mediator that was held or a link that was
    off.
    """
    import pandas as pd

    rows = [
        (arm, part, name, each.mean, each.low, each.high, each.count)
        for arm in found.scenario.arms
        if arm != found.scenario.baseline
        for part in ("", *found.without)
        for name in names
        for each in [found.part(part, arm, name) if part else found.difference(arm, name)]
    ]
    columns = ["arm", "part", "outcome", "mean", "low", "high", "replicates"]
    return pd.DataFrame(rows, columns=columns)


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
    rows = range(1, replicates + 1)
    work = [partial(_with_mediators_held, scenario, row) for row in rows]
    work += [
        partial(_with_a_link_off, scenario, row, link) for link in on(scenario) for row in rows
    ]
    by_name: dict[str, list[Differences]] = {}
    for each in in_threads(lambda piece: piece(), work, workers, progress):
        for name, differences in each.items():
            by_name.setdefault(name, []).append(differences)
    return Mediation(scenario, by_name.pop(AS_IT_IS), by_name)


def on(scenario: Scenario) -> list[str]:
    """The links that are on in a scenario, in the central world where it lives in many."""
    lived = as_lived(in_one_world(scenario), 1)
    numbers = {name: each.default for name, each in every_parameter()} | lived.numbers()
    return [
        words for words, off in LINKS.items() if any(numbers[name] != off[name] for name in off)
    ]


def work_of(scenario: Scenario, replicates: int) -> int:
    """The work of ``mediation``, in replicates of all arms: one for each state and each link."""
    return replicates * (len((AS_IT_IS, *MEDIATORS, ALL)) + len(on(scenario)))


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


def _with_a_link_off(scenario: Scenario, replicate: int, link: str) -> dict[str, Differences]:
    changed = scenario.with_changes(assumptions={**scenario.assumptions, **LINKS[link]})
    start = Simulation.start(changed, replicate)
    arms = {arm: start.fork(arm).advance() for arm in changed.arms}
    return {link: _differences(arms, arms.pop(changed.baseline))}


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
