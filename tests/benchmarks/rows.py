"""Every row of the table, each measured when it is asked for."""

from __future__ import annotations

import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reference import ReferenceModel

from benchmarks.cases import ARM, CHECKOUT, FLAGSHIP, REPLICATES, SETTINGS, town_of
from benchmarks.hottest_loops import hottest_loops
from benchmarks.measurement import Measurement, measured, seconds
from sim.common.threads import in_threads
from sim.model.simulation import Simulation
from sim.study.runs import Run, run_of, run_replicate

FIRST_RESULT = (
    "from sim.model.scenario import load_scenario\n"
    "from sim.study.runs import run_replicate\n"
    f"case = load_scenario({str(FLAGSHIP)!r})\n"
    "run_replicate(case.model_copy(update={'days': 30, 'burn_in_days': 1}), 1)\n"
)


@dataclass(frozen=True)
class Town:
    """A size to measure, and at least how many times faster than plain Mesa it should be."""

    residents: int
    days: int
    mesa_days: int
    target: float | None


@dataclass(frozen=True)
class Effort:
    """How much is measured: all of it, or (in tests) just enough to see that it works."""

    repeats: int = 5
    towns: tuple[Town, ...] = (
        Town(1_000, 730, 20, 150.0),
        Town(10_000, 365, 3, 300.0),
        Town(100_000, 60, 1, 400.0),
    )
    timed_town: int = 10_000
    recorded_days: int = 365
    worker_runs: tuple[int, int, int] = (40, 5_000, 365)  # replicates, residents, days
    sweep: tuple[int, int, int] = (2_000, 365, REPLICATES)  # residents, days, replicates
    tiny_runs: tuple[int, int, int] = (10_000, 10, 2)  # runs, residents, days
    long_runs: tuple[int, int, int] = (150, 10_000, 500)
    mesa_steps: tuple[int, int] = (2, 42)
    first_starts: int = 3
    in_processes: bool = True  # starts, the demo, sweeps and a town of a million


def measurements(effort: Effort) -> Iterator[Measurement]:
    """All rows, each when it is ready."""
    yield from against_mesa(effort)
    yield from hottest_loops(effort.timed_town, effort.repeats)
    yield recording(effort)
    if (os.cpu_count() or 1) > 1:
        yield two_workers(effort)
    if effort.in_processes:
        yield from a_million(effort)
        yield from a_sweep(effort)
        yield from many_runs(effort)
        yield from starts(effort)


def against_mesa(effort: Effort) -> Iterator[Measurement]:
    """Nanoseconds per resident-day of the model and of the reference, and their ratio.

    The model lives all its days; of the reference's days the first is not timed, and the next ones
    are, some at a time. Both take turns.
    """
    for town in effort.towns:
        name = f"{town.residents:,} residents"
        scenario = town_of(town.residents, town.days)
        ready = Simulation.start(scenario)
        model = ReferenceModel(scenario, ARM, start=ready.fork(ARM))
        model.step()
        fast, slow = [], []
        for _ in range(effort.repeats):
            fast.append(seconds(ready.fork(ARM).advance) / town.residents / town.days * 1e9)
            slow.append(mesa_days(model, town.mesa_days) / town.residents / town.mesa_days * 1e9)
        target = 35.0 if town.residents == 10_000 else None
        yield measured(f"model, {name}, {town.days} days", "ns a resident-day", fast, None, target)
        days = "1 day" if town.mesa_days == 1 else f"{town.mesa_days} days"
        yield measured(f"plain Mesa, {name}, {days} at a time", "ns a resident-day", slow)
        ratios = [mesa / ours for mesa, ours in zip(slow, fast, strict=True)]
        yield measured(f"plain Mesa / model, {name}", "times", ratios, at_least=town.target)


def mesa_days(model: ReferenceModel, days: int) -> float:
    """Seconds that the reference needs for its next days."""

    def live() -> None:
        for _ in range(days):
            model.step()

    return seconds(live)


def recording(effort: Effort) -> Measurement:
    """Share of a run that goes into books, counts, series and measures.

    The engagement arm lives the same number of days twice: dated before day 0, when nothing is
    written down, and from day 0 on.
    """
    days = effort.recorded_days
    start = Simulation.start(town_of(effort.timed_town, days, burn_in_days=days))
    shares = []
    for _ in range(effort.repeats):
        unrecorded = start.fork(ARM)
        unrecorded.plan.stage[:] = unrecorded.plan.stage[-1]
        unrecorded.day = -days
        without = seconds(partial(unrecorded._live, 0))
        with_books = seconds(partial(live_and_measure, start.fork(ARM)))
        shares.append(1.0 - without / with_books)
    return measured("books, series and measures", "share of the run", shares, at_most=0.15)


def live_and_measure(town: Simulation) -> Run:
    """What a comparison does with a town: all its days, then everything that is kept."""
    return run_of(town.advance())


def two_workers(effort: Effort) -> Measurement:
    """How much faster two workers are than one."""
    replicates, residents, days = effort.worker_runs
    scenario = town_of(residents, days)

    def with_workers(number: int) -> float:
        numbers = range(1, replicates + 1)
        return seconds(
            lambda: in_threads(lambda at: run_replicate(scenario, at, [ARM]), numbers, number)
        )

    speedups = [with_workers(1) / with_workers(2) for _ in range(effort.repeats)]
    what = f"two workers against one, {replicates} replicates of {residents:,}"
    return measured(what, "times", speedups, at_least=1.85)


