"""What the arms of a comparison did by activity, and how much of it found nothing to do."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from sim.model.activities import Activity, activities, by_duty
from sim.model.state import Floats
from sim.study.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.results import Results


def activities_of(comparison: Results, arm: str) -> list[Activity]:
    """The activities of one arm; what was idle is the mean over its replicates."""
    idle = np.mean([run.idle_hours for run in comparison.of_arm(arm)], axis=0)
    return _with_idle(comparison, arm, idle)


def idle_share(comparison: Results, arm: str) -> Estimate:
    """Which part (0-1) of an arm's money finds nothing to do, with its interval."""
    shares = []
    for run in comparison.of_arm(arm):
        done = _with_idle(comparison, arm, run.idle_hours)
        spent = sum(max(0.0, each.dollars) for each in done)
        shares.append(sum(each.dollars_idle for each in done) / spent if spent > 0.0 else 0.0)
    return comparison.estimate(shares)


def _with_idle(comparison: Results, arm: str, idle: Floats) -> list[Activity]:
    return activities(comparison.scenario, arm, by_duty(idle))


def what_arms_do(comparison: Results) -> pd.DataFrame:
    """A row for each arm and activity: see the docstring of ``Activity`` for the columns."""
    import pandas as pd

    rows = [
        (arm, *dataclasses.astuple(each))
        for arm in comparison.arms
        for each in activities_of(comparison, arm)
    ]
    names = [field.name for field in dataclasses.fields(Activity)]
    frame = pd.DataFrame(rows, columns=["arm", *names]).rename(columns={"name": "activity"})
    return frame.astype(dict.fromkeys(names[2:], float))
