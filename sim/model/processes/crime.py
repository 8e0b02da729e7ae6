"""Crime happens; victims and witnesses decide whether to report, each silence with its reason.

The number of crimes of a type in a block is Poisson around the expected number. The victim lives in
the block or, as often, anywhere in town. How serious the crime is to the victim is normal; a victim
to whom it is serious enough reports, unless they doubt that police would or could help:

    reported if u < serious(z) (1 - doubt),   serious(z) = 1 / (1 + exp(-(a_type + 1.2 z)))

so reporting has a ceiling that trust cannot lift. Two neighbours may have seen something.
True and recorded crime are kept apart everywhere.
"""

from __future__ import annotations

import numpy as np

from sim.compiled import exact
from sim.compiled.rules import rule
from sim.model.draws import decision, happenings, normal, uniforms, uniforms_of_rows
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import BY_RESIDENT, note_contact, queue, settle, somebody, tag_of
from sim.model.processes.crime_risk import warm
from sim.model.processes.outlook import doubt_of, logistic, tip_chance_of
from sim.model.registers import channel, count, counts_by_type
from sim.model.state import FloatRows, Plan, Town

declare(
    "victim",
    severity=Parameter(
        1.2, "log odds per standard deviation", (0.0, 5.0), (0.8, 1.6),
        "how strongly seriousness decides whether a victim reports", "assumed",
        "weapon and injury decide, trust hardly; doi 10.1177/02697580241296569",
    ),
    serious_violent=Parameter(
        0.294, "log odds", (-6.0, 6.0), None, "readiness to report violence", "calibrated on P15",
    ),
    serious_burglary=Parameter(
        0.249, "log odds", (-6.0, 6.0), None, "readiness to report burglary", "calibrated on P15",
    ),
    serious_vehicle_theft=Parameter(
        2.67, "log odds", (-6.0, 6.0), None, "readiness to report vehicle theft",
        "calibrated on P15",
    ),
    serious_other_theft=Parameter(
        -0.906, "log odds", (-6.0, 6.0), None, "readiness to report other theft",
        "calibrated on P15",
    ),
    minor=Parameter(
        -1.89, "log odds", (-6.0, 6.0), (-2.6, -1.4),
        "log odds that a silent victim calls it not important", "calibrated on P15",
        "18% of silent victims of violence, NCJ 238536",
    ),
    fear=Parameter(
        0.08, "share", (0.0, 1.0), (0.04, 0.13),
        "silent victims (not for police, not minor) who are afraid", "assumed",
    ),
    handled=Parameter(
        0.528, "share", (0.0, 1.0), (0.4, 0.7),
        "silent victims (not for police, not minor) who handle it otherwise", "calibrated on P15",
        "34% of silent victims of violence, NCJ 238536",
    ),
    trust_step=Parameter(
        0.04, "of a contact", (0.0, 1.0), (0.0, 0.1), "weight of being a victim for trust",
        "assumed",
    ),
    worry=Parameter(
        0.20, "share of what is missing", (0.0, 1.0), (0.1, 0.3), "worry of a victim", "assumed",
    ),
    worry_friends=Parameter(
        0.03, "share of what is missing", (0.0, 1.0), (0.0, 0.1), "worry of a victim's friends",
        "assumed",
    ),
)  # fmt: skip

VICTIMISATION = channel("victimisation", "Being a victim", "a crime that police did not prevent")
CRIMES_EXPECTED = counts_by_type("crimes_expected", "expected crimes")
CRIMES = counts_by_type("crimes", "crimes")
REPORTED_EXPECTED = counts_by_type("reported_expected", "expected crimes reported")
REPORTED = counts_by_type("reported", "crimes reported")
SILENT_POLICE = counts_by_type("silent_police", "silent: police would not or could not help")
SILENT_MINOR = counts_by_type("silent_minor", "silent: not important enough")
SILENT_HANDLED = counts_by_type("silent_handled", "silent: handled it another way")
SILENT_FEAR = counts_by_type("silent_fear", "silent: afraid of what would follow")
SILENT_OTHER = counts_by_type("silent_other", "silent: any other reason")
# Ways of counting the crimes of a district: rows of ``Books.crimes_in``.
IN_EXPECTED, IN_RECORDED_EXPECTED, IN_HAPPENED, IN_RECORDED = range(4)
WAYS = 4
TIPS_EXPECTED = count("tips_expected", "chances that a witness gives a tip")
TIPS = count("tips", "tips of witnesses")
declare(
    "reported_share",
    violent=Parameter(
        0.447, "share", (0.01, 1.0), (0.40, 0.69), "violent crimes reported", "measured",
        "NCVS 2023, Bureau of Justice Statistics",
    ),
    burglary=Parameter(
        0.44, "share", (0.01, 1.0), (0.41, 0.58), "burglaries reported", "set on P15",
        "NCVS 2023: .42, England and Wales 2024: .58; raised off the edge of the band",
    ),
    vehicle_theft=Parameter(
        0.72, "share", (0.01, 1.0), (0.70, 0.81), "vehicle thefts reported", "measured",
        "NCVS 2023, Bureau of Justice Statistics",
    ),
    other_theft=Parameter(
        0.265, "share", (0.01, 1.0), (0.22, 0.30), "other thefts reported", "set on P15",
        "NCVS 2023: .25, raised so that all property is 29-40%",
    ),
)  # fmt: skip

