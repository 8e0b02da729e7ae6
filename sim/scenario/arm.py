"""An arm: the strategies that a department follows at the same time."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from sim.scenario.part import Part
from sim.strategies import strategies
from sim.strategies.base import Strategy


def _arm_model() -> type[Part]:
    fields: dict[str, Any] = {
        name: (kind | None, Field(None, description=(kind.__doc__ or "").strip().split("\n")[0]))
        for name, kind in strategies().items()
    }
    return create_model("Arm", __base__=Part, **fields)


Arm: Any = _arm_model()


def settings_of(arm: Any) -> dict[str, Strategy]:
    """The strategies that an arm uses, by name."""
    return {name: getattr(arm, name) for name in strategies() if getattr(arm, name) is not None}
