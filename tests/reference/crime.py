"""Crime: how much to expect where and why, what victims and witnesses do, what police answer."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.processes.causes_of_crime import (
    BY_CAMERAS,
    BY_CONDUCT,
    BY_CYNICISM,
    BY_DISORDER,
    BY_DISPLACEMENT,
    BY_OWNERSHIP,
    BY_PRESENCE_BLOCK,
    BY_PRESENCE_TOWN,
    BY_PROBLEM_SOLVING,
    BY_REMOVAL,
    BY_REPEATS,
    BY_STOPS,
    BY_WATCH,
)
from sim.model.processes.contact import BY_RESIDENT, FORCE
from sim.model.processes.crime import (
    CRIMES,
    CRIMES_EXPECTED,
    NUMBER,
    PLACE_OF_VICTIM,
    REPORT,
    REPORTED,
    REPORTED_EXPECTED,
    SILENT_FEAR,
    SILENT_HANDLED,
    SILENT_MINOR,
    SILENT_OTHER,
    SILENT_POLICE,
    TIPS,
    TIPS_EXPECTED,
    VICTIM,
    VICTIMISATION,
    WITNESS,
    WITNESS_TIPS,
)
from sim.model.processes.response import (
    CALLS_WITH_FORCE,
    CLEARANCE,
    CLEARED,
    CLEARED_EXPECTED,
    ON_RESPONSE,
    RESPONDER,
    RESPONSE,
    TREATMENT,
)

from .contacts import Contact
from .rules import (
    after_a_while,
    block_effect,
    camera_effect,
    clearance,
    conduct_effect,
    density,
    drift,
    fade_share,
    happenings,
    logistic,
    normal,
    removal_effect,
    repeat_effect,
    riskiness,
    serious_enough,
    share_of_change,
    stops_effect,
    tag_of,
    town_effect,
    treatment,
    why_silent,
)

if TYPE_CHECKING:
    from .blocks import Block
    from .model import ReferenceModel
    from .residents import Resident

TOLD = (REPORTED, SILENT_POLICE, SILENT_MINOR, SILENT_HANDLED, SILENT_FEAR, SILENT_OTHER)


@dataclass(frozen=True)
class CrimeType:
    """What differs between violent crime, burglary, vehicle theft and other theft."""

    number: int
    rate: float
    serious: float
    ceiling: float
    clearance: float
    staffing: float
    cameras: float
    ownership: float


@dataclass
class Crime:
    """One crime of today."""

    kind: CrimeType
    place: Block
    victim: Resident
    tag: int
    reported: bool = False
    tipped: bool = False


def expect_crime(model: ReferenceModel) -> None:
    """Expected crimes by block and type; each change against day 0 is booked to its cause."""
    displaced: defaultdict[tuple[Block, int], float] = defaultdict(float)
    usual_homes = len(model.residents) / len(model.blocks)
    for block in model.in_any_order(model.blocks):
        block.forget()
    for block in model.in_any_order(model.blocks):
        here = effects_here(block)
        for kind in model.crime_types:
            effects = here | effects_by_type(block, kind)
            usual = kind.rate * block.risk_of[kind.number] * usual_homes
            logarithm = sum(effects.values())
            multiplier = math.exp(logarithm)
            block.expected[kind.number] = usual * multiplier
            scale = usual * share_of_change(multiplier, logarithm)
            for cause, effect in effects.items():
                model.books.crimes(kind.number, cause, scale * effect)
            prevented = max(0.0, -scale * effects[BY_PRESENCE_BLOCK])
            kept_away = model.numbers.crime.displacement * prevented
            if kept_away != 0.0:
                for other in block.next_door:
                    displaced[other, kind.number] += kept_away / len(block.next_door)
    for (block, kind_number), crimes in displaced.items():
        crimes = max(crimes, -block.expected[kind_number])
        block.expected[kind_number] += crimes
        model.books.crimes(kind_number, BY_DISPLACEMENT, crimes)
    if model.numbers.crime.repeats:
        cool_and_expect(model)


def cool_and_expect(model: ReferenceModel) -> None:
    """Recent crimes are forgotten; those of today that are to be expected are added."""
    keep = 1.0 - fade_share(model.numbers.crime.repeat_memory)
    for block in model.blocks:
        block.heat = [keep * each for each in block.heat]
        block.usual_heat = [keep * each for each in block.usual_heat]
    for block in model.blocks:
        for kind in range(len(model.crime_types)):
            near = model.numbers.crime.repeat_near * block.expected[kind]
            block.usual_heat[kind] += block.expected[kind]
            for other in block.next_door:
                other.usual_heat[kind] += near


def effects_here(block: Block) -> dict[int, float]:
    """Log effects in a block that are the same for all types."""
    n = block.model.numbers.crime
    reach = riskiness(block.risk, n.risky)
    offset = block.conduct - block.usual_conduct
    solved = max(0.0, block.solving - block.usual_solving)
    return {
        BY_PRESENCE_BLOCK: reach
        * after_a_while(
            block_effect(
                block.presence,
                block.usual_presence,
                n.presence,
                n.presence_scale,
                n.presence_shape,
            ),
            n.presence,
            block.lasting,
            n.presence_wear,
            n.presence_left,
        ),
        BY_CONDUCT: density(block.enforcement, n.dense)
        * conduct_effect(offset, n.conduct, n.conduct_threshold, n.conduct_scale),
        BY_STOPS: reach
        * stops_effect(block.lawful_stops, block.usual_lawful_stops, n.stops, n.stops_scale),
        BY_PROBLEM_SOLVING: -n.solving * (1.0 - math.exp(-n.solving_rate * solved)),
        BY_WATCH: -n.watch * (block.watch - block.usual_watch),
        BY_DISORDER: n.disorder * (block.disorder - block.model.department.usual_disorder),
        BY_REMOVAL: removal_effect(block.offending, block.usual_offending),
        BY_CYNICISM: -n.cynicism * (block.mean_trust() - block.usual_trust),
    }


def effects_by_type(block: Block, kind: CrimeType) -> dict[int, float]:
    """Log effects in a block that differ by type."""
    model, department = block.model, block.model.department
    own = block.ownership - block.usual_ownership
    return {
        BY_PRESENCE_TOWN: town_effect(
            department.presence, department.usual_presence, kind.staffing
        ),
        BY_OWNERSHIP: -kind.ownership * own,
        BY_REPEATS: repeat_effect(
            block.heat[kind.number], block.usual_heat[kind.number], model.numbers.crime.repeats
        ),
        BY_CAMERAS: camera_effect(
            block.cameras,
            model.orders.monitored_share,
            kind.cameras,
            model.numbers.crime.cameras_passive,
        ),
    }


def commit_crimes(model: ReferenceModel) -> None:
    """Today's crimes with their victims, reports, reasons and tips."""
    model.crimes = []
    for block in model.in_any_order(model.blocks):
        luck = model.draws(NUMBER, block.number)
        for kind in model.crime_types:
            for number in range(happenings(luck[kind.number], block.expected[kind.number])):
                strike(block, kind, number)


