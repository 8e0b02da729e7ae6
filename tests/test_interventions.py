"""What may be changed in a running town, by which names, and what is said when it cannot be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from small_towns import FLAGSHIP, day_zero, different, everything, scenario, trust

from sim import simulate
from sim.model.processes.news import NEWS
from sim.model.processes.stops import AT_STOPS, STOP
from sim.model.processes.surveillance import AT_CAMERAS
from sim.model.processes.visits import VISIT
from sim.model.registers import LEVERS
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation

TOWN = scenario(
    days=20,
    burn_in_days=5,
    arms=FLAGSHIP,
    community={"residents": 60, "residents_per_block": 10},
    department={"officers_per_1000": 50},
)
BLOCKS = 6


@pytest.fixture
def town() -> Simulation:
    return day_zero(TOWN).follow("engagement").advance(3)


def test_everybody_who_is_there_can_be_visited_and_nobody_else(town: Simulation) -> None:
    before = everything(town.fork())
    with pytest.raises(IndexError) as refused:
        town.contact(range(100), "visit", 1.0)
    assert str(refused.value) == (
        "residents must be a row from 0 to 59 or a list of such rows (there are 60 residents),"
        " not 60 and 39 more"
    )
    assert all(np.array_equal(before[name], now) for name, now in everything(town).items())
    gain = 100.0 * (trust(town.fork().contact(range(60), "visit", 1.0)) - trust(town)).mean()
    each = [100.0 * (trust(town.fork().contact(who, "visit", 1.0)) - trust(town)).sum() / 60
            for who in range(60)]  # fmt: skip
    assert gain == pytest.approx(sum(each))
    assert gain > 0.0


def test_a_name_is_as_good_as_a_row(town: Simulation) -> None:
    even = np.full(BLOCKS, 1.0 / BLOCKS)
    by_name = (
        town.fork()
        .contact(3, "stop", 0.2)
        .shift_trust(5, group="minority")
        .set_places("stops", even)
    )
    by_row = town.fork().contact(3, STOP, 0.2).shift_trust(5, group=1).set_places(AT_STOPS, even)
    assert different(by_name, by_row) == []
    assert np.array_equal(by_name.plan.places, by_row.plan.places)


def test_numbers_of_numpy_and_lists_of_any_kind_are_taken(town: Simulation) -> None:
    plain = town.fork().contact([1, 2], "visit", 0.5).shift_trust(2)
    of_numpy = town.fork().contact(np.array([1, 2], np.uint8), "visit", np.float32(0.5))
    of_numpy.shift_trust(np.int16(2))
    assert different(plain, of_numpy) == []
    assert different(town.fork().contact([], "visit", 0.5), town) == []


@pytest.mark.parametrize(
    ("act", "kind", "said"),
    [
        (lambda t: t.contact(5, "vist", 1.0), KeyError,
         "channel: no contact is called 'vist'; did you mean visit?"),
        (lambda t: t.contact(5, "fading", 1.0), KeyError, "channel: no contact is called 'fading'"),
        (lambda t: t.contact(5, 99, 1.0), IndexError, "(there are 18 channels), not 99"),
        (lambda t: t.contact(-1, "visit", 1.0), IndexError, "(there are 60 residents), not -1"),
        (lambda t: t.contact(1.7, "visit", 1.0), TypeError, "residents must be a row from 0"),
        (lambda t: t.contact(np.ones(60, bool), "visit", 1), TypeError,
         "numpy.flatnonzero(residents)"),
        (lambda t: t.contact(5, "visit", 20), ValueError,
         "quality must be a number from 0 to 1, not 20"),
        (lambda t: t.contact(5, "visit", 1.0, officer=5000), IndexError,
         "officer must be a row from"),
        (lambda t: t.contact([0] * 5000, "visit", 1), ValueError, "at most 1,144 in one call"),
        (lambda t: t.scandal(-0.2, {"majorty": 1}), KeyError, "did you mean majority?"),
        (lambda t: t.scandal(-0.2, {"majority": 70}), ValueError,
         "reach of majority must be a number from 0 to 1, not 70"),
        (lambda t: t.scandal(-20, {}), ValueError,
         "size must be a number from -0.5 to 0.5, not -20"),
        (lambda t: t.scandal(-0.2, "local"), TypeError,
         "reach must give a chance by name of a group"),
        (lambda t: t.scandal(-0.2, {}, where="least_trustin"), KeyError,
         "where: no place is called 'least_trustin'; did you mean least_trusting?"),
        (lambda t: t.scandal(-0.2, {}, where=[1, 2]), TypeError,
         "where must be the name of a place, as text, not a list of 2"),
        (lambda t: t.scandal(-0.2, {}, where="riskiest", blocks=0), ValueError,
         "blocks must be a whole number from 1 to 100,000, not 0"),
        (lambda t: t.scandal(-0.2, {}, blocks=2), ValueError,
         "blocks changes nothing where the news is everywhere: leave it out, or give where="),
        (lambda t: t.shift_trust(5, group=7), IndexError, "row from 0 to 1, not 7"),
        (lambda t: t.shift_trust(float("nan")), ValueError,
         "points must be a number from -100 to 100, not nan"),
        (lambda t: t.set_lever("visit_hours", -3), ValueError,
         "value of visit_hours must be a number from 0 to 100,000, not -3"),
        (lambda t: t.set_lever("visit_hours", float("nan")), ValueError, "not nan"),
        (lambda t: t.set_lever("visits", 3), KeyError, "name: no lever is called 'visits'"),
        (lambda t: t.set_lever("extra_officers", 50), ValueError, "from -100,000 to 1, not 50"),
        (lambda t: t.lever("visithours"), KeyError, "did you mean visit_hours?"),
        (lambda t: t.set_places("visits", np.ones(BLOCKS)), ValueError,
         "shares must sum to 1, not to 6: divide them by their sum"),
        (lambda t: t.set_places("visits", [0.5, 0.5]), ValueError,
         "one for each of the blocks, not an array of shape (2,)"),
        (lambda t: t.set_places("cameras", [-1] + [0] * 5), ValueError,
         "shares must be numbers from 0"),
        (lambda t: t.advance(2.5), ValueError,
         "days must be a whole number from 0 to 1,000,000, not 2.5"),
        (lambda t: t.advance("2"), TypeError, "days must be a whole number"),
        (lambda t: t.follow("engagment"), KeyError, "did you mean engagement?"),
        (lambda t: t.fork("engagment"), KeyError, "did you mean engagement?"),
        (lambda t: t.record(99), IndexError, "row must be a row from 0 to 0 (there are 1 records)"),
        (lambda t: setattr(t, "scenario", TOWN.with_changes(days=99)), ValueError,
         "scenario must have the days with which this town was built"),
        (lambda t: setattr(t, "day", 99), ValueError, "day must be a whole number from -5 to 20"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_refused_and_nothing_is_changed(
    town: Simulation, act: Any, kind: type[Exception], said: str
) -> None:
    kept = town.fork()
    with pytest.raises(kind) as refused:
        act(town)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert different(town, kept) == []
    assert np.array_equal(town.plan.levers, kept.plan.levers)
    assert (town.arm, town.day) == (kept.arm, kept.day)


@pytest.mark.parametrize("replicate", [0, -1, 1.5, "1", 2**40, True, None])
def test_a_replicate_is_a_whole_number_from_1(replicate: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="replicate must be a whole number from 1"):
        Simulation.start(TOWN, replicate)


def test_a_run_may_begin_from_the_path_of_a_file(tmp_path: Any) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(
        "name: town\ndays: 2\nburn_in_days: 2\ncommunity: {residents: 40}\n"
        "arms: {business_as_usual: {}}\n"
    )
    by_path = simulate(str(file), "business_as_usual")
    assert isinstance(by_path.scenario, Scenario)
    assert different(by_path, simulate(file, "business_as_usual")) == []
    with pytest.raises(TypeError, match="path of its file is needed here, not nothing"):
        Simulation.start(None)  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="no arm is called"):
        simulate(file, "engagement")


def test_a_town_whose_run_has_ended_is_not_changed_any_more(town: Simulation) -> None:
    town.advance()
    kept = town.fork()
    for act in (
        lambda: town.contact(1, "visit", 1.0),
        lambda: town.shift_trust(1),
        lambda: town.scandal(-0.1, {}),
        lambda: town.set_lever("visit_hours", 1),
        lambda: town.set_places("cameras", np.zeros(BLOCKS)),
        town.add_resident,
    ):
        with pytest.raises(ValueError, match="the run ended on day 20"):
            act()
    assert different(town, kept) == []
    assert town.lever("visit_hours") > 0.0  # where it stood on the last day


def test_every_lever_has_bounds_and_is_neutral_within_them(town: Simulation) -> None:
    for lever in LEVERS:
        low, high = lever.bounds
        assert low <= (lever.neutral or 0.25) <= high, lever.name
        assert low <= town.lever(lever.name) <= high, lever.name


def test_cameras_are_a_number_at_each_block(town: Simulation) -> None:
    town.set_places("cameras", [2, 0, 0, 0, 0, 1]).advance(1)
    assert town.town.blocks.cameras.tolist() == [2, 0, 0, 0, 0, 1]
    assert town.plan.places[-1, AT_CAMERAS].tolist() == [2, 0, 0, 0, 0, 1]


def test_what_is_done_is_booked_where_it_belongs(town: Simulation) -> None:
    booked = town.fork().contact(range(60), "visit", 1.0).town.books.booked - town.town.books.booked
    assert set(np.nonzero(booked)[2]) == {VISIT}
    shifted = town.fork().shift_trust(3).town.books.booked - town.town.books.booked
    assert set(np.nonzero(shifted)[2]) == {NEWS}


def test_outcomes_are_read_without_a_trace_in_the_books(
    town: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even for a moment: another thread may read at the same time."""
    import sim.model.simulation as living

    record, books, seen = living.take_record, town.fork().town.books, []

    def looking_at_the_books(*given: Any) -> None:
        record(*given)
        now = dict(town.town.books.columns())
        seen.append(all(np.array_equal(now[name], was) for name, was in books.columns()))

    monkeypatch.setattr(living, "take_record", looking_at_the_books)
    first = town.outcomes()
    assert first == pytest.approx(town.outcomes(), abs=0.0, nan_ok=True)
    assert first["trust"] == pytest.approx(100.0 * trust(town).mean())
    assert seen == [True, True]
