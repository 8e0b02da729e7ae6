"""Hot spots: car patrol concentrated on chosen blocks."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.hot_spots import AT_HOT_SPOTS, HOT_SPOT_HOURS
from sim.model.strategies.base import Means, PlacedStrategy, Turns


class HotSpots(PlacedStrategy):
    """Officers patrol chosen blocks by car."""

    quantities: ClassVar[tuple[str, ...]] = ("hours",)

    hours: float | None = Field(
        None, ge=0, le=100_000, description="officer hours a day at hot spots, from patrol hours"
    )

    def turns(self, means: Means) -> Turns:
        """Hours at hot spots."""
        turns = Turns({}, {AT_HOT_SPOTS: self.placement(means, 0.05)})
        return self.turn_hours(turns, means, HOT_SPOT_HOURS, self.hours, "hot-spot patrol")
