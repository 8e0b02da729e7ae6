"""How large a sweep is: runs, and about how long they take and how much they fill."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time

from sim.study.ready import USUAL_SPEED, seconds_of
from sim.study.sweeps.point import scenario_at
from sim.study.sweeps.sweep import Sweep

START = 1.5
"""Seconds, usually, until workers begin."""
BYTES_PER_OUTCOME, BYTES_PER_RECORD = 18, 6
"""In shards and tables together, compressed, as measured on the worked examples."""
LOOKED_AT = 50


@dataclass(frozen=True)
class Size:
    """Of a sweep: runs at least and at most, arms of each, seconds on so many workers, bytes."""

    least: int
    most: int
    arms: int
    seconds: float
    bytes: float


def size(sweep: Sweep, workers: int, share: float = 1.0, speed: float = USUAL_SPEED) -> Size:
    """The size of a sweep, or of a share of it; where runs may become more, time is of the most.

    ``speed`` is how many seconds one resident's day takes.
    """
    file, arms = sweep.file, len(sweep.arms)
    first = min(file.precision.batch, file.precision.max) if file.precision else file.replicates
    least, most = (round(share * sweep.points * each) for each in (first, sweep.most_replicates))
    looked_at = sweep.looked_at[:: -(-len(sweep.looked_at) // LOOKED_AT)]
    seconds = records = 0.0
    began = process_time()
    for point in looked_at:
        scenario = scenario_at(sweep.recipe, sweep.values(point))
        seconds += seconds_of(scenario, arms, speed)
        records += arms * (2 + scenario.days // scenario.record_every)
    each = (seconds + process_time() - began) / len(looked_at)  # workers make scenarios, too
    filled = BYTES_PER_OUTCOME * arms * (len(sweep.recipe.outcomes) + len(sweep.columns) / 10)
    filled += BYTES_PER_RECORD * len(sweep.recipe.series) * records / len(looked_at)
    return Size(least, most, arms, START + most * each / workers, most * filled)
