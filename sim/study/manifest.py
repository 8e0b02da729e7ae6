"""The recipe of a result: what ran, with which seeds, on what, and which claims held."""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sim.model.version import model_version
from sim.model.worlds import world_of
from sim.study.expectations import verdicts
from sim.study.folder.results_folder import FORMAT, MANIFEST, replace_file

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.results import Results

COMPARISON = "comparison"
PACKAGES = ("policing-trust", "mesa", "numba", "numpy", "pyarrow", "scipy")


def manifest(comparison: Results, started: str) -> dict[str, Any]:
    """Everything needed to judge and to repeat a comparison that ends now, as plain data."""
    resolved = comparison.scenario.resolved()
    return {
        "format": FORMAT,
        "kind": COMPARISON,
        "model": model_version(resolved),
        "scenario": resolved,
        "sha256": fingerprint(resolved),
        "seeds": {str(run.replicate): run.seed for run in comparison.of_arm(comparison.arms[0])},
        **_worlds(comparison),
        "cost_per_resident_a_year": {
            arm: price.per_resident_year for arm, price in comparison.prices.items()
        },
        "expectations": _expectations(comparison),
        "assumptions": assumptions(comparison.scenario),
        "versions": versions(),
        "command": sys.argv,
        "host": host(),
        "started": started,
        "ended": now(),
    }


def _worlds(comparison: Results) -> dict[str, Any]:
    """Row of the world of each replicate, where replicates live in worlds."""
    scenario = comparison.scenario
    if scenario.worlds == "declared":
        return {}
    runs = comparison.of_arm(comparison.arms[0])
    return {"worlds": {str(run.replicate): world_of(scenario, run.replicate) for run in runs}}


def write(content: Mapping[str, Any], folder: Path) -> None:
    """Write a manifest as indented JSON."""
    replace_file(folder / MANIFEST, as_text(content))


def as_text(content: Mapping[str, Any]) -> str:
    """A manifest as indented JSON."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def standing_alone(scenario: Scenario) -> str:
    """The scenario's file as its author wrote it, to be saved beside results.

    What it extends is written out, as that is not saved.
    """
    text = scenario.source_text
    if "extends" not in yaml.safe_load(text):
        return text
    whole = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return "# With all that its author's file extends.\n" + yaml.safe_dump(
        whole, sort_keys=False, allow_unicode=True
    )


def host() -> dict[str, Any]:
    """The machine on which results are made."""
    return {
        "name": platform.node(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
    }


def now() -> str:
    """This moment, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def fingerprint(*content: Any) -> str:
    """SHA-256 of plain data in the order in which it is written.

    That of groups decides who is whose neighbour, that of arms how tables are sorted.
    """
    digest = hashlib.sha256()
    for each in content:
        digest.update(json.dumps(each).encode())
    return digest.hexdigest()


def assumptions(scenario: Scenario) -> list[dict[str, Any]]:
    """Every number of the model as it was used, with how far it can be trusted.

    Where replicates live in worlds, theirs took the place of those that the scenario does not set.
    `status`, `source` and `plausible` (low and high, or null) are those of the default; a value
    that differs from it is the scenario's own.
    """
    from sim.model.numbers import every_parameter

    changed = scenario.numbers()
    return [
        {
            "name": name,
            "value": changed.get(name, parameter.default),
            "default": parameter.default,
            "unit": parameter.unit,
            "status": parameter.status,
            "source": parameter.source,
            "plausible": parameter.plausible and list(parameter.plausible),
        }
        for name, parameter in every_parameter()
    ]


def versions() -> dict[str, str]:
    """Versions of Python and of what the numbers depend on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _expectations(comparison: Results) -> list[dict[str, Any]]:
    return [
        {
            "outcome": verdict.claim.outcome,
            "arm": verdict.claim.arm,
            "than": verdict.than,
            "at_least": verdict.claim.at_least,
            "at_most": verdict.claim.at_most,
            "in_worlds": verdict.claim.in_worlds,
            "holds": verdict.holds,
            "mean": _number(verdict.estimate.mean),
            "low": _number(verdict.estimate.low),
            "high": _number(verdict.estimate.high),
            "met": verdict.met,
        }
        for verdict in verdicts(comparison)
    ]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
