"""A copy says what its original says, however often it is copied, kept, loaded or read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import FOLDER

from sim.common.problems import ProblemsFound
from sim.mesa.model import TrustModel
from sim.model.scenario.load import checked_again, load_scenario
from sim.model.scenario.said_back import rounding_in_words
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.study.manifest import standing_alone
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.point import scenario_at

ROUNDED = st.sampled_from((0.996, 0.998, 0.999, 1.0, 1.001, 1.004))
USUAL = {"calm": 0.30, "ownership": 0.25, "trust": 0.25, "order": 0.20}


def town(**changes: Any) -> Scenario:
    small = {"residents": 60, "residents_per_block": 10}
    given: dict[str, Any] = {
        "name": "town",
        "days": 2,
        "burn_in_days": 2,
        "replicates": 2,
        "community": small | changes.pop("community", {}),
        "budget": {"per_resident": 50},
        "arms": {"business_as_usual": {}},
    }
    return Scenario(**(given | changes))


def groups(total: float, first: dict[str, Any]) -> dict[str, Any]:
    return {"groups": {"east": {"share": total - 0.4, **first}, "west": {"share": 0.4}}}


@st.composite
def rounded_towns(draw: st.DrawFn) -> Scenario:
    name = draw(st.sampled_from(sorted(USUAL)))
    weights = {name: round(USUAL[name] + draw(ROUNDED) - 1.0, 4)}
    if draw(st.booleans()):
        weights = USUAL | weights
    trust = draw(st.sampled_from(({}, {"trust": 41.7}, {"confident": 0.38}, {"confident": 1 / 3})))
    share = draw(ROUNDED) - 0.6
    teams = {"outreach": {"share": 0.6}, "funding": {"share": share, "from": draw(st.just(0))}}
    return town(
        community=groups(draw(ROUNDED), trust),
        quality_of_life=weights,
        arms={"business_as_usual": {}, "teams": teams},
    )


@settings(max_examples=60)
@given(rounded_towns())
def test_a_copy_and_a_town_that_is_read_again_say_the_same(scenario: Scenario) -> None:
    same = scenario.with_changes(seed=scenario.seed)
    assert same == scenario
    assert same.resolved() == scenario.resolved()
    assert rounding_in_words(same) == rounding_in_words(scenario)
    twice = scenario.with_changes(seed=2).model_copy(update={"seed": scenario.seed})
    assert twice.resolved() == scenario.resolved()
    kept = Scenario.model_validate(yaml.safe_load(standing_alone(scenario)))
    assert kept.resolved() == scenario.resolved()
    written = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert Scenario.model_validate(written) == scenario
    assert checked_again(scenario) is scenario


def test_a_file_with_rounded_numbers_can_be_kept_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "name: base\narms: {business_as_usual: {}}\nquality_of_life: {calm: 0.304}\n"
    )
    child = tmp_path / "child.yaml"
    child.write_text("extends: base\nname: child\n")
    scenario = load_scenario(child)
    child.write_text(standing_alone(scenario))
    assert load_scenario(child).with_changes(extends="base").resolved() == scenario.resolved()


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"community": groups(0.998, {"confident": 0.38})},
        {"quality_of_life": {"calm": 0.304}},
    ],
)
def test_a_town_that_was_loaded_is_wrapped_with_its_scenario(
    changes: dict[str, Any], tmp_path: Path
) -> None:
    scenario = town(**changes).written_as("# by hand")
    Simulation.start(scenario).save(tmp_path / "town.npz")
    loaded = Simulation.load(tmp_path / "town.npz")
    assert TrustModel(scenario, simulation=loaded).day == 0
    loaded.scenario = scenario
    with pytest.raises(ValueError, match="case must be that of the simulation"):
        TrustModel(scenario.with_changes(seed=5), simulation=loaded)


def test_the_order_of_groups_makes_another_town() -> None:
    one = town(community=groups(1.0, {}))
    turned = dict(reversed(one.community.groups.items()))
    other = one.with_changes(community=one.community.with_changes(groups=turned))
    assert other != one
    with pytest.raises(ValueError, match="community"):
        Simulation.start(one).scenario = other


def test_what_was_scaled_is_told_of_the_shares_that_stand() -> None:
    scenario = town(community=groups(0.998, {}))
    (told,) = rounding_in_words(scenario)
    for copied in (scenario.with_changes(seed=3), scenario.model_copy(update={"replicates": 3})):
        assert rounding_in_words(copied) == [told]
    whole = {"east": {"share": 0.5}, "west": {"share": 0.5}}
    for change in (scenario.community.with_changes, _model_copy(scenario.community)):
        assert rounding_in_words(scenario.with_changes(community=change(groups=whole))) == []


def _model_copy(part: Any) -> Any:
    return lambda **changes: part.model_copy(update=changes)


def test_a_copy_remembers_the_text_of_its_author() -> None:
    text = "# mine\n" + town().source_text
    assert town().written_as(text).model_copy(update={"seed": 3}).source_text == text


def test_the_advice_on_trust_and_confident_is_right_in_a_file_and_from_python() -> None:
    confident = town(community=groups(1.0, {"confident": 0.38})).community.groups["east"]
    points = confident.with_changes(confident=None, trust=40)
    assert (points.trust, points.confident) == (40, None)
    assert points.with_changes(trust=None, confident=0.38) == confident
    with pytest.raises(ProblemsFound, match="confident: null"):
        confident.with_changes(trust=40)


@pytest.mark.parametrize("rng", [True, False, np.True_])
def test_a_truth_is_no_number_of_a_replicate(rng: Any) -> None:
    with pytest.raises(TypeError, match="rng must be"):
        TrustModel(town(), rng=rng)


class Counted:
    """How often all of a scenario is checked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        from sim.model.scenario import checks

        usual = checks.cross_checks

        def counted(scenario: Scenario) -> Any:
            self.times += 1
            return usual(scenario)

        monkeypatch.setattr("sim.model.scenario.scenario.cross_checks", counted)


def test_a_point_of_a_sweep_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sweep = load_sweep(FOLDER / "sweeps" / "assumptions_of_the_headline.yaml")
    assert sweep.recipe.base_rates_kept
    counted = Counted(monkeypatch)
    scenario_at(sweep.recipe, sweep.values(0))
    assert counted.times == 1
