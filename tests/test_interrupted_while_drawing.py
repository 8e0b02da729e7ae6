"""Ctrl-C, once or again and again, while figures are drawn by two processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from known_runs import SCENARIO

import sim

TYPED = """
import time
from known_runs import KnownRunner
from sim.commands.main import main
from sim.commands import compare as command
from sim.study import runs
from sim.report import document
from sim.report.figures import in_parallel

in_parallel.usual_workers = lambda: 2
command.make_ready = lambda *_: None
runs.run_replicate = KnownRunner(without_crime=(2,))
document.report_page = lambda _: time.sleep(600)  # so that it is interrupted for certain
main()
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no groups of processes here")


@pytest.mark.parametrize(("after", "times"), [(0.2, 3), (1.0, 1)])
def test_ctrl_c_ends_both_processes_with_one_sentence(
    tmp_path: Path, after: float, times: int
) -> None:
    """While the second process starts, receives its work, and draws."""
    (tmp_path / "two-ways.yaml").write_text(SCENARIO)
    paths = os.pathsep.join([str(Path(sim.__file__).parents[1]), str(Path(__file__).parent)])
    command = subprocess.Popen(
        [sys.executable, "-c", TYPED, "compare", "two-ways.yaml", "--out", "town"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": paths}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert command.stderr is not None
    for line in command.stderr:
        if line.startswith("Drawing the figures"):
            break
    time.sleep(after)
    for _ in range(times):
        os.killpg(command.pid, signal.SIGINT)  # as a terminal does
        time.sleep(0.01)
    told = command.communicate(timeout=60)[1]  # until nobody is left to say anything
    assert command.returncode == 130
    assert told.splitlines() == [
        "Interrupted. The tables are in town; figures and report are not drawn. 4 of 4 replicates"
        " are saved: the same command goes on from there."
    ]
    assert (tmp_path / "town" / "runs.parquet").exists()
