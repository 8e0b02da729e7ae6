"""Claims about the trials of contact and of places: how they randomise and what they measure."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.evidence.estimators import Ratio, effect_on_treated, t_of_difference
from sim.evidence.trials import good_and_bad_contact
from sim.evidence.trials.cameras import changes_by_type
from sim.evidence.trials.community_policing import (
    EVENTS,
    FOLLOW_UP_HOURS,
    FOOT_HOURS,
    VISIT_HOURS,
    Areas,
    divide,
    is_significant,
    start_programme,
)
from sim.evidence.trials.community_policing_unsupported import UNSUPPORTED, rare, victims
from sim.evidence.trials.foot_patrol_hot_spots import against_controls, prevented, ring_of
from sim.evidence.trials.procedural_justice_training import logit_difference
from sim.evidence.trials.single_visit import quartets, survey_t
from sim.evidence.trials.town import Crimes, town_for, trust_of
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.processes.gatherings import AT_GATHERINGS
from sim.model.processes.visits import AT_VISITS, ON_VISITS
from sim.model.simulation import Simulation

TINY: dict[str, Any] = {"community": {"residents": 1200}, "burn_in_days": 2}


def people_who_differ(seed: int = 3) -> tuple[np.random.Generator, np.ndarray]:
    luck = np.random.default_rng(seed)
    return luck, luck.beta(5.0, 5.0, 5000)


# One visit


def test_of_every_four_people_alike_in_trust_two_are_visited() -> None:
    luck, trust = people_who_differ()
    people, assigned = quartets(trust, 2012, luck)
    assert len(set(people)) == 2012
    assert (assigned.reshape(-1, 4).sum(axis=1) == 2).all()
    apart = np.ptp(trust[people].reshape(-1, 4), axis=1)
    assert np.median(apart) < 0.1 * trust.std()
    visited, others = trust[people][assigned == 1], trust[people][assigned == 0]
    assert abs(visited.mean() - others.mean()) < 0.02 * trust.std()


def test_another_replicate_visits_others() -> None:
    _, trust = people_who_differ()
    draws = [quartets(trust, 2012, np.random.default_rng(seed)) for seed in (1, 1, 2)]
    assert (draws[0][0] == draws[1][0]).all()
    assert (draws[0][1] == draws[1][1]).all()
    assert (draws[0][0] != draws[2][0]).any()


def test_the_effect_of_a_visit_is_found_though_most_doors_stay_closed() -> None:
    luck, trust = people_who_differ()
    people, assigned = quartets(trust, 2012, luck)
    reached = assigned * (luck.random(len(people)) < 0.41)
    answers = trust[people] + 0.07 * reached
    found = effect_on_treated(answers - trust[people], assigned, reached)
    assert found.above / found.below == pytest.approx(0.07)
    assert found.above == pytest.approx(0.07 * 0.41, rel=0.1)


@pytest.mark.parametrize(("effect", "low", "high"), [(0.07, 3.0, 12.0), (0.0, -2.6, 2.6)])
def test_a_survey_detects_a_visit_and_nothing_where_nothing_is(
    effect: float, low: float, high: float
) -> None:
    luck, trust = people_who_differ()
    people, assigned = quartets(trust, 2012, luck)
    reached = assigned * (luck.random(len(people)) < 0.41)
    before, after = trust[people] + 0.1 * luck.standard_normal((2, len(people)))
    after = after + effect * reached
    assert low < survey_t(before, after, assigned) < high


def test_the_first_survey_sharpens_the_second() -> None:
    luck, trust = people_who_differ()
    people, assigned = quartets(trust, 2012, luck)
    before, after = trust[people] + 0.05 * luck.standard_normal((2, len(people)))
    after = after + 0.03 * assigned
    plain = t_of_difference(after[assigned == 1], after[assigned == 0])
    assert survey_t(before, after, assigned) > 1.5 * plain > 0.0


# Good and bad contact


def test_contacts_equally_far_from_expectations_weigh_as_trust_against_distrust() -> None:
    """Losses go with the trust there is to lose, gains with what is missing."""
    middling = (good_and_bad_contact.GOOD + good_and_bad_contact.BAD) / 2.0
    even = {"contact.expectation": middling, "contact.slope": 0.0, "contact.closeness": 0.0}
    changes = {**TINY, "assumptions": even}
    trust = trust_of(town_for(1, 2, changes)).mean()
    ratio = good_and_bad_contact.trial(1, changes)["P04.ratio"]
    assert isinstance(ratio, Ratio)
    assert ratio.above / ratio.below == pytest.approx(trust / (1.0 - trust))


# Places

LINE = np.array([[at - 1, at + 1 if at < 9 else -1, -1, -1] for at in range(10)], np.int32)


def test_a_ring_is_what_lies_next_to_treated_blocks_and_is_not_treated() -> None:
    assert ring_of(np.array([3, 4]), LINE).tolist() == [2, 5]
    assert ring_of(np.array([0, 9]), LINE).tolist() == [1, 8]


def test_crime_that_moves_next_door_is_told_from_crime_that_falls_everywhere() -> None:
    """Ten crimes a block; all fall by a tenth, two treated ones by 4 more, of which 1 moves."""
    without = np.full(10, 10.0)
    after = 0.9 * without
    treated = np.array([3, 6])
    after[treated] -= 4.0
    after[[2, 4, 5, 7]] += 0.5
    ring = ring_of(treated, LINE)
    elsewhere = np.setdiff1d(np.arange(10), np.concatenate([treated, ring]))
    assert prevented(after, without, treated, elsewhere) == pytest.approx([4.0, 4.0])
    assert -prevented(after, without, ring, elsewhere).sum() == pytest.approx(2.0)
    assert against_controls(after, without, treated, elsewhere) == pytest.approx(-100 * 4 / 9)


def test_cameras_that_prevent_a_fifth_of_property_crime_are_read_as_that() -> None:
    without = np.tile([2.0, 1.0, 1.0, 6.0], (4, 1))
    after = 0.95 * without
    after[:2, 1:] *= 0.8
    found = changes_by_type(after, without, np.array([0, 1]), np.array([2, 3]))
    assert found == pytest.approx([-16.0, -20.0, 0.0])


def test_a_shift_of_one_standard_deviation_of_conduct_is_read_as_one() -> None:
    latent = np.random.default_rng(5).logistic(size=400_000) * np.sqrt(3.0) / np.pi
    usual, trained = (latent < -1.5).mean(), (latent + 1.0 < -1.5).mean()
    assert logit_difference(trained, usual) == pytest.approx(-1.0, abs=0.03)
    assert logit_difference(usual, usual) == 0.0


# A programme in half of the beats


def made_up_town(beats: int = 10, each: int = 20) -> Any:
    risk = np.exp(np.random.default_rng(8).standard_normal(beats * each))
    blocks = SimpleNamespace(beat=np.repeat(np.arange(beats), each), risk=risk)
    residents = SimpleNamespace(block=np.repeat(np.arange(beats * each), 25))
    return SimpleNamespace(town=SimpleNamespace(blocks=blocks, residents=residents))


def test_half_of_the_beats_are_drawn_one_of_each_pair_alike_in_risk() -> None:
    town = made_up_town()
    blocks = town.town.blocks
    ranked = np.argsort(-np.bincount(blocks.beat, blocks.risk)).reshape(-1, 2)
    drawn = set()
    for replicate in range(1, 9):
        areas = divide(town, replicate)
        beats = set(blocks.beat[areas.treated])
        assert all(len(beats & set(pair)) == 1 for pair in ranked)
        assert areas.chosen.sum() == 2500
        assert sorted([*areas.treated, *areas.control]) == list(range(200))
        drawn.add(frozenset(beats))
    assert len(drawn) > 3


def areas_of(treated: int, control: int) -> Areas:
    rows = np.arange(treated + control)
    chosen = rows < treated
    return Areas(rows[chosen], rows[~chosen], chosen)


def crimes_of(*by_block: float) -> Crimes:
    counts = np.array(by_block)[:, None]
    return Crimes(counts, counts)


@pytest.mark.parametrize(
    ("after", "found"),
    [((100, 100), False), ((50, 50), False), ((90, 100), False), ((40, 100), True)],
)
def test_only_a_change_beyond_chance_and_beyond_the_controls_is_significant(
    after: tuple[float, float], found: bool
) -> None:
    areas = areas_of(1, 1)
    assert is_significant(crimes_of(100, 100), crimes_of(*after), areas) is found


def test_only_those_who_stayed_are_compared() -> None:
    areas = areas_of(2, 2)
    values, stayed = np.array([1.0, 9.0, 3.0, 4.0]), np.array([True, False, True, True])
    assert areas.difference(values, stayed) == pytest.approx(1.0 - 3.5)


def test_victims_live_where_crime_happens_or_anywhere_and_none_is_lost() -> None:
    crimes = np.zeros((10, 4))
    crimes[3] = 2.5
    lives = victims(crimes, away=0.5)
    assert lives.sum() == pytest.approx(crimes.sum())
    assert lives[3] == pytest.approx(5.5)
    assert lives[0] == pytest.approx(0.5)


def test_a_rare_count_is_read_in_its_own_spread() -> None:
    """One in a hundred tips; a tenth more everywhere, and the programme adds a quarter."""
    homes, usual = np.full(4, 25.0), np.full(4, 0.25)
    run = usual * np.array([1.35, 1.35, 1.1, 1.1])
    assert rare(run, usual, homes, areas_of(2, 2)) == pytest.approx(0.0025 / 0.1)


@pytest.fixture(scope="module")
def tiny() -> Simulation:
    return town_for(1, 30, TINY)


@pytest.mark.parametrize("bought", [True, False])
def test_the_programme_is_where_it_is_meant_to_be_and_paid_as_said(
    tiny: Simulation, bought: bool
) -> None:
    town, areas = tiny.fork(), divide(tiny, 1)
    usual_events = town.lever("events_per_month")
    start_programme(town, areas, FOLLOW_UP_HOURS, bought)
    stage = town.plan.stage[town.scenario.burn_in_days]
    for kind in (AT_VISITS, AT_FOOT_PATROL):
        assert town.plan.places[stage, kind, areas.control].sum() == 0.0
        assert town.plan.places[stage, kind, areas.treated].sum() == pytest.approx(1.0)
    held = town.lever("events_per_month") * town.plan.places[stage, AT_GATHERINGS]
    homes = town.town.blocks.homes
    usual = usual_events * homes / homes.sum()
    assert held[areas.control] == pytest.approx(usual[areas.control])
    assert held[areas.treated].sum() == pytest.approx(usual[areas.treated].sum() + EVENTS)
    hours = VISIT_HOURS + FOOT_HOURS + FOLLOW_UP_HOURS + EVENTS * 12.0 * 12.0 / 365.25
    assert town.lever("bought_hours") == pytest.approx(hours if bought else 0.0)
    assert tiny.lever("visit_hours") == 0.0


def test_a_badly_supported_programme_delivers_a_third_of_its_visits() -> None:
    arms = {"business_as_usual": {}, "unsupported": {"implementation": UNSUPPORTED}}
    start = town_for(1, 30, {**TINY, "arms": arms})
    areas = divide(start, 1)
    hours = []
    for arm in ("business_as_usual", "unsupported"):
        town = start.fork(arm)
        start_programme(town, areas, 0.0, bought=True)
        hours.append(town.advance().town.books.hours[ON_VISITS])
    assert hours[1] / hours[0] == pytest.approx(UNSUPPORTED["compliance"])
