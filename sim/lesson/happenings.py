"""What happened to whom, read from the state before and after each process of a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.lesson.watching import NOBODY
from sim.model.processes.calls import CALL_FOR_HELP
from sim.model.processes.crime import VICTIMISATION
from sim.model.processes.follow_up import FOLLOW_UP
from sim.model.processes.foot_patrol import FOOT_PATROL
from sim.model.processes.gatherings import EVENT, MEETING
from sim.model.processes.issues import BROKEN_PROMISE, ISSUES_ESCALATED, ISSUES_RESOLVED
from sim.model.processes.response import RESPONSE
from sim.model.processes.stops import STOP
from sim.model.processes.visits import VISIT
from sim.model.registers import TOLD
from sim.model.state import ISSUE_NONE, ISSUE_OPEN, ISSUE_RAISED, ISSUE_SMALL, Floats, Town

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
Row = tuple[int, int, int, int, float, int, int]
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


class Happenings:
    """Watches one town and writes down its happenings; rows of ``ROW`` in the order of the day."""

    def __init__(self, step_of_story: float) -> None:
        self._step_of_story = step_of_story  # step of trust of a listener, a unit of the story
        self._running = ""
        self._rows: list[Row] = []
        self._seen: dict[str, npt.NDArray[Any]] = {}
        self._stories: dict[int, tuple[int, int, float]] = {}  # teller: day, row, surprise
        self._readers: dict[str, tuple[Callable[[Town, int], None], ...]] = {
            "local_issues": (self._contacts, self._issues),
            "crime": (self._crimes,),
            "response": (self._contacts,),
            "calls": (self._contacts,),
            "visits": (self._contacts, self._issues),
            "foot_patrol": (self._contacts,),
            "gatherings": (self._gatherings, self._contacts, self._issues, self._ties),
            "stops": (self._contacts,),
            "follow_up": (self._contacts, self._issues),
            "talk": (self._hearsay,),
            "community_groups": (self._ties,),
            "news": (self._news,),
            "ties": (self._ties,),
            "moving": (self._moves, self._ties),
        }

    @property
    def rows(self) -> npt.NDArray[Any]:
        """Everything so far, as rows of ``ROW``."""
        return np.array(self._rows, ROW)

    def before(self, town: Town, process: str) -> None:
        """Remember what will be compared."""
        if process not in self._readers:
            return
        self._running = process
        residents, blocks = town.residents, town.blocks
        self._seen = {
            "trust": residents.standing + residents.impression,
            "chilled_until": residents.chilled_until.copy(),
            "ownership": residents.ownership.copy(),
            "person": residents.person.copy(),
            "friends": residents.friends.copy(),
            "issue": blocks.issue.copy(),
            "issue_day": blocks.issue_day.copy(),
            "disorder": blocks.disorder.copy(),
            "counts": town.books.counts[:, 0].copy(),
        }

    def after(self, town: Town, process: str, day: int) -> None:
        """Write down what the process has done."""
        for read in self._readers.get(process, ()):
            read(town, day)

    def _write(
        self,
        day: int,
        kind: int,
        who: int,
        other: int = UNKNOWN,
        points: float = 0.0,
        detail: int = 0,
        source: int = UNKNOWN,
    ) -> None:
        self._rows.append((day + 1, kind, who, other, points, detail, source))

    def _queued(self, town: Town) -> int:
        """How many contacts the process has queued: the rest of the queue is as it was swept."""
        return int((town.contacts.who != NOBODY).sum())

    def _points(self, town: Town, number: int) -> Floats:
        """Points of trust of each contact; those of one person share what the process did."""
        contacts, residents = town.contacts, town.residents
        who, step = contacts.who[:number], contacts.step[:number]
        moved = residents.standing + residents.impression - self._seen["trust"]
        trust = self._seen["trust"][who]
        weight = np.where(step > 0, step * (1.0 - trust), step * trust)
        total = np.bincount(who, weight, len(moved))[who]
        share = np.divide(weight, total, out=np.zeros_like(weight), where=total != 0.0)
        points: Floats = 100.0 * moved[who] * share
        return points

    def _contacts(self, town: Town, day: int) -> None:
        contacts, number = town.contacts, self._queued(town)
        hard = town.residents.chilled_until != self._seen["chilled_until"]
        for at, points in enumerate(self._points(town, number)):
            who, channel = int(contacts.who[at]), int(contacts.channel[at])
            kind = OF_CHANNEL.get(channel)
            if kind is None:
                continue  # of an extension: the page has no words for it
            felt = float(contacts.surprise[at])
            detail = GOOD if contacts.step[at] > 0 else 0
            if channel == STOP and hard[who]:
                detail |= HARD
            if TOLD[channel] and felt != 0.0:
                told = self._stories.get(who, (UNKNOWN, UNKNOWN, 0.0))
                if told[0] != day or abs(felt) > abs(told[2]):
                    self._stories[who] = (day, len(self._rows), felt)
            self._write(day, kind, who, int(contacts.officer[at]), points, detail)

    def _crimes(self, town: Town, day: int) -> None:
        incidents, contacts = town.incidents, town.contacts
        points = self._points(town, self._queued(town))
        for at, moved in enumerate(points):
            assert contacts.channel[at] == VICTIMISATION  # one for each crime, in the same order
            kind = KIND["crime_reported" if incidents.reported[at] else "crime_silent"]
            who, place = int(incidents.victim[at]), int(incidents.block[at])
            self._write(day, kind, who, place, moved, int(incidents.type[at]))

    def _gatherings(self, town: Town, day: int) -> None:
        """Those who came feel more ownership, whether they met an officer or not."""
        contacts, residents, number = town.contacts, town.residents, self._queued(town)
        came = np.flatnonzero(residents.ownership != self._seen["ownership"])
        met = set(contacts.who[:number].tolist())
        channels = contacts.channel[:number]
        kind = KIND["meeting" if number and (channels != EVENT).all() else "event"]
        if len(came):
            self._write(day, KIND["gathering"], middle(town, came), len(came), 0.0, kind)
        for who in came.tolist():
            if who not in met:
                self._write(day, KIND["came"], who, UNKNOWN, 0.0, kind)

    def _issues(self, town: Town, day: int) -> None:
        now, was = town.blocks.issue, self._seen["issue"]
        again = (now > ISSUE_OPEN) & (town.blocks.issue_day != self._seen["issue_day"])
        for block, slot in np.argwhere((now != was) | ((was > ISSUE_OPEN) & again)).tolist():
            before, after = int(was[block, slot]), int(now[block, slot])
            raiser = int(town.blocks.issue_raiser[block, slot])
            if before == ISSUE_SMALL:
                kind = "issue_solved" if self._running == "follow_up" else "promise_broken"
                self._write(day, KIND[kind], block, raiser, 0.0, slot)
            elif before == ISSUE_RAISED and after == ISSUE_NONE:
                self._write(day, KIND["issue_solved"], block, raiser, 0.0, slot)
            elif before == ISSUE_RAISED:  # a promise is broken; it may be raised again at once
                self._write(day, KIND["promise_broken"], block, raiser, 0.0, slot)
            elif after == ISSUE_NONE:
                self._write(day, KIND[self._end(town, block)], block, UNKNOWN, 0.0, slot)
            elif before == ISSUE_NONE and after != ISSUE_SMALL:
                self._write(day, KIND["issue_arisen"], block, UNKNOWN, 0.0, slot)
            if after > ISSUE_OPEN:
                self._write(day, KIND["issue_raised"], block, raiser, 0.0, slot)

    def _end(self, town: Town, block: int) -> str:
        """How an open issue ended: one that escalates leaves disorder, another calms."""
        ended = town.books.counts[:, 0] - self._seen["counts"]
        escalated, resolved = ended[ISSUES_ESCALATED], ended[ISSUES_RESOLVED]
        rose = town.blocks.disorder[block] - self._seen["disorder"][block] > 0.01
        bad = escalated > 0 and (rose or resolved == 0)
        return "issue_escalated" if bad else "issue_solved_by_residents"

    def _hearsay(self, town: Town, day: int) -> None:
        """Tellers speak in the order of their homes; a step is in proportion to the story told."""
        contacts, residents, number = town.contacts, town.residents, self._queued(town)
        steps, points = contacts.step[:number], self._points(town, number)
        told = self._step_of_story * np.clip(residents.story, -1.0, 1.0)
        last = NOBODY
        for who, step, moved in zip(contacts.who[:number].tolist(), steps, points, strict=True):
            friends = np.sort(residents.friends[who, : residents.ties[who]])
            tellers = friends[(friends > last) & (told[friends] == step)]
            teller = last = int(tellers[0]) if len(tellers) else last
            known = len(tellers) and self._stories.get(teller, (UNKNOWN, UNKNOWN, 0.0))
            if known and known[0] == residents.story_day[teller] >= 0:
                about, source = self._rows[known[1]][1], known[1]
            else:  # a contact before day 0
                about, source = UNKNOWN, UNKNOWN
            teller = teller if len(tellers) else UNKNOWN
            self._write(day, KIND["hearsay"], who, teller, moved, about, source)

    def _news(self, town: Town, day: int) -> None:
        residents = town.residents
        moved = residents.standing + residents.impression - self._seen["trust"]
        for who in np.flatnonzero(moved).tolist():
            self._write(day, KIND["news"], who, UNKNOWN, 100.0 * moved[who])

    def _ties(self, town: Town, day: int) -> None:
        now, was = town.residents.friends, self._seen["friends"]
        for who in np.flatnonzero((now != was).any(axis=1)).tolist():
            for friend in sorted(set(now[who].tolist()) - set(was[who].tolist()) - {NOBODY}):
                if friend > who:
                    self._write(day, KIND["tie"], who, friend)

    def _moves(self, town: Town, day: int) -> None:
        """A newcomer knows nobody, so that a tie with a friend of the one who left is a new one."""
        residents, friends = town.residents, self._seen["friends"]
        moved = residents.standing + residents.impression - self._seen["trust"]
        for who in np.flatnonzero(residents.person != self._seen["person"]).tolist():
            friends[who], friends[friends == who] = NOBODY, NOBODY
            self._stories.pop(who, None)
            self._write(day, KIND["moved"], who, UNKNOWN, 100.0 * moved[who])


def middle(town: Town, residents: npt.NDArray[Any]) -> int:
    """The block nearest to the middle of where these residents live."""
    blocks, home = town.blocks, town.residents.block[residents]
    away = (blocks.x - blocks.x[home].mean()) ** 2 + (blocks.y - blocks.y[home].mean()) ** 2
    return int(np.argmin(away))
