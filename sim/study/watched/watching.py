"""A town that is watched process by process: who writes down what happens to whom, and when.

The rules are the same, in the same order and with the same draws: a watched run ends in the same
state as any other, to the last bit.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.compiled.rules import Rule, rule
from sim.model.day import names_of_the_day, processes_named
from sim.model.parameters import Numbers
from sim.model.processes.records import new_year, record_if_due
from sim.model.simulation import Simulation
from sim.model.state import TIE_SLOTS, Plan, Town
from sim.study.watched import happenings
from sim.study.watched.happenings import (
    NOTED,
    ROW,
    ROW_COLUMNS,
    SEEN_OF_BLOCKS,
    SEEN_OF_PEOPLE,
    TODAY,
)

ROOM = 20  # happenings of one day for which there is room, by resident
CONTACTS = "write_contacts(town, people, found, notes, day)"
ISSUES = "write_issues(town, issues, found, notes, day, 0)"
TIES = "write_ties(town, people, friends, found, notes, day, 0)"
READERS: dict[str, tuple[str, ...]] = {
    "local_issues": (CONTACTS, ISSUES),
    "crime": ("write_crimes(town, people, found, notes, day)",),
    "response": (CONTACTS,),
    "calls": (CONTACTS,),
    "visits": (CONTACTS, ISSUES),
    "foot_patrol": (CONTACTS,),
    "gatherings": (
        "write_gathering(town, people, found, notes, day)", CONTACTS, ISSUES, TIES,
    ),
    "stops": (CONTACTS,),
    "follow_up": (CONTACTS, "write_issues(town, issues, found, notes, day, 1)"),
    "talk": ("write_hearsay(town, people, found, notes, numbers, day)",),
    "community_groups": (TIES,),
    "news": ("write_news(town, people, found, notes, day)",),
    "ties": ("write_ties(town, people, friends, found, notes, day, 1)",),
    "moving": ("write_moves(town, people, friends, found, notes, day)", TIES),
}  # fmt: skip
"""What is written down when a process of this name has ended."""
LOOKS = {
    "look(town, notes)": tuple(READERS),
    "look_at_chilled(town, people)": ("stops",),
    "look_at_ownership(town, people)": ("gatherings",),
    "look_at_homes(town, people)": ("moving",),
    "look_at_issues(town, issues, notes)": ("local_issues", "visits", "gatherings", "follow_up"),
}
"""What is remembered before processes of these names."""
BY_CONTACT = (
    "local_issues", "crime", "response", "calls", "visits", "foot_patrol", "gatherings", "stops",
    "follow_up", "talk",
)  # fmt: skip
"""They move trust only by contacts, so that it is known after them if it was before."""
TRUST_READ = (*BY_CONTACT, "news", "moving")
LOOK_AT_TRUST = "look_at_trust(town, people)"
KINDS_OF = {
    "town": "Town", "plan": "Plan", "numbers": "Numbers", "day": "int", "record": "int",
    "people": "FloatRows", "friends": "FloatRows", "issues": "FloatRows", "found": "FloatRows",
    "notes": "Floats", "return": "int",
}  # fmt: skip


def watched_day(names: Sequence[str] | None = None) -> Rule[..., int]:
    """The rule of a day of these processes that is watched; nothing: of ``DAY``."""
    return _watched_day(tuple(names or names_of_the_day()))


@functools.cache
def _watched_day(names: tuple[str, ...]) -> Rule[..., int]:
    """A rule that calls these processes, each between those who look and those who write."""
    name = f"watched_{hashlib.blake2b(' '.join(names).encode(), digest_size=8).hexdigest()}"
    lines = [
        f"def {name}({', '.join(list(KINDS_OF)[:-1])}):",
        "    new_year(town, day)",
        "    begin_to_watch(town, notes)",
    ]
    trust_is_known = False
    for each in names:
        looks = [look for look, of in LOOKS.items() if each in of]
        if each in TRUST_READ and not trust_is_known:
            looks.append(LOOK_AT_TRUST)
        trust_is_known = each in BY_CONTACT
        calls = [*looks, f"{each}(town, plan, numbers, day)", *READERS.get(each, ())]
        lines += [f"    {call}" for call in calls]
    lines.append("    return record_if_due(town, numbers, day, record)")
    known: dict[str, Any] = {
        "__name__": __name__, "new_year": new_year, "record_if_due": record_if_due,
        **{each: value for each, value in vars(happenings).items() if isinstance(value, Rule)},
        **dict(zip(names, processes_named(names), strict=True)),
    }  # fmt: skip
    exec(compile("\n".join(lines), __file__, "exec"), known)
    known[name].__annotations__ = dict(KINDS_OF)
    return rule(known[name])


class Happenings:
    """What was seen of one town, and what happened in it: rows of ``ROW`` in their order."""

    def __init__(self, town: Town) -> None:
        people = len(town.residents.block)
        self._seen = (
            np.zeros((SEEN_OF_PEOPLE, people)),
            np.zeros((people, TIE_SLOTS)),
            np.zeros((len(town.blocks.x), SEEN_OF_BLOCKS)),
            np.zeros((ROOM * people, len(ROW_COLUMNS))),
            np.zeros(NOTED),
        )
        self._days: list[npt.NDArray[Any]] = []

    @property
    def rows(self) -> npt.NDArray[Any]:
        """Everything so far."""
        every = np.concatenate([np.zeros((0, len(ROW_COLUMNS))), *self._days])
        found = np.zeros(len(every), ROW)
        for name, column in zip(ROW_COLUMNS, every.T, strict=True):
            found[name] = column
        return found

    def look_first(self, town: Any) -> None:
        """See the town as it is before the first day."""
        happenings.look_at_all(town, *self._seen[:2])

    def live_a_day(self, follow: Rule[..., int], *of: Any) -> int:
        """Live a day and keep what is written down; gives the next row of the records.

        Raises:
            OverflowError: more happens than can be written down.
        """
        *_, found, notes = self._seen
        record = follow(*of, *self._seen)
        if notes[TODAY] > len(found):
            raise OverflowError(f"more than {len(found):,} happenings in one day")
        self._days.append(found[: int(notes[TODAY])].copy())
        return record


class WatchedSimulation(Simulation):
    """A simulation whose happenings can be written down; until then it runs as usual."""

    def watched_by(self, watcher: Happenings) -> WatchedSimulation:
        """Let somebody watch from now on."""
        follow = watched_day(self.scenario.processes)
        watcher.look_first(self._town)

        def days(
            town: Town, plan: Plan, numbers: Numbers, first: int, last: int, record: int
        ) -> int:
            for day in range(first, last):
                record = watcher.live_a_day(follow, town, plan, numbers, day, record)
            return record

        self._days = days
        return self
