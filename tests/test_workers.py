"""The number of workers changes how long a comparison takes, and nothing else."""

from __future__ import annotations

from pathlib import Path

from small_towns import FLAGSHIP, scenario

from sim.study import tables
from sim.study.compare import compare
from sim.study.runs import run_replicate


def written(folder: Path, workers: int) -> dict[str, bytes]:
    """The tables of a small comparison of real runs, as bytes by name."""
    small = scenario(
        days=20, burn_in_days=10, replicates=5, community={"residents": 150}, arms=FLAGSHIP
    )
    folder.mkdir()
    tables.write(compare(small, run_replicate, workers).tables, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_one_two_and_four_workers_write_the_same_bytes(tmp_path: Path) -> None:
    alone = written(tmp_path / "one", 1)
    assert {"runs.parquet", "series.parquet", "ledger.parquet", "differences.csv"} <= alone.keys()
    assert written(tmp_path / "two", 2) == alone
    assert written(tmp_path / "four", 4) == alone


def test_another_seed_writes_other_bytes(tmp_path: Path) -> None:
    small = scenario(days=5, burn_in_days=2, replicates=2, community={"residents": 60})
    for seed in (1, 2):
        folder = tmp_path / str(seed)
        folder.mkdir()
        tables.write(compare(small.with_changes(seed=seed), run_replicate, 2).tables, folder)
    first, second = ((tmp_path / seed / "runs.parquet").read_bytes() for seed in ("1", "2"))
    assert first != second
