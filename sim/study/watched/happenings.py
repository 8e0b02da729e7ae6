"""What happened to whom, read from the state before and after each process of a day.

Rules, which a page follows in the compiled model, too. Before a process somebody looks at the town
(``people``, ``friends``, ``issues``), afterwards what is different is written down (``found``).
"""

from __future__ import annotations

import numpy as np

from sim.compiled.rules import rule
from sim.model.parameters import Numbers
from sim.model.processes.calls import CALL_FOR_HELP
from sim.model.processes.follow_up import FOLLOW_UP
from sim.model.processes.foot_patrol import FOOT_PATROL
from sim.model.processes.gatherings import EVENT, MEETING
from sim.model.processes.issues import BROKEN_PROMISE, ISSUES_ESCALATED, ISSUES_RESOLVED
from sim.model.processes.response import RESPONSE
from sim.model.processes.stops import STOP
from sim.model.processes.ties import NEW_TIES
from sim.model.processes.visits import VISIT
from sim.model.registers import CHANNELS, TOLD
from sim.model.state import (
    ISSUE_NONE,
    ISSUE_OPEN,
    ISSUE_RAISED,
    ISSUE_SLOTS,
    ISSUE_SMALL,
    TIE_SLOTS,
    FloatRows,
    Floats,
    Town,
)

KINDS = (
    # contacts
    "visit", "meeting", "event", "greeting", "call", "response",
    "heard_kept", "heard_broken", "stop",
    # to one resident
    "crime_reported", "crime_silent", "hearsay", "news", "came", "tie", "moved",
    # to a block
    "gathering", "issue_arisen", "issue_raised", "issue_solved", "issue_solved_by_residents",
    "issue_escalated", "promise_broken",
)  # fmt: skip
KIND = {name: code for code, name in enumerate(KINDS)}
OF_CHANNEL = {
    VISIT: KIND["visit"],
    MEETING: KIND["meeting"],
    EVENT: KIND["event"],
    FOOT_PATROL: KIND["greeting"],
    CALL_FOR_HELP: KIND["call"],
    RESPONSE: KIND["response"],
    FOLLOW_UP: KIND["heard_kept"],
    BROKEN_PROMISE: KIND["heard_broken"],
    STOP: KIND["stop"],
}
"""Kind of a contact by its channel of the ledger."""
OF_BLOCKS = KINDS[KINDS.index("gathering") :]
GOOD, HARD = 1, 2  # detail of a contact: better than expected; with a search or force
UNKNOWN = -1
ROW = np.dtype(
    [
        ("day", np.int32),  # from 1: the day at whose end its trace is first seen
        ("kind", np.int32),  # row of KINDS
        ("who", np.int32),  # resident, or the block
        ("other", np.int32),  # officer, teller, new friend, place, raiser, or how many came
        ("points", np.float64),  # what it did to the trust of ``who``, points
        ("detail", np.int32),  # GOOD and HARD; type of crime; the kind that was told
        ("source", np.int32),  # hearsay: row of the contact that is told of, or -1
    ]
)

ROW_COLUMNS = ("day", "kind", "who", "other", "points", "detail", "source")
NOBODY = -1  # in the queue of contacts: nothing was queued here
NO_STORY = -1.0
MORE_DISORDER = 0.01  # disorder by which a block shows that an issue escalated

# Rows of what was seen of people: trust, day from which civic life goes on, ownership and person
# before the process; the last contact worth telling: its day, row, kind and size; how many ties
# (-1: they must be looked at again); room for sums.
SEEN_OF_PEOPLE = 10
(
    TRUST, CHILLED, OWNERSHIP, PERSON,
    STORY_DAY, STORY_ROW, STORY_KIND, STORY_SIZE, TIES, SUM,
) = range(SEEN_OF_PEOPLE)  # fmt: skip
DISORDER = 2 * ISSUE_SLOTS  # column of what was seen of blocks, behind issues and their days
SEEN_OF_BLOCKS = DISORDER + 1
# What was noted: rows written today and on the days before; before the process: ends of issues and
# new ties so far; whether somebody has moved in it.
TODAY, EARLIER, ESCALATED, RESOLVED, TIED, MOVING = range(6)
NOTED = 6
KIND_OF = np.array([OF_CHANNEL.get(row, UNKNOWN) for row in range(len(CHANNELS))])
MET, AT_EVENT = KIND["meeting"], KIND["event"]
REPORTED, SILENT, CAME, GATHERING = (
    KIND[name] for name in ("crime_reported", "crime_silent", "came", "gathering")
)
HEARSAY, NEWS, TIE, MOVED = (KIND[name] for name in ("hearsay", "news", "tie", "moved"))
ARISEN, RAISED, SOLVED, BY_RESIDENTS, WORSE, BROKEN = (
    KIND[name]
    for name in (
        "issue_arisen", "issue_raised", "issue_solved", "issue_solved_by_residents",
        "issue_escalated", "promise_broken",
    )
)  # fmt: skip


