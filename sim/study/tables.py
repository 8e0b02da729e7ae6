"""The tables of a results folder, written so that the same results give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.model.activities import Activity
from sim.model.outcomes import SHARE
from sim.model.state import Floats
from sim.study.hours_by_activity import activities_of
from sim.study.statistics import contrasts

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

    from sim.model.outcomes import Outcome
    from sim.study.results import Results
    from sim.study.runs import Run

TEXTS = (
    "arm", "outcome", "baseline", "group", "channel", "type", "cause", "activity", "unit"
)  # fmt: skip
WHOLE_NUMBERS = ("replicate", "replicates", "day", "x", "y")


@dataclass(frozen=True)
class Tables:
    """A frame for each table of a results folder.

    runs         arm, replicate, seed, then a column per outcome
    series       arm, replicate, day, outcome, value
    differences  outcome, arm, baseline, mean, low, high, same_sign, replicates, unit
    ledger       arm, replicate, day, group, channel, value, left: trust points per resident
    crime_book   arm, replicate, day, type, cause, value: expected crimes per 1,000 residents
    map          arm, replicate, x, y, trust: mean of the block on the last day, 0-100
    activities   arm, activity, unit, asked, delivered, used, idle, taken_from_patrol, dollars,
                 dollars_idle: beyond the usual, means over days and replicates

    A value that does not exist is NaN, and null or empty in the files.
    """

    runs: pd.DataFrame
    series: pd.DataFrame
    differences: pd.DataFrame
    ledger: pd.DataFrame
    crime_book: pd.DataFrame
    map: pd.DataFrame
    activities: pd.DataFrame


def build(comparison: Results) -> Tables:
    """All tables of a comparison, rows in the order of arm, replicate and day."""
    import pandas as pd

    from sim.model.registers import CAUSES, CHANNELS
    from sim.model.state import CRIME_TYPES

    groups = ["all", *comparison.scenario.community.groups]
    channels = [channel.name for channel in CHANNELS]
    causes = [cause.name for cause in CAUSES]
    series, ledger, crime_book = [], [], []
    for run in comparison.runs:
        axes: dict[str, Sequence[Any]]
        values = np.stack(list(run.series.values()), axis=1)
        series.append(
            _unfolded(run, {"day": run.days.tolist(), "outcome": list(run.series)}, value=values)
        )
        booked, left = run.ledger[..., 0], run.ledger[..., 1]
        axes = {"day": run.ledger_days.tolist(), "group": groups, "channel": channels}
        ledger.append(_unfolded(run, axes, value=booked, left=left))
        axes = {"day": run.ledger_days.tolist(), "type": CRIME_TYPES, "cause": causes}
        crime_book.append(_unfolded(run, axes, value=run.crime_book))
    return Tables(
        runs=_runs(comparison),
        series=pd.concat(series, ignore_index=True),
        differences=_differences(comparison),
        ledger=pd.concat(ledger, ignore_index=True),
        crime_book=pd.concat(crime_book, ignore_index=True),
        map=_map(comparison),
        activities=_activities(comparison),
    )


def write(tables: Tables, folder: Path) -> None:
    """Write every table: parquet, except the differences, which people open in a spreadsheet."""
    import pyarrow
    from pyarrow import parquet

    for field in fields(tables):
        frame: pd.DataFrame = getattr(tables, field.name)
        if field.name == "differences":
            frame.to_csv(folder / "differences.csv", index=False, lineterminator="\n")
            continue
        table = pyarrow.Table.from_pandas(frame, schema=_schema(frame), preserve_index=False)
        plain = table.replace_schema_metadata(None)
        parquet.write_table(plain, folder / f"{field.name}.parquet", compression="zstd")


def _schema(frame: pd.DataFrame) -> pyarrow.Schema:
    import pyarrow

    kinds = dict.fromkeys(TEXTS, pyarrow.string()) | dict.fromkeys(WHOLE_NUMBERS, pyarrow.int64())
    kinds["seed"] = pyarrow.uint64()
    return pyarrow.schema([(name, kinds.get(name, pyarrow.float64())) for name in frame.columns])


def _runs(comparison: Results) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {"arm": run.arm, "replicate": run.replicate, "seed": run.seed} | dict(run.outcomes)
        for run in comparison.runs
    ]
    return pd.DataFrame(rows)


def _differences(comparison: Results) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for arm, than in contrasts(comparison.arms, comparison.baseline):
        for outcome in comparison.columns:
            found = comparison.difference(arm, than, outcome)
            interval = (found.mean, found.low, found.high)
            unit = unit_of(comparison.outcomes[outcome])
            rows.append((outcome, arm, than, *interval, found.same_sign, found.count, unit))
    columns = [
        "outcome", "arm", "baseline", "mean", "low", "high", "same_sign", "replicates", "unit",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def unit_of(outcome: Outcome) -> str:
    """The unit of an outcome as tables have it; of a share, what a percentage point is."""
    return "share (0.01 = 1 percentage point)" if outcome.unit == SHARE else outcome.unit


def _map(comparison: Results) -> pd.DataFrame:
    import pandas as pd

    blocks = [
        pd.DataFrame(
            {"arm": run.arm, "replicate": run.replicate, "x": x, "y": y, "trust": run.block_trust}
        )
        for run in comparison.runs
        for x, y in [run.block_places.T]
    ]
    return pd.concat(blocks, ignore_index=True)


def _activities(comparison: Results) -> pd.DataFrame:
    """A row for each arm and activity: see the docstring of ``Activity`` for the columns."""
    import pandas as pd

    rows = [
        (arm, *astuple(each)) for arm in comparison.arms for each in activities_of(comparison, arm)
    ]
    names = [field.name for field in fields(Activity)]
    frame = pd.DataFrame(rows, columns=["arm", *names]).rename(columns={"name": "activity"})
    return frame.astype(dict.fromkeys(names[2:], float))


def _unfolded(run: Run, axes: dict[str, Sequence[Any]], **values: Floats) -> pd.DataFrame:
    """A long table of one run: a row per cell of the arrays, whose axes have the labels given."""
    import pandas as pd

    shape = tuple(len(labels) for labels in axes.values())
    columns: dict[str, Any] = {
        "arm": _texts([run.arm]).take(np.zeros(np.prod(shape), dtype=np.intp)),
        "replicate": np.full(shape, run.replicate).ravel(),
    }
    for (name, labels), index in zip(axes.items(), np.indices(shape), strict=True):
        known = _texts(labels) if name in TEXTS else np.array(labels, dtype=np.int64)
        columns[name] = known.take(index.ravel())
    for name, cells in values.items():
        if cells.shape != shape:
            raise ValueError(f"{name}: shape {cells.shape}, but its labels have shape {shape}")
        columns[name] = cells.ravel()
    return pd.DataFrame(columns)


def _texts(labels: Sequence[str]) -> Any:
    """Texts as pandas keeps them: looking at each cell for what it is would take seconds."""
    import pandas as pd

    return pd.Series(labels).array