def strike(place: Block, kind: CrimeType, number: int) -> None:
    """One crime: a victim, their decision, worry, and witnesses."""
    model, home = place.model, place
    tag = tag_of(place.number, kind.number, number)
    u_away, u_block, _, _ = model.draws(PLACE_OF_VICTIM, place.number, tag)
    if u_away < model.numbers.crime.away or not place.residents:
        home = model.blocks[int(u_block * len(model.blocks))]
    victim = home.somebody(VICTIM, tag)
    if victim is None:
        return
    crime = Crime(kind, place, victim, tag)
    decide(crime)
    suffer(crime)
    look_on(crime)
    model.crimes.append(crime)
    if model.numbers.crime.repeats:
        place.heat[kind.number] += 1.0
        for other in place.next_door:
            other.heat[kind.number] += model.numbers.crime.repeat_near


def decide(crime: Crime) -> None:
    """The victim reports, or has a reason not to."""
    model, victim, n = crime.place.model, crime.victim, crime.place.model.numbers.victim
    u_severity, u_report, u_reason, u_other = model.draws(REPORT, victim.home, crime.tag)
    severity = normal(u_severity)
    serious = serious_enough(crime.kind.serious, n.severity, severity)
    minor = logistic(n.minor - severity)
    reason = why_silent(
        u_report, serious, victim.doubts(), minor, u_reason, u_other, n.fear, n.handled
    )
    crime.reported = reason == 0
    model.books.count(CRIMES + crime.kind.number, victim.group.number)
    model.books.count(TOLD[reason] + crime.kind.number, victim.group.number)


def suffer(crime: Crime) -> None:
    """Trust and worry of the victim, worry of friends."""
    victim, n = crime.victim, crime.place.model.numbers
    step = -n.contact.gain * n.victim.trust_step
    victim.model.contacts.append(Contact(victim, VICTIMISATION, None, step))
    victim.worry = drift(victim.worry, 1.0, n.victim.worry)
    for friend in victim.friends:
        friend.worry = drift(friend.worry, 1.0, n.victim.worry_friends)


def look_on(crime: Crime) -> None:
    """Two neighbours of the place may have seen it, and may pass it on."""
    model = crime.place.model
    for witness in range(2):
        tag = crime.tag + (witness << 28)
        who = crime.place.somebody(WITNESS, tag)
        if who is not None:
            u_there, u_tips, _, _ = model.draws(WITNESS_TIPS, who.home, tag)
            if u_there < model.numbers.tips.present and u_tips < who.readiness_to_tip():
                crime.tipped = True
                model.books.count(TIPS, crime.victim.group.number)
                who.note_contact(BY_RESIDENT)


