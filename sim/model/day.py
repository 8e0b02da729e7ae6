"""The day, process by process. Read it like a chapter; each entry is one file of this folder.

Between processes the order counts; within a process it cannot: every surprise reads the state at
the start of the process, and all steps are applied when it ends. A mechanism of one's own is one
file anywhere, see ``extensions.py``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from typing import Any, overload

import sim.model.processes.hot_spots  # noqa: F401  (no process: its hours are split by plan_hours)
from sim.common.problems import did_you_mean
from sim.compiled.rules import Rule, rule
from sim.model.extensions import declared_by, load_extensions
from sim.model.parameters import Numbers
from sim.model.processes.calls import calls
from sim.model.processes.community_groups import community_groups
from sim.model.processes.crime import crime
from sim.model.processes.crime_risk import crime_risk
from sim.model.processes.fading import fading
from sim.model.processes.follow_up import follow_up
from sim.model.processes.foot_patrol import foot_patrol
from sim.model.processes.gatherings import gatherings
from sim.model.processes.hours import plan_hours
from sim.model.processes.issues import local_issues
from sim.model.processes.moving import moving
from sim.model.processes.news import news
from sim.model.processes.outlook import outlook
from sim.model.processes.participation import participation
from sim.model.processes.records import new_year, record_if_due
from sim.model.processes.response import response
from sim.model.processes.rotation import rotation
from sim.model.processes.stops import stops
from sim.model.processes.surveillance import surveillance
from sim.model.processes.suspicious_activity import suspicious_activity
from sim.model.processes.talk import talk
from sim.model.processes.ties import ties
from sim.model.processes.visibility import visibility
from sim.model.processes.visits import visits
from sim.model.state import Plan, Town

Process = Rule[[Town, Plan, Numbers, int], None]

DAY: list[Process] = [
    plan_hours,  # the department splits its officer hours
    local_issues,  # issues arise, are solved by residents, escalate, or become broken promises
    outlook,  # how residents see police this morning
    suspicious_activity,  # residents report what looks wrong
    crime_risk,  # how much crime to expect where, and why
    crime,  # crime happens; victims and witnesses decide whether to speak
    response,  # police answer reports: treatment, clearance
    calls,  # calls for help, accidents, thanks
    visits,  # officers at the door
    foot_patrol,  # officers out of their cars
    gatherings,  # events and meetings
    stops,  # stops, searches, force
    surveillance,  # living under cameras
    follow_up,  # promises kept
    visibility,  # police seen more or less than usual
    talk,  # what friends tell
    news,  # scandals and news
    community_groups,  # civic life without police
    participation,  # watch and volunteering
    fading,  # the night
    ties,  # ties form and fade
    moving,  # people come and go
    rotation,  # officers come and go
]
"""The processes of a day, from the first hour to the night."""


PROCESSES: dict[str, Process] = {each.plain.__name__: each for each in DAY}
"""Every process that is known, by name."""
OWN_PROCESSES: list[str] = []
"""Names of those that come from outside the package."""
Function = Callable[[Town, Plan, Numbers, int], None]


@overload
def process(function: Function) -> Process: ...
@overload
def process(*, after: str) -> Callable[[Function], Process]: ...
def process(
    function: Function | None = None, *, after: str | None = None
) -> Process | Callable[[Function], Process]:
    """Make a process of one's own: a rule that a day of the town can follow.

    ``@process(after="news")`` also adds it to every day, behind the process of that name; a plain
    ``@process`` is followed where a scenario lists it: ``processes=[*DAY, newsletter]``. The
    function takes the town, the plan of its department, the numbers of the model and the day.

    Raises:
        ValueError: no process of the day has that name, the name is taken, or the function takes
            other arguments.
    """
    names = names_of_the_day()
    if after is not None and after not in names:
        raise ValueError(f"no process of the day is called {after!r}{_meant(after, names)}")

    def made(function: Function) -> Process:
        name = function.__name__
        if name in PROCESSES:
            raise ValueError(f"process {name!r} is declared twice: give it another name")
        takes = function.__code__.co_varnames[: function.__code__.co_argcount]
        if len(takes) != 4:
            raise ValueError(f"process {name!r} must take four arguments: town, plan, numbers, day")
        kinds = dict(zip(takes, ("Town", "Plan", "Numbers", "int"), strict=True))
        function.__annotations__ = {**kinds, "return": "None"}
        declared_by(function.__globals__)
        PROCESSES[name] = rule(function)
        OWN_PROCESSES.append(name)
        if after is not None:
            DAY.insert(names.index(after) + 1, PROCESSES[name])
        return PROCESSES[name]

    return made if function is None else made(function)


def processes_named(names: Sequence[str]) -> list[Process]:
    """The processes of these names.

    Raises:
        ValueError: nobody has declared one of them, or it stands there twice.
    """
    for each in names:
        if each not in PROCESSES:
            raise ValueError(f"no process is called {each!r}{_meant(each, list(PROCESSES))}")
        if list(names).count(each) > 1:
            raise ValueError(f"process {each!r} stands in the day twice")
    return [PROCESSES[each] for each in names]


def _meant(name: str, names: list[str]) -> str:
    near = did_you_mean(name, names)
    return f": did you mean {near}?" if near else f": they are {', '.join(names)}"


def names_of_the_day() -> list[str]:
    """Names of the processes of ``DAY``, in order."""
    return [each.plain.__name__ for each in DAY]


Days = Rule[[Town, Plan, Numbers, int, int, int], int]


def days_of(names: Sequence[str] | None = None) -> Days:
    """The rule that simulates days of these processes, in this order; nothing: of ``DAY``."""
    return _days_of(tuple(names or names_of_the_day()))


@functools.cache
def _days_of(names: tuple[str, ...]) -> Days:
    """A rule that calls these processes day by day, made from their names."""
    mark = hashlib.blake2b(" ".join(names).encode(), digest_size=8).hexdigest()
    name = f"days_{mark}"  # saved machine code is found by this name
    lines = [
        f"def {name}(town, plan, numbers, first, last, record):",
        "    for day in range(first, last):",
        "        begin_day(town, day)",
        *(f"        {each}(town, plan, numbers, day)" for each in names),
        "        record = end_day(town, numbers, day, record)",
        "    return record",
    ]
    known: dict[str, Any] = {"__name__": __name__, "begin_day": new_year, "end_day": record_if_due}
    known |= dict(zip(names, processes_named(names), strict=True))
    exec(compile("\n".join(lines), __file__, "exec"), known)
    made = known[name]
    made.__annotations__ = dict(_ANNOTATIONS)
    return rule(made)


_ANNOTATIONS = {
    "town": "Town",
    "plan": "Plan",
    "numbers": "Numbers",
    "first": "int",
    "last": "int",
    "record": "int",
    "return": "int",
}

load_extensions()
