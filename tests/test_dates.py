"""Dates in place of days: read, said back, kept as they were written, and refused with a fix."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.model.scenario.dates import PATTERN, date_of, number_of
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.schema import scenario_schema
from sim.studio import planner
from sim.study.runs import run_replicate


def data(**changes: Any) -> dict[str, Any]:
    usual = {
        "name": "town",
        "days": 100,
        "burn_in_days": 10,
        "replicates": 2,
        "community": {"residents": 100, "shocks": [{"day": 30, "size": -0.2}]},
        "arms": {
            "business_as_usual": {},
            "visits": {"outreach": {"visit_hours": 1, "from": 10, "until": 90}},
        },
    }
    return {**usual, **changes}


def dated(**changes: Any) -> dict[str, Any]:
    """The same with dates: 2026 begins on day 0."""
    return data(
        start="2026-01-01",
        community={"residents": 100, "shocks": [{"day": "2026-01-31", "size": -0.2}]},
        arms={
            "business_as_usual": {},
            "visits": {"outreach": {"visit_hours": 1, "from": "2026-01-11", "until": "2026-04-01"}},
        },
        **changes,
    )


def written(folder: Path, content: dict[str, Any]) -> Path:
    path = folder / "town.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False))
    return path


def refused(folder: Path, content: dict[str, Any]) -> str:
    with pytest.raises(ProblemsFound) as found:
        load_scenario(written(folder, content))
    return str(found.value)


def test_days_are_counted_as_the_calendar_counts_them() -> None:
    first = date(1896, 1, 1)
    begins = number_of("1896-01-01")
    assert begins is not None
    for days in range(0, 150_000, 13):  # over two ends of centuries, one of them a leap year
        there = (first + timedelta(days)).isoformat()
        assert number_of(there) == begins + days
        assert date_of(begins + days) == there


@pytest.mark.parametrize("no_date", ["2026-02-29", "2026-13-01", "2026-1-1", "1.7.2026", "", 5])
def test_what_is_no_date_is_none(no_date: object) -> None:
    assert number_of(no_date) is None


def test_a_date_is_the_day_that_it_falls_on() -> None:
    plain, with_dates = Scenario(**data()), Scenario(**dated())
    assert with_dates.arms == plain.arms
    assert with_dates.community == plain.community
    runs, others = run_replicate(plain, 1), run_replicate(with_dates, 1)
    assert [repr(run.outcomes) for run in runs] == [repr(run.outcomes) for run in others]


def test_days_and_dates_may_stand_side_by_side() -> None:
    content = dated()
    content["arms"]["visits"]["outreach"]["until"] = 90
    assert Scenario(**content).arms == Scenario(**data()).arms


def test_a_file_that_extends_another_takes_its_start(tmp_path: Path) -> None:
    written(tmp_path, dated())
    later = tmp_path / "later.yaml"
    later.write_text("name: later\nextends: town\narms: {visits: {outreach: {from: 2026-02-01}}}\n")
    assert load_scenario(later).arms["visits"].outreach.from_day == 31


def test_check_says_dates_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([written(tmp_path, dated())]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Day 0 is 2026-01-01, the last day 2026-04-10." in said
    assert "outreach from 2026-01-11 (day 10) until 2026-04-01 (day 90)" in said
    assert "news on 2026-01-31 (day 30)" in said


def test_dates_stay_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(dated(), sort_keys=False).replace("'", ""))  # without quotes
    assert "start: 2026-01-01" in path.read_text()
    read = planner.read(str(path))["data"]
    assert read == dated()
    path.write_text(planner.write(read))
    assert planner.read(str(path))["data"] == read
    assert load_scenario(path).source_text == path.read_text()


def test_a_change_keeps_the_days() -> None:
    scenario = Scenario(**dated())
    again = scenario.model_copy(update={"seed": 5})
    assert again.arms == scenario.arms
    assert again.start == "2026-01-01"
    assert Scenario.model_validate(scenario.resolved()).arms == scenario.arms


def test_dates_without_a_start_ask_for_it(tmp_path: Path) -> None:
    content = dated()
    del content["start"]
    told = refused(tmp_path, content)
    assert told.count("write  start: 2026-01-01") == 3


def test_dates_outside_of_the_run_are_told_with_its_ends(tmp_path: Path) -> None:
    content = dated()
    content["community"]["shocks"][0]["day"] = "2025-12-31"
    content["arms"]["visits"]["outreach"]["until"] = "2026-04-12"
    told = refused(tmp_path, content)
    assert "2025-12-31 is before the run: write a date from 2026-01-01 to 2026-04-10" in told
    assert "2026-04-12 is after its end: write a date from 2026-01-02 to 2026-04-11" in told


@pytest.mark.parametrize("start", ["2026-02-30", "1.1.2026", "January 2026", "2026"])
def test_a_start_that_is_no_date_is_told_how_to_write_one(tmp_path: Path, start: str) -> None:
    assert "write it as year-month-day:  start: 2026-01-01" in refused(tmp_path, data(start=start))


def test_a_start_that_is_no_date_is_all_that_is_told(tmp_path: Path) -> None:
    content = dated()
    content["start"] = "2026-13-01"
    assert "until" in content["arms"]["visits"]["outreach"]
    with pytest.raises(ProblemsFound) as found:
        load_scenario(written(tmp_path, content))
    (only,) = found.value.problems
    assert "start must be a date" in only.message


def test_a_date_in_another_order_is_told_how_to_write_it(tmp_path: Path) -> None:
    content = dated()
    content["arms"]["visits"]["outreach"]["from"] = "11.1.2026"
    assert "write a date as year-month-day" in refused(tmp_path, content)


def test_editors_know_that_days_may_be_dates() -> None:
    known = scenario_schema()["definitions"]
    for kind, name in (("Shock", "day"), ("Intervention", "day"), ("Outreach", "until")):
        patterns = [each.get("pattern") for each in known[kind]["properties"][name]["anyOf"]]
        assert PATTERN in patterns


def test_a_scenario_without_dates_does_not_mention_a_start() -> None:
    assert "start" not in Scenario(**data()).resolved()
