"""What is explained: an outcome of an arm, or the paired difference of two arms, at every point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from sim.model.outcomes import Outcome
from sim.model.state import Floats
from sim.study.sweeps.results import SweepResults


@dataclass(frozen=True)
class Quantity:
    """One number a point.

    Attributes:
        outcome: which outcome.
        arm: arm.
        than: arm subtracted; None where the quantity is the outcome of one arm.
        title: arm as people read it; ``than_title`` the one subtracted.
        values: mean over the replicates that each point has, (points,); NaN where it has none.
    """

    outcome: Outcome
    arm: str
    than: str | None
    values: Floats
    title: str
    than_title: str

    @property
    def known(self) -> np.ndarray:
        """At which points there is a value, (points,)."""
        return np.isfinite(self.values)

    @property
    def better(self) -> Floats:
        """The difference so that more is better for residents; NaN for outcomes of neither kind."""
        if self.outcome.better == 0:
            return np.full(len(self.values), np.nan)
        found: Floats = self.outcome.better * self.values
        return found


def independent(results: SweepResults) -> np.ndarray:
    """Which points were drawn independently of each other, (points,).

    All of a Latin hypercube or a Sobol sequence; all of a table, which its author must know; of
    each block of Saltelli's design the first and the last; none of a grid, of numbers that move
    together or of Morris's paths, whose points differ in one number.
    """
    number, kind = len(results.points), results.manifest["design_of_points"]["kind"]
    if kind in ("latin_hypercube", "sobol", "table"):
        return np.ones(number, dtype=bool)
    if kind == "saltelli":
        place = np.arange(number) % (len(results.names) + 2)
        return np.isin(place, (0, len(results.names) + 1))
    return np.zeros(number, dtype=bool)


def only_at(quantity: Quantity, points: np.ndarray) -> Quantity:
    """The quantity at some points, without a value at all others."""
    return replace(quantity, values=np.where(points, quantity.values, np.nan))


def pairs(results: SweepResults) -> list[tuple[str, str]]:
    """Every two arms once: others against the baseline, then among themselves."""
    arms = sorted(results.arms, key=lambda arm: arm == results.baseline)
    return [(arm, than) for at, arm in enumerate(arms) for than in arms[at + 1 :]]


def differences(results: SweepResults) -> Iterator[Quantity]:
    """Paired differences of the outcomes that are judged (of all, where none of them was saved)."""
    for arm, than in pairs(results):
        for name in results.judged:
            yield quantity(results, arm, than, name)


def every_quantity(results: SweepResults) -> Iterator[Quantity]:
    """All outcomes of all arms, and all paired differences."""
    for name in results.outcomes:
        for arm in results.arms:
            yield quantity(results, arm, None, name)
        for arm, than in pairs(results):
            yield quantity(results, arm, than, name)


def quantity(results: SweepResults, arm: str, than: str | None, outcome: str) -> Quantity:
    """One quantity at every point."""
    found = results.differences(arm, than, outcome)
    there = np.isfinite(found)
    count, total = there.sum(axis=1), np.where(there, found, 0.0).sum(axis=1)
    means = np.divide(total, count, out=np.full(len(found), np.nan), where=count > 0)
    return Quantity(
        results.outcomes[outcome], arm, than, means,
        results.title(arm), "" if than is None else results.title(than),
    )  # fmt: skip
