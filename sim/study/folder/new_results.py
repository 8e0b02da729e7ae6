"""Where new results are made, by one process at a time, until they stand whole in their folder.

They are made in a hidden folder beside the one they are for: ``results/.town.part`` for
``results/town``. It also keeps what the same command can go on with after an interruption, and is
gone when all is done.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sim.common.whole_files import PART
from sim.study.folder.one_writer import LOCK, WRITER, alone
from sim.study.folder.replacing import (
    EARLIER,
    NEW,
    OLD,
    finish,
    leading_outside,
    put_in_place,
    unchanged,
    written,
)
from sim.study.folder.results_folder import (
    MANIFEST,
    cannot_write,
    manifest_of,
    refuse_unless_ours,
    refuse_unreadable_name,
)


@dataclass(frozen=True)
class Place:
    """Where results are made.

    Attributes:
        target: the folder they are for, absolute.
        work: the hidden folder beside it.
    """

    target: Path
    work: Path

    @property
    def new(self) -> Path:
        """The folder to write new files into; empty again when they have been put in place."""
        folder = self.work / NEW
        folder.mkdir(exist_ok=True)
        return folder

    def put_in_place(self) -> None:
        """Let what is in `new` stand in the folder; raises ProblemsFound, nothing changed then."""
        refuse_unless_ours(self.target)
        try:
            put_in_place(self.work, self.target)
        except OSError as error:
            raise cannot_write(self.target, error) from None


@contextmanager
def new_results(target: Path) -> Iterator[Path]:
    """Yield an empty folder whose files stand in `target` when the block ends well.

    Earlier results there stay untouched until then; then their files are replaced, and what
    somebody else put there stays. When the block raises, nothing is left behind. Raises
    ProblemsFound at once where `target` may not be replaced, cannot be written or is being
    written.
    """
    with claimed(target) as place:
        yield place.new
        place.put_in_place()


@contextmanager
def claimed(target: Path) -> Iterator[Place]:
    """Be the only one who makes results for `target`; raises ProblemsFound as `new_results` does.

    What is saved in the hidden folder besides new files stays for the next time.
    """
    target = Path(os.path.abspath(target))
    refuse_unreadable_name(target)
    work = target.parent / f".{target.name}.{PART}"  # of a root, too
    if not os.path.exists(work / EARLIER):
        refuse_unless_ours(target)
    made = [folder for folder in target.parents if not os.path.exists(folder)]
    try:
        try:
            work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(target, error) from None
        with alone(work, target):
            try:
                _tidy(work, target)
                refuse_unless_ours(target)
                yield Place(target, work)
            finally:
                _empty(work)
    finally:
        for folder in (work, *made):
            with suppress(OSError):
                folder.rmdir()


def _tidy(work: Path, target: Path) -> None:
    """End what a killed process has begun, and remove what it has left."""
    try:
        finish(work, target)
    except OSError as error:
        raise cannot_write(target, error) from None
    for folder in (work / NEW, work / OLD):
        shutil.rmtree(folder, ignore_errors=True)
    (work / EARLIER).unlink(missing_ok=True)
    for rest in target.parent.glob(f".{glob_free(target.name)}.*"):
        if re.fullmatch(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.(part|old)", rest.name):
            _of_first_format(rest, target)


def _of_first_format(rest: Path, target: Path) -> None:
    """Remove results that version 0.1 left half replaced, but for what somebody else put there."""
    if rest.is_symlink() or not rest.is_dir():
        return
    manifest = manifest_of(rest)
    if rest.suffix == ".old" and manifest and not os.path.exists(target):
        rest.rename(target)  # it was killed between two names
        return
    for name, known in written(manifest, rest).items():
        if leading_outside(rest, name) is None and unchanged(rest / name, known):
            (rest / name).unlink()
    (rest / MANIFEST).unlink(missing_ok=True)
    for folder in (rest / "figures", rest):
        with suppress(OSError):
            folder.rmdir()
    if rest.exists():
        print(f"Left by an earlier run, with files of somebody: {rest}", file=sys.stderr)


def glob_free(name: str) -> str:
    """A name in which no letter means several."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _empty(work: Path) -> None:
    """Remove all but what the next run can go on with."""
    if not (work / EARLIER).exists():
        for folder in (work / NEW, work / OLD):
            shutil.rmtree(folder, ignore_errors=True)
    if {path.name for path in work.iterdir()} <= {LOCK, WRITER}:
        for name in (WRITER, LOCK):
            with suppress(OSError):  # where what is open cannot be removed, the lock stays
                (work / name).unlink()
