"""Finished sweeps without a model: the paired difference at a point is what a rule says."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim.model.state import Floats
from sim.report.sensitivity_text import print_sensitivity
from sim.study.sensitivity.analysis import Analysis, Finding
from sim.study.sensitivity.indices import Index
from sim.study.sensitivity.quantity import Quantity, quantity
from sim.study.sweeps import file as f
from sim.study.sweeps.designs import Axis, points
from sim.study.sweeps.names import Name
from sim.study.sweeps.results import SweepResults

ARM, THAN = "patrols_on_foot", "patrols_by_car"
Ranges = Mapping[str, tuple[float, float]]
Rule = Callable[[Floats], Floats]


def unit(count: int) -> Ranges:
    return {f"x.{at}": (0.0, 1.0) for at in range(count)}


def made_up(
    design: f.Design,
    ranges: Ranges,
    rule: Rule,
    *,
    outcome: str = "trust",
    whole: Sequence[str] = (),
    logarithmic: Sequence[str] = (),
    replicates: int = 1,
    precision: Mapping[str, Any] | None = None,
) -> SweepResults:
    """A finished sweep in which the paired difference at a point is what the rule says."""
    steps = 3 if isinstance(design, f.Grid) else None
    axes = [
        Axis(
            Name(name, (name,), None, name in logarithmic, name in whole, name),
            tuple(np.linspace(low, high, steps).tolist()) if steps else None,
            low,
            high,
            name in logarithmic,
        )
        for name, (low, high) in ranges.items()
    ]
    table = pd.DataFrame(points(design, axes))
    table.index = pd.RangeIndex(1, len(table) + 1, name="point")
    difference = rule(table.to_numpy(dtype=float)).reshape(len(table), -1)
    difference = np.broadcast_to(difference, (len(table), replicates))
    runs = pd.concat(
        pd.DataFrame(
            {"point": table.index, "replicate": at + 1, "arm": arm, outcome: 50.0 * base + moved}
        )
        for at in range(replicates)
        for arm, base, moved in ((ARM, 1.0, difference[:, at]), (THAN, 1.0, 0.0))
    )
    runs["run"] = (runs["point"] - 1) * replicates + runs["replicate"] - 1
    return with_runs(table, runs, design, ranges, logarithmic, outcome, replicates, precision)


def with_runs(
    table: pd.DataFrame,
    runs: pd.DataFrame,
    design: f.Design,
    ranges: Ranges,
    logarithmic: Sequence[str],
    outcome: str,
    replicates: int,
    precision: Mapping[str, Any] | None,
) -> SweepResults:
    manifest = {
        "name": "made_up",
        "design_of_points": design.model_dump(),
        "ranges": {
            name: {"low": low, "high": high, "logarithmic": name in logarithmic}
            for name, (low, high) in ranges.items()
        },
        "meanings": {name: f"what {name} means" for name in ranges},
        "recipe": {"arms": [THAN, ARM], "outcomes": [outcome]},
        "scenario": {"baseline": THAN, "community": {"groups": {"one": {}, "other": {}}}},
        "replicates": replicates,
        "precision": precision,
    }
    return SweepResults(Path("made_up"), manifest, table, runs)


def difference(results: SweepResults) -> Quantity:
    return quantity(results, ARM, THAN, next(iter(results.outcomes)))


def finding(results: SweepResults) -> Finding:
    (found,) = Analysis(results).findings
    return found


def hypercube(number: int = 600, seed: int = 1) -> f.LatinHypercube:
    return f.LatinHypercube(kind="latin_hypercube", points=number, seed=seed)


def by_kind(found: Sequence[Index], kind: str) -> dict[str, Index]:
    return {index.name: index for index in found if index.kind == kind}


def said(results: SweepResults) -> str:
    analysis, file = Analysis(results), io.StringIO()
    print_sensitivity(analysis.findings, analysis.note, file)
    return " ".join(file.getvalue().split())


def noisy(*slopes: float, noise: float = 1.0, seed: int = 5) -> Rule:
    def rule(x: Floats) -> Floats:
        luck = np.random.default_rng(seed).normal(0.0, noise, len(x))
        return x[:, : len(slopes)] @ np.array(slopes) + luck

    return rule


def corner(x: Floats) -> Floats:
    """Worse where the first number is above 0.7 and the third at most 0.5."""
    worse = (x[:, 0] > 0.7) & (x[:, 2] <= 0.5)
    return np.where(worse, -1.0, 1.0) - 0.2 * x[:, 0]
