"""What a person sees of the package at first: names, types, and objects that show themselves."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from small_towns import FLAGSHIP, day_zero, scenario

import sim
from sim.commands.shadow import what_hides_the_package
from sim.common.problems import program
from sim.mesa.model import TrustModel
from sim.model import state
from sim.model.day import DAY, days_of
from sim.model.state import Table
from sim.study.compare import Comparison
from sim.study.sweeps.results import SweepResults

ROOT = Path(__file__).parents[1]
LINE = 100
SCRIPT = """\
from sim import Simulation, TrustModel, compare, load_scenario, simulate, sweep
town = Simulation.start(load_scenario("town.yaml"), replicate="one")
reveal_type(town.outcomes())
reveal_type(compare(load_scenario("town.yaml")).arms)
town.walk()
"""


def test_the_package_shows_its_public_names_and_no_module_that_is_loaded() -> None:
    assert sim.compare is not None
    assert dir(sim) == sorted([*sim.__all__, "__version__"])
    assert all(getattr(sim, name) is not None for name in dir(sim))


def test_a_type_checker_sees_the_types_from_outside(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), script.name],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": ""}, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
    assert 'script.py:2: error: Argument "replicate" to "start" of "Simulation" has' in told
    revealed = [line for line in told.splitlines() if "Revealed type" in line]
    assert ["float" in revealed[0], "str" in revealed[1], "Any" in told] == [True, True, False]
    assert 'script.py:5: error: "Simulation" has no attribute "walk"' in told
    assert "Found 2 errors" in told


LONG = "a" + "_very_long_name" * 3
TOWN = scenario(
    name=LONG, days=2, burn_in_days=2, arms={**FLAGSHIP, LONG: {}}, community={"residents": 60}
)


def test_a_scenario_says_what_it_is_about() -> None:
    town = scenario(name="town", arms=FLAGSHIP)
    assert (
        str(town) == repr(town) == "Scenario('town': 400 residents, 90 days, 5 arms, 30 replicates)"
    )


def test_whatever_has_much_in_it_shows_itself_in_one_short_line() -> None:
    town = day_zero(TOWN)
    model = TrustModel(TOWN, simulation=town.fork(LONG))
    tables = [town.town, town.plan, *(each for _, each in town.town.columns())]
    sweep = SweepResults(Path(LONG), {"name": LONG}, pd.DataFrame(), pd.DataFrame())
    things = [
        TOWN, town, town.fork(LONG), model, model.residents[0], model.officers[0],
        *tables[:-1], Comparison(TOWN, ()), sweep, days_of(), *DAY,
    ]  # fmt: skip
    shown = [show(each) for each in things for show in (repr, str)]
    assert [each for each in shown if len(each) > LINE or "\n" in each] == []
    assert repr(town.town) == "Town(60 residents, 2 blocks, 2 posts)"
    assert repr(town.town.residents).startswith("Residents(60 rows of ")
    assert repr(model).startswith(f"TrustModel('{LONG}', '{LONG[:20]}")


def test_no_table_shows_its_numbers() -> None:
    tables = [each for _, each in inspect.getmembers(state, inspect.isclass)
              if issubclass(each, Table) and each is not Table]  # fmt: skip
    assert len(tables) > 10
    ours = ("Table.__repr__", "Town.__repr__")
    generated = [each for each in tables if each.__repr__.__qualname__ not in ours]
    assert generated == []


@pytest.mark.parametrize("name", ["sim.py", "sim/__init__.py"])
def test_the_command_line_says_what_hides_the_package(name: str, tmp_path: Path) -> None:
    hides = tmp_path / name
    hides.parent.mkdir(exist_ok=True)
    hides.write_text("")
    told = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "list"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0
    assert told.stderr.startswith(f"Caution: {name} in this folder hides the package sim")


@pytest.mark.parametrize(
    ("typed", "python", "told"),
    [
        ("run.py", ".venv/bin/python", ".venv/bin/python run.py"),
        ("../a b/run.py", ".venv/bin/python", ".venv/bin/python '../a b/run.py'"),
        ("run.py", "/usr/bin/python3", "python run.py"),
        ("/usr/bin/policing-trust", ".venv/bin/python", "policing-trust"),
    ],
)
def test_a_command_in_a_hint_can_be_pasted(
    typed: str, python: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / python))
    monkeypatch.setattr(sys, "argv", [typed, "list"])
    assert program() == told


def test_nothing_hides_the_package_from_itself(tmp_path: Path) -> None:
    assert what_hides_the_package(ROOT) is None
    assert what_hides_the_package(tmp_path) is None
