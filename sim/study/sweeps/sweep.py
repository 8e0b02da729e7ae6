"""A sweep as it will be run: its scenario, and its points laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import yaml

from sim.common.problems import Mistake, Problem, ProblemsFound
from sim.model.scenario.scenario import Scenario
from sim.model.state import Floats
from sim.study.sweeps import designs
from sim.study.sweeps.designs import Axis
from sim.study.sweeps.file import SweepFile
from sim.study.sweeps.names import Value, find, names
from sim.study.sweeps.point import Recipe, scenario_at, version

MOST_CHECKED = 2000
MOST_CHECKED_WITH_BASE_RATES = 100
Columns = dict[str, list[Value]]


@dataclass(frozen=True)
class Sweep:
    """A sweep that can be run.

    Attributes:
        file: the sweep as it was written.
        scenario: the scenario that is varied, with what the sweep changes in it everywhere.
        axes: what varies, and over which range; none where the points come from a table.
        columns: the points: values by name, one of each a point.
        text: the file itself.
    """

    file: SweepFile
    scenario: Scenario
    axes: tuple[Axis, ...]
    columns: Columns
    text: str

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(next(iter(self.columns.values())))

    @property
    def looked_at(self) -> range:
        """Points that are looked at before anything is run: all, or some of very many."""
        kept = self.file.base_rates == "kept"
        most = MOST_CHECKED_WITH_BASE_RATES if kept else MOST_CHECKED
        return range(0, self.points, -(-self.points // most))

    @property
    def arms(self) -> list[str]:
        """Arms that are run, in the order of the scenario."""
        chosen = self.file.arms
        return [arm for arm in self.scenario.arms if chosen is None or arm in chosen]

    @property
    def most_replicates(self) -> int:
        """Replicates of a point, at most."""
        return self.file.precision.max if self.file.precision else self.file.replicates

    @cached_property
    def recipe(self) -> Recipe:
        """What a worker needs to do runs of this sweep."""
        known = self.scenario.community.outcomes
        kept = [name for name in known if self.file.outcomes is None or name in self.file.outcomes]
        twins = {each.realised for each in known.values()}
        found = names(self.scenario)
        whole = self.scenario.resolved()  # a part of a block must not replace it
        return Recipe(
            scenario=whole,
            locations={dotted: found[dotted].location for dotted in self.columns},
            arms=tuple(self.arms),
            outcomes=tuple(kept),
            series=tuple(name for name in kept if self.file.outcomes or name not in twins),
            base_rates_kept=self.file.base_rates == "kept",
            version=version(whole),
        )

    @property
    def contrast(self) -> tuple[str, str]:
        """Arm and arm subtracted of the difference that must become precise."""
        precision = self.file.precision
        assert precision is not None
        return precision.arm, precision.than or self.scenario.baseline

    def difference(self, outcomes: Floats) -> float:
        """The difference that must become precise, from a run's outcomes (arms, outcomes)."""
        assert self.file.precision is not None
        column = self.recipe.outcomes.index(self.file.precision.outcome)
        return float(self.differences(outcomes[:, column]))

    def differences(self, values: Floats) -> Floats:
        """The same, from that outcome of the arms, (..., arms)."""
        arm, than = (self.recipe.arms.index(each) for each in self.contrast)
        found: Floats = values[..., arm] - values[..., than]
        return found

    def replicate(self, point: int, at: int) -> int:
        """Number, from 1, of the replicate that is done at a point after so many others."""
        return 1 + at + (point * self.most_replicates if self.file.own_replicates else 0)

    def values(self, point: int) -> tuple[Value, ...]:
        """What the names have at a point, counted from 0."""
        return tuple(column[point] for column in self.columns.values())


POINTS = "points.parquet"
"""Of a sweep's folder, the file of its points."""

S = TypeVar("S", bound=Scenario)


def for_runs(scenario: S, file: SweepFile) -> S:
    """The scenario of a sweep: with its records and seed, without what is no matter for runs."""
    changes: dict[str, Any] = {"record_every": file.record_every}
    changes |= {"expect": [], "lesson": {}, "story": []}  # they may name arms that go
    if file.seed is not None:
        changes["seed"] = file.seed
    return scenario.with_changes(**changes)


def sweep_over(scenario: Scenario, points: Mapping[str, Sequence[Value]], **fields: Any) -> Sweep:
    """A sweep over parameter sets of one's own: values by dotted name, one of each a set.

    ``fields`` are those of a sweep's file: ``name``, ``replicates``, ``arms``, ``outcomes``, ...
    What is simulated in every set, as one array: ``sim.sweep(sweep_over(town, points)).values``.

    Raises:
        ProblemsFound: a name that cannot vary, or a field that cannot be so.
    """
    table = {"kind": "table", "file": POINTS}
    given = {"name": scenario.name, "scenario": "scenario", "design": table, **fields}
    file, known = SweepFile.model_validate(given), names(scenario)
    plain = {name: np.atleast_1d(column).tolist() for name, column in points.items()}
    try:
        if len({len(column) for column in plain.values()}) != 1 or not all(plain.values()):
            raise Mistake("names have no values, or not as many each", "give one of each a set")
        for name in plain:
            find(name, known)
        columns = designs.table(plain, known)
    except Mistake as mistake:
        raise ProblemsFound([Problem(str(mistake), mistake.fix, "points")]) from None
    written = yaml.safe_dump(file.model_dump(mode="json", exclude_unset=True), sort_keys=False)
    sweep = Sweep(file, for_runs(scenario, file), (), columns, written)
    for point in sweep.looked_at:
        scenario_at(sweep.recipe, sweep.values(point))
    return sweep
