"""What looks like a slip is told before anything runs, and what looks sound is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.commands.cautions import cautions
from sim.scenario import load_scenario

TOWN: dict[str, Any] = {
    "name": "town",
    "days": 60,
    "replicates": 2,
    "community": {
        "residents": 18_000,
        "crime": {
            "source": "recorded",
            "violent": 4.0,
            "burglary": 3.0,
            "vehicle_theft": 2.0,
            "other_theft": 15.0,
        },
        "groups": {"majority": {"share": 0.7}, "minority": {"share": 0.3, "exposure": 1.5}},
    },
    "department": {"officers_per_1000": 2.2},
    "budget": {"per_resident": 30},
    "baseline": "usual",
    "arms": {"usual": {}, "visits": {"outreach": {"share": 1.0}}},
}


def told(folder: Path, place: tuple[str, ...] = (), value: object = None) -> str:
    """The warnings of the town, with one value changed."""
    town = yaml.safe_load(yaml.safe_dump(TOWN))
    block = town
    for name in place[:-1]:
        block = block[name]
    if place:
        block[place[-1]] = value
    path = folder / "town.yaml"
    path.write_text(yaml.safe_dump(town))
    return " ".join(cautions(load_scenario(path)))


def test_a_sound_town_gets_no_warning(tmp_path: Path) -> None:
    assert told(tmp_path) == ""


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("community", "crime", "violent"), 65, "1,170 a year in this town. Did you give a count"),
        (("department", "officers_per_1000"), 34, "612 in this town. Did you give a headcount"),
        (("budget", "per_resident"), 20_000, "$360,000,000 a year in this town"),
        (("community", "groups", "minority", "exposure"), 14, "group minority has an exposure"),
        (("arms", "officers"), {"funding": {}}, "officers does nothing differently from usual"),
    ],
    ids=["a count", "a headcount", "a whole budget", "exposure", "a forgotten share"],
)
def test_a_slip_is_told(tmp_path: Path, place: tuple[str, ...], value: object, said: str) -> None:
    assert said in told(tmp_path, place, value)
