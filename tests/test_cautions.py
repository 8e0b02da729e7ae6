"""What looks like a slip is told before anything runs, and what looks sound is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.model.arm_plan import arm_plan, presence_against_usual
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.staffing import working_day
from sim.report.cautions import cautions

ROOT = Path(__file__).parents[1]
COMMUNITY = {"residents": 1000, "crime": {"source": "fbi-2019", "state": "Ohio"}}
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
        (("community", "crime", "violent"), 65, "1,530 a year in this town"),
        (("department", "officers_per_1000"), 34, "612 in this town. Did you give a headcount"),
        (("budget", "per_resident"), 20_000, "$360,000,000 a year in this town"),
        (("community", "groups", "minority", "exposure"), 14, "group minority has an exposure"),
        (("arms", "officers"), {"funding": {}}, "officers does nothing differently from usual"),
    ],
    ids=["a count", "a headcount", "a whole budget", "exposure", "a forgotten share"],
)
def test_a_slip_is_told(tmp_path: Path, place: tuple[str, ...], value: object, said: str) -> None:
    assert said in told(tmp_path, place, value)


def town_with(**arms: Any) -> Scenario:
    """A small scenario with these arms beside business as usual."""
    return Scenario.model_validate(
        {
            "name": "small",
            "days": 100,
            "community": COMMUNITY,
            "budget": {"per_resident": 10},
            "arms": {"business_as_usual": {}, **arms},
        }
    )


def warnings_of(**arms: Any) -> str:
    return " / ".join(cautions(town_with(**arms)))


def test_nothing_is_warned_of_without_need() -> None:
    assert warnings_of(visits={"outreach": {"share": 1.0}}, staff={"funding": {"share": 1.0}}) == ""


def test_unequal_costs_of_arms_that_spend_the_budget_are_flagged() -> None:
    said = warnings_of(all={"outreach": {"share": 1.0}}, most={"funding": {"share": 0.9}})
    assert "more than 5% apart" in said
    assert "from $9 to $10" in said


def test_costs_within_five_per_cent_are_not_flagged() -> None:
    said = warnings_of(all={"outreach": {"share": 1.0}}, most={"funding": {"share": 0.96}})
    assert "apart" not in said


def test_money_left_over_is_flagged_with_its_days() -> None:
    said = warnings_of(late={"outreach": {"share": 0.8, "from": 40}})
    assert "late: on days 0 to 39 its shares sum to 0, so 100% of the budget" in said
    assert "late: on days 40 to 99 its shares sum to 0.8, so 20% of the budget" in said


def test_an_arm_that_spends_nothing_is_not_told_to_spend() -> None:
    assert "unspent" not in warnings_of(walk={"foot_patrol": {"hours": 1}})


def test_a_programme_beyond_the_staff_is_flagged() -> None:
    said = warnings_of(walk={"foot_patrol": {"hours": 40}})
    assert "ask for 40.1 officer hours a day" in said
    assert "of each is delivered" in said


def test_hours_beyond_the_evidence_are_flagged() -> None:
    said = warnings_of(army={"funding": {"officers": 20}})
    assert "by day 100" in said
    assert "held constant" in said


def test_a_number_outside_its_plausible_range_is_flagged() -> None:
    doubted = town_with().with_changes(assumptions={"contact.gain": 0.9})
    assert "contact.gain is 0.9, outside its plausible range of 0.2 to 0.45" in cautions(doubted)[1]


def test_one_replicate_is_flagged() -> None:
    assert "no intervals" in cautions(town_with().with_changes(replicates=1))[1]


ARMS = {
    "mixed": {
        "outreach": {"visit_hours": 1.5, "meetings_per_month": 2},
        "problem_solving": {"block_hours": 1, "follow_up_hours": 0.5},
        "implementation": {"compliance": 0.5},
        "surveillance": {"stop_hours": 1},
    },
    "bought": {"foot_patrol": {"share": 0.5}, "hot_spots": {"share": 0.5}},
    "too_much": {"foot_patrol": {"hours": 500}},
    "staff": {"funding": {"officers": 3}},
}


LIVED = """
import json, sys
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
scenario = Scenario.model_validate(json.loads(sys.argv[1]))
start = Simulation.start(scenario)
found = {}
for arm in scenario.arms:
    department = start.fork(arm).advance(2).town.department
    ratio = department.presence[0] / department.usual_presence[0]
    found[arm] = [float(department.delivered[0]), float(ratio)]
print(json.dumps(found))
"""


def test_the_hours_that_check_warns_of_are_those_that_the_model_lives() -> None:
    data = {
        "name": "small",
        "days": 2,
        "burn_in_days": 1,
        "community": {**COMMUNITY, "residents": 100},
        "budget": {"per_resident": 400},
        "arms": {"business_as_usual": {}, **ARMS},
        "worlds": "declared",
    }
    done = subprocess.run(
        [sys.executable, "-c", LIVED, json.dumps(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    scenario = Scenario.model_validate(data)
    for arm, (delivered, presence) in json.loads(done.stdout).items():
        (stage,) = arm_plan(scenario, arm).stages
        assert stage.day.delivered == pytest.approx(delivered)
        ((_, ratio),) = presence_against_usual(scenario, arm)
        assert ratio == pytest.approx(presence)
    assert working_day(scenario, arm_plan(scenario, "too_much").stages[0].levers).delivered < 1
