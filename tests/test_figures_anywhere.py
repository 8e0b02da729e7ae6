"""Figures are drawn wherever the program runs, and change nothing of the reader's own plots."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import spawn
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from known_runs import compared, known_scenario

import sim
from sim.report.figures import draw_all, in_parallel
from sim.report.figures.in_parallel import drawn_beside
from sim.study.compare import Comparison

DRAW = """
import sys
from itertools import islice
from pathlib import Path
from known_runs import compared, known_scenario
from sim.report.figures import pictures
from sim.report.figures.style import draw

folder = Path(sys.argv[1])
comparison = compared(known_scenario(folder))
draw(islice(pictures(comparison), 1), folder / "figures")
import matplotlib
print(matplotlib.rcParams._get("backend"))
"""


def drawn(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("backend", "stays"),
    [("module://of_a_notebook.that_is_not_here", False), ("qt4agg", False), ("svg", True)],
)
def test_figures_are_drawn_whatever_the_machine_shows_them_with(
    tmp_path: Path, backend: str, stays: bool
) -> None:
    paths = os.pathsep.join([str(Path(sim.__file__).parents[1]), str(Path(__file__).parent)])
    done = subprocess.run(
        [sys.executable, "-c", DRAW, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": paths, "MPLBACKEND": backend},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "figures" / "trust_over_time.svg").stat().st_size > 1000
    assert done.stdout.startswith("svg") == stays


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compared(known_scenario(tmp_path_factory.mktemp("known")))


@pytest.fixture(scope="module")
def alone(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every figure, drawn by this process alone."""
    folder = tmp_path_factory.mktemp("alone")
    draw_all(comparison, folder)
    return drawn(folder)


@pytest.mark.parametrize("processors", [1, 2])
def test_the_bytes_of_figures_do_not_depend_on_who_draws_them(
    comparison: Comparison,
    alone: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    processors: int,
) -> None:
    """With one processor this process draws them a second time, to the same bytes."""
    monkeypatch.setattr(in_parallel, "usual_workers", lambda: processors)
    with drawn_beside(comparison, tmp_path):
        pass
    assert len(alone) >= 12
    assert drawn(tmp_path) == alone


def test_a_figure_that_fails_in_the_other_process_is_heard_of_here(
    comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_parallel, "usual_workers", lambda: 2)
    (tmp_path / "taken").write_text("a file where a folder should be")
    with pytest.raises(OSError, match="taken"), drawn_beside(comparison, tmp_path / "taken"):
        pass


@pytest.mark.filterwarnings(  # Python's own thread, of a task that was cancelled as its pool broke
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)
@pytest.mark.parametrize("pause", [0, 0.3])
def test_where_the_other_process_ends_at_once_all_is_drawn_here(
    comparison: Comparison,
    alone: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pause: float,
) -> None:
    """Also where it has ended before all figures are handed out."""
    hand_out = ProcessPoolExecutor.submit

    def slowly(*given: Any, **more: Any) -> Any:
        sleep(pause)
        return hand_out(*given, **more)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", slowly)
    monkeypatch.setattr(in_parallel, "usual_workers", lambda: 2)
    starts_none = tmp_path / "python"
    starts_none.write_text(
        f'#!/bin/sh\ncase "$*" in *spawn_main*) exit 1;; esac\nexec "{sys.executable}" "$@"\n'
    )
    starts_none.chmod(0o755)
    monkeypatch.setattr(spawn, "get_executable", lambda: os.fsencode(starts_none))
    with drawn_beside(comparison, tmp_path / "figures"):
        pass
    assert drawn(tmp_path / "figures") == alone
