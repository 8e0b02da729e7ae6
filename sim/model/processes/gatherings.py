"""Community events and beat meetings: who comes, who meets an officer, who finds a friend.

Attendance falls with distance and rises with trust, familiarity, ties and volunteering; meetings
draw more strongly from those who already trust. Officers can meet only so many. Those who come
feel more ownership, raise issues, join in, and make ties with each other.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import address_of, decision, uniform, uniform_of, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import get_closer, meet, one_of, settle
from sim.model.processes.issues import raise_issue
from sim.model.processes.officers import officer_on, quality_of
from sim.model.processes.outlook import logistic
from sim.model.processes.participation import ready_to_join
from sim.model.processes.staff import COMPLIANCE, MONTH
from sim.model.processes.ties import USUAL_TIES, make_tie
from sim.model.registers import channel, count, duty, lever, place
from sim.model.state import Plan, Town, Wholes

declare(
    "gatherings",
    reach=Parameter(
        8.0, "blocks", (0.0, 100.0), (4.0, 12.0), "how far an invitation goes", "assumed",
    ),
    event=Parameter(
        -3.6, "log odds", (-12.0, 4.0), (-4.2, -3.0),
        "readiness of a neutral neighbour to come to an event", "assumed",
        "about 27 come; 25 at Chicago beat meetings 1998",
    ),
    meeting=Parameter(
        -3.8, "log odds", (-12.0, 4.0), (-4.4, -3.2), "readiness to come to a meeting", "assumed",
    ),
    trust_event=Parameter(
        1.5, "log odds per unit", (0.0, 8.0), (0.0, 3.0), "effect of trust on coming to an event",
        "assumed",
    ),
    trust_meeting=Parameter(
        2.5, "log odds per unit", (0.0, 8.0), (1.0, 4.0), "effect of trust on coming to a meeting",
        "assumed",
    ),
    familiar=Parameter(
        1.0, "log odds per unit", (0.0, 8.0), (0.0, 2.0), "effect of knowing officers", "assumed",
    ),
    heard=Parameter(
        0.0, "log odds per unit", (0.0, 8.0), (0.0, 1.5), "effect of feeling heard", "assumed",
        "no study has measured it apart from trust",
    ),
    ties=Parameter(
        0.4, "log odds per usual number of ties", (0.0, 4.0), (0.0, 1.0), "effect of ties",
        "assumed",
    ),
    distance=Parameter(
        0.25, "log odds per block", (0.0, 4.0), (0.1, 0.5), "effect of distance", "assumed",
    ),
    volunteer=Parameter(
        2.0, "log odds", (0.0, 6.0), (1.0, 3.0), "effect of being a volunteer", "assumed",
    ),
    grievance=Parameter(
        0.5, "log odds per unit", (0.0, 6.0), (0.0, 1.5), "how grievance keeps people away",
        "assumed",
    ),
    quality=Parameter(
        0.88, "quality", (0.0, 1.0), (0.70, 0.95), "conduct of officers at a gathering", "assumed",
    ),
    weight=Parameter(
        0.6, "of a contact", (0.0, 2.0), (0.2, 1.0), "weight of meeting an officer there",
        "assumed",
    ),
    capacity=Parameter(
        32.0, "people", (0.0, 1000.0), (16.0, 64.0), "people whom the officers can meet there",
        "assumed",
    ),
    new_tie=Parameter(
        0.5, "share", (0.0, 1.0), (0.2, 0.8), "of those who come, how many make a tie", "assumed",
    ),
    raises=Parameter(
        0.4, "share", (0.0, 1.0), (0.2, 0.6), "of those who come, how many raise an open issue",
        "assumed",
    ),
    ownership=Parameter(
        0.03, "share of what is missing", (0.0, 1.0), (0.0, 0.1), "ownership gained by coming",
        "assumed",
    ),
    joins=Parameter(
        0.03, "share", (0.0, 1.0), (0.0, 0.1), "of those who come, how many become volunteers",
        "assumed",
    ),
    joins_ready=Parameter(
        0.0, "share", (0.0, 1.0), (0.0, 1.0),
        "how far that depends on trust, ownership, being heard and ties (participation)",
        "assumed",
    ),
)  # fmt: skip

MEETING = channel("meeting", "Meetings", "meeting an officer at a beat meeting", told=True)
EVENT = channel("event", "Community events", "meeting an officer at a community event", told=True)
EVENTS_PER_MONTH = lever(
    "events_per_month",
    "events a month",
    "community events held in the town",
    neutral=None,
    hours_each="hours.event",
)
MEETINGS_PER_MONTH = lever(
    "meetings_per_month",
    "meetings a month",
    "beat meetings held in the town",
    neutral=None,
    hours_each="hours.meeting",
)
AT_GATHERINGS = place(
    "gatherings", "where events and meetings are held", EVENTS_PER_MONTH, MEETINGS_PER_MONTH
)
GATHERING_CONDUCT = lever(
    "gathering_conduct", "quality", "conduct of officers at events and meetings, against usual"
)
ON_GATHERINGS = duty(
    "gatherings",
    "events and meetings",
    EVENTS_PER_MONTH,
    MEETINGS_PER_MONTH,
    led=True,
    conduct=GATHERING_CONDUCT,
)
EVENT_ATTENDANCE = count("event_attendance", "residents at events")
MEETING_ATTENDANCE = count("meeting_attendance", "residents at meetings")
MET_AT_GATHERING = count("met_at_gathering", "residents who met an officer at a gathering")

AT_MEETINGS, AT_EVENTS = 1, 2  # addresses of draws: a row may change, these may not
WHERE = decision("gatherings: which block")
COMES = decision("gatherings: comes", "comes", "meets an officer", "makes a tie", "raises an issue")
AFTERWARDS = decision("gatherings: afterwards", "conduct", "becomes a volunteer")
WITH_WHOM = decision("gatherings: tie with whom")
WHICH_OFFICER = decision("gatherings: officer")


@rule
def attendance_log_odds(
    base: float,
    trust: float,
    by_trust: float,
    familiarity: float,
    by_familiarity: float,
    ties: float,
    by_ties: float,
    distance: float,
    by_distance: float,
) -> float:
    """Log odds that a resident comes, before volunteering and grievance."""
    return (
        base
        + by_trust * (trust - 0.5)
        + by_familiarity * (familiarity - 0.1)
        + by_ties * (ties / USUAL_TIES - 1.0)
        - by_distance * distance
    )


@rule
def gatherings(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Hold the day's events and meetings; fractions are carried to the next day."""
    stage = plan.stage[day + plan.burn_in[0]]
    levers, department = plan.levers[stage], town.department
    delivered = department.delivered[0]
    department.events_due[0] += delivered * levers[EVENTS_PER_MONTH] / MONTH
    department.meetings_due[0] += delivered * levers[MEETINGS_PER_MONTH] / MONTH
    events, meetings = int(department.events_due[0]), int(department.meetings_due[0])
    department.events_due[0] -= events
    department.meetings_due[0] -= meetings
    running = plan.running[stage, AT_GATHERINGS]
    for number in range(events):
        block = one_of(running, uniform(town.luck, WHERE, day, number, AT_EVENTS))
        gather(town, numbers, day, block, EVENT, number, levers[COMPLIANCE])
    for number in range(meetings):
        block = one_of(running, uniform(town.luck, WHERE, day, number, AT_MEETINGS))
        gather(town, numbers, day, block, MEETING, number, levers[COMPLIANCE])
    settle(town, plan, numbers, day)


