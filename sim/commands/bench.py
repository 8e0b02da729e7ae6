"""``bench``: how fast the model is, beside the same model in plain Mesa, measured in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.problems import Problem, ProblemsFound
from sim.scenario import Scenario, load_scenario

CHECKOUT = Path(__file__).parents[2]
FLAGSHIP = CHECKOUT / "scenarios" / "engagement_vs_surveillance.yaml"
ARM = "engagement"
REPEATS = 5
COLD_START = (
    "from sim.scenario import load_scenario\n"
    "from sim.experiment.runs import run_replicate\n"
    "case = load_scenario({path!r}).model_copy(update={{'days': 30, 'burn_in_days': 1}})\n"
    "run_replicate(case, 1)\n"
)


@dataclass(frozen=True)
class Measurement:
    """One row: what was measured, the target (nothing: none), and whether it is met."""

    what: str
    target: float | None
    value: float
    unit: str
    met: bool | None
    lowest: float
    highest: float


def bench(json_file: Path | None) -> int:
    """Measure, print a table, and write it as JSON if wanted; 1 when a target is missed."""
    if not (CHECKOUT / "tests" / "reference").is_dir():
        raise ProblemsFound(
            [Problem("bench needs the tests", "run it in a checkout of the project", "bench")]
        )
    if os.getloadavg()[0] > 0.5:
        print(f"Careful: the machine is busy (load {os.getloadavg()[0]:.1f}).", file=sys.stderr)
    rows: list[Measurement] = []
    print(f"{'what':58} {'median':>9} {'min':>8} {'max':>8}  unit, target")
    for row in measurements():
        rows.append(row)
        goal = "" if row.target is None else f", {'met' if row.met else 'MISSED'}: {row.target:g}"
        print(
            f"{row.what:58} {row.value:9.3g} {row.lowest:8.3g} {row.highest:8.3g}  {row.unit}{goal}"
        )
    if json_file is not None:
        json_file.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    return 0 if all(row.met is not False for row in rows) else 1


def measurements() -> Iterator[Measurement]:
    """All rows, each when it is ready."""
    flagship = load_scenario(FLAGSHIP)
    yield from starts()
    speeds: dict[int, list[float]] = {}
    for residents, days in ((1_000, 730), (5_000, 730), (10_000, 365), (100_000, 60)):
        speeds[residents] = fast(sized(flagship, residents, days))
        yield row(f"full model, {residents:,} residents", speeds[residents], "ns/resident-day")
    for residents, days, target in ((1_000, 20, 150.0), (10_000, 3, 300.0), (100_000, 1, 400.0)):
        slow = reference(sized(flagship, residents, days))
        yield row(f"plain Mesa, {residents:,} residents, {days} days", slow, "ns/resident-day")
        speed = statistics.median(speeds[residents])
        ratios = [each / speed for each in slow]
        yield row(f"plain Mesa / full model, {residents:,} residents", ratios, "times", target)
    yield row("two workers against one, 8 replicates of 5,000", workers(flagship), "times", 1.85)


def row(
    what: str,
    values: list[float],
    unit: str,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Measurement:
    """A row with the median of ``values``."""
    value = statistics.median(values)
    target = at_least if at_least is not None else at_most
    met = None if target is None else (value >= target if at_least is not None else value <= target)
    return Measurement(what, target, value, unit, met, min(values), max(values))


def sized(scenario: Scenario, residents: int, days: int) -> Scenario:
    """The flagship with another number of residents and days, after a short burn-in."""
    community = scenario.community.model_copy(update={"residents": residents})
    return scenario.model_copy(update={"community": community, "days": days, "burn_in_days": 30})


def timed(action: Callable[[], Any]) -> float:
    """Seconds that ``action`` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def fast(scenario: Scenario) -> list[float]:
    """Nanoseconds per resident-day of the full model, books and records included."""
    from sim.simulation import Simulation

    ready = Simulation.start(scenario, 1)
    unit = scenario.community.residents * scenario.days / 1e9
    return [timed(ready.fork(ARM).advance) / unit for _ in range(REPEATS)]


def reference(scenario: Scenario) -> list[float]:
    """Nanoseconds per resident-day of the plain-Mesa model: same town, same first days."""
    sys.path.insert(0, str(CHECKOUT / "tests"))
    from reference import ReferenceModel  # type: ignore[import-not-found, unused-ignore]

    model = ReferenceModel(scenario, arm=ARM)

    def live() -> None:
        for _ in range(scenario.days):
            model.step()

    return [timed(live) * 1e9 / scenario.community.residents / scenario.days]


def workers(flagship: Scenario) -> list[float]:
    """How much faster two threads are than one."""
    from sim.experiment.runs import run_replicate

    scenario = sized(flagship, 5_000, 180)

    def all_with(number: int) -> float:
        with ThreadPoolExecutor(number) as pool:
            return timed(
                lambda: list(pool.map(lambda at: run_replicate(scenario, at), range(1, 9)))
            )

    all_with(2)
    return [all_with(1) / all_with(2) for _ in range(3)]


def starts() -> Iterator[Measurement]:
    """Seconds to the first result: with nothing compiled yet, then again."""
    with tempfile.TemporaryDirectory() as empty:
        environment = {**os.environ, "XDG_CACHE_HOME": empty}

        def start() -> float:
            command = [sys.executable, "-c", COLD_START.format(path=str(FLAGSHIP))]
            return timed(lambda: subprocess.run(command, check=True, env=environment, cwd=CHECKOUT))

        yield row("first start ever, to the first result", [start()], "s", at_most=45.0)
        yield row(
            "every later start, to the first result", [start() for _ in range(3)], "s", at_most=2.0
        )
