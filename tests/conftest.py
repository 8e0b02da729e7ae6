"""What several tests of sweeps begin with."""

from __future__ import annotations

import pytest

from sim.sweeps.conduct import conduct
from sim.sweeps.sweep import load_sweep
from tests.browser import started
from tests.sweep_runs import OneByOne, tables, write_sweep


@pytest.fixture
def no_figures(monkeypatch):
    """Figures are drawn elsewhere; here they would only take time."""
    monkeypatch.setattr("sim.report.figures.sweeps.draw_sweep", lambda sweep, folder: None)


@pytest.fixture(scope="session")
def uninterrupted(tmp_path_factory):
    """The tables of the tiny sweep, run one by one in this process without any fault."""
    folder = tmp_path_factory.mktemp("uninterrupted")
    sweep = load_sweep(write_sweep(folder / "files"))
    conduct(sweep, folder / "results", OneByOne())
    return tables(folder / "results")


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once for all tests of pages."""
    with started() as browser:
        yield browser
