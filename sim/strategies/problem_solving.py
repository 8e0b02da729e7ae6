"""Problem solving: time to follow up what residents raise, and to work on the causes of crime."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.levers import AT_PROBLEM_SOLVING, FOLLOW_UP_HOURS, PROBLEM_SOLVING_HOURS
from sim.strategies.base import Means, PlacedStrategy, Turns


class ProblemSolving(PlacedStrategy):
    """Follow-up of issues that residents raise, and officer hours on problems at chosen blocks."""

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
        description="officer hours a day on problems at chosen blocks, from patrol hours",
    )
    at_blocks: float = Field(
        0.0, ge=0, le=1, description="part of the budget share that goes to chosen blocks"
    )

    def turns(self, means: Means) -> Turns:
        """Follow-up capacity and hours at chosen blocks."""
        turns = Turns({}, {AT_PROBLEM_SOLVING: self.placement(means)})
        if self.share is not None and means.dollars is not None:
            at_blocks = means.dollars * self.at_blocks
            follow_up = means.dollars - at_blocks
            turns.hours(
                FOLLOW_UP_HOURS, means.hours_for(follow_up), "follow-up of issues", follow_up
            )
            turns.hours(
                PROBLEM_SOLVING_HOURS,
                means.hours_for(at_blocks),
                "problem solving at blocks",
                at_blocks,
            )
        if self.follow_up_hours is not None:
            turns.hours(FOLLOW_UP_HOURS, self.follow_up_hours, "follow-up of issues", None)
        if self.block_hours is not None:
            turns.hours(PROBLEM_SOLVING_HOURS, self.block_hours, "problem solving at blocks", None)
        return turns
