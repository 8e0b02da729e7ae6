"""``bench``: how fast the model is, beside the same model in plain Mesa, measured in one run."""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.problems import Problem, ProblemsFound

CHECKOUT = Path(__file__).parents[2]
BENCHMARKS = CHECKOUT / "tests" / "benchmarks"
BASELINE = BENCHMARKS / "baseline.json"
REGRESSION = 0.25
BUSY = 0.5  # other work in the last minute, in processors


def bench(json_file: Path | None, profile: bool) -> int:
    """Measure, print a table, and write it as JSON if wanted.

    Returns:
        1 when a target is missed or a ratio is a quarter worse than kept, else 0.
    """
    if not BENCHMARKS.is_dir():
        raise ProblemsFound(
            [Problem("bench needs the tests", "run it in a checkout of the project", "bench")]
        )
    busy = os.getloadavg()[0]
    if busy > BUSY:
        print(f"Careful: the machine is busy (load {busy:.1f}).", file=sys.stderr, flush=True)
    if profile:
        return show_profile()
    rows = _part("rows")
    return show(rows.measurements(rows.Effort()), json_file)


def show(measurements: Any, json_file: Path | None) -> int:
    """Print rows as they come in, then what got worse; keep them as JSON if wanted."""
    kept = kept_medians()
    missed, worse, records = 0, [], []
    print(f"{'what':66} {'median':>8} {'min':>8} {'max':>8}  unit; target")
    for row in measurements:
        record = row.as_record()
        records.append(record)
        goal = ""
        if row.met is not None:
            goal = f"; {record['target']}: {'met' if row.met else 'MISSED'}"
            missed += not row.met
        numbers = " ".join(f"{record[name]:8.4g}" for name in ("median", "min", "max"))
        print(f"{row.what:66} {numbers}  {row.unit}{goal}", flush=True)
        if row.what in kept and row.worse_than(kept[row.what], REGRESSION):
            worse.append(f"{row.what}: {row.median:.3g} {row.unit}, was {kept[row.what]:.3g}")
    if json_file is not None:
        json_file.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")
    for each in worse:
        print(f"Worse than kept by more than a quarter: {each}")
    return 1 if missed or worse else 0


def kept_medians() -> dict[str, float]:
    """Medians kept in the baseline, by name of the row."""
    if not BASELINE.exists():
        return {}
    return {row["what"]: row["median"] for row in json.loads(BASELINE.read_text(encoding="utf-8"))}


def show_profile(residents: int = 10_000, days: int = 365, repeats: int = 5) -> int:
    """Print what each process of the day costs."""
    costs, whole = _part("day_profile").profile(residents, days, repeats)
    print(f"{residents:,} residents, {days} days, engagement: {whole:.1f} ns a resident-day as one")
    print(f"{'process, called by itself':28} {'ns':>6} {'share':>6}")
    for cost in costs:
        print(f"{cost.process:28} {cost.nanoseconds:6.2f} {100 * cost.share:5.0f}%")
    return 0


def _part(name: str) -> ModuleType:
    """A module of the benchmarks, which lie with the tests."""
    folder = str(BENCHMARKS.parent)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(f"benchmarks.{name}")
