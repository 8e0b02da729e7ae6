"""Sweeps, schedulers and workers as processes of their own, and ways to hurt them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"


class Process:
    """A command in a group of its own, its output in a file; it is gone when the block ends.

    Under a ``limit`` on the size of files, a pipe and another process bring the output to its file.
    """

    def __init__(self, arguments: list[str], log: Path, limit: Callable[[], None] | None = None):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        environment["DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL"] = "5s"
        self.log = log
        with ExitStack() as opened:
            output = opened.enter_context(log.open("ab"))
            self.writer = None
            if limit:
                self.writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=output)
                assert self.writer.stdin is not None
                output = opened.enter_context(self.writer.stdin)
            self.process = subprocess.Popen(
                arguments, stdout=output, stderr=output, env=environment, cwd=ROOT,
                start_new_session=True, preexec_fn=limit,
            )  # fmt: skip

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *problem: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.ended()

    @property
    def told(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text(errors="replace")

    def hurt(self, number: signal.Signals) -> None:
        """Send a signal to the process itself."""
        os.kill(self.process.pid, number)

    def hurt_all(self, number: signal.Signals) -> None:
        """Send a signal to the whole group, as a terminal does."""
        os.killpg(self.process.pid, number)

    def ended(self, most: float = 120.0) -> int:
        """The exit status, once it has ended."""
        status = self.process.wait(most)
        if self.writer:
            self.writer.wait(most)
        return status

    def until(self, what: Callable[[], bool], most: float = 60.0) -> None:
        """Wait until something is so, while the process lives."""
        wait_until(lambda: what() or self.process.poll() is not None, most)

    def workers(self) -> list[int]:
        """Process ids of the workers that a sweep has started."""
        try:
            children = psutil.Process(self.process.pid).children()
            return [each.pid for each in children if "spawn_main" in " ".join(each.cmdline())]
        except psutil.NoSuchProcess:
            return []


def wait_until(what: Callable[[], bool], most: float = 60.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + most
    while not what():
        assert time.monotonic() < end, f"this did not happen within {most:g} s"
        time.sleep(0.02)


def sweep(file: Path, out: Path, *options: str, limit: Callable[[], None] | None = None) -> Process:
    """A sweep, running."""
    command = [sys.executable, str(ROOT / "run.py"), "sweep", str(file), "--out", str(out)]
    log = out.with_name(f"{out.name}.log")
    return Process([*command, "--progress", "json", *options], log, limit)


def scheduler(port: int, log: Path) -> Process:
    """A Dask scheduler that nobody outside this machine can reach."""
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", LOOPBACK]
    return Process([*command, "--port", str(port), "--no-dashboard"], log)


def worker(address: str, log: Path) -> Process:
    """A Dask worker with one thread."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--host", LOOPBACK]
    return Process([*command, "--nthreads", "1", "--no-nanny", "--no-dashboard"], log)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as asked:
        asked.bind((LOOPBACK, 0))
        return int(asked.getsockname()[1])
