"""What a department can turn.

A strategy turns levers and nothing else. A lever has a unit, a neutral value (what it is when no
strategy turns it) and a way in which two strategies that turn it combine. ``None`` as the neutral
value means: what the scenario's department does anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Lever:
    """One lever of the department.

    Attributes:
        name: name in code, plans and sweeps.
        unit: unit of measurement, in words.
        neutral: value when nobody turns it; None: taken from the department.
        combine: how the values of two strategies combine: add, most, multiply or replace.
        meaning: one sentence for a planner.
    """

    name: str
    unit: str
    neutral: float | None
    combine: Literal["add", "most", "multiply", "replace"]
    meaning: str

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most that it may be set to."""
        return BOUNDS[self.unit]


BOUNDS = {  # by unit
    "events a month": (0.0, 10_000.0),
    "meetings a month": (0.0, 10_000.0),
    "officer hours a day": (0.0, 100_000.0),
    "officers": (0.0, 100_000.0),
    "quality": (-0.6, 0.3),
    "share": (0.0, 1.0),
    "share of hours": (0.0, 1.0),
    "share of officers": (0.0, 1.0),
    "months": (0.25, 600.0),
}
LEVERS = (
    Lever("events_per_month", "events a month", None, "add", "community events held in the town"),
    Lever("meetings_per_month", "meetings a month", None, "add", "beat meetings held in the town"),
    Lever(
        "visit_hours",
        "officer hours a day",
        0.0,
        "add",
        "visits at the door without a reason to police",
    ),
    Lever(
        "foot_patrol_hours", "officer hours a day", 0.0, "add", "officers on foot at chosen blocks"
    ),
    Lever(
        "follow_up_hours",
        "officer hours a day",
        0.0,
        "add",
        "extra hours for issues that residents raised",
    ),
    Lever(
        "problem_solving_hours",
        "officer hours a day",
        0.0,
        "add",
        "work on the causes of crime at chosen blocks",
    ),
    Lever("hot_spot_hours", "officer hours a day", 0.0, "add", "car patrol at chosen blocks"),
    Lever("stop_hours", "officer hours a day", 0.0, "add", "stops of people at chosen blocks"),
    Lever(
        "stop_conduct",
        "quality",
        0.0,
        "add",
        "conduct of those stops against usual street stops",
    ),
    Lever("stop_lawful_share", "share", None, "replace", "share of those stops with a good reason"),
    Lever(
        "monitored_share",
        "share of hours",
        0.0,
        "most",
        "share of the day that cameras are watched",
    ),
    Lever(
        "training_reach", "share of officers", 0.0, "most", "officers trained in procedural justice"
    ),
    Lever(
        "training_sincerity",
        "share",
        1.0,
        "multiply",
        "how far training is meant: 0 a script, 1 conduct",
    ),
    Lever("watch_hours", "officer hours a day", 0.0, "add", "help for the neighbourhood watch"),
    Lever("extra_officers", "officers", 0.0, "add", "officers hired beyond the usual staff"),
    Lever(
        "bought_hours",
        "officer hours a day",
        0.0,
        "add",
        "programme hours paid for on top of the staff's",
    ),
    Lever(
        "compliance", "share", 1.0, "multiply", "share of the programme that leaders see through"
    ),
    Lever("months_in_beat", "months", None, "replace", "mean time an officer stays in a beat"),
    Lever(
        "follow_up_limit",
        "share",
        1.0,
        "multiply",
        "share of raised issues that anybody follows up",
    ),
)
LEVER_NAMES = tuple(lever.name for lever in LEVERS)
(
    EVENTS_PER_MONTH,
    MEETINGS_PER_MONTH,
    VISIT_HOURS,
    FOOT_PATROL_HOURS,
    FOLLOW_UP_HOURS,
    PROBLEM_SOLVING_HOURS,
    HOT_SPOT_HOURS,
    STOP_HOURS,
    STOP_CONDUCT,
    STOP_LAWFUL_SHARE,
    MONITORED_SHARE,
    TRAINING_REACH,
    TRAINING_SINCERITY,
    WATCH_HOURS,
    EXTRA_OFFICERS,
    BOUGHT_HOURS,
    COMPLIANCE,
    MONTHS_IN_BEAT,
    FOLLOW_UP_LIMIT,
) = range(19)

PLACES = ("gatherings", "visits", "foot_patrol", "problem_solving", "hot_spots", "stops", "cameras")
(
    AT_GATHERINGS,
    AT_VISITS,
    AT_FOOT_PATROL,
    AT_PROBLEM_SOLVING,
    AT_HOT_SPOTS,
    AT_STOPS,
    AT_CAMERAS,
) = range(7)

DUTIES = (
    "patrol",
    "response",
    "investigation",
    "follow_up",
    "gatherings",
    "visits",
    "foot_patrol",
    "problem_solving",
    "hot_spots",
    "stops",
    "watch",
)
(
    ON_PATROL,
    ON_RESPONSE,
    ON_INVESTIGATION,
    ON_FOLLOW_UP,
    ON_GATHERINGS,
    ON_VISITS,
    ON_FOOT_PATROL,
    ON_PROBLEM_SOLVING,
    ON_HOT_SPOTS,
    ON_STOPS,
    ON_WATCH,
) = range(11)
NUMBER_OF_DUTIES = 11
