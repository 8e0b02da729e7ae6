"""Where the points of a sweep lie, and what a point is."""

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.base_rates import with_base_rates
from sim.model.numbers import every_parameter
from sim.model.scenario.load import load_scenario
from sim.study.assumptions import uncertain
from sim.study.sweeps.designs import Axis
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.names import Name, names
from sim.study.sweeps.point import scenario_at
from tests.small_sweeps import write_sweep

GAIN = (0.2, 0.45)  # plausible range of contact.gain
LATIN = {"kind": "latin_hypercube", "points": 16}
DESIGNS = [
    LATIN,
    {"kind": "sobol", "points": 16},
    {"kind": "saltelli", "base": 8},
    {"kind": "morris", "paths": 5},
]
THREE = {  # even, in logarithms, and whole
    "contact.gain": "plausible",
    "contact.expectation": {"low": 0.4, "high": 0.6},
    "budget.per_resident": {"low": 1, "high": 1000, "logarithmic": True},
    "days": {"low": 3, "high": 40},
}


def sweep_of(folder, **changes):
    return load_sweep(write_sweep(folder, **changes))


def rows(sweep):
    """The points, each as a tuple of values."""
    return [sweep.values(point) for point in range(sweep.points)]


def in_unit(sweep):
    """The points in the unit cube, shape (points, numbers)."""
    columns = [np.array(sweep.columns[each.name.dotted], float) for each in sweep.axes]
    return np.column_stack([a.in_unit(c) for a, c in zip(sweep.axes, columns, strict=True)])


# -- grids and zips -------------------------------------------------------------------------------


def test_a_grid_has_every_combination_once(tmp_path):
    vary = {"contact.gain": [0.2, 0.3], "days": [2, 3, 4], "arms.visits.outreach.where": None}
    vary["arms.visits.outreach.where"] = ["everywhere", "least_trusting"]
    found = rows(sweep_of(tmp_path, vary=vary))
    assert len(found) == 12
    assert set(found) == set(itertools.product(*vary.values()))


def test_a_zip_takes_values_together(tmp_path):
    vary = {"contact.gain": [0.2, 0.3, 0.4], "days": [4, 3, 2]}
    sweep = sweep_of(tmp_path, vary=vary, design={"kind": "zip"})
    assert rows(sweep) == [(0.2, 4), (0.3, 3), (0.4, 2)]


def test_steps_are_even_from_end_to_end(tmp_path):
    vary = {
        "contact.gain": {"steps": 6},
        "budget.per_resident": {"low": 1, "high": 1000, "steps": 4, "logarithmic": True},
        "days": {"low": 1, "high": 10, "steps": 4},
    }
    axes = {each.name.dotted: each.levels for each in sweep_of(tmp_path, vary=vary).axes}
    assert axes["contact.gain"] == pytest.approx((0.2, 0.25, 0.3, 0.35, 0.4, 0.45))
    assert axes["budget.per_resident"] == pytest.approx((1, 10, 100, 1000))
    assert axes["days"] == (1, 4, 7, 10)


# -- samples --------------------------------------------------------------------------------------


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design["kind"])
def test_samples_stay_inside_their_ranges_and_reach_into_both_halves(tmp_path, design):
    sweep = sweep_of(tmp_path, vary=THREE, design=design)
    ranges = [GAIN, (0.4, 0.6), (1, 1000), (3, 40)]
    for values, (low, high) in zip(sweep.columns.values(), ranges, strict=True):
        assert min(values) >= low
        assert max(values) <= high
    unit = in_unit(sweep)
    assert (unit.min(axis=0) < 0.4).all()
    assert (unit.max(axis=0) > 0.6).all()


@pytest.mark.parametrize("design", DESIGNS[:2], ids=lambda design: design["kind"])
def test_each_of_equal_strata_is_hit_once(tmp_path, design):
    vary = {name: varied for name, varied in THREE.items() if name != "days"}
    unit = in_unit(sweep_of(tmp_path, vary=vary, design=design))
    strata = np.sort(np.floor(unit * 16).astype(int), axis=0)
    assert (strata == np.arange(16)[:, None]).all()


def test_numbers_are_drawn_independently(tmp_path):
    design = {"kind": "latin_hypercube", "points": 512}
    vary = {name: varied for name, varied in THREE.items() if name != "days"}
    together = np.corrcoef(in_unit(sweep_of(tmp_path, vary=vary, design=design)).T)
    assert np.abs(together - np.eye(3)).max() < 4 / math.sqrt(512)