NUMBER = decision("crime: how many", "violent", "burglary", "vehicle theft", "other theft")
PLACE_OF_VICTIM = decision("crime: where the victim lives", "away or not", "which block")
VICTIM = decision("crime: victim")
REPORT = decision("crime: report", "severity", "report", "reason", "other reason")
WITNESS = decision("crime: witness")
WITNESS_TIPS = decision("crime: witness tips", "was there", "tips")

BECAUSE_POLICE, BECAUSE_MINOR, BECAUSE_HANDLED, BECAUSE_FEAR, BECAUSE_OTHER = 1, 2, 3, 4, 5


@rule
def serious_enough(readiness: float, severity: float, z: float) -> float:
    """Chance that a crime of seriousness ``z`` is worth reporting to this victim."""
    return logistic(readiness + severity * z)


@rule
def why_silent(
    u: float,
    serious: float,
    doubted: float,
    minor: float,
    u_reason: float,
    u_other: float,
    fear: float,
    handled: float,
) -> int:
    """0 when the victim reports, else the reason for silence (``BECAUSE_...``).

    One number ``u`` decides: below ``serious (1 - doubted)`` the crime is reported; from there to
    ``serious`` it is silence because police would not or could not help.
    """  # fmt: skip
    if u < serious * (1.0 - doubted):
        return 0
    if u < serious:
        return BECAUSE_POLICE
    if u_reason < minor:
        return BECAUSE_MINOR
    if u_other < fear:
        return BECAUSE_FEAR
    if u_other < fear + handled:
        return BECAUSE_HANDLED
    return BECAUSE_OTHER


POINTS, WEIGHTS = (each.round(12) for each in np.polynomial.hermite_e.hermegauss(40))
"""For means over a normal ``z`` (Gauss-Hermite quadrature); later digits differ by machine."""


@rule
def ceiling(readiness: float, severity: float) -> float:
    """Share of crimes serious enough to report: the mean of ``serious_enough`` over ``z``."""
    chances, weights = 0.0, 0.0
    for each in range(len(POINTS)):
        chances += WEIGHTS[each] / (1.0 + exact.exp(-(readiness + severity * POINTS[each])))
        weights += WEIGHTS[each]
    return chances / weights


