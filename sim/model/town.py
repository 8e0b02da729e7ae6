"""Builds a town from a scenario and a replicate: blocks, residents, ties, officers.

Every draw is addressed by the home, block or post it concerns, so the same seed and replicate give
the same people in the same places with the same draws, whatever the arms are.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled.rules import rule
from sim.model.arm_plan import arm_plan
from sim.model.draws import decision, normal, uniforms, uniforms_of_rows
from sim.model.ledger import PERIOD, what_is_left
from sim.model.means import blocks_of, officers_of
from sim.model.outcomes import OWN
from sim.model.parameters import Numbers
from sim.model.processes.crime import ceiling
from sim.model.processes.moving import own_view
from sim.model.processes.officers import skill_of
from sim.model.processes.records import NUMBER_OF_MEANS
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.processes.ties import acquaintance, make_tie
from sim.model.registers import CAUSES, CHANNELS, COUNTS, DUTIES
from sim.model.scenario.recorded_crime import recorded_rates
from sim.model.scenario.scenario import Scenario
from sim.model.state import (
    CRIME_TYPES,
    Beats,
    Blocks,
    Books,
    Contacts,
    Crimes,
    Department,
    Floats,
    Groups,
    Incidents,
    Luck,
    Officers,
    Residents,
    Town,
    Wholes,
)

BLOCKS_IN_BEAT = 20
BEFORE = -1000000  # the day of draws that are made before the first day
ROOM_TO_HIRE = 0.25  # posts kept for hired officers, as a share of the usual staff

PLACE = decision("town: block", "risk", "who lives here", "residents' group")
PLACE_BY_TYPE = decision("town: risk by type", *CRIME_TYPES)
PERSON = decision(
    "town: resident", "place in the queue for homes", "own view", "watch", "volunteer"
)
OFFICER = decision("town: officer", "skill", "treats people badly")
FIRST_TIES = decision(
    "town: first ties", "makes a tie", "where", "which block next door", "which block"
)


@rule
def normals(u: Floats, out: Floats) -> None:
    """Standard normal numbers from uniform ones."""
    for row in range(len(out)):
        out[row] = normal(u[row])


@rule
def own_views(mean: Floats, spread: Floats, u: Floats, out: Floats) -> None:
    """Everybody's own view of police (``moving.own_view``)."""
    for row in range(len(out)):
        out[row] = own_view(mean[row], spread[row], u[row])


@rule
def first_ties(town: Town, numbers: Numbers) -> None:
    """The ties that residents have at the start."""
    wanted = 0.5 * numbers.ties.start
    for who in range(len(town.residents.block)):
        for number in range(math.ceil(wanted)):
            luck = uniforms(town.luck, FIRST_TIES, BEFORE, who, number)
            if luck[0] < wanted - number:
                other = acquaintance(town, numbers, BEFORE, who, number, luck)
                if other >= 0:
                    make_tie(town, who, other, -1)


def build_town(
    scenario: Scenario, numbers: Numbers, replicate: int, days: int | None = None
) -> Town:
    """The town of one replicate, before its burn-in. Its ties are made by ``first_ties``.

    Its books are of ``days`` days; nothing: of those of the scenario.
    """
    luck = np.array([scenario.seed, replicate], np.uint64)
    homes, number = scenario.community.residents, blocks_of(scenario)
    groups = build_groups(scenario)
    blocks = lay_out_blocks(homes, number, len(groups.people))
    place = uniforms_of_rows(luck, PLACE, BEFORE, number)
    person = uniforms_of_rows(luck, PERSON, BEFORE, homes)

    residents = Residents.empty(homes)
    residents.block[:] = np.repeat(np.arange(number), blocks.homes)
    settle_groups(scenario, residents, blocks, place[1], person[0])
    by_type = uniforms_of_rows(luck, PLACE_BY_TYPE, BEFORE, number)
    crimes = crime_types(scenario, numbers)
    set_risk(blocks, groups, place[0], by_type, crimes.rate, numbers)
    blocks.community_group[:] = place[2] < numbers.community_groups.start
    blocks.disorder[:] = numbers.issues.disorder_rest

    group = residents.group
    own_views(groups.start_trust[group], groups.start_spread[group], person[1], residents.anchor)
    residents.standing[:] = residents.anchor
    residents.familiarity[:] = numbers.fading.strangers
    residents.heard[:] = 0.5
    residents.worry[:] = numbers.fading.worry_rest
    shift = numbers.fading.ownership_trust * (residents.anchor - 0.5)
    residents.ownership[:] = np.clip(numbers.fading.ownership_rest + shift, 0.0, 1.0)
    residents.watch[:] = person[2] < numbers.participation.watch
    residents.volunteer[:] = person[3] < numbers.participation.volunteers
    for block, (first, after) in enumerate(
        zip(blocks.first, blocks.first + blocks.homes, strict=True)
    ):
        if after > first:
            blocks.ownership[block] = residents.ownership[first:after].mean()
            blocks.watch[block] = residents.watch[first:after].mean()
    groups.mean_standing[:] = groups.start_trust
    groups.usual_standing[:] = groups.start_trust

    department = Department.empty(1, duties=len(DUTIES))
    department.usual_disorder[:] = numbers.issues.disorder_rest
    officers, beats = staff(scenario, luck, blocks, numbers)
    return Town(
        residents=residents,
        blocks=blocks,
        officers=officers,
        beats=beats,
        groups=groups,
        crimes=crimes,
        department=department,
        contacts=Contacts.empty(2 * homes + 1024),
        incidents=Incidents.empty(homes + 64),
        books=empty_books(scenario, numbers, len(groups.people), days or scenario.days),
        luck=luck,
    )


