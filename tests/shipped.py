"""The scenarios and sweeps that the project keeps; what a user adds beside them is not meant."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "scenarios"
DISTRICTS = Path(__file__).parent / "scenarios" / "districts.yaml"
"""A town of districts, which is no scenario of the project."""


def kept(folder: Path) -> list[Path]:
    """Files of a folder and below it that git keeps; all of them where git does not know it."""
    command = ["git", "-C", str(folder), "ls-files", "-z", "--", "."]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        told = ""
    listed = [folder / name for name in told.split("\0") if name]
    return sorted(path for path in listed or folder.rglob("*") if path.is_file())


@functools.cache
def _shipped() -> tuple[Path, ...]:
    return tuple(path for path in kept(FOLDER) if path.suffix == ".yaml")


def shipped_scenarios() -> list[Path]:
    """Scenario files of the project, by name."""
    return [path for path in _shipped() if path.parent == FOLDER]


def shipped_sweeps() -> list[Path]:
    """Sweep files of the project, by name."""
    return [path for path in _shipped() if path.parent == FOLDER / "sweeps"]
