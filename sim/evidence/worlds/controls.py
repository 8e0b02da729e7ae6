"""Controls: the same settings without one mechanism. Which finding can no longer be met by any?

The first settings of the first wave are run again, each in its own town, with the numbers that
switch a mechanism off; what they decide of base rates is solved anew. So a control and the full
model differ in nothing but the mechanism, and a finding that needs it is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.common.threads import Progress, in_threads
from sim.evidence import stored
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.targets import Target
from sim.evidence.worlds.waves import (
    A_PART,
    Rows,
    in_figures,
    read_rows,
    run_setting,
    town_of,
    trials_of,
    version_of,
    write_rows,
)

SETTINGS = 100
OFF: dict[str, dict[str, float]] = {
    "consolidation": {"fading.kept": 0.0},
    "visibility": {"visibility.weight": 0.0},
    "conduct": dict.fromkeys(
        (
            "contact.spread",
            "contact.skill_spread",
            "contact.bad_officers",
            "contact.training_effect",
            "contact.regard_effect",
            "stops.street",
            "stops.unfounded",
            "stops.search_quality",
            "stops.force_slope",
            "stops.arrest_slope",
            "crime.conduct",
        ),
        0.0,
    ),
    "contact": {"contact.gain": 0.0},
}
"""Every mechanism that can be left out, and the numbers that do it.

Without conduct, officers behave alike from contact to contact, whatever their training, regard and
reasons, and nothing follows from how they behave but what a trial itself prescribes.
"""


@dataclass(frozen=True)
class Lost:
    """One measure in the full model and without a mechanism.

    Attributes:
        target: what was asked.
        full: share of settings that meet it, one town each, 0-1.
        without: the same of the same settings without the mechanism.
    """

    target: Target
    full: float
    without: float

    @property
    def gone(self) -> bool:
        """Whether settings of the full model meet it and none without the mechanism does."""
        return self.without == 0.0 < self.full


def run_control(
    name: str,
    full: Rows,
    patterns: Sequence[Pattern],
    path: Path,
    workers: int,
    progress: Progress | None = None,
) -> Rows:
    """Run settings of the first wave without a mechanism, kept at ``path`` part by part.

    What is there of this version of the model and the trials is not run again.
    """
    trials = trials_of(patterns)
    rows = _kept(path, full)
    while (first := len(rows)) < len(full):
        part = range(first, min(first + A_PART, len(full)))

        def count(done: int, _: int, before: int = first) -> None:
            if progress is not None:
                progress(before + done, len(full))

        found = in_threads(
            lambda at: run_setting(full.u[at], town_of(1, at), trials, OFF[name]),
            part,
            workers,
            count,
        )
        rows = rows + Rows(full.u[part.start : part.stop], in_figures(found))
        write_rows(path, rows, stored.version())
    return rows


def _kept(path: Path, full: Rows) -> Rows:
    """The settings that are kept at ``path``, none where they are others or another version's."""
    if path.exists() and version_of(path) == stored.version():
        rows = read_rows(path)
        if len(rows) <= len(full) and np.array_equal(rows.u, full.u[: len(rows)]):
            return rows
    return Rows(full.u[:0], pd.DataFrame())


def lost(full: Rows, without: Rows, targets: Sequence[Target]) -> list[Lost]:
    """Every measure in both, those that lose most settings first."""
    rows = [Lost(target, _share(target, full), _share(target, without)) for target in targets]
    return sorted(rows, key=lambda row: row.without - row.full)


def never_met(rows: Rows, targets: Sequence[Target]) -> list[str]:
    """Studies of which no setting meets all measures together."""
    together: dict[str, np.ndarray] = {}
    for target in targets:
        study = target.name.split(".")[0]
        met = _met(target, rows)
        together[study] = met & together.get(study, met)
    return [study for study, met in together.items() if not met.any()]


def _met(target: Target, rows: Rows) -> np.ndarray:
    return target.met(target.scaled(rows.values[target.name].to_numpy(np.float64)))


def _share(target: Target, rows: Rows) -> float:
    return float(_met(target, rows).mean())
