"""Problem solving: time to follow up what residents raise, and to work on the causes of crime.

Half of a share of the budget follows up, and half works on the causes of crime at chosen blocks,
unless ``at_blocks`` says otherwise: residents raise only so much, and follow-up beyond it finds
nothing to do.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.causes_of_crime import AT_PROBLEM_SOLVING, PROBLEM_SOLVING_HOURS
from sim.model.processes.follow_up import FOLLOW_UP_HOURS
from sim.model.strategies.base import Means, PlacedStrategy, Turns

FOLLOW_UP = "follow-up of issues"


class ProblemSolving(PlacedStrategy):
    """Follow-up of what residents raise, and work on the causes of crime at chosen blocks."""

    quantities: ClassVar[tuple[str, ...]] = ("follow_up_hours", "block_hours")

    follow_up_hours: float | None = Field(
        None,
        ge=0,
        le=100_000,
        description="extra officer hours a day for raised issues, from patrol hours",
    )
    block_hours: float | None = Field(
        None,
        ge=0,
        le=100_000,
        description="officer hours a day on causes of crime at chosen blocks, from patrol hours",
    )
    at_blocks: float = Field(
        0.5,
        ge=0,
        le=1,
        description="part of the share that works on the causes of crime at chosen blocks (where);"
        " the rest follows up what residents raise, and 0 is follow-up alone",
    )

    def turns(self, means: Means) -> Turns:
        """Follow-up capacity and hours at chosen blocks."""
        turns = Turns({}, {AT_PROBLEM_SOLVING: self.placement(means)})
        if self.share is not None and means.dollars is not None:
            at_blocks = means.dollars * self.at_blocks
            follow_up = means.dollars - at_blocks
            turns.hours(FOLLOW_UP_HOURS, means.hours_for(follow_up), FOLLOW_UP, follow_up)
            turns.hours(
                PROBLEM_SOLVING_HOURS,
                means.hours_for(at_blocks),
                "problem solving at blocks",
                at_blocks,
            )
        if self.follow_up_hours is not None:
            turns.hours(FOLLOW_UP_HOURS, self.follow_up_hours, FOLLOW_UP, None)
        if self.block_hours is not None:
            turns.hours(PROBLEM_SOLVING_HOURS, self.block_hours, "problem solving at blocks", None)
        return turns
