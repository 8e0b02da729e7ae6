"""Claims about whole towns: what wins trust and what costs it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from small_towns import counted, day_zero, lived, scenario, trust

from sim.model.processes.contact import BY_POLICE
from sim.model.processes.follow_up import FOLLOW_UP, ISSUES_FIXED
from sim.model.processes.issues import BROKEN_PROMISE, ISSUES_BROKEN
from sim.model.processes.stops import DISRESPECT, STOP, STOPS
from sim.model.processes.talk import HEARSAY
from sim.model.processes.visits import VISIT
from sim.model.simulation import Simulation
from sim.model.state import ISSUE_RAISED


def booked(simulation: Simulation, channel: int) -> float:
    """Trust booked to a channel, summed over residents."""
    return float(simulation.town.books.booked[..., channel].sum())


def test_trust_starts_on_day_0_at_what_everybody_thinks_of_police() -> None:
    start = day_zero(scenario())
    assert (trust(start) == start.town.residents.anchor).all()
    assert not start.town.books.booked.any()


def test_three_weeks_after_a_contact_about_two_thirds_of_it_are_left() -> None:
    """As a field experiment found (Peyton et al. 2019): between .35 and .85."""
    usual = day_zero(scenario())
    visited = usual.fork().contact(range(0, 400, 4), VISIT, 0.92)
    effects = []
    for _ in range(2):
        effects.append(float((trust(visited) - trust(usual))[::4].mean()))
        usual.advance(21)
        visited.advance(21)
    assert effects[0] > 0.05
    assert 0.35 < effects[1] / effects[0] < 0.85
    assert effects[1] / effects[0] == pytest.approx(0.62, abs=0.08)


def test_friends_hear_of_a_bad_contact_and_trust_less_themselves() -> None:
    usual = day_zero(scenario(assumptions={"talk.chance": 0.5}))
    residents = usual.town.residents
    stopped = np.arange(0, 400, 10)
    friends = np.setdiff1d(residents.friends[stopped][residents.friends[stopped] >= 0], stopped)
    strangers = np.setdiff1d(np.arange(400), [*stopped, *friends])
    told = usual.fork().contact(stopped, STOP, 0.1)
    usual.advance(10)
    told.advance(10)
    lost = trust(told) - trust(usual)
    assert booked(told, HEARSAY) < booked(usual, HEARSAY)
    assert lost[stopped].mean() < lost[friends].mean() < 0.0
    assert abs(lost[strangers].mean()) < 0.2 * abs(lost[friends].mean())


def test_news_of_a_neighbours_issue_does_not_make_anybody_forget_their_own_stop() -> None:
    """What the block hears of a promise is hearsay: one's own story stays the one to tell."""
    town = day_zero(
        scenario(
            department={"officers_per_1000": 50},
            assumptions={"moving.yearly": 0, "issues.heard_by": 1},
        )
    )
    town.town.department.follow_up_due[:] = 8.0
    here = np.flatnonzero(town.town.residents.block == 3)
    town.contact(here, STOP, 0.1).advance(1)
    stories = town.town.residents.story[here].copy()
    assert (stories < 0.0).mean() > 0.9
    blocks = town.town.blocks
    blocks.issue[3, 0], blocks.issue_day[3, 0] = ISSUE_RAISED, -9
    blocks.issue_raiser[3, 0] = here[0]
    town.advance(1)
    assert blocks.issue[3, 0] != ISSUE_RAISED  # solved, and the whole block has heard of it
    kept = town.town.residents.story[here] == stories
    assert kept[1:].mean() > 0.9  # all but those who had another contact on that day


def test_a_scandal_moves_those_who_hear_of_it_and_nobody_else() -> None:
    before = day_zero(scenario())
    after = before.fork().scandal(-0.2, {"minority": 1.0})
    group = before.town.residents.group
    minority = list(before.scenario.community.groups).index("minority")
    # one step of -.2 for everybody who hears: 2 x .2 of their trust
    assert trust(after)[group == minority] == pytest.approx(0.6 * trust(before)[group == minority])
    assert (trust(after)[group != minority] == trust(before)[group != minority]).all()


