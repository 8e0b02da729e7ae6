"""A tiny scenario and a sweep of it, as two files; and what is wrong with a sweep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.common.problems import Problem, ProblemsFound
from sim.study.sweeps.load import load_sweep

MARK = "▸"  # before what must be pointed to
HEAD = "name: small\nscenario: town\n"
ONE = "vary: {contact.gain: [0.3]}\n"
TOWN = """\
name: town
days: 6
burn_in_days: 1
community: {residents: 60, residents_per_block: 10}
budget: {per_resident: 50}
arms:
  business_as_usual: {}
  visits: {community_events: {share: 0.5}, outreach: {share: 0.5}}
  cameras: {surveillance: {share: 1}}
"""


def write_sweep(folder: Path, **changes: Any) -> Path:
    """`town.yaml`, and a sweep of it in `sweeps/small.yaml`: top-level fields as given.

    Every field is one line, in this order: name, scenario, vary, then what is not among them. None
    leaves a field out.
    """
    plain = {"name": "small", "scenario": "town", "vary": {"contact.gain": [0.25, 0.35]}}
    return write_sweep_text(folder, as_lines(plain | changes))


def as_lines(fields: dict[str, Any]) -> str:
    """YAML with a line for each field; those that are None are left out."""
    return "".join(
        f"{name}: {json.dumps(value)}\n" for name, value in fields.items() if value is not None
    )


def write_sweep_text(folder: Path, text: str, town: str = TOWN) -> Path:
    """`town.yaml`, and a sweep of it in `sweeps/small.yaml` with this text."""
    (folder / "sweeps").mkdir(parents=True, exist_ok=True)
    (folder / "town.yaml").write_text(town, encoding="utf-8")
    path = folder / "sweeps" / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> list[Problem]:
    """What is wrong with a sweep."""
    with pytest.raises(ProblemsFound) as caught:
        load_sweep(path)
    return caught.value.problems


def refused_at_marks(folder: Path, marked: str) -> list[Problem]:
    """What is wrong with a sweep, which must stand exactly at the marks in its text."""
    path = write_sweep_text(folder, marked.replace(MARK, ""))
    marks = []
    for number, line in enumerate(marked.splitlines(), 1):
        columns = [at for at, letter in enumerate(line) if letter == MARK]
        marks += [(str(path), number, at + 1 - before) for before, at in enumerate(columns)]
    found = refused(path)
    assert [(each.file, each.line, each.column) for each in found] == marks
    return found


def table_of_points(folder: Path, text: str | None, **changes: Any) -> Path:
    """A sweep over the points of a CSV file with this text; None: there is no such file."""
    path = write_sweep(folder, vary=None, design={"kind": "table", "file": "mine.csv"}, **changes)
    if text is not None:
        (path.parent / "mine.csv").write_text(text, encoding="utf-8")
    return path
