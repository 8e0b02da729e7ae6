"""Points and results as columns of Arrow tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.state import Floats

if TYPE_CHECKING:
    import pyarrow

    from sim.study.sweeps.names import Value
    from sim.study.sweeps.point import Result
    from sim.study.sweeps.sweep import Columns, Sweep


def kind_of(values: Sequence[Value]) -> Any:
    """The kind of column that holds some values: whole numbers, numbers, true or false, or text."""
    import pyarrow

    kinds = {type(value) for value in values}
    for allowed, kind in (
        ({bool}, pyarrow.bool_()),
        ({int}, pyarrow.int64()),
        ({int, float}, pyarrow.float64()),
    ):
        if kinds <= allowed:
            return kind
    return pyarrow.string()


def column_of(values: Sequence[Value]) -> pyarrow.Array:
    """Values as a column of their kind."""
    import pyarrow

    kind = kind_of(values)
    if kind == pyarrow.string():
        return pyarrow.array([str(value) for value in values], kind)
    return pyarrow.array(values, kind)


def points_table(columns: Columns) -> pyarrow.Table:
    """The table of points: point, then a column for each name."""
    import pyarrow

    number = len(next(iter(columns.values())))
    named = {name: column_of(values) for name, values in columns.items()}
    return pyarrow.table({"point": pyarrow.array(range(1, number + 1), pyarrow.int64()), **named})


def as_table(results: Sequence[Result], sweep: Sweep) -> pyarrow.Table:
    """Results as the rows of a shard: one an arm, in the order of the results and the arms."""
    import pyarrow

    arms, kept = sweep.recipe.arms, sweep.recipe.outcomes
    each = [result for result in results for _ in arms]
    nothing = np.full((len(arms), len(kept)), np.nan)
    outcomes = np.concatenate(
        [result.outcomes if result.status == "done" else nothing for result in results]
    )
    series: list[Floats] = []
    for result in results:
        done = result.status == "done"
        series += [rows.ravel() for rows in result.series] if done else [np.empty(0)] * len(arms)
    columns = {
        "run": pyarrow.array([result.task.run for result in each], pyarrow.int64()),
        "point": pyarrow.array([result.task.point + 1 for result in each], pyarrow.int64()),
        "arm": pyarrow.array([*arms] * len(results), pyarrow.string()),
        "replicate": pyarrow.array([result.task.replicate for result in each], pyarrow.int64()),
        "seed": pyarrow.array([result.seed for result in each], pyarrow.uint64()),
        "status": pyarrow.array([result.status for result in each], pyarrow.string()),
        "error": pyarrow.array([result.error or None for result in each], pyarrow.string()),
        **{
            name: pyarrow.array(outcomes[:, column], pyarrow.float64(), from_pandas=True)
            for column, name in enumerate(kept)
        },
        "series_days": pyarrow.array(
            [result.days for result in each], pyarrow.list_(pyarrow.int32())
        ),
        "series_values": pyarrow.array(series, pyarrow.list_(pyarrow.float64())),
    }
    return pyarrow.table(columns)
