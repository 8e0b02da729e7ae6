"""Somebody who has only the wheel, and no checkout, has everything that the program needs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sim.model.scenario.schema import schema_text
from sim.portable.build import kept_library
from sim.study.sweeps.schema import sweep_schema_text

ROOT = Path(__file__).parents[1]
BUILD = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
WITH_NUMBA = """
import sys
from sim.commands.main import main
sys.argv[1:1] = ["compare", "--workers", "1", "--out", "found"]
main()
"""
COMPARE = (
    """
import sys
sys.modules["numba"] = sys.modules["llvmlite"] = None  # as if they were not installed
"""
    + WITH_NUMBA
)
PLACE = "import sim; print(sim.__file__)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as installers build it, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    told = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return folder / told.stdout.split()[-1]


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; other packages are those of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    install = ["install", "--quiet", "--no-index", "--no-deps", "--no-compile", str(wheel)]
    subprocess.run([*pip, *install], check=True)
    (here,) = (folder / "lib").glob("python*/site-packages")
    (here / "others.pth").write_text(f"{Path(np.__file__).parents[1]}\n")
    return folder / "bin"


def test_data_templates_and_guides_are_in_the_wheel_and_nothing_else_is(wheel: Path) -> None:
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "sim").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    scenarios = {
        f"sim/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "scenarios").rglob("*.yaml")
    }
    library = kept_library()
    compiled = {f"sim/portable/{library.name}"} if library else set()
    assert len(scenarios) > 10
    assert inside == sources | scenarios | compiled
    for name in (
        "GUIDE.md", "ODD.md", "scenario.schema.json", "sweep.schema.json",
        "commands/new_scenario.yaml", "model/data/fbi_crime_2019.csv", "evidence/patterns.yaml",
        "worlds.parquet", "evidence/scoreboard.json", "lesson/templates/lesson.html",
        "report/templates/report.html",
    ):  # fmt: skip
        assert f"sim/{name}" in inside


def test_the_build_makes_the_schemas_from_the_sources_of_today(wheel: Path) -> None:
    for name, text in (("scenario", schema_text()), ("sweep", sweep_schema_text())):
        built = zipfile.ZipFile(wheel).read(f"sim/{name}.schema.json")
        assert built.decode("utf-8") == text


def test_who_has_only_the_wheel_can_work(environment: Path, tmp_path: Path) -> None:
    settings = {**os.environ, "NUMBA_DISABLE_JIT": "1", "MPLCONFIGDIR": str(tmp_path / "mpl")}
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):  # to the checkout; compiling each time
        settings.pop(name, None)
    here = tmp_path / "empty"
    here.mkdir()

    def said(program: str, *words: str) -> str:
        command = [str(environment / program), *words]
        ended = subprocess.run(
            command, cwd=here, env=settings, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    assert Path(said("python", "-c", PLACE).strip()).is_relative_to(environment.parent)
    assert "compare" in said("policing-trust", "--help")
    listed = said("policing-trust", "list")
    assert "policing-trust examples" in listed
    assert "community_events" in listed
    assert "compare scenarios/engagement_vs_surveillance.yaml" in said("policing-trust", "examples")
    copied = [path.stem for path in (here / "scenarios").rglob("*.yaml")]
    assert {"more_officers", "dosage"} <= set(copied)
    for path in (here / "scenarios").glob("*.yaml"):
        schema = path.read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().name == "scenario.schema.json"
        assert (path.parent / schema).exists()
    said("policing-trust", "new", "town_of_this_test")
    file = here / "scenarios" / "town_of_this_test.yaml"
    assert "What each arm costs" in said("policing-trust", "check", str(file))


def test_the_first_comparison_needs_no_compiler(environment: Path, tmp_path: Path) -> None:
    """Where there is no library for computers of this kind, its rules run as plain Python."""
    (tmp_path / "small.yaml").write_text(
        "name: small\nworlds: declared\ndays: 60\nburn_in_days: 30\nreplicates: 2\n"
        "budget: {per_resident: 50}\ncommunity: {residents: 300}\n"
        "arms: {business_as_usual: {}, visits: {outreach: {share: 1.0}}}\n"
    )
    cache = tmp_path / "cache"
    more = {"XDG_CACHE_HOME": str(cache), "MPLCONFIGDIR": str(tmp_path / "mpl")}
    script = COMPARE
    if kept_library() is None:
        script, more["NUMBA_DISABLE_JIT"] = WITH_NUMBA, "1"
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    ended = subprocess.run(
        [str(environment / "python"), "-c", script, "small.yaml"],
        cwd=tmp_path, env=settings | more, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "Compiling" not in ended.stderr
    assert not list(cache.rglob("*.nb*"))
    assert "To read, print and forward: found/report.html" in ended.stdout
    assert (tmp_path / "found" / "report.html").stat().st_size > 10_000
    assert (tmp_path / "found" / "runs.parquet").exists()
