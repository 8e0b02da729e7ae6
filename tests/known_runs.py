"""Runs with known answers, in place of the model: the rest is arithmetic."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.model.measures import DAYS_IN_YEAR
from sim.model.outcomes import outcomes
from sim.model.registers import CAUSES, CHANNELS, DUTIES
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES
from sim.study.compare import Comparison, compare
from sim.study.runs import Run

DAYS = 60
SCENARIO = """\
name: two-ways
about: Two ways to spend the same money.
days: 60
replicates: 4
worlds: declared
seed: 1
community:
  residents: 500
  groups: {majority: {share: 0.7}, minority: {share: 0.3}}
budget: {per_resident: 50}
baseline: as_usual
arms:
  as_usual: {}
  talking: {outreach: {share: 1.0}}
  watching: {surveillance: {share: 1.0}}
"""


def known_scenario(folder: Path, text: str = SCENARIO) -> Scenario:
    """The scenario of `text`, read from a file in `folder`."""
    path = folder / "two-ways.yaml"
    path.write_text(text)
    return load_scenario(path)


@dataclass(frozen=True)
class KnownRunner:
    """Gives each arm the trust that is asked for: 50 + gain[arm] + wobble[arm] x replicate.

    Everything else is a function of arm, replicate and trust; each run's ledger sums to its
    trust - 50, and its crime book to its true crime - 80. `slow` sleeps at random first.
    """

    gain: Mapping[str, float] = field(default_factory=lambda: {"talking": 2.0, "watching": -1.0})
    wobble: Mapping[str, float] = field(default_factory=lambda: {"talking": 0.01})
    without_crime: tuple[int, ...] = ()
    slow: bool = False

    def __call__(self, scenario: Scenario, replicate: int, /) -> list[Run]:
        if self.slow:
            time.sleep(random.random() / 50)
        return [self.run(scenario, arm, replicate) for arm in scenario.arms]

    def run(self, scenario: Scenario, arm: str, replicate: int) -> Run:
        """One arm of one replicate."""
        gain = self.gain.get(arm, 0.0) + self.wobble.get(arm, 0.0) * replicate
        groups = list(scenario.community.groups)
        values = self.outcomes(groups, gain, replicate)
        days = np.array([0, 30, DAYS])
        ledger = np.zeros((2, len(groups) + 1, len(CHANNELS), 2))
        ledger[:, :, 0] = gain / 2  # the first channel gives, half in each period ...
        ledger[:, :, 1, 0], ledger[:, :, 2, 0] = 1.5, -1.5  # ... others come and go in one reading
        book = np.zeros((2, len(CRIME_TYPES), len(CAUSES)))
        book[:, 0, 3] = (values["true_crime"] - 80) * DAYS / DAYS_IN_YEAR / 2
        return Run(
            arm=arm,
            replicate=replicate,
            seed=1000 + replicate,
            outcomes=values,
            days=days,
            series={"trust": 50 + gain * days / DAYS, "reporting": np.full(3, 0.4)},
            ledger_days=np.array([30, DAYS]),
            ledger=ledger,
            crime_book=book,
            block_trust=np.array([50.0, 50.0 + 2 * gain]),
            block_places=np.array([[0, 0], [1, 0]]),
            idle_hours=np.zeros(len(DUTIES)),
        )

    def outcomes(self, groups: list[str], gain: float, replicate: int) -> dict[str, float]:
        """All outcomes with their realised twins."""
        values = {}
        for position, (name, outcome) in enumerate(outcomes(dict.fromkeys(groups, ""), {}).items()):
            values[name] = 10.0 + position + replicate
            if outcome.realised is not None:
                values[outcome.realised] = values[name] + 0.5
        values |= {"trust": 50 + gain, "true_crime": 80 - gain, "reporting": 0.4 + gain / 1000}
        values |= {f"reporting_{kind}": 0.3 + gain / 1000 for kind in CRIME_TYPES}
        if replicate in self.without_crime:
            values["reporting"] = values["reporting_realised"] = float("nan")
        return values


def compared(scenario: Scenario, **known: object) -> Comparison:
    """A comparison in which every arm has the trust that is asked for."""
    return compare(scenario, KnownRunner(**known))  # type: ignore[arg-type]
