"""The police department without any strategy, and the extra money for programmes."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

import sim.model.costs  # noqa: F401  (declares them)
from sim.model.parameters import PARAMETERS
from sim.model.scenario.part import Part


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


class Department(Part):
    """The police department as it is without any strategy."""

    officers_per_1000: float = Field(
        2.2, ge=0, le=50, description="sworn officers per 1,000 residents"
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


class Budget(Part):
    """Extra money for programmes."""

    per_resident: float = Field(ge=0, le=100_000, description="extra dollars per resident a year")
