"""What Mesa promises of every model holds for this one: luck, clock, copies, agents, collectors."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mesa
import numpy as np
import pytest
from small_towns import FLAGSHIP, different, scenario

from sim import Simulation, TrustModel
from sim.mesa.agents import Resident
from sim.model.scenario.scenario import Scenario

BATCH_TAKES_RNG = "rng" in inspect.signature(mesa.batch_run).parameters  # from Mesa 3.5
HAS_A_CLOCK = hasattr(mesa.Model, "run_until")
OTHER_RNGS: list[Any] = [
    0, 2**40, [1, 2], np.random.SeedSequence(5), np.random.default_rng(5), np.random.MT19937(3),
]  # fmt: skip


def case(**changes: Any) -> Scenario:
    small = {"days": 20, "burn_in_days": 3, "arms": FLAGSHIP, "community": {"residents": 60}}
    return scenario(**{**small, **changes})


class Watched(TrustModel):
    """A model of a user's own: other arguments, something of its own, day 0 collected."""

    def __init__(self, name: str = "somewhere") -> None:
        super().__init__(case(), "engagement", 2)
        self.name, self.mayor, self.seen = name, self.residents[3], [self.measure("trust")]
        self.datacollector.collect(self)

    def step(self) -> None:
        super().step()
        self.seen.append(self.mayor.trust)


def batch(tmp_path: Path, **given: Any) -> list[dict[str, Any]]:
    path = tmp_path / "batch.yaml"
    path.write_text(
        "name: batch\ndays: 3\nburn_in_days: 2\ncommunity: {residents: 60}\n"
        "arms: {business_as_usual: {}}\n"
    )
    parameters = {"case": str(path), **given.pop("parameters", {})}
    return mesa.batch_run(
        TrustModel, parameters, number_processes=1, display_progress=False, **given
    )


def live_until(model: TrustModel, day: int) -> None:
    if HAS_A_CLOCK:
        model.run_until(day)
    else:
        while model.day < day:
            model.step()


def clocks(model: TrustModel) -> set[float]:
    """What the town, Mesa's count of steps and Mesa's time say."""
    return {model.day, model.steps, getattr(model, "time", model.steps)}


# -- luck ------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:The `iterations`:DeprecationWarning")
def test_iterations_of_a_batch_are_the_first_replicates(tmp_path: Path) -> None:
    rows = batch(tmp_path, iterations=3)
    town = tmp_path / "batch.yaml"
    alone = [TrustModel(town, replicate=each).run().measure("trust") for each in (1, 2, 3)]
    assert [row["trust"] for row in rows] == alone
    assert len(set(alone)) == 3


def test_every_rng_of_a_batch_is_a_replicate_and_the_same_one_again(tmp_path: Path) -> None:
    given = {"rng": [1, 2, 3]} if BATCH_TAKES_RNG else {"parameters": {"rng": [1, 2, 3]}}
    once, again = ([row["trust"] for row in batch(tmp_path, **given)] for _ in range(2))
    assert once == again
    assert len(set(once)) == 3


@pytest.mark.filterwarnings("ignore:The `iterations`:DeprecationWarning")
def test_a_replicate_that_is_given_wins(tmp_path: Path) -> None:
    one, other = batch(tmp_path, iterations=2, parameters={"replicate": [7]})
    assert one["trust"] == other["trust"]
    assert TrustModel(case(), replicate=4, rng=9).simulation.replicate == 4


def test_a_whole_number_is_the_replicate_and_without_any_it_is_the_first() -> None:
    replicates = [TrustModel(case(days=1), rng=rng).simulation.replicate for rng in (3, 800, None)]
    assert replicates == [3, 800, 1]


@pytest.mark.parametrize("rng", OTHER_RNGS, ids=lambda rng: type(rng).__name__)
def test_any_other_rng_draws_a_replicate_always_the_same(rng: Any) -> None:
    first, second = (
        TrustModel(case(days=1), rng=copy.deepcopy(rng)).simulation.replicate for _ in range(2)
    )
    assert first == second > 10_000


@pytest.mark.parametrize("rng", ["one", -1, 1.5, [None]])
def test_what_is_no_beginning_of_luck_is_refused(rng: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"^rng must be a whole number"):
        TrustModel(case(), rng=rng)


# -- the clock -------------------------------------------------------------------------------------

WAYS_TO_COPY: dict[str, Callable[[TrustModel, Path], TrustModel]] = {
    "fork": lambda model, _: model.fork(),
    "deepcopy": lambda model, _: copy.deepcopy(model),
    "copy": lambda model, _: copy.copy(model),
    "pickle": lambda model, _: pickle.loads(pickle.dumps(model)),
    "save and load": lambda model, path: (model.save(path), type(model).load(path))[1],
}


