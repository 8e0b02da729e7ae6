"""Outreach: visits at the door and beat meetings."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.gatherings import MEETINGS_PER_MONTH
from sim.model.processes.staff import BOUGHT_HOURS
from sim.model.processes.visits import AT_VISITS, VISIT_HOURS
from sim.model.strategies.base import (
    WHERE_ELSE,
    YEAR,
    BudgetStrategy,
    Line,
    Means,
    Turns,
    Where,
)


class Outreach(BudgetStrategy):
    """Officers visit homes without a reason to police, and hold beat meetings."""

    quantities: ClassVar[tuple[str, ...]] = ("visit_hours", "meetings_per_month")

    visit_hours: float | None = Field(
        None, ge=0, le=100_000, description="officer hours a day for visits, from patrol hours"
    )
    meetings_per_month: float | None = Field(
        None, ge=0, le=10_000, description="beat meetings a month in the town, from patrol hours"
    )
    meetings_share: float = Field(
        0.25, ge=0, le=1, description="part of the budget share that goes to meetings"
    )
    where: Where = Field(
        "everywhere",
        description=f"which blocks are visited: everywhere, riskiest, least_trusting, {WHERE_ELSE}",
    )
    blocks: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="number of blocks visited, unless everywhere; nothing: a quarter of the town,"
        " or all of a district",
    )

    def turns(self, means: Means) -> Turns:
        """Visits and meetings bought with the share, or set directly."""
        turns = Turns()
        goods, hours = means.cost["meeting_goods"], means.hours["meeting"]
        if self.share is not None and means.dollars is not None:
            for_visits = means.dollars * (1.0 - self.meetings_share)
            turns.hours(VISIT_HOURS, means.hours_for(for_visits), "visits at the door", for_visits)
            for_meetings = means.dollars * self.meetings_share
            a_year = for_meetings / (goods + hours * means.cost["hour"])
            turns.levers[MEETINGS_PER_MONTH] = a_year / 12.0
            turns.levers[BOUGHT_HOURS] += a_year * hours / YEAR
            turns.bill.append(
                Line(
                    "beat meetings",
                    a_year,
                    "more meetings a year",
                    for_meetings,
                    MEETINGS_PER_MONTH,
                )
            )
        if self.visit_hours is not None:
            turns.hours(VISIT_HOURS, self.visit_hours, "visits at the door", None)
        if self.meetings_per_month is not None:
            more = self.meetings_per_month - means.usual["meetings_per_month"]
            turns.levers[MEETINGS_PER_MONTH] = more
            turns.bill.append(
                Line(
                    "beat meetings",
                    more * 12.0,
                    "more meetings a year",
                    more * 12.0 * goods,
                    MEETINGS_PER_MONTH,
                )
            )
        if self.where != "everywhere":
            usual = means.places.get(self.where, max(1, means.blocks // 4))
            turns.places[AT_VISITS] = means.place(self.where, self.blocks or usual)
        return turns
