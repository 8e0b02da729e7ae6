"""What a sweep says matters, on made-up sweeps whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_sweeps import (
    ARM,
    THAN,
    Ranges,
    Rule,
    by_kind,
    difference,
    finding,
    hypercube,
    made_up,
    noisy,
    said,
    unit,
)

from sim.model.state import Floats
from sim.study.sensitivity.indices import indices
from sim.study.sensitivity.quantity import independent
from sim.study.sweeps import file as f

# Indices


def ishigami(x: Floats) -> Floats:
    return np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def g_function(x: Floats) -> Floats:
    weights = np.array([0.0, 1.0, 4.5, 9.0])
    return np.prod((np.abs(4.0 * x - 2.0) + weights) / (1.0 + weights), axis=1)


def truth_of_g() -> tuple[list[float], list[float]]:
    alone = 1.0 / 3.0 / (1.0 + np.array([0.0, 1.0, 4.5, 9.0])) ** 2
    whole = np.prod(1.0 + alone) - 1.0
    return (alone / whole).tolist(), (alone * np.prod(1.0 + alone) / (1.0 + alone) / whole).tolist()


@pytest.mark.parametrize(
    ("rule", "ranges", "first", "total"),
    [
        (
            ishigami,
            {f"x.{at}": (-np.pi, np.pi) for at in range(3)},
            [0.3139, 0.4424, 0.0],
            [0.5576, 0.4424, 0.2437],
        ),
        (g_function, unit(4), *truth_of_g()),
    ],
)
def test_sobol_indices_of_known_functions_lie_inside_their_intervals(
    rule: Rule, ranges: Ranges, first: list[float], total: list[float]
) -> None:
    design = f.Saltelli(kind="saltelli", base=1024, seed=3)
    results = made_up(design, ranges, rule)
    found = indices(results, difference(results))
    for kind, truth in (("first", first), ("total", total)):
        for index, value in zip(by_kind(found, kind).values(), truth, strict=True):
            assert index.low <= value <= index.high, (kind, index)
            assert index.high - index.low < 0.25
    order = by_kind(found, "first")
    assert not order["x.0"].low <= first[1] <= order["x.0"].high  # control: another's truth


def test_morris_finds_what_a_number_does_per_move_really_made() -> None:
    ranges = {"x.real": (0.0, 10.0), "x.whole": (1.0, 3.0), "x.log": (0.01, 1.0), "x.none": (0, 1)}
    results = made_up(
        f.Morris(kind="morris", paths=6),
        ranges,
        lambda x: 0.3 * x[:, 0] - 2.0 * x[:, 1] + np.log10(x[:, 2]),
        whole=["x.whole"],
        logarithmic=["x.log"],
    )
    found = indices(results, difference(results))
    over_the_range = {"x.real": 3.0, "x.whole": 4.0, "x.log": 2.0, "x.none": 0.0}
    for name, index in by_kind(found, "mu_star").items():
        assert index.value == pytest.approx(over_the_range[name], abs=1e-9)
    for index in by_kind(found, "sigma").values():
        assert index.value == pytest.approx(0.0, abs=1e-9)


def test_morris_tells_numbers_that_act_together_by_a_spread_of_their_effects() -> None:
    results = made_up(
        f.Morris(kind="morris", paths=20), unit(3), lambda x: x[:, 0] * x[:, 1] + x[:, 2]
    )
    spread = by_kind(indices(results, difference(results)), "sigma")
    assert spread["x.0"].value > 0.2
    assert spread["x.2"].value == pytest.approx(0.0, abs=1e-9)


def test_morris_agrees_with_salib_where_nothing_is_rounded() -> None:
    from SALib.analyze import morris

    from sim.study.sweeps.designs import unit_problem

    results = made_up(f.Morris(kind="morris", paths=8), unit(4), g_function)
    ours = indices(results, difference(results))
    theirs = morris.analyze(
        unit_problem(4), results.points.to_numpy(), difference(results).values, seed=1
    )
    for kind in ("mu_star", "sigma"):
        found = [index.value for index in by_kind(ours, kind).values()]
        assert found == pytest.approx(np.asarray(theirs[kind]).tolist())


def test_the_interval_of_a_mean_effect_holds_the_truth_even_with_six_paths() -> None:
    held, resampled = [], []
    for seed in range(4):
        results = made_up(
            f.Morris(kind="morris", paths=6, seed=seed),
            unit(80),
            lambda x: (x[:, ::2] * x[:, 1::2]).sum(axis=1),  # a mean effect of a half each
        )
        found = indices(results, difference(results))
        spread = by_kind(found, "sigma")
        for index in by_kind(found, "mu_star").values():
            held.append(index.low <= 0.5 <= index.high)
            half = 1.96 * spread[index.name].value * (5 / 6 / 6) ** 0.5
            resampled.append(abs(index.value - 0.5) <= half)
    assert 0.91 <= np.mean(held) <= 0.99
    assert np.mean(resampled) < 0.9  # control: what resampling six paths amounts to


@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_a_point_without_a_value_leaves_out_its_block_or_path_alone(kind: str) -> None:
    design = (
        f.Saltelli(kind="saltelli", base=512) if kind == "saltelli"
        else f.Morris(kind="morris", paths=12)
    )  # fmt: skip

    def with_a_gap(x: Floats) -> Floats:
        values = 3.0 * x[:, 0] + x[:, 1]
        values[7] = np.nan
        return values

    results = made_up(design, unit(3), with_a_gap)
    whole = made_up(design, unit(3), lambda x: 3.0 * x[:, 0] + x[:, 1])
    found = indices(results, difference(results))
    for index, other in zip(found, indices(whole, difference(whole)), strict=True):
        assert index.value == pytest.approx(other.value, abs=0.03)
    assert "left out, with their block or path" in said(results)
    assert "left out" not in said(whole)


def test_a_quantity_that_never_changes_has_no_indices() -> None:
    results = made_up(f.Morris(kind="morris", paths=4), unit(3), lambda x: np.ones(len(x)))
    assert indices(results, difference(results)) == []


# Points


def test_of_saltellis_blocks_only_the_points_drawn_anew_count_as_independent() -> None:
    results = made_up(f.Saltelli(kind="saltelli", base=64), unit(5), lambda x: x[:, 0])
    drawn = results.points[independent(results)]
    assert len(drawn) == 2 * 64
    assert all(drawn[name].is_unique for name in drawn)
    assert not all(results.points[name].is_unique for name in results.points)  # control


@pytest.mark.parametrize("design", [f.Grid(), f.Morris(kind="morris", paths=40)])
def test_points_that_do_not_vary_independently_give_no_swings_and_no_region(
    design: f.Design,
) -> None:
    results = made_up(design, unit(5), lambda x: x[:, 0] - 0.45)
    found = finding(results)
    assert len(results.points) >= 240  # enough, were they independent
    assert found.swings == []
    assert found.region.points == 0
    assert ("do not vary independently" in said(results)) == isinstance(design, f.Grid)
    same = finding(made_up(hypercube(240), unit(5), lambda x: x[:, 0] - 0.45))
    assert same.swings
    assert same.region.limits


def test_a_point_counts_with_all_its_runs_however_many_it_needed() -> None:
    def stopped_early(x: Floats) -> Floats:
        runs = np.full((len(x), 6), np.nan)
        runs[:, :2] = x[:, :1] + [-1.0, 1.0]
        runs[::5] = x[::5, :1] + np.array([-1.0, 1.0, -2.0, 2.0, 3.0, -3.0])
        runs[3] = np.nan
        return runs

    precision = {"arm": ARM, "than": THAN, "outcome": "trust", "confidence": 0.95}
    results = made_up(hypercube(), unit(2), stopped_early, replicates=6, precision=precision)
    values = difference(results).values
    assert np.flatnonzero(np.isnan(values)).tolist() == [3]
    known = np.isfinite(values)
    assert values[known] == pytest.approx(results.points["x.0"].to_numpy()[known])
    assert finding(results).region.points == 599
    assert "up to 6 paired runs at each" in said(results)


# Swings


def test_a_number_that_does_something_is_beyond_chance_and_one_that_does_nothing_is_not() -> None:
    swings = finding(made_up(hypercube(), unit(3), noisy(2.0, 0.0, -1.0))).swings
    clear = {swing.name: swing.beyond_chance for swing in swings}
    assert clear == {"x.0": True, "x.1": False, "x.2": True}
    assert swings[0].name == "x.0"
    assert swings[0].size == pytest.approx(2.0 * 0.8, abs=4.0 * swings[0].error)
    assert swings[1].size < 0.0


@pytest.mark.parametrize("number", [110, 240])
def test_among_many_numbers_that_do_nothing_hardly_any_sweep_names_one(number: int) -> None:
    false = usual = 0
    for seed in range(40):
        rule = noisy(seed=1000 + seed)
        swings = finding(made_up(hypercube(number, seed), unit(60), rule)).swings
        assert len(swings) == 60
        false += any(swing.beyond_chance for swing in swings)
        usual += any(abs(swing.size) > 1.96 * swing.error for swing in swings)
    assert false <= 6  # at most 2 of 40 are to be expected
    assert usual >= 34  # control: looked at one by one, nearly every sweep names some


def test_points_without_a_value_are_left_out_of_swings() -> None:
    def rule(x: Floats) -> Floats:
        values = 2.0 * x[:, 0]
        values[x[:, 1] > 0.5] = np.nan
        return values

    results = made_up(hypercube(), unit(2), rule)
    found = finding(results)
    assert found.region.points == 300
    first = next(swing for swing in found.swings if swing.name == "x.0")
    assert first.size == pytest.approx(1.6, abs=0.05)
    assert max(swing.above for swing in found.swings if swing.name == "x.1") < 0.5
