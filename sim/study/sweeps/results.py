"""The results of a sweep as they lie in their folder, read for figures and for sensitivity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.common.problems import Problem, ProblemsFound
from sim.common.representation import shown_as
from sim.common.words import listed, spaced
from sim.model.outcomes import Outcome, outcomes
from sim.model.scenario.arm import title_of
from sim.model.state import Floats
from sim.study.folder.results_folder import SWEEP, read_table
from sim.study.results import JUDGED
from sim.study.statistics import Estimate, estimate_of
from sim.study.sweeps.store import read_manifest
from sim.study.sweeps.sweep import POINTS

if TYPE_CHECKING:
    import pandas as pd

NEEDED = (
    "name", "scenario", "recipe", "design_of_points", "ranges", "meanings", "precision",
    "replicates", "design", "model", "platform",
)  # fmt: skip


@dataclass(frozen=True)
class SweepResults:
    """A finished sweep: its manifest, its points (a row each), its runs (a row for each arm)."""

    folder: Path
    manifest: dict[str, Any]
    points: pd.DataFrame
    runs: pd.DataFrame

    def __repr__(self) -> str:
        rows = f"{len(self.points):,} points, {len(self.runs):,} runs"
        return shown_as(self, f"{self.name!r}: {rows}")

    @classmethod
    def read(cls, folder: Path) -> SweepResults:
        """Read a folder; raises ProblemsFound where it holds no finished sweep."""
        manifest = read_manifest(folder)
        if manifest.get("kind") != SWEEP:
            fix = "name the folder of a sweep"
            raise ProblemsFound([Problem("this folder holds no sweep", fix, str(folder))])
        if manifest.get("part"):
            fix = "give the command of the sweep without --part, and name its folder"
            raise ProblemsFound([Problem("this is a part of a sweep", fix, str(folder))])
        if not (folder / "runs.parquet").exists():
            fix = "give the command of the sweep again: it goes on where it stopped"
            raise ProblemsFound([Problem("this sweep is not finished", fix, str(folder))])
        if missing := [name for name in NEEDED if name not in manifest]:
            told = f"its manifest does not tell {listed(missing)}"
            fix = "use the version that made it, or run the sweep again"
            raise ProblemsFound([Problem(told, fix, str(folder))])
        points, runs = (read_table(folder / name) for name in (POINTS, "runs.parquet"))
        return cls(folder, manifest, points.set_index("point"), runs)

    @property
    def name(self) -> str:
        """Name of the sweep."""
        return str(self.manifest["name"])

    @property
    def names(self) -> list[str]:
        """What varies."""
        return list(self.points.columns)

    def title(self, arm: str) -> str:
        """What people read in place of an arm's name."""
        return title_of(self.manifest["scenario"].get("arms", {}), arm)

    def meaning(self, name: str) -> str:
        """What a name that varies means."""
        return str(self.manifest["meanings"][name])

    @property
    def arms(self) -> list[str]:
        """Arms that were run, in the order of the scenario."""
        return list(self.manifest["recipe"]["arms"])

    @property
    def in_worlds(self) -> bool:
        """Whether every replicate lives in another world."""
        return bool(self.manifest["scenario"].get("worlds") == "many")

    @property
    def baseline(self) -> str:
        """Baseline of the scenario, which need not have been run."""
        return str(self.manifest["scenario"]["baseline"])

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Outcomes that were saved, with title, unit and meaning."""
        town = self.manifest["scenario"]["community"]
        districts = town.get("districts", {})  # which are groups where no others are given
        parts = (town.get("groups", districts), districts)
        known = outcomes(*({name: spaced(name) for name in part} for part in parts))
        return {name: known[name] for name in self.manifest["recipe"]["outcomes"]}

    @property
    def judged(self) -> list[str]:
        """The outcomes by which arms are judged; all that were saved where none of those was."""
        return [name for name in JUDGED if name in self.outcomes] or list(self.outcomes)

    @cached_property
    def contrasts(self) -> list[tuple[str, str]]:
        """Pairs of arms to compare: each with the baseline, or with the last where that is missing.

        Empty when only one arm was run.
        """
        than = self.baseline if self.baseline in self.arms else self.arms[-1]
        return [(arm, than) for arm in self.arms if arm != than]

    def values(self, arm: str, outcome: str) -> Floats:
        """An outcome of an arm, shape (points, replicates); NaN where there is no run."""
        rows = self.runs[self.runs["arm"] == arm]
        found: Floats = np.full((len(self.points), int(self.manifest["replicates"])), np.nan)
        found.flat[rows["run"].to_numpy()] = rows[outcome].to_numpy(dtype=np.float64)
        return found

    def differences(self, arm: str, than: str | None, outcome: str) -> Floats:
        """Paired differences, shape (points, replicates); without ``than`` the values."""
        found = self.values(arm, outcome)
        return found if than is None else found - self.values(than, outcome)

    def estimates(self, arm: str, than: str, outcome: str) -> list[Estimate]:
        """The paired difference at each point with its interval."""
        one, other = self.values(arm, outcome), self.values(than, outcome)
        return [estimate_of(values, self.in_worlds) for values in one - other]
