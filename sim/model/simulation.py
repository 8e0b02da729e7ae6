"""One town and one arm, day by day: build, burn in, fork, advance, measure, save.

This is the model without Mesa around it: what sweeps run, and what ``TrustModel`` wraps. What may
be changed in a running town is in ``interventions``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import numpy as np

from sim.common.entry_checks import a_name, a_row, a_whole_number
from sim.common.representation import shown_as
from sim.model.arm_plan import arm_plan
from sim.model.at_scale import as_simulated
from sim.model.building.town import first_ties
from sim.model.day import Process, days_of
from sim.model.day_zero import make_today_the_usual
from sim.model.interventions import Interventions
from sim.model.keeping import Keeping
from sim.model.machine_code import compile_all
from sim.model.measured import Measured, measure, measure_series
from sim.model.measures import DAYS_IN_YEAR, Record, by_name, laid_out
from sim.model.numbers import numbers_record
from sim.model.own import INTERVENTIONS, MEASURED, STOP_RULES
from sim.model.plan import make_plan
from sim.model.processes.records import take_record
from sim.model.registers import CAUSES, CHANNELS
from sim.model.scenario.load import Function, as_scenario, with_own
from sim.model.scenario.scenario import Scenario
from sim.model.seen import as_rules_see
from sim.model.settings import Weights
from sim.model.state import Plan, Town
from sim.model.summary import Summary, sum_up
from sim.model.town import build_town

BUILT_IN = (
    "days", "burn_in_days", "record_every", "seed", "community", "assumptions", "processes"
)  # fmt: skip
LiveDays = Callable[[Any, Any, Any, int, int, int], int]
MOST_DAYS = 1_000_000  # far beyond the end of any run
MOST_REPLICATES = 2**32 - 1  # the key of all draws has 32 bits for it


class Simulation(Interventions, Keeping):
    """A town under one arm of a scenario, made by ``start``, ``fork`` or ``load``.

    Every method checks what it is given. The tables ``town`` and ``plan`` are the arrays that the
    compiled rules read: whoever writes into them is checked by nobody, and a row that does not
    exist there can end the interpreter.

    Attributes:
        arm: name of the arm; None for business as usual without any strategy.
        replicate: number of the replicate, from 1.
        town: the state, as columns.
        plan: what the department has decided.
        numbers: the numbers of the model.
    """

    def __init__(
        self,
        scenario: Scenario,
        arm: str | None,
        replicate: int,
        town: Town,
        plan: Plan,
        day: int,
        next_record: int,
    ) -> None:
        self._scenario, self.arm, self.replicate = scenario, arm, replicate
        self.town, self.plan = town, plan
        self.day = day
        self.numbers = numbers_record(scenario.numbers())
        self._days: LiveDays = days_of(scenario.processes)
        self._next_record = next_record
        self._show_to_rules()

    def _show_to_rules(self) -> None:
        """Town and plan as compiled rules see them (the same arrays), or as they are."""
        self._town: Any = as_rules_see(self.town)
        self._plan: Any = as_rules_see(self.plan)

    @classmethod
    def start(
        cls, scenario: Scenario | str | Path, replicate: int = 1, days: int | None = None
    ) -> Self:
        """Build the town of a replicate and run its burn-in: business as usual, up to day 0.

        Args:
            scenario: a scenario, or the path of its file.
            replicate: number of the replicate, from 1: with the scenario's seed it decides all
                random draws.
            days: days of the run, where it is to end before the scenario's last.

        Raises:
            ProblemsFound: the scenario's file has problems.
            ValueError, TypeError: no such replicate or number of days, or no scenario.
        """
        scenario = as_scenario(scenario)
        if days is not None:
            days = a_whole_number("days", days, 1, scenario.days)
        replicate = a_whole_number("replicate", replicate, 1, MOST_REPLICATES)
        scenario = as_simulated(scenario, replicate)
        compile_all()
        town = build_town(scenario, numbers_record(scenario.numbers()), replicate, days)
        plan = make_plan(scenario, town, None)
        simulation = cls(scenario, None, replicate, town, plan, -scenario.burn_in_days, 0)
        first_ties(simulation._town, simulation.numbers)
        simulation._live(0)
        simulation._open_books()
        return simulation

    @property
    def scenario(self) -> Scenario:
        """What is simulated. Another one may take its place if only its arms and money differ."""
        return self._scenario

    @scenario.setter
    def scenario(self, scenario: Scenario) -> None:
        scenario = as_simulated(scenario, self.replicate)
        for name in BUILT_IN:
            if getattr(scenario, name) != getattr(self._scenario, name):
                raise ValueError(
                    f"scenario must have the {name} with which this town was built:"
                    " begin with Simulation.start"
                )
        self._scenario = scenario

    @property
    def day(self) -> int:
        """Days simulated since day 0 (negative during the burn-in)."""
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        before, days = self.scenario.burn_in_days, self.town.books.days
        self._day = a_whole_number("day", day, -before, days)

    def __repr__(self) -> str:
        return shown_as(self, self._shown())

    def _shown(self) -> str:
        arm = "no arm" if self.arm is None else repr(self.arm)
        days = f"day {self.day} of {self.town.books.days}"
        return f"{self.scenario.name!r}, {arm}, replicate {self.replicate}: {days}"

    def fork(self, arm: str | None = None) -> Self:
        """An independent copy; with ``arm`` the copy follows that arm's plan from now on.

        Raises:
            KeyError: the scenario has no such arm.
        """
        if arm is not None:
            self._check_arm(arm)
        copy = type(self)(
            self.scenario,
            self.arm,
            self.replicate,
            self.town.copy(),
            self.plan.copy(),
            self.day,
            self._next_record,
        )
        return copy if arm is None else copy.follow(arm)

    def follow(self, arm: str) -> Self:
        """From now on this town itself follows an arm's plan: ``fork`` without a copy.

        Raises:
            KeyError: the scenario has no such arm.
        """
        arm = self._check_arm(arm)
        self.arm, self.plan = arm, make_plan(self.scenario, self.town, arm)
        self.__dict__.pop("cost", None)  # that of the arm before
        self._show_to_rules()
        return self

    def _check_arm(self, arm: str) -> str:
        return a_name("arm", arm, self.scenario.arms, "an arm")

    def advance(self, days: int | None = None) -> Self:
        """Simulate so many days, or all that are left; never more than are left.

        Raises:
            ValueError: no whole number of days from 0.
            OverflowError: more happens in one day than the model can follow.
        """
        last = self.town.books.days
        if days is not None:
            last = min(last, self.day + a_whole_number("days", days, 0, MOST_DAYS))
        self._live(last)
        return self

    def _live(self, last: int) -> None:
        while self.day < last and not self.stopped:
            self._intervene()
            until = self._next_pause(last)
            self._next_record = self._days(
                self._town, self._plan, self.numbers, self.day, until, self._next_record
            )
            self.day = until
            if self.town.department.overflow[0]:
                raise OverflowError(
                    f"more than {len(self.town.contacts.who):,} contacts or"
                    f" {len(self.town.incidents.victim):,} crimes in one day: the numbers of this"
                    " scenario are beyond what the model can follow"
                )
            if self._ends_with_a_record():
                self._measure_own(self._next_record - 1)

    def _intervene(self) -> None:
        """Do what the scenario has for the morning of this day."""
        for each in self.scenario.interventions:
            if each.day == self.day and (not each.arms or self.arm in each.arms):
                INTERVENTIONS[each.run](self)

    def _next_pause(self, last: int) -> int:
        """The first day after today on which something in Python has its turn, or the last."""
        pauses = [each.day for each in self.scenario.interventions if each.day > self.day]
        if MEASURED or self.scenario.stop:
            pauses += [int(day) for day in self.town.books.record_days if day > self.day]
        return min(last, *pauses, last)

    def _ends_with_a_record(self) -> bool:
        return self._next_record > 0 and self._record_day(self._next_record - 1) == self.day

    def _measure_own(self, row: int) -> None:
        self.town.books.own[row] = [measured(self) for measured in MEASURED.values()]

    @property
    def stopped(self) -> bool:
        """Whether the scenario's stop rule ends the run today: a day of record after day 0."""
        rule = self.scenario.stop
        if rule is None or self.day <= 0 or not self._ends_with_a_record():
            return False
        return bool(STOP_RULES[rule](self))

    def _open_books(self) -> None:
        """Day 0: today is what is usual, empty books, a first record."""
        make_today_the_usual(self._town)
        take_record(self._town, self.numbers, 0)
        self._next_record = 1
        self._measure_own(0)

    # -- what is known -------------------------------------------------------------------------

    def record(self, row: int, since: int | None = None) -> Record:
        """One record of the books; happenings are counted since record ``since`` (None: day 0).

        Raises:
            IndexError: no such record has been taken yet.
        """
        row = a_row("row", row, self._next_record, "records")
        books, before, first = self.town.books, 0.0, 0
        if since is not None:
            since = a_row("since", since, self._next_record, "records")
            before, first = books.totals[since], self._record_day(since)
        return Record(
            means=books.means[row],
            totals=books.totals[row] - before,
            order=float(books.order[row]),
            days=float(self._record_day(row) - first),
            usual_crime=float(self.town.crimes.rate.sum()) * DAYS_IN_YEAR * 1000.0,
            cost=self.cost,
            own=dict(zip(MEASURED, books.own[row].tolist(), strict=True)),
        )

    def _record_day(self, row: int) -> int:
        return int(self.town.books.record_days[row])

    @functools.cached_property
    def cost(self) -> float:
        """Programme dollars per resident a year of this arm."""
        return (
            0.0 if self.arm is None else arm_plan(self.scenario, self.arm).price.per_resident_year
        )

    def outcomes(self) -> dict[str, float]:
        """Every outcome as of now: means of today, happenings since day 0."""
        books = self.town.books
        page = {
            name: np.zeros_like(getattr(books, name)[:1])
            for name in ("means", "totals", "crimes_so_far", "order", "own")
        }
        today = replace(books, **page)  # a page of its own: reading changes nothing
        now = as_rules_see(replace(self.town, books=today))
        take_record(now, self.numbers, 0)
        found = self._to_measure(1)
        measure(now, self._weights(), 0, -1, max(0, self.day), as_rules_see(found), 0)
        today.own[0] = [measured(self) for measured in MEASURED.values()]
        columns = self._by_name(found, np.array([self.cost]), today.own)
        return {name: float(column[0]) for name, column in columns.items()}

    def series(self) -> dict[str, Any]:
        """Outcomes on the days of record so far: counts are rates since the record before."""
        records = self._next_record
        found = self._to_measure(records)
        measure_series(self._town, self._weights(), records, as_rules_see(found))
        cost, own = np.full(records, self.cost), self.town.books.own[:records]
        return {name: column.copy() for name, column in self._by_name(found, cost, own).items()}

    def _to_measure(self, days: int) -> Measured:
        districts = self.town.books.crimes_in.shape[1]
        return Measured.empty(days, groups=len(self.town.groups.people), districts=districts)

    def _weights(self) -> Any:
        weights = Weights.empty(1)
        for name, column in weights.columns():
            column[:] = getattr(self.scenario.quality_of_life, name)
        return as_rules_see(weights)

    def _by_name(self, found: Measured, cost: Any, own: Any) -> dict[str, Any]:
        community = self.scenario.community
        own_by_name = dict(zip(MEASURED, own.T, strict=True))
        return by_name(laid_out(found), community.names, cost, own_by_name)

    def summary(self) -> Summary:
        """The books per resident, trust by block and idle hours, as of now."""
        found = Summary.for_town(self.town)
        sum_up(self._town, self.day, as_rules_see(found))
        return found

    def ledger(self) -> dict[str, dict[str, float]]:
        """Points of trust per resident so far: channel to booked and left."""
        people = len(self.town.residents.block)
        books = self.town.books
        return {
            line.name: {
                "booked": 100.0 * float(books.booked[..., row].sum()) / people,
                "left": 100.0 * float(books.left[..., row].sum()) / people,
            }
            for row, line in enumerate(CHANNELS)
        }

    def crime_book(self) -> dict[str, float]:
        """Change in expected crimes against day 0 so far, by cause."""
        return {
            line.name: float(self.town.books.crime[..., row].sum())
            for row, line in enumerate(CAUSES)
        }


def simulate(
    scenario: Scenario | str | Path,
    arm: str,
    replicate: int = 1,
    *,
    processes: Sequence[Process] | None = None,
    interventions: Sequence[tuple[int, Function]] = (),
    stop: Function | None = None,
) -> Simulation:
    """Run one arm of a scenario to its last day.

    Args:
        scenario: a scenario, or the path of its file.
        arm: name of the arm.
        replicate: number of the replicate, from 1.
        processes: processes of the day, in order: ``[*sim.DAY, newsletter]``; nothing: those of
            the scenario.
        interventions: days, each with what is done at its beginning (``@intervention``).
        stop: when the run ends earlier (``@stop_rule``).

    Raises:
        ProblemsFound: the scenario's file has problems.
        KeyError: the scenario has no such arm.
        ValueError, TypeError: no such replicate, or no scenario.
    """
    scenario = with_own(as_scenario(scenario), processes, interventions, stop)
    a_name("arm", arm, scenario.arms, "an arm")
    return Simulation.start(scenario, replicate).follow(arm).advance()