def a_million(effort: Effort) -> Iterator[Measurement]:
    """A million residents for a year on one core; growth of time and memory up to there."""
    small = [one_town(10_000, 365) for _ in range(effort.repeats)]
    middle = [one_town(100_000, 30) for _ in range(effort.repeats)]
    large = [one_town(1_000_000, 365) for _ in range(effort.repeats)]
    total = [each["building"] + each["running"] for each in large]
    yield measured("1,000,000 residents, 365 days, one core", "s", total, at_most=30.0)
    building = [each["building"] for each in large]
    yield measured("of which building the town", "s", building, at_most=10.0)
    memory = [each["peak"] / 1e9 for each in large]
    yield measured("1,000,000 residents: most memory in use", "GB", memory, at_most=1.5)
    more = statistics.median(each["peak"] for each in middle)
    by_head = [(each["peak"] - more) / 900_000 for each in large]
    yield measured("memory beyond 100,000 residents", "bytes a resident", by_head, at_most=400.0)
    usual = statistics.median(each["running"] for each in small)
    slopes = [math.log(each["running"] / usual) / math.log(100.0) for each in large]
    what = "growth of time from 10,000 to 1,000,000 residents"
    yield measured(what, "exponent", slopes, at_most=1.15)


def one_town(residents: int, days: int) -> dict[str, float]:
    """What one town takes in a process of its own."""
    words = ("-m", "benchmarks.one_town", str(residents), str(days))
    found: dict[str, float] = json.loads(python(*words))
    return found


def a_sweep(effort: Effort) -> Iterator[Measurement]:
    """80 runs, start-up included, against Mesa's ``batch_run`` of the reference on 2 processes.

    Both after a burn-in of 30 days by the compiled model. Mesa's time is scaled from one replicate
    of each setting and some of its days; what it needs to start is counted once, as if further
    replicates started at no cost.
    """
    residents, days, replicates = effort.sweep
    runs = SETTINGS * replicates
    ours, mesas = [], []
    size = (str(residents), str(days))
    few, more = effort.mesa_steps
    for _ in range(effort.repeats):
        ours.append(seconds(partial(python, "-m", "benchmarks.sweep", *size, "2", str(replicates))))
        short, long = (
            seconds(partial(python, "-m", "benchmarks.mesa_batch", *size, "2", str(steps)))
            for steps in effort.mesa_steps
        )
        a_day = (long - short) / (more - few)
        mesas.append(short + a_day * (replicates * days - few))
    what = f"{runs} runs of {residents:,} residents, {days} days"
    yield measured(f"{what}, 2 workers, with start-up", "s", ours)
    yield measured(f"{what}, Mesa's batch_run on 2 processes (scaled)", "s", mesas)
    ratios = [mesa / statistics.median(ours) for mesa in mesas]
    yield measured("Mesa's batch_run / sweep", "times", ratios, at_least=60.0)


def many_runs(effort: Effort) -> Iterator[Measurement]:
    """What a sweep of many runs costs beside the model, in time and in the coordinator's memory."""
    tiny, long = (
        [json.loads(python("-m", "benchmarks.many_runs", *map(str, size))) for _ in range(repeats)]
        for size, repeats in ((effort.tiny_runs, 1), (effort.long_runs, effort.repeats))
    )
    what = f"a sweep of {effort.tiny_runs[0]:,} tiny runs"
    each = [found["milliseconds"] for found in tiny]
    yield measured(f"{what}: beside the model", "ms of a worker a run", each, at_most=2.0)
    grown = [found["grown"] / 1e6 for found in tiny]
    yield measured(f"{what}: growth of the coordinator", "MB", grown, at_most=20.0)
    shares = [found["share"] for found in long]
    what = "a sweep of runs of about 0.2 s: time in the model"
    yield measured(what, "share of the workers' time", shares, at_least=0.9)


def starts(effort: Effort) -> Iterator[Measurement]:
    """Seconds until something is on the screen: help, a check, a first result, the demo."""
    many = range(effort.repeats)
    yield measured("run.py --help", "s", [command("--help") for _ in many], at_most=0.3)
    check = [command("check", str(FLAGSHIP)) for _ in many]
    yield measured("run.py check", "s", check, at_most=0.6)
    with tempfile.TemporaryDirectory() as empty:

        def first_result() -> float:
            return seconds(lambda: python("-c", FIRST_RESULT, XDG_CACHE_HOME=empty))

        what = "first start ever, to the first result"
        first = [first_result()]
        for _ in range(effort.first_starts - 1):
            shutil.rmtree(empty)
            first.append(first_result())
        yield measured(what, "s", first, at_most=45.0)
        later = [first_result() for _ in many]
        yield measured("every later start, to the first result", "s", later, at_most=2.0)
    with tempfile.TemporaryDirectory() as folder:
        demo = ("compare", str(FLAGSHIP), "--out")
        what = "the demo, once compiled, with figures"
        twenty = [command(*demo, f"{folder}/{at}", "--replicates", "20") for at in many]
        yield measured(f"{what}, 20 replicates", "s", twenty, at_most=15.0)
        shipped = [command(*demo, f"{folder}/shipped-{at}") for at in many]
        yield measured(f"{what}, as shipped (100 worlds)", "s", shipped)


def command(*words: str) -> float:
    """Seconds that a command of the project takes."""
    return seconds(lambda: python("run.py", *words))


def python(*words: str, **more: str) -> str:
    """What a new Python prints that finds the project and its tests."""
    folders = os.pathsep.join((str(CHECKOUT), str(CHECKOUT / "tests")))
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, *words],
        env={**usual, "PYTHONPATH": folders, **more},
        cwd=Path(CHECKOUT),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout
