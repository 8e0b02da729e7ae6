"""How far one arm is ahead of another in every world, beside the numbers of that world.

All that can be said of what an answer depends on comes from these rows, and needs no further run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.common.problems import Problem, ProblemsFound
from sim.model.arm_plan import rival_pairs
from sim.model.scenario.scenario import Scenario
from sim.model.state import Floats
from sim.model.version import model_version
from sim.model.worlds import kept, world_of
from sim.study.compare import JUDGED
from sim.study.folder.results_folder import read_table
from sim.study.manifest import COMPARISON
from sim.study.sweeps.store import read_manifest

if TYPE_CHECKING:
    from sim.study.results import Results


@dataclass(frozen=True)
class Answers:
    """One arm minus another, world by world.

    Attributes:
        scenario: what was run.
        arm: the arm that is told of.
        than: the arm that is subtracted.
        names: the numbers in which its worlds differ; not those that the scenario sets itself.
        numbers: shape (worlds, names).
        differences: outcome to the difference in each world, shape (worlds,).
        luck: outcome to the variance of the difference between towns of one world; empty where it
            is not known.
    """

    scenario: Scenario
    arm: str
    than: str
    names: tuple[str, ...]
    numbers: Floats
    differences: Mapping[str, Floats]
    luck: Mapping[str, float] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)


def answers_of(
    results: Results, arm: str, than: str | None = None, outcomes: Sequence[str] = JUDGED
) -> Answers:
    """From runs whose replicates live in worlds; ``than``: the baseline.

    Raises:
        ValueError: they do not.
    """
    if not results.in_worlds:
        raise ValueError("replicates of these results do not live in worlds of their own")
    other = than or results.baseline
    rows = [world_of(results.scenario, run.replicate) for run in results.of_arm(arm)]
    apart = {
        name: results.values(arm, name) - results.values(other, name)
        for name in outcomes
        if name in results.columns
    }
    return answers(results.scenario, arm, other, rows, apart)


def answers_in(folder: Path) -> Answers:
    """From the folder of a comparison: the two rivals whose trust differs most.

    Raises:
        ProblemsFound: it is no comparison in worlds, or was made by another model or other worlds.
    """
    manifest = read_manifest(folder)
    if manifest.get("kind") != COMPARISON or manifest["scenario"].get("worlds") != "many":
        fix = "name the folder of a comparison whose scenario says  worlds: many"
        raise ProblemsFound([Problem("nothing here was lived in worlds", fix, str(folder))])
    if manifest["model"] != model_version(manifest["scenario"]):
        told = "this was made by another version of the model, or in other worlds"
        raise ProblemsFound([Problem(told, "run the comparison again", str(folder))])
    scenario = Scenario.model_validate(manifest["scenario"])
    table = read_table(folder / "runs.parquet").sort_values("replicate")
    runs = {arm: table[table["arm"] == arm] for arm in scenario.arms}
    trust = {arm: float(rows["trust"].mean()) for arm, rows in runs.items()}
    pair = max(
        rival_pairs(scenario), key=lambda each: abs(trust[each[0]] - trust[each[1]]), default=None
    )
    if pair is None:
        fix = "name the folder of a comparison of two arms"
        raise ProblemsFound([Problem("there is nothing to compare", fix, str(folder))])
    arm, than = sorted(pair, key=lambda each: -trust[each])
    apart = {
        name: runs[arm][name].to_numpy(float) - runs[than][name].to_numpy(float)
        for name in JUDGED
        if name in table
    }
    rows = [manifest["worlds"][str(each)] for each in runs[arm]["replicate"]]
    return answers(scenario, arm, than, rows, apart)


def answers(
    scenario: Scenario,
    arm: str,
    than: str,
    rows: Sequence[int],
    differences: Mapping[str, Floats],
    luck: Mapping[str, float] | None = None,
) -> Answers:
    """Differences lived in these rows of the worlds; the mean where several lived in the same."""
    worlds = kept()
    once, place = np.unique(np.asarray(rows), return_inverse=True)
    number = np.bincount(place)
    means = {name: np.bincount(place, weights=each) / number for name, each in differences.items()}
    set_here = scenario.numbers()
    values = worlds.values[once]
    varies = [
        at
        for at, name in enumerate(worlds.names)
        if name not in set_here and np.ptp(values[:, at]) > 0.0
    ]
    names = tuple(worlds.names[at] for at in varies)
    return Answers(scenario, arm, than, names, values[:, varies], means, luck or {})
