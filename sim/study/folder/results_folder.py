"""Folders of results: which may be replaced, how files are written whole, how they are read."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.common.problems import Problem, ProblemsFound
from sim.common.whole_files import write_whole

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "manifest.json"
FORMAT = "policing-trust results"
SWEEP, FRONTIER = "sweep", "frontier"


def refuse_unless_ours(target: Path) -> None:
    """Raise ProblemsFound unless `target` is free or holds results of an earlier run."""
    refuse_unreadable_name(target)
    if os.path.islink(target):
        raise _refused(target, "this is a link, and results never replace a link")
    if not os.path.exists(target):
        return
    if not os.path.isdir(target):
        raise _refused(target, "this exists and is not a folder")
    manifest = manifest_of(target)
    if manifest.get("format") != FORMAT:
        reason = f"this folder has no {MANIFEST} of an earlier run, so it is not replaced"
        raise _refused(target, reason)
    if (kind := manifest.get("kind")) in (SWEEP, FRONTIER):
        raise _refused(target, f"this folder holds a {kind}, which is never replaced")


def refuse_unreadable_name(target: Path) -> None:
    """Raise ProblemsFound where a name is not UTF-8 text: libraries cannot write tables there."""
    try:
        os.fsencode(target).decode("utf-8")
    except UnicodeDecodeError:
        raise _refused(target, "this name holds bytes that are not UTF-8 text") from None


def manifest_of(folder: Path) -> dict[str, Any]:
    """What the manifest of a folder says; nothing where there is none that can be read."""
    try:
        return read_object(folder / MANIFEST)
    except ProblemsFound:
        return {}


def read_object(path: Path) -> dict[str, Any]:
    """The names and values of a JSON file; raises ProblemsFound."""
    try:
        if path.exists() and not path.is_file():  # reading a pipe could wait for ever
            raise ValueError("it is not an ordinary file")
        content = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return content
        told = "this is no manifest"
    except (OSError, ValueError, RecursionError) as error:
        told = f"this cannot be read: {getattr(error, 'strerror', None) or error}"
    raise ProblemsFound([Problem(told, "name a folder of results", str(path))])


def read_table(path: Path) -> pd.DataFrame:
    """A table of saved results; raises ProblemsFound where it is missing or damaged."""
    import pandas as pd

    try:
        if not path.is_file():
            raise ValueError("there is no such file")
        return pd.read_parquet(path)
    except (OSError, ValueError) as error:  # Arrow's errors are among them
        told = f"this table cannot be read: {str(error).partition(chr(10))[0]}"
        fix = "make these results again"
        raise ProblemsFound([Problem(told, fix, str(path))]) from None


def replace_file(path: Path, text: str) -> None:
    """Write a text as a whole or not at all."""
    write_whole(path, lambda beside: beside.write_text(text, encoding="utf-8", newline="\n"))


def refuse_unwritable(path: Path, option: str) -> None:
    """Raise ProblemsFound unless a file can be written at ``path``; nothing is changed there."""
    parent = path.parent
    if path.is_dir():
        reason = "this is a folder"
    elif not parent.is_dir():
        reason = f"there is no folder {parent}"
    elif not os.access(path if path.exists() else parent, os.W_OK):
        reason = "you may not write here"
    else:
        return
    raise ProblemsFound([Problem(f"{path}: {reason}", "name a file that can be written", option)])


def _refused(target: Path, reason: str) -> ProblemsFound:
    fix = "name another place with --out, or move this one away"
    return ProblemsFound([Problem(reason, fix, str(target))])


def cannot_write(target: Path, error: OSError) -> ProblemsFound:
    """What to say where results cannot be written."""
    reason = f"results cannot be written here: {error.strerror or error}"
    fix = "name a place that you may write to with --out"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        fix = "make room and give the same command again, or name another place with --out"
    return ProblemsFound([Problem(reason, fix, str(target))])
