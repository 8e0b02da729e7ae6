"""Contacts that are no crime matter: calls for help, accidents, asking, thanking, celebrating."""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.draws import decision, happenings, uniforms, uniforms_of_rows
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import (
    BY_RESIDENT,
    FORCE,
    OTHERWISE,
    get_closer,
    meet,
    note_contact,
    settle,
    somebody,
    tag_of,
)
from sim.model.processes.officers import officer_on, quality_of
from sim.model.processes.response import CALLS_WITH_FORCE, ON_RESPONSE, treatment
from sim.model.registers import channel, count
from sim.model.state import Plan, Town

declare(
    "calls",
    help=Parameter(
        0.0647, "per resident and year", (0.0, 2.0), (0.04, 0.08),
        "calls for help that are no crime matter", "calibrated on P20", "BJS PPCS 2020-22",
    ),
    accidents=Parameter(
        0.03, "per resident and year", (0.0, 1.0), None, "contacts over accidents", "measured",
        "BJS PPCS 2020",
    ),
    thanks=Parameter(
        0.02, "per resident and year", (0.0, 1.0), (0.0, 0.05),
        "asking, thanking, celebrating, by a resident of full trust", "assumed",
    ),
    thanks_familiar=Parameter(
        0.0, "share per unit", (0.0, 20.0), (0.0, 5.0),
        "how knowing officers raises asking, thanking and celebrating", "assumed",
        "people ask and thank whom they know; no study has counted it",
    ),
    quality=Parameter(
        0.72, "quality", (0.0, 1.0), (0.62, 0.80), "conduct at calls for help", "assumed",
        "93% proper (BJS PPCS 2011)",
    ),
    quality_thanks=Parameter(
        0.85, "quality", (0.0, 1.0), (0.75, 0.95), "conduct when thanked or asked", "assumed",
    ),
    weight_thanks=Parameter(
        0.25, "of a contact", (0.0, 1.0), (0.0, 0.5), "weight of such a moment", "assumed",
    ),
)  # fmt: skip

CALL_FOR_HELP = channel(
    "call_for_help",
    "Calls for help",
    "asking, thanking, help, accidents: no crime matter",
    told=True,
)
CALLS_FOR_HELP = count("calls_for_help", "calls for help that are no crime matter")
ACCIDENTS = count("accidents", "accidents at which residents met police")
THANKS = count("thanks", "residents who thanked police")

HOW_MANY = decision("calls: how many", "help", "accident", "thanks")
WHO = decision("calls: who")
WHICH_OFFICER = decision("calls: officer")
HOW = decision("calls: conduct", "conduct", "force", "is in the mood to thank")

HELP, ACCIDENT, THANK = 0, 1, 2


@rule
def calls(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Calls of the day, block by block."""
    blocks, n = town.blocks, numbers.calls
    if town.department.hours[0, ON_RESPONSE] <= 0.0:
        return
    luck = uniforms_of_rows(town.luck, HOW_MANY, day, len(blocks.risk))
    for block in range(len(blocks.risk)):
        homes = blocks.homes[block] / 365.25
        for number in range(happenings(luck[HELP, block], n.help * homes)):
            call(town, numbers, day, block, HELP, number)
        for number in range(happenings(luck[ACCIDENT, block], n.accidents * homes)):
            call(town, numbers, day, block, ACCIDENT, number)
        thanks = n.thanks * (1.0 + n.thanks_familiar) * homes
        for number in range(happenings(luck[THANK, block], thanks)):
            call(town, numbers, day, block, THANK, number)
    settle(town, plan, numbers, day)


@rule
def mood_to_thank(trust: float, familiarity: float, by_familiarity: float) -> float:
    """Readiness to thank against somebody of full trust who knows officers well."""
    return trust * (1.0 + by_familiarity * familiarity) / (1.0 + by_familiarity)


@rule
def call(town: Town, numbers: Numbers, day: int, block: int, kind: int, number: int) -> None:
    """One call: who, which officer, how it went."""
    residents, counts, n = town.residents, town.books.counts, numbers.calls
    tag = tag_of(block, kind, number)
    who = somebody(town, WHO, day, block, tag)
    officer = officer_on(town, WHICH_OFFICER, day, town.blocks.beat[block], who, tag)
    if who < 0 or officer < 0:
        return
    group = residents.group[who]
    u_conduct, u_force, u_mood, _ = uniforms(town.luck, HOW, day, who, tag)
    if kind == THANK:
        trust = residents.standing[who] + residents.impression[who]
        if u_mood < mood_to_thank(trust, residents.familiarity[who], n.thanks_familiar):
            usual = n.quality_thanks + town.department.conduct[0, ON_RESPONSE]
            quality = quality_of(
                town, numbers, officer, usual, u_conduct, 0.5 * numbers.contact.spread
            )
            meet(town, numbers, who, CALL_FOR_HELP, officer, quality, n.weight_thanks)
            get_closer(town, numbers.contact.familiar_passing, numbers.contact.heard_passing)
            if day >= 0:
                counts[THANKS, group] += 1.0
        return
    usual = n.quality + town.department.conduct[0, ON_RESPONSE]
    base = treatment(usual, 0.0, numbers.response.busy, 0.0, town.department.busy[0])
    quality = quality_of(town, numbers, officer, base, u_conduct, numbers.contact.spread)
    forced = u_force < town.groups.force_at_calls[group]
    if forced:
        quality = numbers.contact.force_quality
    meet(town, numbers, who, CALL_FOR_HELP, officer, quality, 1.0)
    get_closer(town, numbers.contact.familiar_passing, numbers.contact.heard_passing)
    if day >= 0:
        note_contact(town, who, BY_RESIDENT if kind == HELP else OTHERWISE, day)
        counts[CALLS_FOR_HELP if kind == HELP else ACCIDENTS, group] += 1.0
        if forced:
            counts[FORCE, group] += 1.0
            counts[CALLS_WITH_FORCE, group] += 1.0
