"""Every value of every shipped scenario in a small town, as hashes: for changes that move nothing.

Bits are the same on one kind of processor with one Numba only; elsewhere the frozen baseline holds
nine digits. ``make baseline`` keeps them anew. A name that changes is told in ``RENAMED``.
"""

from __future__ import annotations

import functools
import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
from shipped import shipped_scenarios
from small_towns import resized

from sim.model.registers import CAUSES, CHANNELS
from sim.model.scenario.load import load_scenario
from sim.study.runs import Run, run_replicate

KEPT = Path(__file__).with_name("kept_bits.json")
REPLICATES = 2
RESIDENTS = 400
RENAMED: dict[str, str] = {}
"""Today's name of a column, channel or cause to the name under which it is kept."""

Bits = dict[str, str]


@functools.cache
def small_runs(path: Path) -> tuple[Run, ...]:
    """All runs of a shipped scenario in a small town, with the numbers as they are declared."""
    small = resized(load_scenario(path), RESIDENTS, worlds="declared")
    return tuple(run for each in range(1, REPLICATES + 1) for run in run_replicate(small, each))


def bits(runs: Iterable[Run]) -> Bits:
    """Hash of every column of runs and series, and of every channel and cause in the books."""
    columns: dict[str, list[npt.NDArray[np.float64]]] = {}

    def add(table: str, name: str, values: npt.ArrayLike) -> None:
        key = f"{table}: {RENAMED.get(name, name)}"
        columns.setdefault(key, []).append(np.asarray(values, dtype=np.float64))

    for run in runs:
        for name, value in run.outcomes.items():
            add("runs", name, [value])
        for name, values in run.series.items():
            add("series", name, values)
        for row, channel in enumerate(CHANNELS):
            add("ledger", channel.name, run.ledger[:, :, row])
        for row, cause in enumerate(CAUSES):
            add("crime_book", cause.name, run.crime_book[..., row])
    return {name: _hash(values) for name, values in columns.items()}


def _hash(values: list[npt.NDArray[np.float64]]) -> str:
    digest = hashlib.sha256()
    for each in values:
        digest.update(np.ascontiguousarray(each).tobytes())
    return digest.hexdigest()[:12]


def machine() -> str:
    """What decides the last bit of a number: processor and compiler."""
    from llvmlite import binding

    return f"{platform.machine()} {binding.get_host_cpu_name()}, numba {version('numba')}"


def kept() -> dict[str, Bits | str]:
    """What is kept: ``machine``, and the bits by file of a scenario."""
    found: dict[str, Bits | str] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def write() -> None:
    """Keep the bits that this machine gives."""
    found = {path.name: bits(small_runs(path)) for path in shipped_scenarios()}
    text = json.dumps({"machine": machine(), **found}, indent=1)
    KEPT.write_text(text + "\n", encoding="utf-8")
