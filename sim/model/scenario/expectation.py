"""What a scenario claims, for ``compare`` to check."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from sim.common.problems import Mistake
from sim.model.scenario.part import Part


class Expectation(Part):
    """A claim that ``compare`` checks: an outcome of one arm against another's."""

    outcome: str = Field(description="outcome that the claim is about")
    arm: str = Field(description="arm that is judged")
    than: str | None = Field(None, description="arm compared with; nothing: the baseline")
    at_least: float | None = Field(None, description="the difference is at least this large")
    at_most: float | None = Field(None, description="the difference is at most this large")
    in_worlds: float = Field(
        0.95,
        ge=0.5,
        le=1,
        description="share of worlds in which it holds; without worlds, the 95% interval decides",
    )

    @model_validator(mode="before")
    @classmethod
    def _of_worlds(cls, given: Any) -> Any:
        if isinstance(given, dict) and "confidence" in given:
            raise Mistake(
                "claims are judged by the share of worlds in which they hold, not by confidence",
                "write  in_worlds: 0.8  for four of five worlds",
            )
        return given

    @model_validator(mode="after")
    def _limited(self) -> Expectation:
        if self.at_least is None and self.at_most is None:
            raise Mistake("an expectation needs a limit", "write at_least, at_most or both")
        return self
