"""Many runs through the whole of a sweep: what it adds to the time in the model, and to memory.

``python -m benchmarks.many_runs RUNS RESIDENTS DAYS`` prints JSON: milliseconds of a worker that
each run costs beside the model, the share of the workers' time that is spent in the model, and how
many bytes the coordinator grew by, all from the first tenth of the runs to the last run.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import yaml

from benchmarks.one_town import peak
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.engines import Take
from sim.study.sweeps.engines.local import LocalEngine
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.point import Recipe, Result
from sim.study.sweeps.sweep import Sweep

WORKERS, REPLICATES = 2, 10


class Watched(LocalEngine):
    """Processes of this machine, and when how much of their work was done."""

    def __init__(self, runs: int) -> None:
        super().__init__(WORKERS)
        self.warm = runs // 10
        self.runs, self.seconds = 0, 0.0
        self.began = self.ended = 0.0
        self.before = 0.0

    def results(self, recipe: Recipe, take: Take) -> Iterator[list[Result]]:
        """Do all there is to take, and watch."""
        done = 0
        for results in super().results(recipe, take):
            yield results
            done += len(results)
            if self.began:
                self.runs += len(results)
                self.seconds += sum(result.seconds for result in results)
                self.ended = perf_counter()
            elif done >= self.warm:
                self.began, self.before = perf_counter(), peak()


def sweep_of(runs: int, residents: int, days: int, folder: Path) -> Sweep:
    """A sweep of business as usual over so many runs; half of the days are lived before day 0."""
    half = max(1, days // 2)
    town = {
        "name": "town",
        "days": half,
        "burn_in_days": half,
        "community": {"residents": residents},
        "arms": {"business_as_usual": {}},
    }
    sweep = {
        "name": "many_runs",
        "scenario": "town",
        "vary": {"contact.gain": {"steps": max(2, runs // REPLICATES)}},
        "replicates": REPLICATES,
        "outcomes": ["trust", "reporting", "true_crime"],
    }
    (folder / "town.yaml").write_text(yaml.safe_dump(town))
    (folder / "many_runs.yaml").write_text(yaml.safe_dump(sweep))
    return load_sweep(folder / "many_runs.yaml")


def main(runs: int, residents: int, days: int) -> None:
    """Run the sweep in a folder that is then gone."""
    with tempfile.TemporaryDirectory() as folder:
        sweep = sweep_of(runs, residents, days, Path(folder))
        engine = Watched(runs)
        grown: list[float] = []
        conduct(
            sweep,
            Path(folder) / "results",
            engine,
            watch=lambda agenda: grown.append(peak()) if agenda.complete else None,
        )
    spent = (engine.ended - engine.began) * WORKERS
    found = {
        "milliseconds": (spent - engine.seconds) / engine.runs * 1e3,
        "share": engine.seconds / spent,
        "grown": grown[0] - engine.before,
        "runs": engine.runs,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
