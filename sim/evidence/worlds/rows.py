"""The waves that are kept with the sources."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.evidence import stored
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.waves import Rows, holds, read_rows, trials_of, write_rows

KEPT = Path(__file__).parent / "rows"


def keep_waves(waves: Sequence[Rows], folder: Path = KEPT) -> None:
    """Save whole waves in place of those that are kept."""
    for number, rows in enumerate(waves, start=1):
        write_rows(folder / f"wave_{number}.parquet", rows, stored.version())


def kept_waves(patterns: Sequence[Pattern], folder: Path = KEPT) -> list[Rows]:
    """The waves that are kept and hold for this version of the model and the trials."""
    found: list[Rows] = []
    while holds(
        path := folder / f"wave_{len(found) + 1}.parquet",
        None,
        len(found) + 1,
        0,
        trials_of(patterns),
    ):
        found.append(read_rows(path))
    return found