@rule
def gather(
    town: Town, numbers: Numbers, day: int, place: int, channel: int, number: int, compliance: float
) -> None:
    """One gathering: those who come, then what happens to them there."""
    n = numbers.gatherings
    address = (AT_EVENTS if channel == EVENT else AT_MEETINGS) * 256 + number
    coming = who_comes(town, numbers, day, place, channel, address)
    came = len(coming)
    meets = compliance * min(1.0, n.capacity / max(1, came))
    for at in range(came):
        take_part(town, numbers, day, coming[at], place, channel, address, meets)
        _, _, u_tie, _ = uniforms(town.luck, COMES, day, coming[at], address)
        if u_tie < n.new_tie:
            best, smallest = -1, math.inf
            for other in range(came):
                key = uniform(
                    town.luck, WITH_WHOM, day, coming[at], address_of(coming[other], address)
                )
                if other != at and key < smallest:
                    best, smallest = other, key
            if best >= 0:
                make_tie(town, coming[at], coming[best], day)


@rule
def who_comes(
    town: Town, numbers: Numbers, day: int, place: int, channel: int, address: int
) -> Wholes:
    """Those who come, of all whom the invitation reaches; fewer after a search or force."""
    blocks, residents, n = town.blocks, town.residents, numbers.gatherings
    invited = np.empty(len(residents.block), np.int32)
    log_odds = np.empty(len(residents.block))
    number = 0
    for block in range(len(blocks.risk)):
        distance = abs(blocks.x[block] - blocks.x[place]) + abs(blocks.y[block] - blocks.y[place])
        if distance > n.reach:
            continue
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            invited[number] = who
            log_odds[number] = log_odds_to_come(town, numbers, who, channel, distance)
            number += 1
    invited = invited[:number]
    luck = uniform_of(town.luck, COMES, day, invited, np.full_like(invited, address))
    chances = np.empty(number)
    for each in range(number):
        chances[each] = logistic(log_odds[each])
    coming = np.empty_like(invited)
    came = 0
    for each in range(number):
        if luck[each] < chances[each]:  # so few that only their recent past is looked up
            chilled = residents.chilled_until[invited[each]] > day
            if luck[each] < chances[each] * (1.0 - numbers.stops.chill * chilled):
                coming[came] = invited[each]
                came += 1
    return coming[:came]


