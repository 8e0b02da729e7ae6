"""How far one arm is ahead of another in every world, beside the numbers of that world.

All that can be said of what an answer depends on comes from these rows, and needs no further run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.common.arrays import added, floats, listed, matrix
from sim.model.base_rates import levels
from sim.model.worlds import kept, world_of
from sim.study.results import JUDGED

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.model.state import FloatRows, Floats
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
    numbers: FloatRows
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
        name: results.differences(arm, other, name) for name in outcomes if name in results.columns
    }
    return answers(results.scenario, arm, other, rows, apart)


def answers(
    scenario: Scenario,
    arm: str,
    than: str,
    rows: Sequence[int],
    differences: Mapping[str, Floats],
    luck: Mapping[str, float] | None = None,
) -> Answers:
    """Differences lived in these rows of the worlds; the mean where several lived in the same."""
    worlds, set_here = kept(), {**levels(scenario), **scenario.numbers()}
    lived: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        lived.setdefault(row, []).append(at)
    once = sorted(lived)
    means = {
        name: floats([added(each[at] for at in lived[row]) / len(lived[row]) for row in once])
        for name, each in differences.items()
    }
    values = [listed(worlds.values[row]) for row in once]
    varies = [
        at
        for at, name in enumerate(worlds.names)
        if name not in set_here and any(row[at] != values[0][at] for row in values)
    ]
    names = tuple(worlds.names[at] for at in varies)
    numbers = matrix([[row[at] for at in varies] for row in values])
    return Answers(scenario, arm, than, names, numbers, means, luck or {})