@rule
def write(
    found: FloatRows, notes: Floats, day: int, kind: int, who: int, other: int, points: float,
    detail: int, source: int,
) -> None:  # fmt: skip
    """Write a row; where there is no room, only count it."""
    row = int(notes[TODAY])
    notes[TODAY] += 1.0
    if row < len(found):
        found[row, 0] = day + 1
        found[row, 1] = kind
        found[row, 2] = who
        found[row, 3] = other
        found[row, 4] = points
        found[row, 5] = detail
        found[row, 6] = source


@rule
def look_at_all(town: Town, people: FloatRows, friends: FloatRows) -> None:
    """Before day 0: nobody has a story to tell, ties are as they are."""
    for who in range(people.shape[1]):
        people[STORY_DAY, who] = NO_STORY
        people[TIES, who] = town.residents.ties[who]
        for slot in range(TIE_SLOTS):
            friends[who, slot] = town.residents.friends[who, slot]


@rule
def begin_to_watch(town: Town, notes: Floats) -> None:
    """A new day: nothing is written, and no contact is queued."""
    notes[EARLIER] += notes[TODAY]
    notes[TODAY] = 0.0
    for at in range(len(town.contacts.who)):
        town.contacts.who[at] = NOBODY


@rule
def look(town: Town, notes: Floats) -> None:
    """Remember how many ties are new; the queue is swept, so that its use can be read."""
    notes[TIED], notes[MOVING] = new_ties(town), 0.0
    for at in range(queued(town)):
        town.contacts.who[at] = NOBODY


@rule
def look_at_trust(town: Town, people: FloatRows) -> None:
    """Remember everybody's trust."""
    residents = town.residents
    for who in range(people.shape[1]):
        people[TRUST, who] = residents.standing[who] + residents.impression[who]


@rule
def look_at_chilled(town: Town, people: FloatRows) -> None:
    """Remember until when everybody holds back from civic life."""
    for who in range(people.shape[1]):
        people[CHILLED, who] = town.residents.chilled_until[who]


@rule
def look_at_ownership(town: Town, people: FloatRows) -> None:
    """Remember how ready everybody is to act for the neighbourhood."""
    for who in range(people.shape[1]):
        people[OWNERSHIP, who] = town.residents.ownership[who]


@rule
def look_at_homes(town: Town, people: FloatRows) -> None:
    """Remember who lives where."""
    for who in range(people.shape[1]):
        people[PERSON, who] = town.residents.person[who]


@rule
def look_at_issues(town: Town, issues: FloatRows, notes: Floats) -> None:
    """Remember the issues of all blocks, and how many have ended so far."""
    blocks, counts = town.blocks, town.books.counts
    for block in range(len(issues)):
        for slot in range(ISSUE_SLOTS):
            issues[block, slot] = blocks.issue[block, slot]
            issues[block, ISSUE_SLOTS + slot] = blocks.issue_day[block, slot]
        issues[block, DISORDER] = blocks.disorder[block]
    notes[ESCALATED], notes[RESOLVED] = counts[ISSUES_ESCALATED, 0], counts[ISSUES_RESOLVED, 0]


@rule
def queued(town: Town) -> int:
    """How many contacts the process has queued: the rest of the queue is as it was swept."""
    number = 0
    while number < len(town.contacts.who) and town.contacts.who[number] != NOBODY:
        number += 1
    return number


@rule
def moved(town: Town, people: FloatRows, who: int) -> float:
    """What the process did to somebody's trust."""
    residents = town.residents
    return float(residents.standing[who] + residents.impression[who] - people[TRUST, who])


@rule
def points_of(town: Town, people: FloatRows, number: int) -> Floats:
    """Points of trust of each contact; those of one person share what the process did.

    Afterwards their trust is remembered as it is now.
    """
    contacts = town.contacts
    points = np.zeros(number)
    for at in range(number):
        people[SUM, contacts.who[at]] = 0.0
    for at in range(number):
        trust, step = people[TRUST, contacts.who[at]], contacts.step[at]
        points[at] = step * (1.0 - trust) if step > 0 else step * trust
        people[SUM, contacts.who[at]] += points[at]
    for at in range(number):
        who = contacts.who[at]
        total = people[SUM, who]
        share = points[at] / total if total != 0.0 else 0.0
        points[at] = 100.0 * moved(town, people, who) * share
    residents = town.residents
    for at in range(number):
        who = contacts.who[at]
        people[TRUST, who] = residents.standing[who] + residents.impression[who]
    return points


