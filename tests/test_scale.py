"""A large town simulated at a scale: rates stay, quantities shrink, totals are those of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.lesson.as_lesson import of_lesson_size
from sim.model.registers import PLACES
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.report.crimes_in_town import crimes_in_town
from sim.study.compare import compare
from sim.study.hours_by_activity import activities_of

SCALE = 4


def town(**changes: Any) -> Scenario:
    data = {
        "name": "large",
        "worlds": "declared",
        "days": 120,
        "burn_in_days": 90,
        "replicates": 3,
        "community": {"residents": 8000},
        "department": {"officers": 44, "events_per_month": 4},
        "budget": {"total": 240_000},
        "arms": {
            "business_as_usual": {},
            "teams": {"problem_solving": {"share": 1, "blocks": 32}},
            "visits": {"outreach": {"visit_hours": 20}, "surveillance": {"cameras": 16}},
        },
    }
    return Scenario(**{**data, **changes})


def test_each_resident_stands_for_several_and_is_policed_alike() -> None:
    small = Simulation.start(town(scale=SCALE)).follow("visits")
    large = Simulation.start(town()).follow("visits")
    assert 4 * len(small.town.residents.block) == len(large.town.residents.block)
    for lever in ("visit_hours", "events_per_month"):
        assert 4 * small.lever(lever) == pytest.approx(large.lever(lever))
    assert small.cost == pytest.approx(large.cost)
    cameras = [each.name for each in PLACES].index("cameras")
    assert 4 * small.plan.places[-1, cameras].sum() == large.plan.places[-1, cameras].sum() == 16


def test_what_comes_out_is_that_of_the_whole_town_up_to_luck() -> None:
    large, small = compare(town()), compare(town(scale=SCALE))
    for arm in large.others:
        for outcome, near in (("trust", 0.5), ("true_crime", 0.8), ("friendly_contacts", 40)):
            found = [each.difference(arm, each.baseline, outcome).mean for each in (large, small)]
            assert found[0] == pytest.approx(found[1], abs=near), (arm, outcome)
        asked, of_all = (activities_of(each, arm) for each in (small, large))
        for one, other in zip(asked, of_all, strict=True):
            assert one.asked == pytest.approx(other.asked)
            assert one.dollars == pytest.approx(other.dollars)
            assert one.idle == pytest.approx(other.idle, abs=0.15 * other.asked + 0.01)
    crimes = [crimes_in_town(each).arms[0][1][0].replace(",", "") for each in (large, small)]
    assert float(crimes[0]) == pytest.approx(float(crimes[1]), rel=0.1)


def test_check_says_at_which_scale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("name: large\nscale: 10\ncommunity: {residents: 62000}\narms: {as_usual: {}}\n"
                    "baseline: as_usual\n")  # fmt: skip
    assert check([path]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "62,000 residents" in said
    assert "Simulated at 1:10: 6,200 people" in said
    assert load_scenario(path).resolved()["scale"] == 10


def test_too_few_are_refused_with_the_largest_scale_that_can_be() -> None:
    with pytest.raises(ProblemsFound, match="write a scale of at most 8"):
        town(scale=20)
    assert "scale" not in town().resolved()


def test_few_blocks_are_not_made_many_times_as_large_a_part_in_silence() -> None:
    arms = {"business_as_usual": {}, "foot": {"foot_patrol": {"hours": 8, "blocks": 4}}}
    with pytest.raises(ProblemsFound, match="write a scale of at most 2"):
        town(scale=4, arms=arms)
    assert town(scale=2, arms=arms).scale == 2


def test_a_lesson_of_a_large_town_has_quantities_of_its_own_size() -> None:
    small = of_lesson_size(town(), ("business_as_usual", "visits"))
    assert small.community.residents == 1000
    assert small.arms["visits"].outreach.visit_hours == pytest.approx(20 / 8)
