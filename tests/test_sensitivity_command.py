"""`sensitivity` reads a finished sweep, says what matters in it, and keeps that beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.commands.main import run as command
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.load import load_sweep
from tests.sweep_runs import OneByOne, write_sweep

VARY = {"budget.per_resident": {"low": 5, "high": 200}, "contact.gain": "plausible"}


@pytest.fixture
def swept(tmp_path: Path, no_figures: None) -> Any:
    """Makes the results of a small sweep of this design."""

    def make(**design: Any) -> Path:
        file = write_sweep(tmp_path, replicates=2, **design)
        conduct(load_sweep(file), tmp_path / "swept", OneByOne())
        return tmp_path / "swept"

    return make


def test_it_keeps_tables_figures_and_where_they_come_from(
    swept: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = swept(vary=VARY, design={"kind": "morris", "paths": 4})
    assert command(["sensitivity", str(folder)]) == 0
    said, told = capsys.readouterr()
    assert "12 points, 2 numbers varied" in said
    # One pair of arms: two judged differences, then two outcomes of two arms and of the pair.
    assert "8 of 8 quantities\n" in told
    made = folder / "sensitivity"
    assert str(made) in said
    indices = pd.read_csv(made / "indices.csv")
    assert set(indices["name"]) == set(VARY)
    assert list((made / "figures").glob("*.png"))
    assert '"kind": "sensitivity"' in (made / "manifest.json").read_text()


@pytest.mark.parametrize(
    ("design", "told"),
    [
        ({"vary": {"contact.gain": [0.2, 0.3]}}, "latin_hypercube"),
        (
            {"vary": VARY, "arms": ["engagement"], "design": {"kind": "morris", "paths": 2}},
            "no difference to explain",
        ),
    ],
)
def test_what_cannot_be_explained_is_refused_and_nothing_is_written(
    swept: Any, design: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = swept(**design)
    assert command(["sensitivity", str(folder)]) == 2
    assert told in capsys.readouterr().err
    assert not (folder / "sensitivity").exists()
