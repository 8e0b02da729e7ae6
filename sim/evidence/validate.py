"""Run the trials over many replicates and put the results on the scoreboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from sim.common.threads import Progress, in_threads
from sim.evidence.estimators import Value, over_replicates
from sim.evidence.patterns import Pattern
from sim.evidence.scoreboard import Row, read
from sim.evidence.trials.town import Changes

FULL, QUICK = 50, 6
"""Replicates of a full and of a quick validation."""

Values = dict[str, Value]


def run_trial(name: str, replicate: int, changes: Changes) -> Values:
    """One trial in the town of one replicate: a value for every measure of its patterns."""
    values: Values = import_module(f"sim.evidence.trials.{name}").trial(replicate, changes)
    return values


@dataclass(frozen=True)
class Validation:
    """What came out of the trials of some patterns: values by trial, one a town."""

    patterns: tuple[Pattern, ...]
    values: dict[str, list[Values]]

    def rows(self, towns: int | None = None) -> list[Row]:
        """The scoreboard, of the first so many replicates (all of them without a number)."""
        return [
            read(
                pattern,
                {
                    measure.name: over_replicates(
                        [
                            town[f"{pattern.id}.{measure.name}"]
                            for town in self.values[pattern.trial][:towns]
                        ]
                    )
                    for measure in pattern.measures
                },
            )
            for pattern in self.patterns
        ]


def validate(
    chosen: Sequence[Pattern],
    towns: int,
    workers: int = 1,
    changes: Changes | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Run the trials of the chosen patterns in so many replicates.

    The result does not depend on ``workers``. ``changes`` go into every trial's scenario.
    """
    trials = list(dict.fromkeys(pattern.trial for pattern in chosen))
    tasks = [(trial, town) for town in range(1, towns + 1) for trial in trials]
    found = in_threads(lambda task: run_trial(*task, changes or {}), tasks, workers, progress)
    by_task = dict(zip(tasks, found, strict=True))
    values = {trial: [by_task[trial, town] for town in range(1, towns + 1)] for trial in trials}
    return Validation(tuple(chosen), values)