def expect_reports(model: ReferenceModel) -> None:
    """Expected twins of crimes, reports and tips, from the side of those who may be victims.

    A crime of a block meets one of its residents, or somebody in a block drawn from the whole town.
    """
    number, away = len(model.blocks), model.numbers.crime.away
    anywhere = [0.0] * len(model.crime_types)  # crimes that may meet each block of the town
    tips_anywhere = 0.0
    for place in model.blocks:
        elsewhere = away if place.residents else 1.0
        for kind in model.crime_types:
            anywhere[kind.number] += elsewhere * place.expected[kind.number] / number
        tips_anywhere += elsewhere * tips_per_crime(place) * sum(place.expected) / number
    for home in model.blocks:
        tips = (1.0 - away) * tips_per_crime(home) * sum(home.expected) + tips_anywhere
        for group, people in home.people.items():
            share = people / len(home.residents)
            believing = (people - home.doubt[group]) / len(home.residents)
            model.books.count(TIPS_EXPECTED, group, share * tips)
            for kind in model.crime_types:
                crimes = (1.0 - away) * home.expected[kind.number] + anywhere[kind.number]
                model.books.count(CRIMES_EXPECTED + kind.number, group, share * crimes)
                reported = believing * kind.ceiling * crimes
                model.books.count(REPORTED_EXPECTED + kind.number, group, reported)


def tips_per_crime(place: Block) -> float:
    """Tips that a crime in a block may bring: two neighbours, each perhaps there."""
    return 2.0 * place.model.numbers.tips.present * place.tipping


def expect_records(model: ReferenceModel) -> None:
    """Expected recorded crimes by block: a victim of the block, or of any block."""
    away = model.numbers.crime.away
    anywhere = math.fsum(belief(block) for block in model.blocks) / len(model.blocks)
    for place in model.blocks:
        elsewhere = away if place.residents else 1.0
        believed = (1.0 - elsewhere) * belief(place) + elsewhere * anywhere
        for kind in model.crime_types:
            place.recorded[kind.number] = place.expected[kind.number] * kind.ceiling * believed


def belief(block: Block) -> float:
    """Chance that a resident of a block holds police helpful; 0 where nobody lives."""
    if not block.residents:
        return 0.0
    return 1.0 - math.fsum(block.doubt.values()) / len(block.residents)


def respond(crime: Crime) -> None:
    """Police answer one reported crime: treatment at the door, and perhaps clearance."""
    model, n, victim, group = (
        crime.place.model,
        crime.place.model.numbers,
        crime.victim,
        crime.victim.group,
    )
    model.department.workload += n.response.hours_crime
    officer = crime.place.beat.send(RESPONDER, victim, crime.tag)
    if officer is None:
        return
    chance = chance_to_clear(crime.kind, crime.place, crime.tipped, model.department.busy)
    cleared = 1.0 if model.draw(CLEARANCE, victim.home, crime.tag) < chance else 0.0
    if cleared:
        crime.place.offending *= 1.0 - n.crime.removed
    u_conduct, u_force, _, _ = model.draws(TREATMENT, victim.home, crime.tag)
    base = treatment(
        n.response.quality + model.orders.call_conduct,
        n.response.solved,
        n.response.busy,
        cleared,
        model.department.busy,
    )
    quality = officer.conduct(base, u_conduct, n.contact.spread)
    if u_force < group.force_at_calls:
        quality = n.contact.force_quality
        model.books.count(FORCE, group.number)
        model.books.count(CALLS_WITH_FORCE, group.number)
    passing = n.contact.familiar_passing, n.contact.heard_passing
    victim.meet(officer, RESPONSE, quality, 1.0, *passing)
    victim.note_contact(BY_RESIDENT)
    model.books.count(CLEARED + crime.kind.number, group.number, cleared)


def chance_to_clear(kind: CrimeType, place: Block, tipped: bool, load: float) -> float:
    """Chance that a recorded crime of a type is cleared here, by so busy a department."""
    model, n = place.model, place.model.numbers.response
    watched = model.orders.monitored_share if place.cameras > 0.0 else 0.0
    return clearance(
        kind.clearance - n.overload * max(0.0, load - 1.0),
        n.tip, n.camera, n.staffing, 1.0 if tipped else 0.0, watched,
        model.department.investigation,
    )  # fmt: skip


def expect_clearance(model: ReferenceModel, load: float) -> None:
    """Expected twin of cleared crimes, by place."""
    if model.department.hours[ON_RESPONSE] <= 0.0:
        return
    for place in model.blocks:
        tipped = 1.0 - (1.0 - model.numbers.tips.present * place.tipping) ** 2
        for kind in model.crime_types:
            chance = tipped * chance_to_clear(kind, place, True, load)
            chance += (1.0 - tipped) * chance_to_clear(kind, place, False, load)
            model.books.count(
                CLEARED_EXPECTED + kind.number, 0, place.recorded[kind.number] * chance
            )
