"""An edited rule never runs stale code, and nothing has to be writable where the model lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.compiled import cache

PACKAGE = Path(__file__).parents[1] / "sim"
ASK = """
from sim.model.machine_code import compile_model
from sim.model.processes.contact import surprise
from sim.model.version import cache_folder
import sim
compile_model()
print(sim.__file__, cache_folder(), surprise(0.9, 0.5, 0.7, 0.25))
"""

IN_TWO = """
from sim.compiled import rules
from sim.model import machine_code
from sim.model.processes.contact import bond, change, surprise
from sim.model.version import cache_folder
machine_code.compile_model()
rules._processors = lambda: {processors}
rules.compile_in_two([surprise, bond, change], machine_code.second_compiler())
kept = (cache_folder() / "inner").rglob("*.nbi")
print(*sorted(path.name.split("-")[0] for path in kept))
"""


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
    file = folder / "sim" / "model" / "processes" / "contact.py"
    before = file.read_text()
    after = before.replace("return quality - expectation", "return 2.0 * (quality - expectation)")
    assert after != before
    file.write_text(after)


def test_an_edited_rule_runs_as_edited_and_the_old_code_is_there_again_when_undone(
    copy: Path,
) -> None:
    cache = copy / "cache"
    original = (copy / "sim" / "model" / "processes" / "contact.py").read_text()
    first, folder = answer(copy, cache)
    assert first == pytest.approx(0.2)
    edit(copy)
    second, other_folder = answer(copy, cache)
    assert second == pytest.approx(0.4)
    assert other_folder != folder
    (copy / "sim" / "model" / "processes" / "contact.py").write_text(original)
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


LAYOUT = """
import importlib, sys
importlib.import_module(sys.argv[1])
from sim.model.numbers import numbers_record
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
        for module in (
            "sim.model.parameters",
            "sim.model.simulation",
            "sim.commands.compare",
            "sim.model.costs",
        )
    }
    assert len(layouts) == 1


def test_the_same_sources_elsewhere_do_not_count_as_compiled(copy: Path) -> None:
    """Numba finds no code of another place, so nothing may say that it is compiled."""
    look = "from sim.model.version import cache_folder; print(cache_folder())"
    here, there = (said(look, place, copy / "cache") for place in (PACKAGE.parent, copy))
    assert here == said(look, PACKAGE.parent, copy / "cache")
    assert here != there


def test_nothing_is_removed_beside_a_folder_that_is_not_the_programs_own(tmp_path: Path) -> None:
    mine = [tmp_path / name for name in ("photos", "letters", "a", "b", "c", "0123456789abcdef")]
    for folder in mine:
        folder.mkdir()
    cache.usable(tmp_path / "compiled")
    assert all(folder.is_dir() for folder in mine)


def test_of_the_programs_own_folders_the_newest_stay_and_of_others_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = cache.user_folder()
    old = [place / f"{number:016x}" for number in range(8)]
    for age, folder in enumerate(old):
        folder.mkdir(parents=True)
        os.utime(folder, (age, age))
    (place / "notes").mkdir()
    current = cache.usable(place / f"{99:016x}")
    assert sorted(each.name for each in place.iterdir()) == sorted(
        [*(each.name for each in old[-(cache.KEPT - 1) :]), current.name, "notes"]
    )
