"""Run the trials over many replicate towns and put the results on the scoreboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import import_module

from sim.evidence.estimators import Value, over_replicates
from sim.evidence.patterns import Pattern, patterns
from sim.evidence.scoreboard import Row, read
from sim.evidence.trials.town import Changes

FULL, QUICK = 50, 6
"""Replicate towns of a full and of a quick validation."""

Values = dict[str, Value]
Progress = Callable[[int, int], None]


def run_trial(name: str, replicate: int, changes: Changes) -> Values:
    """One trial in the town of one replicate: a value for every measure of its patterns."""
    values: Values = import_module(f"sim.evidence.trials.{name}").trial(replicate, changes)
    return values


def validate(
    chosen: Sequence[Pattern] | None = None,
    replicates: int = FULL,
    workers: int = 1,
    changes: Changes | None = None,
    progress: Progress | None = None,
) -> list[Row]:
    """The scoreboard of the chosen patterns (all of them without a choice).

    The result does not depend on ``workers``. ``changes`` go into every trial's scenario.
    """
    wanted = list(patterns().values()) if chosen is None else list(chosen)
    trials = list(dict.fromkeys(pattern.trial for pattern in wanted))
    tasks = [(trial, replicate) for replicate in range(1, replicates + 1) for trial in trials]
    values = _run_all(tasks, workers, changes or {}, progress or (lambda done, total: None))
    rows = []
    for pattern in wanted:
        towns = [values[pattern.trial, replicate] for replicate in range(1, replicates + 1)]
        intervals = {
            measure.name: over_replicates([town[f"{pattern.id}.{measure.name}"] for town in towns])
            for measure in pattern.measures
        }
        rows.append(read(pattern, intervals))
    return rows


def _run_all(
    tasks: Sequence[tuple[str, int]], workers: int, changes: Changes, progress: Progress
) -> dict[tuple[str, int], Values]:
    pool = ThreadPoolExecutor(max(1, min(workers, len(tasks))))
    try:
        futures = {pool.submit(run_trial, *task, changes): task for task in tasks}
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            progress(done, len(tasks))
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    return {task: future.result() for future, task in futures.items()}
