"""Officers and dollars as a planner has them: in all, instead of for each resident."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import sim
from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.lesson.as_lesson import of_lesson_size
from sim.lesson.live.towns import plain_scenario
from sim.model.arm_plan import arm_plan
from sim.model.means import officers_of
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.study.pilot import of_pilot_size
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.point import scenario_at

OFFICERS, DOLLARS, PEOPLE = 340, 2_100_000, 62_000
PER_1000, EACH = 1000 * OFFICERS / PEOPLE, DOLLARS / PEOPLE


def data(**changes: Any) -> dict[str, Any]:
    usual = {
        "name": "town",
        "replicates": 2,
        "community": {"residents": PEOPLE},
        "department": {"officers": OFFICERS},
        "budget": {"total": DOLLARS},
        "arms": {"business_as_usual": {}, "visits": {"outreach": {"share": 1}}},
    }
    return {**usual, **changes}


def town(**changes: Any) -> Scenario:
    return Scenario(**data(**changes))


def rates(scenario: Scenario) -> tuple[float, float]:
    assert scenario.budget is not None
    return scenario.department.officers_per_1000, scenario.budget.per_resident


def written(folder: Path, called: str, **content: Any) -> Path:
    path = folder / f"{called}.yaml"
    path.write_text(yaml.safe_dump({**content, "name": called}, sort_keys=False))
    return path


def test_a_total_means_the_same_as_its_rate() -> None:
    in_all = town()
    each = town(department={"officers_per_1000": PER_1000}, budget={"per_resident": EACH})
    assert rates(in_all) == rates(each)
    assert officers_of(in_all) == pytest.approx(OFFICERS)
    prices = [arm_plan(one, "visits").price for one in (in_all, each)]
    assert prices[0] == prices[1]
    assert prices[0].per_resident_year * PEOPLE == pytest.approx(DOLLARS)


def test_what_was_given_is_what_is_kept() -> None:
    scenario = town()
    assert scenario.model_dump(exclude_unset=True)["budget"] == {"total": DOLLARS}
    longer = scenario.with_changes(days=300)
    assert longer.model_dump(exclude_unset=True)["department"] == {"officers": OFFICERS}
    assert "per_resident" not in scenario.resolved()["budget"]
    assert Scenario.model_validate(scenario.resolved()) == scenario
    more = scenario.department.with_changes(events_per_month=3)
    assert rates(scenario.with_changes(department=more)) == rates(scenario)
    as_rates = scenario.with_changes(
        department=scenario.department.with_changes(officers=None, officers_per_1000=3),
        budget={"per_resident": 20},
    )
    assert rates(as_rates) == (3, 20)


def test_a_smaller_run_has_the_rates_of_the_town(tmp_path: Path) -> None:
    scenario = town()
    pilot = of_pilot_size(scenario, 2)
    lesson = of_lesson_size(scenario, ("business_as_usual", "visits"))
    copied = scenario.with_changes(community={"residents": 500})
    again = Scenario.model_validate(plain_scenario(lesson))
    for smaller in (pilot, lesson, copied, again, copied.with_changes(days=30)):
        assert smaller.community.residents < PEOPLE
        assert rates(smaller) == rates(scenario)
        assert officers_of(smaller) == pytest.approx(
            PER_1000 * smaller.community.residents / 1000, rel=1e-12
        )


def test_a_new_total_beside_a_new_town_is_for_that_town() -> None:
    other = town().with_changes(
        community={"residents": 10_000}, department={"officers": 30}, budget={"total": 500_000}
    )
    assert rates(other) == (3.0, 50.0)


def test_a_total_belongs_to_the_town_that_it_was_written_for(tmp_path: Path) -> None:
    written(tmp_path, "town", **data())
    child = written(tmp_path, "child", extends="town", community={"residents": 31_000})
    assert rates(load_scenario(child)) == (PER_1000, EACH)
    other = written(tmp_path, "other", extends="child", community={"residents": 6000})
    assert rates(load_scenario(other)) == (PER_1000, EACH)
    own = written(
        tmp_path, "own", extends="town", community={"residents": 31_000}, budget={"total": 310_000}
    )
    assert rates(load_scenario(own)) == (PER_1000, 10.0)
    same = written(tmp_path, "same", extends="town", community={"segregation": 0.2})
    assert rates(load_scenario(same)) == (PER_1000, EACH)


def test_an_inherited_total_is_taken_back_by_null(tmp_path: Path) -> None:
    written(tmp_path, "town", **data())
    both = written(tmp_path, "both", extends="town", budget={"per_resident": 20})
    with pytest.raises(ProblemsFound, match="total: null the other"):
        load_scenario(both)
    back = written(
        tmp_path, "back", extends="town", community={"residents": 31_000},
        budget={"total": None, "per_resident": 20}, department={"officers": None},
    )  # fmt: skip
    assert rates(load_scenario(back)) == (2.2, 20)


@pytest.mark.parametrize(
    ("vary", "found"),
    [
        ({"community.residents": [6200, 31_000]}, [(PER_1000, EACH)] * 2),
        ({"budget.total": [620_000, 1_240_000]}, [(PER_1000, 10), (PER_1000, 20)]),
        ({"department.officers": [62, 124]}, [(1, EACH), (2, EACH)]),
    ],
    ids=["residents", "total", "officers"],
)
def test_a_sweep_varies_what_it_names_and_nothing_else(
    tmp_path: Path, vary: dict[str, Any], found: list[tuple[float, float]]
) -> None:
    written(tmp_path, "town", **data())
    sweep = load_sweep(written(tmp_path, "sweep", scenario="town", vary=vary))
    points = [scenario_at(sweep.recipe, sweep.values(point)) for point in range(sweep.points)]
    assert [rates(each) for each in points] == found


def test_a_sweep_in_a_smaller_town_keeps_the_rates(tmp_path: Path) -> None:
    written(tmp_path, "town", **data())
    change = {"community": {"residents": 500}}
    vary = {"days": [5, 6]}
    sweep = load_sweep(written(tmp_path, "s", scenario="town", change=change, vary=vary))
    assert rates(sweep.scenario) == (PER_1000, EACH)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"budget": {"total": 5, "per_resident": 5}}, "has both per_resident and total"),
        ({"department": {"officers": 5, "officers_per_1000": 5}},
         "has both officers_per_1000 and officers"),
        ({"budget": {}}, "a budget needs per_resident or total"),
        ({"department": {"for_residents": 5}}, "for_residents changes nothing here"),
        ({"department": {"officers": 31_000}},
         "31,000 officers for 62,000 residents are 500 per 1,000 residents: at most 50"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        town(**changes)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.fix


def test_no_rate_beside_a_total_is_none_given() -> None:
    assert sim.Budget(total=5, per_resident=None).total == 5  # type: ignore[arg-type]


def test_check_says_the_total_and_the_rate(tmp_path: Path, capsys: Any) -> None:
    path = written(tmp_path, "town", **data())
    assert check([path]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "340 officers (5.48 per 1,000 residents)" in told
    assert "The extra budget: $2,100,000 a year ($33.87 per resident)." in told
    child = written(tmp_path, "child", extends="town", community={"residents": 31_000})
    assert check([child]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "5.48 per 1,000 residents (340 officers for 62,000 residents)" in told