def test_how_far_a_scandal_carries_decides_how_many_hear() -> None:
    before = day_zero(scenario(community={"residents": 2000}))
    half = before.fork().scandal(-0.2, {"majority": 0.3})
    more = before.fork().scandal(-0.2, {"majority": 0.6})
    members = before.town.residents.group == 0
    heard, heard_more = (trust(each) < trust(before) for each in (half, more))
    standard_error = math.sqrt(0.3 * 0.7 / members.sum())
    assert heard[members].mean() == pytest.approx(0.3, abs=4 * standard_error)
    assert heard_more[heard].all()  # who hears of little news hears of big news too


def test_a_scandal_in_the_scenario_breaks_on_its_day() -> None:
    shock = {"day": 20, "size": -0.3, "reach": "national"}
    town = scenario(community={"residents": 400, "shocks": [shock]})
    calm, shaken = lived(scenario(), "business_as_usual"), day_zero(town).fork("business_as_usual")
    assert trust(shaken.advance(20)).mean() == pytest.approx(
        trust(day_zero(scenario()).advance(20)).mean(), abs=1e-12
    )
    fallen = trust(shaken).mean() - trust(shaken.advance(1)).mean()
    assert fallen > 0.2
    assert trust(shaken.advance()).mean() < trust(calm).mean()


def test_broken_promises_cost_trust_and_the_feeling_of_being_heard() -> None:
    """The same outreach and the same issues raised; only the follow-up differs."""
    outreach = {"outreach": {"visit_hours": 4}}
    kept = {**outreach, "problem_solving": {"follow_up_hours": 6}}
    broken = {**kept, "implementation": {"follow_up_limit": 0.0}}
    town = scenario(
        arms={"kept": kept, "broken": broken},
        baseline="kept",
        days=150,
        department={"officers_per_1000": 20},
        assumptions={"issues.arise": 12},
    )
    promised, let_down = (lived(town, arm) for arm in town.arms)
    assert counted(promised, ISSUES_FIXED) > 20.0
    assert counted(let_down, ISSUES_FIXED) == 0.0
    assert counted(let_down, ISSUES_BROKEN) > 20.0
    assert booked(let_down, BROKEN_PROMISE) < 0.0 < booked(promised, FOLLOW_UP)
    good, bad = promised.outcomes(), let_down.outcomes()
    assert bad["trust"] < good["trust"] - 0.5
    assert bad["heard"] < good["heard"]


def test_an_unfair_stop_programme_costs_trust_among_those_stopped() -> None:
    stops = {"stop_hours": 4, "where": "everywhere"}
    town = scenario(
        arms={
            "fair": {"surveillance": {**stops, "stop_conduct": 0.05}},
            "unfair": {"surveillance": {**stops, "stop_conduct": -0.25}},
        },
        baseline="fair",
        days=120,
        department={"officers_per_1000": 10},
    )
    fair, unfair = (lived(town, arm) for arm in town.arms)
    assert counted(unfair, STOPS) == counted(fair, STOPS) > 100.0  # conduct alone differs
    stopped = (fair.town.residents.contact_kinds & BY_POLICE) > 0
    lost = trust(unfair) - trust(fair)
    assert lost[stopped].mean() < -0.02
    assert lost[stopped].mean() < 3.0 * lost[~stopped].mean() < 0.0  # others only hear of it
    assert booked(unfair, STOP) < booked(fair, STOP)
    assert counted(unfair, DISRESPECT) > counted(fair, DISRESPECT)


def test_visits_win_trust_and_make_officers_known() -> None:
    visiting = {"outreach": {"visit_hours": 2}}
    town = scenario(arms={"usual": {}, "visits": visiting}, baseline="usual")
    usual, visits = (lived(town, arm).outcomes() for arm in town.arms)
    assert visits["trust"] > usual["trust"] + 1.0
    assert visits["familiarity"] > usual["familiarity"] + 5.0
