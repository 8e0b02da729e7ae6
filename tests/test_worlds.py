"""Worlds: planted truths are found, findings that ask nothing are told, parts are kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.evidence import stored
from sim.evidence.patterns import patterns
from sim.evidence.worlds import waves
from sim.evidence.worlds.emulator import drawn_in, learn
from sim.evidence.worlds.ensemble import ensemble, learn_all
from sim.evidence.worlds.left import keep_left, left_of
from sim.evidence.worlds.posterior import posterior
from sim.evidence.worlds.rows import KEPT, keep_waves, kept_waves
from sim.evidence.worlds.targets import FAMILIES, Target, number_of, targets
from sim.model.state import Floats
from sim.model.worlds import kept

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
ASKED = targets(patterns().values())


def test_worlds_are_asked_for_nothing_that_is_true_by_construction_or_pre_registered() -> None:
    by_name = {target.name: target for target in ASKED}
    for pattern in patterns().values():
        for measure in pattern.measures:
            told = (
                pattern.use != "pre-registered"
                and measure.judged != "shown"
                and measure.kind != "by construction"
            )
            assert (f"{pattern.id}.{measure.name}" in by_name) == told


def target(name: str) -> Target:
    return next(each for each in ASKED if each.name == name)


def test_what_was_found_is_likeliest_and_each_end_of_the_band_is_as_far_from_it() -> None:
    both = target("P10.change")
    assert both.centre == -23.0
    assert both.log_likelihood(np.array([both.centre]), 0.0)[0] == 0.0
    end, steep = both.log_likelihood(np.array([both.high, both.low]), 0.0)
    assert end == pytest.approx(-0.5 * 1.645**2)
    assert steep > -0.5 * (2.0 / (0.25 * 8.5 / 1.645)) ** 2 - 1e-9  # at least a quarter of the band
    assert both.met(np.array([both.low - 1.0, both.centre])).tolist() == [False, True]


def test_a_band_open_on_one_side_is_met_anywhere_beyond_its_end() -> None:
    above = replace(target("P01.t"), low=1.0, tolerance=(0.1, 0.1))
    found = above.log_likelihood(np.array([0.5, 1.0, 2.0, 200.0]), 0.0)
    assert found[0] < -5.0 < found[1] < found[2] <= found[3] == 0.0
    assert above.at_least_as_wide_as(20.0).tolerance == (2.0, 2.0)


def test_ratios_are_read_in_logarithms() -> None:
    ratio = target("P24.ratio")
    assert ratio.in_logs
    assert ratio.met(ratio.scaled([3.9, 4.1, 13.9, 14.1])).tolist() == [False, True, True, False]
    assert np.isnan(ratio.scaled([-1.0, 0.0])).all()


def test_measures_that_say_the_same_count_once() -> None:
    assert target("P10.change").weight + target("P23.crime").weight == 1.0
    assert target("P04.ratio").weight == 1.0
    for family in FAMILIES:
        assert family <= {each.name for each in ASKED}


def test_a_finding_known_less_well_asks_less() -> None:
    both = target("P10.change")
    far = np.array([both.high + 10.0])
    assert both.log_likelihood(far, 20.0)[0] > both.log_likelihood(far, 0.0)[0]


def planted(u: Floats) -> Floats:
    found: Floats = 2.0 * u[:, 3] + np.sin(4.0 * u[:, 7]) + u[:, 3] * u[:, 9]
    return found


def test_an_emulator_finds_what_matters_and_how_much_is_luck() -> None:
    rng = np.random.default_rng(1)
    u, fresh = rng.random((300, 40)), rng.random((500, 40))
    found = learn(u, planted(u) + 0.2 * rng.standard_normal(300))
    assert {3, 7} <= set(found.active[:3])
    missed = found.predict(fresh) - planted(fresh)
    assert missed.std() < 0.25 * planted(fresh).std()
    assert found.luck == pytest.approx(0.2, rel=0.3)
    assert missed.std() < 2.0 * found.error


def test_an_emulator_of_luck_alone_promises_nothing() -> None:
    rng = np.random.default_rng(2)
    u = rng.random((300, 40))
    found = learn(u, rng.standard_normal(300))
    assert found.predict(rng.random((500, 40))).std() < 0.4


def test_settings_without_a_value_are_left_out_and_too_few_are_refused() -> None:
    rng = np.random.default_rng(3)
    u = rng.random((100, 5))
    y = planted(np.column_stack([u, u]))
    y[:50] = np.nan
    assert np.isfinite(learn(u, y).predict(u)).all()
    with pytest.raises(ValueError, match="20 settings with a value are too few"):
        learn(u[:20], y[50:70])


def test_without_findings_the_prior_stays_as_it_is() -> None:
    told: list[tuple[int, int]] = []
    found, taken = posterior(
        lambda u: np.zeros(len(u)), 4, 500, 50, 1, lambda done, of: told.append((done, of))
    )
    assert taken == 1.0
    assert told == [(step, 50) for step in range(1, 51)]
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.03)


def test_the_same_seed_gives_the_same_settings() -> None:
    one, other = (posterior(lambda u: -(u[:, 0] ** 2), 3, 20, 30, 5)[0] for _ in range(2))
    assert np.array_equal(one, other)


def test_a_value_is_never_drawn_into_a_band() -> None:
    y = np.array([*np.linspace(0.0, 1.0, 50), 14.5, 100.0])
    assert drawn_in(y).max() < 10.0
    assert drawn_in(y, (4.0, 14.0)).max() == 14.0
    assert drawn_in(y, (4.0, 16.0))[-2] == 14.5


def test_worlds_meet_what_they_are_told_and_their_order_puts_neighbours_together() -> None:
    """Emulators of two planted findings: the way from rows to worlds."""
    rng = np.random.default_rng(6)
    u = rng.random((300, 12))
    found = pd.DataFrame({"P00.a": 4.0 * u[:, 2], "P00.b": u[:, 5] - u[:, 2]})
    found += 0.05 * rng.standard_normal(found.shape)
    asked = [
        Target("P00.a", 2.5, 3.5, 3.0, (0.3, 0.3), 1.0, False),
        Target("P00.b", -0.7, -0.3, -0.5, (0.12, 0.12), 1.0, False),
    ]
    emulators = learn_all(waves.Rows(u, found), asked, 2)
    worlds = ensemble(asked, emulators, 12, 80, 1)
    a, b = 4.0 * worlds.u[:, 2], worlds.u[:, 5] - worlds.u[:, 2]
    assert (asked[0].met(a) & asked[1].met(b)).mean() > 0.7
    assert abs(float(np.median(worlds.u[:, 8])) - 0.5) < 0.15  # nothing says anything of it
    assert abs(a[worlds.central] - np.median(a)) < 0.6
    steps = np.abs(np.diff(a)).mean()
    assert steps < 0.9 * np.abs(np.diff(rng.permutation(a))).mean()


def test_a_part_that_is_kept_is_not_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []

    def run(u: Floats, town: int, trials: object) -> dict[str, float]:
        ran.append(town)
        return {"P01.att": float(u[0])}

    monkeypatch.setattr(waves, "run_setting", run)
    monkeypatch.setattr(waves, "A_PART", 4)
    settings = waves.first_settings(10, 1)
    assert waves.run_wave(tmp_path, 1, settings, [], 2, part=2) is None
    assert sorted(ran) == [10_005, 10_006, 10_007, 10_008]
    done = waves.run_wave(tmp_path, 1, settings, [], 2)
    assert len(ran) == 10
    again = waves.run_wave(tmp_path, 1, settings, [], 1)
    assert len(ran) == 10
    assert done is not None
    assert again is not None
    assert done.values.equals(again.values)
    assert done.values["P01.att"].to_numpy() == pytest.approx(settings[:, 0], rel=1e-5)
    assert np.array_equal(done.u, settings)


def test_rows_hold_while_the_model_gives_what_is_kept_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives = {"P01.att": 1.0}
    monkeypatch.setattr(waves, "run_setting", lambda u, town, trials: {**gives})
    done = [
        waves.Rows(waves.first_settings(6, seed), waves.in_figures([gives] * 6)) for seed in (1, 2)
    ]
    keep_waves(done, tmp_path)
    monkeypatch.setattr(stored, "version", lambda: "another")
    again = kept_waves([], tmp_path)
    assert [np.array_equal(each.u, was.u) for each, was in zip(again, done, strict=True)] == [
        True,
        True,
    ]
    gives["P01.att"] = 1.0001  # the model has changed
    assert kept_waves([], tmp_path) == []
    assert kept_waves([], tmp_path / "nowhere") == []


def test_a_part_of_other_settings_is_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []
    monkeypatch.setattr(
        waves, "run_setting", lambda u, town, trials: {"P01.att": float(ran.append(town) or 1.0)}
    )
    waves.run_wave(tmp_path, 1, waves.first_settings(3, 1), [], 1)
    waves.run_wave(tmp_path, 1, waves.first_settings(3, 2), [], 1)
    assert len(ran) == 6


def test_a_setting_lies_within_its_priors_and_leaves_prices_alone() -> None:
    names = waves.varied()
    assert not [name for name in names if name.startswith("cost.")]
    for u in waves.first_settings(3, 2):
        for name, value in waves.values_at(u, names).items():
            low, high = names[name].plausible or (0.0, 0.0)
            assert low <= value <= high, name


def test_a_ratio_of_nothing_has_no_value() -> None:
    from sim.evidence.estimators import Factor, Ratio

    assert np.isnan(number_of(Ratio(1.0, 0.0)))
    assert (number_of(Ratio(1.0, 4.0)), number_of(Factor(2.0)), number_of(3.0)) == (0.25, 2.0, 3.0)


def test_what_findings_leave_of_a_number_is_told_of_this_model_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "left.json"
    assert left_of("contact.gain", path) == ""
    keep_left({"contact.gain": [0.2, 0.25, 0.301, 0.5], "talk.days": [14, 30, 60, 0.99]}, path)
    assert left_of("contact.gain", path) == (
        "0.2 to 0.3 in nine of ten worlds, middle 0.25: 50% of what was plausible"
    )
    assert left_of("talk.days", path).endswith("no finding narrows it alone")
    assert left_of("visits.reached", path) == ""
    monkeypatch.setattr("sim.evidence.worlds.left.core_version", lambda: "another")
    assert left_of("contact.gain", path) == ""


def test_the_kept_rows_are_what_this_model_gives() -> None:
    """One setting of the last wave goes through every trial again."""
    known = list(patterns().values())
    rows = waves.read_rows(KEPT / "wave_2.parquet")
    again = waves.run_setting(rows.u[7], waves.town_of(2, 7), waves.trials_of(known))
    before = rows.values.iloc[7].dropna()
    assert set(before.index) == set(again)
    assert [again[name] for name in before.index] == pytest.approx(before.tolist(), rel=1e-4)


def test_the_kept_worlds_are_of_this_model_and_lie_within_their_priors() -> None:
    found, names = kept(), waves.varied()
    assert found.names == tuple(names)
    assert len(found) == 300
    for column, number in zip(found.values.T, names.values(), strict=True):
        low, high = number.plausible or (0.0, 0.0)
        assert low <= column.min() <= column.max() <= high
    assert len({tuple(row) for row in found.values.tolist()}) == 300
