"""Towns with the rates of real places: they can be run, and say where each number is from."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sim.commands.main import run
from sim.model.at_scale import of_size
from sim.model.scenario.load import load_scenario
from sim.model.scenario.recorded_crime import CountedCrime
from sim.study.runs import run_replicate
from tests.shipped import FOLDER

TOWNS = sorted((FOLDER / "towns").glob("*.yaml"))
NAMES = ("baltimore", "garrett_county", "warwickshire")


def test_there_are_three() -> None:
    assert tuple(path.stem for path in TOWNS) == NAMES


@pytest.mark.parametrize("path", TOWNS, ids=lambda path: path.stem)
def test_a_town_runs(path: Path) -> None:
    scenario = of_size(load_scenario(path), 300)
    scenario = scenario.model_copy(update={"days": 20, "burn_in_days": 10})
    runs = run_replicate(scenario, 1)
    assert [run.arm for run in runs] == list(scenario.arms)
    assert all(math.isfinite(run.outcomes["trust"]) for run in runs)


@pytest.mark.parametrize("path", TOWNS, ids=lambda path: path.stem)
def test_crimes_are_counts_of_a_place_larger_than_the_town(path: Path) -> None:
    community = load_scenario(path).community
    assert isinstance(community.crime, CountedCrime)
    assert community.crime.residents > community.residents == 3000


@pytest.mark.parametrize("path", TOWNS, ids=lambda path: path.stem)
def test_the_same_money_buys_the_same_arms(path: Path) -> None:
    first, scenario = load_scenario(TOWNS[0]), load_scenario(path)
    assert scenario.arms == first.arms
    assert scenario.budget == first.budget


def test_they_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in NAMES)
    assert "broken:" not in said


def test_crime_differs_by_far() -> None:
    rates = [load_scenario(path).community.crime.rates()["violent"] for path in TOWNS]
    assert rates[0] > rates[2] > 3 * rates[1]
