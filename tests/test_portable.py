"""The WebAssembly module is the model: the same rules, in another machine, to the last bit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from portable_host import Host, Replicate
from shipped import DISTRICTS, shipped_scenarios
from small_towns import EVERYTHING_ON, resized, scenario

from sim.commands.portable import portable
from sim.common.problems import ProblemsFound
from sim.model.measured import Measured
from sim.model.measures import by_name, laid_out
from sim.model.numbers import numbers_record
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.settings import Weights
from sim.model.simulation import Simulation
from sim.model.state import Plan, Table
from sim.model.summary import Summary
from sim.model.version import core_version
from sim.portable.build import kept
from sim.portable.inputs import inputs
from sim.study.runs import run_of

RESIDENTS = 400


def columns(table: Table) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    """Names and values of every column of a table, and of the tables in it."""
    for name, value in table.columns():
        if isinstance(value, Table):
            yield from ((f"{name}.{inner}", values) for inner, values in columns(value))
        else:
            yield name, value


def differing(host: Host, at: int, table: Table) -> list[str]:
    """Columns of a table in the module that are not equal, byte for byte, to those here."""
    there = dict(host.columns(at, type(table).__name__))
    here = dict(columns(table))
    assert there.keys() == here.keys()
    return [name for name, values in here.items() if values.tobytes() != there[name].tobytes()]


def live(host: Host, simulation: Simulation, last: int, plan: Plan | None = None) -> int:
    """Live a town in the module to the end of a day; gives its address there."""
    town = host.put_table(simulation.town)
    numbers = host.put(simulation.numbers.tobytes())
    day, record = simulation.day, simulation._next_record
    assert host.call(
        "live", town, host.put_table(plan or simulation.plan), numbers, day, last, record
    ) == record + sum(day < each <= last for each in simulation.town.books.record_days)
    return town


def small(path: Path) -> Scenario:
    """A shipped scenario in a small town, with the numbers as they are declared."""
    return resized(load_scenario(path), RESIDENTS, worlds="declared")


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_every_arm_of_every_shipped_scenario_lives_the_same_days(path: Path) -> None:
    town = small(path)
    start = Simulation.start(town)
    for arm in town.arms:
        simulation = start.fork(arm)
        host = Host()
        at = live(host, simulation, town.days)
        simulation.advance()
        assert simulation.town.books.counts.sum() > 0.0
        assert differing(host, at, simulation.town) == [], arm


def test_a_day_in_which_everything_happens_is_the_same() -> None:
    town = scenario(**EVERYTHING_ON)
    simulation = Simulation.start(town).fork("everything")
    host = Host()
    at = live(host, simulation, town.days)
    assert differing(host, at, simulation.advance().town) == []


@pytest.mark.parametrize("path", [*shipped_scenarios(), DISTRICTS], ids=lambda path: path.stem)
def test_a_town_is_built_burnt_in_and_lived_from_plain_inputs_alone(path: Path) -> None:
    town = small(path)
    start = Simulation.start(town, 3)
    arm = list(town.arms)[-1]
    put_in = json.loads(json.dumps(inputs(town, 3), allow_nan=False))  # all that a page is given
    host = Host()
    there = Replicate(host, put_in)
    there.burn_in()
    assert differing(host, there.town, start.town) == []
    native = start.follow(arm)  # a fork leaves the queue of contacts behind
    plan = there.plan(put_in["arms"][-1]["stages"])
    assert differing(host, plan, native.plan) == []
    there.live(plan, 0, town.days, 1)
    assert differing(host, there.town, native.advance().town) == []
    assert native.town.books.counts.sum() > 0.0


def test_what_a_host_puts_in_are_the_numbers_of_the_world_and_the_price_of_each_arm() -> None:
    town = small(shipped_scenarios()[0]).with_changes(
        assumptions={"contact.gain": 0.3}, quality_of_life={"trust": 0.45, "calm": 0.1}
    )
    simulation = Simulation.start(town).fork(list(town.arms)[-1])
    put_in = inputs(town, 1)
    assert np.array(put_in["numbers"]).tobytes() == simulation.numbers.tobytes()
    assert put_in["arms"][-1]["cost"] == simulation.cost
    weights = {name: column[0] for name, column in Weights(**put_in["weights"]).columns()}
    assert weights == town.quality_of_life.model_dump()


def test_what_needs_functions_of_python_has_no_plain_inputs() -> None:
    town = small(shipped_scenarios()[0]).with_changes(processes=["plan_hours", "crime"])
    with pytest.raises(ProblemsFound, match="leave out processes"):
        inputs(town, 1)


@pytest.mark.parametrize("path", [*shipped_scenarios(), DISTRICTS], ids=lambda path: path.stem)
def test_outcomes_series_and_books_are_the_same(path: Path) -> None:
    town = small(path)
    start = Simulation.start(town)
    for arm in town.arms:
        simulation = start.fork(arm)
        host = Host()
        at = live(host, simulation, town.days)
        run = run_of(simulation.advance())
        names, records = town.community.names, len(run.days)
        weights = Weights.empty(1)
        for name, column in weights.columns():
            column[:] = getattr(town.quality_of_life, name)
        there = host.put_table(weights)
        found = {}
        for what, rows in (("outcomes", 1), ("series", records)):
            measured = host.put_table(
                Measured.empty(
                    rows, groups=len(names.groups), districts=max(1, len(names.districts))
                )
            )
            if what == "outcomes":
                host.call("measure", at, there, records - 1, -1, town.days, measured, 0)
            else:
                host.call("measure_series", at, there, records, measured)
            columns = Measured(**dict(host.columns(measured, "Measured")))
            found[what] = by_name(laid_out(columns), names, np.full(rows, simulation.cost), {})
        assert {name: float(value[0]) for name, value in found["outcomes"].items()} == (
            pytest.approx(run.outcomes, rel=0.0, abs=0.0, nan_ok=True)
        )
        for name, values in run.series.items():
            assert np.array_equal(found["series"][name], values, equal_nan=True), name
        summary = host.put_table(Summary.for_town(simulation.town))
        host.call("sum_up", at, town.days, summary)
        for name, values in host.columns(summary, "Summary"):
            assert np.array_equal(getattr(run, name), values, equal_nan=True), name


def test_what_happens_in_the_module_depends_on_what_is_put_into_it() -> None:
    """The comparisons above can fail: another seed or a lever more gives other columns."""
    town = small(shipped_scenarios()[0])
    simulation = Simulation.start(town).fork(next(iter(town.arms)))
    host = Host()
    simulation.town.luck[0] += 1
    at = live(host, simulation, 30)
    simulation.town.luck[0] -= 1
    found = differing(host, at, simulation.advance(30).town)
    assert {"luck", "residents.impression", "books.counts"} <= set(found)


def test_who_has_more_trust_reports_more_in_the_module_as_here() -> None:
    """A law of the model, driven through the module alone."""
    town = small(shipped_scenarios()[0])
    shares = []
    for trust in (0.2, 0.8):
        simulation = Simulation.start(town).fork(town.baseline)
        for column in (simulation.town.residents.standing, simulation.town.residents.anchor):
            column[:] = trust
        host = Host()
        at = live(host, simulation, 60)
        counts = dict(host.columns(at, "Town"))["books.counts"].sum(axis=1)
        shares.append(counts[REPORTED_EXPECTED:][:4].sum() / counts[CRIMES_EXPECTED:][:4].sum())
    assert shares[0] < shares[1] - 0.05


def test_memory_of_the_module_can_be_used_again() -> None:
    host = Host()
    first = host.put(b"a" * 100_000)
    assert host.put(b"b") >= first + 100_000
    host.call("forget")
    assert host.put(b"c") == first


def test_the_command_says_which_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="no folder"):
        portable(tmp_path / "nowhere")


def test_what_lies_beside_the_module_names_all_that_a_host_needs() -> None:
    about = Host().about
    assert hashlib.sha256(kept().read_bytes()).hexdigest() == about["sha256"]
    assert about["model"] == core_version()
    assert {name: len(rows) for name, rows in about["rows"].items()}.items() <= (
        about["sizes"].items()
    )
    assert about["rows"]["levers"][EXTRA_OFFICERS] == "extra_officers"
    defaults = np.array([each["default"] for each in about["numbers"]])
    assert defaults.tobytes() == numbers_record().tobytes()
    assert [each["at"] for each in about["numbers"]] == list(range(0, 8 * len(defaults), 8))
