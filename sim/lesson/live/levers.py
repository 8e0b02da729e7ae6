"""The sliders of a town: which there are, where an arm has them, and the arm that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.model.arm_plan import arm_plan
from sim.model.means import means_for
from sim.model.processes.causes_of_crime import PROBLEM_SOLVING_HOURS
from sim.model.processes.follow_up import FOLLOW_UP_HOURS
from sim.model.processes.gatherings import EVENTS_PER_MONTH, MEETINGS_PER_MONTH
from sim.model.processes.response import CALL_CONDUCT
from sim.model.processes.staff import BOUGHT_HOURS, EXTRA_OFFICERS
from sim.model.processes.stops import STOP_CONDUCT, STOP_HOURS
from sim.model.processes.surveillance import AT_CAMERAS
from sim.model.processes.visits import VISIT_HOURS
from sim.model.scenario.scenario import Scenario
from sim.model.strategies.base import YEAR, Means, Turns
from sim.model.strategies.community_events import CommunityEvents
from sim.model.strategies.conduct import HIGHEST, LOWEST
from sim.model.strategies.surveillance import camera_cost

Written = dict[str, Any]


@dataclass(frozen=True)
class Slider:
    """One slider.

    Attributes:
        name: as the page and its requests call it.
        low: lowest value; of what ``grows`` in a town of 1,000 residents.
        most: highest value, in a town of 1,000 residents where ``grows``.
        step: what one key press moves.
        grows: whether a larger town can have more of it.
    """

    name: str
    low: float
    most: float
    step: float
    grows: bool = True


SLIDERS = (
    Slider("visit_hours", 0.0, 3.0, 0.1),
    Slider("meetings_per_month", 0.0, 6.0, 0.1),
    Slider("events_per_month", 0.0, 6.0, 0.1),
    Slider("follow_up_hours", 0.0, 1.0, 0.05),
    Slider("block_hours", 0.0, 3.0, 0.1),
    Slider("cameras", 0.0, 20.0, 1.0),
    Slider("stop_hours", 0.0, 3.0, 0.1),
    Slider("stop_conduct", LOWEST, HIGHEST, 0.05, grows=False),
    Slider("conduct", LOWEST, HIGHEST, 0.05, grows=False),
    Slider("officers", -1.0, 1.0, 0.05),
)
QUANTITIES = {  # what the sliders decide; everything else in an arm stays as it is
    "community_events": ("share", "per_month"),
    "outreach": ("share", "visit_hours", "meetings_per_month", "meetings_share"),
    "problem_solving": ("share", "follow_up_hours", "block_hours", "at_blocks"),
    "surveillance": ("share", "cameras", "stop_hours", "stops_share", "stop_conduct"),
    "funding": ("share", "officers"),
}
HOURS = (VISIT_HOURS, FOLLOW_UP_HOURS, PROBLEM_SOLVING_HOURS, STOP_HOURS)
PER_MONTH = ("events_per_month", "meetings_per_month")
"""Sliders that begin at what the department does anyway."""
IN_EVERY_DUTY = ("visits", "gatherings", "foot_patrol", "calls", "patrol")
"""Settings of ``conduct`` that one slider moves together."""


def usual_means(scenario: Scenario) -> Means:
    """Prices and usual settings, for a strategy without a share."""
    return means_for(scenario, CommunityEvents())


def turns_of(scenario: Scenario, arm: str) -> dict[str, Turns]:
    """What the strategies of an arm that have sliders turn."""
    return {
        each.strategy: each.turns
        for each in arm_plan(scenario, arm).programmes
        if each.strategy in (*QUANTITIES, "conduct")
    }


def standing(scenario: Scenario, arm: str) -> dict[str, float | bool]:
    """Where the sliders of an arm stand; ``bought``: its hours are paid for on top of the staff."""
    turns = turns_of(scenario, arm)

    def lever(strategy: str, row: int) -> float:
        return turns[strategy].levers.get(row, 0.0) if strategy in turns else 0.0

    surveillance = turns.get("surveillance", Turns())
    cameras = surveillance.places.get(AT_CAMERAS)
    hours = any(each.levers.get(row, 0.0) > 0.0 for each in turns.values() for row in HOURS)
    usual = usual_means(scenario).usual
    more_events = lever("community_events", EVENTS_PER_MONTH)
    more_meetings = lever("outreach", MEETINGS_PER_MONTH)
    bought = any(each.levers.get(BOUGHT_HOURS, 0.0) > 0.0 for each in turns.values())
    return {
        "visit_hours": lever("outreach", VISIT_HOURS),
        "meetings_per_month": usual["meetings_per_month"] + more_meetings,
        "events_per_month": usual["events_per_month"] + more_events,
        "follow_up_hours": lever("problem_solving", FOLLOW_UP_HOURS),
        "block_hours": lever("problem_solving", PROBLEM_SOLVING_HOURS),
        "cameras": (cameras.amount or 0.0) if cameras else 0.0,
        "stop_hours": lever("surveillance", STOP_HOURS),
        "stop_conduct": lever("surveillance", STOP_CONDUCT),
        "conduct": lever("conduct", CALL_CONDUCT),
        "officers": lever("funding", EXTRA_OFFICERS),
        "bought": bought or not (hours or more_events > 0.0 or more_meetings > 0.0),
    }


def as_written(scenario: Scenario, arm: str) -> Written:
    """An arm as its scenario says it."""
    written: Written = scenario.arms[arm].model_dump(
        by_alias=True, exclude_unset=True, exclude_none=True
    )
    return written


def arm_with(scenario: Scenario, arm: str, set_to: Written, budget: float) -> Written:
    """The arm with its sliders moved, as a scenario says it; shares are of ``budget`` dollars.

    Shares may sum to more than 1: the caller then makes the budget larger.
    """
    written = as_written(scenario, arm)
    if "title" in written:
        written["title"] = f"{written['title'][:50]} changed"
    if set_to["bought"]:
        means, cameras = usual_means(scenario), written.get("surveillance", {})
        each = camera_cost(means, cameras.get("monitored", 1.0), cameras.get("cost_per_camera"))
        amounts = _bought(set_to, means, budget, each)
    else:
        amounts = _from_patrol(set_to, usual_means(scenario))
    for strategy, quantities in amounts.items():
        now = written.pop(strategy, {})
        kept = {name: now[name] for name in now if name not in QUANTITIES[strategy]}
        if quantities:
            written[strategy] = {**kept, **quantities}
    if set_to["conduct"] != standing(scenario, arm)["conduct"]:
        written["conduct"] = dict.fromkeys(IN_EVERY_DUTY, set_to["conduct"])
    return written


def twice_the_money(scenario: Scenario, set_to: Written) -> Written:
    """Sliders that buy twice as much of everything."""
    usual = usual_means(scenario).usual
    return {
        name: value
        if name in ("stop_conduct", "conduct", "bought")
        else 2.0 * value - (usual[name] if name in PER_MONTH else 0.0)
        for name, value in set_to.items()
    }


def _from_patrol(set_to: Written, means: Means) -> dict[str, Written]:
    """Quantities as they are: patrol gives the hours."""
    meetings = set_to["meetings_per_month"]
    usual = meetings == means.usual["meetings_per_month"]
    return {
        "community_events": _events(set_to, means),
        "outreach": {
            **_some(visit_hours=set_to["visit_hours"]),
            **({} if usual else {"meetings_per_month": meetings}),
        },
        "problem_solving": _some(
            follow_up_hours=set_to["follow_up_hours"], block_hours=set_to["block_hours"]
        ),
        "surveillance": _with_conduct(
            _some(cameras=set_to["cameras"], stop_hours=set_to["stop_hours"]), set_to
        ),
        "funding": _some(officers=set_to["officers"]),
    }


def _bought(set_to: Written, means: Means, budget: float, a_camera: float) -> dict[str, Written]:
    """Shares of the budget that buy these quantities, at the prices of the strategies."""
    cost, hours = means.cost, means.hours
    an_hour = cost["hour"] * YEAR
    an_event = cost["event_goods"] + hours["event"] * cost["hour"]
    a_meeting = cost["meeting_goods"] + hours["meeting"] * cost["hour"]
    more_events, more_meetings = (set_to[name] - means.usual[name] for name in PER_MONTH)
    visits, follow_up, at_blocks, stops = (
        set_to[name] * an_hour
        for name in ("visit_hours", "follow_up_hours", "block_hours", "stop_hours")
    )
    cameras = set_to["cameras"] * a_camera
    meetings = max(0.0, more_meetings) * 12.0 * a_meeting
    return {
        "community_events": {"share": more_events * 12.0 * an_event / budget}
        if more_events > 0.0
        else _events(set_to, means),
        "outreach": _share(visits, meetings, budget, "meetings_share"),
        "problem_solving": _share(follow_up, at_blocks, budget, "at_blocks"),
        "surveillance": _with_conduct(_share(cameras, stops, budget, "stops_share"), set_to),
        "funding": _some(officers=set_to["officers"]),
    }


def _events(set_to: Written, means: Means) -> Written:
    """Events that are not bought; as many as usual need no word."""
    wanted = set_to["events_per_month"]
    return {} if wanted == means.usual["events_per_month"] else {"per_month": wanted}


def _share(first: float, second: float, budget: float, part: str) -> Written:
    """Dollars a year for two things, as a share of the budget and the second one's part of it."""
    total = first + second
    return {"share": total / budget, part: second / total} if total > 0.0 else {}


def _with_conduct(quantities: Written, set_to: Written) -> Written:
    return {**quantities, **_some(stop_conduct=set_to["stop_conduct"])} if quantities else {}


def _some(**quantities: float) -> Written:
    return {name: value for name, value in quantities.items() if value}
