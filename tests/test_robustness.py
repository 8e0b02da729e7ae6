"""How much of a comparison depends on the assumptions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small_towns import FLAGSHIP, scenario

from sim.commands.robustness import run_robustness
from sim.common.problems import ProblemsFound
from sim.common.words import capital, spaced
from sim.model.arm_plan import rival_pairs
from sim.model.base_rates import with_base_rates
from sim.model.numbers import every_parameter
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.report.document.answer import answer
from sim.report.facts import headline_pair
from sim.report.robustness_text import sentence
from sim.study import robustness
from sim.study.assumptions import draw, uncertain
from sim.study.compare import compare
from sim.study.robustness import Robustness, about, decisive
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.engines.local import LocalEngine
from tests.sweep_runs import OneByOne

TOWN = scenario(arms={name: FLAGSHIP[name] for name in ("business_as_usual", "engagement")})


def test_what_nobody_measured_is_drawn_evenly_and_the_rest_around_what_was_found() -> None:
    names = uncertain()
    drawn = draw(names, 50)
    assert drawn.shape == (50, len(names))
    for column, number in zip(drawn.T, names.values(), strict=True):
        assert number.plausible is not None
        low, high = number.plausible
        assert low <= column.min() <= column.max() <= high
        even = (column - low) / (high - low)
        if number.status.startswith(("measured", "derived")):
            within = np.abs(column - number.default) <= (high - low) / 4.0
            assert within.mean() >= 0.5, number  # 68% of a normal, more where it is cut
            continue
        if number.drawn_in_logs:
            even = np.log(column / low) / np.log(high / low)
        assert (np.sort(even * 50).astype(int) == np.arange(50)).all()  # one in every fiftieth


def test_what_nobody_measured_is_varied_or_a_convention() -> None:
    for name, number in every_parameter():
        if number.status.startswith(("assumed", "set on")):
            convention = number.source.startswith("a convention")
            assert (number.plausible is None) == convention, name


def test_what_base_rates_decided_is_not_varied() -> None:
    assert "stops.everyday" not in uncertain()
    assert "reporting.threshold" not in uncertain()


def test_a_setting_keeps_the_share_reported_and_the_share_that_doubts() -> None:
    usual = with_base_rates(TOWN, {})
    known = {name: number.default for name, number in every_parameter()}
    assert usual["reporting.threshold"] == pytest.approx(known["reporting.threshold"], abs=1e-9)
    assert usual["victim.serious_violent"] == pytest.approx(known["victim.serious_violent"])
    drawn = {"reporting.width": 1.5, "victim.severity": 0.8}
    apart = Simulation.start(scenario(assumptions=drawn)).fork().advance().outcomes()
    together = Simulation.start(scenario(assumptions=with_base_rates(TOWN, drawn)))
    usually = Simulation.start(scenario()).fork().advance().outcomes()
    kept = together.fork().advance().outcomes()
    assert kept["reporting"] == pytest.approx(usually["reporting"], abs=0.01)
    assert abs(apart["reporting"] - usually["reporting"]) > 0.05  # the control


NAMES = ("fading.kept", "contact.gain", "hours.response")


def made_up(better: float, settings: int = 200) -> Robustness:
    """Differences that follow the second of three numbers."""
    luck = np.random.default_rng(1)
    drawn = luck.random((settings, 3))
    values = np.zeros((settings, 4, 2, 1))
    values[:, :, 1, 0] = (drawn[:, [1]] - 1.0 + better) + 0.001 * luck.normal(size=(settings, 4))
    return Robustness(TOWN, NAMES, drawn, ("trust",), values)


def test_shares_of_settings_and_what_decides_are_recovered() -> None:
    found = made_up(0.75).contrast("engagement", "business_as_usual", "trust")
    assert found.better == pytest.approx(0.75, abs=0.07)
    assert found.worse == pytest.approx(0.25, abs=0.07)
    assert found.better + found.worse + found.undecided == pytest.approx(1.0)
    assert [name for name, _ in found.decided_by] == ["contact.gain"]


def test_what_chance_makes_is_undecided_and_decided_by_nothing() -> None:
    luck = np.random.default_rng(2)
    values = np.zeros((200, 4, 2, 1))
    values[:, :, 1, 0] = luck.normal(size=(200, 4))
    found = Robustness(TOWN, ("a",), luck.random((200, 1)), ("trust",), values)
    contrast = found.contrast("engagement", "business_as_usual", "trust")
    assert contrast.undecided > 0.9
    assert contrast.decided_by == ()
    assert decisive(("a",), luck.random((200, 1)), np.zeros(200)) == ()


def test_less_crime_is_better() -> None:
    values = np.zeros((10, 4, 2, 1))
    values[:, :, 1, 0] = -1.0
    found = Robustness(
        TOWN, ("a",), np.random.default_rng(1).random((10, 1)), ("true_crime",), values
    )
    assert found.contrast("engagement", "business_as_usual", "true_crime").better == 1.0


def vary(folder: Path, town: Scenario, settings: int, replicates: int, engine: Any) -> Robustness:
    """All parameter sets, done by an engine."""
    sweep = robustness.parameter_sets(town, settings, replicates)
    return robustness.varied(town, conduct(sweep, folder, engine))


def test_settings_change_towns_and_engines_change_nothing(tmp_path: Path) -> None:
    one = vary(tmp_path / "one", TOWN, 3, 2, OneByOne())
    two = vary(tmp_path / "two", TOWN, 3, 2, LocalEngine(2))
    assert one.values.tobytes() == two.values.tobytes()
    assert one.settings.tobytes() == draw(uncertain(), 3).tobytes()
    differences = one.differences("engagement", "business_as_usual", "trust").mean(axis=1)
    assert len(set(differences.tolist())) == 3


def test_each_set_is_the_scenario_with_base_rates_kept_in_replicates_of_its_own(
    tmp_path: Path,
) -> None:
    found = vary(tmp_path / "sets", TOWN, 3, 2, OneByOne())
    drawn = dict(zip(found.names, found.settings[1].tolist(), strict=True))
    start = Simulation.start(scenario(arms=TOWN.arms, assumptions=with_base_rates(TOWN, drawn)), 4)
    for at, arm in enumerate(TOWN.arms):
        expected = start.fork(arm).advance().outcomes()
        assert tuple(expected) == found.outcomes
        np.testing.assert_array_equal(list(expected.values()), found.values[1, 1, at])


def test_what_the_scenario_sets_is_not_varied() -> None:
    fixed = scenario(assumptions={"contact.gain": 0.3, "response.quality": 0.5})
    assert "contact.gain" not in robustness.parameter_sets(fixed, 2, 2).columns
    assert "response.quality" not in with_base_rates(fixed, {"contact.expectation": 0.8})


def test_the_kept_ranges_are_of_this_version_and_of_the_flagship() -> None:
    flagship = load_scenario("scenarios/engagement_vs_surveillance.yaml")
    kept = robustness.kept_for(flagship.with_changes(seed=9, replicates=3))
    assert kept, "make evidence"
    assert kept["engagement", "surveillance", "trust"].settings == robustness.SETTINGS
    assert not robustness.kept_for(flagship.with_changes(days=80))
    assert about(TOWN) != about(TOWN.with_changes(days=80))


def test_the_command_writes_prints_and_keeps_nothing_of_other_scenarios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(robustness, "SETTINGS", 4)
    monkeypatch.setattr(robustness, "REPLICATES", 2)
    small = tmp_path / "small.yaml"
    small.write_text(
        "name: small\ndays: 40\nburn_in_days: 20\ncommunity: {residents: 300}\n"
        "budget: {per_resident: 50}\nbaseline: usual\n"
        "arms: {usual: {}, visits: {outreach: {share: 1}}, more: {funding: {share: 1}}}\n"
    )
    before = robustness.KEPT.read_bytes() if robustness.KEPT.exists() else b""
    monkeypatch.setattr(robustness, "user_folder", lambda: tmp_path / "cache")
    out, data = tmp_path / "out", tmp_path / "out.json"
    assert run_robustness(small, out, data, 2, store=False) == 0
    assert {path.name for path in out.iterdir()} == {
        *("manifest.json", "contrasts.json", "runs.parquet", "settings.parquet", "figures")
    }
    said = capsys.readouterr().out
    assert "Visits against more" in said
    assert "of the 4 sets of assumptions" in said
    contrasts = json.loads(data.read_text())["contrasts"]
    shares = [each["better"] + each["worse"] for each in contrasts]
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert (robustness.KEPT.read_bytes() if robustness.KEPT.exists() else b"") == before


THREE = """
name: three
days: 40
burn_in_days: 20
replicates: 3
community: {residents: 300}
budget: {per_resident: 50}
baseline: usual
arms:
  usual: {}
  more: {funding: {share: 1}}
  visits: {outreach: {share: 1}}
  cameras: {surveillance: {share: 1, stops_share: 1, stop_conduct: -0.6}}
