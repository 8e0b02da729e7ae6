"""One replicate: the same town and the same burn-in for every arm, then each arm on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.common.problems import ExtensionFault
from sim.model.extensions import LOADED
from sim.model.processes.records import TRUST
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation, simulate
from sim.model.state import Floats, Wholes


@dataclass(frozen=True)
class Run:
    """What one arm did in one replicate.

    Attributes:
        arm: name of the arm.
        replicate: number of the replicate, from 1.
        seed: seed of the scenario; with the replicate it is the key of every draw.
        outcomes: every outcome on the last day.
        days: days of record, shape (k,), with day 0 and the last.
        series: outcome to values on those days, shape (k,).
        ledger_days: last day of each period of the books, shape (m,).
        ledger: points of trust per resident of the group, booked and left; group 0 is everybody;
            shape (m, groups + 1, channels, 2).
        crime_book: change in expected crimes per 1,000 residents, shape (m, types, causes).
        block_trust: mean trust of the blocks on the last day, points, shape (blocks,).
        block_places: x and y of the blocks, shape (blocks, 2).
        idle_hours: officer hours a day that found nothing to do, by duty, shape
            (duties,).
    """

    arm: str
    replicate: int
    seed: int
    outcomes: dict[str, float]
    days: Wholes
    series: dict[str, Floats]
    ledger_days: Wholes
    ledger: Floats
    crime_book: Floats
    block_trust: Floats
    block_places: Wholes
    idle_hours: Floats


def run_replicate(
    scenario: Scenario, replicate: int, arms: Sequence[str] | None = None
) -> list[Run]:
    """Run every arm of one replicate; a pure function of its arguments."""
    if scenario.stop is not None:
        stopped = [_stopped(scenario, replicate, arm) for arm in arms or scenario.arms]
        return [_of_whole_town(run, scenario) for run in stopped]
    burned_in = Simulation.start(scenario, replicate)
    *others, last = arms or list(scenario.arms)
    runs = [run_of(burned_in.fork(arm).advance()) for arm in others]
    runs.append(run_of(burned_in.follow(last).advance()))
    return [_of_whole_town(run, scenario) for run in runs]


def _stopped(scenario: Scenario, replicate: int, arm: str) -> Run:
    """The run of an arm up to the day on which the stop rule ends it.

    It is run again for so many days, as only now it is known until when a change of trust has to
    last to count as left. Days of record after it are NaN.
    """
    lived = simulate(scenario, arm, replicate)
    planned = run_of(lived)
    if not lived.stopped:
        return planned
    run = run_of(Simulation.start(scenario, replicate, lived.day).follow(arm).advance())
    records = len(planned.days)
    return replace(
        run,
        days=planned.days,
        series={name: _padded(each, records, np.nan) for name, each in run.series.items()},
        ledger_days=planned.ledger_days,
        ledger=_padded(run.ledger, len(planned.ledger), 0.0),
        crime_book=_padded(run.crime_book, len(planned.crime_book), 0.0),
    )


def _check_that_all_is_booked(simulation: Simulation) -> None:
    """Refuse a run in which an extension moved trust without booking it.

    Raises:
        ExtensionFault: the ledger does not sum to the change of trust.
    """
    residents, books = simulation.town.residents, simulation.town.books
    people = len(residents.block)
    now = float((residents.standing + residents.impression).sum())
    change = now - float(books.means[0, TRUST].sum())
    missing = 100.0 * (change - float(books.booked.sum())) / people
    if abs(missing) > 1e-6:
        raise ExtensionFault(
            f"trust moved by {missing:.3g} points a resident that no channel has booked: write"
            " sim.book(...) wherever a process of your own changes it"
        )


def _padded(values: Floats, rows: int, filled: float) -> Floats:
    """``values`` with so many rows, those that are missing filled."""
    return np.concatenate([values, np.full((rows - len(values), *values.shape[1:]), filled)])


def run_of(simulation: Simulation) -> Run:
    """Everything that is saved of a finished simulation."""
    town, scenario = simulation.town, simulation.scenario
    if LOADED:
        _check_that_all_is_booked(simulation)
    kept = simulation.summary()
    return Run(
        arm=simulation.arm or "",
        replicate=simulation.replicate,
        seed=scenario.seed,
        outcomes=simulation.outcomes(),
        days=town.books.record_days,
        series=simulation.series(),
        ledger_days=kept.ledger_days,
        ledger=kept.ledger,
        crime_book=kept.crime_book,
        block_trust=kept.block_trust,
        block_places=np.column_stack([town.blocks.x, town.blocks.y]),
        idle_hours=kept.idle_hours,
    )


def _of_whole_town(run: Run, scenario: Scenario) -> Run:
    """A run with what is told of the whole town counted for all residents."""
    if scenario.scale == 1:
        return run
    return replace(run, idle_hours=scenario.scale * run.idle_hours)
