"""What CONTRIBUTING.md tells a newcomer to do works, word for word, in a copy of the sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from worked_examples import ROOT, blocks_of_code, copy_of_the_sources, do

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES, INSERTIONS = TEXT.count("New file `"), TEXT.count("\ninsert\n")
LOOK = """
import contextlib, io, json, sys
from pathlib import Path

import pytest

import sim
assert Path(sim.__file__).is_relative_to(Path.cwd()), sim.__file__
options = ["-q", "-p", "no:cacheprovider", "-W", "error"]
claims = [f"tests/test_{name}.py" for name in ("neighbourhood_team", "newsletter")]
assert pytest.main([*options, *claims]) == 0

from sim.commands.main import run

def said(*words):
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        assert run(words) == 0
    return " ".join(heard.getvalue().split())

assert "neighbourhood_team" in said("list")
assert "Officers who stay in their beat" in said("explain", "neighbourhood_team")
assert "residents who read an issue" in said("explain", "newsletter.read")
schema = json.loads(said("schema"))
assert "neighbourhood_team" in schema["definitions"]["Arm"]["properties"]

from sim.commands import odd
assert "newsletter: reads it" in odd.submodels() or "newsletter.read" in odd.submodels()

from reference import ReferenceModel
from reference.comparison import differences
from small_towns import resized
from sim.model.ledger import NEWSLETTER
from sim.model.scenario.load import load_scenario
from sim.model.simulation import Simulation
from test_plan import FULL, NEUTRAL
assert "neighbourhood_team" in FULL.keys() & NEUTRAL.keys()

everything = load_scenario("tests/scenarios/everything_on.yaml")
tiny = resized(everything, 60, burn_in_days=2)
fast = Simulation.start(tiny).fork("everything_on")
plain = ReferenceModel(tiny, start=fast.fork())
for _ in range(2):
    plain.step()
    fast.advance(1)
    assert differences(plain, fast) == [], plain.day
assert fast.town.books.booked[..., NEWSLETTER].sum() > 0.0
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources in which both examples have been followed."""
    folder = tmp_path_factory.mktemp("copy")
    (folder / "tests").mkdir()
    copy_of_the_sources(folder)
    done = do(TEXT, folder)
    assert len(done) == FILES + INSERTIONS
    return folder


def test_every_block_of_code_is_done() -> None:
    """None is for show only: each is a new file, or the place and the text of an insertion."""
    assert blocks_of_code(TEXT) == FILES + 2 * INSERTIONS


def test_the_examples_do_what_they_say(copy: Path) -> None:
    """Strategy and mechanism are known by name, move trust, balance, and agree with plain Mesa."""
    ended = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=copy,
        env={
            **os.environ,
            "NUMBA_DISABLE_JIT": "1",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": os.pathsep.join((str(copy), str(copy / "tests"))),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_an_insertion_that_has_lost_its_place_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "here.py").write_text("one\n")
    page = "In `here.py`, after\n\n```python\n{}\n```\n\ninsert\n\n```python\ntwo\n```\n"
    with pytest.raises(AssertionError, match="not once"):
        do(page.format("three"), tmp_path)
    (tmp_path / "here.py").write_text("zero\none\n")
    assert do(page.format("one"), tmp_path) == ["here.py"]
    assert (tmp_path / "here.py").read_text() == "zero\none\ntwo\n"
