"""Which finding cut each number, and two small pictures, kept beside the worlds to be quickly told.

``cut_by`` works it out.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.model.version import core_version
from sim.study.folder.results_folder import replace_file

KEPT = Path(__file__).parent / "cut.json"


@dataclass(frozen=True)
class Cut:
    """What findings did to one number.

    Attributes:
        moved: distance between worlds and prior, 0 where it is not beyond chance.
        studies: those that cut it, each with its distance alone over that of all together.
        prior: height of the prior in each column of a picture, from 0 to 9, as digits.
        worlds: the same of the worlds.
    """

    moved: float
    studies: tuple[tuple[str, float], ...]
    prior: str
    worlds: str


def keep_cut(found: Mapping[str, Cut], path: Path = KEPT) -> None:
    """Save it beside the worlds."""
    rows = {
        name: [
            round(each.moved, 3),
            {study: round(share, 2) for study, share in each.studies},
            each.prior,
            each.worlds,
        ]
        for name, each in found.items()
    }
    kept = {"model": core_version(), "numbers": rows}
    replace_file(path, json.dumps(kept, separators=(",", ":")) + "\n")
    _read.cache_clear()


def cut_of(name: str, path: Path = KEPT) -> Cut | None:
    """What findings did to one number; None where nothing is kept of it and this model."""
    row = _read(path).get(name)
    if row is None:
        return None
    moved, studies, prior, worlds = row
    return Cut(moved, tuple(studies.items()), prior, worlds)


@functools.cache
def _read(path: Path) -> dict[str, list[Any]]:
    if not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, list[Any]] = kept["numbers"]
    return rows if kept["model"] == core_version() else {}
