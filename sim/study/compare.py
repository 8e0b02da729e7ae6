"""Run every arm of a scenario over the same replicates and set the results side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.common.representation import shown_as
from sim.common.threads import Progress, at_a_time, in_threads
from sim.model.arm_plan import arm_plan
from sim.model.state import Floats
from sim.study.expectations import Verdict, judge
from sim.study.statistics import Estimate, estimate, paired_difference

if TYPE_CHECKING:
    from pathlib import Path

    from sim.model.arm_plan import Price
    from sim.model.day import Process
    from sim.model.outcomes import Outcome
    from sim.model.scenario.scenario import Scenario
    from sim.study.robustness import Contrast
    from sim.study.runs import Run
    from sim.study.tables import Tables

JUDGED = ("trust", "reporting", "true_crime", "quality_of_life", "quality_of_life_with_crime")
"""Outcomes by which arms are judged, the most asked for first."""


class Runner(Protocol):
    """Runs one replicate of a scenario: one `Run` an arm, a pure function of its arguments."""

    def __call__(self, scenario: Scenario, replicate: int, /) -> list[Run]:
        """The runs of one replicate, numbered from 1, in the order of the arms."""


@dataclass(frozen=True)
class Comparison:
    """What came out of a scenario: its runs, and estimates from them on demand.

    `runs` is in the order of (arm in the scenario, replicate), whatever order they ended in.
    """

    scenario: Scenario
    runs: tuple[Run, ...]

    def __repr__(self) -> str:
        arms = f"{len(self.arms)} arms, {len(self.runs):,} runs"
        return shown_as(self, f"{self.scenario.name!r}: {arms}")

    @property
    def arms(self) -> list[str]:
        """Names of the arms, in the scenario's order."""
        return list(self.scenario.arms)

    @property
    def baseline(self) -> str:
        """Name of the arm that the others are compared with."""
        return self.scenario.baseline

    @property
    def others(self) -> list[str]:
        """Names of all arms but the baseline, in the scenario's order."""
        return [arm for arm in self.arms if arm != self.baseline]

    @property
    def groups(self) -> list[str]:
        """Names of the groups of residents, in the scenario's order."""
        return list(self.scenario.community.groups)

    @property
    def columns(self) -> list[str]:
        """Names of all outcomes, with their realised values, in the order of the table of runs."""
        return list(self.runs[0].outcomes)

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes in the order in which they are shown, with title, unit and meaning."""
        from sim.model.outcomes import outcomes

        return outcomes(self.scenario.community.labels)

    @cached_property
    def prices(self) -> dict[str, Price]:
        """What each arm costs, from the scenario alone."""
        return {arm: arm_plan(self.scenario, arm).price for arm in self.scenario.arms}

    def extra_cost(self, arm: str) -> float:
        """Dollars per resident a year that an arm costs beyond the baseline."""
        prices = self.prices
        return prices[arm].per_resident_year - prices[self.baseline].per_resident_year

    @cached_property
    def tables(self) -> Tables:
        """All tables of the results folder."""
        from sim.study.tables import build

        return build(self)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of each claim under `expect:` in the scenario."""
        return tuple(judge(self, claim) for claim in self.scenario.expect)

    @cached_property
    def assumption_ranges(self) -> dict[tuple[str, str, str], Contrast]:
        """How the difference of two arms in an outcome depends on assumptions, where it is known.

        By arm, arm subtracted and outcome; empty where the assumptions of this scenario were not
        varied (`validate --robustness`).
        """
        from sim.study.robustness import kept_for

        return kept_for(self.scenario)

    @cached_property
    def _values(self) -> dict[tuple[str, str], Floats]:
        return {
            (arm, name): np.array([run.outcomes[name] for run in runs], dtype=np.float64)
            for arm in self.arms
            for runs in [self.of_arm(arm)]
            for name in self.columns
        }

    def of_arm(self, arm: str) -> list[Run]:
        """The runs of one arm, by replicate."""
        return [run for run in self.runs if run.arm == arm]

    def values(self, arm: str, outcome: str) -> Floats:
        """One outcome of one arm, (replicates,)."""
        return self._values[arm, outcome]

    def by_day(self, arm: str, outcome: str) -> dict[int, Floats]:
        """One outcome of one arm by day of record, each (replicates,); empty without a series."""
        runs = self.of_arm(arm)
        if outcome not in runs[0].series:
            return {}
        values = np.stack([run.series[outcome] for run in runs], axis=1)
        return dict(zip(runs[0].days.tolist(), values, strict=True))

    def level(self, arm: str, outcome: str, confidence: float = 0.95) -> Estimate:
        """Mean of one outcome in one arm."""
        return estimate(self.values(arm, outcome), confidence)

    def difference(self, arm: str, than: str, outcome: str, confidence: float = 0.95) -> Estimate:
        """Paired difference `arm - than` in one outcome."""
        return paired_difference(self.values(arm, outcome), self.values(than, outcome), confidence)


def compare(
    scenario: Scenario | str | Path,
    runner: Runner | None = None,
    workers: int = 1,
    progress: Progress | None = None,
    known: Mapping[int, list[Run]] | None = None,
    *,
    processes: Sequence[Process] | None = None,
    interventions: Sequence[tuple[int, Callable[..., Any]]] = (),
    stop: Callable[..., Any] | None = None,
) -> Comparison:
    """Run all arms of `scenario` over its replicates, on `workers` threads.

    `scenario` may be the path of its file. The result does not depend on `workers`. `runner`
    defaults to the model itself (`sim.study.runs.run_replicate`); replicates that are `known`
    already are not run. `processes`, `interventions` and `stop` are as in `sim.simulate`.
    When a replicate fails or the user interrupts, what has not started is
    cancelled and the exception is passed on.

    Raises:
        ProblemsFound: what is wrong with the scenario, all at once.
        TypeError: something that is no scenario, or no function.
        ValueError: less than one worker.
    """
    from sim.model.scenario.load import as_scenario, checked_again, with_own

    scenario = with_own(as_scenario(scenario), processes, interventions, stop)
    scenario, workers = checked_again(scenario), at_a_time(workers)
    if runner is None:
        from sim.study.runs import run_replicate

        runner = run_replicate
    if not callable(runner):
        raise TypeError(f"runner must be a function of a scenario and a replicate, not {runner!r}")
    results = dict(known or {})
    left = [number for number in range(1, scenario.replicates + 1) if number not in results]
    results |= zip(
        left, in_threads(partial(runner, scenario), left, workers, progress), strict=True
    )
    order = {arm: position for position, arm in enumerate(scenario.arms)}
    runs = [run for number in range(1, scenario.replicates + 1) for run in results[number]]
    return Comparison(scenario, tuple(sorted(runs, key=lambda run: order[run.arm])))
