"""The department plans its day: finite officer hours go to duties, posts and blocks.

Staff (usual and hired) gives field hours; shares of them answer calls, investigate and follow up.
Programme hours are either bought on top of the staff's or taken from patrol; what remains is
patrol. Hours never exceed staff: when a programme asks for more than there is, all programme
duties are cut by the same factor. Leaders may see only part of a programme through
(``compliance``); the rest of those hours goes back to patrol.
"""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform
from sim.model.levers import (
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
    NUMBER_OF_DUTIES,
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
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import fade_share
from sim.model.state import Floats, Plan, Town

declare(
    "hours",
    duty=Parameter(
        4.66, "hours a day and officer", (0.0, 24.0), None, "time on duty: 1,700 hours a year",
        "measured", "BJS Local Police Departments 2020 (arithmetic)",
    ),
    field=Parameter(
        0.75, "share", (0.0, 1.0), (0.65, 0.85), "share of duty time spent in the field", "assumed",
        "the rest is court, reports, training, leave",
    ),
    response=Parameter(
        0.35, "share", (0.0, 1.0), (0.25, 0.50), "field hours that answer calls", "measured",
        "community demand under a third on average, at most 60% (ICMA)",
    ),
    investigation=Parameter(
        0.10, "share", (0.0, 0.5), (0.05, 0.20), "field hours that investigate recorded crime",
        "assumed",
    ),
    follow_up=Parameter(
        0.0215, "share", (0.0, 0.5), (0.01, 0.04),
        "field hours that solve issues residents raised, without any programme", "assumed",
    ),
    event=Parameter(
        12.0, "officer hours", (0.0, 200.0), (8.0, 20.0),
        "one community event: 4 officers for 3 hours",
        "assumed",
    ),
    meeting=Parameter(
        11.0, "officer hours", (0.0, 200.0), None,
        "one beat meeting: about 7 officers for an hour and a half", "measured",
        "Chicago beat meetings 1998 (Northwestern IPR)",
    ),
    memory_town=Parameter(
        180.0, "days", (1.0, 3650.0), (60.0, 365.0),
        "half-life of the memory for police presence in the town", "assumed",
    ),
    memory_block=Parameter(
        5.0, "days", (1.0, 365.0), (2.0, 20.0), "half-life of the memory for presence in a block",
        "assumed",
    ),
    solving_presence=Parameter(
        0.5, "hour of presence per hour", (0.0, 1.0), (0.0, 1.0),
        "how visible an hour of problem solving is", "set on R2",
    ),
    visit_presence=Parameter(
        0.3, "hour of presence per hour", (0.0, 1.0), (0.0, 1.0),
        "how visible an hour of visits is", "assumed",
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
    hours = department.hours[0]
    staff = share_posts(town, n.duty * n.field, levers[EXTRA_OFFICERS])
    events = levers[EVENTS_PER_MONTH] * n.event + levers[MEETINGS_PER_MONTH] * n.meeting
    hours[ON_RESPONSE] = n.response * staff
    hours[ON_INVESTIGATION] = n.investigation * staff
    hours[ON_FOLLOW_UP] = n.follow_up * staff
    hours[ON_GATHERINGS] = events / MONTH
    hours[ON_VISITS] = levers[VISIT_HOURS]
    hours[ON_FOOT_PATROL] = levers[FOOT_PATROL_HOURS]
    hours[ON_PROBLEM_SOLVING] = levers[PROBLEM_SOLVING_HOURS]
    hours[ON_HOT_SPOTS] = levers[HOT_SPOT_HOURS]
    hours[ON_STOPS] = levers[STOP_HOURS]
    hours[ON_WATCH] = levers[WATCH_HOURS]
    available = staff - hours[ON_RESPONSE] - hours[ON_INVESTIGATION] - hours[ON_FOLLOW_UP]
    if staff > 0.0:
        available += levers[BOUGHT_HOURS]
    available = max(0.0, available)
    asked = levers[FOLLOW_UP_HOURS]
    for duty in range(ON_GATHERINGS, NUMBER_OF_DUTIES):
        asked += hours[duty]
    factor = programme_factor(available, asked)
    seen_through = factor * levers[COMPLIANCE]

    patrol = available
    for duty in range(ON_GATHERINGS, NUMBER_OF_DUTIES):
        led = duty in (ON_GATHERINGS, ON_HOT_SPOTS, ON_STOPS)
        hours[duty] *= factor if led else seen_through
        patrol -= hours[duty]
    patrol -= seen_through * levers[FOLLOW_UP_HOURS]
    hours[ON_FOLLOW_UP] += seen_through * levers[FOLLOW_UP_HOURS]
    hours[ON_PATROL] = max(0.0, patrol)
    department.delivered[0] = factor
    if day == -plan.burn_in[0]:
        department.usual_patrol[0] = hours[ON_PATROL]
        department.usual_investigation[0] = hours[ON_INVESTIGATION]

    assign_duties(town, hours, day)
    remember_presence(town, plan, numbers, day)
    train(town, levers, numbers)
    if day >= 0:
        for duty in range(NUMBER_OF_DUTIES):
            town.books.hours[duty] += hours[duty]


@rule
def against_usual(hours: float, usual: float) -> float:
    """Hours as a multiple of the usual ones; 0 where there are usually none."""
    return hours / usual if usual > 0.0 else 0.0


@rule
def assign_duties(town: Town, hours: Floats, day: int) -> None:
    """What each officer does first today: duties fill the posts in turn, the rest patrol."""
    officers = town.officers
    staffed = 0
    for post in range(len(officers.hours)):
        officers.duty[post] = ON_PATROL
        staffed += 1 if officers.hours[post] > 0.0 else 0
    first = day % max(1, staffed)  # another officer begins every day
    before = 0.0
    for lap in range(2):
        turn = 0
        for post in range(len(officers.hours)):
            if officers.hours[post] <= 0.0:
                continue
            if (turn >= first) == (lap == 0):
                officers.duty[post] = duty_at(hours, before + 0.5 * officers.hours[post])
                before += officers.hours[post]
            turn += 1


@rule
def duty_at(hours: Floats, at: float) -> int:
    """The duty in which an hour of the day's staff falls, when duties follow one another."""
    ends = 0.0
    for duty in range(ON_RESPONSE, NUMBER_OF_DUTIES):
        ends += hours[duty]
        if at < ends:
            return duty
    return ON_PATROL


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
def deterring_hours(hours: Floats, solving: float, visits: float) -> float:
    """Officer hours that offenders reckon with.

    Patrol, foot patrol, hot spots, stops, calls and cases count hour for hour, problem solving and
    visits in part, events not. So an hour of a hired officer counts like a bought one.
    """
    seen: float = hours[ON_PATROL] + hours[ON_FOOT_PATROL] + hours[ON_HOT_SPOTS] + hours[ON_STOPS]
    seen += hours[ON_RESPONSE] + hours[ON_INVESTIGATION]
    seen += solving * hours[ON_PROBLEM_SOLVING] + visits * hours[ON_VISITS]
    return seen


@rule
def remember_presence(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Officer hours by block today, and the memories that presence leaves."""
    stage = plan.stage[day + plan.burn_in[0]]
    blocks, department, n = town.blocks, town.department, numbers.hours
    hours = department.hours[0]
    first_day = day == -plan.burn_in[0]
    seen = deterring_hours(hours, n.solving_presence, n.visit_presence)
    keep = 1.0 if first_day else fade_share(n.memory_town)
    department.presence[0] += keep * (seen - department.presence[0])
    keep = 1.0 if first_day else fade_share(n.memory_block)
    for block in range(len(blocks.risk)):
        solving = hours[ON_PROBLEM_SOLVING] * plan.places[stage, AT_PROBLEM_SOLVING, block]
        blocks.car_hours[block] = (
            hours[ON_PATROL] * blocks.patrol_share[block]
            + hours[ON_HOT_SPOTS] * plan.places[stage, AT_HOT_SPOTS, block]
            + hours[ON_STOPS] * plan.places[stage, AT_STOPS, block]
            + n.solving_presence * solving
        )
        blocks.foot_hours[block] = hours[ON_FOOT_PATROL] * plan.places[stage, AT_FOOT_PATROL, block]
        here = blocks.car_hours[block] + blocks.foot_hours[block]
        blocks.presence[block] += keep * (here - blocks.presence[block])


@rule
def train(town: Town, levers: Floats, numbers: Numbers) -> None:
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
