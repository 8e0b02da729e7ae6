"""A small scenario with a lesson, another beside it, and what the command writes of both."""

from __future__ import annotations

from pathlib import Path

import yaml
from small_towns import FLAGSHIP

from sim.commands.main import run

DAYS, RESIDENTS, PAIRS = 60, 200, 5
ARMS = ("engagement", "surveillance")
HOSTILE = "</script><b>x"
TOWN = {
    "name": "lesson_town",
    "about": HOSTILE,
    "burn_in_days": 60,
    "worlds": "declared",
    "budget": {"per_resident": 150},
    "arms": {name: FLAGSHIP[name] for name in ("business_as_usual", *ARMS)},
    "lesson": {"residents": RESIDENTS, "days": DAYS, "replicates": PAIRS, "beside": ["other"]},
}
OWN_STORY = [
    {"day": 3, "point_at": "visits", "text": HOSTILE},
    {"day": 9, "point_at": "difference", "text": "Look at the colours."},
]


def write_lesson(folder: Path) -> Path:
    """A page with two scenarios, and beside it the tables of both."""
    lesson = {**TOWN["lesson"], "beside": []}
    other = {**TOWN, "name": "other", "story": OWN_STORY, "lesson": lesson}
    for name, content in (("lesson_town", TOWN), ("other", other)):
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(content))
    page = folder / "pages" / "lesson.html"
    typed = ["lesson", str(folder / "lesson_town.yaml"), "--arms", *ARMS, "--out", str(page)]
    assert run([*typed, "--workers", "1"]) == 0
    return page
