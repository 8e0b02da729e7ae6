"""One row of the table: samples of one quantity, and the target it is held against."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

Bound = Literal["at least", "at most"]
# How much worse a median may be than the one kept, for units that mean the same on any machine:
# by a factor, or by a difference where values lie near 0 or 1.
FACTORS = {"times": 1.25, "bytes a resident": 1.25}
DIFFERENCES = {"exponent": 0.1, "share of the run": 0.05}


@dataclass(frozen=True)
class Measurement:
    """Samples of one quantity.

    Attributes:
        what: what was measured.
        unit: unit of the samples.
        samples: what came out, in order.
        target: what is aimed at, if anything.
        bound: which side of the target is good.
    """

    what: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None
    bound: Bound = "at most"

    @property
    def median(self) -> float:
        """Middle of the samples."""
        return statistics.median(self.samples)

    @property
    def met(self) -> bool | None:
        """Whether the median meets the target; nothing without a target."""
        if self.target is None:
            return None
        return self.median <= self.target if self.bound == "at most" else self.median >= self.target

    def worse_than(self, before: float) -> bool:
        """Whether it is clearly worse than it was, where that means the same on any machine."""
        if self.unit in DIFFERENCES:
            margin = DIFFERENCES[self.unit]
            worse = before - self.median if self.bound == "at least" else self.median - before
            return worse > margin
        if self.unit not in FACTORS:
            return False
        if self.bound == "at least":
            return self.median * FACTORS[self.unit] < before
        return self.median > before * FACTORS[self.unit]

    def as_record(self) -> dict[str, Any]:
        """The row as JSON keeps it."""
        return {
            "what": self.what,
            "unit": self.unit,
            "median": float(f"{self.median:.4g}"),
            "min": float(f"{min(self.samples):.4g}"),
            "max": float(f"{max(self.samples):.4g}"),
            "samples": len(self.samples),
            "target": None if self.target is None else f"{self.bound} {self.target:g}",
            "met": self.met,
        }


def measured(
    what: str,
    unit: str,
    samples: Iterable[float],
    at_least: float | None = None,
    at_most: float | None = None,
) -> Measurement:
    """A row with its target, if there is one."""
    if at_least is not None:
        return Measurement(what, unit, tuple(samples), at_least, "at least")
    return Measurement(what, unit, tuple(samples), at_most)


def seconds(action: Callable[[], Any]) -> float:
    """Seconds that ``action`` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
