"""A planner's own town against the model: levels are met, and the rest weighs worlds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

import sim.commands.fit
from sim.commands.check import check
from sim.commands.fit import run_fit
from sim.common.problems import ProblemsFound
from sim.model.base_rates import levels
from sim.model.processes.contact import PEOPLE_MET_BY_POLICE
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import simulate
from sim.model.worlds import Worlds, as_lived, in_one_world, kept, world_of
from sim.report.fit_text import fit_rows, print_fit
from sim.report.intervals import intervals_of
from sim.study.compare import compare
from sim.study.fit import DRAWN, Figure, Fit, fit, noise_of, weights_of

LEVELS = {"reported": {"violent": 0.6, "burglary": 0.7}, "stopped": 0.16}
WEIGHING = {"judged_well": 0.85, "taking_part": 0.15}


def data(survey: dict[str, Any] | None, **changes: Any) -> dict[str, Any]:
    asked = {"residents_asked": 800, **survey} if survey else None
    usual = {
        "name": "town",
        "days": 365,
        "burn_in_days": 60,
        "replicates": 2,
        "community": {"residents": 600},
        "arms": {"business_as_usual": {}, "visits": {"outreach": {"visit_hours": 1}}},
    }
    return {**usual, **({"survey": asked} if asked else {}), **changes}


def town(survey: dict[str, Any] | None, **changes: Any) -> Scenario:
    return Scenario(**data(survey, **changes))


def few(number: int = 6) -> Worlds:
    """Some of the worlds that are kept, from one end to the other."""
    worlds = kept()
    rows = np.linspace(0, len(worlds) - 1, number).astype(int)
    return replace(worlds, values=worlds.values[rows])


def figure(name: str, asked: float | None, values: list[float], noise: float = 0.05) -> Figure:
    return Figure(name, "share", asked, False, np.array(values), noise)


def made_up(*figures: Figure) -> Fit:
    number = len(figures[0].values)
    return Fit(town(WEIGHING), few(number), figures, weights_of(figures, number))


def written(folder: Path, **content: Any) -> Path:
    path = folder / "town.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False))
    return path


def test_shares_reported_are_those_of_the_survey_in_every_world() -> None:
    found = {each.name: each for each in fit(town(LEVELS), few()).figures}
    assert found["reported.violent"].values == pytest.approx(0.6, abs=0.03)
    assert found["reported.burglary"].values == pytest.approx(0.7, abs=0.03)
    without = {each.name: each for each in fit(town(None), few()).figures}
    assert without["reported.violent"].values.max() < 0.57


def test_recorded_crime_is_still_that_of_the_town() -> None:
    """More are reported, so that fewer happen."""
    found = {each.name: each for each in fit(town(LEVELS), few()).figures}
    violent = found["recorded.violent"]
    assert float(violent.values.mean()) == pytest.approx(violent.asked, rel=0.12)


@pytest.mark.parametrize("worlds", ["declared", "central", "many"])
def test_as_many_are_stopped_as_told_whatever_the_worlds(worlds: str) -> None:
    lived = simulate(town(LEVELS, worlds=worlds, community={"residents": 3000}), "visits")
    stopped = lived.town.books.counts[PEOPLE_MET_BY_POLICE].sum() / 3000
    assert stopped == pytest.approx(0.16, abs=0.025)


def test_what_the_scenario_assumes_goes_before_the_survey() -> None:
    own = town(LEVELS, assumptions={"reported_share.violent": 0.5})
    assert "reported_share.violent" not in levels(own)
    assert as_lived(own, 1).assumptions["reported_share.violent"] == 0.5


def test_a_level_weighs_no_world() -> None:
    found = fit(town(LEVELS), few())
    assert not found.weighed
    assert found.weights == pytest.approx(1 / 6)


def test_worlds_near_the_figure_count_more() -> None:
    found = made_up(figure("judged_well", 0.9, [0.5, 0.7, 0.9, 0.95]))
    assert list(np.argsort(found.weights)) == [0, 1, 3, 2]
    assert found.left < 3


def test_the_more_are_asked_the_fewer_worlds_are_left() -> None:
    surveys = [town({**WEIGHING, "residents_asked": number}).survey for number in (30, 300, 30_000)]
    noises = [noise_of(each, "judged_well", 0.85, 1000) for each in surveys if each]
    assert noises[0] > noises[1] > noises[2] > 0.03


def test_what_nobody_says_is_undecided_and_weighs_nothing() -> None:
    found = fit(town({"judged_well": 0.85}), few())
    silent = next(each for each in found.figures if each.name == "taking_part")
    assert silent.asked is None
    assert not silent.weighs
    low, _, high = found.range(silent)
    assert low < high


def trust_asked(**community: Any) -> dict[str, str]:
    """What stands under "asked" for the trust of each group."""
    found = fit(town(WEIGHING, community={"residents": 600, **community}), few(2))
    rows = zip(found.figures, fit_rows(found), strict=True)
    return {each.name[6:]: row[1] for each, row in rows if each.name.startswith("trust.")}


SHARES: dict[str, dict[str, Any]] = {"east": {"share": 0.5}, "west": {"share": 0.5}}
SCALE = {"mean": 3.4, "lowest": 1, "highest": 5}


def test_trust_that_nobody_states_was_not_asked() -> None:
    assert trust_asked() == {"majority": "not given", "minority": "not given"}
    one = {**SHARES, "east": {"share": 0.5, "trust": 50}}
    assert trust_asked(groups=one) == {"east": "50.0", "west": "not given"}
    assert trust_asked(districts=one) == {"east": "50.0", "west": "not given"}


def test_trust_of_the_whole_town_was_asked_of_its_groups() -> None:
    assert trust_asked(groups=SHARES, trust_on_scale=SCALE) == {"east": "60.0", "west": "60.0"}
    assert set(trust_asked(trust_on_scale=SCALE)) == {"majority", "minority"}
    assert "not given" not in trust_asked(trust_on_scale=SCALE).values()


def test_two_figures_of_the_same_contacts_count_as_one() -> None:
    values = [0.15, 0.2, 0.25]
    one = weights_of([figure("had_contact", 0.25, values)], 3)
    two = weights_of(
        [figure("had_contact", 0.25, values), figure("turned_to_police", 0.25, values)], 3
    )
    assert two == pytest.approx(one)


def test_worlds_are_written_down_in_proportion_to_their_weights() -> None:
    found = made_up(figure("judged_well", 0.9, [0.5, 0.7, 0.86, 0.9]))
    rows = found.fitted().worlds
    assert len(rows) == DRAWN
    assert rows == sorted(rows)
    for row, weight in enumerate(found.weights):
        assert rows.count(row) / DRAWN == pytest.approx(weight, abs=0.011)
    assert found.fitted() == found.fitted()


def test_a_figure_that_no_world_gives_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    inside = figure("taking_part", 0.15, [0.1, 0.15, 0.2])
    outside = figure("judged_well", 0.2, [0.5, 0.7, 0.9])
    found = made_up(inside, outside)
    assert found.out_of_reach() == [outside]
    print_fit(found)
    said = " ".join(capsys.readouterr().out.split())
    assert "Contacts judged well: no world gives your 20%; they have 50% to 90%" in said
    assert "not a forecast for your town" in said
    assert "effective number" in said


def test_replicates_live_in_the_fitted_worlds_alone() -> None:
    fitted = {"worlds": [7, 7, 90, 200], "model": kept().model, "to": WEIGHING}
    scenario = town(WEIGHING, fitted=fitted)
    rows = [world_of(scenario, replicate) for replicate in range(1, 9)]
    assert sorted(rows) == [7, 7, 7, 7, 90, 90, 200, 200]
    assert world_of(in_one_world(scenario), 1) == 90


def test_what_is_told_of_intervals_speaks_of_fitted_worlds() -> None:
    fitted = {"worlds": [7, 90], "model": kept().model, "to": WEIGHING}
    arms = {"business_as_usual": {}, "visits": {"outreach": {"visit_hours": 1}}}
    short = {"days": 5, "burn_in_days": 5, "community": {"residents": 60}, "arms": arms}
    told = {
        with_fit: intervals_of(compare(town(WEIGHING, **short, **each))).tell
        for with_fit, each in ((True, {"fitted": fitted}), (False, {}))
    }
    assert "not a forecast for your town" in told[True]
    assert "not a forecast for your town" not in told[False]


def test_worlds_of_another_version_are_refused(tmp_path: Path) -> None:
    scenario = town(WEIGHING, fitted={"worlds": [7], "model": "another", "to": WEIGHING})
    with pytest.raises(ProblemsFound, match="another version"):
        as_lived(scenario, 1)
    path = written(
        tmp_path, **data(WEIGHING, fitted={"worlds": [7], "model": "another", "to": WEIGHING})
    )
    assert check([path]) == 2


def test_worlds_fitted_to_other_figures_are_refused() -> None:
    fitted = {"worlds": [7], "model": kept().model, "to": {"judged_well": 0.2}}
    with pytest.raises(ProblemsFound, match="other figures than the survey has now"):
        town(WEIGHING, fitted=fitted)


def test_a_town_in_which_nobody_meets_police_cannot_be_fitted_to_how_they_act() -> None:
    nobody = Figure("judged_well", "share", 0.8, False, np.full(3, np.nan), 0.1)
    with pytest.raises(ProblemsFound, match="nobody here meets police"):
        weights_of([nobody], 3)
    some = Figure("judged_well", "share", 0.8, False, np.array([np.nan, 0.8, 0.7]), 0.1)
    assert weights_of([some], 3)[0] == 0.0


def test_the_command_writes_a_scenario_that_lives_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, **data({**LEVELS, **WEIGHING}))
    monkeypatch.setattr(sim.commands.fit, "kept", few)
    assert run_fit(path, None, 2) == 0
    assert "asked" in capsys.readouterr().out
    target = tmp_path / "town_fitted.yaml"
    first = target.read_bytes()
    scenario = load_scenario(target)
    assert scenario.name == "town_fitted"
    assert scenario.survey == load_scenario(path).survey
    assert scenario.fitted is not None
    assert set(scenario.fitted.worlds) <= set(range(6))
    assert run_fit(path, None, 1) == 0  # what it wrote itself it may write again
    assert target.read_bytes() == first
    with pytest.raises(ProblemsFound, match="fitted already"):
        run_fit(target, None, 1)


def test_without_anything_that_weighs_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sim.commands.fit, "kept", few)
    assert run_fit(written(tmp_path, **data(LEVELS)), None, 2) == 0
    assert "Nothing here weighs worlds" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["town.yaml"]


def test_a_file_of_a_person_is_left_alone(tmp_path: Path) -> None:
    path = written(tmp_path, **data(WEIGHING))
    target = tmp_path / "town_fitted.yaml"
    target.write_text("name: mine\n")
    with pytest.raises(ProblemsFound, match="not from fit"):
        run_fit(path, None, 1)
    with pytest.raises(ProblemsFound, match="same folder"):
        run_fit(path, tmp_path / "elsewhere" / "town.yaml", 1)
    assert target.read_text() == "name: mine\n"


def test_check_says_the_survey_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check([written(tmp_path, **data({**LEVELS, **WEIGHING}))]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "A survey asked 800 residents." in said
    assert "it sets reported to police: violent 60%" in said
    assert "stopped by police in a year 16%" in said
    assert "Worlds are weighed by contacts judged well 85%" in said
    assert "still to be done, by a fit" in said


@pytest.mark.parametrize(
    ("survey", "told"),
    [
        ({}, "without a figure changes nothing"),
        ({"judged_well": 85}, "write 0.85"),
        ({"reported": 0.5}, "give it by type"),
        ({"confident": 0.6}, "under  community: groups:"),
        ({"knows_an_officer": 0.3}, "no yes or no in this model"),
        ({"response_rate": 0.2}, "may_be_off"),
        ({"met_police": 0.2}, "did you mean had_contact?"),
        ({"sample_size": 800}, "did you mean residents_asked?"),
    ],
)
def test_mistakes_are_told_with_what_to_write(
    tmp_path: Path, survey: dict[str, Any], told: str
) -> None:
    path = written(tmp_path, **data(None), survey={"residents_asked": 800, **survey})
    with pytest.raises(ProblemsFound, match="survey") as found:
        load_scenario(path)
    assert told in str(found.value)


def test_a_scenario_without_a_survey_does_not_mention_one() -> None:
    assert not {"survey", "fitted"} & set(town(None).resolved())
    assert town(WEIGHING).resolved()["survey"]["judged_well"] == 0.85
