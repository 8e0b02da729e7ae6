"""Stops, searches and force: everyday ones, and those a programme adds at chosen blocks.

Everyday stops, mostly of drivers, follow patrol hours and fall unequally on groups. Programme stops
come with the hours bought for them; they are stops in the street, which fewer people find properly
done. Conduct and a good reason decide what a stop does to the person; only well-founded stops deter
crime or end in an arrest. A search or force makes people withdraw from civic life for a while;
other stops slightly raise it (Lerman & Weaver 2014, doi 10.1177/0002716213503085).
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import decision, happenings, race, uniform, uniform_of_rows, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import (
    BY_POLICE,
    FORCE,
    fade_share,
    get_closer,
    meet,
    note_contact,
    one_of,
    settle,
)
from sim.model.processes.officers import officer_on, quality_of
from sim.model.processes.staff import ON_PATROL, against_usual
from sim.model.registers import OFFICER_HOURS, channel, count, duty, lever, place
from sim.model.state import Plan, Town

declare(
    "stops",
    everyday=Parameter(
        0.093, "per resident and year", (0.0, 2.0), (0.06, 0.11), "everyday stops",
        "calibrated on P20", "police-initiated contact 7-11% a year, BJS PPCS 2018-22",
    ),
    patrol_floor=Parameter(
        0.6, "share", (0.0, 1.0), (0.4, 0.8),
        "part of everyday stops that does not follow where patrol is", "assumed",
    ),
    per_hour=Parameter(
        0.7, "stops per officer hour", (0.0, 10.0), (0.4, 1.5), "stops that programme hours bring",
        "assumed",
    ),
    lawful=Parameter(
        0.6, "share", (0.0, 1.0), (0.4, 0.9), "everyday stops with a good reason", "assumed",
        "stops on general suspicion added nothing, MacDonald et al. 2016 (PLoS ONE 11(6))",
    ),
    lawful_zero=Parameter(
        0.2, "share", (0.0, 1.0), (0.0, 0.4), "share of good reasons at which stops deter nobody",
        "assumed",
    ),
    street=Parameter(
        -0.10, "quality", (-0.5, 0.5), (-0.20, 0.0),
        "conduct of programme stops against everyday ones, where a programme says nothing else",
        "derived",
        "66% of street stops and 86% of traffic stops are called proper (BJS PPCS 2011); a distance"
        " of .10 in quality if conduct spreads by .15",
    ),
    unfounded=Parameter(
        0.10, "quality", (0.0, 1.0), (0.0, 0.2),
        "how much worse a stop without a good reason is judged", "assumed",
        "judged lawfulness matters beside fairness; Tyler, Fagan & Geller 2014, JELS 11(4)",
    ),
    search_programme=Parameter(
        3.0, "times", (0.0, 20.0), (1.0, 5.0),
        "how much more often a programme stop comes to a search than an everyday one", "measured",
        "19% of street stops (BJS 2011), over the 6% that the groups' own rates give",
    ),
    search_quality=Parameter(
        0.10, "quality", (0.0, 1.0), (0.0, 0.2), "how much worse a stop with a search is judged",
        "assumed",
    ),
    force_slope=Parameter(
        2.0, "per unit of quality", (0.0, 20.0), (0.0, 4.0),
        "how fast force grows as conduct falls", "assumed",
    ),
    arrest=Parameter(
        0.22, "a stop", (0.0, 1.0), (0.15, 0.40),
        "arrests at a well-founded stop of usual conduct", "derived",
        "13% of all stops in England and Wales 2022 (Home Office), over the share well founded",
    ),
    arrest_slope=Parameter(
        6.0, "per unit of quality", (0.0, 20.0), (3.0, 9.0),
        "how fast arrests grow as conduct falls", "set on P08",
        "many fewer arrests by trained officers; how many (60%) has not been checked in the source",
    ),
    usual=Parameter(
        0.72, "quality", (0.0, 1.0), None, "conduct at which force and arrests are the usual ones",
        "assumed",
        "a convention: where the rates of force and arrest are given",
    ),
    chill_days=Parameter(
        180.0, "days", (0.0, 3650.0), (60.0, 365.0),
        "how long a search or force keeps people away", "assumed",
    ),
    chill=Parameter(
        0.12, "share", (0.0, 1.0), (0.0, 0.6), "civic acts given up in that time", "set on P13",
        "so that more stops as a whole do not lower them; direction of Lerman & Weaver 2014",
    ),
    grievance=Parameter(
        0.2, "share of what is missing", (0.0, 1.0), (0.0, 0.4),
        "grievance that a search or force leaves", "assumed",
    ),
    voice=Parameter(
        0.02, "share of what is missing", (0.0, 0.5), (0.0, 0.05),
        "readiness to speak up that a stop without search or force leaves", "assumed",
        "more contact, more 311 calls; Lerman & Weaver 2014",
    ),
)  # fmt: skip

STOP = channel(
    "stop", "Stops and searches", "being stopped, searched, or met with force", told=True
)
STOP_HOURS = lever("stop_hours", OFFICER_HOURS, "stops of people at chosen blocks")
STOP_CONDUCT = lever("stop_conduct", "quality", "conduct of those stops against usual street stops")
STOP_LAWFUL_SHARE = lever(
    "stop_lawful_share",
    "share",
    "share of those stops with a good reason",
    neutral=None,
    combine="replace",
)
AT_STOPS = place("stops", "where people are stopped", STOP_HOURS)
ON_STOPS = duty(
    "stops", "stops at chosen blocks", STOP_HOURS, led=True, place=AT_STOPS, seen="by car"
)
STOPS = count("stops", "stops")
STOPS_UNFOUNDED = count("stops_unfounded", "stops without a good reason")
SEARCHES = count("searches", "searches")
ARRESTS = count("arrests", "arrests")
DISRESPECT = count("disrespect", "stops in which officers were disrespectful")

HOW_MANY = decision("stops: how many")
WHERE = decision("stops: programme, which block")
WHO = decision("stops: who")
WHICH_OFFICER = decision("stops: officer")
HOW = decision("stops: course", "conduct", "search", "force", "arrest")
REASON = decision("stops: a good reason")
EVERYDAY, PROGRAMME = 0, 1


@rule
def slope_with(quality: float, usual: float, slope: float) -> float:
    """How much likelier force or arrest is when conduct is worse than usual: exponential."""
    return math.exp(-slope * (quality - usual))


@rule
def deterrence_of(lawful: float, zero: float) -> float:
    """Weight of a stop in deterrence: nothing at or below a share ``zero`` of good reasons."""
    return max(0.0, lawful - zero)


@rule
def everyday_stops(town: Town, numbers: Numbers, block: int) -> float:
    """Expected everyday stops in a block today."""
    blocks, groups, n = town.blocks, town.groups, numbers.stops
    exposed = 0.0
    for group in range(len(groups.exposure)):
        exposed += groups.exposure[group] * blocks.people[block, group]
    relative = blocks.patrol_share[block] * len(blocks.risk)
    follows = n.patrol_floor + (1.0 - n.patrol_floor) * relative
    department = town.department
    patrol = against_usual(department.hours[0, ON_PATROL], department.usual_patrol[0])
    stops_a_day: float = n.everyday / 365.25 * exposed * follows * patrol
    return stops_a_day


@rule
def stops(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Stops of the day, and what a block remembers of them."""
    stage = plan.stage[day + plan.burn_in[0]]
    levers, blocks, department, n = plan.levers[stage], town.blocks, town.department, numbers.stops
    crime = numbers.crime
    lawful = deterrence_of(n.lawful, n.lawful_zero)
    lawful_programme = deterrence_of(levers[STOP_LAWFUL_SHARE], n.lawful_zero)
    programme = department.hours[0, ON_STOPS] * n.per_hour
    conduct_fade = fade_share(crime.conduct_memory)
    shift = n.street + levers[STOP_CONDUCT]
    everyday = department.conduct[0, ON_PATROL]
    luck = uniform_of_rows(town.luck, HOW_MANY, day, len(blocks.risk))
    for block in range(len(blocks.risk)):
        expected = everyday_stops(town, numbers, block)
        added = programme * plan.places[stage, AT_STOPS, block]
        if day == -plan.burn_in[0]:  # the memory of an ordinary year
            blocks.enforcement[block] = expected / fade_share(crime.stops_memory)
            blocks.lawful_stops[block] = expected * lawful / fade_share(crime.stops_memory)
        blocks.enforcement[block] += expected + added
        blocks.lawful_stops[block] += expected * lawful + added * lawful_programme
        share = added / (added + expected) if added > 0.0 else 0.0
        offset = numbers.contact.training_effect * town.beats.training[blocks.beat[block]]
        offset += share * levers[STOP_CONDUCT] + (1.0 - share) * everyday
        blocks.conduct[block] += conduct_fade * (offset - blocks.conduct[block])
        number = happenings(luck[block], expected)
        for each in range(number):
            stop(town, numbers, day, block, EVERYDAY, each, everyday, n.lawful)
    department.stops_due[0] += programme
    number = int(department.stops_due[0])
    department.stops_due[0] -= number
    for each in range(number):
        block = one_of(plan.running[stage, AT_STOPS], uniform(town.luck, WHERE, day, each, 0))
        stop(town, numbers, day, block, PROGRAMME, each, shift, levers[STOP_LAWFUL_SHARE])
    settle(town, plan, numbers, day)


