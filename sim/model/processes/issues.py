"""Local issues arise, age, get solved by residents, escalate, or become a broken promise.

An issue (a broken street light, a noisy corner, a feud) arises more often where risk and disorder
are high. While it is open, residents may solve it themselves (more likely where they own their
neighbourhood or have a group), raise it with police, or see it escalate, which leaves disorder and
worry. A raised issue that nobody has followed up for a month and a half is a broken promise: the
resident who raised it hears of it, and part of the block.

Where ``issues.small`` is above 0, residents also raise smaller matters that concern nobody else,
the more the more they feel heard. Such a matter takes a quarter of the work (``follow_up.small``);
left lying it is a broken promise to the one who raised it, and gone.
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.draws import decision, happenings, race, uniform, uniform_of_rows, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import fade_share, keep_quiet, meet, settle
from sim.model.registers import channel, count
from sim.model.state import (
    ISSUE_NONE,
    ISSUE_OPEN,
    ISSUE_RAISED,
    ISSUE_SLOTS,
    ISSUE_SMALL,
    Plan,
    Town,
)

declare(
    "issues",
    arise=Parameter(
        1.2, "issues per block and year", (0.0, 50.0), (0.6, 3.0),
        "local issues that police could help with (at most one a day and block)", "assumed",
        "a part of 0.2-0.4 service requests per resident and year (NYC, Boston)",
    ),
    resolve=Parameter(
        0.006, "a day", (0.0, 1.0), (0.002, 0.02), "chance that residents solve an open issue",
        "assumed",
    ),
    group_help=Parameter(
        1.5, "times", (1.0, 10.0), (1.0, 3.0),
        "how much more often where a residents' group is active", "assumed",
    ),
    escalate=Parameter(
        0.004, "a day", (0.0, 1.0), (0.001, 0.01), "chance that an open issue escalates",
        "assumed",
    ),
    notice=Parameter(
        0.0004, "a day and resident", (0.0, 0.1), (0.0001, 0.001),
        "chance that a resident raises an open issue with police unasked", "assumed",
    ),
    small=Parameter(
        0.0, "per resident and year", (0.0, 5.0), (0.0, 0.1),
        "smaller matters, of nobody else's concern, that a neutral resident raises", "assumed",
        "0.2-0.4 service requests per resident and year reach a city (NYC, Boston); which part of "
        "them could go to police is not known, so that none is the default",
    ),
    by_ownership=Parameter(
        1.0, "share per unit", (0.0, 2.0), (0.0, 2.0),
        "how ownership raises readiness to raise one", "assumed",
    ),
    by_heard=Parameter(
        1.0, "share per unit", (0.0, 2.0), (0.0, 2.0),
        "how feeling heard raises readiness to raise one", "assumed",
    ),
    patience=Parameter(
        45.0, "days", (1.0, 365.0), (21.0, 90.0),
        "after which an issue nobody followed up is a broken promise", "assumed",
    ),
    heard_by=Parameter(
        0.25, "share of the block", (0.0, 1.0), (0.05, 0.50),
        "residents of the block who hear that a promise was kept or broken", "set on P07",
    ),
    kept=Parameter(
        0.85, "quality", (0.0, 1.0), (0.75, 0.95), "how a kept promise is judged", "assumed",
    ),
    broken=Parameter(
        0.25, "quality", (0.0, 1.0), (0.10, 0.40), "how a broken promise is judged", "assumed",
    ),
    weight=Parameter(
        0.75, "of a contact", (0.0, 2.0), (0.25, 1.0),
        "weight of a promise kept or broken for the resident who raised the issue", "assumed",
    ),
    weight_block=Parameter(
        0.25, "of a contact", (0.0, 2.0), (0.12, 0.75), "the same for neighbours who hear of it",
        "set on P07", "between what a friend tells and what happens to oneself",
    ),
    disorder_of=Parameter(
        0.25, "share of what is missing", (0.0, 1.0), (0.1, 0.4),
        "disorder that an escalated issue leaves", "assumed",
    ),
    order_of=Parameter(
        0.05, "share", (0.0, 1.0), (0.0, 0.1), "disorder that goes when an issue is solved",
        "assumed",
    ),
    worry_of=Parameter(
        0.05, "share of what is missing", (0.0, 1.0), (0.0, 0.1),
        "worry of the block when an issue escalates", "assumed",
    ),
    disorder_memory=Parameter(
        90.0, "days", (1.0, 3650.0), (30.0, 365.0), "half-life of disorder", "assumed",
    ),
    disorder_rest=Parameter(
        0.30, "0-1", (0.0, 1.0), None, "disorder where nothing happens", "assumed",
        "a convention: where the scale rests",
    ),
    unheard=Parameter(
        0.30, "share", (0.0, 1.0), (0.1, 0.5), "feeling of being heard lost over a broken promise",
        "assumed",
    ),
    felt_nearby=Parameter(
        0.0, "share of the raiser's", (0.0, 1.0), (0.0, 0.5),
        "feeling of being heard that neighbours gain or lose who hear of a promise kept or broken",
        "assumed", "the trust of neighbours moves with it (P07); no study has asked whether they "
        "feel listened to",
    ),
)  # fmt: skip

BROKEN_PROMISE = channel(
    "broken_promise", "Promises broken", "an issue that residents raised was left lying", told=True
)
ISSUES_ARISEN = count("issues_arisen", "issues that arose")
ISSUES_RAISED = count("issues_raised", "issues that residents raised with police")
ISSUES_RESOLVED = count("issues_resolved", "issues that residents solved")
ISSUES_ESCALATED = count("issues_escalated", "issues that grew into disorder")
ISSUES_BROKEN = count("issues_broken", "raised issues that police left lying")

FATE = decision("issues: fate", "residents solve it", "it escalates")
UNASKED = decision("issues: somebody raises one unasked")
RAISER = decision("issues: who raises it")
ARISE = decision("issues: arise")
HEARS_BROKEN = decision("issues: hears of a broken promise")
SMALL = decision("issues: a smaller matter is raised")
SMALL_RAISER = decision("issues: who raises a smaller matter")


@rule
def wants_to_raise(ownership: float, heard: float, by_ownership: float, by_heard: float) -> float:
    """How readily a resident raises an issue, against a neutral resident (both .5)."""
    return (1.0 + by_ownership * (ownership - 0.5)) * (1.0 + by_heard * (heard - 0.5))


@rule
def new_issues(arise: float, risk: float, disorder: float) -> float:
    """Expected new issues a day in a block; more where risk and disorder are high."""
    return arise / 365.25 * (0.4 + 0.6 * min(risk, 4.0)) * (0.7 + disorder)


@rule
def raise_issue(town: Town, block: int, who: int, day: int) -> bool:
    """``who`` raises the most pressing open issue of a block, if there is one.

    All who raise an issue in one block on one day raise the same one (the oldest); the home with
    the lowest row keeps the raiser's place, so the order of visits does not matter.
    """
    blocks = town.blocks
    best, oldest = -1, 2**30
    for slot in range(ISSUE_SLOTS):
        if blocks.issue[block, slot] == ISSUE_RAISED and blocks.issue_day[block, slot] == day:
            blocks.issue_raiser[block, slot] = min(blocks.issue_raiser[block, slot], who)
            return False
        if blocks.issue[block, slot] == ISSUE_OPEN and blocks.issue_day[block, slot] < oldest:
            best, oldest = slot, blocks.issue_day[block, slot]
    if best < 0:
        return False
    blocks.issue[block, best] = ISSUE_RAISED
    blocks.issue_day[block, best] = day
    blocks.issue_raiser[block, best] = who
    if day >= 0:
        town.books.counts[ISSUES_RAISED, 0] += 1.0
    return True


@rule
def feel_heard(town: Town, who: int, share: float) -> None:
    """``who`` feels heard by a share of what is missing, or, where negative, by a share less."""
    heard = town.residents.heard
    if share > 0.0:
        heard[who] += share * (1.0 - heard[who])
    else:
        heard[who] *= 1.0 + share


@rule
def tell_block(
    town: Town,
    numbers: Numbers,
    day: int,
    block: int,
    slot: int,
    channel: int,
    quality: float,
    hears: int,
    felt: float,
) -> None:
    """The raiser hears what became of an issue (a queued contact), and part of the block too.

    What became of a smaller matter only the raiser hears.
    """
    blocks, n = town.blocks, numbers.issues
    nearby = n.felt_nearby * felt
    heard_by = 0.0 if blocks.issue[block, slot] == ISSUE_SMALL else n.heard_by
    raiser = blocks.issue_raiser[block, slot]
    for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
        if who == raiser:
            meet(town, numbers, who, channel, -1, quality, n.weight)
            feel_heard(town, who, felt)
        elif uniform(town.luck, hears, day, who, slot) < heard_by:
            meet(town, numbers, who, channel, -1, quality, n.weight_block)
            keep_quiet(town)
            feel_heard(town, who, nearby)


@rule
def local_issues(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """All that happens to the issues of every block today, but for what police do about them."""
    blocks, n = town.blocks, numbers.issues
    counts = town.books.counts
    calm = fade_share(n.disorder_memory)
    luck = uniform_of_rows(town.luck, ARISE, day, len(blocks.risk))
    for block in range(len(blocks.risk)):
        blocks.disorder[block] += calm * (n.disorder_rest - blocks.disorder[block])
        free, is_open = -1, False
        for slot in range(ISSUE_SLOTS):
            state = blocks.issue[block, slot]
            if state == ISSUE_NONE:
                free = slot if free < 0 else free
            elif state != ISSUE_OPEN:
                if day - blocks.issue_day[block, slot] >= n.patience:
                    tell_block(
                        town, numbers, day, block, slot, BROKEN_PROMISE, n.broken, HEARS_BROKEN,
                        -n.unheard,
                    )  # fmt: skip
                    blocks.issue[block, slot] = ISSUE_OPEN if state == ISSUE_RAISED else ISSUE_NONE
                    blocks.issue_day[block, slot] = day
                    if day >= 0:
                        counts[ISSUES_BROKEN, 0] += 1.0
            else:
                is_open = True
                age_issue(town, numbers, day, block, slot)
        if is_open:
            unasked(town, numbers, day, block)
        expected = new_issues(n.arise, blocks.risk[block], blocks.disorder[block])
        expected *= blocks.issue_rate[block]
        if free >= 0 and happenings(luck[block], expected) > 0:
            blocks.issue[block, free] = ISSUE_OPEN
            blocks.issue_day[block, free] = day
            if day >= 0:
                counts[ISSUES_ARISEN, 0] += 1.0
        if n.small > 0.0:
            smaller_matter(town, numbers, day, block)
    settle(town, plan, numbers, day)


@rule
def age_issue(town: Town, numbers: Numbers, day: int, block: int, slot: int) -> None:
    """One open issue today: residents solve it, or it escalates, or it stays."""
    blocks, residents, n = town.blocks, town.residents, numbers.issues
    u_solved, u_escalates, _, _ = uniforms(town.luck, FATE, day, block, slot)
    help_here = n.group_help if blocks.community_group[block] == 1 else 1.0
    if u_solved < n.resolve * help_here * (0.5 + blocks.ownership[block]):
        blocks.issue[block, slot] = ISSUE_NONE
        if day >= 0:
            town.books.counts[ISSUES_RESOLVED, 0] += 1.0
    elif u_escalates < n.escalate:
        blocks.issue[block, slot] = ISSUE_NONE
        blocks.disorder[block] += n.disorder_of * (1.0 - blocks.disorder[block])
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            residents.worry[who] += n.worry_of * (1.0 - residents.worry[who])
        if day >= 0:
            town.books.counts[ISSUES_ESCALATED, 0] += 1.0


@rule
def unasked(town: Town, numbers: Numbers, day: int, block: int) -> None:
    """A resident raises the most pressing open issue of the block unasked, if anybody does."""
    who = raiser_today(town, numbers, day, block, numbers.issues.notice, UNASKED, RAISER)
    if who >= 0:
        raise_issue(town, block, who, day)


@rule
def smaller_matter(town: Town, numbers: Numbers, day: int, block: int) -> None:
    """A resident raises what concerns nobody else: demand that grows where people feel heard.

    At most one a day and block, and none while the block has no place left on its list. Left
    lying it is a broken promise to the one who raised it, and gone.
    """
    blocks, usual = town.blocks, numbers.issues.small / 365.25
    who = raiser_today(town, numbers, day, block, usual, SMALL, SMALL_RAISER)
    if who < 0:
        return
    for slot in range(ISSUE_SLOTS):
        if blocks.issue[block, slot] == ISSUE_NONE:
            blocks.issue[block, slot] = ISSUE_SMALL
            blocks.issue_day[block, slot] = day
            blocks.issue_raiser[block, slot] = who
            if day >= 0:
                town.books.counts[ISSUES_RAISED, 0] += 1.0
            return


@rule
def raiser_today(
    town: Town, numbers: Numbers, day: int, block: int, usual: float, whether: int, which: int
) -> int:
    """Who of a block raises something today, or -1: ``usual`` is a neutral resident's chance."""
    ready = 0.0
    first, after = town.blocks.first[block], town.blocks.first[block] + town.blocks.homes[block]
    for who in range(first, after):
        ready += readiness(town, numbers, who, day, usual)
    best, smallest = -1, math.inf
    if uniform(town.luck, whether, day, block, 0) >= 1.0 - math.exp(-ready):
        return best
    for who in range(first, after):
        chance = readiness(town, numbers, who, day, usual)
        key = race(uniform(town.luck, which, day, who, 0), chance)
        if key < smallest:
            best, smallest = who, key
    return best


@rule
def readiness(town: Town, numbers: Numbers, who: int, day: int, usual: float) -> float:
    """Chance a day that ``who`` raises an issue unasked; lower after a recent search or force."""
    residents, n = town.residents, numbers.issues
    chance = usual * wants_to_raise(
        residents.ownership[who], residents.heard[who], n.by_ownership, n.by_heard
    )
    if residents.chilled_until[who] > day:
        chance *= 1.0 - numbers.stops.chill
    return chance
