"""Every column of the state, declared once: what it means and its unit.

The state of a town is a handful of tables of arrays (struct of arrays). A row is an identity for
life: a row of ``Residents`` is a home, a row of ``Officers`` a post; a number counts the people
who held it. ``fork``, ``save`` and ``load`` are the same
copy of these arrays, but for the queue of contacts, which is empty between processes.

Two kinds of tables: *state* (``Residents`` ... ``Books``) changes from day to day; a ``Plan`` is
what the department has decided and never changes during a run.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.int8]
FloatRows = npt.NDArray[np.float64]  # two dimensions
FloatBoxes = npt.NDArray[np.float64]  # three dimensions
Luck = npt.NDArray[np.uint64]  # (seed, replicate)
Rows = npt.NDArray[np.int64]  # rows of a table, in an order
TwoFloats = tuple[Floats, Floats]
Word = np.uint64
Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
Four = tuple[float, float, float, float]

STRETCH = 64  # blocks (of about 25 homes) at a time: their columns stay in fast memory
TIE_SLOTS = 16
ISSUE_SLOTS = 8
ISSUE_NONE, ISSUE_OPEN, ISSUE_RAISED, ISSUE_SMALL = 0, 1, 2, 3
CRIME_TYPES = ("violent", "burglary", "vehicle_theft", "other_theft")


def column(
    dtype: type,
    meaning: str,
    unit: str = "0-1",
    *more: int | str,
    start: float = 0,
    rows: int | str | None = None,
) -> Any:
    """Declare a column: ``more`` are the sizes of further dimensions (a name where it varies).

    ``rows`` is how many it has, where they are not those of its table.
    """
    about = {"dtype": dtype, "meaning": meaning, "unit": unit, "more": more, "start": start}
    return dataclasses.field(metadata={**about, "rows": rows})


def reals(
    meaning: str,
    unit: str = "0-1",
    *more: int | str,
    start: float = 0.0,
    rows: int | str | None = None,
) -> Any:
    """A column of float64."""
    return column(np.float64, meaning, unit, *more, start=start, rows=rows)


def wholes(
    meaning: str, unit: str, *more: int | str, start: int = 0, rows: int | str | None = None
) -> Any:
    """A column of int32."""
    return column(np.int32, meaning, unit, *more, start=start, rows=rows)


def flags(
    meaning: str, unit: str = "yes/no", *more: int | str, rows: int | str | None = None
) -> Any:
    """A column of int8."""
    return column(np.int8, meaning, unit, *more, rows=rows)


def _lengths(shape: Iterable[int | str], sizes: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sizes[each] if isinstance(each, str) else each for each in shape)


def _start(field: dataclasses.Field[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    start, dtype = field.metadata["start"], field.metadata["dtype"]
    # Zeros take no memory until they are written on.
    return np.full(shape, start, dtype) if start else np.zeros(shape, dtype)


@dataclass(repr=False)
class Table:
    """Columns of one length."""

    rows: ClassVar[int | str] = 1
    """How many rows its columns have, a name where it varies; a column may have its own."""

    @classmethod
    def empty(cls, rows: int, **sizes: int) -> Self:
        """A table of ``rows`` rows at the columns' start values."""
        return cls(**{
            field.name: _start(field, (rows, *_lengths(field.metadata["more"], sizes)))
            for field in dataclasses.fields(cls)
        })  # fmt: skip

    @classmethod
    def sized(cls, sizes: Mapping[str, int]) -> Self:
        """A table at the columns' start values, each of its declared shape."""
        return cls(**{
            field.name: _start(field, _lengths(cls.shape_of(field), sizes))
            for field in dataclasses.fields(cls)
        })  # fmt: skip

    @classmethod
    def shape_of(cls, field: dataclasses.Field[Any]) -> tuple[int | str, ...]:
        """The declared shape of a column: numbers, and names where it varies."""
        return (field.metadata["rows"] or cls.rows, *field.metadata["more"])

    def columns(self) -> Iterator[tuple[str, npt.NDArray[Any]]]:
        """Names and arrays, in order of declaration."""
        for field in dataclasses.fields(self):
            yield field.name, getattr(self, field.name)

    def copy(self) -> Self:
        """An independent copy."""
        return type(self)(**{name: array.copy() for name, array in self.columns()})

    def __repr__(self) -> str:
        lengths = {len(array) for _, array in self.columns()}
        rows = f"{lengths.pop():,} rows of " if len(lengths) == 1 else ""
        return f"{type(self).__name__}({rows}{len(dataclasses.fields(self))} columns)"


