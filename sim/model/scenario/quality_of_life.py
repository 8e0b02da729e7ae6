"""How much each part of the quality of life weighs."""

from __future__ import annotations

from pydantic import Field, PrivateAttr, model_validator

from sim.common.problems import Mistake
from sim.model.scenario.part import Part, Share
from sim.model.scenario.rounded import is_rounding


class Weights(Part):
    """Weights of the quality of life: they are a choice, and can decide the headline."""

    calm: Share = Field(0.30, description="weight of calm: 100 less worry about crime")
    ownership: Share = Field(0.25, description="weight of ownership and civic pride")
    trust: Share = Field(0.25, description="weight of trust in police")
    order: Share = Field(0.20, description="weight of order: little disorder in the blocks")
    crime: Share = Field(0.2, description="weight of true crime where quality of life includes it")

    @model_validator(mode="after")
    def _whole(self) -> Weights:
        total = self.calm + self.ownership + self.trust + self.order
        if not is_rounding(total):
            raise Mistake(
                f"the weights of calm, ownership, trust and order sum to {total:g}",
                "make them sum to 1",
            )
        if abs(total - 1.0) > 1e-6:
            weights = ("calm", "ownership", "trust", "order")
            for name in weights:
                vars(self)[name] = getattr(self, name) / total
            self.__pydantic_fields_set__.update(weights)  # none is the usual one any more
            self._shares_given = total
        return self

    _shares_given: float | None = PrivateAttr(None)

    @property
    def shares_given(self) -> float | None:
        """What the four weights summed to, where they were scaled to sum to 1."""
        return self._shares_given
