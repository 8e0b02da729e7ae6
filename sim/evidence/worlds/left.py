"""What findings leave of each number, kept beside the worlds so that it is quickly told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.model.version import core_version
from sim.study.folder.results_folder import replace_file

KEPT = Path(__file__).parent / "left.json"
UNCUT = 0.9  # part of a prior from which on no finding is said to narrow it


def keep_left(found: Mapping[str, Sequence[float]], path: Path = KEPT) -> None:
    """Save of every number its 5th, 50th and 95th percentile over worlds and what is left of it.

    What is left: the width of the middle 90% of worlds over that of the prior.
    """
    rows = {name: [float(f"{each:.4g}") for each in values] for name, values in found.items()}
    kept = {"model": core_version(), "numbers": rows}
    replace_file(path, json.dumps(kept, separators=(",", ":")) + "\n")


def left_of(dotted: str, path: Path = KEPT) -> str:
    """What is left of a number in a sentence; empty where worlds say nothing of it."""
    rows = _read(path)
    if dotted not in rows:
        return ""
    low, middle, high, left = rows[dotted]
    told = "no finding narrows it alone" if left > UNCUT else f"{left:.0%} of what was plausible"
    return f"{low:.2g} to {high:.2g} in nine of ten worlds, middle {middle:.2g}: {told}"


def left_by_number(path: Path = KEPT) -> dict[str, float]:
    """What is left of the prior of every number; empty where none is kept of this model."""
    return {name: row[-1] for name, row in _read(path).items()}


def _read(path: Path) -> dict[str, list[float]]:
    if not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, list[float]] = kept["numbers"]
    return rows if kept["model"] == core_version() else {}
