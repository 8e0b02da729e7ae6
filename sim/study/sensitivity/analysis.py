"""Everything that a finished sweep says of each paired difference, and its tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.common.words import count
from sim.study.sensitivity.indices import Index, has_indices, indices
from sim.study.sensitivity.quantity import (
    Quantity,
    differences,
    every_quantity,
    independent,
    only_at,
    pairs,
)
from sim.study.sensitivity.region import Region, region
from sim.study.sensitivity.swings import Swing, swings
from sim.study.sweeps.results import SweepResults

if TYPE_CHECKING:
    import pandas as pd

LABELS = ("outcome", "arm", "minus")


@dataclass(frozen=True)
class Finding:
    """What is known of one paired difference; `quantity` has values at independent points only."""

    quantity: Quantity
    swings: list[Swing]
    region: Region
    indices: list[Index]


@dataclass(frozen=True)
class Analysis:
    """A sweep, explained; ``explained`` is called after each quantity."""

    results: SweepResults
    explained: Callable[[], object] = lambda: None

    @cached_property
    def findings(self) -> list[Finding]:
        """Of every paired difference of the outcomes that are judged."""
        found = []
        for each in differences(self.results):
            drawn = only_at(each, independent(self.results))
            kept = indices(self.results, each) if has_indices(self.results) else []
            found.append(
                Finding(drawn, swings(self.results, drawn), region(self.results, drawn), kept)
            )
            self.explained()
        return found

    @property
    def note(self) -> str:
        """What must be known to read the numbers."""
        results = self.results
        told = (
            f"{len(results.points):,} points, {len(results.names)} numbers varied, {self.runs}."
            " A share of points is not a probability: the ranges are judgements. Effects are"
            " averages over all the other numbers. All points have the same replicates: beyond"
            " chance means that other points would hardly do away with it; with others every share"
            " and effect would come out somewhat differently, less so with more replicates. A"
            " region is one description of several that may fit about as well."
        )
        if any(not each.known.all() for each in differences(results)):
            told += " Points without a value are left out, with their block or path if in one."
        if not independent(results).any() and not has_indices(results):
            told += (
                " The numbers of this design do not vary independently of each other, so nothing"
                " is said of what matters: a Latin hypercube would tell."
            )
        return told

    @property
    def runs(self) -> str:
        """How many runs there are at each point, in words."""
        most = int(self.results.manifest["replicates"])
        up_to = "up to " if self.results.manifest["precision"] else ""
        return f"{up_to}{count(most, 'paired run')} at each"

    def swings_table(self) -> pd.DataFrame:
        """swings.csv: every number and every paired difference."""
        import pandas as pd

        rows = [
            {
                **_labels(finding.quantity),
                "name": swing.name,
                "low": swing.low,
                "high": swing.high,
                "error": swing.error,
                "below": swing.below,
                "above": swing.above,
                "beyond_chance": swing.beyond_chance,
            }
            for finding in self.findings
            for swing in finding.swings
        ]
        numbers = ["low", "high", "error", "below", "above", "beyond_chance"]
        return pd.DataFrame(rows, columns=[*LABELS, "name", *numbers])

    def regions_table(self) -> pd.DataFrame:
        """regions.csv: a row for each limit of each region."""
        import pandas as pd

        rows = [
            {
                **_labels(finding.quantity),
                "arm_is_better_inside": finding.region.exceptional,
                "share": finding.region.share,
                "coverage": finding.region.coverage,
                "density": finding.region.density,
                "name": limit.name,
                "side": "above" if limit.above else "at most",
                "value": limit.value,
            }
            for finding in self.findings
            for limit in finding.region.limits
        ]
        numbers = ["arm_is_better_inside", "share", "coverage", "density"]
        return pd.DataFrame(rows, columns=[*LABELS, *numbers, "name", "side", "value"])

    def indices_table(self) -> pd.DataFrame:
        """indices.csv: of every outcome of every arm and every paired difference."""
        import pandas as pd

        rows = []
        for quantity in every_quantity(self.results):
            rows += [
                {
                    **_labels(quantity),
                    "name": index.name,
                    "index": index.kind,
                    "value": index.value,
                    "low": index.low,
                    "high": index.high,
                }
                for index in indices(self.results, quantity)
            ]
            self.explained()
        return pd.DataFrame(rows, columns=[*LABELS, "name", "index", "value", "low", "high"])


def pieces(results: SweepResults) -> int:
    """How many quantities are explained, those with indices twice."""
    rivals = len(pairs(results))
    every = len(results.outcomes) * (len(results.arms) + rivals)
    return len(results.judged) * rivals + (every if has_indices(results) else 0)


def _labels(quantity: Quantity) -> dict[str, str | None]:
    told = (quantity.outcome.name, quantity.arm, quantity.than)
    return dict(zip(LABELS, told, strict=True))
