"""Community events: residents meet officers and each other without a reason to police."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.gatherings import AT_GATHERINGS, EVENTS_PER_MONTH
from sim.model.processes.staff import BOUGHT_HOURS
from sim.model.strategies.base import (
    WHERE_ELSE,
    YEAR,
    BudgetStrategy,
    Line,
    Means,
    Turns,
    Where,
)


class CommunityEvents(BudgetStrategy):
    """More (or fewer) community events. ``per_month`` replaces what the department does anyway."""

    quantities: ClassVar[tuple[str, ...]] = ("per_month",)

    per_month: float | None = Field(
        None, ge=0, le=10_000, description="events a month in the town, from patrol hours"
    )
    where: Where = Field(
        "everywhere",
        description=f"which blocks: everywhere, riskiest, least_trusting, {WHERE_ELSE}",
    )

    def turns(self, means: Means) -> Turns:
        """Events bought with the share, or set directly."""
        turns = Turns()
        goods, hours = means.cost["event_goods"], means.hours["event"]
        if self.share is not None and means.dollars is not None:
            a_year = means.dollars / (goods + hours * means.cost["hour"])
            turns.levers[EVENTS_PER_MONTH] = a_year / 12.0
            turns.levers[BOUGHT_HOURS] = a_year * hours / YEAR
            turns.bill.append(
                Line(
                    "community events",
                    a_year,
                    "more events a year",
                    means.dollars,
                    EVENTS_PER_MONTH,
                )
            )
        elif self.per_month is not None:
            more = self.per_month - means.usual["events_per_month"]
            turns.levers[EVENTS_PER_MONTH] = more
            turns.bill.append(
                Line(
                    "community events",
                    more * 12.0,
                    "more events a year",
                    more * 12.0 * goods,
                    EVENTS_PER_MONTH,
                )
            )
        if self.where != "everywhere":
            turns.places[AT_GATHERINGS] = means.place(
                self.where, means.places.get(self.where, max(1, means.blocks // 4))
            )
        return turns