@rule
def crime(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Today's crimes, block by block, with victims, reports, reasons and tips."""
    blocks = town.blocks
    town.department.incidents[0] = 0
    luck = uniforms_of_rows(town.luck, NUMBER, day, len(blocks.risk))
    for block in range(len(blocks.risk)):
        for kind in range(4):
            for number in range(happenings(luck[kind, block], blocks.expected[block, kind])):
                strike(town, numbers, day, block, kind, number)
    if day >= 0:
        expected_crime(town, numbers)
    settle(town, plan, numbers, day)


@rule
def strike(town: Town, numbers: Numbers, day: int, block: int, kind: int, number: int) -> None:
    """One crime: a victim, their decision, worry, and witnesses."""
    residents, incidents, n = town.residents, town.incidents, numbers.victim
    tag = tag_of(block, kind, number)
    home = block
    u_away, u_block, _, _ = uniforms(town.luck, PLACE_OF_VICTIM, day, block, tag)
    if u_away < numbers.crime.away or town.blocks.homes[block] == 0:
        home = int(u_block * len(town.blocks.risk))
    victim = somebody(town, VICTIM, day, home, tag)
    at = town.department.incidents[0]
    if victim < 0:
        return
    if at == len(incidents.victim):
        town.department.overflow[0] = 1
        return
    u_severity, u_report, u_reason, u_other = uniforms(town.luck, REPORT, day, victim, tag)
    z = normal(u_severity)
    reason = why_silent(
        u_report,
        serious_enough(town.crimes.serious[kind], n.severity, z),
        doubt_of(town, numbers, victim),
        logistic(n.minor - z),
        u_reason,
        u_other,
        n.fear,
        n.handled,
    )
    queue(town, victim, VICTIMISATION, -1, -numbers.contact.gain * n.trust_step, 0.0)
    residents.worry[victim] += n.worry * (1.0 - residents.worry[victim])
    for slot in range(residents.ties[victim]):
        friend = residents.friends[victim, slot]
        residents.worry[friend] += n.worry_friends * (1.0 - residents.worry[friend])
    tips = witnesses(town, numbers, day, block, tag)
    if numbers.crime.repeats != 0.0:
        warm(town, numbers, block, kind, 1.0, town.blocks.heat)

    incidents.victim[at] = victim
    incidents.block[at] = block
    incidents.type[at] = kind
    incidents.number[at] = number
    incidents.reported[at] = 1 if reason == 0 else 0
    incidents.tipped[at] = 1 if tips > 0 else 0
    town.department.incidents[0] = at + 1
    if day >= 0:
        count_crime(town.books.counts, residents.group[victim], kind, reason, tips)
        town.books.crimes_in[IN_HAPPENED, town.blocks.district[block]] += 1.0
        if reason == 0:
            town.books.crimes_in[IN_RECORDED, town.blocks.district[block]] += 1.0


@rule
def count_crime(counts: FloatRows, group: int, kind: int, reason: int, tips: int) -> None:
    """Write one crime down by type, outcome and the victim's group."""
    counts[CRIMES + kind, group] += 1.0
    counts[TIPS, group] += tips
    if reason == 0:
        counts[REPORTED + kind, group] += 1.0
    elif reason == BECAUSE_POLICE:
        counts[SILENT_POLICE + kind, group] += 1.0
    elif reason == BECAUSE_MINOR:
        counts[SILENT_MINOR + kind, group] += 1.0
    elif reason == BECAUSE_HANDLED:
        counts[SILENT_HANDLED + kind, group] += 1.0
    elif reason == BECAUSE_FEAR:
        counts[SILENT_FEAR + kind, group] += 1.0
    else:
        counts[SILENT_OTHER + kind, group] += 1.0


@rule
def witnesses(town: Town, numbers: Numbers, day: int, block: int, tag: int) -> int:
    """Tips from two neighbours of the place, each of whom may have seen it."""
    tips = 0
    for witness in range(2):
        who = somebody(town, WITNESS, day, block, tag + (witness << 28))
        if who >= 0:
            u_there, u_tips, _, _ = uniforms(
                town.luck, WITNESS_TIPS, day, who, tag + (witness << 28)
            )
            if u_there < numbers.tips.present and u_tips < tip_chance_of(town, numbers, who):
                tips += 1
                if day >= 0:
                    note_contact(town, who, BY_RESIDENT, day)
    return tips


@rule
def expected_crime(town: Town, numbers: Numbers) -> None:
    """Expected values of today's crimes, reports and tips: sums of today's probabilities."""
    blocks, crimes, counts = town.blocks, town.crimes, town.books.counts
    away = numbers.crime.away
    groups = blocks.doubt.shape[1]
    number = len(blocks.risk)
    people_share = np.zeros(groups)  # a victim from anywhere: mean over blocks
    believing_share = np.zeros(groups)
    for block in range(number):
        if blocks.homes[block] > 0:
            of_all = 1.0 / (blocks.homes[block] * number)
            for group in range(groups):
                people = blocks.people[block, group]
                people_share[group] += people * of_all
                believing_share[group] += (people - blocks.doubt[block, group]) * of_all
    crimes_of, reported_of = np.zeros((4, groups)), np.zeros((4, groups))
    tips_of = np.zeros(groups)
    blocks.recorded[:] = 0.0
    for block in range(number):
        local = 1.0 - away if blocks.homes[block] > 0 else 0.0
        of_block = local / max(1, blocks.homes[block])
        tips_each = 2.0 * numbers.tips.present * blocks.tipping[block]
        for group in range(groups):
            living = blocks.people[block, group]
            people = of_block * living + (1.0 - local) * people_share[group]
            believing = of_block * (living - blocks.doubt[block, group])
            believing += (1.0 - local) * believing_share[group]
            for kind in range(4):
                expected = blocks.expected[block, kind]
                reported = expected * crimes.ceiling[kind] * believing
                blocks.recorded[block, kind] += reported
                crimes_of[kind, group] += expected * people
                reported_of[kind, group] += reported
                tips_of[group] += expected * people * tips_each
        crimes_in, district = town.books.crimes_in, blocks.district[block]
        for kind in range(4):
            crimes_in[IN_EXPECTED, district] += blocks.expected[block, kind]
            crimes_in[IN_RECORDED_EXPECTED, district] += blocks.recorded[block, kind]
    for group in range(groups):
        counts[TIPS_EXPECTED, group] += tips_of[group]
        for kind in range(4):
            counts[CRIMES_EXPECTED + kind, group] += crimes_of[kind, group]
            counts[REPORTED_EXPECTED + kind, group] += reported_of[kind, group]
