"""Learning from surprise: how one contact moves one resident's trust.

Three things happen to the officer's conduct ``q`` (0-1): it is *seen* through prior trust, *judged*
(well done or not) by what was seen, and it *moves* trust by gain x surprise, against what the
resident expected. One rule gives diminishing returns, larger gains where trust is low and larger
losses where it is high:

    seen     = q + colour (T - 1/2) - grievance G
    surprise = seen - expectation - slope (T - 1/2)
    step     = gain (1 + closeness bond) weight surprise, times losses where it is below 0
    bond     = sqrt((F - 0.1) / 0.9 K)
    change   = 2 step (1 - T) if step > 0, else 2 step T

The bond is mutual: how far the resident knows the local officers (familiarity F) and how well this
officer knows the beat (K). Officers who are moved on take both with them.

A change goes to the *impression*, which fades (see ``fading``). Contacts of one process wait in a
queue and are applied all at once (``settle``): each is judged by the trust at the start of the
process, and the steps of one person in one process are scaled so that they never exceed 1/2, which
keeps trust between 0 and 1 exactly.
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import row_with_smallest
from sim.model.ledger import book
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.registers import TOLD, count
from sim.model.state import Floats, Plan, Town

declare(
    "contact",
    gain=Parameter(
        0.31, "trust per unit of surprise", (0.0, 1.0), (0.20, 0.45),
        "how far one contact moves trust", "set on P01",
        "Peyton, Sierra-Arévalo & Rand 2019, doi 10.1073/pnas.1910157116; a correction of 2023,"
        " PNAS 120(16) e2304479120, has not been read",
    ),
    expectation=Parameter(
        0.70, "quality", (0.0, 1.0), (0.60, 0.80), "conduct that residents expect of a contact",
        "assumed", "consistent with 85-93% treated properly (BJS PPCS 2011)",
    ),
    slope=Parameter(
        0.25, "quality per unit of trust", (-0.5, 2.0), (-0.25, 0.8),
        "how much more those who trust expect", "assumed",
    ),
    colour=Parameter(
        0.0, "quality per unit of trust", (0.0, 2.0), (0.0, 0.6),
        "how much kinder those who trust see the same conduct", "assumed",
        "prior attitudes colour how a contact is judged; no size on this scale",
    ),
    grievance=Parameter(
        0.0, "quality per unit", (0.0, 2.0), (0.0, 0.3),
        "how much worse those who resent being watched or searched see the same conduct", "assumed",
        "no study has measured it apart from trust",
    ),
    losses=Parameter(
        1.0, "times", (0.0, 20.0), (0.3, 2.5),
        "how much more a contact that disappoints moves trust than one that pleases", "assumed",
        "with other expectations held fixed, doi 10.1007/s10940-020-09478-2",
    ),
    well_done=Parameter(
        0.55, "quality", (0.0, 1.0), None,
        "conduct, as it was seen, from which people say that police acted well", "assumed",
        "a convention: with the expectation and its spread 84% of contacts, as 85-93% say (BJS PPCS"
        " 2011)",
    ),
    closeness=Parameter(
        1.00, "share", (0.0, 4.0), (0.0, 2.0),
        "how much more a contact moves trust when officer and resident know each other well",
        "set on P07",
        "so that rotation of officers costs something, as in the six trials of Blair et al. 2021,"
        " doi 10.1126/science.abd3446; it still costs little",
    ),
    spread=Parameter(
        0.15, "quality", (0.0, 0.5), (0.10, 0.25), "spread of conduct from contact to contact",
        "assumed", "with the expectation gives 7-12% poor contacts",
    ),
    skill_spread=Parameter(
        0.06, "quality", (0.0, 0.3), (0.0, 0.12), "spread of lasting skill between officers",
        "assumed",
    ),
    bad_officers=Parameter(
        0.0, "share", (0.0, 1.0), (0.0, 0.1), "officers who treat people badly whenever they can",
        "assumed", "complaints gather on few officers; their share of contacts is not known",
    ),
    bad_by=Parameter(
        0.30, "quality", (0.0, 1.0), (0.1, 0.5), "how much worse they behave", "assumed",
    ),
    training_effect=Parameter(
        0.06, "quality", (0.0, 0.3), (0.02, 0.10),
        "gain in conduct of a fully and sincerely trained officer", "derived",
        "d = .386 of observed conduct, Weisburd et al. 2022, doi 10.1073/pnas.2118780119, times the"
        " spread of conduct",
    ),
    regard_effect=Parameter(
        0.10, "quality per unit of regard", (0.0, 0.5), (0.0, 0.2),
        "how an officer's regard for the beat colours conduct", "assumed",
    ),
    force_quality=Parameter(
        0.10, "quality", (0.0, 1.0), (0.0, 0.25),
        "how a contact with threat or use of force is judged", "assumed",
        "46% of those saw it as excessive (BJS PPCS 2020)",
    ),
    poor=Parameter(
        0.45, "quality", (0.0, 1.0), None, "conduct below this is counted as disrespect",
        "assumed",
        "a convention: nothing but a count depends on it",
    ),
    officer_learning=Parameter(
        0.02, "share of what is missing, a contact", (0.0, 0.5), (0.0, 0.05),
        "knowledge of the beat that an officer gains in a contact", "assumed",
    ),
    officer_warming=Parameter(
        0.02, "share, a contact", (0.0, 0.5), (0.0, 0.05),
        "how far a contact moves an officer's regard towards that resident's trust", "assumed",
    ),
    familiar_close=Parameter(
        0.25, "share of what is missing", (0.0, 1.0), (0.1, 0.4),
        "familiarity from a visit or gathering", "assumed",
    ),
    familiar_passing=Parameter(
        0.10, "share of what is missing", (0.0, 1.0), (0.05, 0.2),
        "familiarity from a greeting or call", "assumed",
    ),
    heard_close=Parameter(
        0.15, "share of what is missing", (0.0, 1.0), (0.05, 0.3),
        "being heard at a visit or gathering", "assumed",
    ),
    heard_passing=Parameter(
        0.05, "share of what is missing", (0.0, 1.0), (0.0, 0.1), "being heard at a call",
        "assumed",
    ),
)  # fmt: skip

FORCE = count("force", "contacts with threat or use of force")
PEOPLE_ANY_CONTACT = count("people_any_contact", "people with any contact this year")
PEOPLE_MET_BY_POLICE = count(
    "people_met_by_police", "people stopped, or met in an intervention, this year; no visits"
)
PEOPLE_WHO_CALLED = count("people_who_called", "people who called police this year")
JUDGED_WELL = count("judged_well", "contacts after which people say that police acted well")
JUDGED_BADLY = count("judged_badly", "contacts after which people say that police acted badly")
BY_POLICE, BY_RESIDENT, OTHERWISE = 2, 4, 1
WELL, BADLY = 8, 16


@rule
def as_seen(
    quality: float, trust: float, grievance: float, colour: float, by_grievance: float
) -> float:
    """Conduct as a person sees it, who trusts police so far and bears such a grievance."""
    return quality + colour * (trust - 0.5) - by_grievance * grievance


@rule
def surprise(quality: float, trust: float, expectation: float, slope: float) -> float:
    """How much better or worse a contact was than expected (quality units)."""
    return quality - expectation - slope * (trust - 0.5)


@rule
def weighed(felt: float, losses: float) -> float:
    """A surprise as it moves trust: one that disappoints counts ``losses`` times."""
    return losses * felt if felt < 0.0 else felt


@rule
def bond(familiarity: float, knowledge: float) -> float:
    """How well officer and resident know each other, 0-1; 0 when either is a stranger (F = 0.1)."""
    return math.sqrt(max(0.0, familiarity - 0.1) / 0.9 * knowledge)


@rule
def gain_with(gain: float, bond: float, closeness: float) -> float:
    """Gain of a contact between people who know each other to degree ``bond``."""
    return gain * (1.0 + closeness * bond)


@rule
def change(step: float, trust: float) -> float:
    """Change of trust from a signed step: room is left above for gains, below for losses."""
    if step > 0.0:
        return 2.0 * step * (1.0 - trust)
    return 2.0 * step * trust


@rule
def fade_share(half_life: float) -> float:
    """Share that fades in a day at a half-life in days: ``1 - 2^(-1/half_life)``."""
    return 1.0 - math.exp(-math.log(2.0) / half_life)


@rule
def meet(
    town: Town,
    numbers: Numbers,
    who: int,
    channel: int,
    officer: int,
    quality: float,
    weight: float,
) -> None:
    """Queue one contact: judged by the trust that ``who`` has now."""
    contact, residents = numbers.contact, town.residents
    trust = residents.standing[who] + residents.impression[who]
    seen = as_seen(quality, trust, residents.grievance[who], contact.colour, contact.grievance)
    felt = weighed(surprise(seen, trust, contact.expectation, contact.slope), contact.losses)
    known = 0.0
    if officer >= 0:
        known = bond(residents.familiarity[who], town.officers.knowledge[officer])
    gain = gain_with(contact.gain, known, contact.closeness)
    queue(town, who, channel, officer, gain * weight * felt, weight * felt)
    if officer >= 0 and town.department.overflow[0] == 0:
        last = town.department.queued[0] - 1
        town.contacts.judged[last] = WELL if seen >= contact.well_done else BADLY


@rule
def queue(town: Town, who: int, channel: int, officer: int, step: float, felt: float) -> None:
    """Queue one step of trust for ``who``; ``felt`` is what may be told to friends."""
    contacts = town.contacts
    at = town.department.queued[0]
    if at == len(contacts.who):
        town.department.overflow[0] = 1
        return
    contacts.who[at] = who
    contacts.channel[at] = channel
    contacts.officer[at] = officer
    contacts.step[at] = step
    contacts.surprise[at] = felt
    contacts.familiar[at] = 0.0
    contacts.heard[at] = 0.0
    contacts.judged[at] = 0
    town.department.queued[0] = at + 1


@rule
def keep_quiet(town: Town) -> None:
    """The contact just queued is hearsay itself, and is not told on."""
    town.contacts.surprise[town.department.queued[0] - 1] = 0.0


@rule
def settle(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Apply the queue: all steps at once, each booked to its channel; officers learn."""
    residents, contacts, officers = town.residents, town.contacts, town.officers
    number = town.department.queued[0]
    if number == 0:
        return
    days = plan.days[0]
    for at in range(number):
        residents.load[contacts.who[at]] += abs(contacts.step[at])
    for at in range(number):
        who, channel = contacts.who[at], contacts.channel[at]
        trust = residents.standing[who] + residents.impression[who]
        load = residents.load[who]
        step = contacts.step[at]
        if load > 0.5:
            step *= 0.5 / load
        moved = change(step, trust)
        residents.pending[who] += moved
        book(town.books, days, day, residents.group[who], channel, moved)
        if TOLD[channel] == 1 and contacts.surprise[at] != 0.0:
            if residents.story_day[who] != day:
                residents.story_day[who] = day
                residents.story[who] = 0.0
            residents.story[who] += contacts.surprise[at]
        judged = contacts.judged[at]
        residents.contact_kinds[who] |= judged
        if day >= 0 and judged != 0:
            count = JUDGED_WELL if judged == WELL else JUDGED_BADLY
            town.books.counts[count, residents.group[who]] += 1.0
        officer = contacts.officer[at]
        if officer >= 0:
            officers.learned[officer] *= 1.0 - numbers.contact.officer_learning
            officers.warmth[officer] += trust
            officers.met[officer] += 1.0
    for at in range(number):
        who = contacts.who[at]
        residents.impression[who] += residents.pending[who]
        residents.pending[who] = 0.0
        residents.load[who] = 0.0
        residents.familiarity[who] += contacts.familiar[at] * (1.0 - residents.familiarity[who])
        residents.heard[who] += contacts.heard[at] * (1.0 - residents.heard[who])
        officer = contacts.officer[at]
        if officer >= 0 and officers.met[officer] > 0.0:
            remember(town, numbers, officer)
    town.department.queued[0] = 0


