"""The model is a real Mesa model: agents, sets, collectors and batch runs work on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest
from small_towns import FLAGSHIP, scenario

from sim import TrustModel
from sim.mesa.agents import Officer, Resident
from sim.model.scenario.scenario import Scenario


def case(**changes: Any) -> Scenario:
    small = {"days": 6, "burn_in_days": 5, "arms": FLAGSHIP, "community": {"residents": 120}}
    return scenario(**{**small, **changes})


@pytest.fixture
def model() -> TrustModel:
    return TrustModel(case(), "engagement")


def test_the_model_steps_day_by_day_and_stops_itself(model: TrustModel) -> None:
    while model.running:
        model.step()
    assert model.day == model.case.days
    assert model.steps == model.case.days
    model.step()
    assert len(model.datacollector.get_model_vars_dataframe()) == model.case.days


def test_steps_and_one_long_run_give_the_same_town(model: TrustModel) -> None:
    at_once = TrustModel(case(), "engagement").run()
    while model.running:
        model.step()
    for name, column in at_once.simulation.town.residents.columns():
        assert np.array_equal(column, getattr(model.simulation.town.residents, name)), name


def test_agents_are_made_only_when_somebody_asks(model: TrustModel) -> None:
    model.step()
    assert not len(mesa.Model.agents.fget(model))
    assert len(model.agents) == 120 + len(model.simulation.town.officers.hours)
    assert {Resident, Officer} == set(model.agents_by_type)


def test_an_agent_reads_and_writes_its_row(model: TrustModel) -> None:
    resident = model.residents[7]
    resident.worry = 0.875
    assert model.simulation.town.residents.worry[7] == 0.875
    model.simulation.town.residents.standing[7] = 0.25
    assert resident.standing == 0.25
    assert type(resident.watch) is bool
    assert type(resident.block) is int


def test_friends_are_residents_who_count_each_other(model: TrustModel) -> None:
    tied = next(resident for resident in model.residents if resident.ties)
    assert all(tied in friend.friends for friend in tied.friends)


def test_mesa_sets_select_aggregate_group_and_do(model: TrustModel) -> None:
    residents = model.agents_by_type[Resident]
    trust = residents.agg("trust", lambda values: sum(values) / len(values))
    assert trust * 100 == pytest.approx(model.measure("trust"), abs=1e-9)
    watching = residents.select(lambda resident: resident.watch)
    assert len(watching) == int(model.simulation.town.residents.watch.sum())
    groups = residents.groupby("group_name").groups
    assert {name: len(members) for name, members in groups.items()} == {
        "majority": 84,
        "minority": 36,
    }
    residents.do(lambda resident: setattr(resident, "worry", 0.5))
    assert np.all(model.simulation.town.residents.worry == 0.5)


def test_a_collector_of_ones_own_reads_the_model(model: TrustModel) -> None:
    collector = mesa.DataCollector(model_reporters={"trust": lambda model: model.measure("trust")})
    for _ in range(3):
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert len(frame) == 3
    assert list(model.datacollector.model_vars["trust"]) == pytest.approx(list(frame["trust"]))


def test_two_models_in_one_process_do_not_disturb_each_other() -> None:
    alone = TrustModel(case(), "engagement").run()
    first, second = TrustModel(case(), "engagement"), TrustModel(case(), "surveillance", 2)
    while first.running:
        second.step()
        first.step()
    assert np.array_equal(
        alone.simulation.town.residents.standing, first.simulation.town.residents.standing
    )


def test_a_fork_and_a_saved_model_go_on_like_the_original(
    model: TrustModel, tmp_path: Path
) -> None:
    model.step()
    model.save(tmp_path / "town.npz")
    copies = [model.fork(), TrustModel.load(tmp_path / "town.npz"), model]
    endings = [copy.run().simulation.town.residents.standing for copy in copies]
    assert np.array_equal(endings[0], endings[2])
    assert np.array_equal(endings[1], endings[2])


def test_mesas_batch_run_runs_arms_and_replicates(tmp_path: Path) -> None:
    path = tmp_path / "batch.yaml"
    path.write_text(
        "name: batch\ndays: 3\nburn_in_days: 2\ncommunity: {residents: 60}\n"
        "arms: {business_as_usual: {}, more: {funding: {officers: 1}}}\n"
    )
    rows = mesa.batch_run(
        TrustModel,
        parameters={"case": str(path), "arm": ["business_as_usual", "more"], "replicate": [1, 2]},
        number_processes=1,
        display_progress=False,
    )
    assert len(rows) == 4
    by_run = {(row["arm"], row["replicate"]): row["trust"] for row in rows}
    direct = TrustModel(str(path), "more", 2).run()
    assert by_run["more", 2] == pytest.approx(direct.measure("trust"), abs=1e-9)


def test_an_unknown_arm_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no arm is called 'engagment'; did you mean engagement"):
        TrustModel(case(), "engagment")
