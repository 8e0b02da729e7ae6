"""Worlds: planted truths are found, findings that ask nothing are told, parts are kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.evidence import stored
from sim.evidence.patterns import patterns
from sim.evidence.worlds import rows as kept_rows
from sim.evidence.worlds import waves
from sim.evidence.worlds.emulator import learn
from sim.evidence.worlds.posterior import effective, posterior, resampled
from sim.evidence.worlds.targets import Target, number_of, targets
from sim.model.state import Floats

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


def test_the_middle_of_a_band_is_likeliest_and_its_ends_are_met_nine_times_in_ten() -> None:
    (both,) = [target for target in ASKED if target.name == "P10.change"]
    middle, ends = 0.5 * (both.low + both.high), np.array([both.low, both.high])
    assert both.log_likelihood(np.array([middle]), 0.0)[0] == 0.0
    assert both.implausibility(ends, 0.0) == pytest.approx(1.645)
    assert both.met(np.array([both.low - 1.0, middle])).tolist() == [False, True]


def test_a_band_open_on_one_side_is_met_anywhere_beyond_its_end() -> None:
    above = Target("P00.x", "P00", 1.0, np.inf, 0.1, 1.0)
    found = above.log_likelihood(np.array([0.5, 1.0, 2.0, 200.0]), 0.0)
    assert found[0] < -5.0 < found[1] < found[2] <= found[3] == 0.0


def test_a_finding_known_less_well_asks_less() -> None:
    (target,) = [each for each in ASKED if each.name == "P10.change"]
    far = np.array([target.high + 10.0])
    assert target.log_likelihood(far, 20.0)[0] > target.log_likelihood(far, 0.0)[0]


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


def test_planted_truths_lie_in_nine_of_ten_intervals() -> None:
    """Fifty worlds drawn from the prior; each is looked for with a cheap model that is known."""
    rng = np.random.default_rng(4)
    weights, noise, inside = rng.standard_normal((6, 3)), 0.3, []
    for repetition in range(50):
        truth = rng.random(6)
        seen = truth @ weights + noise * rng.standard_normal(3)

        def likelihood(u: Floats, seen: Floats = seen) -> Floats:
            found: Floats = -0.5 * (((u @ weights - seen) / noise) ** 2).sum(axis=1)
            return found

        found, taken = posterior(likelihood, 6, 200, 200, repetition)
        assert 0.1 < taken < 0.6
        low, high = np.quantile(found, [0.05, 0.95], axis=0)
        inside.append((low <= truth) & (truth <= high))
    assert 0.82 <= float(np.mean(inside)) <= 0.97


def test_without_findings_the_prior_stays_as_it_is() -> None:
    found, taken = posterior(lambda u: np.zeros(len(u)), 4, 500, 50, 1)
    assert taken == 1.0
    assert np.quantile(found, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.03)


def test_the_same_seed_gives_the_same_settings() -> None:
    one, other = (posterior(lambda u: -(u[:, 0] ** 2), 3, 20, 30, 5)[0] for _ in range(2))
    assert np.array_equal(one, other)


def test_equal_weights_are_worth_all_and_one_heavy_weight_is_worth_one() -> None:
    assert effective(np.zeros(40)) == pytest.approx(40.0)
    assert effective(np.array([100.0, *np.zeros(39)])) == pytest.approx(1.0)
    rows = resampled(np.log([0.5, 0.25, 0.25]), 8, 1)
    assert [rows.count(each) for each in range(3)] == [4, 2, 2]


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
    monkeypatch.setattr(waves, "trials_of", lambda patterns: [])
    assert waves.run_wave(tmp_path, 1, settings, [], 2, part=2) is None
    assert sorted(ran) == [10_005, 10_006, 10_007, 10_008]
    done = waves.run_wave(tmp_path, 1, settings, [], 2)
    assert len(ran) == 10
    again = waves.run_wave(tmp_path, 1, settings, [], 1)
    assert len(ran) == 10
    assert done is not None
    assert again is not None
    assert done.values.equals(again.values)
    assert done.values["P01.att"].to_numpy() == pytest.approx(settings.u[:, 0], rel=1e-5)
    assert np.array_equal(done.u, settings.u)


def test_kept_waves_hold_while_the_model_gives_what_is_kept_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gives = {"P01.att": 1.0}
    monkeypatch.setattr(kept_rows, "run_setting", lambda u, town, trials: {**gives})
    first, second = (waves.first_settings(6, seed) for seed in (1, 2))
    done = [
        waves.Rows(each.u, each.drawn, waves.in_figures([gives] * 6)) for each in (first, second)
    ]
    kept_rows.keep_waves(done, tmp_path)
    monkeypatch.setattr(stored, "version", lambda: "another")
    again = kept_rows.kept_waves([], tmp_path)
    assert [np.array_equal(each.u, was.u) for each, was in zip(again, done, strict=True)] == [
        True,
        True,
    ]
    gives["P01.att"] = 1.0001  # the model has changed
    assert kept_rows.kept_waves([], tmp_path) == []
    assert kept_rows.kept_waves([], tmp_path / "nowhere") == []


def test_a_setting_lies_within_its_priors_and_leaves_prices_alone() -> None:
    names = waves.varied()
    assert not [name for name in names if name.startswith("cost.")]
    for u in waves.first_settings(3, 2).u:
        for name, value in waves.values_at(u, names).items():
            low, high = names[name].plausible or (0.0, 0.0)
            assert low <= value <= high, name


def test_a_ratio_of_nothing_has_no_value() -> None:
    from sim.evidence.estimators import Factor, Ratio

    assert np.isnan(number_of(Ratio(1.0, 0.0)))
    assert (number_of(Ratio(1.0, 4.0)), number_of(Factor(2.0)), number_of(3.0)) == (0.25, 2.0, 3.0)
