"""What an arm costs beside its strategies: it is paid, and it buys nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.lesson.as_lesson import of_lesson_size
from sim.model.activities import activities
from sim.model.arm_plan import arm_plan
from sim.model.scenario.load import load_scenario
from sim.model.scenario.said_back import dates_in_words
from sim.model.scenario.scenario import Scenario
from sim.report.bills import bill_of
from sim.study.compare import compare
from sim.study.frontier.question import ask
from sim.study.pilot import of_pilot_size
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.point import scenario_at

LEASE = {"what": "Lease of the real-time centre", "per_year": 400_000}
SCREENS = {"what": "Screens", "once": 120_000}
PEOPLE, DAYS = 62_000, 730


def data(*costs: dict[str, Any], **changes: Any) -> dict[str, Any]:
    cameras: dict[str, Any] = {"surveillance": {"share": 1.0, "stops_share": 0.0}}
    if costs:
        cameras["extra_cost"] = list(costs)
    usual = {
        "name": "town", "days": DAYS, "worlds": "declared", "replicates": 2,
        "community": {"residents": PEOPLE}, "budget": {"per_resident": 30},
        "arms": {"business_as_usual": {}, "cameras": cameras},
    }  # fmt: skip
    return {**usual, **changes}


def each(scenario: Scenario, arm: str = "cameras") -> float:
    return arm_plan(scenario, arm).price.per_resident_year


def test_it_is_a_part_of_the_price_and_of_the_bill() -> None:
    plain, more = Scenario(**data()), Scenario(**data(LEASE, SCREENS))
    once = 120_000 * 365.25 / DAYS
    assert each(more) - each(plain) == pytest.approx((400_000 + once) / PEOPLE)
    told = bill_of(more, "cameras", arm_plan(more, "cameras").price)
    assert told[-2:] == [
        "Lease of the real-time centre ($400,000 a year)", "Screens ($60,041 a year)",
    ]  # fmt: skip
    paid = sum(each.dollars for each in activities(more, "cameras"))
    assert paid == pytest.approx(each(more) * PEOPLE)


def test_it_buys_nothing() -> None:
    changes = {"community": {"residents": 200}, "days": 40, "burn_in_days": 10}
    runs = [compare(Scenario(**data(*costs, **changes))).runs for costs in ((), (LEASE,))]
    for plain, more in zip(*runs, strict=True):
        differing = {
            name
            for name, value in plain.outcomes.items()
            if value == value and value != more.outcomes[name]
        }
        assert differing <= {"cost"}


def test_a_smaller_town_pays_its_part() -> None:
    scenario = Scenario(**data(LEASE, SCREENS, days=365))
    lesson = of_lesson_size(scenario, ("business_as_usual", "cameras"))
    copied = scenario.with_changes(community={"residents": 500})
    for smaller in (of_pilot_size(scenario, 2), lesson, copied):
        again = Scenario.model_validate(smaller.model_dump(by_alias=True, exclude_unset=True))
        assert each(again) == pytest.approx(each(smaller))
        assert each(smaller) == pytest.approx(each(scenario))


def test_a_file_that_extends_another_pays_its_part_too(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text(yaml.safe_dump(data(LEASE)))
    smaller = "name: child\nextends: town\ncommunity: {residents: 6200}\n"
    (tmp_path / "child.yaml").write_text(smaller)
    assert each(load_scenario(tmp_path / "child.yaml")) == pytest.approx(30 + 400_000 / PEOPLE)
    cost = "arms: {cameras: {extra_cost: [{what: Lease, per_year: 62000}]}}\n"
    (tmp_path / "own.yaml").write_text(smaller.replace("child", "own") + cost)
    assert each(load_scenario(tmp_path / "own.yaml")) == pytest.approx(40)
    (tmp_path / "sweep.yaml").write_text(
        "name: s\nscenario: town\nvary: {community.residents: [620, 6200]}\n"
    )
    sweep = load_sweep(tmp_path / "sweep.yaml")
    for point in range(sweep.points):
        at_point = scenario_at(sweep.recipe, sweep.values(point))
        assert each(at_point) == pytest.approx(30 + 400_000 / PEOPLE)


def test_the_frontier_leaves_in_what_the_baseline_costs(tmp_path: Path) -> None:
    given = data()
    given["arms"]["business_as_usual"] = {"extra_cost": [LEASE], "title": "As now"}
    (tmp_path / "town.yaml").write_text(yaml.safe_dump(given))
    question = ask(tmp_path / "town.yaml", 30, "surveillance,outreach")
    mixed = question.with_mix((10, 10), "mix")
    assert mixed.title("mix") == "mix"
    assert each(mixed, "mix") == pytest.approx(30 + 400_000 / PEOPLE)


def test_check_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "town.yaml").write_text(yaml.safe_dump(data(LEASE)))
    assert check([tmp_path / "town.yaml"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Lease of the real-time centre ($400,000 a year)" in told
    assert "cameras $36.45" in told


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        ({"what": "Lease"}, "Lease has no amount"),
        ({"what": "", "per_year": 1}, "extra_cost"),
        ({"what": "Lease", "per_year": -1}, "at least 0"),
        ({"what": "Lease", "yearly": 5}, "did you mean per_year?"),
        ({"what": "Screens", "once": 5, "from": 10}, "from changes nothing here"),
        ({"what": "Lease", "per_year": 5, "from": 10, "until": 10}, "before it starts on day 10"),
        ({"what": "Lease", "per_year": 5, "from": 730}, "the run ends before day 730"),
        ({"what": "Lease", "per_year": 5, "until": 731}, "the run ends on day 730"),
    ],
)
def test_what_cannot_be_is_refused(cost: dict[str, Any], said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        Scenario(**data(cost))
    assert said in str(found.value)


def test_money_of_an_arm_in_other_words_is_an_extra_cost() -> None:
    given = data()
    given["arms"]["cameras"]["cost"] = 400_000
    with pytest.raises(ProblemsFound) as found:
        Scenario(**given)
    assert "write  extra_cost: [{what: ..., per_year: 400000}]" in str(found.value)


def test_what_is_paid_on_some_days_only_is_paid_for_these_days() -> None:
    later = Scenario(**data({**LEASE, "from": 365}))
    plain = Scenario(**data())
    assert each(later) - each(plain) == pytest.approx(400_000 / PEOPLE / 2)
    assert "from" not in str(Scenario(**data(LEASE)).resolved()["arms"]["cameras"]["extra_cost"])
    again = Scenario.model_validate(later.resolved())
    assert each(again) == pytest.approx(each(later))


def test_its_days_may_be_dates() -> None:
    dated = Scenario(**data({**LEASE, "from": "2027-01-01"}, start="2026-01-01"))
    assert dated.arms["cameras"].extra_cost[0].from_day == 365
    assert "Lease of the real-time centre from 2027-01-01 (day 365)" in dates_in_words(dated)
