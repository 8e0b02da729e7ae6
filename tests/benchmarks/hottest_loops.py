"""The three hottest loops of a day as compiled rules and in C, on the same columns."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import ARM, town_of
from benchmarks.measurement import Measurement, measured, seconds
from sim.model.draws import uniform_of
from sim.model.processes.contact import fade_share
from sim.model.processes.fading import fade_trust
from sim.model.processes.outlook import tip_chances
from sim.model.processes.talk import TELLS
from sim.model.simulation import Simulation
from sim.model.state import Floats, Wholes

SOURCE = Path(__file__).with_name("hottest_loops.c")
FLAGS = ["-O3", "-march=native", "-ffast-math"]
CALLS = 200  # of a loop in one sample

TIPS = ("neutral", "trust", "familiar", "heard", "ownership", "grievance")

Loops = dict[str, Callable[[], Any]]


@dataclass(frozen=True)
class Columns:
    """What the loops read and write: copies, so that a town is not changed."""

    trust: tuple[Floats, Floats]
    known: tuple[Floats, Floats, Floats, Floats]
    views: tuple[Floats, Any, Floats]
    weights: Floats
    night: Floats
    homes: Wholes
    nobody: Wholes
    luck: Any
    tips: Floats
    drawn: Floats

    def without_residents(self) -> Columns:
        """The same columns, empty: what a call costs by itself."""
        return replace(
            self,
            trust=(self.trust[0][:0], self.trust[1][:0]),
            known=(self.known[0][:0], self.known[1][:0], self.known[2][:0], self.known[3][:0]),
            views=(self.views[0][:0], self.views[1][:0], self.views[2]),
            homes=self.homes[:0],
            nobody=self.nobody[:0],
            tips=self.tips[:0],
            drawn=self.drawn[:0],
        )

    @property
    def written(self) -> tuple[Floats, ...]:
        """The columns that a loop may change."""
        return (*self.trust, self.tips, self.drawn)


def columns_of(town: Simulation) -> Columns:
    """The columns of a town."""
    residents, tips, n = town.town.residents, town.numbers.tips, town.numbers.fading
    homes = np.arange(len(residents.block), dtype=np.int32)
    return Columns(
        trust=(residents.standing.copy(), residents.impression.copy()),
        known=(
            residents.familiarity,
            residents.heard,
            residents.ownership,
            residents.grievance,
        ),
        views=(residents.anchor, residents.group, town.town.groups.norm),
        weights=np.array([getattr(tips, name) for name in TIPS]),
        night=np.array([fade_share(n.impression), n.kept, fade_share(n.anchor)]),
        homes=homes,
        nobody=np.zeros_like(homes),
        luck=town.town.luck,
        tips=np.empty(len(homes)),
        drawn=np.empty(len(homes)),
    )


def in_rules(town: Simulation, columns: Columns) -> Loops:
    """The loops as compiled rules."""

    def draw() -> None:
        columns.drawn[:] = uniform_of(columns.luck, TELLS, 7, columns.homes, columns.nobody)

    return {
        "readiness to tip": lambda: tip_chances(
            *columns.trust, *columns.known, town.numbers, columns.tips
        ),
        "trust at night": lambda: fade_trust(*columns.trust, *columns.views, *columns.night),
        "draws": draw,
    }


def in_c(c: Any, columns: Columns) -> Loops:
    """The same loops in C."""
    trust, known, views, number = columns.trust, columns.known, columns.views, len(columns.homes)
    addresses = columns.homes, columns.nobody, columns.drawn
    return {
        "readiness to tip": call(
            c.tip_chances, number, *trust, *known, columns.weights, columns.tips
        ),
        "trust at night": call(c.fade_trust, number, *trust, *views, columns.night),
        "draws": call(c.uniform_of, number, columns.luck, TELLS, 7, *addresses),
    }


def hottest_loops(residents: int, repeats: int) -> Iterator[Measurement]:
    """Rows: each loop as a rule, and in C where a compiler is found; without the call itself."""
    town = Simulation.start(town_of(residents, 30)).follow(ARM).advance(10)
    columns, c = columns_of(town), compile_c()
    empty = columns.without_residents()
    calls = in_rules(town, empty)
    for name, loop in in_rules(town, columns).items():
        rule = timed(loop, calls[name], residents, repeats)
        yield measured(f"loop: {name}", "ns a resident", rule)
        if c is not None:
            other = timed(in_c(c, columns)[name], in_c(c, empty)[name], residents, repeats)
            yield measured(f"loop: {name}, in C ({' '.join(FLAGS)})", "ns a resident", other)
            ratios = [one / two for one, two in zip(rule, other, strict=True)]
            yield measured(f"loop: {name}, rule / C", "times", ratios)


def timed(
    loop: Callable[[], Any], call: Callable[[], Any], residents: int, repeats: int
) -> list[float]:
    """Nanoseconds per resident of one loop, several times, less what its call costs."""

    def many(action: Callable[[], Any]) -> None:
        for _ in range(CALLS):
            action()

    many(loop)
    many(call)
    unit = CALLS * residents / 1e9
    return [
        (seconds(lambda: many(loop)) - seconds(lambda: many(call))) / unit for _ in range(repeats)
    ]


def call(function: Any, *arguments: Any) -> Callable[[], Any]:
    """A call of a C loop with its arguments made ready: numbers and columns."""
    ready = [
        ctypes.c_int64(each) if isinstance(each, int) else each.ctypes.data_as(ctypes.c_void_p)
        for each in arguments
    ]

    def now(keep: Any = arguments) -> None:
        function(*ready)

    return now


def compile_c() -> Any:
    """The C loops as a library; nothing where no compiler makes one.

    Linked without ``-ffast-math``, which would change the arithmetic of the whole process.
    """
    compiler = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), None)
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        made, library = Path(folder) / "loops.o", Path(folder) / "loops.so"
        try:
            for words in (
                [*FLAGS, "-fPIC", "-c", str(SOURCE), "-o", str(made)],
                ["-shared", str(made), "-o", str(library), "-lm"],
            ):
                subprocess.run([compiler, *words], check=True, capture_output=True)
            return ctypes.CDLL(str(library))
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"No loops in C: {compiler} failed ({error}).", file=sys.stderr)
            return None
