"""The day, process by process. Read it like a chapter; each entry is one file of this folder.

Between processes the order counts; within a process it cannot: every surprise reads the state at
the start of the process, and all steps are applied when it ends. A new mechanism is one file here
and one line in ``a_day``.
"""

from __future__ import annotations

from sim.compiled.rules import Rule, rule
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


@rule
def a_day(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """One day of a town, from the first hour to the night."""
    plan_hours(town, plan, numbers, day)  # the department splits its officer hours
    local_issues(
        town, plan, numbers, day
    )  # issues arise, are solved by residents, escalate, or become broken promises
    outlook(town, plan, numbers, day)  # how residents see police this morning
    suspicious_activity(town, plan, numbers, day)  # residents report what looks wrong
    crime_risk(town, plan, numbers, day)  # how much crime to expect where, and why
    crime(town, plan, numbers, day)  # crime happens; victims and witnesses decide whether to speak
    response(town, plan, numbers, day)  # police answer reports: treatment, clearance
    calls(town, plan, numbers, day)  # calls for help, accidents, thanks
    visits(town, plan, numbers, day)  # officers at the door
    foot_patrol(town, plan, numbers, day)  # officers out of their cars
    gatherings(town, plan, numbers, day)  # events and meetings
    stops(town, plan, numbers, day)  # stops, searches, force
    surveillance(town, plan, numbers, day)  # living under cameras
    follow_up(town, plan, numbers, day)  # promises kept
    visibility(town, plan, numbers, day)  # police seen more or less than usual
    talk(town, plan, numbers, day)  # what friends tell
    news(town, plan, numbers, day)  # scandals and news
    community_groups(town, plan, numbers, day)  # civic life without police
    participation(town, plan, numbers, day)  # watch and volunteering
    fading(town, plan, numbers, day)  # the night
    ties(town, plan, numbers, day)  # ties form and fade
    moving(town, plan, numbers, day)  # people come and go
    rotation(town, plan, numbers, day)  # officers come and go


DAY: tuple[Rule[..., None], ...] = tuple(globals()[name] for name in a_day.plain.__code__.co_names)
"""The processes of a day in order: what the body of ``a_day`` names."""


@rule
def live_days(town: Town, plan: Plan, numbers: Numbers, first: int, last: int, record: int) -> int:
    """Live the days from ``first`` to before ``last``; gives the next row of the records."""
    for day in range(first, last):
        if day >= 0:
            new_year(town, day)
        a_day(town, plan, numbers, day)
        records = town.books.record_days
        if day >= 0 and record < len(records) and records[record] == day + 1:
            take_record(town, numbers, record)
            record += 1
    return record
