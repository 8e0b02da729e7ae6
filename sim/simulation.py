"""One town and one arm, day by day: build, burn in, fork, advance, measure, save.

This is the model without Mesa around it: what sweeps run, and what ``TrustModel`` wraps.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import numpy as np

from sim.compiling import (
    compile_in_two,
    compile_rules,
    compiling_is_on,
    remember_complete,
)
from sim.day_zero import make_today_the_usual
from sim.kept_state import keep_tables, kept_tables
from sim.ledger import CAUSES, CHANNELS
from sim.levers import LEVER_NAMES
from sim.measures import Record, measure
from sim.parameters import numbers_record
from sim.plan import make_plan, running_shares
from sim.pricing import price
from sim.processes import DAY, live_days
from sim.processes.contact import BY_POLICE, meet, note_contact, settle
from sim.processes.news import shift_standing, spread_news
from sim.processes.records import take_record
from sim.scenario import Scenario, load_scenario
from sim.state import Plan, Town
from sim.town import build_town, first_ties


@functools.cache
def _compiled_state() -> Any:
    from sim import compiled_state

    return compiled_state


class Simulation:
    """A town under one arm of a scenario.

    Attributes:
        scenario: what is simulated.
        arm: name of the arm; None for business as usual without any strategy.
        replicate: number of the replicate, from 1.
        town: the state, as columns.
        plan: what the department has decided.
        numbers: the numbers of the model.
        day: days lived since day 0 (negative during the burn-in).
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
        self.scenario, self.arm, self.replicate = scenario, arm, replicate
        self.town, self.plan, self.day = town, plan, day
        self.numbers = numbers_record(scenario.numbers())
        self._next_record = next_record
        self._show_to_rules()

    def _show_to_rules(self) -> None:
        """Town and plan as compiled rules see them (the same arrays), or as they are."""
        self._town: Any = self.town
        self._plan: Any = self.plan
        if compiling_is_on():
            self._town = _compiled_state().town_struct(self.town)
            self._plan = _compiled_state().plan_struct(self.plan)

    @classmethod
    def start(cls, scenario: Scenario, replicate: int = 1) -> Self:
        """Build the town of a replicate and live its burn-in: business as usual, up to day 0."""
        compile_rules()
        compile_in_two(DAY)
        for entry in (first_ties, live_days, take_record):
            entry.prepare()
        remember_complete()
        town = build_town(scenario, numbers_record(scenario.numbers()), replicate)
        plan = make_plan(scenario, town, None)
        simulation = cls(scenario, None, replicate, town, plan, -scenario.burn_in_days, 0)
        first_ties(simulation._town, simulation.numbers)
        simulation._live(0)
        simulation._open_books()
        return simulation

    def fork(self, arm: str | None = None) -> Simulation:
        """An independent copy; with ``arm`` the copy follows that arm's plan from now on."""
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
        """From now on this town itself follows an arm's plan: ``fork`` without a copy."""
        self.arm, self.plan = arm, make_plan(self.scenario, self.town, arm)
        self.__dict__.pop("cost", None)  # that of the arm before
        self._show_to_rules()
        return self

    def advance(self, days: int | None = None) -> Self:
        """Live ``days`` days, or all that are left."""
        last = self.scenario.days if days is None else min(self.day + days, self.scenario.days)
        self._live(last)
        return self

    def _live(self, last: int) -> None:
        if last > self.day:
            self._next_record = live_days(
                self._town, self._plan, self.numbers, self.day, last, self._next_record
            )
            self.day = last
            if self.town.department.overflow[0]:
                raise OverflowError(
                    f"more than {len(self.town.contacts.who):,} contacts or"
                    f" {len(self.town.incidents.victim):,} crimes in one day: the numbers of this"
                    " scenario are beyond what the model can follow"
                )

    def _open_books(self) -> None:
        """Day 0: today is what is usual, empty books, a first record."""
        make_today_the_usual(self.town)
        take_record(self._town, self.numbers, 0)
        self._next_record = 1

    # -- what is known -------------------------------------------------------------------------

    def record(self, row: int, since: int | None = None) -> Record:
        """One record of the books; happenings are counted since record ``since`` (None: day 0)."""
        books = self.town.books
        totals = books.totals[row] - (0.0 if since is None else books.totals[since])
        first = 0 if since is None else int(books.record_days[since])
        return Record(
            means=books.means[row],
            totals=totals,
            order=float(books.order[row]),
            days=float(books.record_days[row] - first),
            usual_crime=float(self.town.crimes.rate.sum()) * 365.25 * 1000.0,
            cost=self.cost,
        )

    @functools.cached_property
    def cost(self) -> float:
        """Programme dollars per resident a year of this arm."""
        return 0.0 if self.arm is None else price(self.scenario, self.arm).per_resident_year

    def outcomes(self) -> dict[str, float]:
        """Every outcome as of now: means of today, happenings since day 0."""
        town = self.town
        spare = len(town.books.record_days) - 1
        kept = [array[spare].copy() for array in (town.books.means, town.books.totals)]
        order = town.books.order[spare]
        take_record(self._town, self.numbers, spare)
        record = self.record(spare)
        now = Record(
            record.means.copy(),
            record.totals.copy(),
            record.order,
            float(max(0, self.day)),
            record.usual_crime,
            record.cost,
        )
        if self.day < self.scenario.days:
            town.books.means[spare], town.books.totals[spare] = kept
            town.books.order[spare] = order
        return measure(now, list(self.scenario.community.groups), self.scenario.quality_of_life)

    def series(self) -> dict[str, Any]:
        """Outcomes on the days of record so far: counts are rates since the record before."""
        groups = list(self.scenario.community.groups)
        rows = [
            measure(self.record(row, max(0, row - 1)), groups, self.scenario.quality_of_life)
            for row in range(self._next_record)
        ]
        return {name: np.array([row[name] for row in rows]) for name in rows[0]}

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

    # -- changing one thing ----------------------------------------------------------------------

    def _check_still_running(self) -> None:
        """Nothing can happen to a town whose books are closed."""
        if self.day >= self.scenario.days:
            raise ValueError(f"the run ended on day {self.scenario.days}: change it before that")

    def contact(
        self,
        residents: Any,
        channel: int,
        quality: float,
        weight: float = 1.0,
        officer: int = -1,
    ) -> Self:
        """Give named residents one contact of a kind (row of ``ledger.CHANNELS``) and quality.

        ``officer`` is the post of the officer they meet; -1 stands for one whom nobody knows.
        """
        self._check_still_running()
        for who in np.atleast_1d(np.asarray(residents, np.int64)):
            meet(self._town, self.numbers, int(who), channel, officer, quality, weight)
            if self.day >= 0:
                note_contact(self._town, int(who), BY_POLICE, self.day)
        settle(self._town, self._plan, self.numbers, self.day)
        return self

    def shift_trust(self, points: float, group: int | None = None) -> Self:
        """Move what everybody (or a group) has long thought of police by so many points."""
        self._check_still_running()
        shift_standing(
            self._town, self._plan, self.day, points / 100.0, -1 if group is None else group
        )
        return self

    def scandal(self, size: float, reach: Mapping[str, float]) -> Self:
        """Break news of one ``size`` today; ``reach`` is the chance to hear, by group."""
        self._check_still_running()
        groups = list(self.scenario.community.groups)
        chances = np.array([reach.get(name, 0.0) for name in groups])
        spread_news(self._town, self._plan, self.day, size, chances, 1000 + self.day)
        return self

    def set_lever(self, name: str, value: float) -> Self:
        """Turn one lever from today to the end."""
        self._open_stages()
        start = int(self.plan.stage[self.scenario.burn_in_days + self.day])
        self.plan.levers[start:, LEVER_NAMES.index(name)] = value
        return self

    def lever(self, name: str) -> float:
        """Where one lever stands today."""
        row = int(self.plan.stage[self.scenario.burn_in_days + self.day])
        return float(self.plan.levers[row, LEVER_NAMES.index(name)])

    def set_places(self, kind: int, shares: Any) -> Self:
        """Do something (row of ``levers.PLACES``) elsewhere from today to the end."""
        self._open_stages()
        start = int(self.plan.stage[self.scenario.burn_in_days + self.day])
        self.plan.places[start:, kind] = shares
        self.plan.running[:] = running_shares(self.plan.places)
        return self

    def _open_stages(self) -> None:
        """Let a new stage of the plan begin today, so that past days keep theirs."""
        self._check_still_running()
        plan, now = self.plan, self.scenario.burn_in_days + self.day
        row = int(plan.stage[now])
        stage = plan.stage.copy()
        stage[now:] += 1
        self.plan = Plan(
            **{
                **dict(plan.columns()),
                "stage": stage,
                **{
                    name: np.insert(array, row, array[row], axis=0)
                    for name, array in plan.columns()
                    if name in ("levers", "places", "running")
                },
            }
        )
        self._show_to_rules()

    def add_resident(self) -> Self:
        """One more home at the end of the last block: like its last neighbour, without ties."""
        town = self.town
        grown = {
            name: np.concatenate([array, array[-1:]]) for name, array in town.residents.columns()
        }
        town = town.copy()
        town.residents = type(town.residents)(**grown)
        town.residents.friends[-1] = -1
        town.residents.ties[-1] = 0
        town.blocks.homes[-1] += 1
        group = town.residents.group[-1]
        town.blocks.people[-1, group] += 1
        town.groups.people[group] += 1
        self.town = town
        self._show_to_rules()
        return self

    # -- keeping ---------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Keep everything in one file (NumPy's npz, no pickles)."""
        about = {
            "scenario": self.scenario.model_dump(mode="json", by_alias=True, exclude_unset=True),
            "arm": self.arm,
            "replicate": self.replicate,
            "day": self.day,
            "next_record": self._next_record,
        }
        keep_tables(path, about, town=self.town, plan=self.plan)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read what ``save`` kept.

        Raises:
            ValueError: kept by another version of the model.
        """
        compile_rules()
        about, tables = kept_tables(path, town=Town, plan=Plan)
        return cls(
            Scenario.model_validate(about["scenario"]),
            about["arm"],
            about["replicate"],
            tables["town"],
            tables["plan"],
            about["day"],
            about["next_record"],
        )


def simulate(scenario: Scenario | str | Path, arm: str, replicate: int = 1) -> Simulation:
    """Run one arm of a scenario to its last day."""
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(scenario)
    return Simulation.start(scenario, replicate).follow(arm).advance()
