"""Procedural justice: officers are trained to be fair, to listen and to explain."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sim.model.processes.hours import TRAINING_REACH, TRAINING_SINCERITY
from sim.model.strategies.base import BudgetStrategy, Line, Means, Turns


class ProceduralJustice(BudgetStrategy):
    """Training in procedural justice, refreshed every year. A script alone is not conduct."""

    quantities: ClassVar[tuple[str, ...]] = ("reach",)

    reach: float | None = Field(None, ge=0, le=1, description="share of officers trained")
    sincerity: float = Field(
        1.0, ge=0, le=1, description="how far it is meant: 0 a script, 1 conduct"
    )

    def turns(self, means: Means) -> Turns:
        """Reach and sincerity of training; beyond all officers money buys nothing more."""
        each = means.cost["training"]
        reach = self.reach
        if self.share is not None and means.dollars is not None:
            reach = min(1.0, means.dollars / (each * max(means.officers, 1e-9)))
        if reach is None:
            return Turns()
        trained = reach * means.officers
        return Turns(
            {TRAINING_REACH: reach, TRAINING_SINCERITY: self.sincerity},
            {},
            [Line("procedural-justice training", trained, "officers trained", trained * each)],
        )
