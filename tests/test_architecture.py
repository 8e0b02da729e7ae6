"""docs/architecture.md describes the program as it is."""

from __future__ import annotations

import re
from pathlib import Path

from sim.commands import odd
from sim.model.day import DAY

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_room_named_exists_and_every_room_is_named() -> None:
    rooms = set(re.findall(r"`((?:sim|tests|docs|scenarios|results)/[\w./]*)`", TEXT))
    assert [room for room in sorted(rooms) if not (ROOT / room).exists()] == []
    folders = {
        f"{path.relative_to(ROOT).as_posix()}/"
        for path in (ROOT / "sim").rglob("*")
        if path.is_dir() and any(each.is_file() for each in path.iterdir())
        if "__pycache__" not in path.parts
    }
    assert folders - rooms == set()


def test_the_day_is_told_in_its_order() -> None:
    told = re.findall(r"^\d+\. `(\w+)`:", TEXT.split("## The day")[1], re.M)
    assert told == [odd.name(process) for process in DAY]
    assert f"{len(DAY)} processes" in TEXT
