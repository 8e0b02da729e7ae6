"""What mechanisms declare beside their rules: channels, causes, levers, places, duties, counts.

A register is a list; the row of an entry is its place in it, and rules use that row as a constant:

    NEWSLETTER = channel("newsletter", "Newsletter", "reading what police did about issues")

The rows of what ``ORDER`` lists are its order, whatever is imported first; all else follows as it
is loaded, extensions last. Nothing may be declared once a town has been compiled, as compiled rules
hold the rows.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

import numpy as np

from sim.common.words import spaced
from sim.model.extensions import declared_by
from sim.model.state import CRIME_TYPES


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=_Named)
DECLARED_IN: dict[tuple[str, str], tuple[str, int]] = {}
"""File and line of every entry, by kind and name."""
MOST = 127  # rows of a register: contacts and officers hold them in one byte


ORDER = {
    "channel": (
        "visit", "meeting", "event", "foot_patrol", "call_for_help", "response", "follow_up",
        "broken_promise", "stop", "visibility", "surveillance", "victimisation", "hearsay", "news",
        "fading", "reversion", "group_norm", "moving",
    ),
    "lever": (
        "events_per_month", "meetings_per_month", "visit_hours", "foot_patrol_hours",
        "follow_up_hours", "problem_solving_hours", "hot_spot_hours", "stop_hours", "stop_conduct",
        "stop_lawful_share", "monitored_share", "visit_conduct", "gathering_conduct",
        "foot_patrol_conduct", "call_conduct", "patrol_conduct", "training_reach",
        "training_sincerity", "watch_hours", "extra_officers", "bought_hours", "compliance",
        "months_in_beat",
        "follow_up_limit", "residents_group_hours",
    ),
    "place": (
        "gatherings", "visits", "foot_patrol", "problem_solving", "hot_spots", "stops", "cameras",
        "residents_groups",
    ),
    "duty": (
        "patrol", "response", "investigation", "follow_up", "gatherings", "visits", "foot_patrol",
        "problem_solving", "hot_spots", "stops", "watch", "residents_groups",
    ),
}  # fmt: skip
"""By kind: the order in which tables show entries, and in which a day's hours are handed out."""


def _row_of(entry: Entry, register: list[Entry], kind: str) -> int:
    if any(known is not None and entry.name == known.name for known in register):
        file, line = DECLARED_IN[kind, entry.name]
        raise ValueError(
            f"{kind} {entry.name!r} is declared twice: give it another name (the first stands in"
            f" {file}:{line})"
        )
    first = ORDER.get(kind, ())
    row = first.index(entry.name) if entry.name in first else max(len(first), len(register))
    if row >= MOST:
        raise ValueError(f"there is room for {MOST} entries of this kind ({kind})")
    register += [None] * (row + 1 - len(register))  # type: ignore[list-item]  # filled in a moment
    register[row] = entry
    where = sys._getframe(2)
    while where.f_globals is globals():
        assert where.f_back is not None
        where = where.f_back
    declared_by(where.f_globals)
    DECLARED_IN[kind, entry.name] = where.f_code.co_filename, where.f_lineno
    return row


