"""Without a compiler the same rules live the same days, only slower."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_towns import resized

from sim.model.scenario.load import load_scenario
from sim.model.simulation import Simulation

ROOT = Path(__file__).parents[1]
EVERYTHING_ON = ROOT / "tests" / "scenarios" / "everything_on.yaml"
LIVE_TEN_DAYS = """
import sys
from test_plain_python import ten_days
for arm, folder in zip(sys.argv[1::2], sys.argv[2::2]):
    ten_days(arm).save(folder)
assert "numba" not in sys.modules
"""


def ten_days(arm: str) -> Simulation:
    """Ten days of sixty people, after a burn-in of ten more."""
    tiny = resized(load_scenario(EVERYTHING_ON), 60, burn_in_days=10)
    return Simulation.start(tiny).fork(arm).advance(10)


def arrays_of(path: Path) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files if name != "about"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with both arms as plain Python lived them, in a process of its own."""
    folder = tmp_path_factory.mktemp("plain")
    arms = [(arm, str(folder / f"{arm}.npz")) for arm in load_scenario(EVERYTHING_ON).arms]
    subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            LIVE_TEN_DAYS,
            *(word for pair in arms for word in pair),
        ],
        env={
            **os.environ,
            "NUMBA_DISABLE_JIT": "1",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        },
        check=True,
        timeout=300,
    )
    return folder


@pytest.mark.parametrize("arm", load_scenario(EVERYTHING_ON).arms)
def test_plain_python_and_compiled_rules_agree(arm: str, kept: Path, tmp_path: Path) -> None:
    ten_days(arm).save(tmp_path / "compiled.npz")
    compiled, plain = arrays_of(tmp_path / "compiled.npz"), arrays_of(kept / f"{arm}.npz")
    assert compiled.keys() == plain.keys()
    for name, values in compiled.items():
        np.testing.assert_allclose(plain[name], values, rtol=0, atol=1e-12, err_msg=name)
    assert compiled["town.books.counts"].sum() > 0.0
