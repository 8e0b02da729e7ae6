"""The flagship comparison in every world that is kept, saved with the sources.

Two arms in each world, in a town of its own, and in a second town of some worlds, which tells how
much of a difference is luck. It belongs to one version of the model, one ensemble and one scenario.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.common.problems import Problem, ProblemsFound, program
from sim.common.threads import Progress, in_threads
from sim.model.scenario.scenario import Scenario
from sim.model.state import Floats
from sim.model.version import model_version
from sim.model.worlds import Worlds, with_numbers
from sim.model.worlds import kept as kept_worlds
from sim.study.answers import Answers, answers
from sim.study.folder.results_folder import replace_file
from sim.study.manifest import fingerprint
from sim.study.results import JUDGED
from sim.study.runs import run_replicate
from sim.study.same_runs import what_runs

KEPT = Path(__file__).with_suffix(".json")
APART = 8
"""About one world of so many is lived in by a second town, from which luck is told."""
MOST_TOWNS = 1_000_000


@dataclass(frozen=True)
class Lived:
    """Differences of two arms in worlds.

    Attributes:
        differences: outcome to the difference in each world, shape (worlds,).
        luck: outcome to the variance of the difference between towns of one world.
    """

    differences: dict[str, Floats]
    luck: dict[str, float]

    def in_order(self, order: npt.NDArray[np.intp]) -> Lived:
        """The same for the worlds in another order."""
        return replace(self, differences={k: each[order] for k, each in self.differences.items()})


def live(
    scenario: Scenario,
    pair: tuple[str, str],
    worlds: Worlds,
    workers: int,
    progress: Progress | None = None,
) -> Lived:
    """Run two arms in every world, and once more in another town of every so many (nested design).

    The variance that chance adds is the mean of half the squared differences between the two towns
    of a world, as in `sim.study.luck`.
    """
    towns = [(_town_of(each), row) for row, each in enumerate(worlds.values)]
    again = [row for town, row in towns if town % APART == 0]  # whatever the order of worlds
    twice = [(MOST_TOWNS + towns[row][0], row) for row in again]
    run = partial(_apart, scenario, pair, worlds)
    every = _by_outcome(in_threads(run, [*towns, *twice], workers, progress))
    lived = {name: each[: len(worlds)] for name, each in every.items()}
    luck = {
        name: float(f"{np.nanmean((each[again] - each[len(worlds) :]) ** 2) / 2.0:.6g}")
        for name, each in every.items()
    }
    return Lived(lived, luck)


def _by_outcome(found: Sequence[Mapping[str, float]]) -> dict[str, Floats]:
    """The outcomes by which arms are judged, to six figures, each shape (towns,)."""
    return {
        name: np.array([float(f"{each[name]:.6g}") for each in found])
        for name in JUDGED
        if name in found[0]
    }


def central_of(ordered: Floats) -> int:
    """Of the tenth of worlds in the middle of their order the one whose numbers are most usual.

    Most usual: on average over numbers its rank among all worlds is nearest to the middle.

    Args:
        ordered: numbers of the worlds in the order of how far engagement is ahead in them, shape
            (worlds, numbers).
    """
    worlds = len(ordered)
    ranks = ordered.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (worlds - 1)
    away = np.abs(ranks - 0.5).mean(axis=1)
    first = int(0.45 * worlds)
    return first + int(away[first : worlds - first].argmin())


def as_answers(scenario: Scenario, pair: tuple[str, str], lived: Lived) -> Answers:
    """What was lived in the worlds that are kept, beside their numbers."""
    rows = range(len(kept_worlds()))
    return answers(in_worlds(scenario), *pair, rows, lived.differences, lived.luck)


def _town_of(world: Floats) -> int:
    """The replicate that is lived in a world, wherever in the ensemble it stands."""
    return 1 + zlib.crc32(world.tobytes()) % MOST_TOWNS


def about(scenario: Scenario) -> str:
    """Hash of what a comparison is about: everything but how often and with which seed it runs."""
    return fingerprint(what_runs(scenario.resolved(), "seed", "record_every"))[:16]


def in_worlds(scenario: Scenario) -> Scenario:
    """The scenario, where each replicate lives in another world."""
    return scenario.model_copy(update={"worlds": "many"})


def keep(found: Answers, path: Path = KEPT) -> None:
    """Save it, whole or not at all."""
    data = {
        "version": _version(found.scenario),
        "scenario": about(in_worlds(found.scenario)),
        "arm": found.arm,
        "than": found.than,
        "luck": found.luck,
        "differences": {name: each.tolist() for name, each in found.differences.items()},
    }
    replace_file(path, json.dumps(data, separators=(",", ":")) + "\n")


def kept(scenario: Scenario, path: Path = KEPT) -> Answers:
    """What is kept of the flagship.

    Raises:
        ProblemsFound: nothing is, or it belongs to another model, scenario or ensemble.
    """
    data: dict[str, Any] = {}
    if path.exists():
        data = json.loads(path.read_text(encoding="utf-8"))
    now = _version(scenario), about(in_worlds(scenario))
    if (data.get("version"), data.get("scenario")) != now:
        told = "the flagship was kept in other worlds, or by another version of the model"
        fix = f"`{program()} explain unknowns --store` runs it in all worlds, in a few minutes"
        raise ProblemsFound([Problem(told if data else "no flagship is kept", fix, "unknowns")])
    differences = {name: np.array(each) for name, each in data["differences"].items()}
    rows = range(len(kept_worlds()))
    return answers(in_worlds(scenario), data["arm"], data["than"], rows, differences, data["luck"])


def _apart(
    scenario: Scenario,
    pair: tuple[str, str],
    worlds: Worlds,
    replicate_and_world: tuple[int, int],
) -> Mapping[str, float]:
    """The differences in one town of one world."""
    replicate, row = replicate_and_world
    lived = with_numbers(scenario, worlds.world(row))
    one, other = (run.outcomes for run in run_replicate(lived, replicate, pair))
    return {name: one[name] - other[name] for name in one}


def _version(scenario: Scenario) -> str:
    return model_version(in_worlds(scenario).resolved())
