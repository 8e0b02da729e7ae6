"""Foot patrol: officers out of their cars at chosen blocks."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.foot_patrol import AT_FOOT_PATROL, FOOT_PATROL_HOURS
from sim.model.strategies.base import Means, PlacedStrategy, Turns


class FootPatrol(PlacedStrategy):
    """Officers walk and greet people at chosen blocks."""

    quantities: ClassVar[tuple[str, ...]] = ("hours",)

    hours: float | None = Field(
        None, ge=0, le=100_000, description="officer hours a day on foot, from patrol hours"
    )

    def turns(self, means: Means) -> Turns:
        """Hours on foot."""
        turns = Turns({}, {AT_FOOT_PATROL: self.placement(means)})
        return self.turn_hours(turns, means, FOOT_PATROL_HOURS, self.hours, "foot patrol")