@rule
def write_contacts(
    town: Town, people: FloatRows, found: FloatRows, notes: Floats, day: int
) -> None:
    """Contacts with police, and what friends will be told of."""
    contacts, number = town.contacts, queued(town)
    points = points_of(town, people, number)
    for at in range(number):
        who, channel = contacts.who[at], contacts.channel[at]
        kind = KIND_OF[channel] if channel < len(KIND_OF) else UNKNOWN
        if kind == UNKNOWN:
            continue  # of an extension: the page has no words for it
        felt = contacts.surprise[at]
        detail = GOOD if contacts.step[at] > 0 else 0
        if channel == STOP and town.residents.chilled_until[who] != people[CHILLED, who]:
            detail |= HARD
        first = people[STORY_DAY, who] != day
        if TOLD[channel] and felt != 0.0 and (first or abs(felt) > abs(people[STORY_SIZE, who])):
            people[STORY_DAY, who] = day
            people[STORY_ROW, who] = notes[EARLIER] + notes[TODAY]
            people[STORY_KIND, who] = kind
            people[STORY_SIZE, who] = felt
        write(found, notes, day, kind, who, contacts.officer[at], points[at], detail, UNKNOWN)


@rule
def write_crimes(town: Town, people: FloatRows, found: FloatRows, notes: Floats, day: int) -> None:
    """Each crime has one contact, of its victim, in the same order."""
    incidents = town.incidents
    points = points_of(town, people, queued(town))
    for at in range(len(points)):
        kind = REPORTED if incidents.reported[at] else SILENT
        who, place, type_ = incidents.victim[at], incidents.block[at], incidents.type[at]
        write(found, notes, day, kind, who, place, points[at], type_, UNKNOWN)


@rule
def write_gathering(
    town: Town, people: FloatRows, found: FloatRows, notes: Floats, day: int
) -> None:
    """Those who came feel more ownership, whether they met an officer or not."""
    contacts, residents, number = town.contacts, town.residents, queued(town)
    kind = MET if number > 0 else AT_EVENT
    for who in range(people.shape[1]):
        people[SUM, who] = 0.0
    for at in range(number):
        people[SUM, contacts.who[at]] = 1.0
        if contacts.channel[at] == EVENT:
            kind = AT_EVENT
    came = 0
    for who in range(people.shape[1]):
        came += residents.ownership[who] != people[OWNERSHIP, who]
    if came == 0:
        return
    write(found, notes, day, GATHERING, middle(town, people, came), came, 0.0, kind, UNKNOWN)
    for who in range(people.shape[1]):
        if residents.ownership[who] != people[OWNERSHIP, who] and people[SUM, who] == 0.0:
            write(found, notes, day, CAME, who, UNKNOWN, 0.0, kind, UNKNOWN)


@rule
def middle(town: Town, people: FloatRows, came: int) -> int:
    """The block nearest to the middle of where those live who came."""
    residents, blocks = town.residents, town.blocks
    x, y = 0.0, 0.0
    for who in range(people.shape[1]):
        if residents.ownership[who] != people[OWNERSHIP, who]:
            x += blocks.x[residents.block[who]]
            y += blocks.y[residents.block[who]]
    best, least = 0, np.inf
    for block in range(len(blocks.x)):
        east, south = blocks.x[block] - x / came, blocks.y[block] - y / came
        away = east * east + south * south
        if away < least:
            best, least = block, away
    return best


@rule
def write_issues(
    town: Town, issues: FloatRows, found: FloatRows, notes: Floats, day: int, follow_up: int
) -> None:
    """What became of issues in a process, which is follow-up or another."""
    blocks = town.blocks
    for block in range(len(issues)):
        for slot in range(ISSUE_SLOTS):
            before, after = int(issues[block, slot]), int(blocks.issue[block, slot])
            later = blocks.issue_day[block, slot] != issues[block, ISSUE_SLOTS + slot]
            again = before > ISSUE_OPEN and after > ISSUE_OPEN and later
            if after == before and not again:
                continue
            raiser = blocks.issue_raiser[block, slot]
            if before == ISSUE_SMALL:
                kind = SOLVED if follow_up else BROKEN
            elif before == ISSUE_RAISED:  # or a promise is broken; it may be raised again at once
                kind = SOLVED if after == ISSUE_NONE else BROKEN
            elif after == ISSUE_NONE:
                kind, raiser = end_of_issue(town, issues, notes, block), UNKNOWN
            elif before == ISSUE_NONE and after != ISSUE_SMALL:
                kind, raiser = ARISEN, UNKNOWN
            else:
                kind = UNKNOWN
            if kind != UNKNOWN:
                write(found, notes, day, kind, block, raiser, 0.0, slot, UNKNOWN)
            if after > ISSUE_OPEN:
                raiser = blocks.issue_raiser[block, slot]
                write(found, notes, day, RAISED, block, raiser, 0.0, slot, UNKNOWN)