def build_groups(scenario: Scenario) -> Groups:
    """The groups as the scenario sets them; exposure is relative to the average resident."""
    wanted = list(scenario.community.groups.values())
    groups = Groups.empty(len(wanted))
    average = math.fsum(group.share * group.exposure for group in wanted)
    for row, group in enumerate(wanted):
        groups.start_trust[row] = group.trust / 100.0
        groups.start_spread[row] = group.trust_spread / 100.0
        groups.exposure[row] = group.exposure / average if group.share > 0.0 < average else 0.0
        groups.stop_conduct[row] = group.stop_conduct
        groups.search_at_stops[row] = group.search_at_stops
        groups.force_at_stops[row] = group.force_at_stops
        groups.force_at_calls[row] = group.force_at_calls
        groups.local_news[row] = group.hears_local_news
        groups.national_news[row] = group.hears_national_news
    return groups


def lay_out_blocks(homes: int, number: int, groups: int) -> Blocks:
    """Blocks on a nearly square grid, beat by beat; homes are numbered block by block."""
    blocks = Blocks.empty(number, groups=groups, causes=len(CAUSES))
    width = math.ceil(math.sqrt(number))
    rows = np.arange(number)
    blocks.x[:], blocks.y[:] = rows % width, rows // width
    blocks.homes[:] = homes // number + (rows < homes % number)
    blocks.first[:] = np.concatenate([[0], np.cumsum(blocks.homes)[:-1]])
    blocks.beat[:] = rows * number_of_beats(number) // number
    for side, (dx, dy) in enumerate(((-1, 0), (1, 0), (0, -1), (0, 1))):
        x, y = blocks.x + dx, blocks.y + dy
        other = y * width + x
        inside = (x >= 0) & (x < width) & (y >= 0) & (other < number)
        blocks.neighbours[:, side] = np.where(inside, other, -1)
    return blocks


def number_of_beats(blocks: int) -> int:
    """Beats of about twenty blocks."""
    return max(1, round(blocks / BLOCKS_IN_BEAT))


def settle_groups(
    scenario: Scenario, residents: Residents, blocks: Blocks, u_block: Floats, u_person: Floats
) -> None:
    """Give every home a group: exact shares, living apart as far as ``segregation`` says.

    Homes queue by a mix of their block's draw (smoothed with the blocks next door, so that groups
    live in areas) and their own; the groups fill the queue in order.
    """
    community = scenario.community
    smooth = u_block.copy()
    for _ in range(2):
        around = np.where(blocks.neighbours >= 0, smooth[blocks.neighbours], np.nan)
        smooth = np.nanmean(np.column_stack([smooth, around]), axis=1)
    rank = smooth.argsort(kind="stable").argsort(kind="stable") / max(1, len(smooth) - 1)
    mixed = community.segregation * rank[residents.block]
    mixed += (1.0 - community.segregation) * u_person
    queue = mixed.argsort(kind="stable")
    homes = len(queue)
    shares = [group.share for group in community.groups.values()]
    ends = np.rint(np.cumsum(shares) * homes).astype(int)
    ends[-1] = homes
    start = 0
    for row, end in enumerate(ends):
        residents.group[queue[start:end]] = row
        start = max(start, end)
    np.add.at(blocks.people, (residents.block, residents.group), 1)


def set_risk(
    blocks: Blocks, groups: Groups, u: Floats, by_type: Floats, rates: Floats, numbers: Numbers
) -> None:
    """Heavy-tailed risk with mean 1, by type, higher where the least trusting live.

    Blocks next door are alike as far as ``crime.neighbourhood`` says, types as far as
    ``crime.common`` does. ``risk`` is that of all crimes together; patrol follows it.

    Args:
        blocks: the blocks, with who lives there.
        groups: the groups of residents.
        u: a draw by block, shared by all types.
        by_type: a draw by type and block, shape (4, blocks).
        rates: true crimes per resident and day by type.
        numbers: the numbers of the model.
    """
    n = numbers.crime
    groups.people[:] = blocks.people.sum(axis=0)
    living = groups.people > 0
    least = living & (groups.start_trust == groups.start_trust[living].min())
    share = blocks.people[:, least].sum(axis=1) / np.maximum(1, blocks.homes)
    usual = groups.people[least].sum() / groups.people.sum()
    tilt = np.maximum(0.05, 1.0 + n.minority_tilt * (share - usual))
    shared = _field(blocks, u, n.neighbourhood)
    for kind, name in enumerate(CRIME_TYPES):
        own = _field(blocks, by_type[kind], n.neighbourhood)
        z = math.sqrt(n.common) * shared + math.sqrt(1.0 - n.common) * own
        risk = np.exp(n.concentration * n[f"gathers_{name}"] * z) * tilt
        blocks.risk_of[:, kind] = risk / risk.mean()
    weights = rates / rates.sum() if rates.sum() > 0.0 else rates
    first = blocks.risk_of[:, 0]
    blocks.risk[:] = first + (blocks.risk_of - first[:, None]) @ weights
    patrol = np.sqrt(blocks.risk)
    blocks.patrol_share[:] = patrol / patrol.sum()