"""


def test_the_pair_told_is_that_of_the_headline_and_compare_knows_the_ranges_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(robustness, "SETTINGS", 4)
    monkeypatch.setattr(robustness, "REPLICATES", 2)
    monkeypatch.setattr(robustness, "user_folder", lambda: tmp_path / "cache")
    path = tmp_path / "three.yaml"
    path.write_text(THREE)
    compared = compare(load_scenario(path))
    arm, than = pair = headline_pair(compared) or ("", "")
    assert pair != rival_pairs(compared.scenario)[0], "else the first pair would do"
    assert not robustness.kept_for(compared.scenario)
    assert "not known for this scenario" in answer(compared).sure
    assert run_robustness(path, tmp_path / "out", None, 2, store=False) == 0
    said = " ".join(capsys.readouterr().out.split())
    first, *others = (f"{capital(spaced(one))} against {spaced(two)}" for one, two in
                      [pair, *rival_pairs(compared.scenario)])  # fmt: skip
    assert min(said.index(each) for each in [first, *others] if each in said) == said.index(first)
    assert f"comes out clearly higher under {spaced(arm)} than under {spaced(than)}" in said
    again = compare(load_scenario(path))
    assert again.assumption_ranges[arm, than, "trust"].settings == 4
    assert "Of 4 other sets of plausible assumptions" in answer(again).sure
    assert not robustness.kept_for(compared.scenario.with_changes(days=41)), "another question"


def test_what_cannot_be_compared_or_written_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="one arm"):
        run_robustness(Path("scenarios/business_as_usual.yaml"), tmp_path / "o", None, 1, False)
    with pytest.raises(ProblemsFound, match="there is no folder"):
        run_robustness(None, tmp_path / "o", tmp_path / "none" / "x.json", 1, False)
    with pytest.raises(ProblemsFound, match="only the robustness of the flagship"):
        run_robustness(Path("x.yaml"), tmp_path / "o", None, 1, True)
    assert list(tmp_path.iterdir()) == []


def test_after_an_interruption_only_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(robustness, "SETTINGS", 4)
    monkeypatch.setattr(robustness, "REPLICATES", 2)
    monkeypatch.setattr(robustness, "user_folder", lambda: tmp_path / "cache")
    (path := tmp_path / "three.yaml").write_text(THREE)
    engines = iter([OneByOne(most=3), OneByOne(), OneByOne()])
    monkeypatch.setattr("sim.commands.robustness.LocalEngine", lambda _: next(engines))
    out, at_once = tmp_path / "out", tmp_path / "at_once"
    assert run_robustness(path, out, None, 1, store=False) == 130
    assert "Stopped with 5 runs to do. Give the same command again" in capsys.readouterr().err
    assert not out.exists()
    assert run_robustness(path, out, None, 1, store=False) == 0
    assert "3 of 8 runs are there already" in capsys.readouterr().err
    assert not (tmp_path / ".out.part").exists()
    assert run_robustness(path, at_once, None, 1, store=False) == 0
    for name in ("runs.parquet", "settings.parquet", "contrasts.json"):
        assert (out / name).read_bytes() == (at_once / name).read_bytes()


def test_the_sentence_counts_what_is_undecided() -> None:
    from sim.model.outcomes import outcomes

    found = made_up(0.75).contrast("engagement", "business_as_usual", "trust")
    said = sentence(found, outcomes(list(TOWN.community.groups))["trust"])
    assert "of the 200 sets of assumptions" in said
    assert "undecided in" in said
    assert "how far one contact moves trust (contact.gain, +" in said
