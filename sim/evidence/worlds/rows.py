"""The waves that are kept with the sources, and whether they are still those of this model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sim.evidence import stored
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.waves import (
    Rows,
    in_figures,
    read_rows,
    run_setting,
    town_of,
    trials_of,
    varied,
    write_rows,
)

KEPT = Path(__file__).parent / "rows"
SAMPLE = 2  # settings of a wave that are run again, where the model's sources have changed


def keep_waves(waves: Sequence[Rows], folder: Path = KEPT) -> None:
    """Save whole waves in place of those that are kept."""
    for number, rows in enumerate(waves, start=1):
        write_rows(folder / f"wave_{number}.parquet", rows, stored.version())


def kept_waves(patterns: Sequence[Pattern], folder: Path = KEPT) -> list[Rows]:
    """The waves that are kept and hold for this version of the model and the trials.

    Where sources have changed since, two settings of each wave are run again; it holds if every
    figure comes out the same.
    """
    import pyarrow.parquet as pq

    found: list[Rows] = []
    while (path := folder / f"wave_{len(found) + 1}.parquet").exists():
        schema = pq.read_schema(path)
        if [name for name in schema.names if name.startswith("u.")] != [
            f"u.{name}" for name in varied()
        ]:
            break
        rows = read_rows(path)
        version = (schema.metadata or {}).get(b"version", b"").decode()
        same = version == stored.version()
        if not same and not comes_out_again(rows, len(found) + 1, patterns):
            break
        found.append(rows)
    return found


def comes_out_again(rows: Rows, wave: int, patterns: Sequence[Pattern]) -> bool:
    """Whether settings at both ends of a wave give every figure that is kept of them."""
    trials = trials_of(patterns)
    for at in np.linspace(0, len(rows) - 1, SAMPLE).astype(int).tolist():
        again = in_figures([run_setting(rows.u[at], town_of(wave, at), trials)]).iloc[0]
        before = rows.values.iloc[at].dropna()
        if not again.dropna().sort_index().equals(before.sort_index()):
            return False
    return True
