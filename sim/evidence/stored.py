"""The scoreboard that belongs to this version of the model, saved with the sources.

A change of the model must not lower a verdict unnoticed: the continuous check runs the quick
validation, compares measure by measure with what is saved here, and fails where this belongs to an
older version; a new scoreboard with a lower verdict is only saved when a reason is given.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from sim.compiled.source_code import code_of
from sim.evidence.patterns import patterns
from sim.evidence.scoreboard import VERDICTS, Row, as_data
from sim.model.version import model_version
from sim.study.folder.results_folder import replace_file

KEPT = Path(__file__).parent / "scoreboard.json"


@functools.cache
def version() -> str:
    """Hash of the model, the trials, how they are judged and what is asked, without prose."""
    prose = {"words", "published", "set_by", "digits"}
    asked = [
        [pattern.id, pattern.trial, pattern.leading]
        + [each.model_dump_json(exclude=prose) for each in pattern.measures]
        for pattern in patterns().values()
    ]
    here = Path(__file__).parent
    judging = [here / f"{name}.py" for name in ("estimators", "scoreboard", "validate")]
    sources = [code_of(path) for path in [*judging, *sorted((here / "trials").glob("*.py"))]]
    text = json.dumps([model_version(), asked, sources])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def keep(full: Sequence[Row], quick: Sequence[Row], replicates: tuple[int, int], why: str) -> None:
    """Store a full and a quick validation of the model as it is now, in place of the last.

    Raises:
        Lowered: a measure is reproduced less well than in what is stored, and no reason is given.
    """
    worse = lowered(full, "full") + lowered(quick, "quick") + missing(full)
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
    replace_file(KEPT, json.dumps(data, indent=1) + "\n")


def missing(rows: Sequence[Row]) -> list[str]:
    """Measures that are judged on the stored board and not any more: a sentence each."""
    judged = {
        (row.pattern.id, each.measure.name)
        for row in rows
        for each in row.readings
        if each.verdict is not None
    }
    return [
        f"{row['id']}, {each['name']}: no longer judged"
        for row in kept().get("full", [])
        for each in row["measures"]
        if each["verdict"] is not None and (row["id"], each["name"]) not in judged
    ]


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