def test_logarithms_are_drawn_evenly(tmp_path):
    vary = {"budget.per_resident": {"low": 1, "high": 1000, "logarithmic": True}}
    values = np.array(
        sweep_of(tmp_path, vary=vary, design={"kind": "latin_hypercube", "points": 30}).columns[
            "budget.per_resident"
        ]
    )
    for low in (1, 10, 100):
        assert ((values >= low) & (values < 10 * low)).sum() == 10


def test_a_time_is_drawn_in_logarithms_unless_told_otherwise(tmp_path):
    time = next(
        name
        for name, number in every_parameter()
        if number.drawn_in_logs and name in uncertain() and number.plausible[0] > 0
    )
    for varied, expected in (("plausible", True), ({"logarithmic": False}, False)):
        (axis,) = sweep_of(tmp_path, vary={time: varied}, design=LATIN).axes
        assert axis.logarithmic is expected
    (axis,) = sweep_of(tmp_path, vary={"contact.gain": "plausible"}, design=LATIN).axes
    assert not axis.logarithmic


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design["kind"])
def test_whole_numbers_are_whole(tmp_path, design):
    days = sweep_of(tmp_path, vary=THREE, design=design).columns["days"]
    assert {type(each) for each in days} == {int}
    assert len(set(days)) > 3


def test_saltelli_takes_one_number_at_a_time_from_a_second_sample(tmp_path):
    sweep = sweep_of(tmp_path, vary=THREE, design={"kind": "saltelli", "base": 8})
    assert sweep.points == 8 * (4 + 2)
    found = rows(sweep)
    for start in range(0, sweep.points, 6):
        first, *mixed, second = found[start : start + 6]
        for number, point in enumerate(mixed):
            expected = [*first]
            expected[number] = second[number]
            assert point == tuple(expected)


def test_morris_changes_one_number_a_step_and_each_once_on_a_path(tmp_path):
    sweep = sweep_of(tmp_path, vary=THREE, design={"kind": "morris", "paths": 6})
    assert sweep.points == 6 * (4 + 1)
    found = rows(sweep)
    for start in range(0, sweep.points, 5):
        path = found[start : start + 5]
        moved = [
            [number for number in range(4) if before[number] != after[number]]
            for before, after in itertools.pairwise(path)
        ]
        assert sorted(moved) == [[0], [1], [2], [3]]


def test_levels_of_morris_are_where_they_should_be(tmp_path):
    design = {"kind": "morris", "paths": 40, "levels": 6}
    unit = in_unit(sweep_of(tmp_path, vary={"contact.gain": "plausible"}, design=design))
    assert set(np.round(unit[:, 0] * 5, 9)) == {0, 1, 2, 3, 4, 5}


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design["kind"])
def test_the_same_file_gives_the_same_points_and_another_seed_others(tmp_path, design):
    first, again, other = (
        rows(sweep_of(tmp_path, vary=THREE, design={**design, "seed": seed})) for seed in (7, 7, 8)
    )
    assert first == again
    assert len(first) == len(other)
    assert first != other


def test_the_luck_of_the_towns_is_not_the_luck_of_the_design(tmp_path):
    one, other = (sweep_of(tmp_path, vary=THREE, design=LATIN, seed=seed) for seed in (1, 2))
    assert rows(one) == rows(other)
    assert (one.scenario.seed, other.scenario.seed) == (1, 2)


# -- ranges and the unit interval -----------------------------------------------------------------

ENDS = st.floats(1e-6, 1e6)
UNIT = st.floats(0, 1)


def axis_over(low, high, logarithmic=False, whole=False):
    return Axis(Name("x", ("x",), None, False, whole, ""), None, low, high, logarithmic)


@given(low=ENDS, times=st.floats(1.01, 1e6), u=UNIT, logarithmic=st.booleans())
def test_a_range_and_the_unit_interval_lead_to_each_other(low, times, u, logarithmic):
    axis = axis_over(low, low * times, logarithmic)
    width = math.log(times) if logarithmic else 1.0 - 1.0 / times
    six_figures = 5e-6 / width + 1e-9
    assert axis.in_unit(axis.stretched(np.array([u])))[0] == pytest.approx(u, abs=six_figures)


def test_no_rounding_leads_out_of_a_plausible_range():
    for name, number in uncertain().items():
        low, high = number.plausible
        first, last = axis_over(low, high, number.drawn_in_logs).stretched(np.array([0.0, 1.0]))
        assert low <= first < last <= high, name


@given(low=st.integers(-50, 50), more=st.integers(1, 100), u=UNIT)
def test_a_whole_number_comes_back_within_half_of_one(low, more, u):
    axis = axis_over(low, low + more, whole=True)
    value = axis.stretched(np.array([u]))
    assert float(value[0]).is_integer()
    assert abs(axis.in_unit(value)[0] - u) <= 0.5 / more + 1e-9


# -- everything that is uncertain -----------------------------------------------------------------


