"""The scoreboard that belongs to this version of the model, kept with the sources.

A change of the model must not lower a verdict unnoticed: the continuous check runs the quick
validation, compares measure by measure with what is kept here, and fails where this belongs to an
older version; a new scoreboard with a lower verdict is only kept when a reason is given.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from sim.compiling import model_version
from sim.evidence.patterns import patterns
from sim.evidence.scoreboard import VERDICTS, Row, as_data

KEPT = Path(__file__).parent / "scoreboard.json"


@functools.cache
def version() -> str:
    """Hash of the model, the trials, how they are judged and what is asked, without prose."""
    asked = [
        each.model_dump(exclude={"words", "published", "set_by", "digits"})
        for pattern in patterns().values()
        for each in pattern.measures
    ]
    digest = hashlib.sha256((model_version() + json.dumps(asked)).encode())
    here = Path(__file__).parent
    judging = [here / f"{name}.py" for name in ("estimators", "scoreboard", "validate")]
    for path in [*judging, *sorted((here / "trials").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def keep(full: Sequence[Row], quick: Sequence[Row], replicates: tuple[int, int], why: str) -> None:
    """Store a full and a quick validation of the model as it is now, in place of the last.

    Raises:
        Lowered: a measure is reproduced less well than in what is stored, and no reason is given.
    """
    worse = lowered(full, "full")
    if worse and not why:
        raise Lowered("\n".join(worse))
    data = {
        "model": model_version(),
        "version": version(),
        "replicates": {"full": replicates[0], "quick": replicates[1]},
        "lowered": {"why": why, "what": worse} if worse else None,
        "full": [as_data(row) for row in full],
        "quick": [as_data(row) for row in quick],
    }
    KEPT.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


class Lowered(Exception):
    """A verdict would be lower than the one stored: a sentence for each."""


def kept() -> dict[str, Any]:
    """What is stored; empty where nothing is."""
    if not KEPT.exists():
        return {}
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def is_current() -> bool:
    """Whether the stored scoreboard belongs to this version of the model and of the trials."""
    return bool(kept()) and kept()["version"] == version()


def lowered(rows: Sequence[Row], board: Literal["full", "quick"]) -> list[str]:
    """Measures with a worse verdict than on the stored ``board``: a sentence each."""
    before = {
        (row["id"], each["name"]): each["verdict"]
        for row in kept().get(board, [])
        for each in row["measures"]
        if each["verdict"] is not None
    }
    return [
        f"{row.pattern.id}, {each.measure.words}: {each.verdict}, was {was}"
        for row in rows
        for each in row.readings
        if each.verdict is not None
        and (was := before.get((row.pattern.id, each.measure.name))) is not None
        and VERDICTS.index(each.verdict) < VERDICTS.index(was)
    ]
