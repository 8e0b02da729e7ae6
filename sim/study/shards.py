"""What is done of many runs, on the disk, so that the same command goes on where it stopped.

A shard is a file with some runs: written under another name, flushed to the disk and renamed, so
that it is whole or not there. Its name begins with the first and the last run in it. Shards are the
only record of progress: whatever is killed, the runs in them are done and all others are not.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from sim.common.whole_files import left_behind, write_whole

SOONEST, LATEST = 2.0, 20.0
"""Seconds between two shards; a fiftieth of the time so far lies between them."""

Done = TypeVar("Done")
Content = TypeVar("Content")


class Shards(Generic[Done]):
    """A folder of shards; ``write`` writes what is done, in the order of the runs, to one."""

    def __init__(self, folder: Path, suffix: str, write: Callable[[list[Done], Path], object]):
        self.folder, self._suffix, self._write = folder, suffix, write
        self._waiting: dict[int, Done] = {}
        self._opened = self._flushed = monotonic()

    def read(
        self, read: Callable[[Path], Content], paths: list[Path] | None = None
    ) -> Iterator[Content]:
        """What lies in the shards; a damaged one is put aside, and its runs are done again."""
        for rest in left_behind(self.folder):
            rest.unlink(missing_ok=True)
        for path in sorted(self.folder.glob(f"*{self._suffix}")) if paths is None else paths:
            try:
                content = read(path)
            except Exception as error:  # bytes can be wrong in more ways than have names
                path.rename(path.with_suffix(".damaged"))
                print(f"{path} is damaged ({error}): its runs are done again.", file=sys.stderr)
                continue
            yield content

    def add(self, run: int, done: Done) -> None:
        """Keep a run; it is safe once its shard is written."""
        self._waiting[run] = done

    def flush_in_time(self) -> list[int]:
        """Write a shard if enough time has passed since the last one."""
        now = monotonic()
        between = min(LATEST, max(SOONEST, (now - self._opened) / 50.0))
        return self.flush() if self._waiting and now - self._flushed >= between else []

    def flush(self) -> list[int]:
        """Write all that waits as one shard, and give the numbers of the runs in it."""
        self._flushed = monotonic()
        if not self._waiting:
            return []
        runs = sorted(self._waiting)
        name = f"{runs[0]:09d}-{runs[-1]:09d}-{secrets.token_hex(4)}{self._suffix}"
        self.folder.mkdir(exist_ok=True)
        done = [self._waiting[run] for run in runs]
        write_whole(self.folder / name, lambda beside: self._write(done, beside))
        self._waiting.clear()
        return runs
