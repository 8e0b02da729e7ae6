"""What an arm costs beside its strategies: a lease, a contract, something bought once."""

from __future__ import annotations

from typing import Any, Self

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)

from sim.common.problems import Mistake
from sim.model.scenario.part import Part, name_to_show
from sim.model.strategies.base import YEAR, active_share, ends_too_early

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
    from_day: int = Field(
        0, alias="from", ge=0, le=100_000, description="first day of what is paid by the year"
    )
    until: int | None = Field(
        None, gt=0, le=100_000, description="first day no longer paid for; nothing: to the end"
    )
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

    @model_validator(mode="after")
    def _days(self) -> Self:
        dated = ["from"] if self.from_day else []
        dated += ["until"] if self.until is not None else []
        if dated and not self.per_year:
            raise Mistake(
                f"{dated[0]} changes nothing here",
                "leave it out: it is for what is paid by the year (per_year); what is paid once is"
                " spread over the run",
                (dated[0],),
            )
        if self.until is not None and self.until <= self.from_day:
            raise ends_too_early(self.until, self.from_day)
        return self

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """No days where it is paid throughout."""
        data: dict[str, Any] = handler(self)
        if self.from_day == 0:
            data = {name: each for name, each in data.items() if name not in ("from", "from_day")}
        if self.until is None:
            data.pop("until", None)
        return data

    def settle(self, residents: int) -> None:
        """Keep for whom it is, in a town of so many residents."""
        vars(self)["for_residents"] = self.for_residents or residents

    def a_year(self, residents: int, days: int) -> float:
        """Dollars a year in a town of so many residents, averaged over a run of so many days."""
        whole = self.per_year * self.active(days) + self.once * YEAR / days
        return whole * residents / (self.for_residents or residents)

    def active(self, days: int) -> float:
        """Share (0-1) of the days of a run on which what is paid by the year is paid."""
        return active_share(self.from_day, self.until, days)
