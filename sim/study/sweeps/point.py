"""One run of a sweep: all arms of one replicate at one point, a pure function of both."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, Self

import numpy as np
from pydantic import model_validator

from sim.common.problems import Finding, printable
from sim.compiled.source_code import code_of
from sim.model.scenario.scenario import Scenario
from sim.model.state import Floats, Wholes
from sim.model.version import model_version
from sim.study.sweeps.names import Value, changed

Status = Literal["done", "failed", "killed"]
LONGEST_ERROR = 300


@dataclass(frozen=True)
class Recipe:
    """Everything but the point and the replicate that a run depends on; plain data.

    Attributes:
        scenario: the scenario that is varied.
        locations: where each name that varies stands in it, in the order of the columns.
        arms: arms that are run.
        outcomes: outcomes that are saved of the whole run.
        series: outcomes that are saved day by day.
        base_rates_kept: whether numbers that follow from base rates are solved again.
        version: of the model, and of how a point becomes a scenario.
    """

    scenario: Mapping[str, Any]
    locations: Mapping[str, tuple[str, ...]]
    arms: tuple[str, ...]
    outcomes: tuple[str, ...]
    series: tuple[str, ...]
    base_rates_kept: bool
    version: str


@dataclass(frozen=True)
class Task:
    """One run to be done: its number in the sweep, its point, its replicate from 1."""

    run: int
    point: int
    replicate: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Result:
    """What came of one run.

    Attributes:
        task: which run it was.
        status: done; failed, where the model raised an error; killed, where no worker survived it
            or the machine had not what it needs: that is tried again another time.
        seed: seed of the scenario at this point.
        error: what went wrong, else nothing.
        outcomes: shape (arms, outcomes); empty unless done.
        days: days of record, shape (k,).
        series: shape (arms, k, outcomes of the series).
        seconds: how long it took.
    """

    task: Task
    status: Status
    seed: int = 0
    error: str = ""
    outcomes: Floats = field(default_factory=lambda: np.empty((0, 0)))
    days: Wholes = field(default_factory=lambda: np.empty(0, np.int32))
    series: Floats = field(default_factory=lambda: np.empty((0, 0, 0)))
    seconds: float = 0.0


class AtNoPoint(Scenario):
    """The scenario of a sweep: it need not fit together before a point is laid over it."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        return self

    @classmethod
    def also_wrong(cls, data: Any) -> list[Finding]:
        """Nothing: it need not fit together."""
        return []


class OtherVersion(Exception):
    """The sources of this process are not those that the sweep began with."""


def version(scenario: Mapping[str, Any]) -> str:
    """Hash of the model and of how a point becomes a scenario, without prose."""
    return hashlib.sha256(f"{model_version(scenario)} {_how()}".encode()).hexdigest()[:16]


@functools.cache
def _how() -> str:
    from sim.model.scenario import checks
    from sim.study import assumptions as settings
    from sim.study.sweeps import names

    modules = (__file__, names.__file__, settings.__file__, checks.__file__)
    sources = [code_of(Path(path)) for path in modules]
    return json.dumps(sources)


def scenario_at(recipe: Recipe, values: Sequence[Value]) -> Scenario:
    """The scenario at one point.

    Raises:
        ProblemsFound: a value that its field does not take, or values that do not go together.
    """
    from sim.model.base_rates import with_base_rates

    data = dict(recipe.scenario)
    drawn = {}
    for (dotted, location), value in zip(recipe.locations.items(), values, strict=True):
        if recipe.base_rates_kept and location[0] == "assumptions":
            drawn[dotted] = float(value)
        else:
            data = changed(data, location, value)
    if recipe.base_rates_kept:
        before = AtNoPoint.model_validate(data)
        data["assumptions"] = {**before.assumptions, **with_base_rates(before, drawn)}
    return Scenario.model_validate(data)


def do(recipe: Recipe, task: Task) -> Result:
    """Do one run; an error of the model becomes a result.

    Raises:
        OtherVersion: this process has other sources than the one that made the recipe.
    """
    if recipe.version != (here := version(recipe.scenario)):
        raise OtherVersion(f"this sweep began with {recipe.version}, here is {here}")
    began = perf_counter()
    try:
        return _done(recipe, task, began)
    except (MemoryError, OSError) as error:  # of this machine, not of the run: tried again later
        return Result(task, "killed", error=type(error).__name__, seconds=perf_counter() - began)
    except Exception as error:
        told = f"{type(error).__name__}: {printable(str(error))}"[:LONGEST_ERROR]
        return Result(task, "failed", error=told, seconds=perf_counter() - began)


def _done(recipe: Recipe, task: Task, began: float) -> Result:
    from sim.model.simulation import Simulation

    scenario = scenario_at(recipe, task.values)
    burned_in = Simulation.start(scenario, task.replicate)
    outcomes, series = [], []
    for arm in recipe.arms:
        run = burned_in.fork(arm).advance()
        found, recorded = run.outcomes(), run.series()
        outcomes.append([found[name] for name in recipe.outcomes])
        series.append(np.column_stack([recorded[name] for name in recipe.series]))
    days = run.town.books.record_days[: len(series[0])].copy()
    return Result(
        task,
        "done",
        scenario.seed,
        "",
        np.array(outcomes, dtype=np.float64),
        days,
        np.stack(series),
        perf_counter() - began,
    )
