"""The whole way from priors to worlds, wave by wave, each kept as it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.common.threads import Progress
from sim.common.whole_files import write_whole
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.emulator import Emulator
from sim.evidence.worlds.ensemble import (
    Ensemble,
    ensemble,
    learn_all,
    next_settings,
    total,
)
from sim.evidence.worlds.targets import Target, targets
from sim.evidence.worlds.waves import DIGITS, Rows, first_settings, run_wave, varied
from sim.model.state import Floats

SIZES = (300, 250, 300)
SEED = 19
Watch = Callable[[str, int], AbstractContextManager[Progress]]
"""Told what begins and of how many pieces it is; gives what is told of each piece."""


@dataclass(frozen=True)
class Calibration:
    """What came of all waves.

    Attributes:
        rows: the settings of each wave, with what every finding was in them.
        targets: what was asked.
        emulators: learnt from all rows.
        ensemble: the worlds.
    """

    rows: tuple[Rows, ...]
    targets: list[Target]
    emulators: dict[str, Emulator]
    ensemble: Ensemble


def calibrate_worlds(
    folder: Path,
    patterns: Sequence[Pattern],
    workers: int,
    watch: Watch,
    sizes: Sequence[int] = SIZES,
    part: int | None = None,
) -> Calibration | None:
    """Run what is missing in ``folder`` and make the ensemble; None where parts are missing yet.

    With ``part`` (from 1) only that part of the first unfinished wave is run.
    """
    asked = targets(patterns)
    waves: list[Rows] = []
    for wave, size in enumerate(sizes, start=1):
        settings, before = _settings(folder, wave, size, waves, asked, workers, watch)
        with watch(f"settings of wave {wave}", size) as show:
            done = run_wave(folder, wave, settings, patterns, workers, show, part)
        if done is None:
            return None
        waves.append(done)
    emulators = _learnt(waves, asked, workers, watch)
    found = ensemble(waves[-1], before, emulators, asked, seed=SEED)
    return Calibration(tuple(waves), asked, emulators, found)


def _settings(
    folder: Path,
    wave: int,
    size: int,
    waves: Sequence[Rows],
    asked: Sequence[Target],
    workers: int,
    watch: Watch,
) -> tuple[Floats, Floats]:
    """Settings of a wave and the log likelihood they were drawn with; kept, so drawn once."""
    path = folder / f"wave_{wave}_settings.parquet"
    if not path.exists():
        if wave == 1:
            u, value = first_settings(size, SEED), np.zeros(size)
        else:
            emulators = _learnt(waves, asked, workers, watch)
            u, _ = next_settings(asked, emulators, len(varied()), size, SEED + wave)
            u = np.clip(np.round(u, DIGITS), 10.0**-DIGITS, 1.0 - 10.0**-DIGITS)
            value = total(u, asked, emulators)
        table = pd.DataFrame(u, columns=list(varied())).assign(log_likelihood=value)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, lambda beside: table.to_parquet(beside, index=False))
    kept = pd.read_parquet(path)
    return kept[list(varied())].to_numpy(np.float64), kept["log_likelihood"].to_numpy(np.float64)


def _learnt(
    waves: Sequence[Rows], asked: Sequence[Target], workers: int, watch: Watch
) -> dict[str, Emulator]:
    rows = waves[0]
    for more in waves[1:]:
        rows = rows + more
    with watch("findings learnt", len(asked)) as show:
        return learn_all(rows, asked, workers, show)