@rule
def end_of_issue(town: Town, issues: FloatRows, notes: Floats, block: int) -> int:
    """How an open issue ended: one that escalates leaves disorder, another calms."""
    counts = town.books.counts
    escalated = counts[ISSUES_ESCALATED, 0] - notes[ESCALATED]
    resolved = counts[ISSUES_RESOLVED, 0] - notes[RESOLVED]
    rose = town.blocks.disorder[block] - issues[block, DISORDER] > MORE_DISORDER
    return WORSE if escalated > 0 and (rose or resolved == 0) else BY_RESIDENTS


@rule
def write_hearsay(
    town: Town, people: FloatRows, found: FloatRows, notes: Floats, numbers: Numbers, day: int
) -> None:
    """Tellers speak in the order of their homes; a step is in proportion to the story told."""
    contacts, residents, number = town.contacts, town.residents, queued(town)
    points = points_of(town, people, number)
    last = NOBODY
    for at in range(number):
        who = contacts.who[at]
        teller = teller_of(town, numbers, who, last, contacts.step[at])
        about, source = UNKNOWN, UNKNOWN  # of a contact before day 0
        if teller != UNKNOWN:
            last = teller
            story = people[STORY_DAY, teller]
            if story >= 0.0 and story == residents.story_day[teller]:
                about, source = int(people[STORY_KIND, teller]), int(people[STORY_ROW, teller])
        write(found, notes, day, HEARSAY, who, teller, points[at], about, source)


@rule
def teller_of(town: Town, numbers: Numbers, who: int, last: int, step: float) -> int:
    """The first friend behind ``last`` whose story makes this step."""
    residents, of_story = town.residents, numbers.contact.gain * numbers.talk.weight
    teller = UNKNOWN
    for slot in range(residents.ties[who]):
        friend = residents.friends[who, slot]
        if friend > last and of_story * min(1.0, max(-1.0, residents.story[friend])) == step:
            teller = friend if teller == UNKNOWN else min(teller, friend)
    return teller


@rule
def write_news(town: Town, people: FloatRows, found: FloatRows, notes: Floats, day: int) -> None:
    """Everybody whose trust the news has moved."""
    for who in range(people.shape[1]):
        points = 100.0 * moved(town, people, who)
        if points != 0.0:
            write(found, notes, day, NEWS, who, UNKNOWN, points, 0, UNKNOWN)


@rule
def new_ties(town: Town) -> float:
    """How many ties the town has counted so far."""
    number = 0.0
    for group in range(town.books.counts.shape[1]):
        number += town.books.counts[NEW_TIES, group]
    return number


@rule
def write_ties(
    town: Town, people: FloatRows, friends: FloatRows, found: FloatRows, notes: Floats, day: int,
    fade: int,
) -> None:  # fmt: skip
    """Ties that were not there when somebody last looked; each once.

    Nobody looks where none is new, nobody has moved and, in this process, none can ``fade``.
    """
    if not fade and notes[MOVING] == 0.0 and notes[TIED] == new_ties(town):
        return
    now = town.residents.friends
    for who in range(len(friends)):
        ties, slot = town.residents.ties[who], 0
        if people[TIES, who] == ties:
            while slot < ties and friends[who, slot] == now[who, slot]:
                slot += 1
            if slot == ties:  # what lies behind them is free
                continue
        people[TIES, who] = ties
        last = who
        while True:
            friend = next_new_friend(town, friends, who, last)
            if friend == NOBODY:
                break
            write(found, notes, day, TIE, who, friend, 0.0, 0, UNKNOWN)
            last = friend
        for slot in range(TIE_SLOTS):
            friends[who, slot] = now[who, slot]


@rule
def next_new_friend(town: Town, friends: FloatRows, who: int, last: int) -> int:
    """The first new friend behind ``last``, or nobody."""
    found = NOBODY
    for slot in range(TIE_SLOTS):
        friend = town.residents.friends[who, slot]
        new = friend > last
        for each in range(TIE_SLOTS):
            new = new and friends[who, each] != friend
        if new:
            found = friend if found == NOBODY else min(found, friend)
    return found


@rule
def write_moves(
    town: Town, people: FloatRows, friends: FloatRows, found: FloatRows, notes: Floats, day: int
) -> None:
    """A newcomer knows nobody, so that a tie with a friend of the one who left is a new one."""
    for who in range(people.shape[1]):
        if town.residents.person[who] == people[PERSON, who]:
            continue
        for other in range(people.shape[1]):
            for slot in range(TIE_SLOTS):
                if other == who or friends[other, slot] == who:
                    friends[other, slot] = NOBODY
                    people[TIES, other] = NOBODY
        people[STORY_DAY, who] = NO_STORY
        notes[MOVING] = 1.0
        write(found, notes, day, MOVED, who, UNKNOWN, 100.0 * moved(town, people, who), 0, UNKNOWN)
