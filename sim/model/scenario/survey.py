"""What a survey of the town's own residents found, and the worlds that fit it.

Some figures set a level: the shares of crimes reported, and who is stopped. In every world a number
of the model is then solved so that the town has just that, and nothing can be learnt from it. All
others weigh worlds (``run.py fit``): a world counts as much as the figures are likely in it, given
how many were asked and by how much a survey and the model may differ anyway (``may_be_off``).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from sim.common.problems import Mistake
from sim.model.scenario.part import Part, Share

Reported = Annotated[float, Field(ge=0.01, le=1)]


class ReportedShares(Part):
    """Of the crimes that residents told of, those that were reported to police."""

    violent: Reported | None = Field(None, description="share of violent crimes reported")
    burglary: Reported | None = Field(None, description="share of burglaries reported")
    vehicle_theft: Reported | None = Field(None, description="share of vehicle thefts reported")
    other_theft: Reported | None = Field(None, description="share of other thefts reported")

    def given(self) -> dict[str, float]:
        """Crime type to the share reported, where it is given."""
        every = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: share for name, share in every.items() if share is not None}


class Survey(Part):
    """A survey of this town's own residents, as shares from 0 to 1."""

    residents_asked: int = Field(ge=1, le=10_000_000, description="residents who answered")
    reported: ReportedShares | None = Field(
        None, description="shares of crimes that were reported, by type; each sets a level"
    )
    stopped: Share | None = Field(
        None, description="share of residents stopped by police in a year; sets a level"
    )
    had_contact: Share | None = Field(
        None, description="share of residents with any contact with police in a year"
    )
    turned_to_police: Share | None = Field(
        None, description="share of residents who called or told police something in a year"
    )
    judged_well: Share | None = Field(
        None, description="share of contacts after which people say that police acted well"
    )
    taking_part: Share | None = Field(
        None, description="share of residents in a neighbourhood watch or volunteering"
    )
    may_be_off: float = Field(
        0.03,
        ge=0.005,
        le=0.5,
        description="how far a figure may be from what the model means by it, beside chance:"
        " a standard deviation, as a share",
    )

    @model_validator(mode="after")
    def _some(self) -> Survey:
        if not self.levels() and not self.weighing():
            raise Mistake(
                "a survey without a figure changes nothing",
                f"add what it found: reported, stopped, {', '.join(WEIGHING)}; or leave it out",
            )
        return self

    def levels(self) -> dict[str, float]:
        """Figures that set a level: ``stopped``, and ``reported.`` with a type."""
        shares = self.reported.given() if self.reported is not None else {}
        found = {f"reported.{kind}": share for kind, share in shares.items()}
        return found if self.stopped is None else {**found, "stopped": self.stopped}

    def weighing(self) -> dict[str, float]:
        """Figures that weigh worlds, where they are given."""
        every = {name: getattr(self, name) for name in WEIGHING}
        return {name: share for name, share in every.items() if share is not None}


WEIGHING = ("had_contact", "turned_to_police", "judged_well", "taking_part")
"""Figures that nothing is solved for."""


class Fitted(Part):
    """Worlds that fit the town's survey: what ``fit`` found; replicates live in these alone."""

    worlds: list[Annotated[int, Field(ge=0)]] = Field(
        min_length=1,
        max_length=10_000,
        description="rows of the worlds, as often as they count",
    )
    model: str = Field(max_length=64, description="version of the model that they belong to")
    to: dict[str, float] = Field(
        default_factory=dict, description="figures of the survey that they were fitted to"
    )
