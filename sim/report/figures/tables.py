"""What the figures read from the tables of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd

from sim.study.statistics import confidence_of_largest, t_quantile
from sim.study.tables import Tables


@dataclass(frozen=True)
class Difference:
    """A paired difference of one outcome between an arm and the baseline, with its 95% interval.

    `low` and `high` are nan where there is one replicate only.
    """

    arm: str
    mean: float
    low: float
    high: float

    @property
    def has_interval(self) -> bool:
        """False after a single replicate."""
        return isfinite(self.low) and isfinite(self.high)

    @property
    def clear(self) -> bool:
        """True where the interval excludes zero."""
        return self.has_interval and (self.low > 0 or self.high < 0)

    @property
    def near(self) -> float:
        """The end of the interval that is nearer to zero; nan without one."""
        return self.low if abs(self.low) < abs(self.high) else self.high

    def times(self, factor: float) -> Difference:
        """The same in another unit, of which `factor` make one."""
        return Difference(self.arm, *(factor * each for each in (self.mean, self.low, self.high)))

    def widened(self, choices: int, runs: int) -> Difference:
        """The same with the interval of the largest of so many, from a 95% one of so many runs."""
        if not self.has_interval or choices < 2 or runs < 2:
            return self
        confidences = (confidence_of_largest(choices), 0.95)
        wanted, had = (t_quantile(confidence, runs - 1) for confidence in confidences)
        low, high = (self.mean + (end - self.mean) * wanted / had for end in (self.low, self.high))
        return Difference(self.arm, self.mean, low, high)


def replicates(tables: Tables) -> int:
    """How many replicates the comparison has."""
    return int(tables.runs["replicate"].nunique())


def other_arms(tables: Tables) -> list[str]:
    """The arms beside the baseline, in the scenario's order."""
    return [arm for arm in tables.scenario.arms if arm != tables.scenario.baseline]


def groups(tables: Tables) -> list[str]:
    """The groups of residents in the ledger, without `all`."""
    return [str(group) for group in tables.ledger["group"].unique() if group != "all"]


def mean_level(tables: Tables, outcome: str | None, arm: str) -> float:
    """The mean over replicates of an outcome; nan where the runs do not have it."""
    if outcome is None or outcome not in tables.runs:
        return float("nan")
    return float(tables.runs.loc[tables.runs["arm"] == arm, outcome].astype(float).mean())


def difference(
    tables: Tables, outcome: str, arm: str, factor: float = 1.0, than: str | None = None
) -> Difference:
    """The row of the differences table for `arm` against `than` (the baseline), times `factor`."""
    table = tables.differences
    than = than or tables.scenario.baseline
    # The table has no row in which the baseline comes first: there the pair stands turned round.
    for one, other, side in ((arm, than, 1.0), (than, arm, -1.0)):
        rows = table[
            (table["outcome"] == outcome) & (table["arm"] == one) & (table["baseline"] == other)
        ]
        if not rows.empty:
            mean, low, high = (
                side * factor * float(rows[name].iloc[0]) for name in ("mean", "low", "high")
            )
            return Difference(arm, mean, *((low, high) if side > 0 else (high, low)))
    return Difference(arm, float("nan"), float("nan"), float("nan"))


def largest_difference(tables: Tables, outcome: str, factor: float = 1.0) -> Difference | None:
    """The largest clear difference from the baseline; without intervals, the largest of all.

    The largest of several is judged by a wider interval, as everywhere: see
    `sim.study.statistics.confidence_of_largest`.
    """
    arms = other_arms(tables)
    found = [difference(tables, outcome, arm, factor) for arm in arms]
    judged = [each.widened(len(arms), replicates(tables)) for each in found]
    worth_saying = [d for d in judged if isfinite(d.mean) and (d.clear or not d.has_interval)]
    return max(worth_saying, key=lambda d: abs(d.mean), default=None)


def by_day(tables: Tables, outcome: str, factor: float = 1.0) -> dict[str, pd.DataFrame]:
    """Each arm's series of `outcome`: a frame of days by replicates, times `factor`."""
    series = tables.series[tables.series["outcome"] == outcome]
    return {
        arm: factor * rows.pivot(index="day", columns="replicate", values="value").astype(float)
        for arm in tables.scenario.arms
        if not (rows := series[series["arm"] == arm]).empty
    }


def paired_interval(arm: pd.DataFrame, baseline: pd.DataFrame) -> pd.DataFrame:
    """Mean, low and high (95% t interval) by day of the paired difference of two `by_day` frames.

    Days on which fewer than two replicates have both values get no interval (nan).
    """
    gap = arm - baseline
    count = gap.count(axis=1)
    quantile = count.map(lambda n: t_quantile(0.95, n - 1) if n > 1 else np.nan)
    half = gap.std(axis=1) / np.sqrt(count.clip(lower=1)) * quantile
    mean = gap.mean(axis=1)
    return mean.to_frame("mean").assign(low=mean - half, high=mean + half)
