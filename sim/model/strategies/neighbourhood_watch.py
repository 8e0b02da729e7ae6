"""Neighbourhood watch: officers help residents to watch over their blocks."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.participation import WATCH_HOURS
from sim.model.strategies.base import BudgetStrategy, Means, Turns


class NeighbourhoodWatch(BudgetStrategy):
    """Officer hours that win households for the neighbourhood watch."""

    quantities: ClassVar[tuple[str, ...]] = ("hours",)

    hours: float | None = Field(
        None, ge=0, le=100_000, description="officer hours a day of support, from patrol hours"
    )

    def turns(self, means: Means) -> Turns:
        """Hours of support."""
        return self.turn_hours(Turns(), means, WATCH_HOURS, self.hours, "support of the watch")
