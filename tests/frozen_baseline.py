"""What every shipped scenario gives in a small town, kept to notice when results move.

``make baseline`` writes it anew. Numbers may move in the ninth digit with the order of a sum;
happenings may not move at all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from small_towns import resized

from sim.experiment.runs import run_replicate
from sim.ledger import CAUSES, CHANNELS
from sim.scenario import load_scenario

HERE = Path(__file__).parent
KEPT = HERE / "frozen_baseline.json"
SCENARIOS = sorted((HERE.parent / "scenarios").glob("*.yaml"))
REPLICATES = 2
RESIDENTS = 400

Answers = dict[str, dict[str, list[float]]]


def answers(path: Path) -> Answers:
    """Arm to name of a number to its value in each replicate: outcomes and both books."""
    small = resized(load_scenario(path), RESIDENTS)
    found: Answers = {arm: {} for arm in small.arms}
    for replicate in range(1, REPLICATES + 1):
        for run in run_replicate(small, replicate):
            numbers = dict(run.outcomes)
            for row, channel in enumerate(CHANNELS):
                for column, what in enumerate(("booked", "left")):
                    total = float(run.ledger[:, 0, row, column].sum())
                    numbers[f"{what} by {channel.name}"] = total
            for row, cause in enumerate(CAUSES):
                numbers[f"crime by {cause.name}"] = float(run.crime_book[..., row].sum())
            for name, value in numbers.items():
                found[run.arm].setdefault(name, []).append(float(f"{value:.12g}"))
    return found


def kept() -> dict[str, Answers]:
    """The answers kept in the file, by name of the scenario's file."""
    found: dict[str, Answers] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def write() -> None:
    """Keep today's answers."""
    found = {path.name: answers(path) for path in SCENARIOS}
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/frozen_baseline.py --write")
    write()
