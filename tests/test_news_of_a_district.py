"""Claims about scandals that are news in one district only: who hears, and who does not."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small_towns import by_group, day_zero, different, lived, scenario, trust

from sim.model.processes.news import NEWS
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation

BLOCKS, DAY = 40, 20
REACH = {"majority": 0.5, "minority": 0.8}
DISTRICTS = [("least_trusting", 12), ("riskiest", 5)]


def town(**where: Any) -> Scenario:
    """400 people in 40 blocks, and a scandal on day 20; where it is told as given."""
    shock = {"day": DAY, "size": -0.2, "reach": REACH, **where}
    return scenario(community={"residents": 400, "residents_per_block": 10, "shocks": [shock]})


def calm() -> Scenario:
    """The same town without the scandal."""
    return scenario(community={"residents": 400, "residents_per_block": 10})


def that_night(case: Scenario) -> Simulation:
    return day_zero(case).fork("business_as_usual").advance(DAY + 1)


def living_in(simulation: Simulation, told: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
    """Residents who live where ``told`` is 1."""
    inside: npt.NDArray[np.bool_] = told[simulation.town.residents.block] == 1
    return inside


@pytest.mark.parametrize(("where", "blocks"), DISTRICTS)
def test_a_scandal_of_a_district_is_no_news_elsewhere(where: str, blocks: int) -> None:
    here, everywhere, never = map(that_night, (town(where=where, blocks=blocks), town(), calm()))
    inside = living_in(here, here.plan.shock_here[0])
    assert inside.sum() == 10 * blocks
    assert (trust(here)[~inside] == trust(never)[~inside]).all()
    assert (trust(here)[inside] == trust(everywhere)[inside]).all()
    moved = trust(everywhere) < trust(never)  # what could have been: both sides have listeners
    assert 0.3 < moved[inside].mean() < 0.9
    assert 0.3 < moved[~inside].mean() < 0.9


@pytest.mark.parametrize(("where", "blocks"), DISTRICTS)
def test_what_a_district_hears_is_booked_as_news_and_nothing_is_missing(
    where: str, blocks: int
) -> None:
    here, never = that_night(town(where=where, blocks=blocks)), that_night(calm())
    change = by_group(here, trust(here)) - by_group(never, trust(never))
    booked = here.town.books.booked - never.town.books.booked
    assert booked.sum(axis=(0, 2)) == pytest.approx(change, abs=1e-12)
    assert (booked[..., NEWS].sum(axis=0) < 0.0).all()
    assert (abs(booked[..., NEWS].sum(axis=0)) >= abs(change)).all()  # the night takes some back


@pytest.mark.parametrize("where", ["least_trusting", "riskiest"])
def test_a_district_as_large_as_the_town_is_the_town(where: str) -> None:
    usual = lived(town(), "business_as_usual")
    for blocks in (BLOCKS, 100 * BLOCKS):
        wide = lived(town(where=where, blocks=blocks), "business_as_usual")
        assert different(wide, usual) == []
    narrow = lived(town(where=where, blocks=BLOCKS - 1), "business_as_usual")
    assert different(narrow, usual) != []


def test_the_same_district_hears_whether_a_scenario_or_python_breaks_the_news() -> None:
    before = day_zero(calm()).fork("business_as_usual").advance(DAY)
    for where, blocks in DISTRICTS:
        after = before.fork().scandal(-0.2, REACH, where=where, blocks=blocks)
        wide = before.fork().scandal(-0.2, REACH)
        inside = living_in(before, that_night(town(where=where, blocks=blocks)).plan.shock_here[0])
        assert (trust(after)[~inside] == trust(before)[~inside]).all()
        assert (trust(after)[inside] == trust(wide)[inside]).all()
        assert (trust(after)[inside] < trust(before)[inside]).mean() > 0.3
        booked = (after.town.books.booked - before.town.books.booked)[..., NEWS].sum()
        assert booked == pytest.approx((trust(after) - trust(before)).sum(), abs=1e-12)


def test_who_hears_in_a_district_hears_also_in_a_larger_one() -> None:
    before = day_zero(calm())
    heard = [
        trust(before.fork().scandal(-0.2, REACH, where="riskiest", blocks=blocks)) < trust(before)
        for blocks in (1, 4, 20)
    ]
    for few, more in pairwise(heard):
        assert more[few].all()
        assert more.sum() > few.sum() > 0


def test_a_district_is_a_tenth_of_the_blocks_and_those_that_it_is_named_for() -> None:
    risky, wary, wide = (
        day_zero(case).fork("business_as_usual")
        for case in (town(where="riskiest"), town(where="least_trusting"), town())
    )
    blocks, groups = risky.town.blocks, risky.town.groups
    told, elsewhere = (risky.plan.shock_here[0] == each for each in (1, 0))
    assert told.sum() == BLOCKS // 10
    assert blocks.risk[told].min() >= blocks.risk[elsewhere].max()
    usual_trust = blocks.people @ groups.start_trust / blocks.people.sum(axis=1)
    told, elsewhere = (wary.plan.shock_here[0] == each for each in (1, 0))
    assert told.sum() == BLOCKS // 10
    assert usual_trust[told].max() <= usual_trust[elsewhere].min() + 1e-9
    assert wide.plan.shock_here.all()
    assert (risky.plan.shock_here != wary.plan.shock_here).any()
