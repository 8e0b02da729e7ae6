"""One town in a process of its own: what a run takes in seconds and memory.

``python -m benchmarks.one_town RESIDENTS DAYS`` prints JSON: seconds to build (with a burn-in of
one day) and to live the days; peak memory before that, and in all, in bytes.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from benchmarks.cases import ARM, town_of
from benchmarks.measurement import seconds
from sim.model.simulation import Simulation


def peak() -> float:
    """Most memory that this process has used so far, bytes.

    On Linux from its own status: ``getrusage`` of a child begins with the peak of its parent.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        (line,) = (line for line in lines if line.startswith("VmHWM:"))
        return float(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)


def main(residents: int, days: int) -> None:
    """Build one town and follow the arm to the last day."""
    Simulation.start(town_of(100, 5, burn_in_days=1))  # compiles, or loads what was compiled
    before = peak()
    towns: list[Simulation] = []
    building = seconds(lambda: towns.append(Simulation.start(town_of(residents, days, 1))))
    running = seconds(lambda: towns[0].follow(ARM).advance())
    found = {"building": building, "running": running, "before": before, "peak": peak()}
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
