"""What the manifest of a sweep says, and what decides which runs there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sim.study.folder.results_folder import FORMAT, SWEEP
from sim.study.manifest import fingerprint, host, now, versions
from sim.study.same_runs import PLATFORM, libraries, what_runs
from sim.study.sweeps.agenda import Part
from sim.study.sweeps.names import names
from sim.study.sweeps.sweep import Sweep


def description(sweep: Sweep, part: Part | None, command: Sequence[str]) -> dict[str, Any]:
    """The manifest of a sweep: its recipe, and what must agree for runs to be put together."""
    file, recipe, known = sweep.file, sweep.recipe, names(sweep.scenario)
    plain = json.loads(json.dumps(asdict(recipe)))
    return {
        "format": FORMAT,
        "kind": SWEEP,
        "name": file.name,
        "about": file.about,
        "part": None if part is None else str(part),
        "points": sweep.points,
        "replicates": sweep.most_replicates,
        "precision": file.precision and file.precision.model_dump(mode="json"),
        "design_of_points": file.design.model_dump(mode="json"),
        "ranges": {
            axis.name.dotted: {"low": axis.low, "high": axis.high, "logarithmic": axis.logarithmic}
            for axis in sweep.axes
            if axis.levels is None
        },
        "meanings": {name: each.meaning for name, each in known.items() if name in sweep.columns},
        "design": design(sweep),
        "model": recipe.version,
        "platform": PLATFORM,
        "libraries": libraries(),
        "recipe": plain,
        "scenario": sweep.scenario.resolved(),
        "versions": versions(),
        "command": list(command),
        "host": host(),
        "started": now(),
        "ended": None,
    }


def design(sweep: Sweep) -> str:
    """SHA-256 of everything that decides which runs there are, but for the model's version."""
    recipe = asdict(sweep.recipe)
    del recipe["version"]
    recipe["scenario"] = what_runs(recipe["scenario"])
    precision = sweep.file.precision and sweep.file.precision.model_dump(mode="json")
    own = ["own replicates"] if sweep.file.own_replicates else []
    content = [recipe, sweep.most_replicates, precision, *own]
    return fingerprint(content, *([name, values] for name, values in sweep.columns.items()))
