"""The three hottest loops of a day as compiled rules and in C, on the same columns."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases import ARM, town_of
from benchmarks.measurement import Measurement, measured, seconds
from sim.processes.contact import fade_share
from sim.processes.fading import fade_trust
from sim.processes.outlook import tip_chances
from sim.processes.talk import TELLS
from sim.randomness import uniform_of
from sim.simulation import Simulation

SOURCE = Path(__file__).with_name("hottest_loops.c")
FLAGS = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
CALLS = 200  # of a loop in one sample

Loops = dict[str, tuple[Callable[[], Any], Callable[[], Any] | None]]


def hottest_loops(residents: int, repeats: int) -> Iterator[Measurement]:
    """Rows: each loop as a rule, and in C where a compiler is found."""
    town = Simulation.start(town_of(residents, 30)).follow(ARM).advance(10)
    for name, (as_rule, in_c) in loops(town).items():
        yield measured(f"loop: {name}", "ns a resident", timed(as_rule, residents, repeats))
        if in_c is not None:
            yield measured(
                f"loop: {name}, in C ({' '.join(FLAGS[:3])})",
                "ns a resident",
                timed(in_c, residents, repeats),
            )


def timed(loop: Callable[[], Any], residents: int, repeats: int) -> list[float]:
    """Nanoseconds per resident of one call, several times."""
    loop()

    def many() -> None:
        for _ in range(CALLS):
            loop()

    return [seconds(many) / CALLS / residents * 1e9 for _ in range(repeats)]


def loops(simulation: Simulation) -> Loops:
    """The loops by name: as a rule, and in C or nothing."""
    residents, numbers = simulation.town.residents, simulation.numbers
    norm, luck = simulation.town.groups.norm, simulation.town.luck
    homes = np.arange(len(residents.block), dtype=np.int32)
    nobody, out = np.zeros_like(homes), np.empty(len(homes))
    fade, revert = fade_share(numbers.fading.impression), fade_share(numbers.fading.anchor)
    trust = residents.standing.copy(), residents.impression.copy()
    views = residents.anchor, residents.group, norm
    known = residents.familiarity, residents.ownership, residents.grievance
    c = compile_c()
    tips, n = numbers.tips, numbers.fading
    weights = np.array([tips.neutral, tips.trust, tips.familiar, tips.ownership, tips.grievance])
    night = np.array([fade, n.kept, revert])
    return {
        "readiness to tip": (
            lambda: tip_chances(*trust, *known, numbers, out),
            c and (lambda: c.tip_chances(*in_c(*trust, *known, weights, out))),
        ),
        "trust at night": (
            lambda: fade_trust(*trust, *views, fade, float(n.kept), revert),
            c and (lambda: c.fade_trust(*in_c(*trust, *views, night))),
        ),
        "draws": (
            lambda: uniform_of(luck, TELLS, 7, homes, nobody),
            c
            and (
                lambda: c.uniform_of(
                    ctypes.c_int64(len(homes)),
                    luck.ctypes.data_as(ctypes.c_void_p),
                    ctypes.c_int64(TELLS),
                    ctypes.c_int64(7),
                    *in_c(homes, nobody, out)[1:],
                )
            ),
        ),
    }


def in_c(*columns: Any) -> list[Any]:
    """Arguments of a C loop: the number of residents, then the columns."""
    return [
        ctypes.c_int64(len(columns[0])),
        *(column.ctypes.data_as(ctypes.c_void_p) for column in columns),
    ]


def compile_c() -> Any:
    """The C loops as a library; nothing where there is no compiler."""
    compiler = next((name for name in ("cc", "gcc", "clang") if shutil.which(name)), None)
    if compiler is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "hottest_loops.so"
        subprocess.run([compiler, *FLAGS, str(SOURCE), "-o", str(library), "-lm"], check=True)
        return ctypes.CDLL(str(library))
