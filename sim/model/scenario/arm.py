"""An arm: the strategies that a department follows at the same time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import (
    Field,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    create_model,
    field_validator,
    model_serializer,
    model_validator,
)

from sim.common.problems import Mistake
from sim.common.words import spaced
from sim.model.extensions import FROM_OUTSIDE
from sim.model.scenario.extra_cost import ExtraCost
from sim.model.scenario.part import Part, name_to_show
from sim.model.scenario.rounded import is_rounding
from sim.model.strategies import strategies
from sim.model.strategies.base import Strategy


class _ArmBase(Part):
    """What every arm does with the shares of its strategies."""

    title: str | None = Field(
        None, max_length=60, description="what the arm is called where people read it"
    )
    extra_cost: list[ExtraCost] = Field(
        default_factory=list,
        max_length=40,
        description="what the arm costs beside its strategies; it buys nothing in the model",
    )

    _shares_given: float | None = PrivateAttr(None)

    @property
    def shares_given(self) -> float | None:
        """What the shares summed to at most, where they were scaled to sum to 1."""
        return self._shares_given

    @field_validator("title")
    @classmethod
    def _readable(cls, title: str | None) -> str | None:
        return name_to_show(title, "title")

    @model_serializer(mode="wrap")
    def _as_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """No title and no extra cost where none is given."""
        data: dict[str, Any] = handler(self)
        if self.title is None:
            data.pop("title", None)
        if not self.extra_cost:
            data.pop("extra_cost", None)
        return data

    def with_costs_kept(self) -> Self:
        """The arm, whose extra costs say for how many residents they are."""
        if not self.extra_cost:
            return self
        kept = [each.with_changes(for_residents=each.for_residents) for each in self.extra_cost]
        return self.with_changes(extra_cost=kept)

    @model_validator(mode="after")
    def _scaled(self) -> Self:
        most = max((total for _, total in shares_by_day(self)), default=0.0)
        if most > 1.0 + 1e-9 and is_rounding(most):
            for name, setting in settings_of(self).items():
                if (share := _share(setting)) > 0.0:
                    vars(self)[name] = setting.with_changes(share=share / most)
            self._shares_given = most
        return self


def _arm_model() -> type[Part]:
    fields: dict[str, Any] = {
        name: (kind | None, Field(None, description=(kind.__doc__ or "").strip().split("\n")[0]))
        for name, kind in strategies().items()
    }
    return create_model("Arm", __base__=_ArmBase, **fields)


Arm: Any = _arm_model()


def title_of(arms: Mapping[str, Any], name: str) -> str:
    """What people read in place of an arm's name: its title, or the name as words.

    ``arms`` are those of a scenario, checked or as plain data.
    """
    arm = arms.get(name)
    title = arm.get("title") if isinstance(arm, dict) else getattr(arm, "title", None)
    return title or spaced(name)


def by_name(arm: Any) -> Any:
    """An arm given as a list of strategies, by their names; anything else as it is."""
    if not isinstance(arm, list | tuple) or not all(isinstance(each, Strategy) for each in arm):
        return arm
    names = {kind: name for name, kind in strategies().items()}
    found: dict[str, Strategy] = {}
    for each in arm:
        name = names.get(type(each))
        if name is None:
            raise Mistake(f"{type(each).__name__} is not a strategy of the model", FROM_OUTSIDE)
        if name in found:
            raise Mistake(f"{name} stands there twice", "write it once, with all that it does")
        found[name] = each
    return found


def settings_of(arm: Any) -> dict[str, Strategy]:
    """The strategies that an arm uses, by name."""
    return {name: getattr(arm, name) for name in strategies() if getattr(arm, name) is not None}


def shares_by_day(arm: Any) -> Iterator[tuple[int, float]]:
    """Each day on which a strategy begins, and what the shares in force on it sum to."""
    settings = settings_of(arm).values()
    for day in sorted({setting.from_day for setting in settings}):
        yield (
            day,
            math.fsum(
                _share(setting)
                for setting in settings
                if setting.from_day <= day and (setting.until is None or day < setting.until)
            ),
        )


def _share(setting: Strategy) -> float:
    return getattr(setting, "share", None) or 0.0
