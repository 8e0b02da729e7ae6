"""A small scenario, and the page in which its two towns live."""

from __future__ import annotations

import yaml

from sim.commands.main import run
from tests.lesson_town import TOWN as LESSON_TOWN

TOWN = {
    **LESSON_TOWN,
    "name": "live_town",
    "about": "",
    "lesson": {**LESSON_TOWN["lesson"], "beside": []},
}


def file_of(folder):
    path = folder / "live_town.yaml"
    path.write_text(yaml.safe_dump(TOWN))
    return path


def write_live(folder):
    """The page, as the command writes it."""
    page = folder / "live.html"
    assert run(["live", str(file_of(folder)), "--out", str(page)]) == 0
    return page