def test_uncertain_stands_for_every_uncertain_number_that_the_scenario_does_not_set(tmp_path):
    design = {"kind": "latin_hypercube", "points": 4}
    change = {
        "assumptions": {"contact.gain": 0.3},
        "department": {"unit_costs": {"event_goods": 900}},
    }
    vary = {"uncertain": "plausible"}
    sweep = sweep_of(tmp_path, vary=vary, design=design)
    assert set(sweep.columns) == set(uncertain())

    left = sweep_of(tmp_path, vary=vary, design=design, change=change)
    assert set(sweep.columns) - set(left.columns) == {"contact.gain", "cost.event_goods"}
    assert scenario_at(left.recipe, left.values(0)).numbers()["contact.gain"] == 0.3


# -- what a point is ------------------------------------------------------------------------------


def test_a_point_differs_from_the_scenario_in_the_varied_numbers_alone(tmp_path):
    vary = {
        "contact.gain": [0.25],
        "cost.event_goods": [900],
        "days": [9],
        "arms.visits.outreach.share": [0.125],
        "community.groups.majority.trust": [61.5],
    }
    path = write_sweep(tmp_path, vary=vary, seed=5, record_every=3)
    sweep = load_sweep(path)
    plain = load_scenario(tmp_path / "town.yaml").resolved()

    found = leaves(scenario_at(sweep.recipe, sweep.values(0)).resolved())

    moved = {key: value for key, value in found.items() if leaves(plain).get(key) != value}
    assert moved == {
        ("assumptions", "contact.gain"): 0.25,
        ("department", "unit_costs", "event_goods"): 900,
        ("days",): 9,
        ("arms", "visits", "outreach", "share"): 0.125,
        ("community", "groups", "majority", "trust"): 61.5,
        ("seed",): 5,
        ("record_every",): 3,
    }
    assert set(leaves(plain)) <= set(found)


def test_what_a_block_leaves_to_its_defaults_stays_when_a_part_of_it_varies(tmp_path):
    vary = {
        "community.groups.majority.share": [0.4],
        "community.groups.minority.share": [0.6],
        "community.crime.state": ["Ohio"],
    }
    sweep = sweep_of(tmp_path, vary=vary)
    community = scenario_at(sweep.recipe, sweep.values(0)).community
    before = sweep.scenario.community
    for name, share in (("majority", 0.4), ("minority", 0.6)):
        expected = before.groups[name].model_copy(update={"share": share})
        assert community.groups[name] == expected
    assert before.groups["minority"].exposure == community.groups["minority"].exposure == 1.5
    assert (community.crime.source, community.crime.state) == ("fbi-2019", "Ohio")


def test_kept_base_rates_solve_again_what_follows_from_them(tmp_path):
    drawn = {"reporting.width": 0.1, "victim.severity": 2.0, "contact.expectation": 0.5}
    vary = {name: [value] for name, value in drawn.items()}
    kept = sweep_of(tmp_path, vary=vary, base_rates="kept")
    free = sweep_of(tmp_path, vary=vary)
    town = load_scenario(tmp_path / "town.yaml")

    expected = with_base_rates(town, drawn)
    found = scenario_at(kept.recipe, kept.values(0)).numbers()

    assert found == pytest.approx(town.numbers() | expected, abs=0)
    usual = dict(every_parameter())
    for solved in ("reporting.threshold", "response.quality"):
        assert abs(found[solved] - usual[solved].default) > 1e-3
    assert scenario_at(free.recipe, free.values(0)).numbers() == town.numbers() | drawn


def test_a_number_that_the_scenario_sets_is_not_solved_again(tmp_path):
    change = {"assumptions": {"reporting.threshold": 0.25}}
    vary = {"reporting.width": [0.05, 0.15]}
    sweep = sweep_of(tmp_path, vary=vary, change=change, base_rates="kept")
    for point in range(2):
        numbers = scenario_at(sweep.recipe, sweep.values(point)).numbers()
        assert numbers["reporting.threshold"] == 0.25


def test_every_number_of_the_model_and_of_each_arm_can_be_varied(tmp_path):
    write_sweep(tmp_path)
    known = names(load_scenario(Path(tmp_path) / "town.yaml"))
    assert set(dict(every_parameter())) <= set(known)
    for name in ("arms.cameras.surveillance.share", "department.officers_per_1000", "days"):
        assert known[name].location == tuple(name.split("."))
    assert not {"name", "seed", "replicates", "baseline"} & set(known)


def leaves(data, above=()):
    """The single values of a nested block, by where they stand."""
    if not isinstance(data, dict):
        return {above: data}
    inner = [leaves(value, (*above, name)) for name, value in data.items()]
    return {where: value for part in inner for where, value in part.items()}
