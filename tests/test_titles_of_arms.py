"""Titles: what people read in place of the names of arms, and of a scenario."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.lesson.as_lesson import of_lesson_size
from sim.lesson.live.towns import Desk
from sim.lesson.told import about
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.report.comparison_text import print_comparison
from sim.report.figures.style import looks
from sim.studio import planner
from sim.study.compare import Comparison, compare

TITLE, OTHER = "Neighbourhood teams", "Real-time centre & <cameras>"


def data(**titles: str) -> dict[str, Any]:
    arms: dict[str, Any] = {
        "business_as_usual": {},
        "zz_teams": {"outreach": {"share": 0.6}, "problem_solving": {"share": 0.4}},
        "zz_cameras": {"surveillance": {"share": 1.0, "stops_share": 0.0}},
    }
    for arm, title in titles.items():
        arms[arm]["title"] = title
    return {
        "name": "town", "days": 40, "burn_in_days": 10, "replicates": 3, "worlds": "declared",
        "community": {"residents": 200}, "budget": {"per_resident": 300}, "arms": arms,
    }  # fmt: skip


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return compare(Scenario(**data(zz_teams=TITLE, zz_cameras=OTHER)))


def text_of(comparison: Comparison) -> str:
    told = io.StringIO()
    print_comparison(comparison, told)
    return " ".join(told.getvalue().split())


def test_no_text_of_a_comparison_shows_the_name_of_an_arm_that_has_a_title(compared) -> None:
    told = text_of(compared)
    assert TITLE in told
    assert "Zz" not in told.replace("zz", "Zz")


def test_the_report_shows_titles_and_not_names(compared) -> None:
    from sim.report.document.document import report_page

    page = report_page(compared)
    assert TITLE in page
    assert "Real-time centre &amp; &lt;cameras&gt;" in page
    assert "<cameras>" not in page
    assert "zz teams" not in page
    assert "zz cameras" not in page


def test_figures_the_lesson_and_the_studio_show_titles(compared) -> None:
    scenario = compared.scenario
    assert [look.name for look in looks(compared).values()][1:] == [TITLE, OTHER]
    pair = ("zz_teams", "zz_cameras")
    lesson = of_lesson_size(scenario.with_changes(days=40, lesson={"days": 30}), pair)
    assert [each["title"] for each in about(lesson, pair)["arms"]] == [TITLE, OTHER]
    said = planner.check(data(zz_teams=TITLE))["arms"]
    assert [each["title"] for each in said] == ["business as usual", TITLE, "zz cameras"]


def test_tables_keep_the_names(compared) -> None:
    assert [run.arm for run in compared.runs[::3]] == list(compared.scenario.arms)


def test_check_shows_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(data(zz_teams=TITLE, zz_cameras=OTHER), sort_keys=False))
    assert check([path]) == 0
    told = capsys.readouterr().out
    assert TITLE in told
    assert "zz teams" not in told


def test_a_title_changes_no_result_and_is_kept_where_it_was_given() -> None:
    scenario = Scenario(**data(zz_teams=TITLE))
    kept = scenario.resolved()["arms"]
    assert kept["zz_teams"]["title"] == TITLE
    assert "title" not in kept["zz_cameras"]
    assert scenario.with_changes(days=30).title("zz_teams") == TITLE
    with_title, without = (compare(Scenario(**data(**each))) for each in ({"zz_teams": TITLE}, {}))
    assert str([run.outcomes for run in with_title.runs]) == str(
        [run.outcomes for run in without.runs]
    )


def test_sliders_that_are_moved_say_so_in_the_title() -> None:
    desk = Desk(Scenario(**data(zz_teams=TITLE)), ("zz_teams", "zz_cameras"))
    moved = {**desk.start[0], "visit_hours": desk.start[0]["visit_hours"] + 1.0}
    towns = desk.towns([moved, desk.start[1]])
    assert towns.scenario.title(towns.arms[0]) == f"{TITLE} changed"


@pytest.mark.parametrize(
    ("titles", "message"),
    [
        ({"zz_teams": " teams"}, "cannot be printed as a name"),
        ({"zz_teams": ""}, "cannot be printed as a name"),
        ({"zz_teams": "a" * 61}, "at most 60 characters"),
        ({"zz_teams": "Teams", "zz_cameras": "teams"}, "would both be called 'teams'"),
        ({"zz_teams": "zz cameras"}, "would both be called 'zz cameras'"),
    ],
)
def test_a_title_is_one_that_tells_arms_apart(titles: dict[str, str], message: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        Scenario(**data(**titles))
    assert message in str(found.value)


def test_words_where_a_name_belongs_become_the_title() -> None:
    wrong = data()
    wrong["arms"]["Teams and visits"] = wrong["arms"].pop("zz_teams")
    with pytest.raises(ProblemsFound) as found:
        Scenario(**wrong)
    (problem,) = found.value.problems
    assert problem.fix == "write  teams_and_visits:  and in it  title: Teams and visits"


def test_a_scenario_may_have_a_title_of_its_own(tmp_path: Path, capsys: Any) -> None:
    from sim.report.document.document import report_page

    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump({**data(), "title": "St. Mary-on-Sea"}, sort_keys=False))
    assert check([path]) == 0
    assert "St. Mary-on-Sea" in capsys.readouterr().out
    comparison = compare(load_scenario(path))
    assert "St. Mary-on-Sea" in text_of(comparison)
    assert "<h1>St. Mary-on-Sea</h1>" in report_page(comparison)
    assert comparison.scenario.resolved()["title"] == "St. Mary-on-Sea"
    assert Scenario.model_validate(comparison.scenario.resolved()).shown_name == "St. Mary-on-Sea"
    assert "title" not in Scenario(**data()).resolved()
    empty = Scenario(**data(), title="")  # a field of a form that was cleared
    assert (empty.shown_name, "title" in empty.resolved()) == ("town", False)
    with pytest.raises(ProblemsFound, match="cannot be printed as a name"):
        Scenario(**data(), title=" town")


def test_words_in_place_of_the_name_of_a_scenario_become_its_title() -> None:
    with pytest.raises(ProblemsFound) as found:
        Scenario(**{**data(), "name": "Our City"})
    (problem,) = found.value.problems
    assert problem.fix == "write  our_city, and below it  title: Our City"
