"""What every shipped scenario gives in a small town, kept to notice when results move.

``make baseline`` writes it anew. Numbers may move in the ninth digit with the order of a sum;
happenings may not move at all. CHANGELOG.md says why they moved, beside a short hash of what is
kept: the line that ``make baseline`` prints.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

import kept_bits
from shipped import shipped_scenarios

from sim.model.registers import CAUSES, CHANNELS
from sim.model.scenario.load import load_scenario

HERE = Path(__file__).parent
KEPT = HERE / "frozen_baseline.json"
SCENARIOS = shipped_scenarios()
CHANGELOG = HERE.parent / "CHANGELOG.md"
MOVED = re.compile(r"- Results move: (.*?) \(baseline [0-9a-f]{8}\)")
NO_REASON = "WHY"

Answers = dict[str, dict[str, list[float]]]


def answers(path: Path) -> Answers:
    """Arm to name of a number to its value in each replicate: outcomes and both books."""
    found: Answers = {arm: {} for arm in load_scenario(path).arms}
    for run in kept_bits.small_runs(path):
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
    """Keep today's answers, and say what the changelog needs."""
    found = {path.name: answers(path) for path in SCENARIOS}
    KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    kept_bits.write()
    text = KEPT.read_text(encoding="utf-8")
    missing = unexplained(CHANGELOG.read_text(encoding="utf-8"), text)
    sys.stdout.write(missing or "Nothing moved: CHANGELOG.md needs no line.\n")


def line_for(answers_kept: str, why: str = NO_REASON) -> str:
    """The line of the changelog that belongs to a text of kept answers."""
    short = hashlib.sha256(answers_kept.encode()).hexdigest()[:8]
    return f"- Results move: {why} (baseline {short})"


def unexplained(changelog: str, answers_kept: str) -> str:
    """What the newest section of a changelog lacks to explain the kept answers; or nothing."""
    newest = " ".join(re.split(r"^## ", changelog, flags=re.M)[1].split())
    why = [NO_REASON, *MOVED.findall(newest)][-1]
    if len(why.split()) >= 3 and line_for(answers_kept, why) in newest:
        return ""
    return (
        "Add to CHANGELOG.md, in its newest section, under Results and below other lines of this"
        f" kind, with the reason in place of {NO_REASON}:\n{line_for(answers_kept)}\n"
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/frozen_baseline.py --write")
    write()
