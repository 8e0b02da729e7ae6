"""The police department without any strategy, and the extra money for programmes."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import Field, create_model, model_validator

import sim.model.costs  # noqa: F401  (declares them)
from sim.common.problems import Mistake
from sim.common.words import count, dollars
from sim.model.parameters import PARAMETERS
from sim.model.scenario.part import Part
from sim.model.scenario.totals import InTotal, worked_out


def _unit_costs_model() -> type[Part]:
    """Unit costs as declared in ``costs``, each optional."""
    fields: dict[str, Any] = {
        name: (
            float | None,
            Field(
                None,
                ge=number.bounds[0],
                le=number.bounds[1],
                description=f"{number.meaning} ({number.unit})",
            ),
        )
        for name, number in PARAMETERS["cost"].items()
    }
    return create_model("UnitCosts", __base__=Part, **fields)


UnitCosts: Any = _unit_costs_model()


class Department(InTotal):
    """The police department as it is without any strategy."""

    in_total: ClassVar[str] = "officers"
    rate: ClassVar[str] = "officers_per_1000"
    per: ClassVar[float] = 1000.0
    most: ClassVar[float] = 50.0

    officers_per_1000: float = Field(
        2.2, ge=0, le=50, description="sworn officers per 1,000 residents"
    )
    officers: int | None = Field(
        None,
        ge=0,
        le=100_000_000,
        description="in place of officers_per_1000: sworn officers, all of them",
    )
    events_per_month: float | None = Field(
        None,
        ge=0,
        le=100_000,
        description="community events a month in the town; nothing: one for every 5,000 residents",
    )
    meetings_per_month: float = Field(
        0, ge=0, le=100_000, description="beat meetings a month in the town"
    )
    months_in_beat: float = Field(
        18, ge=0.25, le=600, description="mean months that an officer stays in a beat"
    )
    unit_costs: UnitCosts = Field(
        default_factory=UnitCosts, description="prices that differ from the usual ones"
    )

    def total_in_words(self) -> str:
        """The officers: 340 officers."""
        return count(self.officers or 0, "officer")

    def rate_in_words(self) -> str:
        """Officers of a thousand residents: 5.48 per 1,000 residents."""
        return f"{self.officers_per_1000:,.3g} per 1,000 residents"


class Budget(InTotal):
    """Extra money for programmes."""

    in_total: ClassVar[str] = "total"
    rate: ClassVar[str] = "per_resident"
    most: ClassVar[float] = 100_000.0

    per_resident: float = worked_out(0, 100_000, "extra dollars per resident a year")
    total: float | None = Field(
        None, ge=0, le=1e15, description="in place of per_resident: extra dollars a year in all"
    )

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.total is None and "per_resident" not in self.model_fields_set:
            raise Mistake(
                "a budget needs per_resident or total",
                "add a line  total: ...  (extra dollars a year in all), or  per_resident: ... "
                " (for each resident)",
            )
        return self

    def total_in_words(self) -> str:
        """Dollars a year: $2,100,000 a year."""
        return f"{dollars(self.total or 0.0)} a year"

    def rate_in_words(self) -> str:
        """Dollars of one resident: $33.87 per resident."""
        return f"{dollars(self.per_resident)} per resident"
