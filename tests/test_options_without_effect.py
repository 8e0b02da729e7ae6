"""An option that changes nothing is refused, and one that can matter is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from small_towns import ALWAYS, EVERYTHING, EVERYTHING_ON, FLAGSHIP, scenario

from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.without_effect import options_without_effect
from sim.model.strategies import strategies
from sim.model.strategies.base import KINDS_OF_PLACE


def town(**arm: Any) -> Scenario:
    return scenario(arms={"business_as_usual": {}, "ours": arm})


def refused(**arm: Any) -> list[str]:
    """The options that change nothing, as dotted names without the arm."""
    return [".".join(map(str, where[2:])) for where, *_ in options_without_effect(town(**arm))]


@pytest.mark.parametrize(
    ("arm", "option"),
    [
        ({"problem_solving": {"share": 0.4, "at_blocks": 0, "where": "least_trusting"}},
         "problem_solving.where"),
        ({"problem_solving": {"share": 0.4, "at_blocks": 0, "blocks": 3}},
         "problem_solving.blocks"),
        ({"problem_solving": {"follow_up_hours": 2, "at_blocks": 0.4}},
         "problem_solving.at_blocks"),
        ({"surveillance": {"cameras": 4, "stops_share": 0.5}}, "surveillance.stops_share"),
        ({"surveillance": {"cameras": 4, "stop_conduct": -0.1}}, "surveillance.stop_conduct"),
        ({"surveillance": {"share": 1, "stops_share": 0, "stop_lawful_share": 0.9}},
         "surveillance.stop_lawful_share"),
        ({"surveillance": {"share": 1, "stops_share": 1, "monitored": 0.5}},
         "surveillance.monitored"),
        ({"surveillance": {"stop_hours": 1, "monitored": 0.5}}, "surveillance.monitored"),
        ({"surveillance": {"cameras": 4, "where": "everywhere", "blocks": 2}},
         "surveillance.blocks"),
        ({"foot_patrol": {"hours": 1, "where": "everywhere", "blocks": 2}}, "foot_patrol.blocks"),
        ({"foot_patrol": {"where": "least_trusting"}}, "foot_patrol.where"),
        ({"foot_patrol": {"from": 10}}, "foot_patrol.from"),
        ({"outreach": {"visit_hours": 1, "blocks": 3}}, "outreach.blocks"),
        ({"outreach": {"visit_hours": 1, "meetings_share": 0.5}}, "outreach.meetings_share"),
        ({"outreach": {"meetings_per_month": 4, "where": "riskiest"}}, "outreach.where"),
        ({"procedural_justice": {"sincerity": 0.5}}, "procedural_justice.sincerity"),
    ],
)  # fmt: skip
def test_an_option_that_cannot_matter_is_refused(arm: dict[str, Any], option: str) -> None:
    assert refused(**arm) == [option]


@pytest.mark.parametrize(
    "arm",
    [
        {"problem_solving": {"share": 0.4, "at_blocks": 0, "where": "riskiest"}},  # as usual
        {"problem_solving": {"share": 0.4, "at_blocks": 0.5, "where": "everywhere"}},
        {"foot_patrol": {"hours": 1, "blocks": 2}},  # what a tenth of this town comes to
        {"foot_patrol": {"share": 0, "where": "least_trusting"}},  # switched off
        {"surveillance": {"cameras": 0, "monitored": 0.5}},
        {"surveillance": {"cameras": 4, "monitored": 0}},
        {"community_events": {"share": 0.2, "where": "riskiest"}},
        {"community_events": {"where": "riskiest"}},  # the usual ones are held there
        {"outreach": {"share": 0.5, "meetings_share": 1}},
        {"outreach": {"visit_hours": 1, "until": 90}},
        {"implementation": {"compliance": 0.5, "follow_up_limit": 0, "months_in_beat": 2}},
        EVERYTHING,
        ALWAYS,
        *FLAGSHIP.values(),
    ],
)  # fmt: skip
def test_an_option_that_can_matter_or_stands_at_its_default_is_not(arm: dict[str, Any]) -> None:
    assert refused(**arm) == []


def test_no_option_of_a_town_in_which_everything_happens_is_refused() -> None:
    assert options_without_effect(scenario(**EVERYTHING_ON)) == []


@pytest.mark.parametrize(
    ("strategy", "option"),
    [
        (name, info.alias or field)
        for name, kind in strategies().items()
        for field, info in kind.model_fields.items()
        if name not in ("implementation", "conduct")
        and field not in ("share", "until", *kind.quantities)
        if (name, field) != ("community_events", "where")  # the usual ones are held there
    ],
)
def test_every_option_of_a_strategy_without_an_amount_is_refused(
    strategy: str, option: str
) -> None:
    """Also of a strategy that is still to be written."""
    kind = strategies()[strategy]
    info = next(each for name, each in kind.model_fields.items() if option in (name, each.alias))
    other: Any = 0.125
    if option == "where":
        other = next(each for each in KINDS_OF_PLACE if each != info.default)
    elif option in ("blocks", "from"):
        other = 3
    assert refused(**{strategy: {option: other}}) == [f"{strategy}.{option}"]


def test_compliance_matters_only_where_there_is_a_programme() -> None:
    without = scenario(
        department={"events_per_month": 0},
        arms={"business_as_usual": {}, "led": {"implementation": {"compliance": 0.5}}},
    )
    assert [where[-1] for where, *_ in options_without_effect(without)] == ["compliance"]


def test_a_file_says_where_and_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "town.yaml"
    data = {
        "name": "town",
        "budget": {"per_resident": 50},
        "baseline": "usual",
        "arms": {
            "usual": {},
            "teams": {"problem_solving": {"share": 0.4, "at_blocks": 0, "where": "least_trusting"}},
        },
    }
    path.write_text(yaml.safe_dump(data))
    with pytest.raises(ProblemsFound) as found:
        load_scenario(path)
    (problem,) = found.value.problems
    assert "where changes nothing here" in str(problem)
    assert "at_blocks: 1 or block_hours would work on the causes of crime" in str(problem)
    data["arms"]["teams"]["problem_solving"]["at_blocks"] = 0.5  # type: ignore[index]
    path.write_text(yaml.safe_dump(data))
    assert set(load_scenario(path).arms) == {"usual", "teams"}
