"""No command loses what somebody put into a folder of results, and none mixes two results."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.common.problems import ProblemsFound
from sim.study.folder import replacing
from sim.study.folder.first_format import FILES
from sim.study.folder.new_results import claimed, new_results
from sim.study.folder.results_folder import FORMAT, MANIFEST

SIM = Path(sim.__file__).parent
PERSONAL = {
    "slides/council.pptx": "weeks of work",
    "analysis.R": "library(arrow)",
    "figures/mine.svg": "<svg/>",
    ".gitignore": "*",
}


def write_results(target: Path, text: str, *names: str) -> None:
    """Results with a manifest, a table, a figure, and further files."""
    with new_results(target) as folder:
        (folder / MANIFEST).write_text(json.dumps({"format": FORMAT, "said": text}))
        for name in ("runs.parquet", "report.html", "figures/trust.svg", *names):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(f"{name} {text}")


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder with its text, but for manifests."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def ours(text: str) -> dict[str, str]:
    return {name: f"{name} {text}" for name in ("runs.parquet", "report.html", "figures/trust.svg")}


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Results in which a person has put work of their own."""
    write_results(tmp_path / "town", "old", "gone.csv")
    for name, text in PERSONAL.items():
        path = tmp_path / "town" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path / "town"


def test_what_a_person_put_into_a_folder_of_results_stays(town: Path) -> None:
    write_results(town, "new")
    assert texts(town) == PERSONAL | ours("new")
    assert sorted(path.name for path in town.parent.iterdir()) == ["town"]


def test_the_manifest_lists_the_files_with_size_and_hash(town: Path) -> None:
    write_results(town, "new")
    listed = json.loads((town / MANIFEST).read_text())["files"]
    assert set(listed) == set(ours("new"))
    for name, known in listed.items():
        assert known == {
            "bytes": (town / name).stat().st_size,
            "sha256": replacing.digest(town / name),
        }


