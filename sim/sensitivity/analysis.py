"""Everything that a finished sweep says of each paired difference, and its tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.sensitivity.indices import Index, has_indices, indices
from sim.sensitivity.quantity import (
    Quantity,
    differences,
    every_quantity,
    independent,
    only_at,
)
from sim.sensitivity.region import Region, region
from sim.sensitivity.swings import Swing, swings
from sim.sweeps.results import SweepResults

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Finding:
    """What is known of one paired difference; `quantity` has values at independent points only."""

    quantity: Quantity
    swings: list[Swing]
    region: Region
    indices: list[Index]


@dataclass(frozen=True)
class Analysis:
    """A sweep, explained."""

    results: SweepResults

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
        return found

    @property
    def note(self) -> str:
        """What must be known to read the numbers."""
        runs = int(self.results.manifest["replicates"])
        return (
            f"{len(self.results.points):,} points, {len(self.results.names)} numbers varied,"
            f" {runs} paired run{'s' if runs > 1 else ''} at each. A share of points is not a"
            " probability: the ranges are judgements. Effects are averages over all the other"
            " numbers. All points have the same towns, so what is peculiar to these towns does"
            " not average out; chance between towns is in every value."
        )

    def swings_table(self) -> pd.DataFrame:
        """swings.csv: every number and every paired difference."""
        import pandas as pd

        return pd.DataFrame(
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
        )

    def regions_table(self) -> pd.DataFrame:
        """regions.csv: a row for each limit of each region."""
        import pandas as pd

        return pd.DataFrame(
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
        )

    def indices_table(self) -> pd.DataFrame:
        """indices.csv: of every outcome of every arm and every paired difference."""
        import pandas as pd

        return pd.DataFrame(
            {
                **_labels(quantity),
                "name": index.name,
                "index": index.kind,
                "value": index.value,
                "low": index.low,
                "high": index.high,
            }
            for quantity in every_quantity(self.results)
            for index in indices(self.results, quantity)
        )


def _labels(quantity: Quantity) -> dict[str, str | None]:
    return {"outcome": quantity.outcome.name, "arm": quantity.arm, "minus": quantity.than}
