"""A sweep as a researcher would run it: settings x replicates on all processors, start-up included.

``python -m benchmarks.sweep RESIDENTS DAYS WORKERS REPLICATES``
"""

from __future__ import annotations

import sys

from benchmarks.cases import ARM, sweep_settings
from sim.common.threads import in_threads
from sim.model.scenario.scenario import Scenario
from sim.study.runs import run_replicate


def main(residents: int, days: int, workers: int, replicates: int) -> None:
    """Run every setting in every replicate."""

    def run(case: tuple[Scenario, int]) -> float:
        scenario, replicate = case
        return run_replicate(scenario, replicate, [ARM])[0].outcomes["trust"]

    settings = sweep_settings(residents, days)
    cases = [(each, number) for each in settings for number in range(1, replicates + 1)]
    trust = in_threads(run, cases, workers)
    print(f"{len(trust)} runs, mean trust {sum(trust) / len(trust):.2f}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