@pytest.mark.parametrize("way", WAYS_TO_COPY)
def test_a_copy_goes_on_with_the_day_and_the_life_of_the_original(way: str, tmp_path: Path) -> None:
    model = TrustModel(case(), "engagement")
    live_until(model, 10)
    copied = WAYS_TO_COPY[way](model, tmp_path / "town.npz")
    assert clocks(copied) == {10}
    live_until(copied, 15)
    assert clocks(copied) == {15}
    assert clocks(model) == {10}
    live_until(model, 15)
    assert different(model.simulation, copied.simulation) == []


def test_the_clock_is_right_after_a_run_and_stays_so_past_the_end() -> None:
    model = TrustModel(case(), "engagement")
    model.step()
    model.run()
    assert clocks(model) == {20}
    for _ in range(3):
        model.step()
    assert clocks(model) == {20}
    assert clocks(model.fork()) == {20}
    assert not model.fork().running


@pytest.mark.skipif(not HAS_A_CLOCK, reason="Mesa before 3.5 has no clock")
def test_mesas_clock_stops_with_the_last_day() -> None:
    model = TrustModel(case())
    model.run_for(7)
    assert clocks(model) == {7}
    model.run_for(100)
    assert clocks(model) == {20}
    model.run_until(500)
    assert clocks(model) == {20}


@pytest.mark.skipif(not HAS_A_CLOCK, reason="Mesa before 3.5 cannot schedule")
@pytest.mark.parametrize("live", [TrustModel.run, lambda model: model.run_until(20)])
def test_what_was_scheduled_happens_on_its_day(live: Callable[[TrustModel], Any]) -> None:
    days = []

    def note() -> None:
        days.append(model.day)

    model = TrustModel(case())
    model.schedule_event(note, at=12.5)
    live(model)
    assert days == [12]
    assert clocks(model) == {20}


# -- copies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", WAYS_TO_COPY)
def test_a_copy_is_of_the_same_kind(way: str, tmp_path: Path) -> None:
    copied = WAYS_TO_COPY[way](Watched(), tmp_path / "town.npz")
    assert type(copied) is Watched


@pytest.mark.parametrize("way", ["fork", "deepcopy", "copy", "pickle"])
def test_a_copy_has_what_was_hung_on_the_original(way: str, tmp_path: Path) -> None:
    model = Watched("here")
    model.mayor.mood = "calm"
    model.step()
    copied = WAYS_TO_COPY[way](model, tmp_path)
    assert (copied.name, copied.seen) == ("here", model.seen)
    assert copied.seen is not model.seen
    assert copied.mayor is copied.residents[3]
    assert copied.mayor.mood == "calm"
    assert copied.random.random() == model.random.random()
    assert copied.rng.random() == model.rng.random()
    assert len(copied.datacollector.get_model_vars_dataframe()) == 2
    copied.step()
    assert len(model.seen) == len(copied.seen) - 1
    assert len(model.datacollector.model_vars["trust"]) == 2


def test_a_fork_may_follow_another_arm() -> None:
    fork = Watched().fork("surveillance")
    assert fork.simulation.arm == "surveillance"


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda town: pickle.loads(pickle.dumps(town))]
)
def test_a_copy_of_a_simulation_is_a_fork(copied: Callable[[Simulation], Simulation]) -> None:
    town = Simulation.start(case()).follow("engagement").advance(4)
    other = copied(town)
    assert different(town, other) == []
    assert different(town.advance(), other.advance()) == []


# -- agents and collectors -------------------------------------------------------------------------


def test_residents_and_officers_cannot_be_removed() -> None:
    model = TrustModel(case())
    everybody = len(model.agents)
    for remove in (
        lambda: model.residents[4].remove(),
        lambda: model.deregister_agent(model.officers[0]),
        lambda: model.agents.do("remove"),
        model.remove_all_agents,
    ):
        with pytest.raises(TypeError, match="cannot be removed"):
            remove()
    assert len(model.agents) == everybody
    guest = mesa.Agent(model)
    guest.remove()
    assert len(model.agents) == everybody


def test_nobody_else_makes_a_resident() -> None:
    model = TrustModel(case())
    for make in (lambda: Resident(model, 3), lambda: Resident.create_agents(model, 2, [0, 1])):
        with pytest.raises(TypeError, match=r"made by the model: ask for model\.residents"):
            make()
    assert len(model.agents_by_type[Resident]) == 60


def test_a_resident_who_is_added_later_is_seen() -> None:
    model = TrustModel(case())
    assert len(model.residents) == 60
    model.simulation.add_resident()
    assert len(model.residents) == 61
    assert model.residents[60].block == model.residents[59].block


def test_day_0_can_be_collected_and_is_day_0() -> None:
    model = Watched()
    collected = model.datacollector.get_model_vars_dataframe()
    assert collected["trust"].tolist() == [model.measure("trust")]
    model.simulation.shift_trust(-10)
    model.datacollector.collect(model)
    first, second = model.datacollector.model_vars["trust"]
    assert second == model.measure("trust") < first - 5
