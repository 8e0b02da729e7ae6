"""Numbers that make sense alone but not together are refused, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario


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


@pytest.mark.parametrize(
    ("strategy", "costs", "hours"),
    [
        ("funding", "{officer: 0}", "{}"),
        ("surveillance", "{camera: 0, camera_price: 0, monitoring: 0}", "{}"),
        ("community_events", "{event_goods: 0}", "{hours.event: 0}"),
        ("outreach", "{meeting_goods: 0}", "{hours.meeting: 0}"),
    ],
)
def test_a_share_of_the_budget_cannot_buy_what_costs_nothing(
    tmp_path: Path, strategy: str, costs: str, hours: str
) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(
        f"name: town\nbaseline: a\nbudget: {{per_resident: 50}}\nassumptions: {hours}\n"
        f"department:\n  unit_costs: {costs}\n"
        f"arms:\n  a:\n    {strategy}:\n      share: 0.5\n"
    )
    with pytest.raises(ProblemsFound, match="costs nothing, so there is no end to it") as found:
        load_scenario(path)
    assert [problem.line for problem in found.value.problems] == [10]


def test_the_ends_of_every_plausible_range_can_be_lived_together(tmp_path: Path) -> None:
    load_scenario(written(tmp_path, "{fading.kept: 0.35, fading.anchor: 365}"))
    load_scenario(written(tmp_path, "{fading.impression: 40, fading.anchor: 365}"))
    load_scenario(written(tmp_path, "{hours.response: 0.5, hours.follow_up: 0.04}"))
