"""An edited rule never runs stale code, and nothing has to be writable where the model lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.compiling import MODEL_SOURCES

PACKAGE = Path(__file__).parents[1] / "sim"
ASK = """
from sim.compiling import cache_folder, compile_rules
from sim.processes.contact import surprise
import sim
compile_rules()
print(sim.__file__, cache_folder(), surprise(0.9, 0.5, 0.7, 0.25))
"""

IN_TWO = """
from sim import compiling
from sim.processes.contact import bond, change, surprise
compiling.compile_rules()
compiling._processors = lambda: {processors}
compiling.compile_in_two([surprise, bond, change])
kept = (compiling.cache_folder() / "inner").rglob("*.nbi")
print(*sorted(path.name.split("-")[0] for path in kept))
"""

LOADED = """
import sys
import sim.simulation
print(*(name for name in sys.modules if name.partition(".")[0] == "sim"))
"""
NO_RESULT_DEPENDS_ON = (
    "entry_checks",
    "keeping",
    "kept_state",
    "other_words",
    "problems",
    "representation",
    "scenario.checks",
    "scenario.expectation",
    "scenario.lesson",
    "scenario.load",
    "scenario.meant_in_arms",  # this and the next ones refuse or advise, and change no value
    "scenario.units_of_crime",
    "scenario.unknown_names",
    "scenario.us_states",
    "scenario.what_was_meant",
    "scenario.without_effect",
    "source_code",
    "whole_files",
    "yaml_source",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Folder with a copy of the package."""
    shutil.copytree(PACKAGE, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def answer(folder: Path, cache: Path) -> tuple[float, Path]:
    """What the compiled rule of the copy in `folder` says, and where its cache lies."""
    package, kept, value = said(ASK, folder, cache).split()
    assert Path(package).parent == folder / "sim"
    return float(value), Path(kept)


def said(script: str, folder: Path, cache: Path) -> str:
    """What a script prints that finds the package in `folder`."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, "PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(cache)},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def edit(folder: Path) -> None:
    """Make the rule of the copy in `folder` say twice as much."""
    file = folder / "sim" / "processes" / "contact.py"
    before = file.read_text()
    after = before.replace("return quality - expectation", "return 2.0 * (quality - expectation)")
    assert after != before
    file.write_text(after)


def test_an_edited_rule_runs_as_edited_and_the_old_code_is_there_again_when_undone(
    copy: Path,
) -> None:
    cache = copy / "cache"
    original = (copy / "sim" / "processes" / "contact.py").read_text()
    first, folder = answer(copy, cache)
    assert first == pytest.approx(0.2)
    edit(copy)
    second, other_folder = answer(copy, cache)
    assert second == pytest.approx(0.4)
    assert other_folder != folder
    (copy / "sim" / "processes" / "contact.py").write_text(original)
    compiled_before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.nb*")}
    assert compiled_before
    third, same_folder = answer(copy, cache)
    assert (third, same_folder) == (first, folder)
    compiled_after = {path: path.stat().st_mtime_ns for path in folder.rglob("*.nb*")}
    assert compiled_after == compiled_before, "compiled again although it was kept"


def test_nothing_is_written_beside_the_sources(copy: Path) -> None:
    before = {path for path in (copy / "sim").rglob("*") if "__pycache__" not in path.parts}
    answer(copy, copy / "cache")
    after = {path for path in (copy / "sim").rglob("*") if "__pycache__" not in path.parts}
    assert after == before
    assert not list((copy / "sim").rglob("*.nb*"))


def test_without_a_writable_cache_the_model_still_runs(copy: Path) -> None:
    nowhere = copy / "a_file_and_no_folder"
    nowhere.write_text("")
    value, _ = answer(copy, nowhere)
    assert value == pytest.approx(0.2)


def test_the_first_time_a_second_process_compiles_the_later_rules(tmp_path: Path) -> None:
    found = said(IN_TWO.format(processors=2), PACKAGE.parent, tmp_path).split()
    assert found == ["contact.bond", "contact.change", "contact.surprise"]


def test_with_one_processor_nothing_is_compiled_beforehand(tmp_path: Path) -> None:
    assert said(IN_TWO.format(processors=1), PACKAGE.parent, tmp_path).split() == []


def test_everything_that_a_run_loads_is_part_of_its_version_or_no_result_depends_on_it() -> None:
    loaded = said(LOADED, PACKAGE.parent, Path(os.devnull)).split()
    files = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for pattern in MODEL_SOURCES
        for path in PACKAGE.glob(pattern)
    }
    rooms = {path.parent.name for path in PACKAGE.rglob("__init__.py")}
    missing = {name.removeprefix("sim.") for name in loaded} - files - rooms
    assert {name for name in missing if not name.startswith(NO_RESULT_DEPENDS_ON)} == set()
    assert "yaml_source.reader" in missing


LAYOUT = """
import importlib, sys
importlib.import_module(sys.argv[1])
from sim.parameters import numbers_record
print(hash(repr(numbers_record().dtype)))
"""


def test_what_is_imported_first_does_not_decide_what_is_compiled() -> None:
    """Else workers, the second compiler and commands could not use what another has compiled."""
    layouts = {
        subprocess.run(
            [sys.executable, "-c", LAYOUT, module],
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONHASHSEED": "0"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for module in ("sim.parameters", "sim.simulation", "sim.experiment.command", "sim.costs")
    }
    assert len(layouts) == 1


def test_the_same_sources_elsewhere_do_not_count_as_compiled(copy: Path) -> None:
    """Numba finds no code of another place, so nothing may say that it is compiled."""
    look = "from sim.compiling import cache_folder; print(cache_folder())"
    here, there = (said(look, place, copy / "cache") for place in (PACKAGE.parent, copy))
    assert here == said(look, PACKAGE.parent, copy / "cache")
    assert here != there
