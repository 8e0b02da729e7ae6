"""Police answer reported crimes: treatment at the door, and perhaps clearance.

How a victim is treated depends on the officer and on how busy the department is; hearing that the
case was solved helps. A recorded crime is cleared more often with a tip, a monitored camera, or
more investigation hours a case.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import (
    BY_RESIDENT,
    FORCE,
    fade_share,
    get_closer,
    meet,
    note_contact,
    settle,
    tag_of,
)
from sim.model.processes.officers import officer_on, quality_of
from sim.model.processes.outlook import logistic
from sim.model.processes.staff import against_usual
from sim.model.processes.surveillance import MONITORED_SHARE
from sim.model.registers import channel, count, counts_by_type, duty, lever
from sim.model.state import Plan, Town

declare(
    "response",
    quality=Parameter(
        0.68, "quality", (0.0, 1.0), (0.58, 0.78),
        "treatment of a victim who reports, not counting clearance", "assumed",
        "near what is expected, so that a town at rest stays at rest (P19)",
    ),
    solved=Parameter(
        0.08, "quality", (0.0, 1.0), (0.0, 0.2),
        "how much better a victim judges police who solved the case", "assumed",
        "reporting back and visible action, doi 10.1186/s40163-024-00231-9",
    ),
    busy=Parameter(
        0.10, "quality per unit of overload", (0.0, 1.0), (0.0, 0.2),
        "loss of quality when calls exceed capacity", "assumed",
    ),
    calls=Parameter(
        1.0, "calls per resident and year", (0.0, 5.0), None,
        "dispatched calls that are no matter of this model", "measured",
        "1-2 in nine agencies, Lum, Koper & Wu (Police Quarterly)",
    ),
    hours_call=Parameter(
        0.75, "officer hours", (0.0, 10.0), (0.5, 1.0), "work of one such call", "assumed",
    ),
    hours_crime=Parameter(
        2.0, "officer hours", (0.0, 50.0), (1.0, 4.0), "work of one recorded crime", "assumed",
    ),
    busy_memory=Parameter(
        23.0, "days", (1.0, 365.0), (10.0, 45.0), "half-life of how busy the department is",
        "assumed",
    ),
    tip=Parameter(
        0.6, "log odds", (0.0, 4.0), (0.2, 1.0), "effect of a tip on clearance", "assumed",
    ),
    camera=Parameter(
        0.29, "log odds", (0.0, 4.0), (0.0, 1.2), "effect of a monitored camera on clearance",
        "assumed",
        "footage is useful in 29% of cases, Ashby 2017, doi 10.1007/s10610-017-9341-6: a share of"
        " cases, not an effect on clearance, which nobody has measured on this scale",
    ),
    overload=Parameter(
        0.0, "log odds per unit of overload", (0.0, 4.0), (0.0, 1.0),
        "how much less often crimes are cleared when calls exceed capacity", "assumed",
        "slower response clears fewer crimes, Blanes i Vidal & Kirchmaier 2018; its size here is"
        " not known",
    ),
    staffing=Parameter(
        0.3, "log odds per log hour", (0.0, 3.0), (0.0, 0.6),
        "effect of investigation hours a case", "assumed",
    ),
    cleared_violent=Parameter(
        -0.212, "log odds", (-6.0, 6.0), None, "clearance of violent crime", "calibrated on P20",
    ),
    cleared_burglary=Parameter(
        -1.86, "log odds", (-6.0, 6.0), None, "clearance of burglary", "calibrated on P20",
    ),
    cleared_vehicle_theft=Parameter(
        -1.86, "log odds", (-6.0, 6.0), None, "clearance of vehicle theft", "calibrated on P20",
    ),
    cleared_other_theft=Parameter(
        -1.57, "log odds", (-6.0, 6.0), None, "clearance of other theft", "calibrated on P20",
    ),
)  # fmt: skip

RESPONSE = channel(
    "response", "Response to reports", "how police treated a victim who reported", told=True
)
CALL_CONDUCT = lever(
    "call_conduct", "quality", "conduct of officers who answer calls, against usual"
)
ON_RESPONSE = duty("response", "calls", conduct=CALL_CONDUCT)
ON_INVESTIGATION = duty("investigation", "cases")
CLEARED_EXPECTED = counts_by_type("cleared_expected", "chances that a recorded crime is cleared")
CLEARED = counts_by_type("cleared", "recorded crimes cleared")
CALLS_WITH_FORCE = count("calls_with_force", "calls with threat or use of force")

CLEARANCE = decision("response: cleared")
RESPONDER = decision("response: officer")
TREATMENT = decision("response: treatment", "conduct", "force")
DETECTIVES_LOW = 0.25  # investigation hours below this share of usual change clearance no further


@rule
def clearance(
    base: float,
    tip: float,
    camera: float,
    staffing: float,
    tipped: float,
    watched: float,
    ratio: float,
) -> float:
    """Chance that a recorded crime is cleared.

    Args:
        base: log odds of this type.
        tip: effect of a tip.
        camera: effect of a camera watched all day.
        staffing: effect of log investigation hours against usual.
        tipped: 1 with a tip, else 0.
        watched: share of the day that a camera here is watched.
        ratio: investigation hours against usual.
    """
    hours = math.log(max(DETECTIVES_LOW, ratio))
    return logistic(base + tip * tipped + camera * watched + staffing * hours)


@rule
def treatment(base: float, solved: float, busy: float, cleared: float, load: float) -> float:
    """Usual treatment of a victim: better when the case was solved, worse under overload."""
    return base + solved * cleared - busy * max(0.0, load - 1.0)


@rule
def how_busy(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Work of calls against hours for them, remembered for some weeks; above 1 is overload."""
    department, n = town.department, numbers.response
    residents = len(town.residents.block)
    work = department.workload[0] + n.calls / 365.25 * n.hours_call * residents
    department.workload[0] = 0.0
    hours = department.hours[0, ON_RESPONSE]
    ratio = work / hours if hours > 0.0 else 1.0
    if day == -plan.burn_in[0]:
        department.busy[0] = ratio
    department.busy[0] += fade_share(n.busy_memory) * (ratio - department.busy[0])


