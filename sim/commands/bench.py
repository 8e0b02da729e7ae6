"""``bench``: how fast the model is, beside the same model in plain Mesa, measured in one run."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sim.common.problems import Problem, ProblemsFound
from sim.common.progress import progress
from sim.compiled.rules import compiling_is_on

CHECKOUT = Path(__file__).parents[2]
BENCHMARKS = CHECKOUT / "tests" / "benchmarks"
BASELINE = BENCHMARKS / "baseline.json"
BUSY = 0.5  # other work in the last minute, in processors


def bench(json_file: Path | None, profile: bool) -> int:
    """Measure, print a table, and write it as JSON if wanted.

    Returns:
        1 when a target is missed or a ratio is clearly worse than the saved one, else 0.
    """
    if not BENCHMARKS.is_dir():
        raise ProblemsFound(
            [Problem("bench needs the tests", "run it in a checkout of the project", "bench")]
        )
    if not compiling_is_on():
        fix = "unset NUMBA_DISABLE_JIT: what is measured is the compiled model"
        raise ProblemsFound([Problem("nothing is compiled here", fix, "bench")])
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    if busy > BUSY:
        print(f"Careful: the machine is busy (load {busy:.1f}).", file=sys.stderr, flush=True)
    if profile:
        return show_profile()
    rows = _part("rows")
    return show(rows.measurements(rows.Effort()), json_file)


def show(measurements: Any, json_file: Path | None) -> int:
    """Print rows as they come in, then what got worse; save them as JSON if wanted."""
    kept = kept_medians()
    missed, worse, records = 0, [], []
    print(f"{'what':66} {'median':>8} {'min':>8} {'max':>8}  unit; target")
    for row in _waited_for(measurements, len(kept)):
        record = row.as_record()
        records.append(record)
        if json_file is not None:  # after every row, so that an interruption loses none
            json_file.write_text(json.dumps(records, indent=2) + "\n", encoding="utf-8")
        goal = ""
        if row.met is not None:
            goal = f"; {record['target']}: {'met' if row.met else 'MISSED'}"
            missed += not row.met
        numbers = " ".join(f"{record[name]:8.4g}" for name in ("median", "min", "max"))
        print(f"{row.what:66} {numbers}  {row.unit}{goal}", flush=True)
        before = kept.pop(row.what, None)
        if before is not None and row.worse_than(before):
            worse.append(f"{row.what}: {row.median:.3g} {row.unit}, was {before:.3g}")
    for each in worse:
        print(f"Worse than saved: {each}")
    for what in kept:
        print(f"Saved, but not measured now: {what}")
    return 1 if missed or worse else 0


def _waited_for(rows: Iterable[Any], usual: int) -> Iterator[Any]:
    """The rows, with lines on the error stream that say how far the measuring is."""
    with progress("rows", usual, 1, "plain") as show:
        for done, row in enumerate(rows, start=1):
            yield row
            show(done, max(done, usual))


def kept_medians() -> dict[str, float]:
    """Medians saved in the baseline, by name of the row."""
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
