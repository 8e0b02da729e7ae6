"""The day, process by process. Read it like a chapter; each entry is one file of this folder.

Between processes the order counts; within a process it cannot: every surprise reads the state at
the start of the process, and all steps are applied when it ends. A mechanism of one's own is one
file anywhere, see ``extensions.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.common.problems import did_you_mean
from sim.compiled.rules import Rule, rule
from sim.model.extensions import load_extensions
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
from sim.model.processes.records import new_year, take_record
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


def process(after: str) -> Callable[[Callable[[Town, Plan, Numbers, int], None]], Process]:
    """Add a process of an extension to the day, behind the process of this name.

    It is a rule: ``@process(after="news")`` stands in place of ``@rule``.

    Raises:
        ValueError: no process of the day has that name.
    """
    names = [each.plain.__name__ for each in DAY]
    if after not in names:
        near = did_you_mean(after, names)
        raise ValueError(
            f"no process of the day is called {after!r}"
            + (f": did you mean {near}?" if near else f": they are {', '.join(names)}")
        )

    def added(function: Callable[[Town, Plan, Numbers, int], None]) -> Process:
        made = rule(function)
        DAY.insert(names.index(after) + 1, made)
        _make_the_day()
        return made

    return added


def _make_the_day() -> None:
    """One day of a town as a rule: it calls each process of ``DAY`` in turn."""
    global a_day
    calls = [f"    {each.plain.__name__}(town, plan, numbers, day)" for each in DAY]
    source = "\n".join(["def a_day(town, plan, numbers, day):", *calls])
    made: dict[str, Any] = {each.plain.__name__: each for each in DAY}
    exec(compile(source, __file__, "exec"), made)
    made["a_day"].__annotations__ = dict(DAY[0].plain.__annotations__)
    made["a_day"].__module__ = __name__
    a_day = rule(made["a_day"])


a_day: Process
_make_the_day()


@rule
def live_days(town: Town, plan: Plan, numbers: Numbers, first: int, last: int, record: int) -> int:
    """Simulate the days from ``first`` to before ``last``; gives the next row of the records."""
    for day in range(first, last):
        if day >= 0:
            new_year(town, day)
        a_day(town, plan, numbers, day)
        records = town.books.record_days
        if day >= 0 and record < len(records) and records[record] == day + 1:
            take_record(town, numbers, record)
            record += 1
    return record


load_extensions()