@rule
def response(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Answer today's reported crimes one by one."""
    blocks, residents, incidents = town.blocks, town.residents, town.incidents
    department, counts, n = town.department, town.books.counts, numbers.response
    monitored = plan.levers[plan.stage[day + plan.burn_in[0]], MONITORED_SHARE]
    load = department.busy[0]
    slowed = n.overload * max(0.0, load - 1.0)
    detectives = against_usual(
        department.hours[0, ON_INVESTIGATION], department.usual_investigation[0]
    )
    for at in range(department.incidents[0]):
        if incidents.reported[at] == 0:
            continue
        victim, block, kind = incidents.victim[at], incidents.block[at], incidents.type[at]
        group = residents.group[victim]
        tag = tag_of(block, kind, incidents.number[at])
        watched = monitored if blocks.cameras[block] > 0.0 else 0.0
        chance = clearance(
            town.crimes.clearance[kind] - slowed,
            n.tip,
            n.camera,
            n.staffing,
            float(incidents.tipped[at]),
            watched,
            detectives,
        )
        department.workload[0] += n.hours_crime
        officer = officer_on(town, RESPONDER, day, blocks.beat[block], victim, tag)
        if officer < 0:
            continue
        cleared = 0.0
        if uniform(town.luck, CLEARANCE, day, victim, tag) < chance:
            cleared = 1.0
            blocks.offending[block] *= 1.0 - numbers.crime.removed
        u_conduct, u_force, _, _ = uniforms(town.luck, TREATMENT, day, victim, tag)
        usual = n.quality + department.conduct[0, ON_RESPONSE]
        base = treatment(usual, n.solved, n.busy, cleared, load)
        quality = quality_of(town, numbers, officer, base, u_conduct, numbers.contact.spread)
        forced = u_force < town.groups.force_at_calls[group]
        if forced:
            quality = numbers.contact.force_quality
        meet(town, numbers, victim, RESPONSE, officer, quality, 1.0)
        get_closer(town, numbers.contact.familiar_passing, numbers.contact.heard_passing)
        if day >= 0:
            note_contact(town, victim, BY_RESIDENT, day)
            counts[CLEARED + kind, group] += cleared
            if forced:
                counts[FORCE, group] += 1.0
                counts[CALLS_WITH_FORCE, group] += 1.0
    settle(town, plan, numbers, day)
    how_busy(town, plan, numbers, day)
    if day >= 0:
        expected_clearance(town, numbers, monitored, detectives, slowed)


@rule
def expected_clearance(
    town: Town, numbers: Numbers, monitored: float, detectives: float, slowed: float
) -> None:
    """Expected value of today's cleared crimes (by place; booked to the first group)."""
    blocks, crimes, n = town.blocks, town.crimes, numbers.response
    if town.department.hours[0, ON_RESPONSE] <= 0.0:
        return
    chances = np.empty((4, 2, 2))  # by type, camera, tip
    for kind in range(4):
        for camera in range(2):
            for tip in range(2):
                chances[kind, camera, tip] = clearance(
                    crimes.clearance[kind] - slowed,
                    n.tip,
                    n.camera,
                    n.staffing,
                    float(tip),
                    monitored * camera,
                    detectives,
                )
    cleared = np.zeros(4)
    for block in range(len(blocks.risk)):
        silent = 1.0 - numbers.tips.present * blocks.tipping[block]
        tipped = 1.0 - silent * silent
        camera = 1 if blocks.cameras[block] > 0.0 else 0
        for kind in range(4):
            without, with_tip = chances[kind, camera, 0], chances[kind, camera, 1]
            chance = tipped * with_tip + (1.0 - tipped) * without
            cleared[kind] += blocks.recorded[block, kind] * chance
    for kind in range(4):
        town.books.counts[CLEARED_EXPECTED + kind, 0] += cleared[kind]
