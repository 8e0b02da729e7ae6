"""A number of the model: its value, unit, bounds, plausible range, meaning, status and source.

Each number is declared once, beside the rule that uses it:

    declare("contact", gain=Parameter(0.31, "trust per unit of surprise", (0, 1), (0.2, 0.45),
            "how far one contact moves trust", "set on P01", "doi 10.1073/pnas.1910157116"))

That one declaration feeds the validation of scenarios, the JSON Schema, sweeps, the tables of
ODD.md and ``run.py explain``. Rules read numbers by dotted name: ``numbers.contact.gain``.

``status`` says how far the number can be trusted, in the words of ``STATUSES``; the trial or the
base rates that it was fitted to are named.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.extensions import declared_by

Numbers = Any  # the record of all numbers: ``numbers.contact.gain``
STATUSES = {
    "measured": "a published figure",
    "derived": "worked out here from published figures",
    "calibrated on": "fitted to a base rate, which is then no test of the model",
    "set on": "fitted to a published trial, which is then no test of the model",
    "assumed": "nobody has measured it",
}
"""How far a number can be trusted: how its status begins, and what that means."""


IN_LOGS = (
    "days", "a day", "a month", "a day and resident", "per officer hour",
    "issues per block and year",
)  # fmt: skip
"""Units of times and rates: twice as long is as far from the usual as half as long."""


@dataclass(frozen=True)
class Parameter:
    """One declared number.

    Attributes:
        default: value used when a scenario says nothing.
        unit: unit of measurement, in words.
        bounds: lowest and highest value that makes sense; outside is refused.
        plausible: range that sweeps draw from, or None where the number is not uncertain.
        meaning: one sentence for a planner.
        status: starts with one of ``STATUSES``.
        source: study with DOI or evidence id, or why it was assumed.
    """

    default: float
    unit: str
    bounds: tuple[float, float]
    plausible: tuple[float, float] | None
    meaning: str
    status: str
    source: str = "no published figure found"

    @property
    def drawn_in_logs(self) -> bool:
        """Whether values are spread evenly in logarithms: times and rates are, by their unit."""
        return self.unit in IN_LOGS and self.plausible is not None and self.plausible[0] > 0.0

    def __post_init__(self) -> None:
        low, high = self.bounds
        inside = [self.default, *(self.plausible or ())]
        if not all(low <= value <= high for value in inside):
            raise ValueError(f"{self.meaning!r}: default or plausible range outside {self.bounds}")
        if self.plausible and not self.plausible[0] <= self.default <= self.plausible[1]:
            raise ValueError(f"{self.meaning!r}: default outside its plausible range")
        if not self.status.startswith(tuple(STATUSES)):
            raise ValueError(
                f"{self.meaning!r}: status {self.status!r} is none of {list(STATUSES)}"
            )


PARAMETERS: dict[str, dict[str, Parameter]] = {}


def declare(group: str, /, **numbers: Parameter) -> None:
    """Declare the numbers of one mechanism under ``group.name``.

    Raises:
        ValueError: the group is declared already, or a name is one that arrays have themselves,
            such as ``repeat`` or ``mean``: rules would read that in its place.
    """
    if group in PARAMETERS:
        raise ValueError(f"parameter group {group!r} is declared twice")
    if taken := [name for name in (group, *numbers) if hasattr(np.record, name)]:
        raise ValueError(f"{group}: NumPy has its own {', '.join(taken)}; choose another name")
    declared_by(sys._getframe(1).f_globals)
    PARAMETERS[group] = numbers
