"""A results folder appears whole or not at all, and nothing of others is ever lost."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from sim.common.problems import ProblemsFound
from sim.model.scenario.part import GroupName, Slug
from sim.study.folder.new_results import new_results
from sim.study.folder.results_folder import FORMAT, MANIFEST


def write_results(target: Path, text: str = "new") -> None:
    with new_results(target) as folder:
        (folder / MANIFEST).write_text(json.dumps({"format": FORMAT}))
        (folder / "runs.parquet").write_text(text)


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every path below `folder`, hidden ones too, with the bytes of the files."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def test_results_appear_with_the_folders_above_them_and_nothing_beside(tmp_path: Path) -> None:
    write_results(tmp_path / "a" / "b" / "town")
    assert set(everything(tmp_path)) == {
        "a", "a/b", "a/b/town", f"a/b/town/{MANIFEST}", "a/b/town/runs.parquet",
    }  # fmt: skip


def test_nothing_stands_at_the_target_until_all_is_written(tmp_path: Path) -> None:
    with new_results(tmp_path / "town") as folder:
        assert folder.parent.parent == tmp_path  # same file system: the renaming is one step
        assert not (tmp_path / "town").exists()


def test_earlier_results_are_replaced_whole(tmp_path: Path) -> None:
    with new_results(tmp_path / "town") as folder:
        (folder / MANIFEST).write_text(json.dumps({"format": FORMAT}))
        (folder / "runs.parquet").write_text("old")
        (folder / "figures").mkdir()
        (folder / "figures" / "only_then.svg").write_text("of the earlier run")
    write_results(tmp_path / "town", "new")
    assert (tmp_path / "town" / "runs.parquet").read_text() == "new"
    assert set(everything(tmp_path)) == {"town", f"town/{MANIFEST}", "town/runs.parquet"}


@pytest.mark.parametrize("failure", [KeyboardInterrupt, RuntimeError, SystemExit])
def test_a_run_that_fails_leaves_everything_as_it_was(
    tmp_path: Path, failure: type[BaseException]
) -> None:
    write_results(tmp_path / "town", "old")
    before = everything(tmp_path)

    def fail(target: Path) -> None:
        with new_results(target) as folder:
            (folder / "runs.parquet").write_text("half")
            raise failure

    for target in (tmp_path / "town", tmp_path / "new" / "deep" / "town"):
        with pytest.raises(failure):
            fail(target)
        assert everything(tmp_path) == before


FOREIGN = {
    "an empty folder": {},
    "a folder of work": {"thesis.docx": "years"},
    "another program's results": {MANIFEST: '{"format": "npm"}'},
    "a manifest that is a list": {MANIFEST: "[1]"},
    "a manifest that is no JSON": {MANIFEST: "{"},
    "a manifest nested without end": {MANIFEST: "[" * 100_000},
}


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_a_folder_that_is_not_ours_is_refused_and_untouched(
    tmp_path: Path, files: dict[str, str]
) -> None:
    (tmp_path / "town").mkdir()
    for name, text in files.items():
        (tmp_path / "town" / name).write_text(text)
    before = everything(tmp_path)
    with pytest.raises(ProblemsFound, match="--out"), new_results(tmp_path / "town"):
        pytest.fail("the run began although its results had nowhere to go")
    assert everything(tmp_path) == before


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "town").write_text("notes")
    with pytest.raises(ProblemsFound, match="not a folder"), new_results(tmp_path / "town"):
        pytest.fail("began")
    assert (tmp_path / "town").read_text() == "notes"


@pytest.mark.parametrize("points_to", ["ours", "nowhere"])
def test_a_link_is_refused_even_to_our_own_results(tmp_path: Path, points_to: str) -> None:
    write_results(tmp_path / "ours")
    (tmp_path / "town").symlink_to(tmp_path / points_to)
    with pytest.raises(ProblemsFound, match="a link"), new_results(tmp_path / "town"):
        pytest.fail("began")
    assert (tmp_path / "town").is_symlink()


def test_a_place_that_cannot_be_written_is_refused_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for target in (tmp_path / "file" / "town", tmp_path / ("n" * 300), Path("/proc/town")):
        with pytest.raises(ProblemsFound, match="cannot be written"), new_results(target):
            pytest.fail("began")


def test_what_appears_at_the_target_during_the_run_is_not_overwritten(tmp_path: Path) -> None:
    def run() -> None:
        with new_results(tmp_path / "town"):
            (tmp_path / "town").mkdir()
            (tmp_path / "town" / "notes.txt").write_text("written meanwhile")

    with pytest.raises(ProblemsFound, match="--out"):
        run()
    assert set(everything(tmp_path)) == {"town", "town/notes.txt"}


@pytest.mark.parametrize("fails_at", [MANIFEST, "runs.parquet", "last.csv"])
def test_when_a_renaming_fails_the_earlier_results_are_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    write_results(tmp_path / "town", "old")
    (tmp_path / "town" / "notes.txt").write_text("of somebody")
    before = everything(tmp_path)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == fails_at and self.parent.name == "new":
            raise OSError("the disk is gone")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)

    def write(target: Path) -> None:
        with new_results(target) as folder:
            for name in (MANIFEST, "runs.parquet", "last.csv"):
                (folder / name).write_text(json.dumps({"format": FORMAT}))

    with pytest.raises(ProblemsFound, match="the disk is gone"):
        write(tmp_path / "town")
    assert everything(tmp_path) == before


def test_a_relative_target_is_meant_from_where_the_run_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    with new_results(Path("town")) as folder:
        (folder / MANIFEST).write_text(json.dumps({"format": FORMAT}))
        (folder / "runs.parquet").write_text("new")
        os.chdir(tmp_path / "elsewhere")
    assert (tmp_path / "town" / "runs.parquet").exists()


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
@pytest.mark.parametrize("name", [Slug, GroupName])
def test_no_name_in_a_table_can_be_a_formula_to_a_spreadsheet(name: Any, first: str) -> None:
    assert TypeAdapter(name).validate_python("x") == "x"
    with pytest.raises(ValidationError):
        TypeAdapter(name).validate_python(f"{first}x")
