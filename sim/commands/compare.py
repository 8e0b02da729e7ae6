"""`compare`: run the arms of a scenario side by side (``sim.experiment.command``)."""

from __future__ import annotations

from pathlib import Path


def compare(
    scenario: Path, out: Path | None, replicates: int | None, workers: int | None, seed: int | None
) -> int:
    """Run the comparison and give its exit status."""
    from sim.experiment.command import compare_command

    return compare_command(scenario, out, replicates, workers, seed)
