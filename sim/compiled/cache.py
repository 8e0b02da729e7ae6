"""Where machine code is saved: in the user's cache, a folder for each version of its sources.

So an edited rule can never run stale code, and a read-only installation works.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

KEPT = 4
"""Folders of other versions and of this one that stay."""
IN_USE = 3600.0
"""Seconds in which a folder that was asked for may still be written: it stays, too."""
DIGITS = 16  # of the name of a folder, hexadecimal
COMPLETE = "complete"


def user_folder() -> Path:
    """What this program keeps for one user."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "policing-trust"


def folder_for(sources: Iterable[Path], package: Path, more: Iterable[Path] = ()) -> Path:
    """The folder of what is compiled from these sources, where they are, by this Numba and Python.

    ``more`` are files outside the package, whose order counts.

    Comments and all, as Numba notes where lines are; it looks for code by the path of its source.
    """
    compilers = (str(package), sys.implementation.cache_tag, _compiler())
    digest = hashlib.sha256("\n".join(map(str, compilers)).encode())
    for path in sorted(sources):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    for path in more:
        digest.update(str(path).encode() + path.read_bytes())
    return user_folder() / digest.hexdigest()[:DIGITS]


def _compiler() -> str:
    """Version of Numba; "" where there is none, and so nothing is compiled into any folder."""
    try:
        return version("numba")
    except PackageNotFoundError:
        return ""


def usable(folder: Path) -> Path:
    """The folder, made; where it cannot be, one that nobody else has."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        _forget_others(folder)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="policing-trust-"))
    return folder


def is_kept(folder: Path) -> bool:
    """Whether another process finds what is compiled into this folder."""
    return folder.parent == user_folder()


def is_complete(folder: Path) -> bool:
    """Whether everything that a run needs has been compiled into a folder."""
    return (folder / COMPLETE).exists()


def note_complete(folder: Path) -> None:
    """Note that a folder holds everything a run needs."""
    try:
        (folder / COMPLETE).touch()
    except OSError:
        return


def _named_here(path: Path) -> bool:
    """Whether it is a folder with a name that ``folder_for`` gives."""
    return path.is_dir() and re.fullmatch(f"[0-9a-f]{{{DIGITS}}}", path.name) is not None


def _forget_others(current: Path) -> None:
    """Of the folders that were named here keep the newest only; nobody else's are looked at."""
    if not is_kept(current):
        return
    others = [each for each in current.parent.iterdir() if each != current and _named_here(each)]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        if time.time() - path.stat().st_mtime > IN_USE:
            shutil.rmtree(path, ignore_errors=True)