# -- account books -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of a book: a channel of trust or a cause of crime.

    Attributes:
        name: name in tables.
        title: name in reports.
        meaning: what it holds, for a planner.
    """

    name: str
    title: str
    meaning: str


CHANNELS: list[Line] = []
"""What trust changes through, in order of their rows."""
TOLD = np.zeros(MOST, np.int8)
"""By row of a channel: whether it is of contacts, which one can tell friends about."""
CAUSES: list[Line] = []
"""What crime changes through, in order of their rows."""


def channel(name: str, title: str, meaning: str, *, told: bool = False) -> int:
    """Declare a channel of the ledger of trust and give its row.

    Args:
        name: its name in tables.
        title: its name in reports.
        meaning: what changes trust through it.
        told: whether it is of contacts, which one can tell friends about.

    Raises:
        ValueError: the name is taken, or there are too many.
    """
    row = _row_of(Line(name, title, meaning), CHANNELS, "channel")
    TOLD[row] = told
    return row


def cause(name: str, title: str, meaning: str) -> int:
    """Declare a cause in the crime book and give its row.

    Raises:
        ValueError: the name is taken, or there are too many.
    """
    return _row_of(Line(name, title, meaning), CAUSES, "cause")


# -- what a department can do ------------------------------------------------------------------

Combine = Literal["add", "most", "multiply", "replace"]
OFFICER_HOURS = "officer hours a day"
BOUNDS = {  # by unit
    "events a month": (0.0, 10_000.0),
    "meetings a month": (0.0, 10_000.0),
    OFFICER_HOURS: (0.0, 100_000.0),
    "officers": (0.0, 100_000.0),
    "quality": (-0.6, 0.3),
    "share": (0.0, 1.0),
    "share of hours": (0.0, 1.0),
    "share of officers": (0.0, 1.0),
    "months": (0.25, 600.0),
}
"""The least and the most of a lever without bounds of its own."""


@dataclass(frozen=True)
class Lever:
    """One thing that a department can turn; a strategy turns levers and nothing else.

    Attributes:
        name: name in code, plans and sweeps.
        unit: unit of measurement, in words.
        meaning: one sentence for a planner.
        neutral: value when nobody turns it; None: what the scenario's department does anyway.
        combine: how the values of two strategies combine: add, most, multiply or replace.
        bounds: the least and the most that it may be set to.
        hours_each: number of the model that says how many officer hours one of its unit takes
            (a month), where it is not in hours itself.
    """

    name: str
    unit: str
    meaning: str
    neutral: float | None
    combine: Combine
    bounds: tuple[float, float]
    hours_each: str | None = None


LEVERS: list[Lever] = []
"""What a department can turn, in order of their rows."""


def lever(
    name: str,
    unit: str,
    meaning: str,
    *,
    neutral: float | None = 0.0,
    combine: Combine = "add",
    bounds: tuple[float, float] | None = None,
    hours_each: str | None = None,
) -> int:
    """Declare a lever and give its row; the arguments are the attributes of ``Lever``.

    Raises:
        ValueError: the name is taken, there are too many, or a unit of one's own without bounds.
    """
    limits = bounds or BOUNDS.get(unit)
    if limits is None:
        raise ValueError(
            f"lever {name!r} is in {unit!r}: say its bounds, or use one of {', '.join(BOUNDS)}"
        )
    made = Lever(name, unit, meaning, neutral, combine, limits, hours_each)
    return _row_of(made, LEVERS, "lever")


@dataclass(frozen=True)
class Place:
    """One kind of place at which something is done.

    Attributes:
        name: name in plans.
        title: the choice of a place, in words: "where homes are visited".
        levers: rows of the levers that put something there; where all are 0 it is done nowhere.
        counted: whether things stand there (cameras) rather than hours being shared out.
    """

    name: str
    title: str
    levers: tuple[int, ...]
    counted: bool


PLACES: list[Place] = []
"""Kinds of places, in order of their rows."""
COUNTED = np.zeros(MOST, np.int8)
"""By row of a place: 1 where things stand there, rather than hours being shared out."""


def place(name: str, title: str, *levers: int, counted: bool = False) -> int:
    """Declare a kind of place and give its row; the arguments are the attributes of ``Place``.

    Where no strategy says where (``Turns.places``), hours are shared out over all homes, and
    nothing stands anywhere.

    Raises:
        ValueError: the name is taken, or there are too many.
    """
    row = _row_of(Place(name, title, levers, counted), PLACES, "place")
    COUNTED[row] = counted
    return row


Seen = Literal["not", "by car", "on foot"]
NOT_SEEN, SEEN_BY_CAR, SEEN_ON_FOOT = 0, 1, 2


@dataclass(frozen=True)
class Duty:
    """Something on which officers spend hours.

    Attributes:
        name: name in tables.
        title: name in reports.
        levers: rows of the levers that ask for its hours; none: the department does it anyway.
        led: whether it happens where leaders see nothing else through (``compliance``).
        place: row of the place where it is done, if it is done at places.
        seen: how police are present there while they do it.
        conduct: row of the lever by which officers behave better or worse in it than usual.
    """

    name: str
    title: str
    levers: tuple[int, ...]
    led: bool
    place: int | None
    seen: Seen
    conduct: int | None


DUTIES: list[Duty] = []
"""What officers spend hours on, in order of their rows."""
ASKED_BY = np.full(MOST, -1, np.int16)
"""By row of a duty: the lever whose value is the hours asked for; -1 where it is another sum."""
LED = np.zeros(MOST, np.int8)
"""By row of a duty: 1 where leaders see it through in any case."""
SEEN = np.zeros(MOST, np.int8)
"""By row of a duty: how police are present where they do it (NOT_SEEN and so on)."""
PLACE_OF = np.zeros(MOST, np.int16)
"""By row of a duty: row of the place, where police are seen."""
CONDUCT = np.full(MOST, -1, np.int16)
"""By row of a duty: the lever of conduct in it; -1 where there is none."""


def duty(
    name: str,
    title: str,
    *levers: int,
    led: bool = False,
    place: int | None = None,
    seen: Seen = "not",
    conduct: int | None = None,
) -> int:
    """Declare a duty and give its row; the arguments are the attributes of ``Duty``.

    Its hours of the day are ``town.department.hours[0, row]``, and how much better or worse than
    usual officers behave in it ``town.department.conduct[0, row]``.

    Raises:
        ValueError: the name is taken, there are too many, or police are seen at no place.
    """
    if seen != "not" and place is None:
        raise ValueError(f"duty {name!r} is seen {seen}: say at which place")
    row = _row_of(Duty(name, title, levers, led, place, seen, conduct), DUTIES, "duty")
    if len(levers) == 1 and LEVERS[levers[0]].hours_each is None:
        ASKED_BY[row] = levers[0]
    LED[row] = led
    SEEN[row] = {"not": NOT_SEEN, "by car": SEEN_BY_CAR, "on foot": SEEN_ON_FOOT}[seen]
    PLACE_OF[row] = 0 if place is None else place
    CONDUCT[row] = -1 if conduct is None else conduct
    return row


# -- what is counted ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Count:
    """One row of ``Books.counts``.

    Attributes:
        name: its name.
        meaning: what is counted.
    """

    name: str
    meaning: str


COUNTS: list[Count] = []
"""Happenings that are counted, by group of the resident, in order of their rows.

``x_expected`` is the sum of the day's probabilities (same mean as the realised count, 10-20 times
less noise), ``x`` what really happened in this run.
"""


def count(name: str, meaning: str) -> int:
    """Declare something that is counted and give its row in ``town.books.counts``.

    Raises:
        ValueError: the name is taken, or there are too many.
    """
    return _row_of(Count(name, meaning), COUNTS, "count")


def counts_by_type(name: str, meaning: str) -> int:
    """Declare a count of each type of crime; gives the row of the first, the others follow.

    Raises:
        ValueError: a name is taken, or there are too many.
    """
    rows = [count(f"{name}_{each}", f"{meaning}: {spaced(each)}") for each in CRIME_TYPES]
    return rows[0]
