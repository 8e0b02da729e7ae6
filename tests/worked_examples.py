"""The worked examples of CONTRIBUTING.md, done to a copy of the sources as they are written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCED = r"```\w+\n(?P<{}>.*?)^```\n"
NEW_FILE = re.compile(r"^New file `(?P<path>[^`]+)`:\n\n" + FENCED.format("text"), re.M | re.S)
INSERTION = re.compile(
    r"[Ii]n\s`(?P<path>[^`]+)`, after\n\n"
    + FENCED.format("after")
    + r"\ninsert\n\n"
    + FENCED.format("text"),
    re.M | re.S,
)


def blocks_of_code(text: str) -> int:
    """How many blocks of code a page has."""
    return len(re.findall(r"^```\w+$", text, re.M))


def do(text: str, folder: Path) -> list[str]:
    """Make the new files and insertions of a page in a copy of the sources; gives their paths."""
    done = []
    for found in NEW_FILE.finditer(text):
        path = folder / found["path"]
        assert not path.exists(), f"{found['path']} is there already"
        path.write_text(found["text"], encoding="utf-8")
        done.append(found["path"])
    for found in INSERTION.finditer(text):
        path = folder / found["path"]
        before = path.read_text(encoding="utf-8")
        where = f"\n{found['after']}"
        assert before.count(where) == 1, f"not once in {found['path']}:{where}"
        path.write_text(before.replace(where, where + found["text"]), encoding="utf-8")
        done.append(found["path"])
    return done


def copy_of_the_sources(folder: Path) -> None:
    """What the examples change, and what they import; with what Python has compiled of it."""
    for part in ("sim", "tests/reference", "tests/scenarios"):
        shutil.copytree(ROOT / part, folder / part)
    for part in ("tests/small_towns.py", "tests/test_plan.py"):
        shutil.copy(ROOT / part, folder / part)
