"""Numbers that make sense alone but not together are refused, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.problems import ProblemsFound
from sim.scenario import load_scenario


def written(folder: Path, assumptions: str) -> Path:
    path = folder / "town.yaml"
    path.write_text(f"name: town\nbaseline: a\narms: {{a: {{}}}}\nassumptions: {assumptions}\n")
    return path


@pytest.mark.parametrize(
    ("assumptions", "said"),
    [
        ("{hours.response: 1.0}", "take 112% of the field hours"),
        ("{fading.kept: 1.0, fading.anchor: 30}", "trust would leave 0 to 100"),
        ("{fading.impression: 3650, fading.anchor: 30}", "trust would leave 0 to 100"),
    ],
)
def test_a_town_that_cannot_be_lived_is_refused(
    tmp_path: Path, assumptions: str, said: str
) -> None:
    with pytest.raises(ProblemsFound, match=said) as found:
        load_scenario(written(tmp_path, assumptions))
    assert found.value.problems[0].line == 4


def test_the_ends_of_every_plausible_range_can_be_lived_together(tmp_path: Path) -> None:
    load_scenario(written(tmp_path, "{fading.kept: 0.35, fading.anchor: 365}"))
    load_scenario(written(tmp_path, "{fading.impression: 40, fading.anchor: 365}"))
    load_scenario(written(tmp_path, "{hours.response: 0.5, hours.follow_up: 0.04}"))
