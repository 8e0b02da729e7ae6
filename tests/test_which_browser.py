"""The tests find a browser, or bring one, or say at the end what was not tried; in CI they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error

from tests import bring_browser
from tests.which_browser import NAMES, VARIABLE, NoBrowserError, launched, started_driver

ROOT = Path(__file__).parents[1]
PLUGINS = ["-p", "tests.browser", "-p", "tests.not_tried", "-p", "no:cacheprovider"]
A_PAGE = "tests/test_browser.py::test_event_loops_still_run_beside_the_browser"


class Driver:
    """Stands for Playwright's: the browsers in `working` open files, those in `broken` cannot."""

    def __init__(self, working: set[str], broken: set[str] = frozenset()) -> None:
        self.chromium, self.asked = self, []
        self._working, self._broken = working, broken

    def launch(self, args: list[str], **told: str) -> Any:
        """A browser of one tab."""
        (program,) = told.values() or ["own"]
        self.asked.append(program)
        if program not in self._working | self._broken:
            raise Error(f"Executable doesn't exist at {program}")
        tab = SimpleNamespace(goto=lambda url: self._open(program), close=lambda: None)
        return SimpleNamespace(new_page=lambda: tab, close=lambda: None)

    def _open(self, program: str) -> None:
        if program in self._broken:
            raise Error("net::ERR_FILE_NOT_FOUND\nCall log:\n  - navigating")


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> list[str]:
    """Programs of these names, the only ones on ``PATH``."""
    monkeypatch.setenv("PATH", str(folder))
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return [str(folder / name) for name in names]


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_is_found_under_every_usual_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program,) = on_path(tmp_path, monkeypatch, name)
    assert launched(Driver({program}))[0] == program


@pytest.mark.parametrize("where", ["chrome", "msedge", "own"])
def test_a_browser_that_is_not_on_the_path_is_found_where_it_is_usually_installed(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_path(tmp_path, monkeypatch)
    driver = Driver({where})
    launched(driver)
    assert driver.asked[-1] == where


def test_the_browser_that_a_person_names_is_the_only_one_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (usual, mine) = on_path(tmp_path, monkeypatch, "chromium", "mine")
    monkeypatch.setenv(VARIABLE, mine)
    driver = Driver({usual, mine, "own"})
    launched(driver)
    assert driver.asked == [mine]
    with pytest.raises(NoBrowserError, match=f"{VARIABLE}=.*/mine does not work: Executable"):
        launched(Driver({usual, "own"}))


def test_a_browser_that_cannot_open_files_is_passed_over_and_named_if_there_is_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (snap,) = on_path(tmp_path, monkeypatch, "chromium-browser")
    assert launched(Driver({"own"}, broken={snap}))[0] == "Playwright's own Chromium"
    with pytest.raises(NoBrowserError) as none:
        launched(Driver(set(), broken={snap}))
    assert str(none.value) == f"{snap} does not work: net::ERR_FILE_NOT_FOUND"
    with pytest.raises(NoBrowserError, match="no Chromium, Chrome or Edge was found"):
        launched(Driver(set()))


def test_a_library_that_playwright_itself_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> None:
        raise Exception("Connection closed while reading from the driver")

    said = "/there/driver/node: error while loading shared libraries: libatomic.so.1: cannot open"
    ended = SimpleNamespace(returncode=127, stderr=f"{said}\n")
    monkeypatch.setattr("playwright.sync_api.sync_playwright", closed)
    monkeypatch.setattr("subprocess.run", lambda *words, **settings: ended)
    with pytest.raises(
        NoBrowserError, match=r"^Playwright does not start: error while .*libatomic"
    ):
        started_driver()


@pytest.mark.parametrize("root", [True, False])
def test_only_root_installs_a_package_and_nobody_is_asked_for_a_password(
    root: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0 if root else 1000, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    words = [
        word for _, commands in bring_browser.ways() for command in commands for word in command
    ]
    assert ("apt-get" in words) == ("--with-deps" in words) == root
    assert "playwright" in words
    assert "sudo" not in words


def test_who_can_bring_none_is_told_what_was_tried_and_why_it_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> str:
        raise NoBrowserError("none was found")

    def ways() -> list[tuple[str, list[list[str]]]]:
        failing = [
            sys.executable,
            "-c",
            "print('busy'); print('E: no network'); raise SystemExit(3)",
        ]
        return [("a package", [failing]), ("a download", [[sys.executable, "-c", ""]])]

    monkeypatch.setattr(bring_browser, "found", none)
    monkeypatch.setattr(bring_browser, "ways", ways)
    with pytest.raises(NoBrowserError) as error:
        bring_browser.brought()
    assert "none was found; a package could not be had: E: no network" in str(error.value)
    assert "bringing a download" in capsys.readouterr().err


@pytest.mark.parametrize("ci", [False, True])
def test_without_a_browser_the_last_lines_name_the_tests_not_tried_and_ci_fails(ci: bool) -> None:
    settings = {**os.environ, VARIABLE: "none", "CI": str(ci).lower(), "PYTEST_ADDOPTS": ""}
    settings.pop("NO_BROWSER_BECAUSE", None)
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "--noconftest", *PLUGINS, A_PAGE],
        cwd=ROOT, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == ci, ended.stdout
    assert f"{VARIABLE}=none does not work" in ended.stdout
    if not ci:
        *_, why, where, count = ended.stdout.splitlines()
        assert why.startswith("1 test not tried: ")
        assert where == "    tests/test_browser.py: 1"
        assert count.startswith("1 skipped")
