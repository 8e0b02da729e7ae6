"""What an arm costs beside its strategies: a lease, a contract, something bought once."""

from __future__ import annotations

from typing import Self

from pydantic import Field, field_validator, model_validator

from sim.common.problems import Mistake
from sim.model.scenario.part import Part, name_to_show
from sim.model.strategies.base import YEAR

WHOLE = "in all"
"""Unit of what is paid for as a whole and buys nothing in the model."""


class ExtraCost(Part):
    """Dollars that an arm costs beside its strategies; they buy nothing in the model."""

    what: str = Field(min_length=1, max_length=80, description="what is paid for")
    per_year: float = Field(
        0, ge=0, le=1e12, allow_inf_nan=False, description="dollars a year for the whole town"
    )
    once: float = Field(
        0, ge=0, le=1e12, allow_inf_nan=False,
        description="dollars once for the whole town, spread evenly over the days of the run",
    )  # fmt: skip
    for_residents: int | None = Field(
        None,
        ge=1,
        le=2_000_000_000,
        description="residents whom these dollars are for; nothing: those of the town",
    )

    @field_validator("what")
    @classmethod
    def _readable(cls, what: str) -> str:
        return name_to_show(what, "cost") or what

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not {"per_year", "once"} & self.model_fields_set:
            raise Mistake(
                f"{self.what} has no amount",
                "write per_year (dollars a year for the whole town), once (dollars), or both",
            )
        return self

    def settle(self, residents: int) -> None:
        """Keep for whom it is, in a town of so many residents."""
        vars(self)["for_residents"] = self.for_residents or residents

    def a_year(self, residents: int, days: int) -> float:
        """Dollars a year in a town of so many residents, averaged over a run of so many days."""
        whole = self.per_year + self.once * YEAR / days
        return whole * residents / (self.for_residents or residents)
