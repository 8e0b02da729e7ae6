"""The department plans its day: finite officer hours go to duties, posts and blocks.

Staff (usual and hired) gives field hours; shares of them answer calls, investigate and follow up.
Programme hours are either bought on top of the staff's or taken from patrol; what remains is
patrol. Hours never exceed staff: when a programme asks for more than there is, all programme
duties are cut by the same factor. Leaders may see only part of a programme through
(``compliance``); the rest of those hours goes back to patrol.
"""

from __future__ import annotations

from sim.compiling import rule
from sim.levers import (
    AT_FOOT_PATROL,
    AT_HOT_SPOTS,
    AT_PROBLEM_SOLVING,
    AT_STOPS,
    BOUGHT_HOURS,
    COMPLIANCE,
    EVENTS_PER_MONTH,
    EXTRA_OFFICERS,
    FOLLOW_UP_HOURS,
    FOOT_PATROL_HOURS,
    HOT_SPOT_HOURS,
    MEETINGS_PER_MONTH,
    ON_FOLLOW_UP,
    ON_FOOT_PATROL,
    ON_GATHERINGS,
    ON_HOT_SPOTS,
    ON_INVESTIGATION,
    ON_PATROL,
    ON_PROBLEM_SOLVING,
    ON_RESPONSE,
    ON_STOPS,
    ON_VISITS,
    ON_WATCH,
    PROBLEM_SOLVING_HOURS,
    STOP_HOURS,
    TRAINING_REACH,
    TRAINING_SINCERITY,
    VISIT_HOURS,
    WATCH_HOURS,
)
from sim.parameters import Numbers, Parameter, declare
from sim.processes.contact import fade_share
from sim.randomness import decision, uniform
from sim.state import Floats, Plan, Town

declare(
    "hours",
    duty=Parameter(
        4.66, "hours a day and officer", (0.0, 24.0), None,
        "time on duty: 1,700 hours a year", "measured", "evidence B1",
    ),
    field=Parameter(
        0.75, "share", (0.0, 1.0), None, "share of duty time spent in the field", "assumed",
        "70-79% of shifts are uncommitted or in the field, Famega 2005",
    ),
    response=Parameter(
        0.35, "share", (0.0, 1.0), (0.25, 0.50), "field hours that answer calls", "measured",
        "community demand under a third on average, at most 60% (ICMA)",
    ),
    investigation=Parameter(
        0.10, "share", (0.0, 0.5), None, "field hours that investigate recorded crime", "assumed",
    ),
    follow_up=Parameter(
        0.0215, "share", (0.0, 0.5), (0.01, 0.04),
        "field hours that solve issues residents raised, without any programme", "assumed",
    ),
    event=Parameter(
        12.0, "officer hours", (0.0, 200.0), None, "one community event: 4 officers for 3 hours", "assumed",
    ),
    meeting=Parameter(
        11.0, "officer hours", (0.0, 200.0), None,
        "one beat meeting: about 7 officers for an hour and a half", "measured",
        "Chicago beat meetings 1998 (evidence B2)",
    ),
    memory_town=Parameter(
        180.0, "days", (1.0, 3650.0), (60.0, 365.0),
        "half-life of the memory for police presence in the town", "assumed",
    ),
    memory_block=Parameter(
        5.0, "days", (1.0, 365.0), (2.0, 20.0), "half-life of the memory for presence in a block", "assumed",
    ),
    solving_presence=Parameter(
        0.5, "hour of presence per hour", (0.0, 1.0), (0.0, 1.0),
        "how visible an hour of problem solving is", "assumed",
    ),
    visit_presence=Parameter(
        0.3, "hour of presence per hour", (0.0, 1.0), (0.0, 1.0), "how visible an hour of visits is", "assumed",
    ),
    training_memory=Parameter(
        365.0, "days", (30.0, 3650.0), (180.0, 1095.0),
        "half-life of training once refreshers stop", "assumed",
    ),
)  # fmt: skip

MONTH = 365.25 / 12.0
OFFICER_IS_TRAINED = decision("hours: is this officer among those trained")


@rule
def programme_factor(available: float, asked: float) -> float:
    """Share of the programme hours asked for that can be staffed (1 when there are enough)."""
    if asked <= available:
        return 1.0
    return available / asked


