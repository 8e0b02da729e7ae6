"""One process at a time writes a folder of results; a second one is told who is at it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.study.folder.results_folder import cannot_write
from sim.study.manifest import now

LOCK, WRITER = ".lock", ".writer.json"


@contextmanager
def alone(folder: Path, results: Path | None = None) -> Iterator[None]:
    """Be the only writer of a folder, or raise ProblemsFound with who else is.

    ``results`` is the folder to speak of, where it is another one than that of the lock.
    """
    from filelock import FileLock, Timeout

    told = results or folder
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ProblemsFound([_taken(folder, told)]) from None
    except OSError as error:
        raise cannot_write(told, error) from None
    try:
        writer = {"pid": os.getpid(), "host": socket.gethostname(), "since": now()}
        try:
            (folder / WRITER).write_text(json.dumps(writer), encoding="utf-8")
        except OSError as error:
            raise cannot_write(told, error) from None
        yield
    finally:
        lock.release()


def _taken(folder: Path, told: Path) -> Problem:
    try:
        writer = json.loads((folder / WRITER).read_text(encoding="utf-8"))
        who = f"process {writer['pid']} on {writer['host']} since {writer['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    fix = "wait until it is done, end it, or name another place with --out"
    return Problem(f"{who} is writing here", fix, str(told))
