"""Something that is done to a running town on a given day."""

from __future__ import annotations

from pydantic import Field, field_validator

from sim.common.problems import Mistake, did_you_mean, quoted
from sim.model.extensions import FROM_OUTSIDE
from sim.model.own import INTERVENTIONS
from sim.model.scenario.part import Part, Slug


class Intervention(Part):
    """A function of one's own (``own.intervention``), on a day, in some arms or all."""

    day: int = Field(ge=0, le=36_500, description="day, at its beginning (day 0 is the first)")
    run: str = Field(description="name of the function")
    arms: list[Slug] = Field(
        default_factory=list, max_length=40, description="arms in which it is done; nothing: all"
    )

    @field_validator("run")
    @classmethod
    def _declared(cls, name: str) -> str:
        if name not in INTERVENTIONS:
            near = did_you_mean(name, INTERVENTIONS)
            raise Mistake(
                f"no intervention is called {quoted(name)}",
                f"did you mean {near}?" if near else FROM_OUTSIDE,
            )
        return name
