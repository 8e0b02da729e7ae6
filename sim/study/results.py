"""Runs of several arms over replicates, and what they come to: levels and paired differences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.common.arrays import floats, listed, minus
from sim.common.representation import shown_as
from sim.model.arm_plan import arm_plan
from sim.model.worlds import as_lived
from sim.study.statistics import Estimate, estimate_of

if TYPE_CHECKING:
    from sim.model.arm_plan import Price
    from sim.model.outcomes import Outcome
    from sim.model.scenario.scenario import Scenario
    from sim.model.state import Floats
    from sim.study.runs import Run

JUDGED = ("trust", "reporting", "true_crime", "quality_of_life", "quality_of_life_with_crime")
"""Outcomes by which arms are judged, the most asked for first."""


@dataclass(frozen=True)
class Results:
    """Runs of the arms of a scenario over replicates, and estimates from them on demand.

    `runs` is in the order of (arm in the scenario, replicate), whatever order they ended in.
    `second` are those of second towns in some of the same worlds (`sim.study.luck`).
    """

    scenario: Scenario
    runs: tuple[Run, ...]
    second: tuple[Run, ...] = ()

    def __repr__(self) -> str:
        arms = f"{len(self.arms)} arms, {len(self.runs):,} runs"
        return shown_as(self, f"{self.scenario.name!r}: {arms}")

    @property
    def arms(self) -> list[str]:
        """Names of the arms, in the scenario's order."""
        return list(self.scenario.arms)

    @property
    def titles(self) -> dict[str, str]:
        """What people read in place of each arm's name, in the scenario's order."""
        return {arm: self.title(arm) for arm in self.arms}

    def title(self, arm: str) -> str:
        """What people read in place of an arm's name."""
        return self.scenario.title(arm)

    @property
    def baseline(self) -> str:
        """Name of the arm that the others are compared with."""
        return self.scenario.baseline

    @property
    def others(self) -> list[str]:
        """Names of all arms but the baseline, in the scenario's order."""
        return [arm for arm in self.arms if arm != self.baseline]

    @property
    def groups(self) -> list[str]:
        """Names of the groups of residents, in the scenario's order."""
        return list(self.scenario.community.groups)

    @property
    def columns(self) -> list[str]:
        """Names of all outcomes, with their realised values, in the order of the table of runs."""
        return list(self.runs[0].outcomes)

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes in the order in which they are shown, with title, unit and meaning."""
        return self.scenario.community.outcomes

    @cached_property
    def prices(self) -> dict[str, Price]:
        """What each arm costs, from the scenario alone."""
        return {arm: arm_plan(self.scenario, arm).price for arm in self.scenario.arms}

    def extra_cost(self, arm: str) -> float:
        """Dollars per resident a year that an arm costs beyond the baseline."""
        prices = self.prices
        return prices[arm].per_resident_year - prices[self.baseline].per_resident_year

    @cached_property
    def _values(self) -> dict[tuple[str, str], Floats]:
        return {
            (arm, name): floats([run.outcomes[name] for run in runs])
            for arm in self.arms
            for runs in [self.of_arm(arm)]
            for name in self.columns
        }

    def lived(self, replicate: int) -> Scenario:
        """The scenario as one replicate lives it: with the numbers of its world."""
        return as_lived(self.scenario, replicate)

    def of_arm(self, arm: str) -> list[Run]:
        """The runs of one arm, by replicate."""
        return [run for run in self.runs if run.arm == arm]

    def values(self, arm: str, outcome: str) -> Floats:
        """One outcome of one arm, (replicates,)."""
        return self._values[arm, outcome]

    def differences(self, arm: str, than: str, outcome: str) -> Floats:
        """`arm - than` in one outcome, (replicates,)."""
        return minus(self.values(arm, outcome), self.values(than, outcome))

    def by_day(self, arm: str, outcome: str) -> dict[int, Floats]:
        """One outcome of one arm by day of record, each (replicates,); empty without a series."""
        runs = self.of_arm(arm)
        if outcome not in runs[0].series:
            return {}
        of_runs = [listed(run.series[outcome]) for run in runs]
        return {
            int(day): floats([values[row] for values in of_runs])
            for row, day in enumerate(runs[0].days)
        }

    @property
    def in_worlds(self) -> bool:
        """Whether every replicate lives in another world."""
        return self.scenario.worlds == "many"

    def estimate(self, values: Iterable[float], confidence: float = 0.95) -> Estimate:
        """What one value a replicate comes to."""
        return estimate_of(values, self.in_worlds, confidence)

    def level(self, arm: str, outcome: str, confidence: float = 0.95) -> Estimate:
        """One outcome in one arm."""
        return self.estimate(self.values(arm, outcome), confidence)

    def difference(self, arm: str, than: str, outcome: str, confidence: float = 0.95) -> Estimate:
        """Paired difference `arm - than` in one outcome."""
        return self.estimate(self.differences(arm, than, outcome), confidence)