@rule
def log_odds_to_come(town: Town, numbers: Numbers, who: int, channel: int, distance: int) -> float:
    """Log odds that one resident comes to a gathering so many blocks away."""
    residents, n = town.residents, numbers.gatherings
    log_odds: float = attendance_log_odds(
        n.event if channel == EVENT else n.meeting,
        residents.standing[who] + residents.impression[who],
        n.trust_event if channel == EVENT else n.trust_meeting,
        residents.familiarity[who],
        n.familiar,
        residents.ties[who],
        n.ties,
        distance,
        n.distance,
    )
    log_odds += n.volunteer * residents.volunteer[who] - n.grievance * residents.grievance[who]
    log_odds += n.heard * (residents.heard[who] - 0.5)
    return log_odds


@rule
def take_part(
    town: Town,
    numbers: Numbers,
    day: int,
    who: int,
    place: int,
    channel: int,
    address: int,
    meets: float,
) -> None:
    """What coming does to one resident: an officer, an issue raised, ownership, volunteering."""
    residents, counts, n = town.residents, town.books.counts, numbers.gatherings
    group = residents.group[who]
    _, u_officer, _, u_raises = uniforms(town.luck, COMES, day, who, address)
    u_conduct, u_joins, _, _ = uniforms(town.luck, AFTERWARDS, day, who, address)
    if u_officer < meets:
        officer = officer_on(town, WHICH_OFFICER, day, town.blocks.beat[place], who, address)
        if officer >= 0:
            spread = 0.5 * numbers.contact.spread
            base = n.quality + town.department.conduct[0, ON_GATHERINGS]
            quality = quality_of(town, numbers, officer, base, u_conduct, spread)
            meet(town, numbers, who, channel, officer, quality, n.weight)
            get_closer(town, numbers.contact.familiar_close, numbers.contact.heard_close)
            if day >= 0:
                counts[MET_AT_GATHERING, group] += 1.0
    if u_raises < n.raises:
        raise_issue(town, residents.block[who], who, day)
    residents.ownership[who] += n.ownership * (1.0 - residents.ownership[who])
    if u_joins < n.joins * (1.0 + n.joins_ready * (ready_to_join(town, numbers, who) - 1.0)):
        residents.volunteer[who] = 1
    if day >= 0:
        counts[EVENT_ATTENDANCE if channel == EVENT else MEETING_ATTENDANCE, group] += 1.0
