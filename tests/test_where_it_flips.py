"""Where a comparison flips, on made-up sweeps with a region and without one."""

from __future__ import annotations

import numpy as np
import pytest
from made_up_sweeps import (
    corner,
    difference,
    finding,
    hypercube,
    made_up,
    noisy,
    said,
    unit,
)

from sim.study.sensitivity.region import within
from sim.study.sweeps import file as f

DESIGNS_DRAWN = [
    hypercube(1000),
    f.Sobol(kind="sobol", points=1024),
    f.Saltelli(kind="saltelli", base=512),
]


@pytest.mark.parametrize("design", DESIGNS_DRAWN, ids=lambda design: design.kind)
def test_a_planted_region_is_found_with_its_limits(design: f.Design) -> None:
    region = finding(made_up(design, unit(6), corner)).region
    found = {(limit.name, limit.above): limit.value for limit in region.limits}
    assert found.keys() == {("x.0", True), ("x.2", False)}
    assert found["x.0", True] == pytest.approx(0.7, abs=0.03)
    assert found["x.2", False] == pytest.approx(0.5, abs=0.03)
    assert not region.exceptional
    assert region.share == pytest.approx(0.15, abs=0.02)
    assert region.coverage > 0.85
    assert region.density > 0.85


def test_limits_on_any_number_of_a_sobol_sequence_are_found() -> None:
    design = f.Sobol(kind="sobol", points=512)
    for at in range(8):
        rule = made_up(design, unit(8), lambda x, at=at: x[:, at] - 0.25)
        (limit,) = finding(rule).region.limits
        assert limit.name == f"x.{at}"
        assert limit.value == pytest.approx(0.25, abs=0.03)


def test_a_region_where_an_arm_is_better_is_told_where_it_usually_is_not() -> None:
    region = finding(made_up(hypercube(1000), unit(6), lambda x: -corner(x))).region
    assert region.exceptional
    assert region.share == pytest.approx(0.15, abs=0.02)
    assert region.density > 0.85


def test_noise_has_no_region() -> None:
    found = [
        finding(made_up(hypercube(400, seed), unit(60), noisy(seed=2000 + seed))).region
        for seed in range(30)
    ]
    assert all(0.4 < region.share <= 0.5 for region in found)
    assert sum(bool(region.limits) for region in found) <= 1


def test_coverage_and_density_are_those_of_other_points() -> None:
    rule = noisy(1.5, noise=1.0)
    results = made_up(hypercube(800), unit(8), lambda x: rule(x) - 0.2)
    region = finding(results).region
    anew = made_up(hypercube(20_000, 9), unit(8), lambda x: noisy(1.5, noise=1.0, seed=77)(x) - 0.2)
    flipped = difference(anew).values <= 0.0
    inside = within(region.limits, anew.points.to_numpy(), anew.names)
    for told, truth, among in (
        (region.density, flipped[inside].mean(), region.inside),
        (region.coverage, inside[flipped].mean(), region.unseen),
    ):
        assert told == pytest.approx(truth, abs=4.0 * (truth * (1.0 - truth) / among) ** 0.5)
        assert 0.2 < truth < 0.98


def test_an_outcome_of_neither_direction_is_neither_better_nor_worse() -> None:
    results = made_up(hypercube(), unit(4), corner, outcome="recorded_crime")
    found = finding(results)
    assert np.isnan(found.quantity.better).all()
    assert found.region.points == 0
    assert found.swings
    assert "better" not in said(results)
    assert "better" in said(made_up(hypercube(), unit(4), corner, outcome="true_crime"))
