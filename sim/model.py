"""``TrustModel``: the simulation as a Mesa model.

``step`` lives one day; ``agents``, ``AgentSet.select / agg / groupby / do``, ``DataCollector`` and
``mesa.batch_run`` work on it. Agents are views of columns (``agents``), made on first use.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Self

import mesa
from mesa.agent import AgentSet

from sim.agents import Officer, Resident
from sim.outcomes import outcomes
from sim.scenario import Scenario, load_scenario
from sim.simulation import Simulation


def _collected(name: str, model: TrustModel) -> float:
    """One outcome of today, for Mesa's collector."""
    return model._now[name]


class TrustModel(mesa.Model):
    """A town under one arm of a scenario.

    Args:
        case: a scenario, or the path of its file.
        arm: name of the arm; nothing: the scenario's baseline.
        replicate: number of the replicate, from 1: with the scenario's seed it decides all luck.
        rng: passed to Mesa for its own random numbers; the model's luck does not depend on it.
        simulation: a simulation to wrap instead of building one.

    Raises:
        ProblemsFound: the scenario's file has problems.
        KeyError: the scenario has no such arm.
    """

    def __init__(
        self,
        case: Scenario | str | Path,
        arm: str | None = None,
        replicate: int = 1,
        rng: Any = None,
        simulation: Simulation | None = None,
    ) -> None:
        super().__init__(rng=rng)
        self.case = case if isinstance(case, Scenario) else load_scenario(case)
        arm = self.case.baseline if arm is None else arm
        if arm not in self.case.arms:
            raise KeyError(f"the scenario has no arm {arm!r}; it has {', '.join(self.case.arms)}")
        self.simulation = simulation or Simulation.start(self.case, int(replicate)).follow(arm)
        self._views: tuple[list[Resident], list[Officer]] | None = None
        self.running = self.simulation.day < self.case.days
        self._now: dict[str, float] = {}
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: partial(_collected, name)
                for name in outcomes(list(self.case.community.groups))
            }
        )

    # Mesa wraps `step` on every instance to count steps.
    def step(self) -> None:
        """Live one day and collect all outcomes; after the last day, do nothing."""
        if self.simulation.day == self.case.days:
            return  # Mesa's own page takes several steps at a time and may ask for more
        self.simulation.advance(1)
        self.running = self.simulation.day < self.case.days
        self._now = self.simulation.outcomes()
        self.datacollector.collect(self)

    def run(self) -> Self:
        """Live all days that are left at once: faster, without collecting day by day."""
        self.simulation.advance()
        self.running = False
        return self

    @property
    def day(self) -> int:
        """Days lived since day 0."""
        return self.simulation.day

    @property
    def residents(self) -> list[Resident]:
        """Residents in order of their homes."""
        return self._made()[0]

    @property
    def officers(self) -> list[Officer]:
        """Posts in order; hired posts last."""
        return self._made()[1]

    @property
    def agents(self) -> AgentSet:
        """Residents and officers, made when first asked for."""
        self._made()
        return mesa.Model.agents.fget(self)

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agents by class."""
        self._made()
        by_type: dict[type, AgentSet] = mesa.Model.agents_by_type.fget(self)
        return by_type

    def _made(self) -> tuple[list[Resident], list[Officer]]:
        if self._views is None:
            town = self.simulation.town
            self._views = ([], [])  # stops the making of an agent from asking for agents again
            residents = [Resident(self, row) for row in range(len(town.residents.block))]
            officers = [Officer(self, row) for row in range(len(town.officers.hours))]
            self._views = (residents, officers)
        return self._views

    def measure(self, outcome: str) -> float:
        """One outcome as of today (see ``run.py explain``)."""
        return self.simulation.outcomes()[outcome]

    def fork(self, arm: str | None = None) -> TrustModel:
        """An independent copy, which may follow another arm's plan from now on."""
        copied = self.simulation.fork(arm)
        return TrustModel(self.case, copied.arm, copied.replicate, simulation=copied)

    def save(self, path: str | Path) -> None:
        """Keep the model in one file, without pickles."""
        self.simulation.save(path)

    @classmethod
    def load(cls, path: str | Path) -> TrustModel:
        """Read what ``save`` kept."""
        simulation = Simulation.load(path)
        return cls(simulation.scenario, simulation.arm, simulation.replicate, simulation=simulation)
