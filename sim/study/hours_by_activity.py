"""What the arms of a comparison did by activity, and how much of it found nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.model.activities import Activity, activities, by_duty
from sim.study.statistics import Estimate

if TYPE_CHECKING:
    from sim.study.results import Results
    from sim.study.runs import Run

AMOUNTS = (
    "asked",
    "delivered",
    "used",
    "idle",
    "taken_from_patrol",
    "dollars",
    "dollars_idle",
)


def activities_of(comparison: Results, arm: str) -> list[Activity]:
    """The activities of one arm: means over replicates, each with the numbers it lives with."""
    runs = comparison.of_arm(arm)
    by_run = [_done(comparison, run) for run in runs]
    return [
        Activity(
            several[0].name,
            several[0].unit,
            *(added(getattr(each, name) for each in several) / len(several) for name in AMOUNTS),
        )
        for several in zip(*by_run, strict=True)
    ]


def idle_share(comparison: Results, arm: str) -> Estimate:
    """Which part (0-1) of an arm's money finds nothing to do, with its interval."""
    shares = []
    for run in comparison.of_arm(arm):
        done = _done(comparison, run)
        spent = added(max(0.0, each.dollars) for each in done)
        shares.append(added(each.dollars_idle for each in done) / spent if spent > 0.0 else 0.0)
    return comparison.estimate(shares)


def _done(comparison: Results, run: Run) -> list[Activity]:
    lived = comparison.lived(run.replicate)
    return activities(lived, run.arm, by_duty(run.idle_hours))
