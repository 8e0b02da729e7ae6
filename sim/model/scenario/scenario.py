"""A scenario: a community, its department, arms to compare, and how they are run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import yaml
from pydantic import PrivateAttr, model_validator

from sim.common.problems import Finding, Mistakes
from sim.common.representation import shown_as
from sim.files import Location
from sim.model.scenario.checks import cross_checks
from sim.model.scenario.description import Description
from sim.model.scenario.unknown_names import unknown_arms
from sim.model.scenario.what_was_meant import what_was_meant


class Scenario(Description):
    """A scenario, resolved and checked: by itself, whenever it is made or changed."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if found := cross_checks(self):
            raise Mistakes(found)
        return self

    @classmethod
    def also_wrong(cls, data: Any) -> list[Finding]:
        """Names that do not exist, told beside fields that are wrong."""
        return unknown_arms(data) if isinstance(data, Mapping) else []

    @classmethod
    def what_was_meant(
        cls, location: Location, value: object, data: Mapping[str, Any]
    ) -> str | None:
        """What planners mean by other words, totals and counts."""
        return what_was_meant(location, value, data)

    def __repr__(self) -> str:
        town = f"{self.community.residents:,} residents, {self.days:,} days"
        arms = f"{len(self.arms)} arms, {self.replicates:,} replicates"
        return shown_as(self, f"{self.name!r}: {town}, {arms}")

    __str__ = __repr__

    _source_text: str = PrivateAttr("")

    @property
    def source_text(self) -> str:
        """The file as its author wrote it; without a file, everything as YAML."""
        return self._source_text or yaml.safe_dump(self.resolved(), sort_keys=False)

    def written_as(self, text: str) -> Self:
        """This scenario, which remembers the text that its author wrote."""
        self._source_text = text
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, which remembers the text; what is changed in it is checked."""
        return super().model_copy(update=update, deep=deep).written_as(self._source_text)
