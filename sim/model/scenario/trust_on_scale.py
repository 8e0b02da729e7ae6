"""Mean trust as a survey gives it: on a scale of its own, with its ends."""

from __future__ import annotations

import math

from pydantic import Field, model_validator

from sim.common.problems import Mistake
from sim.common.words import count
from sim.model.scenario.part import Part
from sim.model.scenario.units_of_trust import HIGHEST_MEAN, LOWEST_MEAN, between_ends

NINETY_FIVE = 1.96
"""Standard deviations on either side of a mean that hold 95 of 100 samples."""


class TrustOnScale(Part):
    """The mean of a survey's question on trust in police, on the scale of the survey."""

    mean: float = Field(allow_inf_nan=False, description="mean of those asked, on that scale")
    lowest: float = Field(allow_inf_nan=False, description="end of the scale: no trust at all")
    highest: float = Field(allow_inf_nan=False, description="end of the scale: the most trust")
    asked: int | None = Field(
        None, ge=1, le=10_000_000, description="residents who answered; tells what chance may do"
    )

    @model_validator(mode="after")
    def _on_it(self) -> TrustOnScale:
        ends = f"{self.lowest:g} to {self.highest:g}"
        if not self.lowest < self.highest:
            turned = self.lowest + self.highest - self.mean
            raise Mistake(
                f"the scale begins at {self.lowest:g} and ends at {self.highest:g}",
                "write the lower number as lowest; where that end is the most trust, turn the"
                f" scale round: mean: {turned:g}",
                ("lowest",),
            )
        if not self.lowest <= self.mean <= self.highest:
            raise Mistake(
                f"a mean of {self.mean:g} does not lie on a scale of {ends}",
                f"write a mean from {ends}, or the ends of the scale that was used",
                ("mean",),
            )
        if not LOWEST_MEAN <= self.points <= HIGHEST_MEAN:
            raise Mistake(
                f"{self.mean:g} on {ends} is {self.points:.1f} of 100 points",
                f"mean trust may be {LOWEST_MEAN:g} to {HIGHEST_MEAN:g} points: is this the scale"
                " that was used?",
                ("mean",),
            )
        return self

    @property
    def points(self) -> float:
        """The mean in points, 0-100."""
        return between_ends(self.mean, self.lowest, self.highest)

    def in_words(self, spread: float) -> str:
        """The mean as it was given, in points, and what chance may do among people so far apart."""
        told = f"{self.mean:g} on {self.lowest:g} to {self.highest:g} is {self.points:.1f} of 100"
        if self.asked is None or spread == 0.0:
            return told
        chance = NINETY_FIVE * spread / math.sqrt(self.asked)
        asked = count(self.asked, "resident")
        return f"{told} ({asked} asked: chance moves that by {chance:.1f} points)"