@pytest.mark.parametrize("name", ["report.html", "gone.csv", "figures/trust.svg"])
def test_a_file_that_a_person_has_edited_is_kept_beside_and_said(
    town: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("with my notes", "with other notes"):
        (town / name).write_text(text)
        os.utime(town / name, (1_700_000_000, 1_700_000_000))
        write_results(town, "new", *(["gone.csv"] if text == "with my notes" else []))
    stem, dot, suffix = name.rpartition(".")
    first, second = (f"{stem} (edited 2023-11-14{more}){dot}{suffix}" for more in ("", ", 2"))
    found = texts(town)
    assert found == PERSONAL | ours("new") | {first: "with my notes", second: "with other notes"}
    assert f"kept as {Path(second).name}" in capsys.readouterr().err


@pytest.mark.parametrize("inside", ["figures", "figures/finer"])
def test_a_link_in_the_folder_is_put_aside_and_nothing_is_written_where_it_leads(
    tmp_path: Path, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["figures/finer/map.svg"]
    write_results(tmp_path / "town", "old", *names)
    place = tmp_path / "town" / inside
    place.rename(tmp_path / "mine")
    place.symlink_to(tmp_path / "mine")
    before = texts(tmp_path / "mine")
    write_results(tmp_path / "town", "new", *names)
    assert texts(tmp_path / "mine") == before
    assert not place.is_symlink()
    assert {name: f"{name} new" for name in [*ours("new"), *names]}.items() <= texts(
        tmp_path / "town"
    ).items()
    (aside,) = (path for path in place.parent.iterdir() if path.is_symlink())
    assert aside.resolve() == (tmp_path / "mine").resolve()
    assert f"kept as {aside.name}" in capsys.readouterr().err


def test_a_file_of_somebody_is_not_overwritten_by_a_new_table_of_its_name(town: Path) -> None:
    (town / "results.xlsx").write_text("my own table")
    write_results(town, "new", "results.xlsx")
    assert texts(town)["results.xlsx"] == "results.xlsx new"
    assert "my own table" in texts(town).values()


def test_of_the_first_format_what_is_known_is_replaced_and_the_rest_stays(town: Path) -> None:
    manifest = json.loads((town / MANIFEST).read_text())
    del manifest["files"]
    (town / MANIFEST).write_text(json.dumps(manifest))
    (town / "figures" / "trust_map.png").write_text("as 0.1 drew it")
    write_results(town, "new")
    stays = {"gone.csv": "gone.csv old"}  # a name that 0.1 never wrote
    aside = next(name for name in texts(town) if name.startswith("figures/trust (edited"))
    assert texts(town) == PERSONAL | ours("new") | stays | {aside: "figures/trust.svg old"}


def test_every_name_of_the_first_format_is_a_pattern_inside_the_folder() -> None:
    assert all(not name.startswith(("/", "*")) and ".." not in name for name in FILES)


@pytest.mark.parametrize("name", ["../thesis.docx", "/thesis.docx", "a/../../thesis.docx"])
def test_a_manifest_cannot_name_files_outside_its_folder(tmp_path: Path, name: str) -> None:
    write_results(tmp_path / "town", "old")
    thesis = tmp_path / "thesis.docx"
    thesis.write_text("years")
    manifest = json.loads((tmp_path / "town" / MANIFEST).read_text())
    name = str(thesis) if name.startswith("/") else name
    known = {"bytes": 5, "sha256": replacing.digest(thesis)}
    manifest["files"] |= {name: known}
    (tmp_path / "town" / MANIFEST).write_text(json.dumps(manifest))
    write_results(tmp_path / "town", "new")
    assert thesis.read_text() == "years"


def test_files_added_later_join_the_results_that_stand(tmp_path: Path) -> None:
    with claimed(tmp_path / "town") as place:
        (place.new / MANIFEST).write_text(json.dumps({"format": FORMAT}))
        (place.new / "runs.parquet").write_text("all")
        place.put_in_place()
        assert (tmp_path / "town" / MANIFEST).exists()
        (place.new / "report.html").write_text("all")
        place.put_in_place()
    assert set(texts(tmp_path)) == {"town/runs.parquet", "town/report.html"}
    assert set(json.loads((tmp_path / "town" / MANIFEST).read_text())["files"]) == {
        "runs.parquet",
        "report.html",
    }


KILLED = """
import json, os, sys
from pathlib import Path
from test_nothing_is_lost import write_results

left = int(sys.argv[2])
rename = Path.rename

def dying(self, target):
    global left
    if left == 0:
        os._exit(9)  # as by SIGKILL: nothing more is done
    left -= 1
    return rename(self, target)

Path.rename = dying
write_results(Path(sys.argv[1]), "new")
"""


def test_wherever_a_process_is_killed_the_results_are_the_old_or_the_new_ones(town: Path) -> None:
    """At every renaming: what has a manifest is whole, and the next writer ends what was begun."""
    (town / "report.html").write_text("edited")
    before = texts(town)
    paths = os.pathsep.join([str(SIM.parent), str(Path(__file__).parent)])
    ended, seen = None, set()
    for left in range(30):
        if ended == 0:
            break
        copy = town.parent / f"copy{left}"
        subprocess.run(["cp", "-r", str(town), str(copy)], check=True)
        command = [sys.executable, "-c", KILLED, str(copy), str(left)]
        ended = subprocess.run(
            command, env=os.environ | {"PYTHONPATH": paths}, stderr=subprocess.DEVNULL
        ).returncode
        if (copy / MANIFEST).exists():
            said = json.loads((copy / MANIFEST).read_text())["said"]
            seen.add(said)
            if said == "old":
                assert texts(copy) == before
            else:
                assert ours("new").items() <= texts(copy).items()
        with claimed(copy):  # who comes next ends it
            pass
        said = json.loads((copy / MANIFEST).read_text())["said"]
        found = texts(copy)
        assert PERSONAL.items() <= found.items()
        assert "edited" in found.values()
        if said == "old":
            assert found == before
        else:
            assert ours("new").items() <= found.items()
            assert "gone.csv" not in found
        assert [path.name for path in copy.parent.glob(f".{copy.name}*")] == []
    assert ended == 0
    assert seen == {"old", "new"}


def test_what_the_first_format_left_half_replaced_is_tidied_but_for_what_is_a_persons(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    half, old = (town.with_name(f".town.0a1b2c3d.{kind}") for kind in ("part", "old"))
    for folder in (half, old):
        (folder / "figures").mkdir(parents=True)
        (folder / "runs.parquet").write_text("left")
        (folder / "figures" / "trust_map.svg").write_text("left")
    (old / "thesis.docx").write_text("years")
    write_results(town, "new")
    assert not half.exists()
    assert texts(old) == {"thesis.docx": "years"}
    assert str(old) in capsys.readouterr().err


def test_a_second_writer_is_refused_at_once_and_changes_nothing(town: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from test_nothing_is_lost import write_results;"
        "write_results(Path(sys.argv[1]), 'second')"
    )
    paths = os.pathsep.join([str(SIM.parent), str(Path(__file__).parent)])
    with new_results(town) as folder:
        second = subprocess.run(
            [sys.executable, "-c", code, str(town)],
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
        )
        with pytest.raises(ProblemsFound, match=f"process {os.getpid()} "), new_results(town):
            pytest.fail("began")
        (folder / MANIFEST).write_text(json.dumps({"format": FORMAT}))
        (folder / "runs.parquet").write_text("first")
    assert second.returncode != 0
    assert f"process {os.getpid()} " in second.stderr
    assert "is writing here" in second.stderr
    assert (town / "runs.parquet").read_text() == "first"


MAY_REMOVE = {
    "compiled/cache.py": "compiled rules in the cache",
    "study/folder/new_results.py": "the hidden folder of the results",
    "study/folder/replacing.py": "what the manifest lists",
    "study/folder/unfinished.py": "in the hidden folder of the results",
    "study/shards.py": "half written files that a killed writer has left; damaged ones",
    "study/sweeps/store.py": "half written files that a killed writer has left",
    "portable/build.py": "the module and its table, which are made anew",
    "common/whole_files.py": "one file, written under another name first",
}


def removals(source: str) -> list[int]:
    """Lines in which a file could be removed or renamed."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if _removes(node, node.func)
    ]


def _removes(call: ast.Call, called: ast.Attribute) -> bool:
    if called.attr in {"rmtree", "unlink", "rmdir", "removedirs"}:
        return True
    if isinstance(called.value, ast.Name) and called.value.id in {"os", "shutil"}:
        return called.attr in {"rename", "renames", "replace", "remove", "move"}
    # Of paths; to replace in a text takes two arguments, to rename columns a keyword.
    return called.attr in {"rename", "replace"} and len(call.args) == 1 and not call.keywords


def test_only_who_knows_what_it_wrote_removes_or_renames_files() -> None:
    found = {
        path.relative_to(SIM).as_posix()
        for path in SIM.rglob("*.py")
        if removals(path.read_text(encoding="utf-8"))
    }
    assert found == set(MAY_REMOVE)


@pytest.mark.parametrize(
    "line", ["shutil.rmtree(folder)", "path.unlink()", "os.replace(a, b)", "path.replace(other)"]
)
def test_a_removal_is_noticed(line: str) -> None:
    assert removals(line) == [1]


@pytest.mark.parametrize("option", ["frontier", "sweep"])
def test_results_of_another_kind_are_never_replaced(town: Path, option: str) -> None:
    (town / MANIFEST).write_text(json.dumps({"format": FORMAT, "kind": option}))
    before = texts(town)
    with pytest.raises(ProblemsFound, match="never replaced"), new_results(town):
        pytest.fail("began")
    assert texts(town) == before
