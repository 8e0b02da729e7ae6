"""The version of the model is a hash of what its code does, not of how that is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.compiled.source_code import code_of, hash_of

PACKAGE = Path(__file__).parents[1] / "sim"
SOURCE = '''"""What it is."""

LIMIT = 2.5  # points
"""Largest step."""


class Step:
    """One."""

    def told(self, name: str) -> str:
        """Say it."""
        if not name:
            """Nothing to say."""
        return f"{name!r:>{10}} {{of}} {f'{LIMIT:.1f}'} # no comment" "\\n"
'''


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "step.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def hash_after(file: Path, before: str, after: str) -> str:
    """The hash when one text stands in place of another."""
    assert before in SOURCE
    file.write_text(SOURCE.replace(before, after), encoding="utf-8")
    return hash_of([file], file.parent)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  # points", ""),
        ("  # points", "  # of a hundred"),
        ('"""Largest step."""', ""),
        ('"""Say it."""', '"""Say it,\n\n        at once.\n        """'),
        ("LIMIT = 2.5", "# Not measured.\n\n\nLIMIT = 2.5"),
        ("told(self, name: str)", "told(\n        self, name: str  # a name\n    )"),
    ],
)
def test_prose_and_layout_change_nothing(file: Path, before: str, after: str) -> None:
    assert hash_after(file, before, after) == hash_of_source(file)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2.5", "2.6"),
        ("{name!r", "{name!s"),
        ("# no comment", "# no comments"),
        ("{{of}}", "{{for}}"),
        ("        return", "            return"),
        ("if not name", "if name"),
    ],
)
def test_whatever_the_code_does_changes_it(file: Path, before: str, after: str) -> None:
    assert hash_after(file, before, after) != hash_of_source(file)


def hash_of_source(file: Path) -> str:
    file.write_text(SOURCE, encoding="utf-8")
    return hash_of([file], file.parent)


def test_every_python_gives_the_same_hash(file: Path) -> None:
    """A sweep may go on, and kept evidence stands, under another Python."""
    assert hash_of([file], file.parent) == "ca7e22daa68b82de"


def test_data_count_to_the_letter_and_files_by_name(tmp_path: Path) -> None:
    table, other = tmp_path / "rates.csv", tmp_path / "others.csv"
    table.write_text("place,rate\n# all,1.5\n")
    other.write_text(table.read_text())
    assert "# all" in code_of(table)
    assert hash_of([table], tmp_path) != hash_of([other], tmp_path)
    assert hash_of([table, other], tmp_path) == hash_of([other, table], tmp_path)


def test_a_comment_in_a_rule_keeps_the_version_of_the_model_and_a_number_changes_it(
    tmp_path: Path,
) -> None:
    shutil.copytree(PACKAGE, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    rule = tmp_path / "sim" / "model" / "processes" / "fading.py"
    table = next((tmp_path / "sim" / "model" / "data").glob("*.csv"))
    first = version_in(tmp_path)
    rule.write_text("# How feelings pass.\n" + rule.read_text(encoding="utf-8"), encoding="utf-8")
    assert version_in(tmp_path) == first
    rule.write_text(rule.read_text(encoding="utf-8") + "\nMORE = 1\n", encoding="utf-8")
    second = version_in(tmp_path)
    assert second != first
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert version_in(tmp_path) not in (first, second)


def version_in(folder: Path) -> str:
    """The version of the model whose package lies in a folder."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from sim.model.version import model_version; print(model_version())",
        ],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()
