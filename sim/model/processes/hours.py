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
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.causes_of_crime import (
    AT_PROBLEM_SOLVING,
    ON_PROBLEM_SOLVING,
)
from sim.model.processes.contact import fade_share
from sim.model.processes.follow_up import FOLLOW_UP_HOURS, ON_FOLLOW_UP
from sim.model.processes.gatherings import EVENTS_PER_MONTH, MEETINGS_PER_MONTH, ON_GATHERINGS
from sim.model.processes.response import ON_INVESTIGATION, ON_RESPONSE
from sim.model.processes.staff import BOUGHT_HOURS, COMPLIANCE, EXTRA_OFFICERS, MONTH, ON_PATROL
from sim.model.processes.visits import ON_VISITS
from sim.model.registers import (
    ASKED_BY,
    CONDUCT,
    LED,
    NOT_SEEN,
    PLACE_OF,
    SEEN,
    SEEN_ON_FOOT,
    lever,
)
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
    vacancies=Parameter(
        0.0, "share", (0.0, 1.0), None, "posts that nobody fills", "assumed",
        "a convention: the officers of a scenario are those who work",
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

TRAINING_REACH = lever(
    "training_reach",
    "share of officers",
    "officers trained in procedural justice",
    combine="most",
)
TRAINING_SINCERITY = lever(
    "training_sincerity",
    "share",
    "how far training is meant: 0 a script, 1 conduct",
    neutral=1.0,
    combine="multiply",
)

FIRST_PROGRAMME = ON_GATHERINGS  # the duties before it have their share of the staff's hours
OFFICER_IS_TRAINED = decision("hours: is this officer among those trained")


@rule
def programme_factor(available: float, asked: float) -> float:
    """Share of the programme hours asked for that can be staffed (1 when there are enough)."""
    if asked <= available:
        return 1.0
    return available / asked


@rule
def hours_asked(hours: Floats, levers: Floats, numbers: Numbers) -> float:
    """Programme hours that the levers ask for: by duty, into ``hours``, and in total."""
    n = numbers.hours
    events = levers[EVENTS_PER_MONTH] * n.event + levers[MEETINGS_PER_MONTH] * n.meeting
    hours[ON_GATHERINGS] = events / MONTH
    asked = levers[FOLLOW_UP_HOURS]
    for duty in range(FIRST_PROGRAMME, len(hours)):
        if ASKED_BY[duty] >= 0:
            hours[duty] = levers[ASKED_BY[duty]]
        asked += hours[duty]
    return float(asked)


@rule
def hours_available(staff: float, levers: Floats, numbers: Numbers) -> float:
    """Hours left for programmes and patrol once calls, cases and follow-up have theirs."""
    n = numbers.hours
    available = staff - n.response * staff - n.investigation * staff - n.follow_up * staff
    if staff > 0.0:
        available += levers[BOUGHT_HOURS]
    return float(max(0.0, available))


@rule
def hand_out(
    hours: Floats, staff: float, available: float, factor: float, levers: Floats, numbers: Numbers
) -> None:
    """Turn hours asked for into hours worked: what is staffed and seen through, then patrol."""
    n = numbers.hours
    seen_through = factor * levers[COMPLIANCE]
    patrol = available
    for duty in range(FIRST_PROGRAMME, len(hours)):
        hours[duty] *= factor if LED[duty] == 1 else seen_through
        patrol -= hours[duty]
    patrol -= seen_through * levers[FOLLOW_UP_HOURS]
    hours[ON_PATROL] = max(0.0, patrol)
    hours[ON_RESPONSE] = n.response * staff
    hours[ON_INVESTIGATION] = n.investigation * staff
    hours[ON_FOLLOW_UP] = n.follow_up * staff + seen_through * levers[FOLLOW_UP_HOURS]


ASKED, AVAILABLE, DELIVERED, PRESENCE = range(4)
"""What ``hours_of_day`` finds beside the hours, by its place."""
FOUND = 4


@rule
def hours_of_day(
    officers: float, levers: Floats, numbers: Numbers, hours: Floats, found: Floats
) -> None:
    """Officer hours by duty on a day with these levers, into ``hours``, without a town.

    Into ``found``: hours that programmes ask for, those left for them, the share that is staffed,
    and the hours that offenders reckon with.
    """
    n = numbers.hours
    staff = officers * n.duty * n.field * (1.0 - n.vacancies)
    found[ASKED] = hours_asked(hours, levers, numbers)
    found[AVAILABLE] = hours_available(staff, levers, numbers)
    found[DELIVERED] = programme_factor(found[AVAILABLE], found[ASKED])
    hand_out(hours, staff, found[AVAILABLE], found[DELIVERED], levers, numbers)
    found[PRESENCE] = deterring_hours(hours, n.solving_presence, n.visit_presence)


@rule
def plan_hours(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Split the day's officer hours among duties, posts and blocks."""
    levers = plan.levers[plan.stage[day + plan.burn_in[0]]]
    department, n = town.department, numbers.hours
    hours = department.hours[0]
    staff = share_posts(town, n.duty * n.field * (1.0 - n.vacancies), levers[EXTRA_OFFICERS])
    asked = hours_asked(hours, levers, numbers)
    available = hours_available(staff, levers, numbers)
    department.delivered[0] = programme_factor(available, asked)
    hand_out(hours, staff, available, department.delivered[0], levers, numbers)
    if day == -plan.burn_in[0]:
        department.usual_patrol[0] = hours[ON_PATROL]
        department.usual_investigation[0] = hours[ON_INVESTIGATION]

    for duty in range(len(hours)):
        lever = CONDUCT[duty]
        department.conduct[0, duty] = levers[lever] if lever >= 0 else 0.0
    assign_duties(town, hours, day)
    remember_presence(town, plan, numbers, day)
    train(town, levers, numbers)
    if day >= 0:
        for duty in range(len(hours)):
            town.books.hours[duty] += hours[duty]


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
    for duty in range(ON_RESPONSE, len(hours)):
        ends += hours[duty]
        if at < ends:
            return duty
    return ON_PATROL


@rule
def share_kept(town: Town, hired: float) -> float:
    """Share of the usual staff that is still there when officers are cut (hired below 0)."""
    if hired >= 0.0:
        return 1.0
    usual = 0.0
    for post in range(len(town.officers.share)):
        usual += town.officers.share[post]
    return max(0.0, 1.0 + hired / usual) if usual > 0.0 else 0.0


@rule
def share_posts(town: Town, hours_of_one: float, hired: float) -> float:
    """Field hours of every post today; hired officers fill the posts beyond the usual staff.

    Where officers are cut, all posts work less alike.
    """
    officers = town.officers
    total = 0.0
    kept = share_kept(town, hired)
    for post in range(len(officers.hours)):
        if officers.hired[post] == 1:
            share = min(1.0, max(0.0, hired))
            hired -= share
        else:
            share = officers.share[post] * kept
        officers.hours[post] = share * hours_of_one
        total += officers.hours[post]
        if share > 0.0:
            officers.days_in_beat[post] += 1
    return total


@rule
def deterring_hours(hours: Floats, solving: float, visits: float) -> float:
    """Officer hours that offenders reckon with.

    Patrol, calls and cases count hour for hour, as does every duty in which police are seen (on
    foot, at hot spots, stops), problem solving and visits in part, events not. So an hour of a
    hired officer counts like a bought one.
    """
    seen: float = hours[ON_PATROL]
    for duty in range(ON_GATHERINGS, len(hours)):
        if SEEN[duty] != NOT_SEEN:
            seen += hours[duty]
    seen += hours[ON_RESPONSE] + hours[ON_INVESTIGATION]
    seen += solving * hours[ON_PROBLEM_SOLVING] + visits * hours[ON_VISITS]
    return seen


@rule
def remember_presence(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Officer hours by block today, and the memories that presence leaves."""
    stage = plan.stage[day + plan.burn_in[0]]
    blocks, department, n = town.blocks, town.department, numbers.hours
    hours, places = department.hours[0], plan.places[stage]
    first_day = day == -plan.burn_in[0]
    seen = deterring_hours(hours, n.solving_presence, n.visit_presence)
    keep = 1.0 if first_day else fade_share(n.memory_town)
    department.presence[0] += keep * (seen - department.presence[0])
    keep = 1.0 if first_day else fade_share(n.memory_block)
    for block in range(len(blocks.risk)):
        blocks.car_hours[block] = hours[ON_PATROL] * blocks.patrol_share[block]
        blocks.foot_hours[block] = 0.0
    for duty in range(ON_GATHERINGS, len(hours)):
        if SEEN[duty] != NOT_SEEN and hours[duty] != 0.0:
            here = blocks.foot_hours if SEEN[duty] == SEEN_ON_FOOT else blocks.car_hours
            for block in range(len(blocks.risk)):
                here[block] += hours[duty] * places[PLACE_OF[duty], block]
    for block in range(len(blocks.risk)):
        solving = hours[ON_PROBLEM_SOLVING] * places[AT_PROBLEM_SOLVING, block]
        blocks.car_hours[block] += n.solving_presence * solving
        here_today = blocks.car_hours[block] + blocks.foot_hours[block]
        blocks.presence[block] += keep * (here_today - blocks.presence[block])


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
