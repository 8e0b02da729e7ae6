"""The model compiled before the work begins, and about how long the work will take then.

So no time is taken of what happens only once, and something is known before the first run ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

from sim.common.progress import EVERY, beating
from sim.common.words import duration
from sim.compiled.rules import compiling_is_on
from sim.model.version import cache_is_warm

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.model.simulation import Simulation

SMALLEST = {"residents": 50, "days": 1}
TRIED = {"residents": 2_000, "days": 200}
"""A town that shows within a tenth of a second how fast this machine is."""
TRIED_AS_PLAIN_PYTHON = {"residents": 50, "days": 4}
"""The same where nothing is compiled, about a thousand times as slow."""
USUAL_SPEED = 35e-9
"""Seconds for one resident's day, at most, that ``make bench`` asks for."""
SECONDS_PER_ARM = 2e-3
"""Beside the days: fork, plan, outcomes."""


def make_ready(
    scenario: Scenario, runs: int, workers: int, then: str = "", usually: float = 0.0
) -> None:
    """Compile the model in this process, then say how long so many runs of all arms take.

    It is told from a small town, for processors that are free; so is what comes ``then``, which
    takes so many seconds on a machine of usual speed.
    """
    compile_here()
    speed = seconds_per_resident_day()
    seconds = runs * seconds_of(scenario, len(scenario.arms), speed) / min(workers, runs)
    more = f", then {then}: about {duration(usually * max(1.0, speed / USUAL_SPEED))}"
    told = f"That is about {duration(seconds)} of work{more if then else ''}."
    print(told, file=sys.stderr, flush=True)


def seconds_of(scenario: Scenario, arms: int, speed: float) -> float:
    """Of one replicate of so many arms, where a resident's day takes ``speed`` seconds."""
    days = scenario.burn_in_days + arms * scenario.days
    return days * scenario.simulated_residents * speed + arms * SECONDS_PER_ARM


def speed_here() -> float:
    """Seconds for one resident's day here; the usual ones where the model is not compiled yet."""
    if compiling_is_on() and not cache_is_warm():
        return USUAL_SPEED
    compile_here()
    return seconds_per_resident_day()


def seconds_per_resident_day() -> float:
    """How long one resident's day takes on one processor of this machine, if it is free."""
    tried = TRIED if compiling_is_on() else TRIED_AS_PLAIN_PYTHON
    town = _small(**tried)
    began = process_time()  # in a tenth of a second a busy machine shows anything
    town.advance()
    return (process_time() - began) / (tried["residents"] * tried["days"])


def compile_here() -> None:
    """Compile the model in this process, or load what was compiled before."""
    with compiling():
        live_the_smallest_town()


def prepare() -> bool:
    """Compile the model if that is still to be done, as workers that start together all would.

    Gives whether it was.
    """
    if cache_is_warm():
        return False
    compile_here()
    return True


def live_the_smallest_town() -> None:
    """Do everything once that the first run of a process does before it can begin."""
    _small(**SMALLEST)


def _small(residents: int, days: int) -> Simulation:
    from sim.model.scenario.scenario import Scenario
    from sim.model.simulation import Simulation

    about: dict[str, Any] = {"name": "first", "community": {"residents": residents}, "days": days}
    about |= {"burn_in_days": 1, "arms": {"business_as_usual": {}}, "worlds": "declared"}
    return Simulation.start(Scenario.model_validate(about))


@contextmanager
def compiling() -> Iterator[None]:
    """Say that the model is compiled meanwhile, where it has not been before."""
    if cache_is_warm() or not compiling_is_on():
        yield
        return
    told = "Compiling the model for this machine, once: about a minute where nothing else runs."
    print(told, file=sys.stderr, flush=True)
    began = last = monotonic()

    def look() -> None:
        nonlocal last
        if monotonic() - last >= EVERY["plain"]:
            last = monotonic()
            told = f"still compiling, {duration(last - began)} so far"
            print(told, file=sys.stderr, flush=True)

    with beating(look):
        yield
    print(f"Compiled in {duration(monotonic() - began)}.", file=sys.stderr, flush=True)