@dataclass(repr=False)
class Residents(Table):
    """One row a home; blocks follow one another, without gaps. Trust is standing + impression."""

    rows = "homes"

    person: Wholes = wholes("how many have lived in this home before the occupant", "count")
    block: Wholes = wholes("block of the home", "row")
    group: Flags = flags("group of the occupant", "row")
    standing: Floats = reals("lasting part of trust")
    impression: Floats = reals("part of trust that recent happenings added or took", "-1 to 1")
    anchor: Floats = reals("trust that this person drifts back to over years")
    familiarity: Floats = reals("how well the local officers are known")
    heard: Floats = reals("feeling of being heard by police")
    worry: Floats = reals("worry about crime")
    ownership: Floats = reals("readiness to act for the neighbourhood; civic pride")
    grievance: Floats = reals("resentment at being watched or searched")
    watch: Flags = flags("member of the neighbourhood watch")
    volunteer: Flags = flags("volunteers with or beside police")
    friends: Wholes = wholes(
        "homes this person is tied to; -1 where free", "row", TIE_SLOTS, start=-1
    )
    ties: Wholes = wholes("number of ties", "count")
    story: Floats = reals(
        "weighted surprise of the last day with a contact, told to friends", "quality"
    )
    story_day: Wholes = wholes("day of the last contact", "day", start=-(2**30))
    chilled_until: Wholes = wholes(
        "civic withdrawal after a search or force ends", "day", start=-(2**30)
    )
    contact_kinds: Flags = flags(
        "contacts this year: 1 any, 2 by police, 4 by the resident, 8 judged well, 16 badly",
        "bits",
    )
    pending: Floats = reals("change of impression not yet applied in this process", "-1 to 1")
    load: Floats = reals("size of the steps not yet applied in this process", "steps")


