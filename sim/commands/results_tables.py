"""The tables of a results folder, each in a line: what `explain` says of their names."""

from __future__ import annotations

COLUMNS = "docs/python.md, under Columns of the tables: each with its meaning and unit"
TABLES = {
    "runs": (
        "runs.parquet",
        "every outcome on the last day: a row for each arm and replicate",
    ),
    "series": (
        "series.parquet",
        "every outcome on the days of record: a row for each arm, replicate, day and outcome",
    ),
    "ledger": (
        "ledger.parquet",
        "account book of trust: points per resident that each channel booked in each period",
    ),
    "crime_book": (
        "crime_book.parquet",
        "account book of crime: change in expected crimes per 1,000 residents, by cause and period",
    ),
    "map": (
        "map.parquet",
        "mean trust of each block on the last day: a row for each arm, replicate and block",
    ),
    "activities": (
        "activities.parquet",
        "hours and goods of each arm by activity: asked for, used, idle, taken from patrol, paid",
    ),
    "differences": (
        "differences.csv",
        "paired difference of each two arms in each outcome, with its 95% interval",
    ),
}