@rule
def plan_hours(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Split the day's officer hours among duties, posts and blocks."""
    levers = plan.levers[plan.stage[day + plan.burn_in[0]]]
    department, n = town.department, numbers.hours
    staff = share_posts(town, n.duty * n.field, levers[EXTRA_OFFICERS])

    response = n.response * staff
    investigation = n.investigation * staff
    follow_up = n.follow_up * staff
    gatherings = (
        levers[EVENTS_PER_MONTH] * n.event + levers[MEETINGS_PER_MONTH] * n.meeting
    ) / MONTH
    asked = (
        gatherings
        + levers[VISIT_HOURS]
        + levers[FOOT_PATROL_HOURS]
        + levers[PROBLEM_SOLVING_HOURS]
        + levers[HOT_SPOT_HOURS]
        + levers[STOP_HOURS]
        + levers[FOLLOW_UP_HOURS]
        + levers[WATCH_HOURS]
    )
    bought = levers[BOUGHT_HOURS] if staff > 0.0 else 0.0
    available = staff - response - investigation - follow_up + bought
    factor = programme_factor(available, asked)
    seen_through = factor * levers[COMPLIANCE]
    visits = seen_through * levers[VISIT_HOURS]
    foot = seen_through * levers[FOOT_PATROL_HOURS]
    solving = seen_through * levers[PROBLEM_SOLVING_HOURS]
    hot_spots = factor * levers[HOT_SPOT_HOURS]
    stops = factor * levers[STOP_HOURS]
    extra_follow_up = seen_through * levers[FOLLOW_UP_HOURS]
    watch = seen_through * levers[WATCH_HOURS]
    gatherings *= factor
    patrol = available - (
        visits + foot + solving + hot_spots + stops + extra_follow_up + watch + gatherings
    )

    if day == -plan.burn_in[0]:
        department.usual_patrol[0] = patrol
        department.usual_investigation[0] = investigation
    usual = department.usual_patrol[0]
    department.patrol_against_usual[0] = patrol / usual if usual > 0.0 else 0.0
    usual = department.usual_investigation[0]
    department.investigation[0] = investigation / usual if usual > 0.0 else 0.0
    department.delivered[0] = factor
    department.response_hours[0] = response
    department.solving_hours[0] = solving
    department.stop_hours[0] = stops
    department.watch_hours[0] = watch
    department.visit_hours[0] = visits
    department.follow_up_hours[0] = follow_up + extra_follow_up

    remember_presence(town, plan, numbers, day, patrol, foot, hot_spots, stops, solving, visits)
    train(town, levers, numbers, day)
    if day >= 0:
        hours = town.books.hours
        hours[ON_PATROL] += patrol
        hours[ON_RESPONSE] += response
        hours[ON_INVESTIGATION] += investigation
        hours[ON_FOLLOW_UP] += follow_up + extra_follow_up
        hours[ON_GATHERINGS] += gatherings
        hours[ON_VISITS] += visits
        hours[ON_FOOT_PATROL] += foot
        hours[ON_PROBLEM_SOLVING] += solving
        hours[ON_HOT_SPOTS] += hot_spots
        hours[ON_STOPS] += stops
        hours[ON_WATCH] += watch


@rule
def share_posts(town: Town, hours_of_one: float, hired: float) -> float:
    """Field hours of every post today; hired officers fill the posts beyond the usual staff."""
    officers = town.officers
    total = 0.0
    for post in range(len(officers.hours)):
        if officers.hired[post] == 1:
            share = min(1.0, max(0.0, hired))
            hired -= share
        else:
            share = officers.share[post]
        officers.hours[post] = share * hours_of_one
        total += officers.hours[post]
        if share > 0.0:
            officers.days_in_beat[post] += 1
    return total


@rule
def remember_presence(
    town: Town,
    plan: Plan,
    numbers: Numbers,
    day: int,
    patrol: float,
    foot: float,
    hot_spots: float,
    stops: float,
    solving: float,
    visits: float,
) -> None:
    """Officer hours by block today, what is seen of them, and the memories they leave."""
    stage = plan.stage[day + plan.burn_in[0]]
    blocks, department, n = town.blocks, town.department, numbers.hours
    first_day = day == -plan.burn_in[0]
    seen = patrol + foot + hot_spots + stops + n.solving_presence * solving + n.visit_presence * visits
    keep = 1.0 if first_day else fade_share(n.memory_town)
    department.presence[0] += keep * (seen - department.presence[0])
    keep = 1.0 if first_day else fade_share(n.memory_block)
    for block in range(len(blocks.risk)):
        car = (
            patrol * blocks.patrol_share[block]
            + hot_spots * plan.places[stage, AT_HOT_SPOTS, block]
            + stops * plan.places[stage, AT_STOPS, block]
        )
        on_foot = foot * plan.places[stage, AT_FOOT_PATROL, block]
        here = solving * plan.places[stage, AT_PROBLEM_SOLVING, block]
        hours = car + on_foot + n.solving_presence * here
        blocks.car_hours[block] = car + n.solving_presence * here
        blocks.foot_hours[block] = on_foot
        blocks.presence[block] += keep * (hours - blocks.presence[block])


@rule
def train(town: Town, levers: Floats, numbers: Numbers, day: int) -> None:
    """Training reaches a share of the officers; a script without sincerity changes no conduct."""
    officers, beats = town.officers, town.beats
    lost = fade_share(numbers.hours.training_memory)
    for post in range(len(officers.hours)):
        chosen = uniform(town.luck, OFFICER_IS_TRAINED, 0, post, officers.person[post])
        if chosen < levers[TRAINING_REACH]:
            officers.training[post] = max(officers.training[post], levers[TRAINING_SINCERITY])
        else:
            officers.training[post] *= 1.0 - lost
    for beat in range(len(beats.training)):
        hours, training, knowledge = 0.0, 0.0, 0.0
        for slot in range(beats.posts.shape[1]):
            post = beats.posts[beat, slot]
            if post >= 0:
                hours += officers.hours[post]
                training += officers.hours[post] * officers.training[post]
                knowledge += officers.hours[post] * officers.knowledge[post]
        beats.training[beat] = training / hours if hours > 0.0 else 0.0
        beats.knowledge[beat] = knowledge / hours if hours > 0.0 else 0.0