@rule
def remember(town: Town, numbers: Numbers, officer: int) -> None:
    """What an officer takes from the contacts of one process: knowledge and regard."""
    officers = town.officers
    met = officers.met[officer]
    officers.knowledge[officer] = (
        1.0 - (1.0 - officers.knowledge[officer]) * officers.learned[officer]
    )
    pull = 1.0 - math.pow(1.0 - numbers.contact.officer_warming, met)
    officers.regard[officer] += pull * (officers.warmth[officer] / met - officers.regard[officer])
    officers.learned[officer] = 1.0
    officers.warmth[officer] = 0.0
    officers.met[officer] = 0.0


@rule
def get_closer(town: Town, familiar: float, heard: float) -> None:
    """The contact just queued also brings the resident closer: shares of what is missing."""
    at = town.department.queued[0] - 1
    town.contacts.familiar[at] = familiar
    town.contacts.heard[at] = heard


@rule
def note_contact(town: Town, who: int, kind: int, day: int) -> None:
    """Count people (not contacts) with a contact this year: any, by police, by the resident."""
    residents, counts = town.residents, town.books.counts
    group = residents.group[who]
    known = residents.contact_kinds[who]
    if known & OTHERWISE == 0:
        counts[PEOPLE_ANY_CONTACT, group] += 1.0
    if kind & BY_POLICE and known & BY_POLICE == 0:
        counts[PEOPLE_MET_BY_POLICE, group] += 1.0
    if kind & BY_RESIDENT and known & BY_RESIDENT == 0:
        counts[PEOPLE_WHO_CALLED, group] += 1.0
    residents.contact_kinds[who] = known | kind | OTHERWISE


@rule
def somebody(town: Town, decision: int, day: int, block: int, tag: int) -> int:
    """One home of a block, all equally likely: the smallest addressed key."""
    blocks = town.blocks
    return row_with_smallest(
        town.luck, decision, day, blocks.first[block], blocks.homes[block], tag
    )


@rule
def one_of(running: Floats, u: float) -> int:
    """Row chosen by inverting running shares that end at 1 (binary search)."""
    low, high = 0, len(running) - 1
    while low < high:
        middle = (low + high) // 2
        if u < running[middle]:
            high = middle
        else:
            low = middle + 1
    return low


@rule
def tag_of(block: int, kind: int, number: int) -> int:
    """Address of one of several alike happenings in a block on a day (as ``whom`` of a draw)."""
    return block * 4096 + kind * 1024 + number % 1024