@dataclass(repr=False)
class Blocks(Table):
    """One row a block of about 25 homes on a grid."""

    rows = "blocks"

    x: Wholes = wholes("place from west to east", "blocks")
    y: Wholes = wholes("place from north to south", "blocks")
    district: Wholes = wholes("district it belongs to", "row")
    issue_rate: Floats = reals("local issues that arise here", "times the usual", start=1.0)
    beat: Wholes = wholes("beat it belongs to", "row")
    first: Wholes = wholes("row of its first home", "row")
    homes: Wholes = wholes("number of homes", "count")
    people: Wholes = wholes("residents of each group", "count", "groups")
    neighbours: Wholes = wholes("the four blocks around; -1 at the edge", "row", 4, start=-1)
    risk: Floats = reals("crime risk of the place", "times the average")
    risk_of: Floats = reals("the same by type of crime", "times the average", 4)
    heat: Floats = reals("recent crimes here and next door, by type", "crimes", 4)
    usual_heat: Floats = reals("the same as it was to be expected", "crimes", 4)
    patrol_share: Floats = reals("share of the town's patrol that passes here")
    disorder: Floats = reals("physical and social disorder")
    car_hours: Floats = reals("officer hours here today, not on foot", "hours")
    foot_hours: Floats = reals("officer hours on foot here today", "hours")
    presence: Floats = reals("recent officer hours a day", "hours")
    usual_presence: Floats = reals("the same on day 0", "hours")
    lasting: Floats = reals("how far more police than usual have lasted here", "0-1")
    usual_visible: Floats = reals("how much police residents are used to see", "weighted hours")
    enforcement: Floats = reals("stock of recent stops", "stops")
    lawful_stops: Floats = reals("stock of recent well-founded stops", "stops")
    usual_lawful_stops: Floats = reals("the same on day 0", "stops")
    conduct: Floats = reals("conduct of enforcement here against usual", "quality")
    usual_conduct: Floats = reals("the same on day 0", "quality")
    solving: Floats = reals("stock of recent problem-solving hours", "hours")
    usual_solving: Floats = reals("the same on day 0", "hours")
    cameras: Floats = reals("cameras today", "cameras")
    offending: Floats = reals(
        "offending here that arrests and solved cases have left", "times the usual", start=1.0
    )
    usual_offending: Floats = reals("the same on day 0", "times the usual", start=1.0)
    usual_trust: Floats = reals("mean trust of its residents on day 0")
    ownership: Floats = reals("mean ownership of its residents")
    usual_ownership: Floats = reals("the same on day 0")
    watch: Floats = reals("share of homes in the watch")
    usual_watch: Floats = reals("the same on day 0")
    doubt: Floats = reals(
        "chance that residents of a group hold police unhelpful, summed", "people", "groups"
    )
    tipping: Floats = reals("mean chance that a witness tips")
    eyes: Floats = reals("chances to report suspicious activity, summed", "people")
    expected: Floats = reals("expected crimes today, by type", "crimes", 4)
    recorded: Floats = reals("expected crimes that are reported today, by type", "crimes", 4)
    displaced: Floats = reals(
        "expected crimes pushed here from neighbours today, by type", "crimes", 4
    )
    own_effects: Floats = reals(
        "effects of causes of one's own on crime here today, against day 0",
        "log points",
        "causes",
    )
    community_group: Flags = flags("a residents' group that works without police")
    issue: Flags = flags(
        "state of an issue: 0 none, 1 open, 2 raised, 3 a smaller matter, raised",
        "state",
        ISSUE_SLOTS,
    )
    issue_day: Wholes = wholes("day of the issue's last change", "day", ISSUE_SLOTS)
    issue_raiser: Wholes = wholes("home that raised it", "row", ISSUE_SLOTS, start=-1)


@dataclass(repr=False)
class Officers(Table):
    """One row a post; the last officer may work part of the hours."""

    rows = "posts"

    person: Wholes = wholes("how many have held the post before this officer", "count")
    beat: Wholes = wholes("beat of the post", "row")
    hours: Floats = reals("field hours today", "hours")
    share: Floats = reals("share of an officer's working time that this post is staffed")
    hired: Flags = flags("staffed only when officers are hired beyond the usual staff")
    duty: Flags = flags("what this officer does first today", "row of DUTIES")
    skill: Floats = reals("lasting procedural-justice skill", "quality")
    training: Floats = reals("conduct learned in training and still kept", "0-1")
    knowledge: Floats = reals("knowledge of the beat")
    regard: Floats = reals("regard for the people of the beat")
    days_in_beat: Wholes = wholes("time in the beat", "days")
    learned: Floats = reals(
        "share of knowledge still missing after this process's contacts", "0-1", start=1.0
    )
    warmth: Floats = reals("trust met in this process's contacts, summed", "people")
    met: Floats = reals("contacts in this process", "count")


@dataclass(repr=False)
class Beats(Table):
    """One row a beat; posts of a beat are listed in ``posts``."""

    rows = "beats"

    posts: Wholes = wholes("posts of the beat; -1 where free", "row", "posts_in_beat", start=-1)
    training: Floats = reals("hours-weighted training of its officers")
    knowledge: Floats = reals("hours-weighted knowledge of its officers")


