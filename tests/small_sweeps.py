"""A tiny scenario and a sweep of it, as two files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
