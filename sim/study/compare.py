"""Run every arm of a scenario over the same replicates and set the results side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from sim.common.threads import Progress, at_a_time, in_threads
from sim.study.expectations import Verdict, verdicts
from sim.study.luck import second_towns
from sim.study.results import Results

if TYPE_CHECKING:
    from pathlib import Path

    from sim.model.day import Process
    from sim.model.scenario.scenario import Scenario
    from sim.study.runs import Run
    from sim.study.tables import Tables


class Runner(Protocol):
    """Runs one replicate of a scenario: one `Run` an arm, a pure function of its arguments."""

    def __call__(self, scenario: Scenario, replicate: int, /) -> list[Run]:
        """The runs of one replicate, numbered from 1, in the order of the arms."""


class Comparison(Results):
    """Results of one scenario, with their tables and what became of its claims."""

    @cached_property
    def tables(self) -> Tables:
        """All tables of the results folder."""
        from sim.study.tables import build

        return build(self)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What became of each claim under `expect:` in the scenario."""
        return verdicts(self)


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
    first = [(scenario, number) for number in range(1, scenario.replicates + 1)]
    second = second_towns(scenario)
    left = [each for each in (*first, *second) if each[1] not in results]
    found = in_threads(lambda each: runner(*each), left, workers, progress)
    results |= zip((number for _, number in left), found, strict=True)
    order = {arm: position for position, arm in enumerate(scenario.arms)}

    def runs(of: list[tuple[Scenario, int]]) -> tuple[Run, ...]:
        several = [run for _, number in of for run in results[number]]
        return tuple(sorted(several, key=lambda run: order[run.arm]))

    return Comparison(scenario, runs(first), runs(second))
