"""New results take the place of earlier ones, file by file; what else is in the folder stays.

The manifest lists every file of the results with its size and SHA-256. Only those are replaced or
removed, and one that somebody has edited since is kept beside, under a name that says so. The
manifest goes first and comes last: a folder that has one is whole.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sim.study.folder.first_format import FILES
from sim.study.folder.results_folder import MANIFEST, manifest_of, read_object, replace_file
from sim.study.manifest import as_text

NEW, OLD, EARLIER = "new", "old", "earlier.json"
"""In the folder where results are made: the new files, replaced ones, the replaced manifest."""


def put_in_place(work: Path, target: Path) -> None:
    """Move the results in ``work`` to ``target``; raises OSError, and then nothing has changed.

    Files that come without a manifest are added to the results that are there.
    """
    new, standing = work / NEW, manifest_of(target)
    recipe = manifest_of(new) or standing
    files = files_of(new)
    if not (new / MANIFEST).exists():
        files = standing.get("files", {}) | files
    replace_file(new / MANIFEST, as_text(recipe | {"files": files}))
    if target.exists():
        _exchange(work, target)
    else:
        new.rename(target)


def finish(work: Path, target: Path) -> None:
    """Go on with putting results in place where a process was killed while it did so."""
    if (work / EARLIER).exists() and (work / NEW / MANIFEST).exists():
        _exchange(work, target)


def files_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Every file of new results but the manifest, by its path in the folder."""
    return {
        path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": digest(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def written(manifest: Mapping[str, Any], folder: Path) -> dict[str, dict[str, Any] | None]:
    """What a manifest says of the files in its folder: by path, size and SHA-256.

    Of the first format, which listed none, only names are known.
    """
    listed = manifest.get("files")
    if isinstance(listed, dict):
        return {name: known for name, known in listed.items() if _inside(name) and known}
    found = [path for pattern in FILES for path in folder.glob(pattern)]
    return {path.relative_to(folder).as_posix(): None for path in found}


def _inside(name: str) -> bool:
    """Whether a name leads to something in the folder, whoever wrote it."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not {":", "\\"} & set(name)


def _exchange(work: Path, target: Path) -> None:
    """Move earlier files out and new ones in; what was moved is moved back where that fails."""
    moved: list[tuple[Path, Path]] = []

    def move(one: Path, other: Path) -> None:
        other.parent.mkdir(parents=True, exist_ok=True)
        one.rename(other)
        moved.append((one, other))

    new, old, earlier = work / NEW, work / OLD, work / EARLIER
    try:
        if not earlier.exists():
            move(target / MANIFEST, earlier)
        ours = written(read_object(earlier), target)
        wanted = written(manifest_of(new), new)
        for name in sorted({*ours, *wanted}):
            place, arriving = target / name, new / name
            while (outside := leading_outside(target, name)) is not None:
                put_aside(outside, move)
            stays = name in wanted and not arriving.exists()
            if not stays and (place.exists() or place.is_symlink()):
                if name in ours and unchanged(place, ours[name]):
                    move(place, old / name)
                else:
                    put_aside(place, move)
            if arriving.exists():
                move(arriving, place)
        move(new / MANIFEST, target / MANIFEST)
    except OSError:
        for one, other in reversed(moved):
            other.rename(one)
        raise
    earlier.unlink()
    for folder in {(target / name).parent for name in ours} - {target}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def unchanged(path: Path, known: dict[str, Any] | None) -> bool:
    """Whether a file is as it was written; of the first format only the name is known."""
    if path.is_symlink() or not path.is_file():
        return False
    return known is None or known == {"bytes": path.stat().st_size, "sha256": digest(path)}


def leading_outside(folder: Path, name: str) -> Path | None:
    """The outermost link, or what else is no folder, on the way to a file of the results."""
    way = [folder / each for each in reversed(PurePosixPath(name).parents[:-1])]
    return next((path for path in way if path.is_symlink() or path.is_file()), None)


def put_aside(path: Path, move: Callable[[Path, Path], object]) -> None:
    """Keep what somebody has put there under a name beside, and say so."""
    move(path, aside := _aside(path))
    print(f"{path} has been changed by somebody: kept as {aside.name}.", file=sys.stderr)


def replace_text(path: Path, text: str) -> None:
    """Write a text that is always the same there; what stands there instead is kept beside."""
    if path.exists() and path.read_bytes() != text.encode():
        put_aside(path, Path.rename)
    replace_file(path, text)


def _aside(path: Path) -> Path:
    """A free name beside a file that says when it was edited."""
    day = datetime.fromtimestamp(path.lstat().st_mtime).astimezone().date().isoformat()
    told, number = f"edited {day}", 1
    while os.path.lexists(found := path.with_name(f"{path.stem} ({told}){path.suffix}")):
        number += 1
        told = f"edited {day}, {number}"
    return found
