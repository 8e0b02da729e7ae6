"""``TrustModel``: the simulation as a Mesa model.

``step`` simulates one day; ``agents``, ``AgentSet.select / agg / groupby / do``, ``DataCollector``
and ``mesa.batch_run`` work on it. Agents are views of columns (``agents``), made on first use.
"""

from __future__ import annotations

import copy
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, Self, TypeVar

import mesa
from mesa.agent import AgentSet

from sim.common.entry_checks import a_name, told
from sim.common.representation import shown_as
from sim.mesa.agents import Officer, Resident, RowAgent
from sim.mesa.batch_luck import replicate_from
from sim.model.at_scale import as_simulated
from sim.model.scenario.load import as_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.worlds import in_one_world


def _collected(name: str, model: TrustModel) -> float:
    """One outcome of today, for Mesa's collector."""
    return model._now[name]


class OutcomeCollector(mesa.DataCollector):
    """Mesa's collector; all outcomes of a day are measured once."""

    def collect(self, model: TrustModel) -> None:
        """Keep every outcome as of now."""
        model._now = model.simulation.outcomes()
        super().collect(model)


class TrustModel(mesa.Model):
    """A town under one arm of a scenario: in the central world, where it lives in many.

    Mesa's clock is the town's: ``steps`` (and ``time``, from Mesa 3.5) are the days simulated since
    day 0, also in a fork, in a model that was loaded, after ``run`` and past the last day. Run days
    with ``step`` and ``run``: of ``simulation.advance`` Mesa's ``time`` learns only in a fork.

    Args:
        case: a scenario, or the path of its file.
        arm: name of the arm; nothing: the scenario's baseline.
        replicate: number of the replicate, from 1: with the scenario's seed it decides all draws.
            Nothing: it follows from ``rng``.
        rng: passed to Mesa for its own random numbers. Where no ``replicate`` is given, a whole
            number from 1 is also the number of the replicate, and any other ``rng`` draws one;
            without both it is replicate 1, or n in the n-th iteration of ``mesa.batch_run``.
        simulation: a simulation to wrap instead of building one; arm and replicate are its own.

    Raises:
        ProblemsFound: the scenario's file has problems.
        KeyError: the scenario has no such arm.
        ValueError, TypeError: no such replicate, no scenario, or a simulation beside which
            something else is asked for.
    """

    def __init__(
        self,
        case: Scenario | str | Path,
        arm: str | None = None,
        replicate: int | None = None,
        rng: Any = None,
        simulation: Simulation | None = None,
    ) -> None:
        before = set(self.__dict__)
        case = as_scenario(case)
        drawn = replicate_from(rng)
        if simulation is None:
            replicate = drawn if replicate is None else replicate
            arm = a_name("arm", case.baseline if arm is None else arm, case.arms, "an arm")
            case = in_one_world(case)
            simulation = Simulation.start(case, replicate).follow(arm)
        else:
            _check_wrapped(simulation, case, arm, replicate)
        self.simulation = simulation
        super().__init__(rng=rng)
        self.case = case
        self._making_views = False
        self._residents: list[Resident] = []
        self._officers: list[Officer] = []
        self._now: dict[str, float] = {}
        self.datacollector = OutcomeCollector(
            model_reporters={
                name: partial(_collected, name) for name in self.case.community.outcomes
            }
        )
        self._set_clock()
        self._set_up = frozenset({*self.__dict__, "_set_up"} - before)

    def __repr__(self) -> str:
        return shown_as(self, self.simulation._shown())

    # -- the clock -------------------------------------------------------------------------------

    @property
    def day(self) -> int:
        """Days simulated since day 0."""
        return self.simulation.day

    @property
    def steps(self) -> int:
        """Mesa's count of steps: the days simulated since day 0."""
        return self.simulation.day

    @steps.setter
    def steps(self, steps: int) -> None:
        """Mesa counts too; the town decides."""

    def _set_clock(self) -> None:
        """Let Mesa know which day it is, and that the next step is due a day later."""
        self.running = self.day < self.case.days
        steps: Any = getattr(self, "_default_schedule", None)
        if steps is not None:  # Mesa 3.5 and later
            from mesa.time import Priority, Schedule

            steps.stop()
            self.time = float(self.day)
            daily = Schedule(interval=1.0, start=self.time + 1.0)
            self._default_schedule = self.schedule_recurring(self._do_step, daily, Priority.HIGH)

    def _advance_time(self, until: float) -> None:
        """Mesa 3.5 and later go on to this time, but not past the last day."""
        last = float(self.case.days)
        if not until >= last == self.time:
            super()._advance_time(min(until, last))

    # Mesa wraps `step` on every instance to count steps.
    def step(self) -> None:
        """Simulate one day and collect all outcomes; after the last day, do nothing."""
        if self.simulation.day == self.case.days:
            return  # Mesa's own page takes several steps at a time and may ask for more
        self.simulation.advance(1)
        self.running = self.simulation.day < self.case.days
        self.datacollector.collect(self)

    def run(self) -> Self:
        """Simulate all days that are left at once: faster, without collecting day by day.

        Where something was scheduled with Mesa, the days are simulated one by one, so it happens.
        """
        if self.running and self._something_is_scheduled():
            self.run_until(self.case.days)
        else:
            self.simulation.advance()
            self._set_clock()
        return self

    def _something_is_scheduled(self) -> bool:
        """Whether Mesa's list of events (3.5 and later) holds more than the next step."""
        events = getattr(self, "_event_list", None)
        return events is not None and len(events.peek_ahead(2)) > 1

    # -- agents ----------------------------------------------------------------------------------

    @property
    def residents(self) -> list[Resident]:
        """Residents in order of their homes."""
        self._make_views()
        return self._residents

    @property
    def officers(self) -> list[Officer]:
        """Posts in order; hired posts last."""
        self._make_views()
        return self._officers

    @property
    def agents(self) -> AgentSet:
        """Residents and officers, made when first asked for."""
        self._make_views()
        return mesa.Model.agents.fget(self)

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agents by class."""
        self._make_views()
        by_type: dict[type, AgentSet] = mesa.Model.agents_by_type.fget(self)
        return by_type

    def _make_views(self) -> None:
        """A view of every row that has none yet."""
        if self._making_views:
            return  # the making of an agent asks for agents
        self._making_views = True
        try:
            town = self.simulation.town
            for row in range(len(self._residents), len(town.residents.block)):
                self._residents.append(Resident(self, row))
            for row in range(len(self._officers), len(town.officers.hours)):
                self._officers.append(Officer(self, row))
        finally:
            self._making_views = False

    def deregister_agent(self, agent: mesa.Agent) -> None:
        """Take an agent of your own out of the model; residents and officers stay.

        Raises:
            TypeError: a resident, an officer, or no agent at all.
        """
        if not isinstance(agent, mesa.Agent):
            raise TypeError(f"agent must be an agent of this model, not {told(agent)}")
        if isinstance(agent, RowAgent):
            agent.remove()
        super().deregister_agent(agent)

    def remove_all_agents(self) -> NoReturn:
        """Refused: residents and officers stay.

        Raises:
            TypeError: always.
        """
        raise TypeError(
            "remove_all_agents: residents and officers are views of the town and cannot be removed"
        )

    # -- what is known, and copies ----------------------------------------------------------------

    def measure(self, outcome: str) -> float:
        """One outcome as of today (see ``run.py explain``).

        Raises:
            KeyError: there is no such outcome.
        """
        known = self.case.community.outcomes
        return self.simulation.outcomes()[a_name("outcome", outcome, known, "an outcome")]

    def fork(self, arm: str | None = None) -> Self:
        """An independent copy, which may follow another arm's plan from now on.

        What a subclass, or you, hung on the model or on its agents is copied as well, and so is
        what has been collected. What was scheduled with Mesa stays with the original.

        Raises:
            KeyError: the scenario has no such arm.
        """
        if arm is not None:
            a_name("arm", arm, self.case.arms, "an arm")
        copied = copy.deepcopy(self)
        if arm is not None:
            copied.simulation.follow(arm)
        return copied

    def __copy__(self) -> Self:
        return self.fork()

    def __reduce__(self) -> tuple[Any, ...]:
        own = {name: value for name, value in self.__dict__.items() if name not in self._set_up}
        agents = [each for each in (*self._residents, *self._officers) if each._own_attributes()]
        luck = self.random.getstate(), self.rng
        return _around, (type(self), self.simulation), (own, self.datacollector, agents, luck)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        own, self.datacollector, _, (stream, self.rng) = state
        self.__dict__.update(own)
        self.random.setstate(stream)

    def save(self, path: str | Path) -> None:
        """Keep the town in one file, without pickles; not what was hung on the model."""
        self.simulation.save(path)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read what ``save`` wrote. The ``__init__`` of a subclass is not called.

        Raises:
            OSError: there is no such file, or it cannot be read.
            ValueError: the file holds no saved town, is damaged, was changed since, or was saved
                by another version of the model.
        """
        return _around(cls, Simulation.load(path))


Kind = TypeVar("Kind", bound=TrustModel)


def _around(kind: type[Kind], simulation: Simulation) -> Kind:
    """A model of this kind around a simulation; the ``__init__`` of a subclass is not called."""
    model = kind.__new__(kind)
    TrustModel.__init__(model, simulation.scenario, simulation=simulation)
    return model


def _check_wrapped(
    simulation: Simulation, case: Scenario, arm: str | None, replicate: int | None
) -> None:
    """A simulation that is wrapped is what it is: nothing else may be asked for beside it."""
    if not isinstance(simulation, Simulation):
        raise TypeError(f"simulation must be a Simulation, not {told(simulation)}")
    lived = [as_simulated(each, simulation.replicate) for each in (case, in_one_world(case))]
    same = simulation.scenario if simulation.scenario in lived else lived[0]
    asked = {"case": same, "arm": arm, "replicate": replicate}
    its_own = {
        "case": simulation.scenario,
        "arm": simulation.arm,
        "replicate": simulation.replicate,
    }
    for name, value in asked.items():
        if value is not None and value != its_own[name]:
            raise ValueError(
                f"{name} must be that of the simulation, {told(its_own[name])}, or nothing"
            )