SMOOTHED = 3
"""How often the risk of a block is mixed with that of those next door."""


def _field(blocks: Blocks, u: Floats, alike: float) -> Floats:
    """Standard normal numbers by block from uniform ones, alike in blocks next door."""
    z = np.empty(len(u))
    normals(np.ascontiguousarray(u), z)
    if alike == 0.0 or len(u) < 2:
        return z
    for _ in range(SMOOTHED):
        around = np.where(blocks.neighbours >= 0, z[blocks.neighbours], np.nan)
        z = (1.0 - alike) * z + alike * np.nanmean(around, axis=1)
    spread = float(z.std())
    return (z - z.mean()) / spread if spread > 0.0 else z


def staff(
    scenario: Scenario, luck: Luck, blocks: Blocks, numbers: Numbers
) -> tuple[Officers, Beats]:
    """Posts for the usual staff (the last may be part of one) and for officers to be hired."""
    usual = officers_of(scenario)
    hired = ROOM_TO_HIRE * usual
    for arm in scenario.arms:
        for programme in arm_plan(scenario, arm).programmes:
            hired = max(hired, programme.turns.levers.get(EXTRA_OFFICERS, 0.0))
    regular = math.ceil(usual)
    posts = regular + math.ceil(hired)
    officers = Officers.empty(posts)
    officers.share[:regular] = np.minimum(1.0, usual - np.arange(regular))
    officers.hired[regular:] = 1
    skill = uniforms_of_rows(luck, OFFICER, BEFORE, posts)
    z = np.empty(posts)
    normals(skill[0], z)
    contact = numbers.contact
    officers.skill[:] = [
        skill_of.plain(*draws, contact.skill_spread, contact.bad_officers, contact.bad_by)
        for draws in zip(z, skill[1], strict=True)
    ]
    officers.knowledge[:] = numbers.rotation.knowledge
    officers.regard[:] = numbers.rotation.regard
    number = number_of_beats(len(blocks.risk))
    officers.beat[:] = np.arange(posts) % number
    beats = Beats.empty(number, posts=max(1, math.ceil(posts / number)))
    for post in range(posts):
        beats.posts[post % number, post // number] = post
    return officers, beats


def crime_types(scenario: Scenario, numbers: Numbers) -> Crimes:
    """True rates from recorded rates and the shares reported; what differs by type."""
    recorded = recorded_rates(scenario.community.crime)
    crimes = Crimes.empty(len(CRIME_TYPES))
    for row, name in enumerate(CRIME_TYPES):
        crimes.rate[row] = recorded[name] / numbers.reported_share[name] / 365.25
        crimes.serious[row] = numbers.victim[f"serious_{name}"]
        crimes.ceiling[row] = ceiling(crimes.serious[row], numbers.victim.severity)
        crimes.clearance[row] = numbers.response[f"cleared_{name}"]
        kind = "violent" if name == "violent" else "property"
        crimes.staffing[row] = numbers.crime[f"staffing_{kind}"]
        crimes.cameras[row] = numbers.crime[f"cameras_{kind}"]
        crimes.ownership[row] = numbers.crime[f"ownership_{kind}"]
    return crimes


def empty_books(scenario: Scenario, numbers: Numbers, groups: int, days: int) -> Books:
    """Books of a run, with the weights of what is left for every age."""
    periods = math.ceil(days / PERIOD)
    days_of_record = record_days(days, scenario.record_every)
    fading = numbers.fading
    impression, standing = what_is_left(
        days,
        1.0 - 2.0 ** (-1.0 / fading.impression),
        fading.kept,
        1.0 - 2.0 ** (-1.0 / fading.anchor),
    )
    return Books(
        booked=np.zeros((periods, groups, len(CHANNELS))),
        left=np.zeros((periods, groups, len(CHANNELS))),
        crime=np.zeros((periods, len(CRIME_TYPES), len(CAUSES))),
        counts=np.zeros((len(COUNTS), groups)),
        hours=np.zeros(len(DUTIES)),
        idle=np.zeros(len(DUTIES)),
        impression_left=impression,
        standing_left=standing,
        record_days=days_of_record,
        means=np.zeros((len(days_of_record), NUMBER_OF_MEANS, groups)),
        totals=np.zeros((len(days_of_record), len(COUNTS), groups)),
        order=np.zeros(len(days_of_record)),
        own=np.zeros((len(days_of_record), len(OWN))),
    )


def record_days(days: int, every: int) -> Wholes:
    """Days at whose end a record is taken: 0, every so many days, and the last."""
    return np.unique(np.append(np.arange(0, days, every), days)).astype(np.int32)
