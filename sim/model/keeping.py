"""Save, load, pickle and copy a running town."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from sim.common.entry_checks import a_path
from sim.model.machine_code import compile_model
from sim.model.saving import as_bytes, from_bytes, keep_tables, kept_tables
from sim.model.scenario.scenario import Scenario
from sim.model.state import Plan, Town


class Keeping:
    """What can be saved of a town and copied; ``Simulation`` is one."""

    scenario: Scenario
    arm: str | None
    replicate: int
    town: Town
    plan: Plan
    day: int
    _next_record: int

    def __init__(self, *kept: Any) -> None:
        raise TypeError(f"{type(self).__name__} cannot be made of {len(kept)} things")

    def fork(self, arm: str | None = None) -> Self:
        """An independent copy."""
        raise TypeError(f"{type(self).__name__} has no copies")

    def __copy__(self) -> Self:
        return self.fork()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        memo[id(self)] = copy = self.fork()
        return copy

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_bytes, (type(self), as_bytes(self._about(), town=self.town, plan=self.plan))

    def save(self, path: str | Path) -> None:
        """Keep everything in one file (NumPy's npz, no pickles), whole or not at all."""
        keep_tables(a_path("path", path), self._about(), town=self.town, plan=self.plan)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read what ``save`` wrote.

        Raises:
            OSError: there is no such file, or it cannot be read.
            ValueError: the file holds no saved town, is damaged, was changed since, or was saved
                by another version of the model.
        """
        return cls._of(*kept_tables(a_path("path", path), town=Town, plan=Plan))

    def _about(self) -> dict[str, Any]:
        return {
            "scenario": self.scenario.model_dump(mode="json", by_alias=True, exclude_unset=True),
            "arm": self.arm,
            "replicate": self.replicate,
            "day": self.day,
            "next_record": self._next_record,
        }

    @classmethod
    def _of(cls, about: dict[str, Any], tables: dict[str, Any]) -> Self:
        compile_model()
        return cls(
            Scenario.model_validate(about["scenario"]),
            about["arm"],
            about["replicate"],
            tables["town"],
            tables["plan"],
            about["day"],
            about["next_record"],
        )


def _from_bytes(kind: type[Keeping], kept: bytes) -> Keeping:
    """What was pickled."""
    return kind._of(*from_bytes(kept, town=Town, plan=Plan))
