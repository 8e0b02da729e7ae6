"""Replicates that live in worlds: which one, with which numbers, and how the answer is told."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from small_towns import scenario

from sim import sweep
from sim.commands.lesson import recorded_scenario
from sim.common.problems import ProblemsFound
from sim.mesa.model import TrustModel
from sim.model import worlds
from sim.model.numbers import every_parameter
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.version import core_version
from sim.model.worlds import Worlds, as_lived, keep, kept, row_of
from sim.report.comparison_text import print_comparison
from sim.report.document.document import report_page
from sim.report.facts import change
from sim.report.sentences import verdict_sentence
from sim.report.side_by_side import why_these
from sim.study.books import book
from sim.study.compare import compare
from sim.study.manifest import manifest
from sim.study.statistics import over_worlds
from sim.study.sweeps.sweep import sweep_over

NAMES = ("contact.gain", "visits.reached", "talk.chance")


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Worlds:
    """Forty worlds in which contacts move trust from hardly to much."""
    path = tmp_path / "worlds.parquet"
    gain = np.linspace(0.02, 0.30, 40)
    found = Worlds(
        NAMES, np.column_stack([gain, np.full(40, 0.5), np.full(40, 0.05)]), 20, core_version()
    )
    keep(found, path)
    monkeypatch.setattr(worlds, "WORLDS", path)
    return kept()


def town(replicates: int = 8, **settings: object) -> Scenario:
    return scenario(
        replicates=replicates,
        budget={"per_resident": 100},
        **{
            "worlds": "many",
            "arms": {"business_as_usual": {}, "visits": {"outreach": {"share": 1.0}}},
            **settings,
        },
    )


def test_an_ensemble_comes_back_as_it_was_kept(few: Worlds) -> None:
    assert few.names == NAMES
    assert len(few) == 40
    assert few.world(0)["contact.gain"] == pytest.approx(0.02)
    assert few.central == 20


def test_the_first_replicates_lie_at_even_distances_whatever_the_seed() -> None:
    for seed in range(20):
        for replicates in (4, 8, 16, 32):
            rows = sorted(row_of(each, seed, 320) for each in range(1, replicates + 1))
            gaps = np.diff([*rows, rows[0] + 320])
            assert gaps.max() <= 2.1 * 320 / replicates
    assert len({row_of(1, seed, 320) for seed in range(20)}) > 10


@pytest.mark.usefixtures("few")
def test_each_replicate_lives_with_other_numbers_and_always_with_the_same() -> None:
    lived = [as_lived(town(each), 7).assumptions["contact.gain"] for each in (8, 100)]
    assert lived[0] == lived[1]
    gains = {Simulation.start(town(), each).numbers.contact.gain for each in range(1, 9)}
    assert len(gains) == 8


@pytest.mark.usefixtures("few")
def test_the_central_world_is_the_same_for_all_and_declared_numbers_are_as_ever() -> None:
    central = {
        as_lived(town(worlds="central"), each).assumptions["contact.gain"] for each in (1, 2)
    }
    assert sorted(central) == pytest.approx([0.02 + 20 * 0.28 / 39])
    declared = town(worlds="declared")
    assert as_lived(declared, 3) is declared


@pytest.mark.usefixtures("few")
def test_a_number_that_a_scenario_sets_overrides_that_of_every_world() -> None:
    mine = town(assumptions={"contact.gain": 0.11})
    assert {as_lived(mine, each).assumptions["contact.gain"] for each in (1, 2, 3)} == {0.11}


def test_without_worlds_or_with_those_of_another_model_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none.parquet"
    monkeypatch.setattr(worlds, "WORLDS", path)
    with pytest.raises(ProblemsFound, match="no worlds are kept") as found:
        Simulation.start(town())
    assert "calibrate --store" in str(found.value)
    keep(Worlds(NAMES, np.full((2, 3), 0.1), 0, "another"), path)
    with pytest.raises(ProblemsFound, match="belong to another version of the model"):
        Simulation.start(town())


def test_an_interval_over_worlds_is_the_middle_nine_tenths_of_them() -> None:
    found = over_worlds(np.arange(1.0, 102.0))
    assert (found.low, found.mean, found.high) == (6.0, 51.0, 96.0)
    assert found.clear
    assert not over_worlds(np.arange(-10.0, 91.0)).clear  # eleven in a hundred at zero or below
    assert over_worlds(np.array([1.0, np.nan, 3.0])).count == 2


@pytest.mark.usefixtures("few")
def test_the_answer_tells_in_how_many_worlds_it_holds_on_every_surface() -> None:
    comparison = compare(town(16), workers=2)
    out = io.StringIO()
    print_comparison(comparison, out)
    said = " ".join(out.getvalue().split())
    first = (
        "In all plausible worlds (16 of 16) trust ends higher under visits than under business as"
        " usual"
    )
    page = " ".join(report_page(comparison).split())
    for surface in (said, page):
        assert first in surface
        assert "which allows for what published studies and judged ranges leave open" in surface
        assert "[90% of worlds]" in surface
        assert "[95%" not in surface
        assert "chance in the simulation only" not in surface
        assert "better in all worlds" in surface
    lived = manifest(comparison, "")["worlds"]
    assert len(set(lived.values())) == 16
    low, high = (comparison.difference("visits", "business_as_usual", "trust").low,
                 comparison.difference("visits", "business_as_usual", "trust").high)  # fmt: skip
    assert high > 2.0 * low > 0.0  # worlds differ more than towns


@pytest.mark.usefixtures("few")
def test_a_scenario_that_says_nothing_lives_in_many_worlds() -> None:
    plain = Scenario.model_validate({"name": "plain", "arms": {"business_as_usual": {}}})
    assert (plain.worlds, plain.replicates) == ("many", 100)


@pytest.mark.usefixtures("few")
def test_a_swept_number_overrides_that_of_every_world_and_the_rest_stays(tmp_path: Path) -> None:
    two = town(2, lesson={}, days=20)
    swept = sweep(sweep_over(two, {"contact.gain": [0.05, 0.25]}, replicates=2), out=tmp_path / "s")
    column = swept.sweep.recipe.outcomes.index("trust")
    usual, visits = swept.values[:, :, :, column].mean(axis=1).T
    trust = visits - usual
    assert trust[1] > 2.0 * trust[0] > 0.0
    reached = {as_lived(two, each).assumptions["visits.reached"] for each in (1, 2)}
    assert reached == {0.5}


@pytest.mark.usefixtures("few")
def test_the_pair_of_a_lesson_lives_in_the_central_world_and_its_numbers_come_from_many() -> None:
    small = town(5, days=20)
    comparison, page = recorded_scenario(small, ("visits", "business_as_usual"))
    assert comparison.in_worlds
    central = compare(town(5, days=20, worlds="central"))
    levels = {round(value, 4) for value in central.values("visits", "trust").tolist()}
    assert page["ends"]["trust"]["shown"][0] in levels
    assert page["intervals"]["words"] == "the middle 90% of worlds"


@pytest.mark.usefixtures("few")
def test_a_mesa_model_lives_in_the_central_world() -> None:
    gains = {TrustModel(town(), "visits", each).simulation.numbers.contact.gain for each in (1, 2)}
    assert sorted(gains) == pytest.approx([0.02 + 20 * 0.28 / 39])


@pytest.mark.usefixtures("few")
def test_parts_of_a_difference_sum_to_it_in_worlds_too() -> None:
    comparison = compare(town(10), workers=2)
    found = book(comparison, "trust", [("visits", "business_as_usual")])
    whole = comparison.difference("visits", "business_as_usual", "trust").mean
    assert np.sum(found.amounts) == pytest.approx(whole, abs=1e-9)


@pytest.mark.usefixtures("few")
def test_a_pair_that_was_chosen_has_no_other_interval_in_worlds() -> None:
    arms = {
        "business_as_usual": {},
        "visits": {"outreach": {"share": 1.0}},
        "officers": {"funding": {"share": 1.0}},
        "foot": {"foot_patrol": {"share": 1.0}},
    }
    said = {
        worlds: why_these(compare(town(2, arms=arms, worlds=worlds), workers=2))
        for worlds in ("many", "declared")
    }
    assert said["many"] == "Of 3 pairs of rivals this is the one whose trust differs most."
    assert said["declared"].startswith(f"{said['many']} Therefore the interval of trust")


@pytest.mark.usefixtures("few")
def test_a_claim_is_judged_by_the_share_of_worlds_in_which_it_holds() -> None:
    about = {"outcome": "trust", "arm": "visits", "than": "business_as_usual"}
    gain = compare(town(8), workers=2).values("visits", "trust")
    gain = gain - compare(town(8), workers=2).values("business_as_usual", "trust")
    middle = float(np.median(gain))  # half of the worlds lie above it
    claims = [
        {**about, "at_least": 0},
        {**about, "at_least": middle, "in_worlds": 0.5},
        {**about, "at_least": middle},
    ]
    comparison = compare(town(8, expect=claims), workers=2)
    assert [each.met for each in comparison.verdicts] == [True, True, False]
    said = [verdict_sentence(comparison, each) for each in comparison.verdicts]
    assert "in 95 of 100 worlds; it holds in 100%" in said[0]
    assert "in 50 of 100 worlds; it holds in 50%" in said[1]
    assert said[2].startswith("NOT MET")


def test_confidence_is_refused_with_what_to_write() -> None:
    claim = {"outcome": "trust", "arm": "visits", "at_least": 0, "confidence": 0.9}
    with pytest.raises(ProblemsFound, match="not by confidence") as found:
        town(8, expect=[claim])
    assert "in_worlds: 0.8" in str(found.value)


@pytest.mark.usefixtures("few")
def test_what_a_scenario_calls_too_small_is_practically_none_whatever_its_share() -> None:
    comparison = compare(town(8, practically_none={"trust": 50.0}), workers=2)
    found = change(comparison, "visits", "trust")
    assert found.sure == 1.0
    assert found.reading == "practically none"
    with pytest.raises(ProblemsFound, match="truts"):
        town(8, practically_none={"truts": 1.0})


def test_numbers_that_no_world_can_stand_beside_are_lived_all_the_same() -> None:
    usual = {name: number.default for name, number in every_parameter()}
    most = round(1.0 - usual["hours.investigation"] - usual["hours.follow_up"], 6)
    town = scenario(worlds="many", assumptions={"hours.response": most})
    for replicate in range(1, 41):
        assert as_lived(town, replicate).assumptions["hours.response"] == most
