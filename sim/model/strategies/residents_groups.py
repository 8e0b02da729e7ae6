"""Residents' groups: officers help residents to found groups of their own and to keep them up."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.community_groups import AT_RESIDENTS_GROUPS, RESIDENTS_GROUP_HOURS
from sim.model.strategies.base import Means, PlacedStrategy, Turns


class ResidentsGroups(PlacedStrategy):
    """Officers help residents of chosen blocks to found groups of their own and to keep them up."""

    quantities: ClassVar[tuple[str, ...]] = ("hours",)

    hours: float | None = Field(
        None, ge=0, le=100_000, description="officer hours a day of support, from patrol hours"
    )

    def turns(self, means: Means) -> Turns:
        """Hours of support at the chosen blocks."""
        turns = Turns({}, {AT_RESIDENTS_GROUPS: self.placement(means)})
        return self.turn_hours(
            turns, means, RESIDENTS_GROUP_HOURS, self.hours, "support of residents' groups"
        )
