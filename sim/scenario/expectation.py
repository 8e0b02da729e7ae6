"""What a scenario claims, for ``compare`` to check."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.problems import Mistake
from sim.scenario.part import Part


class Expectation(Part):
    """A claim that ``compare`` checks: an outcome of one arm against another's."""

    outcome: str
    arm: str
    than: str | None = Field(None, description="arm compared with; nothing: the baseline")
    at_least: float | None = None
    at_most: float | None = None
    confidence: float = Field(0.95, gt=0.5, lt=1)

    @model_validator(mode="after")
    def _limited(self) -> Expectation:
        if self.at_least is None and self.at_most is None:
            raise Mistake("an expectation needs a limit", "write at_least, at_most or both")
        return self
