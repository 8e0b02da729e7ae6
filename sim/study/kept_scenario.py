"""The scenario as it is saved beside its results: one file that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario


def standing_alone(scenario: Scenario) -> str:
    """The file as its author wrote it; what it extends is written out, as it is not saved."""
    text = scenario.source_text
    if "extends" not in yaml.safe_load(text):
        return text
    whole = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return "# With all that its author's file extends.\n" + yaml.safe_dump(
        whole, sort_keys=False, allow_unicode=True
    )
