"""Funding: more officers who do what officers do anyway."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.strategies.base import BudgetStrategy, Line, Means, Turns


class Funding(BudgetStrategy):
    """General staffing: officers beyond the usual staff; all duties grow alike."""

    quantities: ClassVar[tuple[str, ...]] = ("officers",)

    officers: float | None = Field(
        None,
        ge=-100_000,
        le=100_000,
        description="officers beyond the usual staff (fewer: below 0)",
    )

    def turns(self, means: Means) -> Turns:
        """Officers hired."""
        each = means.cost["officer"]
        hired = self.officers
        if self.share is not None and means.dollars is not None:
            hired = means.dollars / each
        if hired is None:
            return Turns()
        what = "more officers" if hired >= 0.0 else "fewer officers"
        return Turns({EXTRA_OFFICERS: hired}, {}, [Line(what, hired, "officers", hired * each)])