@rule
def stop(
    town: Town,
    numbers: Numbers,
    day: int,
    block: int,
    kind: int,
    number: int,
    shift: float,
    lawful: float,
) -> None:
    """One stop: who, how, and whether it comes to a search, force or an arrest."""
    blocks, residents, groups, n = town.blocks, town.residents, town.groups, numbers.stops
    tag = (number << 1) | kind
    who, smallest = -1, math.inf
    for other in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
        key = race(
            uniform(town.luck, WHO, day, other, tag), groups.exposure[residents.group[other]]
        )
        if key < smallest:
            who, smallest = other, key
    if who < 0:
        return
    officer = officer_on(town, WHICH_OFFICER, day, blocks.beat[block], who, tag)
    if officer < 0:
        return
    group = residents.group[who]
    u_conduct, u_search, u_force, u_arrest = uniforms(town.luck, HOW, day, who, tag)
    base = groups.stop_conduct[group] + shift
    quality = quality_of(town, numbers, officer, base, u_conduct, numbers.contact.spread)
    forced = u_force < groups.force_at_stops[group] * slope_with(quality, n.usual, n.force_slope)
    founded = uniform(town.luck, REASON, day, who, tag) < lawful
    arrested = founded and u_arrest < n.arrest * slope_with(quality, n.usual, n.arrest_slope)
    more = 1.0 if kind == EVERYDAY else n.search_programme
    searched = u_search < more * groups.search_at_stops[group]
    if not founded:
        quality = max(0.0, quality - n.unfounded)
    if searched:
        quality = max(0.0, quality - n.search_quality)
    if forced:
        quality = numbers.contact.force_quality
    meet(town, numbers, who, STOP, officer, quality, 1.0)
    if arrested:
        blocks.offending[block] *= 1.0 - numbers.crime.removed
    if searched or forced:
        residents.chilled_until[who] = max(residents.chilled_until[who], day + int(n.chill_days))
        residents.grievance[who] += n.grievance * (1.0 - residents.grievance[who])
    else:
        get_closer(town, 0.0, n.voice)
    if day >= 0:
        counts = town.books.counts
        note_contact(town, who, BY_POLICE, day)
        counts[STOPS, group] += 1.0
        counts[STOPS_UNFOUNDED, group] += 0.0 if founded else 1.0
        counts[SEARCHES, group] += 1.0 if searched else 0.0
        counts[FORCE, group] += 1.0 if forced else 0.0
        counts[ARRESTS, group] += 1.0 if arrested else 0.0
        counts[DISRESPECT, group] += 1.0 if quality < numbers.contact.poor else 0.0
