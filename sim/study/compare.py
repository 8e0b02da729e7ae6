"""Run every arm of a scenario over the same replicates and set the results side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from sim.common.threads import Progress, at_a_time, in_threads
from sim.study.expectations import Verdict, verdicts
from sim.study.results import Results

if TYPE_CHECKING:
    from pathlib import Path

    from sim.model.day import Process
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


class Comparison(Results):
    """Results of one scenario, with their tables, its claims and how far assumptions move them."""

    @cached_property
    def tables(self) -> Tables:
        """All tables of the results folder."""
        from sim.study.tables import build

        return build(self)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of each claim under `expect:` in the scenario."""
        return verdicts(self)

    @cached_property
    def assumption_ranges(self) -> dict[tuple[str, str, str], Contrast]:
        """How the difference of two arms in an outcome depends on assumptions, where it is known.

        By arm, arm subtracted and outcome; empty where the assumptions of this scenario were not
        varied (`validate --robustness`).
        """
        from sim.study.robustness import kept_for

        return {} if self.in_worlds else kept_for(self.scenario)


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
