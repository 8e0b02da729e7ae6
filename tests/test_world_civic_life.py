"""Claims about whole towns: local issues and promises, gatherings, joining in, moving away."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from small_towns import counted, day_zero, different, lived, scenario

from sim.model.processes.community_groups import AT_RESIDENTS_GROUPS
from sim.model.processes.follow_up import FOLLOW_UP, ISSUES_FIXED
from sim.model.processes.gatherings import EVENT_ATTENDANCE, MET_AT_GATHERING
from sim.model.processes.issues import BROKEN_PROMISE, ISSUES_BROKEN, ISSUES_ESCALATED
from sim.model.processes.moving import MOVES
from sim.model.processes.stops import STOPS
from sim.model.processes.ties import NEW_TIES
from sim.model.processes.visits import VISITS_MADE, VISITS_TRIED
from sim.model.simulation import Simulation
from sim.model.state import ISSUE_NONE, ISSUE_OPEN, ISSUE_RAISED, ISSUE_SMALL

QUIET = {"issues.arise": 0, "issues.notice": 0, "issues.resolve": 0, "issues.escalate": 0}


def quiet_town(days: int = 90, **arm: dict[str, float]) -> Simulation:
    """A town in which no issue arises by itself, with no hours saved for them."""
    town = scenario(
        arms={"arm": arm},
        baseline="arm",
        days=days,
        department={"officers_per_1000": 50, "events_per_month": 0},
        assumptions={**QUIET, "moving.yearly": 0},
    )
    start = day_zero(town).fork("arm")
    start.town.department.follow_up_due[:] = 0.0
    return start


def raise_issues(town: Simulation, *days: int) -> list[int]:
    """One raised issue in a block of its own for each day of raising; gives the blocks."""
    blocks = town.town.blocks
    for block, day in enumerate(days, start=1):
        blocks.issue[block, 0] = ISSUE_RAISED
        blocks.issue_day[block, 0] = day
        blocks.issue_raiser[block, 0] = blocks.first[block]
    return list(range(1, len(days) + 1))


def states(town: Simulation, blocks: list[int]) -> list[int]:
    return [int(town.town.blocks.issue[block, 0]) for block in blocks]


# Promises


def test_the_issue_that_has_waited_longest_is_followed_up_first() -> None:
    """Three and a half hours and the usual 1.5 (.0215 of 70) solve one issue a day."""
    town = quiet_town(problem_solving={"follow_up_hours": 3.5})
    blocks = raise_issues(town, -5, -20, -10)
    solved = []
    for _ in range(3):
        town.advance(1)
        solved.append([state == ISSUE_NONE for state in states(town, blocks)])
    assert solved == [[False, True, False], [False, True, True], [True, True, True]]
    assert counted(town, ISSUES_FIXED) == 3.0


def test_no_issue_is_solved_before_three_days_have_passed() -> None:
    town = quiet_town(problem_solving={"follow_up_hours": 20})
    (block,) = raise_issues(town, 0)
    town.advance(3)
    assert states(town, [block]) == [ISSUE_RAISED]  # raised on day 0, still there after day 2 ...
    assert states(town.advance(1), [block]) == [ISSUE_NONE]  # ... and solved on day 3


def test_a_smaller_matter_takes_a_quarter_of_the_work_and_left_lying_is_gone() -> None:
    """Half an hour a day and the usual 1.5 solve one smaller matter (1.1) a day, not one issue."""
    town = quiet_town(problem_solving={"follow_up_hours": 0.5})
    small, whole = raise_issues(town, -20, -10)
    town.town.blocks.issue[small, 0] = ISSUE_SMALL
    town.advance(1)
    assert states(town, [small, whole]) == [ISSUE_NONE, ISSUE_RAISED]

    nobody = quiet_town(implementation={"follow_up_limit": 0})
    (block,) = raise_issues(nobody, 0)
    nobody.town.blocks.issue[block, 0] = ISSUE_SMALL
    homes = nobody.town.blocks.first[block], nobody.town.blocks.homes[block]
    before = nobody.town.residents.heard[homes[0] : sum(homes)].copy()
    assert states(nobody.advance(45), [block]) == [ISSUE_SMALL]
    assert states(nobody.advance(1), [block]) == [ISSUE_NONE]
    lost = before - nobody.town.residents.heard[homes[0] : sum(homes)]
    assert lost[0] > 0.1  # who raised it
    assert np.abs(lost[1:]).max() < 0.05  # nobody else has heard of it


def test_a_promise_is_broken_after_forty_five_days_and_the_issue_is_open_again() -> None:
    town = quiet_town(implementation={"follow_up_limit": 0})
    (block,) = raise_issues(town, 0)
    town.advance(45)
    assert counted(town, ISSUES_BROKEN) == 0.0
    town.advance(1)
    assert counted(town, ISSUES_BROKEN) == 1.0
    assert states(town, [block]) == [ISSUE_OPEN]
    assert town.town.books.booked[..., BROKEN_PROMISE].sum() < 0.0


def test_the_resident_who_raised_an_issue_always_hears_and_a_quarter_of_the_block() -> None:
    without = quiet_town(problem_solving={"follow_up_hours": 32})
    town = without.fork()
    blocks = raise_issues(town, *[-10] * 6)
    raisers = town.town.blocks.first[blocks]
    without.advance(1)
    town.advance(1)
    assert counted(town, ISSUES_FIXED) == 6.0
    moved = town.town.residents.impression - without.town.residents.impression
    heard = town.town.residents.heard - without.town.residents.heard
    assert (moved[raisers] > 0.0).all()
    assert (heard[raisers] > 0.1).all()  # .3 of what was missing
    here = np.isin(town.town.residents.block, blocks)
    here[raisers] = False
    standard_error = math.sqrt(0.25 * 0.75 / here.sum())
    assert (moved[here] > 0.0).mean() == pytest.approx(0.25, abs=4 * standard_error)
    assert town.town.books.booked[..., FOLLOW_UP].sum() > 0.0


def test_an_issue_left_alone_escalates_and_leaves_disorder_and_worry() -> None:
    town = quiet_town()
    calm = town.fork()
    town.numbers["issues"]["escalate"] = 1.0  # today
    town.town.blocks.issue[2, 0] = ISSUE_OPEN
    town.advance(1)
    calm.advance(1)
    blocks, usual = town.town.blocks, calm.town.blocks
    assert counted(town, ISSUES_ESCALATED) == 1.0
    missing = 1.0 - usual.disorder[2]
    assert blocks.disorder[2] == pytest.approx(usual.disorder[2] + 0.25 * missing)
    assert (blocks.disorder == usual.disorder).sum() == len(usual.disorder) - 1
    here = town.town.residents.block == 2
    assert (town.town.residents.worry[here] > calm.town.residents.worry[here]).all()


# What is paid for is done


def test_every_visit_that_is_paid_for_is_tried_and_four_in_ten_find_somebody() -> None:
    town = lived(
        scenario(
            arms={"arm": {"outreach": {"visit_hours": 1.3}}},
            baseline="arm",
            department={"officers_per_1000": 5},
        ),
        "arm",
    )
    tried, made = counted(town, VISITS_TRIED), counted(town, VISITS_MADE)
    assert tried == pytest.approx(90 * 1.3 / 0.25, abs=1)  # a quarter of an hour each
    assert made / tried == pytest.approx(0.41, abs=4 * math.sqrt(0.41 * 0.59 / tried))


def test_every_hour_of_stops_brings_seven_tenths_of_a_stop() -> None:
    stops = {"surveillance": {"stop_hours": 2.0, "where": "everywhere"}}
    town = lived(
        scenario(
            arms={"arm": stops},
            baseline="arm",
            department={"officers_per_1000": 5},
            assumptions={"stops.everyday": 0},
        ),
        "arm",
    )
    assert counted(town, STOPS) == pytest.approx(90 * 2.0 * 0.7, abs=1)


def test_support_of_the_watch_wins_half_a_household_an_hour() -> None:
    assumptions = {"participation.watch": 0.0, "participation.memory": 3650, "moving.yearly": 0}
    town = lived(
        scenario(
            arms={"arm": {"neighbourhood_watch": {"hours": 1.5}}},
            baseline="arm",
            department={"officers_per_1000": 5},
            assumptions=assumptions,
        ),
        "arm",
    )
    won = 90 * 1.5 * 0.5  # 67 of 400; a few lapse
    assert 0.9 * won < town.town.residents.watch.sum() <= won


def supported_groups(
    residents: int = 400, awake: int = 0, days: int = 90, **numbers: float
) -> dict[str, Simulation]:
    """Without support, and with 16 officer hours a day of it in half of the blocks.

    On day 0 every block has a group (``awake`` is 1) or none has.
    """
    hours = {"hours": 16.0, "blocks": residents // 50}
    town = scenario(
        arms={
            "none": {},
            "riskiest": {"residents_groups": hours},
            "least_trusting": {"residents_groups": {**hours, "where": "least_trusting"}},
        },
        baseline="none",
        days=days,
        community={"residents": residents},
        department={"officers_per_1000": 20},
        assumptions={f"community_groups.{name}": each for name, each in numbers.items()},
    )
    start = day_zero(town)
    start.town.blocks.community_group[:] = awake
    return {arm: start.fork(arm).advance() for arm in town.arms}


def supported_here(town: Simulation) -> npt.NDArray[np.bool_]:
    return town.plan.places[town.plan.stage[-1], AT_RESIDENTS_GROUPS] > 0.0


def test_support_founds_groups_where_it_is_given_and_nowhere_else() -> None:
    towns = supported_groups(8000, founded=0.0, asleep=0.0)
    assert towns["none"].town.blocks.community_group.sum() == 0
    for arm in ("riskiest", "least_trusting"):
        groups, here = towns[arm].town.blocks.community_group, supported_here(towns[arm])
        assert (here.sum(), (~here).sum()) == (160, 160)
        assert groups[~here].sum() == 0
        # 90 days of a tenth of an hour; an hour gives a fiftieth of what is missing
        share = 1.0 - math.exp(-0.02 * 90 * 0.1)
        error = math.sqrt(share * (1.0 - share) / 160)
        assert groups[here].mean() == pytest.approx(share, abs=4 * error)


def test_support_keeps_groups_from_falling_asleep_where_it_is_given() -> None:
    """Thirty days, in which the turn of every block comes once: nine hours a block with support."""
    towns = supported_groups(2700, awake=1, days=30, founded=0.0, asleep=0.5, supported=0.1)
    none, given = (towns[arm].town.blocks.community_group == 0 for arm in ("none", "riskiest"))
    here = supported_here(towns["riskiest"])
    assert not (given & ~none)[here].any()  # a group that lasts alone lasts with support, too
    kept = math.exp(-0.1 * 30 * 16 / here.sum())  # of the chance to fall asleep
    error = math.sqrt(kept * (1.0 - kept) / none[here].sum())
    assert given[here].sum() / none[here].sum() == pytest.approx(kept, abs=4 * error)
    assert 4 * error < 1.0 - kept
    assert none[~here].sum() > 10
    assert given[~here].sum() == pytest.approx(none[~here].sum(), abs=2)


def test_residents_of_supported_groups_make_more_ties() -> None:
    towns = supported_groups(supported=0.05)
    assert counted(towns["riskiest"], NEW_TIES) > counted(towns["none"], NEW_TIES)
    alone = supported_groups(supported=0.05, comes=0.0, new_tie=0.0)
    assert counted(alone["riskiest"], NEW_TIES) < counted(towns["riskiest"], NEW_TIES)


def test_support_that_gives_nothing_founds_nothing_wherever_it_is_given() -> None:
    lost = supported_groups(founded=0.1, supported=0.0)
    assert different(lost["riskiest"], lost["least_trusting"]) == []
    groups = [each.town.blocks.community_group for each in lost.values()]
    assert groups[0].sum() > 0  # those that residents found by themselves
    assert (groups[0] == groups[1]).all()
    given = supported_groups(founded=0.1, supported=0.02)
    assert "blocks.community_group" in different(given["riskiest"], given["least_trusting"])
    assert given["riskiest"].town.blocks.community_group.sum() > groups[0].sum()


def test_events_that_are_paid_for_are_held_and_people_come() -> None:
    quiet = {"participation.volunteers": 0.0}
    town = scenario(
        arms={"none": {"community_events": {"per_month": 0}},
              "many": {"community_events": {"per_month": 6}}},
        baseline="none",
        department={"officers_per_1000": 5},
        assumptions=quiet,
    )  # fmt: skip
    none, many = (lived(town, arm) for arm in town.arms)
    assert counted(none, EVENT_ATTENDANCE) == 0.0
    held = 6 * 90 / (365.25 / 12)
    assert 2.0 < counted(many, EVENT_ATTENDANCE) / held < 60.0
    assert counted(many, MET_AT_GATHERING) == counted(many, EVENT_ATTENDANCE)  # all found room
    assert counted(many, NEW_TIES) > counted(none, NEW_TIES)
    assert many.town.residents.volunteer.sum() > 0


def test_officers_at_a_gathering_can_meet_only_so_many() -> None:
    crowd = {"gatherings.event": 4.0, "gatherings.reach": 100}  # nearly everybody comes
    town = scenario(
        arms={"arm": {"community_events": {"per_month": 2}}},
        baseline="arm",
        department={"officers_per_1000": 5},
        assumptions=crowd,
    )
    end = lived(town, "arm")
    held = math.floor(2 * 90 / (365.25 / 12))
    assert counted(end, EVENT_ATTENDANCE) > 300.0 * held
    assert counted(end, MET_AT_GATHERING) / held == pytest.approx(32.0, rel=0.2)


# People


def test_one_home_in_ten_changes_hands_in_a_year() -> None:
    town = lived(scenario(days=365, community={"residents": 2000}))
    moves = counted(town, MOVES)
    assert moves / 2000 == pytest.approx(0.10, abs=4 * math.sqrt(0.1 / 2000))
    assert town.town.residents.person.sum() > moves  # and some during the burn-in


def test_newcomers_have_no_history_here_and_their_own_view() -> None:
    start = day_zero(scenario(assumptions={"moving.yearly": 0.9}))
    start.town.residents.familiarity[:] = 0.9
    start.town.residents.grievance[:] = 0.9
    before = start.town.residents.person.copy()
    residents = start.advance(30).town.residents
    new = residents.person > before
    assert 10 < new.sum() < 390
    assert residents.familiarity[new].max() < 0.5 < residents.familiarity[~new].min()
    assert residents.grievance[new].max() < 0.5 < residents.grievance[~new].min()
    assert residents.ties[new].mean() < residents.ties[~new].mean()


def test_residents_meet_officers_in_proportion_to_their_hours() -> None:
    """Of two posts one works half the hours: a third of the visits are its."""
    town = day_zero(
        scenario(
            arms={"arm": {"outreach": {"visit_hours": 1.5}}},
            baseline="arm",
            department={"officers_per_1000": 3.75, "months_in_beat": 600},
            assumptions={
                "contact.officer_learning": 0.001,
                "rotation.memory": 3650,
                "stops.everyday": 0,
                "calls.help": 0,
                "calls.accidents": 0,
                "calls.thanks": 0,
            },
        )
    ).fork("arm")
    assert town.town.officers.share[:2] == pytest.approx([1.0, 0.5])
    town.town.officers.knowledge[:] = 0.2
    town.advance()
    # knowledge missing shrinks by a thousandth a contact: the logarithm counts contacts
    contacts = np.log((1 - 0.2) / (1 - town.town.officers.knowledge[:2])) / -math.log(1 - 0.001)
    assert not town.town.officers.person[:2].any()  # nobody rotated
    assert contacts.sum() > 100
    assert contacts[1] / contacts.sum() == pytest.approx(
        1 / 3, abs=4 * math.sqrt(2 / 9 / contacts.sum())
    )