@dataclass(repr=False)
class Groups(Table):
    """One row a group of residents; everything by which groups may differ."""

    rows = "groups"

    people: Wholes = wholes("residents", "count")
    district: Wholes = wholes("district in which they live", "row")
    start_trust: Floats = reals("mean of what its members think of police")
    start_spread: Floats = reals("spread of what its members think of police")
    exposure: Floats = reals("exposure to stops", "times the average")
    stop_conduct: Floats = reals("usual conduct of stops", "quality")
    search_at_stops: Floats = reals("searches at an everyday stop")
    force_at_stops: Floats = reals("threat or use of force at a stop of usual conduct")
    force_at_calls: Floats = reals("threat or use of force at a call")
    local_news: Floats = reals("chance to hear a local scandal")
    national_news: Floats = reals("chance to hear national news")
    norm: Floats = reals("shift of what the group holds of police", "-0.25 to 0.25")
    mean_standing: Floats = reals("mean standing last night")
    usual_standing: Floats = reals("mean standing on day 0")


@dataclass(repr=False)
class Crimes(Table):
    """One row a crime type (``CRIME_TYPES``): numbers that differ by type."""

    rows = "types"

    rate: Floats = reals("true crimes", "per resident and day")
    serious: Floats = reals("log odds that a victim finds the crime worth reporting", "log odds")
    ceiling: Floats = reals("share reported if everybody held police helpful")
    clearance: Floats = reals("log odds that a recorded crime is cleared", "log odds")
    staffing: Floats = reals("elasticity to presence in the town", "elasticity")
    cameras: Floats = reals("share prevented by a monitored camera", "share, may be negative")
    ownership: Floats = reals("effect of ownership", "log points per unit")


@dataclass(repr=False)
class Department(Table):
    """One row: the department as a whole."""

    hours: Floats = reals("officer hours of each duty today", "hours", "duties")
    conduct: Floats = reals("conduct in each duty today, against usual", "quality", "duties")
    presence: Floats = reals("officer hours a day over the last half year", "hours")
    usual_presence: Floats = reals("the same on day 0", "hours")
    usual_disorder: Floats = reals("disorder where crime happens, on day 0")
    usual_patrol: Floats = reals("patrol hours on an ordinary day", "hours")
    usual_investigation: Floats = reals("investigation hours on an ordinary day", "hours")
    busy: Floats = reals("work of calls against hours for them; above 1 is overload", "ratio")
    workload: Floats = reals("work that came in since this morning", "hours")
    delivered: Floats = reals("share of the planned programme hours that are staffed")
    visits_due: Floats = reals("visits paid for and not yet tried", "visits")
    stops_due: Floats = reals("stops paid for and not yet made", "stops")
    events_due: Floats = reals("events paid for and not yet held", "events")
    meetings_due: Floats = reals("meetings paid for and not yet held", "meetings")
    follow_up_due: Floats = reals("follow-up hours paid for and not yet used", "hours")
    watch_due: Floats = reals("watch households won and not yet joined", "households")
    queued: Wholes = wholes("contacts waiting in this process", "count")
    incidents: Wholes = wholes("crimes of today", "count")
    overflow: Wholes = wholes(
        "1 once a day had more contacts or crimes than there is room for", "0/1"
    )


@dataclass(repr=False)
class Contacts(Table):
    """Queue of one process: what happens to whom, applied all at once when the process ends."""

    rows = "contacts"

    who: Wholes = wholes("resident", "row")
    channel: Flags = flags("channel of the ledger", "row of CHANNELS")
    officer: Wholes = wholes("post of the officer, -1 for none", "row")
    step: Floats = reals("signed step of trust", "steps")
    surprise: Floats = reals("weighted surprise, as it may be told to friends", "-1 to 1")
    familiar: Floats = reals("familiarity gained, share of what is missing")
    heard: Floats = reals("feeling of being heard gained, share of what is missing")
    judged: Flags = flags("8 judged well done, 16 badly, 0 no meeting", "bits")

    def copy(self) -> Self:
        """An empty queue of the same length: between processes nothing waits."""
        return type(self).empty(len(self.who))


