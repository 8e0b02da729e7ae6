"""The scoreboard that belongs to this version of the model, kept with the sources.

A change of the model must not lower a verdict unnoticed: the continuous check runs the quick
validation and compares verdict by verdict with what is kept here.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.compiling import model_version
from sim.evidence.patterns import patterns
from sim.evidence.scoreboard import VERDICTS, Row, as_data

KEPT = Path(__file__).parent / "scoreboard.json"


@functools.cache
def version() -> str:
    """Hash of the model, of the trials, and of what is asked of them; prose does not count."""
    asked = [
        [pattern.id, each.name, each.band, each.judged, each.direction, each.kind]
        for pattern in patterns().values()
        for each in pattern.measures
    ]
    digest = hashlib.sha256((model_version() + json.dumps(asked)).encode())
    for path in sorted((Path(__file__).parent / "trials").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def keep(full: Sequence[Row], quick: Sequence[Row], replicates: tuple[int, int]) -> None:
    """Store a full and a quick validation of the model as it is now."""
    data = {
        "model": model_version(),
        "version": version(),
        "replicates": {"full": replicates[0], "quick": replicates[1]},
        "full": [as_data(row) for row in full],
        "quick": {row.pattern.id: row.verdict for row in quick},
    }
    KEPT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """What is stored; empty where nothing is."""
    if not KEPT.exists():
        return {}
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def is_current() -> bool:
    """Whether the stored scoreboard belongs to this version of the model and of the trials."""
    return bool(kept()) and kept()["version"] == version()


def lowered(quick: Sequence[Row]) -> list[str]:
    """Patterns whose quick verdict is worse than the stored one: a sentence each."""
    before = kept().get("quick", {})
    return [
        f"{row.pattern.id} {row.pattern.title}: {row.verdict}, was {before[row.pattern.id]}"
        for row in quick
        if row.pattern.id in before
        and VERDICTS.index(row.verdict) < VERDICTS.index(before[row.pattern.id])
    ]
