"""Rules that were compiled when the package was built are the model, and need no compiler."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import lived_bits
import pytest
from test_compile_cache import PACKAGE, edit

from sim.compiled.library import NAME
from sim.portable.build import kept_library

WITHOUT_NUMBA = "import sys; sys.modules['numba'] = sys.modules['llvmlite'] = None"
IS_TAKEN = "from sim.model.version import rules_library; print(rules_library() is not None)"
LIVED = f"""
{WITHOUT_NUMBA}
import json, lived_bits
print(json.dumps([lived_bits.of_every_arm(), lived_bits.of_what_is_done_to_a_town()]))
"""
OTHER_RULES = """
import sys
from sim.model.processes.contact import queue, surprise
from sim.model.simulation import Simulation
from small_towns import EVERYTHING_ON, scenario
town = Simulation.start(scenario(**EVERYTHING_ON))
assert "numba" not in sys.modules
queue(town._town, 3, 0, officer=-1, step=0.1, felt=0.0)
print(town.town.department.queued[0], town.town.contacts.who[0], surprise(0.9, 0.5, 0.7, 0.25))
assert "numba" in sys.modules
"""
OTHER_TABLES = """
from sim.model.simulation import Simulation, sum_up
from small_towns import EVERYTHING_ON, scenario
town = Simulation.start(scenario(**EVERYTHING_ON))
for wrong in (town._plan, town.town):
    try:
        sum_up(wrong, 1, town._plan)
    except TypeError as error:
        print(error)
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Folder with the package as a wheel brings it: rules of these sources lie in it compiled."""
    library = kept_library()
    if library is None:
        pytest.skip("there is no library for computers of this kind")
    shutil.copytree(PACKAGE, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(library, tmp_path / "sim" / "portable")
    return tmp_path


def said(script: str, folder: Path, **more: str) -> str:
    """What a script prints that finds the package in `folder`, and nothing compiled before."""
    paths = os.pathsep.join([str(folder), str(Path(__file__).parent)])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, "PYTHONPATH": paths, "XDG_CACHE_HOME": str(folder / "cache"), **more},
        cwd=folder, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_arm_of_every_scenario_ends_in_the_same_state_without_a_compiler(
    installed: Path,
) -> None:
    arms, changed = json.loads(said(LIVED, installed))
    assert not (installed / "cache").exists(), "something was compiled"
    assert len(set(arms.values())) > 30
    assert arms == lived_bits.of_every_arm()
    assert changed == lived_bits.of_what_is_done_to_a_town()


def test_a_rule_that_is_not_in_the_library_is_compiled_and_sees_the_same_town(
    installed: Path,
) -> None:
    queued, who, surprise = said(OTHER_RULES, installed).split()
    assert (queued, who, float(surprise)) == ("1", "3", pytest.approx(0.2))


def test_a_library_is_given_no_other_table_than_it_asks_for(installed: Path) -> None:
    told = "sum_up: town must be a Town as rules see it\n"
    assert said(OTHER_TABLES, installed) == 2 * told


def test_it_is_taken_only_where_it_was_made_of_just_these_sources(installed: Path) -> None:
    assert said(IS_TAKEN, installed) == "True\n"
    edit(installed)
    assert said(IS_TAKEN, installed) == "False\n"


def test_it_is_not_taken_with_an_extension_or_when_it_is_no_library(installed: Path) -> None:
    own = installed / "own.py"
    own.write_text("import sim\n")
    assert said(IS_TAKEN, installed, POLICING_TRUST_EXTENSIONS=str(own)) == "False\n"
    (installed / "sim" / "portable" / NAME).write_text("of another kind of system")
    assert said(IS_TAKEN, installed) == "False\n"


def test_a_checkout_compiles_its_own_rules() -> None:
    assert said(IS_TAKEN, PACKAGE.parent) == "False\n"


def test_without_a_library_and_numba_it_is_told_what_to_install(installed: Path) -> None:
    (installed / "sim" / "portable" / NAME).unlink()
    script = f"""
{WITHOUT_NUMBA}
from sim.common.problems import ProblemsFound
from sim.model.machine_code import compile_all
try:
    compile_all()
except ProblemsFound as error:
    print(error)
"""
    assert "pip install numba" in said(script, installed)
