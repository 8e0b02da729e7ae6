"""Files that appear whole or not at all, and what a writer that was killed has left of one."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PART = "part"
"""How the name ends under which a file is written first."""
_BESIDE = re.compile(rf"\..+\.[0-9a-f]{{8}}\.{PART}")


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under another name, flush it to the disk, and rename it.

    ``write`` gets the other name. Where it fails nothing is left behind.
    """
    beside = path.parent / f".{path.name}.{secrets.token_hex(4)}.{PART}"
    try:
        write(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    if hasattr(os, "O_DIRECTORY"):  # the name itself must reach the disk, too
        with suppress(OSError):  # some network file systems do not know how
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def left_behind(folder: Path) -> list[Path]:
    """What a writer that was killed has left half written in a folder."""
    return [path for path in folder.glob(f".*.{PART}") if _BESIDE.fullmatch(path.name)]
