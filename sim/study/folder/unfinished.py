"""Runs with which the same command goes on after an interruption: in the hidden folder of results.

They serve only the same question, version of the model, libraries and platform. What is saved of
another question waits for the command that began it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

PREFIX = "runs-"
OTHERS = 3
"""Of how many other questions or versions what is saved outlives a command that ended well."""


def unfinished(work: Path, same: str) -> Path:
    """The folder in ``work`` for runs that are the ``same`` (a hash); it need not be there."""
    folder = work / f"{PREFIX}{same[:16]}"
    if _others(folder):
        print(
            f"Replicates of another scenario or version, which did not end, stay in {work}: the"
            " command that began them goes on from there.",
            file=sys.stderr,
        )
    return folder


def forget(folder: Path) -> None:
    """Remove what is saved, as the command has ended well; of others the newest stay."""
    others = sorted(_others(folder), key=lambda path: path.stat().st_mtime)
    for each in (folder, *others[:-OTHERS]):
        shutil.rmtree(each, ignore_errors=True)


def _others(folder: Path) -> list[Path]:
    """What is saved beside this folder."""
    return [path for path in folder.parent.glob(f"{PREFIX}*") if path != folder]
