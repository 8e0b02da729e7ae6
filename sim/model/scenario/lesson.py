"""What a scenario says about its lesson page."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.scenario.part import Part, Slug


class Lesson(Part):
    """How large the lesson page is, and which two arms it shows."""

    residents: int = Field(1000, ge=50, le=2000, description="residents of each town")
    days: int = Field(365, ge=30, le=730, description="days of the run")
    replicates: int = Field(30, ge=5, le=1000, description="paired runs beside the one shown")
    arms: list[Slug] = Field(
        default_factory=list, max_length=2, description="the two arms, where --arms names none"
    )
    beside: list[Slug] = Field(
        default_factory=list,
        max_length=4,
        description="scenarios of the same folder in which it may come out otherwise",
    )


class Step(Part):
    """One step of the tour: sets the day, points at something, says a sentence or two."""

    day: int = Field(ge=0, le=730, description="day to which the page goes")
    point_at: Literal[
        "towns", "gatherings", "visits", "stops", "cameras", "crimes", "issues", "ties", "trust",
        "difference", "one_resident", "why", "how_typical",
    ] = Field("towns", description="what is pointed at")  # fmt: skip
    text: str = Field(max_length=400, description="what is said: one or two sentences")
