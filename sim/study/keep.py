"""What every comparison keeps in its folder, whatever else is made of it."""

from __future__ import annotations

from pathlib import Path

from sim.study import manifest, tables
from sim.study.compare import Comparison


def keep(comparison: Comparison, folder: Path, started: str) -> None:
    """Write the tables, the scenario and the manifest of a comparison that has just ended."""
    recipe = manifest.manifest(comparison, started)
    tables.write(comparison.tables, folder)
    text = manifest.standing_alone(comparison.scenario)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8", newline="")
    manifest.write(recipe, folder)