@dataclass(repr=False)
class Incidents(Table):
    """Today's crimes, from happening to clearance."""

    rows = "incidents"

    victim: Wholes = wholes("resident", "row")
    block: Wholes = wholes("place", "row")
    type: Wholes = wholes("crime type", "row of CRIME_TYPES")
    number: Wholes = wholes("number among the crimes of this type here today", "count")
    reported: Flags = flags("the victim told police")
    tipped: Flags = flags("a witness gave a tip")


@dataclass(repr=False)
class Books(Table):
    """What a run writes down. What its rows are stands after the colon of each meaning."""

    booked: Floats = reals(
        "change of summed trust: periods", "people", "groups", "channels", rows="periods"
    )
    left: Floats = reals(
        "what is left of it on the last day: periods",
        "people",
        "groups",
        "channels",
        rows="periods",
    )
    crime: Floats = reals(
        "change in expected crimes: periods", "crimes", "types", "causes", rows="periods"
    )
    counts: Floats = reals("happenings since day 0: counts", "various", "groups", rows="counts")
    crimes_in: Floats = reals(
        "crimes in districts since day 0, where they happen: ways of counting",
        "crimes",
        "districts",
        rows="ways",
    )
    hours: Floats = reals("officer hours since day 0: duties", "hours", rows="duties")
    idle: Floats = reals(
        "officer hours since day 0 that found nothing to do: duties", "hours", rows="duties"
    )
    impression_left: Floats = reals(
        "what is left of a unit of impression after so many nights", rows="nights"
    )
    standing_left: Floats = reals(
        "what is left of a unit of standing after so many nights", rows="nights"
    )
    record_days: Wholes = wholes(
        "days on which a record is taken, at their end", "day", rows="records"
    )
    means: Floats = reals(
        "sums over residents: records", "people", "means", "groups", rows="records"
    )
    totals: Floats = reals(
        "happenings so far: records", "various", "counts", "groups", rows="records"
    )
    crimes_so_far: Floats = reals(
        "crimes in districts so far: records", "crimes", "ways", "districts", rows="records"
    )
    order: Floats = reals("mean order of the blocks where residents live: records", rows="records")
    own: Floats = reals("outcomes of one's own: records", "various", "outcomes", rows="records")

    @property
    def days(self) -> int:
        """Days of the run whose books these are."""
        return len(self.impression_left) - 1


@dataclass(repr=False)
class Plan(Table):
    """What the department has decided: stages by day; levers and places by stage."""

    stage: Wholes = wholes("stage in force: days of burn-in and run", "row", rows="every_day")
    levers: Floats = reals("value of every lever: stages", "various", "levers", rows="stages")
    places: Floats = reals(
        "where it is done: stages", "shares; cameras: number", "kinds", "blocks", rows="stages"
    )
    running: Floats = reals(
        "running sums of places: stages", "0-1", "kinds", "blocks", rows="stages"
    )
    shock_day: Wholes = wholes("day of a scandal or of good news: shocks", "day", rows="shocks")
    shock_size: Floats = reals(
        "step of trust of those who hear; bad below 0: shocks", "steps", rows="shocks"
    )
    shock_reach: Floats = reals("chance to hear: shocks", "0-1", "groups", rows="shocks")
    shock_here: Flags = flags(
        "whether those of a block may hear: shocks", "yes/no", "blocks", rows="shocks"
    )
    burn_in: Wholes = wholes("days of burn-in before day 0: one row", "days")
    days: Wholes = wholes("days of the run: one row", "days")


@dataclass(repr=False)
class Town(Table):
    """All tables of one town, and the key of its draws."""

    residents: Residents
    blocks: Blocks
    officers: Officers
    beats: Beats
    groups: Groups
    crimes: Crimes
    department: Department
    contacts: Contacts
    incidents: Incidents
    books: Books
    luck: Luck = column(np.uint64, "seed and replicate: the key of every draw", "", rows=2)

    def __repr__(self) -> str:
        homes, blocks, posts = self.residents.block, self.blocks.x, self.officers.beat
        return f"Town({len(homes):,} residents, {len(blocks):,} blocks, {len(posts):,} posts)"
